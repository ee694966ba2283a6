"""What one answer shows of the value of an entry."""

from support.dreaming import base_file, session
from support.growth import QUADRATIC, growth

from core.dreams.material.claims.claims import claims_of
from core.dreams.material.memories.draft import draft_of
from core.dreams.material.seeing.seeing import cells_about, seen_in
from core.dreams.material.testimony import testimony


def test_a_long_answer_is_gone_through_once() -> None:
    """Whether a value is the only one of its kind there is not found out anew for each of them."""
    (entry,) = draft_of(
        [base_file("/a.md", "- The mixer of `oven-2` runs for 30 minutes.\n")]
    ).entries
    (claim,) = claims_of(entry)

    def see(size: int) -> None:
        rows = "".join(f"mixer_{number}: {number} minutes\n" for number in range(31, size + 31))
        shown = session("watch", ("bakectl get oven-2", f"unit: oven-2\n{rows}"))
        (result,) = testimony.Testimony([shown]).results
        assert result.cells
        assert seen_in(claim, result, cells_about(claim, result), frozenset()) is None

    assert growth(see, 60) < QUADRATIC
