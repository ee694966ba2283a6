"""Text in cells: cut, padded and wrapped without a cell too many."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.cells import expand_tabs, fit, fit_both, fit_left, fit_right, wrap
from memtui.widgets.tree_nodes import prefixes

TEXTS = st.text(alphabet="ab c漢é\u0301-", max_size=80)


@given(TEXTS, st.integers(1, 40))
def test_fitting_gives_exactly_the_width(text, width):
    """However wide its characters are."""
    for way in (fit, fit_left, fit_right, fit_both):
        assert cell_len(way(text, width)) == width


@given(TEXTS, st.integers(4, 40), st.integers(0, 2))
def test_wrapping_keeps_every_character(text, width, hang):
    """The rows together are the line; none is wider than its room, spaces at its end aside."""
    starts = [*wrap(text, width, hang), len(text)]
    rows = [text[start:end] for start, end in pairwise(starts)]
    assert "".join(rows) == text
    assert cell_len(rows[0].rstrip(" ")) <= width
    assert all(cell_len(row.rstrip(" ")) <= width - hang for row in rows[1:])


def test_wrapping_breaks_at_words():
    """At a space in the second half of a row, else where the row is full."""
    text = "a drain keeps in-flight assignments"
    starts = [*wrap(text, 14), len(text)]
    rows = [text[start:end] for start, end in pairwise(starts)]
    assert rows == ["a drain keeps ", "in-flight ", "assignments"]
    assert wrap("x" * 30, 10) == [0, 10, 20]


def test_a_text_is_cut_in_its_middle_where_its_end_tells_more():
    """Both ends stay, the last one longer."""
    assert fit_both("The index lacks /alerts/live/1757-1.md", 20) == "The in…ive/1757-1.md"
    assert fit_both("short", 8) == "short   "


def test_tabs_go_to_the_next_stop():
    """Counted in cells, so that wide characters keep columns straight."""
    assert expand_tabs("a\tb") == "a   b"
    assert expand_tabs("漢\tb") == "漢  b"
    assert expand_tabs("none") == "none"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-5, "now"),
        (9, "now"),
        (10, "10s"),
        (59, "50s"),
        (60, "1m"),
        (3599, "59m"),
        (3600, "1h"),
        (86399, "23h"),
        (86400, "1d"),
        (86400 * 40, "5w"),
        (86400 * 800, "2y"),
    ],
)
def test_ages(seconds, shown):
    """Few cells, and calm: seconds go in tens."""
    now = datetime(2026, 11, 20, tzinfo=UTC)
    assert figures.age(now - timedelta(seconds=seconds), now) == shown
    assert len(shown) <= 4


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.0k"),
        (9_950, "10k"),
        (102_400, "102k"),
        (2_100_000, "2.1M"),
    ],
)
def test_sizes(count, shown):
    """At most five cells."""
    assert figures.size(count) == shown


def test_directories_above_a_path():
    """Outermost first; a directory is not above itself."""
    assert prefixes("/a/b/c.md") == ["/a/", "/a/b/"]
    assert prefixes("/a/b/") == ["/a/"]
    assert prefixes("/c.md") == []
    assert visible("/c.md") == "/c.md"
