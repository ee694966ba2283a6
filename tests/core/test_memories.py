"""Memories: creating, changing, renaming and deleting, by every rule of the wire."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core import InvalidRequest, NotFound, PathConflict, PreconditionFailed, Workspace
from core.access.scope import StoreArchived
from core.records.memories import Memory
from core.records.stores import Store
from core.testing import FakeClock, temporary_workspace
from core.text import sha256

STALE = "0" * 64


def operations(ws: Workspace, memory_id: str) -> list[str]:
    """What was done to a memory, oldest first."""
    return [version.operation.value for version in ws.versions.history(memory_id)]


def test_a_created_memory_comes_back_as_it_was_made(ws: Workspace, store: Store) -> None:
    """By id and by path, with one version that says the same."""
    made = ws.memories.create(store.id, "/notes/a.md", "one\n")
    assert ws.memories.retrieve(made.id) == made
    assert ws.memories.at_path(store.id, "/notes/a.md") == made
    assert made.memory_store_id == store.id
    assert made.created_at == made.updated_at
    (version,) = ws.versions.history(made.id)
    assert version.id == made.memory_version_id
    assert (version.operation, version.path) == ("created", "/notes/a.md")
    assert (version.content, version.content_sha256) == ("one\n", made.content_sha256)
    assert version.created_at == made.created_at


def test_creating_never_overwrites(ws: Workspace, store: Store) -> None:
    """An occupied path is a conflict that names the memory there, even with the same content."""
    there = ws.memories.create(store.id, "/a.md", "one")
    for content in ("two", "one"):
        with pytest.raises(PathConflict) as lost:
            ws.memories.create(store.id, "/a.md", content)
        assert lost.value.conflicting_memory_id == there.id
        assert lost.value.conflicting_path == "/a.md"
        assert lost.value.type == "memory_path_conflict_error"
    assert ws.memories.retrieve(there.id) == there
    assert operations(ws, there.id) == ["created"]


@pytest.mark.parametrize(
    ("there", "path"),
    [
        ("/notes", "/notes/todo.md"),
        ("/notes/todo.md", "/notes"),
        ("/a/b/c/d", "/a"),
        ("/a", "/a/b/c/d"),
        ("/a/b", "/a/b/c"),
    ],
)
def test_a_path_is_never_a_file_and_a_directory(
    ws: Workspace, store: Store, there: str, path: str
) -> None:
    """An ancestor or a descendant of a live path is refused, at creation and at rename."""
    blocker = ws.memories.create(store.id, there, "text")
    other = ws.memories.create(store.id, "/other", "text")
    for refused in (
        lambda: ws.memories.create(store.id, path, "text"),
        lambda: ws.memories.put(store.id, path, "text"),
        lambda: ws.memories.create_many(store.id, {path: "text"}),
        lambda: ws.memories.update(other.id, path=path),
        lambda: ws.memories.update(other.id, path=path, content="new"),
    ):
        with pytest.raises(PathConflict) as lost:
            refused()
        assert lost.value.conflicting_path == there
        assert lost.value.conflicting_memory_id == blocker.id
    ws.memories.delete(blocker.id)
    assert ws.memories.update(other.id, path=path).path == path


@pytest.mark.parametrize("path", ["/notes-archive/x", "/notes.md", "/note", "/notesx", "/notes0"])
def test_names_that_only_begin_alike_do_not_block_each_other(
    ws: Workspace, store: Store, path: str
) -> None:
    """Whole segments count."""
    ws.memories.create(store.id, "/notes/todo.md", "text")
    assert ws.memories.create(store.id, path, "text").path == path


def test_other_stores_do_not_block_a_path(ws: Workspace, store: Store) -> None:
    """Paths are unique in their store only."""
    ws.memories.create(store.id, "/a", "text")
    assert ws.memories.create(ws.stores.create("other").id, "/a", "text").path == "/a"


def test_an_update_needs_something_to_change(ws: Workspace, store: Store) -> None:
    """`None` for both is refused, also with a precondition."""
    memory = ws.memories.create(store.id, "/a", "one")
    with pytest.raises(InvalidRequest):
        ws.memories.update(memory.id)
    with pytest.raises(InvalidRequest):
        ws.memories.update(memory.id, expect=memory.content_sha256)


def test_content_and_path_change_in_one_version(ws: Workspace, store: Store) -> None:
    """Content, rename and both together are one `modified` each; id and birth stay."""
    made = ws.memories.create(store.id, "/a", "one")
    second = ws.memories.update(made.id, content="two")
    third = ws.memories.update(made.id, path="/b")
    fourth = ws.memories.update(made.id, content="four", path="/c")
    assert operations(ws, made.id) == ["created", "modified", "modified", "modified"]
    assert [m.id for m in (second, third, fourth)] == [made.id] * 3
    assert {m.created_at for m in (made, second, third, fourth)} == {made.created_at}
    assert made.updated_at < second.updated_at < third.updated_at < fourth.updated_at
    assert (third.content, third.content_sha256) == ("two", second.content_sha256)
    assert ws.memories.retrieve(made.id) == fourth
    with pytest.raises(NotFound):
        ws.memories.at_path(store.id, "/a")
    assert [(v.path, v.content) for v in ws.versions.history(made.id)] == [
        ("/a", "one"),
        ("/a", "two"),
        ("/b", "two"),
        ("/c", "four"),
    ]


def test_an_update_without_effect_writes_nothing(ws: Workspace, store: Store) -> None:
    """Every given field equals the stored one: no version, no change, the same `updated_at`."""
    memory = ws.memories.create(store.id, "/a", "one")
    before = ws.seq()
    for call in (
        {"content": "one"},
        {"path": "/a"},
        {"content": "one", "path": "/a"},
        {"content": "one", "expect": memory.content_sha256},
    ):
        assert ws.memories.update(memory.id, **call) == memory
    assert ws.memories.put(store.id, "/a", "one") == memory
    assert ws.seq() == before


def test_a_precondition_that_holds_lets_the_write_pass(ws: Workspace, store: Store) -> None:
    """The hash of what is there now, for an update, a rename and a delete."""
    memory = ws.memories.create(store.id, "/a", "one")
    memory = ws.memories.update(memory.id, content="two", expect=memory.content_sha256)
    memory = ws.memories.update(memory.id, path="/b", expect=memory.content_sha256)
    ws.memories.delete(memory.id, expect=sha256("two"))
    assert operations(ws, memory.id) == ["created", "modified", "modified", "deleted"]


def test_a_stale_precondition_changes_nothing(ws: Workspace, store: Store) -> None:
    """An update, a rename or a delete that lost says what is there now and touches no version."""
    memory = ws.memories.create(store.id, "/a", "one")
    for refused in (
        lambda: ws.memories.update(memory.id, content="mine", expect=STALE),
        lambda: ws.memories.update(memory.id, path="/b", expect=STALE),
        lambda: ws.memories.update(memory.id, content="mine", path="/b", expect=STALE),
        lambda: ws.memories.delete(memory.id, expect=STALE),
    ):
        with pytest.raises(PreconditionFailed) as lost:
            refused()
        assert lost.value.content_sha256 == memory.content_sha256
        assert lost.value.details()["content_sha256"] == memory.content_sha256
        assert lost.value.type == "memory_precondition_failed_error"
    assert ws.memories.retrieve(memory.id) == memory
    assert operations(ws, memory.id) == ["created"]


def test_a_retry_of_a_write_that_succeeded_is_a_success(ws: Workspace, store: Store) -> None:
    """A stale hash does no harm when the memory already is exactly what was asked for."""
    memory = ws.memories.create(store.id, "/a", "one")
    done = ws.memories.update(memory.id, content="two", path="/b", expect=memory.content_sha256)
    before = ws.seq()
    again = ws.memories.update(memory.id, content="two", path="/b", expect=memory.content_sha256)
    assert again == done
    assert ws.seq() == before
    with pytest.raises(PreconditionFailed):
        ws.memories.update(memory.id, content="two", path="/a", expect=memory.content_sha256)
    with pytest.raises(PreconditionFailed):
        ws.memories.update(memory.id, content="one", path="/b", expect=memory.content_sha256)


def test_after_a_b_a_the_first_hash_holds_again(ws: Workspace, store: Store) -> None:
    """The precondition is about content, as on the wire; the way there does not matter."""
    memory = ws.memories.create(store.id, "/a", "A")
    first = memory.content_sha256
    ws.memories.update(memory.id, content="B", expect=first)
    ws.memories.update(memory.id, content="A", expect=sha256("B"))
    assert ws.memories.update(memory.id, content="C", expect=first).content == "C"
    assert len(operations(ws, memory.id)) == 4


def test_an_unconditional_write_is_marked(ws: Workspace, store: Store) -> None:
    """A replace or delete without a precondition says so in its version; a rename replaces none."""
    memory = ws.memories.create(store.id, "/a", "one")
    memory = ws.memories.update(memory.id, content="two")
    memory = ws.memories.update(memory.id, content="three", expect=memory.content_sha256)
    memory = ws.memories.update(memory.id, path="/b")
    ws.memories.put(store.id, "/b", "four")
    ws.memories.delete(memory.id)
    marks = [version.unconditional for version in ws.versions.history(memory.id)]
    assert marks == [False, True, False, False, True, True]


def test_a_rename_never_overwrites(ws: Workspace, store: Store) -> None:
    """Onto an occupied path it is a conflict; onto the own one, or below it, it is fine."""
    one = ws.memories.create(store.id, "/one", "1")
    two = ws.memories.create(store.id, "/two", "2")
    with pytest.raises(PathConflict) as lost:
        ws.memories.update(one.id, path="/two")
    assert lost.value.conflicting_memory_id == two.id
    assert ws.memories.update(one.id, path="/one/inner").path == "/one/inner"
    assert ws.memories.update(one.id, path="/one").path == "/one"


def test_two_memories_can_swap_their_places(ws: Workspace, store: Store) -> None:
    """By a third path; each keeps its id and its history."""
    one = ws.memories.create(store.id, "/one", "1")
    two = ws.memories.create(store.id, "/two", "2")
    ws.memories.update(one.id, path="/aside")
    ws.memories.update(two.id, path="/one")
    ws.memories.update(one.id, path="/two")
    assert ws.memories.at_path(store.id, "/one").id == two.id
    assert ws.memories.at_path(store.id, "/two").id == one.id
    assert ws.examine().problems == ()


def test_a_deleted_memory_leaves_its_versions(ws: Workspace, store: Store) -> None:
    """The last version keeps the path and has no content; the memory itself is not found."""
    memory = ws.memories.create(store.id, "/a", "one")
    version_id = ws.memories.delete(memory.id)
    with pytest.raises(NotFound):
        ws.memories.retrieve(memory.id)
    for gone in (
        lambda: ws.memories.delete(memory.id),
        lambda: ws.memories.update(memory.id, content="two"),
        lambda: ws.memories.update(memory.id, content="two", expect=STALE),
    ):
        with pytest.raises(NotFound):
            gone()
    last = ws.versions.retrieve(version_id)
    assert (last.operation, last.path) == ("deleted", "/a")
    assert last.content is last.content_sha256 is last.content_size_bytes is None
    assert ws.versions.history(memory.id)[0].content == "one"


def test_a_path_used_again_gets_a_new_memory(ws: Workspace, store: Store) -> None:
    """Ids are never reused."""
    first = ws.memories.create(store.id, "/a", "one")
    ws.memories.delete(first.id)
    second = ws.memories.create(store.id, "/a", "one")
    assert second.id != first.id
    assert operations(ws, second.id) == ["created"]


def test_the_order_of_checks_is_that_of_the_wire(ws: Workspace, store: Store) -> None:
    """Not found, archived, validation, precondition, path: the first that fails answers."""
    memory = ws.memories.create(store.id, "/a", "one")
    ws.memories.create(store.id, "/b", "two")

    def update(expected: type[Exception], memory_id: str = memory.id, **call: str) -> None:
        with pytest.raises(expected):
            ws.memories.update(memory_id, **call)

    update(NotFound, "mem_01unknown", path="no slash", content="\x00", expect="bad")
    update(InvalidRequest, path="no slash", content="x", expect=STALE)
    update(InvalidRequest, path="/b", content="\x00", expect=STALE)
    update(InvalidRequest, path="/b", content="x", expect="not a hash")
    update(PreconditionFailed, path="/b", content="x", expect=STALE)
    update(PathConflict, path="/b", content="x", expect=memory.content_sha256)
    ws.stores.archive(store.id)
    update(StoreArchived, path="no slash", content="\x00", expect="bad")
    with pytest.raises(PreconditionFailed):  # deletes are still allowed
        ws.memories.delete(memory.id, expect=STALE)


def test_a_memory_of_another_store_is_not_found(ws: Workspace, store: Store) -> None:
    """When the store is named, it must be the right one; likewise the path it stands at."""
    memory = ws.memories.create(store.id, "/a", "one")
    other = ws.stores.create("other")
    for gone in (
        lambda: ws.memories.retrieve(memory.id, store_id=other.id),
        lambda: ws.memories.update(memory.id, content="x", store_id=other.id),
        lambda: ws.memories.delete(memory.id, store_id=other.id),
        lambda: ws.memories.update(memory.id, content="x", at="/elsewhere"),
        lambda: ws.memories.delete(memory.id, at="/elsewhere"),
        lambda: ws.memories.at_path(other.id, "/a"),
        lambda: ws.versions.retrieve(memory.memory_version_id, store_id=other.id),
    ):
        with pytest.raises(NotFound):
            gone()
    assert ws.memories.update(memory.id, content="x", store_id=store.id, at="/a").content == "x"


@pytest.mark.parametrize("value", ["", "mem_", "\ud800", "x" * 10_000, "' OR 1 --", "\x00"])
def test_a_hostile_id_is_not_found_or_refused(ws: Workspace, store: Store, value: str) -> None:
    """Whatever stands where an id is expected, the answer is a typed one."""
    for call in (
        lambda: ws.memories.retrieve(value),
        lambda: ws.memories.update(value, content="x"),
        lambda: ws.memories.delete(value),
        lambda: ws.memories.create(value, "/a", "x"),
        lambda: ws.memories.at_path(store.id, value),
        lambda: ws.memories.page(value),
        lambda: ws.versions.retrieve(value),
        lambda: ws.versions.history(value),
        lambda: ws.versions.memory_at(store.id, value),
        lambda: ws.asof.at_path(store.id, value, 1),
        lambda: ws.stores.retrieve(value),
        lambda: ws.stores.archive(value),
        lambda: ws.sessions.retrieve(value),
        lambda: ws.sessions.start("agent", {value: "read_only"}),
        lambda: ws.conflicts.retrieve(value),
        lambda: ws.redact().version(value),
        lambda: ws.restore(value),
    ):
        with pytest.raises((NotFound, InvalidRequest)):
            call()
    assert ws.memories.create(store.id, "/a", "still writes").content == "still writes"


def test_a_wrong_type_stops_nobody_else(ws: Workspace, store: Store) -> None:
    """A caller's mistake is that caller's error; the workspace goes on writing."""
    ws.memories.create(store.id, "/before", "x")
    for call in (
        lambda: ws.memories.retrieve(object()),
        lambda: ws.memories.update(object(), content="x"),
        lambda: ws.asof.page(store.id, 1 << 70),
        lambda: ws.changes.since(1 << 70),
    ):
        with pytest.raises(InvalidRequest):
            call()
    assert ws.memories.create(store.id, "/a", "still writes").content == "still writes"


def test_put_creates_or_replaces(ws: Workspace, store: Store) -> None:
    """One step for a writer that does not care what was there."""
    made = ws.memories.put(store.id, "/a", "one")
    assert operations(ws, made.id) == ["created"]
    replaced = ws.memories.put(store.id, "/a", "two")
    assert replaced.id == made.id
    assert operations(ws, made.id) == ["created", "modified"]


def test_a_batch_is_all_or_nothing(ws: Workspace, store: Store) -> None:
    """One bad path, text or occupied place keeps the whole batch out."""
    ws.memories.create(store.id, "/taken", "x")
    before = len(list(ws.versions.list(store.id)))
    good = {f"/n/{number}": str(number) for number in range(5)}
    for bad, expected in (
        ({"no slash": "x"}, InvalidRequest),
        ({"/n/bad": "\x00"}, InvalidRequest),
        ({"/n/0/inner": "x"}, InvalidRequest),
        ({"/n": "x"}, InvalidRequest),
        ({"/taken": "x"}, PathConflict),
        ({"/taken/inner": "x"}, PathConflict),
    ):
        with pytest.raises(expected):
            ws.memories.create_many(store.id, {**good, **bad})
    assert len(list(ws.versions.list(store.id))) == before
    assert ws.memories.create_many(store.id, good) == 5
    assert ws.memories.create_many(store.id, {}) == 0
    assert ws.examine().problems == ()


def test_a_whole_directory_moves_in_one_step(ws: Workspace, store: Store) -> None:
    """Ids stay, each memory gets one version, and what only begins alike stays where it is."""
    paths = ["/a/1", "/a/b/2", "/a/b/c/3", "/ab/4", "/a0"]
    made = {path: ws.memories.create(store.id, path, path).id for path in paths}
    moved = ws.memories.rename_directory(store.id, "/a/", "/x/y/")
    assert sorted(m.path for m in moved) == ["/x/y/1", "/x/y/b/2", "/x/y/b/c/3"]
    assert ws.memories.at_path(store.id, "/x/y/b/2").id == made["/a/b/2"]
    assert [item.path for item in ws.memories.list(store.id)] == [
        "/a0",
        "/ab/4",
        "/x/y/1",
        "/x/y/b/2",
        "/x/y/b/c/3",
    ]
    assert operations(ws, made["/a/1"]) == ["created", "modified"]
    assert operations(ws, made["/ab/4"]) == ["created"]
    assert ws.examine().problems == ()


@pytest.mark.parametrize(
    ("paths", "old", "new", "after"),
    [
        (["/a/a/x", "/a/a/a/x"], "/a/a/", "/a/", ["/a/a/x", "/a/x"]),
        (["/a/a/1", "/a/b"], "/a/a/", "/a/", ["/a/1", "/a/b"]),
        (["/d/x", "/d/y"], "/d/", "/", ["/x", "/y"]),
        (["/d/d/d", "/d/x"], "/d/", "/", ["/d/d", "/x"]),
        (["/d/x"], "/d/", "/d/", ["/d/x"]),
        (["/a/x", "/b/y"], "/a/", "/b/", ["/b/x", "/b/y"]),
    ],
)
def test_a_directory_may_move_up_and_into_others(
    ws: Workspace, store: Store, paths: list[str], old: str, new: str, after: list[str]
) -> None:
    """Places that the move itself leaves are free, in whatever order they lie."""
    for path in paths:
        ws.memories.create(store.id, path, path)
    ws.memories.rename_directory(store.id, old, new)
    assert [item.path for item in ws.memories.list(store.id)] == after
    assert ws.examine().problems == ()


def test_a_directory_that_cannot_move_stays_whole(ws: Workspace, store: Store) -> None:
    """One occupied place or one path that gets too long, and nothing has moved."""
    ws.memories.create_many(store.id, {"/a/1": "1", "/a/2": "2", "/b/2": "taken", "/f": "file"})
    versions = len(list(ws.versions.list(store.id)))
    for new, expected in (
        ("/b/", PathConflict),
        ("/f/", PathConflict),
        ("/a/inner/", InvalidRequest),
        ("/" + "x" * 1022 + "/", InvalidRequest),
        ("/" + "s/" * 20, InvalidRequest),
        ("no slash", InvalidRequest),
    ):
        with pytest.raises(expected):
            ws.memories.rename_directory(store.id, "/a/", new)
    with pytest.raises(NotFound):
        ws.memories.rename_directory(store.id, "/empty/", "/x/")
    assert len(list(ws.versions.list(store.id))) == versions


def test_a_whole_directory_is_deleted_in_one_step(ws: Workspace, store: Store) -> None:
    """It gives the paths; what only begins alike stays."""
    ws.memories.create_many(store.id, {"/a/1": "1", "/a/b/2": "2", "/ab": "3"})
    assert ws.memories.delete_directory(store.id, "/a/") == ["/a/1", "/a/b/2"]
    assert [item.path for item in ws.memories.list(store.id)] == ["/ab"]
    with pytest.raises(NotFound):
        ws.memories.delete_directory(store.id, "/a/")
    with pytest.raises(InvalidRequest):
        ws.memories.delete_directory(store.id, "/a")
    assert ws.examine().problems == ()


LATE: list[Callable[[Workspace, Memory], object]] = [
    lambda ws, memory: ws.memories.update(memory.id, content="two"),
    lambda ws, memory: ws.memories.update(memory.id, path="/b"),
    lambda ws, memory: ws.memories.delete(memory.id),
]


@pytest.mark.parametrize("write", LATE)
def test_updated_at_never_goes_back(
    ws: Workspace, store: Store, clock: FakeClock, write: Callable[[Workspace, Memory], object]
) -> None:
    """A clock that was set back makes no version older than the one before it."""
    memory = ws.memories.create(store.id, "/a", "one")
    clock.advance(timedelta(hours=-1))
    write(ws, memory)
    first, last = ws.versions.history(memory.id)
    assert last.created_at >= first.created_at
    assert ws.examine().problems == ()


def test_the_hosted_profile_caps_memories() -> None:
    """2,000 a store; at the cap creating is refused in every way, changing and deleting are not."""
    with temporary_workspace(profile="managed-agents") as ws:
        store = ws.stores.create("full")
        ws.memories.create_many(store.id, {f"/{number}": "x" for number in range(1_999)})
        with pytest.raises(InvalidRequest, match="2,000"):
            ws.memories.create_many(store.id, {"/a": "x", "/b": "x"})
        last = ws.memories.create(store.id, "/last", "x")
        for refused in (
            lambda: ws.memories.create(store.id, "/more", "x"),
            lambda: ws.memories.put(store.id, "/more", "x"),
            lambda: ws.memories.create_many(store.id, {"/more": "x"}),
        ):
            with pytest.raises(InvalidRequest, match="2,000"):
                refused()
        with pytest.raises(PathConflict):
            ws.memories.create(store.id, "/last", "y")
        version = ws.memories.update(last.id, content="changed").memory_version_id
        ws.memories.update(last.id, path="/renamed")
        ws.memories.put(store.id, "/renamed", "again")
        ws.memories.delete(last.id)
        assert ws.restore(version).content == "changed"
        with pytest.raises(InvalidRequest, match="2,000"):
            ws.memories.create(store.id, "/more", "x")
        assert ws.memories.create(ws.stores.create("other").id, "/a", "x").path == "/a"
