"""Who may settle and take back what; and how much of what was refused is kept."""

from datetime import timedelta

import pytest

from core import InvalidRequest, NotFound, NotPermitted, PathConflict, PreconditionFailed, Workspace
from core.conflicts import State
from core.overseeing.alarms import Thresholds, alarms
from core.settling.resolving import Resolver
from core.settling.sides import NotClean
from core.testing import FakeClock
from core.text import sha256
from core.undoing.undo import Undo


@pytest.fixture
def lost(ws, store):
    """A conflict of the user, over a line that both changed."""
    memory = ws.memories.create(store.id, "/a.md", "base\n")
    ws.memories.update(memory.id, content="theirs\n")
    with pytest.raises(PreconditionFailed) as refused:
        ws.memories.update(memory.id, content="mine\n", expect=memory.content_sha256)
    return refused.value.conflict


def test_who_may_not_write_a_store_closes_no_conflict_of_it(ws, store, lost):
    """Neither with a decision nor without; in an archived store it can still be dismissed."""
    reader = ws.sessions.start("reader", {store.id: "read_only"})
    paused = ws.sessions.start("paused", {store.id: "read_write"})
    ws.sessions.pause(paused.id)
    for session in (reader, paused):
        resolver = Resolver(session.context)
        with pytest.raises(NotPermitted):
            resolver.dismiss(lost.id)
        with pytest.raises(NotPermitted):
            resolver.resolve(lost.id, content="x")
    assert ws.conflicts.retrieve(lost.id).state is State.OPEN
    ws.stores.archive(store.id)
    assert ws.resolver.dismiss(lost.id).state is State.DISMISSED


def test_a_refused_merge_carries_what_a_decision_needs(ws, lost):
    """The text with the markers, and the hash of what it was merged with."""
    with pytest.raises(NotClean) as refused:
        ws.resolver.resolve(lost.id, merge=True)
    details = refused.value.details()
    assert details["conflict_id"] == lost.id
    assert details["content_sha256"] == sha256("theirs\n")
    assert details["merged"] == {
        "clean": False,
        "content": "<<<<<<< mine\nmine\n=======\ntheirs\n>>>>>>> theirs\n",
    }


def test_a_merge_does_not_bring_back_what_is_gone(ws, store, lost):
    """A deletion against an edit needs a decision."""
    ws.sessions.start("other", {store.id: "read_write"}).delete(lost.memory_id)
    ws.resolver.show(lost.id)
    with pytest.raises(NotClean, match="gone"):
        ws.resolver.resolve(lost.id, merge=True)
    assert ws.conflicts.retrieve(lost.id).state is State.OPEN


def test_a_healed_conflict_can_be_shown_and_settled(ws, lost):
    """Against what was shown, as an open one."""
    ws.memories.update(lost.memory_id, content="later\n")
    assert ws.resolver.show(lost.id).conflict.state is State.HEALED
    assert ws.resolver.resolve(lost.id, content="done\n").conflict.state is State.RESOLVED


def test_a_hash_that_is_none_is_no_conflict(ws, lost):
    """It is refused as it is for a write."""
    with pytest.raises(InvalidRequest):
        ws.resolver.resolve(lost.id, content="x", expect="abc")


def test_a_merge_that_adds_nothing_writes_nothing(ws, store):
    """When the others wrote the same and more, the memory stays as it is."""
    memory = ws.memories.create(store.id, "/a.md", "one\ntwo\nthree\n")
    now = ws.memories.update(memory.id, content="ONE\ntwo\nTHREE\n")
    same = ws.memories.update(
        memory.id,
        content="ONE\ntwo\nthree\n",
        expect=memory.content_sha256,
        on_conflict="merge",
    )
    assert same.memory_version_id == now.memory_version_id


def test_a_session_takes_back_its_own_writes_only(ws, store):
    """Another session does not exist for it."""
    first, second = (ws.sessions.start(name, {store.id: "read_write"}) for name in ("a", "b"))
    first.create(store.id, "/a.md", "x")
    with pytest.raises(NotFound):
        Undo(second.context).session(first.id)
    assert Undo(first.context).session(first.id).paths == ("/a.md",)


def test_alarms_of_a_store_that_is_not_attached_are_not_shown(ws, store):
    """To the session that does not see it."""
    busy = ws.sessions.start("busy", {store.id: "read_write"})
    stranger = ws.sessions.start("stranger", {})
    for number in range(3):
        busy.create(store.id, f"/{number}.md", "x")
    limits = Thresholds(burst_writes=2)
    assert len(alarms(ws.context, limits)) == len(alarms(busy.context, limits)) == 1
    assert alarms(stranger.context, limits) == []


def test_how_many_refused_writes_are_kept_can_be_chosen(file):
    """And for how long; without a choice the profile's limits stay."""
    clock = FakeClock()

    def refuse(ws: Workspace, store_id: str, text: str) -> None:
        with pytest.raises(PathConflict):
            ws.memories.create(store_id, "/a.md", text)

    with Workspace.open(file, clock=clock, conflicts_per_actor=2, conflict_days=3) as ws:
        store_id = ws.stores.create("notes").id
        ws.memories.create(store_id, "/a.md", "x")
        for text in ("1", "2", "3"):
            refuse(ws, store_id, text)
        assert [item.mine_sha256 for item in ws.conflicts.list()] == [sha256("3"), sha256("2")]
        clock.advance(timedelta(days=4))
        refuse(ws, store_id, "4")
        assert [item.mine_sha256 for item in ws.conflicts.list()] == [sha256("4")]
        assert ws.conflicts.dropped() == 3
    with Workspace.open(file) as ws:
        assert ws.context.limits.conflicts_per_actor == 200


@pytest.mark.parametrize(
    "limits", [{"conflicts_per_actor": 0}, {"conflict_days": -1}, {"conflict_days": 10**9}]
)
def test_a_limit_out_of_its_range_is_refused(file, limits):
    """Before a workspace is made."""
    with pytest.raises(InvalidRequest):
        Workspace.open(file, **limits)
    assert not file.exists()
