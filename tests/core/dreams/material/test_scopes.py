"""Whether a call asked at another site than a memory is about."""

from support.dreaming import base_file, session
from support.growth import QUADRATIC, growth

from core.dreams.material.memories.draft import draft_of
from core.dreams.material.testimony import testimony
from core.dreams.material.testimony.scopes import scopes_elsewhere


def test_a_memory_is_asked_once_for_all_of_its_entries() -> None:
    """It may be long, and each of its entries name what is gone."""
    seen = session("watch", ("loomctl show LM-4 --site auwiesen", "LM-4: decommissioned"))
    (result,) = testimony.Testimony([seen]).results

    def ask(size: int) -> None:
        lines = (f"- Loom LM-4 weaves felt {number} at Westhang.\n" for number in range(size))
        draft = draft_of([base_file("/mill.md", "".join(lines))])
        found = scopes_elsewhere(draft, draft.entries, "LM-4: decommissioned", result)
        assert found == {"/mill.md": "auwiesen"}

    assert growth(ask, 300) < QUADRATIC
