"""Blame: which version last changed each line of the newest text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.blame import Blamed, blame

TEXTS = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=8).map("\n".join)


def _writers(*texts: str) -> str:
    """The version of each line, counted from 1."""
    return " ".join(str(line.version) for line in blame(enumerate(texts, 1)))


def test_a_line_belongs_to_the_version_that_last_changed_it() -> None:
    """Lines that later versions left alone keep their first writer."""
    assert blame([("ann", "a\nb\n"), ("bob", "a\nB\nc\n")]) == (
        Blamed(1, "a", "ann"),
        Blamed(2, "B", "bob"),
        Blamed(3, "c", "bob"),
    )


def test_an_insertion_leaves_the_lines_below_to_their_writers() -> None:
    """Lines keep their writers when they only move down."""
    assert _writers("a\nb\n", "x\na\nb\n", "x\na\ny\nb\n") == "2 1 3 1"


def test_a_line_that_comes_back_is_new() -> None:
    """Once removed, a line belongs to whoever writes it again."""
    assert _writers("a\nb\n", "a\n", "a\nb\n") == "1 3"


def test_appending_does_not_take_over_the_line_above() -> None:
    """A text without a last line end gets one when a line is added; its words are not rewritten."""
    assert _writers("a\nb", "a\nb\nc") == "1 1 2"


def test_a_version_without_changes_writes_nothing() -> None:
    """A write of the same text, or of a last line end, changes no line."""
    assert _writers("a\nb", "a\nb", "a\nb\n") == "1 1"


def test_an_empty_history_or_text_has_no_lines() -> None:
    """There is nothing to blame anybody for."""
    assert blame([]) == ()
    assert _writers("a\n", "") == ""


@given(st.lists(TEXTS, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_blame_has_every_line_of_the_newest_text(history: list[str]) -> None:
    """Numbers and texts are those of the newest text, whatever came before."""
    lines = history[-1].split("\n")
    expected = lines[:-1] if lines[-1] == "" else lines
    blamed = blame(enumerate(history))
    assert [line.text for line in blamed] == expected
    assert [line.line for line in blamed] == list(range(1, len(expected) + 1))
    for line in blamed:
        assert line.text in history[line.version].split("\n")


@given(st.lists(TEXTS, min_size=1, max_size=5))
@settings(max_examples=50, deadline=None)
def test_a_line_never_touched_keeps_the_first_version(history: list[str]) -> None:
    """Whatever is written in between, the first and the last line stay the first version's."""
    blamed = blame(enumerate(f"first\n{text}\nlast\n" for text in history))
    assert (blamed[0].version, blamed[-1].version) == (0, 0)


@given(TEXTS, st.lists(TEXTS, max_size=3))
@settings(max_examples=50, deadline=None)
def test_repeating_a_version_changes_no_blame(text: str, history: list[str]) -> None:
    """Blame looks at differences only."""
    once = blame(enumerate([*history, text]))
    assert blame(enumerate([*history, text, text])) == once
