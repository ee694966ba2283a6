"""The texts of the memory tool that need no store."""

import pytest

from core.doors.memory_tool import texts
from core.doors.memory_tool.listing import two_levels
from core.doors.memory_tool.places import CommandRefused, Mount, place


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0B"),
        (1, "1B"),
        (1023, "1023B"),
        (1024, "1K"),
        (1536, "1.5K"),
        (102_400, "100K"),
        (1 << 20, "1M"),
        (5 << 40, "5120G"),
    ],
)
def test_a_size_is_written_in_its_largest_unit(count, shown):
    """Whole numbers have no decimals."""
    assert texts.size(count) == shown


def test_a_file_has_numbers_of_six_digits():
    """The line after the last line end is shown too, and only LF ends a line."""
    assert texts.file("/memories/a", "one\r\ntwo\fstill\n") == (
        "Here's the content of /memories/a with line numbers:\n"
        "     1\tone\r\n     2\ttwo\fstill\n     3\t"
    )


@pytest.mark.parametrize(
    ("view_range", "shown"),
    [
        ([2, 3], "     2\tb\n     3\tc"),
        ([3, -1], "     3\tc\n     4\td"),
        ([0, 1], "     1\ta"),
        ([4, 99], "     4\td"),
        ([2], "     1\ta\n     2\tb\n     3\tc\n     4\td"),
    ],
)
def test_a_range_shows_its_lines(view_range, shown):
    """First and last are counted from 1, -1 is the end, and what is no range is none."""
    told = texts.file("/memories/a", "a\nb\nc\nd", view_range)
    assert told == f"Here's the content of /memories/a with line numbers:\n{shown}"


def test_a_file_of_too_many_lines_is_not_shown():
    """Six digits number 999,999 lines."""
    assert texts.file("/memories/a", "\n" * (texts.MAX_LINES - 1)) is not None
    assert texts.file("/memories/a", "\n" * texts.MAX_LINES) is None
    assert texts.too_long("/memories/a") == (
        "File /memories/a exceeds maximum line limit of 999,999 lines."
    )


def test_where_a_text_occurs_is_told_up_to_a_limit():
    """A text of one letter may occur a hundred thousand times."""
    assert len(texts.not_unique("a", range(1, 100_001))) < 1_000


def test_two_levels_are_shown_in_the_order_of_names():
    """What is deeper counts for its directories, and what is hidden is not shown."""
    files = [("a-b", 1), ("a/x", 2), ("a/deep/y", 4), ("a/.h", 8), (".git/z", 16), ("b/c/d/e", 32)]
    assert two_levels("/memories", files, ["empty"]) == [
        ("/memories", 63),
        ("/memories/a/", 14),
        ("/memories/a/deep/", 4),
        ("/memories/a/x", 2),
        ("/memories/a-b", 1),
        ("/memories/b/", 32),
        ("/memories/b/c/", 32),
        ("/memories/empty/", 0),
    ]


ONE = (Mount("s", "/memories"),)
TWO = (Mount("s", "/memories/notes"), Mount("t", "/memories/notes-2"))


@pytest.mark.parametrize(
    ("mounts", "path", "store", "inside"),
    [
        (ONE, "/memories", "s", "/"),
        (ONE, "/memories/", "s", "/"),
        (ONE, "/memories/a", "s", "/a"),
        (ONE, "/memories//a/./b/../c/", "s", "/a/c"),
        (ONE, "/memories/%2e%2e/a", "s", "/%2e%2e/a"),
        (ONE, "/memories/..\\a", "s", "/..\\a"),
        (TWO, "/memories", None, "/"),
        (TWO, "/memories/notes", "s", "/"),
        (TWO, "/memories/notes/a", "s", "/a"),
        (TWO, "/memories/notes-2/a", "t", "/a"),
        (TWO, "/memories/notes-3/a", None, "/notes-3/a"),
    ],
)
def test_a_path_leads_to_a_store(mounts, path, store, inside):
    """By its text alone; what is written in other ways to climb is a name like any other."""
    found = place(mounts, path)
    assert (found.mount and found.mount.store_id, found.path) == (store, inside)


@pytest.mark.parametrize(
    "path",
    ["", "/", "a", "memories/a", "/memoriesx", "/memories-old/a", "/etc/passwd", "//memories/a"],
)
def test_a_path_elsewhere_is_refused(path):
    """Also one that only begins with the same letters."""
    with pytest.raises(CommandRefused, match="Path must start with /memories, got"):
        place(ONE, path)


@pytest.mark.parametrize(
    "path", ["/memories/..", "/memories/../x", "/memories/a/../../x", "/memories/../memories/a"]
)
def test_a_path_that_climbs_out_is_refused(path):
    """Even if it would come back."""
    with pytest.raises(CommandRefused) as refused:
        place(ONE, path)
    assert str(refused.value) == f"Path {path} would escape /memories directory"
