"""Splitting a hunk: where it is cut, and that accepting every part is accepting the hunk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dreams.proposal import Op
from core.dreams.reviewing.splitting import NotSplittable, cuts


def parts(old: list[str], new: list[str]) -> list[tuple[list[str], list[str]]]:
    return [
        (old[cut.old_start : cut.old_end], new[cut.new_start : cut.new_end])
        for cut in cuts(Op.MODIFY, old, new)
    ]


def test_a_replacement_is_cut_between_its_pairs() -> None:
    """An old line stays with the new one that it became."""
    old = ["- port is 5432", "- host is db-1"]
    new = ["- port is 6432", "- user is app", "- host is db-2"]
    assert parts(old, new) == [
        (["- port is 5432"], ["- port is 6432", "- user is app"]),
        (["- host is db-1"], ["- host is db-2"]),
    ]


def test_lines_that_have_nothing_to_do_with_each_other_go_and_come_apart() -> None:
    """The old ones may stay beside the new ones."""
    assert parts(["alpha beta"], ["12 34", "56"]) == [
        (["alpha beta"], []),
        ([], ["12 34", "56"]),
    ]


def test_new_lines_are_cut_at_blank_lines_and_then_line_by_line() -> None:
    """So a new file is not fifty decisions at once."""
    assert parts([], ["# a", "b", "", "# c", "d"]) == [([], ["# a", "b", ""]), ([], ["# c", "d"])]
    assert parts([], ["# a", "b"]) == [([], ["# a"]), ([], ["b"])]


@pytest.mark.parametrize(
    ("op", "old", "new", "why"),
    [
        (Op.MODIFY, [], ["one"], "one line"),
        (Op.MODIFY, ["one x"], ["one y"], "one line"),
        (Op.DELETE, ["a", "b"], [], "as a whole"),
        (Op.RENAME, [], [], "as a whole"),
    ],
)
def test_what_cannot_be_split_says_why(op: Op, old: list[str], new: list[str], why: str) -> None:
    """In a sentence for the status line."""
    with pytest.raises(NotSplittable, match=why):
        cuts(op, old, new)


LINES = st.lists(st.sampled_from(["a b c", "a b d", "x", "", "y z"]), max_size=8)


@given(old=LINES, new=LINES)
def test_the_parts_together_are_the_hunk(old: list[str], new: list[str]) -> None:
    """Each line in one part, in order, no part empty."""
    try:
        found = parts(old, new)
    except NotSplittable:
        return
    assert [line for part, _ in found for line in part] == old
    assert [line for _, part in found for line in part] == new
    assert all(a or b for a, b in found)
    assert len(found) > 1
