"""The few numbers of a workspace: what is counted, for whom, and from when."""

from datetime import timedelta

import pytest

from core import PathConflict
from core.overseeing.overview import overview
from core.testing import FakeClock, temporary_workspace


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def ws(clock):
    with temporary_workspace(clock=clock) as workspace:
        yield workspace


def test_an_empty_workspace_counts_nothing(ws):
    """Also without a single change."""
    seen = overview(ws.context)
    assert (seen.seq, seen.stores, seen.memories, seen.versions) == (0, 0, 0, 0)
    assert (seen.running_sessions, seen.open_conflicts, seen.recent_writes) == (0, 0, 0)


def test_everything_is_counted_once(ws):
    """Archived stores, deleted memories, ended sessions and settled conflicts are left out."""
    store, old = ws.stores.create("notes").id, ws.stores.create("old").id
    ws.memories.create(old, "/kept.md", "x")
    ws.stores.archive(old)
    note = ws.memories.create(store, "/a.md", "one")
    ws.memories.delete(ws.memories.create(store, "/b.md", "two").id)
    ws.sessions.start("running", {})
    ws.sessions.end(ws.sessions.start("ended", {}).id)
    for text in ("mine", "also mine"):
        with pytest.raises(PathConflict) as lost:
            ws.memories.create(store, "/a.md", text)
    ws.resolver.dismiss(lost.value.conflict.id)
    ws.memories.update(note.id, content="three")
    seen = overview(ws.context)
    assert (seen.stores, seen.memories, seen.versions) == (1, 2, 5)
    assert seen.running_sessions == 1
    assert seen.open_conflicts == 0  # the user wrote that path after all
    assert seen.seq == ws.seq()


def test_recent_writes_are_those_of_the_last_minute(ws, clock):
    """A minute later none of them is left; other changes are no writes."""
    store = ws.stores.create("notes").id
    ws.memories.create(store, "/a.md", "one")
    clock.advance(timedelta(seconds=50))
    ws.memories.create(store, "/b.md", "two")
    ws.sessions.start("triage", {})
    assert overview(ws.context).recent_writes == 2
    clock.advance(timedelta(seconds=11))
    assert overview(ws.context).recent_writes == 1
    clock.advance(timedelta(seconds=60))
    assert overview(ws.context).recent_writes == 0


def test_a_session_counts_what_it_sees(ws):
    """Its stores and itself, nothing else."""
    store, secret = ws.stores.create("notes").id, ws.stores.create("secret").id
    for place in (store, secret):
        ws.memories.create(place, "/a.md", "x")
        with pytest.raises(PathConflict):
            ws.memories.create(place, "/a.md", "y")
    ws.sessions.start("other", {secret: "read_write"})
    me = ws.sessions.start("me", {store: "read_only"})
    seen = overview(me.context)
    assert (seen.stores, seen.memories, seen.versions) == (1, 1, 1)
    assert (seen.running_sessions, seen.open_conflicts, seen.recent_writes) == (1, 1, 1)
