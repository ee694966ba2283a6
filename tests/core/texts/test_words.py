"""Marks inside a changed line: whole words, never noise, never slow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.texts.words import MAX_CHARACTERS, MAX_WORDS, Spans, word_marks

LINES = st.text(st.sampled_from("ab (),\t\u0301\u200d\U0001f469"), max_size=24)


def _marked(line: str, spans: Spans) -> str:
    for start, end in reversed(spans):
        line = f"{line[:start]}[{line[start:end]}]{line[end:]}"
    return line


def _shown(old: str, new: str) -> tuple[str, str]:
    old_spans, new_spans = word_marks(old, new)
    return _marked(old, old_spans), _marked(new, new_spans)


def _without(line: str, spans: Spans) -> str:
    for start, end in reversed(spans):
        line = line[:start] + line[end:]
    return line


@pytest.mark.parametrize(
    ("old", "new", "old_shown", "new_shown"),
    [
        ("TTL is 300 s", "TTL is 900 s", "TTL is [300] s", "TTL is [900] s"),
        ("f(a, b)", "f(a, x, b)", "f(a, b)", "f(a, [x, ]b)"),
        ("seen 2026-01-04", "seen 2026-02-04", "seen 2026-[01]-04", "seen 2026-[02]-04"),
        ("one two three four", "one 2 3 four", "one [two three] four", "one [2 3] four"),
        ("the snake_case name", "the snake_cased name", *["the [snake_case{}] name"] * 2),
        ("a b", "a  b", "a[ ]b", "a[  ]b"),
        ("  x", "    x", "[  ]x", "[    ]x"),
    ],
)
def test_a_mark_takes_whole_words(old: str, new: str, old_shown: str, new_shown: str) -> None:
    """Words, runs of spaces and single signs are marked; one mark goes over inner spaces."""
    assert _shown(old, new) == (old_shown.format(""), new_shown.format("d"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("same", "same"),
        ("", "new"),
        ("one sentence about caches", "quite another thing entirely"),
        ("x" * 5_000, "y" * 5_000),
    ],
)
def test_equal_and_unlike_lines_have_no_marks(old: str, new: str) -> None:
    """Marks that cover nothing or everything would tell nothing."""
    assert word_marks(old, new) == ((), ())


def test_a_mark_never_splits_a_character_from_its_accent() -> None:
    """An accent of its own and a joined emoji are marked with what they belong to."""
    assert _shown("a cafe\u0301 bar", "a cafe bar") == ("a [cafe\u0301] bar", "a [cafe] bar")
    family = "\U0001f469\u200d\U0001f467"
    assert _shown(f"hello {family}", "hello \U0001f469") == (
        f"hello [{family}]",
        "hello [\U0001f469]",
    )


@given(LINES, LINES)
@settings(max_examples=200, deadline=None)
def test_what_is_not_marked_is_the_same(old: str, new: str) -> None:
    """Without the marked parts both lines have the same words, and spans stand apart in order."""
    old_spans, new_spans = word_marks(old, new)
    for line, spans in ((old, old_spans), (new, new_spans)):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(line) for edge in edges)
    if old_spans or new_spans:
        left = [_without(*side).split() for side in ((old, old_spans), (new, new_spans))]
        assert "".join(left[0]) == "".join(left[1])


@pytest.mark.parametrize(
    ("part", "count"),
    [("ab ", MAX_CHARACTERS), ("(", MAX_WORDS), ("ab ", 30_000), ("\u0301", 90_000)],
)
def test_a_huge_line_is_marked_between_its_ends(part: str, count: int) -> None:
    """Over the limits one mark covers what lies between the words that both ends share."""
    old, new = (
        part * count + " old word " + part * count,
        part * count + " new word " + part * count,
    )
    around = len(part * count) + 1
    assert word_marks(old, new) == (((around, around + 3),), ((around, around + 3),))


def test_something_added_to_a_huge_line_marks_one_side() -> None:
    """The side that lost nothing has no mark."""
    old = "ab " * 1_000
    assert word_marks(old, old + "more") == ((), ((3_000, 3_004),))


def test_a_word_without_end_is_marked_in_part() -> None:
    """In data such as base64 the whole run would be too much to mark."""
    old, new = "a" * 90_000, "a" * 40_000 + "b" + "a" * 49_999
    assert word_marks(old, new) == (((40_000, 40_001),), ((40_000, 40_001),))
