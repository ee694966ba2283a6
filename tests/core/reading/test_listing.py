"""Listings: prefixes, rolled-up directories, order, limits, and pages under writers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import InvalidRequest, NotFound, Workspace
from core.paths import overlap
from core.reading.listing import MemoryPrefix
from core.records.memories import Memory
from core.records.stores import Store
from core.testing import temporary_workspace

TREE = [
    "/a",
    "/notes-archive/x",
    "/notes.md",
    "/notes/deep/er/a",
    "/notes/deep/er/b",
    "/notes/todo.md",
    "/notes0",
    "/z/y/x",
]


def shown(items: list[Memory | MemoryPrefix]) -> list[str]:
    """The paths of a listing."""
    return [item.path for item in items]


@pytest.fixture
def tree(ws: Workspace, store: Store) -> Store:
    """A store that holds `TREE`, written in another order."""
    ws.memories.create_many(store.id, {path: path for path in reversed(TREE)})
    return store


def test_a_whole_store_is_listed_in_byte_order(ws: Workspace, tree: Store) -> None:
    """The order of the UTF-8 bytes of paths, not of any language."""
    assert shown(ws.memories.list(tree.id)) == TREE
    assert shown(ws.memories.list(tree.id, "/")) == TREE
    assert shown(ws.memories.list(tree.id, depth=0)) == TREE
    ws.memories.create_many(tree.id, {"/É": "1", "/Z": "2", "/🙂": "3", "/\uffee": "4"})
    paths = shown(ws.memories.list(tree.id))
    assert paths == sorted(paths, key=str.encode)


@pytest.mark.parametrize(
    ("prefix", "depth", "expected"),
    [
        ("/", 1, ["/a", "/notes-archive/", "/notes.md", "/notes/", "/notes0", "/z/"]),
        ("/notes/", None, ["/notes/deep/er/a", "/notes/deep/er/b", "/notes/todo.md"]),
        ("/notes/", 1, ["/notes/deep/", "/notes/todo.md"]),
        ("/notes/deep/", 1, ["/notes/deep/er/"]),
        ("/notes/deep/er/", 1, ["/notes/deep/er/a", "/notes/deep/er/b"]),
        ("/z/", 0, ["/z/y/x"]),
        ("/a/", None, []),
        ("/nothing/", 1, []),
    ],
)
def test_a_prefix_matches_whole_segments(
    ws: Workspace, tree: Store, prefix: str, depth: int | None, expected: list[str]
) -> None:
    """`/notes/` is not `/notes-archive/`; with depth 1 each sub-directory is one item."""
    assert shown(ws.memories.list(tree.id, prefix, depth)) == expected
    for item in ws.memories.list(tree.id, prefix, depth):
        assert isinstance(item, MemoryPrefix) == item.path.endswith("/")


@pytest.mark.parametrize(
    ("prefix", "depth", "limit"),
    [
        ("/notes", None, 20),
        ("notes/", None, 20),
        ("", None, 20),
        ("/a//", None, 20),
        ("/../", None, 20),
        ("/\ud800/", None, 20),
        ("/", 2, 20),
        ("/", -1, 20),
        ("/", None, 0),
        ("/", None, 101),
    ],
)
def test_a_listing_that_breaks_a_rule_is_refused(
    ws: Workspace, tree: Store, prefix: str, depth: int | None, limit: int
) -> None:
    """Prefixes end with a slash, depths are 0 or 1, limits 1 to 100; now and in the past."""
    with pytest.raises(InvalidRequest):
        ws.memories.page(tree.id, prefix, depth, limit=limit)
    with pytest.raises(InvalidRequest):
        ws.asof.page(tree.id, 1, prefix, depth, limit=limit)
    with pytest.raises(InvalidRequest):
        ws.memories.page(tree.id, view="everything")


def test_contents_come_only_in_a_full_view(ws: Workspace, tree: Store) -> None:
    """Basic by default; hashes and sizes are always there."""
    (basic, *_) = ws.memories.page(tree.id).data
    (full, *_) = ws.memories.page(tree.id, view="full").data
    assert isinstance(basic, Memory)
    assert isinstance(full, Memory)
    assert (basic.content, full.content) == (None, "/a")
    assert basic.content_sha256 == full.content_sha256
    assert basic.content_size_bytes == 2


def test_a_full_view_has_at_most_twenty_items(ws: Workspace, store: Store) -> None:
    """A larger limit is no error; a basic page may have a hundred."""
    ws.memories.create_many(store.id, {f"/{number:03}": "x" for number in range(120)})
    assert len(ws.memories.page(store.id).data) == 20
    assert len(ws.memories.page(store.id, limit=100).data) == 100
    assert len(ws.memories.page(store.id, limit=100, view="full").data) == 20
    assert len(list(ws.memories.list(store.id))) == 120


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 200])
def test_a_listing_ends(ws: Workspace, store: Store, number: int) -> None:
    """Also when its last page is full."""
    ws.memories.create_many(store.id, {f"/{index}": "x" for index in range(number)})
    assert len(list(ws.memories.list(store.id))) == number
    assert len(list(ws.versions.list(store.id))) == number
    assert len(list(ws.asof.list(store.id, ws.seq()))) == number


@pytest.mark.parametrize("depth", [None, 1])
@pytest.mark.parametrize("limit", range(1, 9))
def test_pages_make_up_the_whole(ws: Workspace, tree: Store, depth: int | None, limit: int) -> None:
    """Both kinds of item count toward the limit, and a directory never comes twice."""
    whole = shown(ws.memories.list(tree.id, "/", depth))
    cursor, paths = None, []
    while True:
        page = ws.memories.page(tree.id, "/", depth, limit=limit, page=cursor)
        assert len(page.data) == limit or page.next_page is None
        paths += shown(page.data)
        cursor = page.next_page
        if cursor is None:
            break
    assert paths == whole


@pytest.mark.parametrize("depth", [None, 1])
def test_pages_do_not_repeat_or_skip_while_others_write(
    ws: Workspace, tree: Store, depth: int | None
) -> None:
    """What stays is shown exactly once, whatever comes and goes between two pages."""
    before = shown(ws.memories.list(tree.id, "/", depth))
    seen: list[str] = []
    cursor = None
    for number in range(20):
        page = ws.memories.page(tree.id, "/", depth, limit=1, page=cursor)
        seen += shown(page.data)
        ws.memories.create(tree.id, f"/notes/new{number}/x", "x")
        ws.memories.create(tree.id, f"/0/{number}", "before all")
        if page.data and isinstance(page.data[0], Memory):
            ws.memories.delete(page.data[0].id)  # also the one that the cursor remembers
        cursor = page.next_page
        if cursor is None:
            break
    assert cursor is None
    assert len(seen) == len(set(seen))
    assert [path for path in seen if path in before] == before


def test_an_unknown_store_has_no_listing(ws: Workspace) -> None:
    """An empty store has an empty one."""
    assert ws.memories.page(ws.stores.create("empty").id).data == ()
    with pytest.raises(NotFound):
        ws.memories.page("memstore_01unknown")
    with pytest.raises(NotFound):
        next(ws.memories.list("memstore_01unknown"))


SEGMENT = st.sampled_from(["a", "b", "a-", "a.", "a0", "é", "🙂", "\uffee"])
PATH = st.lists(SEGMENT, min_size=1, max_size=3).map(lambda segments: "/" + "/".join(segments))


@given(st.sets(PATH, max_size=12), PATH, st.integers(1, 5))
def test_a_listing_of_any_tree_is_what_the_rules_say(
    paths: set[str], directory: str, limit: int
) -> None:
    """Compared with sorting and splitting the paths, for both depths, now and in the past."""
    inner = overlap(paths)
    while inner is not None:
        paths = paths - {inner}
        inner = overlap(paths)
    with temporary_workspace() as ws:
        store = ws.stores.create("x")
        ws.memories.create_many(store.id, dict.fromkeys(paths, "x"))
        seq = ws.seq()
        for prefix in ("/", directory + "/"):
            below = sorted((p for p in paths if p.startswith(prefix)), key=str.encode)
            direct = list(
                dict.fromkeys(
                    prefix + name + slash
                    for name, slash, _ in (p[len(prefix) :].partition("/") for p in below)
                )
            )
            for depth, expected in ((0, below), (1, direct)):
                for page in (
                    lambda c, p=prefix, d=depth: ws.memories.page(
                        store.id, p, d, limit=limit, page=c
                    ),
                    lambda c, p=prefix, d=depth: ws.asof.page(
                        store.id, seq, p, d, limit=limit, page=c
                    ),
                ):
                    found = page(None)
                    listed = shown(found.data)
                    while found.next_page:
                        found = page(found.next_page)
                        listed += shown(found.data)
                    assert listed == expected
