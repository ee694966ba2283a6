"""Paths: a corpus of hostile ones, each with its verdict, and what lies above and below a path."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.calls import refusal_of

from core import InvalidRequest, Workspace
from core.paths import MAX_BYTES, MAX_SEGMENTS, ancestors, below, check_path, check_prefix, child
from core.records.stores import Store

GOOD = [
    "/a",
    "/a.md",
    "/notes/todo.md",
    "/" + "/".join("s" * MAX_SEGMENTS),
    "/" + "a" * (MAX_BYTES - 1),
    "/" + "é" * ((MAX_BYTES - 1) // 2),
    "/with space.md",
    "/ leading",
    "/trailing ",
    "/...",
    "/.hidden",
    "/.git/hooks/pre-commit",
    "/a..b",
    "/-rf",
    "/~root",
    "/$HOME",
    "/`id`",
    "/%2e%2e/x",
    "/a\\b",
    "/..\\..\\etc",
    "/C:",
    "/CON",
    "/a:stream",
    "/*?[]",
    "/'; DROP TABLE memories; --",
    '/"quoted"',
    "/%",
    "/_",
    "/[TODO]",
    "/<script>",
    "/\u00e9",  # é, composed
    "/日本語.md",
    "/\u0430dmin",  # a Cyrillic letter: its own path, not a clash
    "/🙂",
    "/\U0001f1e9\U0001f1ea",
    "/e\u20dd",  # a mark without a composed form
    "/\u3000",  # an ideographic space
    "/\u00a0",
    "/x/.anthropic-memory-store",  # only the marker at the root is kept
    "/.anthropic-memory-store.md",
]

BAD = [
    "",
    "a",
    "a/b",
    "./a",
    "../a",
    "/",
    "//",
    "//a",
    "/a//b",
    "/a/",
    "/.",
    "/..",
    "/a/.",
    "/a/..",
    "/a/../b",
    "/./a",
    "/../../etc/passwd",
    "/" + "/".join("s" * (MAX_SEGMENTS + 1)),
    "/" + "a" * MAX_BYTES,
    "/" + "é" * (MAX_BYTES // 2),
    "/a\x00b",
    "/a\nb",
    "/a\rb",
    "/a\tb",
    "/\x1b[31mred",
    "/\x7f",
    "/\x85",
    "/\x9b31m",
    "/\u00ad",  # soft hyphen
    "/\u061c",  # Arabic letter mark
    "/\u180e",
    "/\u200b",  # zero width space
    "/\u200d",
    "/\u200e",
    "/\u202e",  # right-to-left override
    "/\u2028",
    "/\u2029",
    "/\u2060",
    "/\u2066",
    "/\ufeff",
    "/\ufff9",
    "/\U000e0041",  # tag characters
    "/e\u0301",  # é, decomposed
    "/\u212b",  # the angstrom sign, which NFC turns into another letter
    "/\u1100\u1161",  # Hangul in parts
    "/\ud800",
    "/\udfff.md",
    "/.anthropic-memory-store",
    None,
    7,
    b"/a",
    ("/a",),
]


def test_a_good_path_is_kept_byte_for_byte(ws: Workspace, store: Store) -> None:
    """It can be created, found, listed, renamed to and deleted, and is never converted."""
    for path in GOOD:
        memory = ws.memories.create(store.id, path, "text")
        assert memory.path == path
        assert ws.memories.at_path(store.id, path).id == memory.id
        assert [item.path for item in ws.memories.list(store.id)] == [path]
        ws.memories.delete(memory.id)
        other = ws.memories.create(store.id, "/Zz/other", "text")
        assert ws.memories.update(other.id, path=path).path == path
        ws.memories.delete(other.id)


def test_a_bad_path_is_refused_everywhere(ws: Workspace, store: Store) -> None:
    """Creating, renaming, replacing and batches refuse it in a printable sentence."""
    memory = ws.memories.create(store.id, "/fine", "text")
    before = ws.seq()
    for path in BAD:
        refusals = [
            lambda path=path: ws.memories.create(store.id, path, "text"),
            lambda path=path: ws.memories.put(store.id, path, "text"),
            lambda path=path: ws.memories.create_many(store.id, {path: "text"}),
        ]
        if path is not None:  # which means: leave the path as it is
            refusals.append(lambda path=path: ws.memories.update(memory.id, path=path))
        for refused in refusals:
            with pytest.raises(InvalidRequest) as refusal:
                refused()
            assert str(refusal.value).isprintable(), path
    assert ws.seq() == before


def test_case_and_composed_form_make_different_paths(ws: Workspace, store: Store) -> None:
    """Paths are case-sensitive, and a homoglyph is another character."""
    for path in ("/Notes.md", "/notes.md", "/n\u043etes.md"):
        ws.memories.create(store.id, path, path)
    assert len(list(ws.memories.list(store.id))) == 3


@given(st.text(max_size=40))
def test_a_path_that_passes_is_what_the_rules_say(text: str) -> None:
    """Whatever is accepted obeys every rule; whatever is not says so in a printable sentence."""
    path = "/" + text
    refusal = refusal_of(check_path, path)
    if refusal is not None:
        assert str(refusal).isprintable()
        return
    assert check_path(path) == path
    segments = path[1:].split("/")
    assert 1 <= len(segments) <= MAX_SEGMENTS
    assert not {"", ".", ".."} & set(segments)
    assert len(path.encode()) <= MAX_BYTES
    assert unicodedata.is_normalized("NFC", path)
    assert not {unicodedata.category(c) for c in path} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize("prefix", ["", "a/", "/a", "//", "/a//", "/../", "/\n/", None, 3])
def test_a_prefix_starts_and_ends_with_a_slash(prefix: str) -> None:
    """What stands between the slashes obeys the rules of paths."""
    with pytest.raises(InvalidRequest):
        check_prefix(prefix)
    assert check_prefix("/") == "/"
    assert check_prefix("/a/b/") == "/a/b/"


def test_ancestors_are_the_paths_that_would_be_files_above() -> None:
    """From the top down, without the path itself."""
    assert ancestors("/a/b/c.md") == ["/a", "/a/b"]
    assert ancestors("/a") == []


PATHS = st.lists(
    st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1),
    min_size=1,
    max_size=4,
).map(lambda segments: "/" + "/".join(segments))


@given(PATHS, PATHS)
def test_what_is_below_a_prefix_is_exactly_what_starts_with_it(prefix: str, path: str) -> None:
    """The range holds all paths with that prefix, and in the byte order of UTF-8."""
    start, end = (bound.encode() for bound in below(prefix + "/"))
    for candidate in (path, prefix + path, prefix):
        inside = start <= candidate.encode() < end
        assert inside == candidate.startswith(prefix + "/")


def test_a_child_is_the_directory_between_a_prefix_and_a_path() -> None:
    """A direct file has none."""
    assert child("/", "/a/b/c") == "/a/"
    assert child("/a/", "/a/b/c") == "/a/b/"
    assert child("/a/", "/a/b") is None
