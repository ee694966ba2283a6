"""A key for some stores: what it sees and writes, through every part of a workspace."""

import pytest

from core import NotFound, NotPermitted, Workspace
from core.access.scope import ReadOnlyAttachment, StoreArchived


@pytest.fixture
def stage(ws: Workspace):
    """Three stores with a memory each, and a workspace whose key has the first two."""
    stores = [ws.stores.create(name) for name in ("Own", "Reference", "Foreign")]
    memories = [ws.memories.create(one.id, "/a", "common words") for one in stores]
    session = ws.sessions.start("triage", {stores[0].id: "read_write"})
    grants = {stores[0].id: "read_write", stores[1].id: "read_only"}
    key, _ = ws.keys.create("some", grants=grants)
    limited = Workspace(ws.context.acting_as(key.actor, grants=key.grants))
    return limited, stores, memories, session


def test_it_writes_where_it_may_and_reads_where_it_is_let(stage):
    """In its own name."""
    limited, (own, reference, foreign), memories, _ = stage
    made = limited.memories.create(own.id, "/b", "x")
    version = limited.versions.retrieve(made.memory_version_id)
    assert version.created_by == limited.context.scope.actor
    assert limited.memories.retrieve(memories[1].id).content == "common words"
    with pytest.raises(ReadOnlyAttachment, match="read-only to this key"):
        limited.memories.create(reference.id, "/b", "x")
    with pytest.raises(ReadOnlyAttachment):
        limited.importer.store_files(reference.id, [("/b", b"x")])
    with pytest.raises(NotFound):
        limited.memories.create(foreign.id, "/b", "x")


def test_lists_and_searches_show_only_its_stores(stage, ws: Workspace):
    """Counts too."""
    limited, (own, reference, foreign), memories, _ = stage
    seen = {own.id, reference.id}
    assert {one.id for one in limited.stores.list()} == seen
    assert {one.memory_store_id for one in limited.search("common")} == seen
    overview = limited.overview()
    assert (overview.stores, overview.memories, overview.running_sessions) == (2, 2, 0)
    assert overview.recent_writes == 2
    assert {one.memory_store_id for one in limited.changes(0)} == seen
    for call in (
        lambda: limited.stores.retrieve(foreign.id),
        lambda: limited.stores.size(foreign.id),
        lambda: limited.memories.retrieve(memories[2].id),
        lambda: limited.memories.page(foreign.id),
        lambda: limited.versions.page(foreign.id),
        lambda: limited.versions.retrieve(memories[2].memory_version_id),
        lambda: limited.versions.history(memories[2].id),
        lambda: limited.search("common", store_id=foreign.id),
        lambda: limited.asof.at_path(foreign.id, "/a", ws.seq()),
        lambda: limited.restore(memories[2].memory_version_id),
    ):
        with pytest.raises(NotFound):
            call()


def test_it_knows_of_no_session(stage):
    """Any might be one of other stores."""
    limited, _, _, session = stage
    assert [*limited.sessions.list()] == []
    assert limited.wire_sessions.page(_filter()).data == ()
    for call in (
        lambda: limited.sessions.retrieve(session.id),
        lambda: limited.wire_sessions.retrieve(session.id),
        lambda: limited.wire_events.page(session.id, _events()),
        lambda: limited.wire_events.send(session.id, [{"type": "user.interrupt"}]),
    ):
        with pytest.raises(NotFound):
            call()
    with pytest.raises(NotPermitted):
        limited.sessions.start("x", {})


def _filter():
    from core.reading.session_filter import SessionFilter

    return SessionFilter(include_archived=True)


def _events():
    from core.wire.events import EventFilter

    return EventFilter()


def test_an_archived_store_takes_its_deletes_only(stage, ws: Workspace):
    """As for everybody."""
    limited, (own, *_), memories, _ = stage
    ws.stores.archive(own.id)
    with pytest.raises(StoreArchived):
        limited.memories.create(own.id, "/b", "x")
    assert limited.memories.delete(memories[0].id)


def test_it_makes_and_changes_no_store(stage):
    """Its stores are what it was given."""
    limited, (own, *_), _, _ = stage
    for call in (
        lambda: limited.stores.create("n"),
        lambda: limited.stores.update(own.id, name="n"),
        lambda: limited.stores.archive(own.id),
        lambda: limited.stores.delete(own.id),
    ):
        with pytest.raises(NotPermitted):
            call()
