"""Pieces that stand whole in a text."""

import pytest

from core.dreams.extract.names.wholes import cut, shortened, stands


@pytest.mark.parametrize("text", ["loom-3", "the Loom-3, at last", "(`loom-3`)", "a/loom-3:4"])
def test_a_piece_stands_by_itself(text: str) -> None:
    """Between signs or blanks, in any case."""
    assert stands("loom-3", text)


@pytest.mark.parametrize("text", ["loom-30", "heirloom-3", "a-loom-3", "loom-3-east", "loom3", ""])
def test_a_part_of_a_longer_name_does_not_stand(text: str) -> None:
    """A letter, a digit or a hyphen belongs to it."""
    assert not stands("loom-3", text)


def test_pieces_leave_a_gap() -> None:
    """So that what stood on either side is no neighbour, if the gap says so."""
    assert cut("the loom here", ["loom"]) == "the   here"
    assert cut("the loom here", ["loom"], gap="|") == "the | here"


def test_a_long_text_ends_with_a_sign() -> None:
    """It is never longer than asked."""
    assert shortened("wool", 4) == "wool"
    assert shortened("a lot of wool", 7) == "a lot\u2026"
    assert len(shortened("w" * 300)) == 100
