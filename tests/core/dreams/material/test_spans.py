"""Entries that are the same but for one piece, whatever its words are."""

import pytest

from core.dreams.material.claims.spans import pieces

BRIG = frozenset({"brig-2", "brig-4", "left wagon"})
# fmt: off
# ruff: noqa: E501
FOUND = [
    ("Left wagon is looked over weekly.", "Left wagon is looked over each morning.", ("weekly", "each morning")),
    ("The sail of `brig-2` is hoisted by hand.", "The sail of `brig-2` is hoisted by steam winch.", ("hand", "steam winch")),
    ("The mast of `brig-2` is oiled daily.", "The mast of `brig-2` is oiled monthly.", ("daily", "monthly")),
    ("`brig-2`: hemp ropes on all sails.", "`brig-2`: sisal ropes on all sails.", ("hemp", "sisal")),
]
NONE = [
    # Another day, another environment: both may be so.
    ("The sail of `brig-2` is mended on Monday.", "The sail of `brig-2` is mended on Friday."),
    ("The sail of `brig-2` is torn in staging.", "The sail of `brig-2` is torn in production."),
    # A verb or a negation turns the sentence, and is no value of it.
    ("The sail of `brig-2` is hoisted.", "The sail of `brig-2` was hoisted."),
    ("The sail of `brig-2` is always torn.", "The sail of `brig-2` is never torn."),
    # The same, an addition, and a piece that is a sentence by itself.
    ("The sail of `brig-2` is red.", "The sail of `brig-2` is red."),
    ("The sail of `brig-2` is red.", "The sail of `brig-2` is dark red."),
    ("The sail of `brig-2` is red.", "The sail of `brig-2` is cut from six old yellow flags."),
    # Too little around it.
    ("Ask Bo.", "Ask Ada."),
    # Another thing.
    ("The sail of `brig-2` is red.", "The sail of `brig-4` is red."),
    # Two pieces.
    ("The sail of `brig-2` is red at sea.", "The flag of `brig-2` is blue at sea."),
]
# fmt: on


@pytest.mark.parametrize(("first", "second", "found"), FOUND)
def test_one_piece_stands_in_the_place_of_another(
    first: str, second: str, found: tuple[str, str]
) -> None:
    """As they are written, and from either side."""
    assert pieces(first, second, BRIG) == found
    assert pieces(second, first, BRIG) == (found[1], found[0])


@pytest.mark.parametrize(("first", "second"), NONE)
def test_what_may_both_be_so_has_no_pieces(first: str, second: str) -> None:
    """Neither from the other side."""
    assert pieces(first, second, BRIG) is None
    assert pieces(second, first, BRIG) is None
