"""A refused write leaves what its writer wanted, in the same transaction as the refusal."""

import pytest

from core import InvalidRequest, NotFound, PathConflict, PreconditionFailed, Workspace
from core.conflicts import Conflict, ConflictKind
from core.records.stores import Store
from core.text import sha256

STALE = "0" * 64


def lost(ws: Workspace, memory_id: str, **call: str) -> Conflict:
    """The conflict that a stale update leaves."""
    with pytest.raises(PreconditionFailed) as refusal:
        ws.memories.update(memory_id, **call)
    return refusal.value.conflict


def test_a_stale_update_keeps_base_theirs_and_mine(ws: Workspace, store: Store) -> None:
    """The version the writer read, the one that was there instead, and the text it wanted."""
    base = ws.memories.create(store.id, "/a", "base")
    theirs = ws.memories.update(base.id, content="theirs")
    conflict = lost(ws, base.id, content="mine", expect=base.content_sha256)
    assert ws.conflicts.retrieve(conflict.id) == conflict
    assert (conflict.state, conflict.kind) == ("open", ConflictKind.UPDATE)
    assert (conflict.memory_store_id, conflict.memory_id) == (store.id, base.id)
    assert conflict.path == "/a"
    assert conflict.base_sha256 == base.content_sha256
    assert conflict.base_version_id == base.memory_version_id
    assert conflict.theirs_version_id == theirs.memory_version_id
    assert conflict.mine_sha256 == sha256("mine")
    assert ws.conflicts.text(conflict.id) == "mine"
    assert conflict.created_by.id == "ann"
    assert conflict.attempts == 1


def test_a_base_that_never_was_has_no_version(ws: Workspace, store: Store) -> None:
    """The hash is kept all the same."""
    memory = ws.memories.create(store.id, "/a", "one")
    conflict = lost(ws, memory.id, content="mine", expect=STALE)
    assert conflict.base_sha256 == STALE
    assert conflict.base_version_id is None


def test_each_kind_of_refusal_is_kept(ws: Workspace, store: Store) -> None:
    """Updates, renames, deletes and creations, with the path that was wanted."""
    memory = ws.memories.create(store.id, "/a", "one")
    ws.memories.create(store.id, "/b", "two")
    renamed = lost(ws, memory.id, path="/c", expect=STALE)
    both = lost(ws, memory.id, path="/c", content="mine", expect=STALE)
    with pytest.raises(PreconditionFailed) as delete:
        ws.memories.delete(memory.id, expect=STALE)
    with pytest.raises(PathConflict) as create:
        ws.memories.create(store.id, "/a", "mine")
    with pytest.raises(PathConflict) as taken:
        ws.memories.update(memory.id, path="/b")
    assert (renamed.kind, renamed.mine_path, renamed.mine_sha256) == ("rename", "/c", None)
    assert (both.kind, both.mine_path) == ("update", "/c")
    assert ws.conflicts.text(both.id) == "mine"
    deleted = delete.value.conflict
    assert (deleted.kind, deleted.path, deleted.mine_path) == ("delete", "/a", None)
    assert ws.conflicts.text(deleted.id) is None
    created = create.value.conflict
    assert (created.kind, created.path, created.base_sha256) == ("create", "/a", None)
    assert created.theirs_version_id == memory.memory_version_id
    assert ws.conflicts.text(created.id) == "mine"
    moved = taken.value.conflict
    assert (moved.kind, moved.path, moved.mine_path) == ("rename", "/a", "/b")
    assert moved.theirs_version_id == memory.memory_version_id  # it was to move
    assert ws.conflicts.count() == 5
    assert ws.examine().problems == ()


def test_an_identical_retry_counts_up(ws: Workspace, store: Store) -> None:
    """One conflict with the number of attempts; another text or another writer is another one."""
    agent = Workspace(ws.sessions.start("agent", {store.id: "read_write"}).context)
    base = ws.memories.create(store.id, "/a", "base")
    ws.memories.update(base.id, content="theirs")
    mine = {"content": "mine", "expect": base.content_sha256}
    first = lost(agent, base.id, **mine)
    again = lost(agent, base.id, **mine)
    assert (again.id, again.attempts) == (first.id, 2)
    theirs = ws.memories.update(base.id, content="theirs again")
    third = lost(agent, base.id, **mine)
    assert (third.id, third.attempts) == (first.id, 3)
    assert third.theirs_version_id == theirs.memory_version_id
    other = lost(ws, base.id, **mine)
    different = lost(agent, base.id, content="mine 2", expect=base.content_sha256)
    assert len({first.id, other.id, different.id}) == 3
    assert sum(conflict.attempts for conflict in ws.conflicts.page().data) == 5
    assert ws.examine().problems == ()


def test_conflicts_are_no_versions_and_move_no_time(ws: Workspace, store: Store) -> None:
    """They stand in the feed beside the versions, and the memory stays as it was."""
    memory = ws.memories.create(store.id, "/a", "one")
    conflict = lost(ws, memory.id, content="mine", expect=STALE)
    assert ws.memories.retrieve(memory.id) == memory
    assert len(list(ws.versions.list(store.id))) == 1
    newest = list(ws.changes())[-1]
    assert (newest.kind, newest.subject_id) == ("conflict.opened", conflict.id)
    assert newest.memory_store_id == store.id


def test_a_refused_text_is_not_found_by_search(ws: Workspace, store: Store) -> None:
    """It never was content."""
    ws.memories.create(store.id, "/a", "one")
    with pytest.raises(PathConflict):
        ws.memories.create(store.id, "/a", "walrus")
    assert ws.search("walrus") == []
    assert ws.search("walrus", history=True) == []
    ws.memories.create(store.id, "/b", "walrus")
    assert len(ws.search("walrus", history=True)) == 1


def test_conflicts_are_listed_newest_first(ws: Workspace, store: Store) -> None:
    """In pages, of one store when asked; those of a deleted store are gone."""
    other = ws.stores.create("other")
    ids = []
    for number in range(6):
        memory = ws.memories.create((store, other)[number % 2].id, f"/{number}", "x")
        ids.append(lost(ws, memory.id, content="mine", expect=STALE).id)
    first = ws.conflicts.page(limit=4)
    second = ws.conflicts.page(limit=4, page=first.next_page)
    assert [c.id for c in (*first.data, *second.data)] == ids[::-1]
    assert [c.id for c in ws.conflicts.page(store_id=other.id).data] == ids[1::2][::-1]
    ws.stores.delete(other.id)
    assert ws.conflicts.count() == 3
    with pytest.raises(NotFound):
        ws.conflicts.text(ids[1])


def test_an_invalid_request_leaves_no_conflict(ws: Workspace, store: Store) -> None:
    """Only what could have been written is kept."""
    memory = ws.memories.create(store.id, "/a", "one")
    for call in (
        {"content": "\x00", "expect": STALE},
        {"content": "x", "path": "bad", "expect": STALE},
        {"content": "x", "expect": "bad"},
        {"expect": STALE},
    ):
        with pytest.raises(InvalidRequest):
            ws.memories.update(memory.id, **call)
    assert ws.conflicts.count() == 0
