"""Restoring a version: as a new one, also of a memory that is gone, whose story then goes on."""

import pytest

from core import InvalidRequest, NotFound, PathConflict, PreconditionFailed, Workspace
from core.records.origins import Origin
from core.records.stores import Store


def test_a_restored_version_is_a_new_one(ws: Workspace, store: Store) -> None:
    """It says where it came from; what was between stays in the history."""
    first = ws.memories.create(store.id, "/a", "one")
    ws.memories.update(first.id, content="two")
    restored = ws.restore(first.memory_version_id)
    assert (restored.id, restored.content) == (first.id, "one")
    history = ws.versions.history(first.id)
    assert [version.content for version in history] == ["one", "two", "one"]
    assert (history[-1].origin, history[-1].origin_id) == (
        Origin.RESTORE,
        first.memory_version_id,
    )
    assert history[0].origin is None


def test_restoring_what_is_there_writes_nothing(ws: Workspace, store: Store) -> None:
    """The content is the same, so there is nothing to do."""
    memory = ws.memories.create(store.id, "/a", "one")
    before = ws.seq()
    assert ws.restore(memory.memory_version_id) == memory
    assert ws.seq() == before


def test_restoring_keeps_the_path_the_memory_has_now(ws: Workspace, store: Store) -> None:
    """A restore brings text back, not a place."""
    first = ws.memories.create(store.id, "/a", "one")
    ws.memories.update(first.id, path="/b", content="two")
    assert ws.restore(first.memory_version_id).path == "/b"


def test_a_restore_can_state_what_it_replaces(ws: Workspace, store: Store) -> None:
    """With a stale hash it is refused like any write."""
    first = ws.memories.create(store.id, "/a", "one")
    second = ws.memories.update(first.id, content="two")
    with pytest.raises(PreconditionFailed):
        ws.restore(first.memory_version_id, expect="0" * 64)
    assert ws.restore(first.memory_version_id, expect=second.content_sha256).content == "one"


def test_a_deleted_memory_is_restored_as_a_new_one(ws: Workspace, store: Store) -> None:
    """At its path, with a new id, and its history and blame go on from the old ones."""
    old = ws.memories.create(store.id, "/a", "kept\ngone\n")
    changed = ws.memories.update(old.id, content="kept\nchanged\n")
    ws.memories.delete(old.id)
    new = ws.restore(changed.memory_version_id)
    assert new.id != old.id
    assert (new.path, new.content) == ("/a", "kept\nchanged\n")
    history = ws.versions.history(new.id)
    assert [version.operation for version in history] == [
        "created",
        "modified",
        "deleted",
        "created",
    ]
    assert history[-1].origin_id == changed.memory_version_id
    lines = ws.blame(new.id)
    assert [line.version.id for line in lines] == [
        old.memory_version_id,
        changed.memory_version_id,
    ]
    assert ws.examine().problems == ()


def test_a_deleted_memory_comes_back_where_it_was_last(ws: Workspace, store: Store) -> None:
    """Also from a version of before it was moved, as a memory that is there stays in its place."""
    memory = ws.memories.create(store.id, "/a", "one")
    ws.memories.update(memory.id, path="/b/c")
    ws.memories.delete(memory.id)
    assert ws.restore(memory.memory_version_id).path == "/b/c"


def test_a_story_goes_on_through_several_deaths(ws: Workspace, store: Store) -> None:
    """Each restored memory continues the one before it."""
    first = ws.memories.create(store.id, "/a", "line\n")
    memory = first
    for _ in range(4):
        ws.memories.delete(memory.id)
        memory = ws.restore(memory.memory_version_id)
    assert len(ws.versions.history(memory.id)) == 9
    (line,) = ws.blame(memory.id)
    assert line.version.id == first.memory_version_id


def test_a_taken_place_refuses_the_restore(ws: Workspace, store: Store) -> None:
    """Nothing is overwritten by what comes back."""
    old = ws.memories.create(store.id, "/a", "old")
    ws.memories.delete(old.id)
    there = ws.memories.create(store.id, "/a/inner", "new")
    with pytest.raises(PathConflict) as lost:
        ws.restore(old.memory_version_id)
    assert lost.value.conflicting_memory_id == there.id


def test_what_holds_no_content_is_not_restored(ws: Workspace, store: Store) -> None:
    """A deletion, a redacted version, one that never was."""
    first = ws.memories.create(store.id, "/a", "one")
    ws.memories.update(first.id, content="two")
    deleted = ws.memories.delete(first.id)
    ws.redact().version(first.memory_version_id)
    for version_id in (deleted, first.memory_version_id):
        with pytest.raises(InvalidRequest):
            ws.restore(version_id)
    with pytest.raises(NotFound):
        ws.restore("memver_01unknown")


def test_a_session_restores_in_its_own_name(ws: Workspace, store: Store) -> None:
    """Who brought it back wrote the new version."""
    first = ws.memories.create(store.id, "/a", "one")
    ws.memories.update(first.id, content="two")
    session = ws.sessions.start("agent", {store.id: "read_write"})
    Workspace(session.context).restore(first.memory_version_id)
    assert ws.versions.history(first.id)[-1].created_by.session_id == session.id
