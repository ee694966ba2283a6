"""The change feed: one growing row for everything, readable from any point, and waited for."""

import threading
from pathlib import Path

import pytest

from core import CoreError, Workspace
from core.records.stores import Store


def test_everything_that_happens_is_in_the_feed(ws: Workspace, store: Store) -> None:
    """In the order it happened, each with what it was about and who did it."""
    session = ws.sessions.start("triage", {store.id: "read_write"})
    memory = session.create(store.id, "/a", "one")
    session.update(memory.id, content="two", path="/b")
    with pytest.raises(CoreError):
        session.create(store.id, "/b", "x")
    session.delete(memory.id)
    ws.redact().version(memory.memory_version_id)
    ws.sessions.end(session.id)
    ws.stores.update(store.id, name="other")
    ws.stores.archive(store.id)
    ws.stores.delete(store.id)
    changes = list(ws.changes())
    kinds = [change.kind for change in changes if not change.kind.startswith("conflict.healed")]
    assert kinds == [
        "store.created",
        "session.started",
        "memory.created",
        "memory.modified",
        "conflict.opened",
        "memory.deleted",
        "memory.redacted",
        "session.ended",
        "store.updated",
        "store.archived",
        "store.deleted",
    ]
    assert [change.seq for change in changes] == list(range(1, len(changes) + 1))
    by_session = [change for change in changes if change.created_by.session_id == session.id]
    assert {change.agent for change in by_session} == {"triage"}


def test_a_change_of_a_memory_names_its_version(ws: Workspace, store: Store) -> None:
    """Path and version id, so that a screen needs no second look."""
    memory = ws.memories.create(store.id, "/a", "one")
    (change,) = ws.changes.since(ws.seq() - 1)
    assert (change.kind, change.subject_id) == ("memory.created", memory.id)
    assert (change.path, change.version_id) == ("/a", memory.memory_version_id)
    assert change.at == memory.created_at
    version = ws.versions.retrieve(memory.memory_version_id)
    assert version.seq == change.seq


def test_a_refused_write_names_the_path_it_was_about(ws: Workspace, store: Store) -> None:
    """Opened, repeated and at its end, so that nobody has to look its id up to know."""
    session = ws.sessions.start("triage", {store.id: "read_write"})
    ws.memories.create(store.id, "/a", "one")
    for _ in range(2):
        with pytest.raises(CoreError):
            session.create(store.id, "/a", "two")
    (conflict,) = ws.conflicts.list()
    ws.resolver.dismiss(conflict.id)
    about = [(one.kind, one.path) for one in ws.changes() if one.subject_id == conflict.id]
    kinds = ("opened", "repeated", "dismissed")
    assert about == [(f"conflict.{kind}", "/a") for kind in kinds]


def test_a_reader_asks_for_what_came_since(ws: Workspace, store: Store) -> None:
    """From any point, with a limit, forwards and backwards, without a gap or a repetition."""
    for number in range(30):
        ws.memories.create(store.id, f"/{number}", "x")
    last = ws.changes.last_seq()
    assert last == ws.seq() == 31
    assert [change.seq for change in ws.changes.since(10, limit=5)] == [11, 12, 13, 14, 15]
    assert ws.changes.since(last) == []
    assert [change.seq for change in ws.changes(since=28)] == [29, 30, 31]
    assert [change.seq for change in ws.changes.newest(3)] == [31, 30, 29]
    assert [change.seq for change in ws.changes.newest(3, before=3)] == [2, 1]


def test_a_long_feed_is_read_whole(ws: Workspace, store: Store) -> None:
    """More than one batch comes as one sequence."""
    ws.memories.create_many(store.id, {f"/{number}": "x" for number in range(1_200)})
    assert [change.seq for change in ws.changes()] == list(range(1, 1_202))


def test_what_was_refused_leaves_no_gap(ws: Workspace, store: Store) -> None:
    """A write that was undone takes its number back."""
    for _ in range(5):
        with pytest.raises(CoreError):
            ws.memories.create_many(store.id, {"/a": "x", "/a/b": "y"})
    ws.memories.create(store.id, "/a", "x")
    assert [change.seq for change in ws.changes()] == [1, 2]


def test_waiting_ends_at_once_when_there_is_something(ws: Workspace, store: Store) -> None:
    """And with False when the time is over or it was stopped."""
    assert ws.changes.wait(0, timeout_s=60)
    assert not ws.changes.wait(ws.seq(), timeout_s=0)
    stop = threading.Event()
    stop.set()
    assert not ws.changes.wait(ws.seq(), timeout_s=60, stop=stop)


def test_a_write_of_the_same_process_wakes_who_waits(ws: Workspace, store: Store) -> None:
    """From another thread."""
    woken = threading.Event()
    seq = ws.seq()

    def wait() -> None:
        if ws.changes.wait(seq, timeout_s=60):
            woken.set()

    thread = threading.Thread(target=wait)
    thread.start()
    ws.memories.create(store.id, "/a", "x")
    thread.join(60)
    assert woken.is_set()


def test_a_write_through_another_handle_wakes_who_waits(
    ws: Workspace, store: Store, file: Path
) -> None:
    """As one of another process does."""
    with Workspace.open(file) as other:
        other.memories.create(store.id, "/a", "x")
        seq = ws.seq()
        other.memories.create(store.id, "/b", "x")
        assert ws.changes.wait(seq, timeout_s=60)


def test_a_follower_sees_every_change_until_it_is_stopped(ws: Workspace, store: Store) -> None:
    """What was there first, then what comes, each once."""
    stop = threading.Event()
    seen: list[int] = []

    def follow() -> None:
        for change in ws.changes.follow(0, stop):
            seen.append(change.seq)
            if len(seen) == 21:
                stop.set()

    thread = threading.Thread(target=follow)
    thread.start()
    for number in range(20):
        ws.memories.create(store.id, f"/{number}", "x")
    thread.join(60)
    assert seen == list(range(1, 22))


def test_a_session_follows_only_what_it_may_see(ws: Workspace, store: Store) -> None:
    """What happens elsewhere neither reaches it nor keeps it awake."""
    hidden = ws.stores.create("hidden")
    session = ws.sessions.start("agent", {store.id: "read_only"})
    start = ws.seq()
    stop = threading.Event()
    seen: list[str | None] = []

    def follow() -> None:
        for change in session.changes.follow(start, stop):
            seen.append(change.path)
            if change.path == "/last":
                stop.set()

    thread = threading.Thread(target=follow)
    thread.start()
    for number in range(10):
        ws.memories.create(hidden.id, f"/{number}", "x")
        ws.memories.create(store.id, f"/{number}", "x")
    ws.memories.create(store.id, "/last", "x")
    thread.join(60)
    assert seen == [*(f"/{number}" for number in range(10)), "/last"]
