"""What a tool read from a memory is no witness for it, however the copy is listed."""

import pytest
from support.dreaming import session
from support.growth import QUADRATIC, growth

from core.dreams.material.testimony import testimony

ENTRIES = [
    "- Loom LM-4 - the wide one - stands at pillar 3.",
    "- Ring 12: the night desk takes calls.",
]


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("mark", ["", "- ", "* ", "  + ", "> ", "   7\u2192", "7: - ", "12\t* "])
def test_a_copy_of_an_entry_is_known_with_any_mark_or_none(entry: str, mark: str) -> None:
    """Only the mark in front is left out: a dash or a number inside of a line is text."""
    shown = session("watch", ("look", f"Notes\n{mark}{entry.removeprefix('- ')}\n"))
    assert testimony.Testimony([shown], recalled=[entry]).results == ()


def test_a_long_row_of_blanks_takes_no_longer_than_it_is() -> None:
    """A result may be a table of empty cells, or anything else."""

    def read(size: int) -> None:
        shown = session("watch", ("look", "x" + " " * size + "|"))
        assert len(testimony.Testimony([shown], recalled=ENTRIES).results) == 1

    assert growth(read, 4_000) < QUADRATIC
