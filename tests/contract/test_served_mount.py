"""A mount's view of a store that somebody else serves, and a mount of one."""

import threading
from pathlib import Path

import pytest
from support.serving import Server

from core import NotFound, Workspace
from core.doors.mount import Access, Event, LocalSide, Lost, Mount, Rules, ServedSide
from core.doors.served import ServedWorkspace
from core.errors import Unreachable
from core.handle import Session


@pytest.fixture
def session(workspace: Workspace) -> Session:
    """A session with a store of its own to write, and one to read."""
    notes = workspace.stores.create("Mounted notes")
    org = workspace.stores.create("Mounted org")
    workspace.memories.create(org.id, "/rule.md", "rule\n")
    return workspace.sessions.start("mounter", {notes.id: "read_write", org.id: "read_only"})


def served(server: Server, workspace: Workspace, session: Session) -> ServedWorkspace:
    _, secret = workspace.keys.create(f"mount {session.id}", session_id=session.id)
    return ServedWorkspace.connect(server.address, secret)


def test_a_served_store_is_seen_as_one_of_a_file(
    server: Server, workspace: Workspace, session: Session
) -> None:
    """Heads, contents, refusals, changes and the past, through the key of a session."""
    notes, org = (one.memory_store_id for one in session.record.resources)
    with served(server, workspace, session) as there:
        side, local = ServedSide(there, notes), LocalSide(session.context, notes)
        since = side.seq()
        made = side.create("/a.md", "one\n")
        assert not isinstance(made, Lost)
        assert isinstance(side.create("/a.md", "two\n"), Lost)
        lost = side.update(made.memory_id, content="x\n", path=None, expect="0" * 64, merge=False)
        assert isinstance(lost, Lost)
        assert workspace.conflicts.text(lost.conflict_id or "") == "x\n"
        side.append(made.memory_id, "more\n")
        assert side.heads() == local.heads()
        assert side.head(made.memory_id) == local.head(made.memory_id)
        assert [text for _, text in side.read([made.memory_id])] == ["one\nmore\n"]
        assert side.wait(since, 5.0, threading.Event())
        assert side.changed(since).memory_ids == {made.memory_id}
        assert side.past(made.memory_id, 5) == local.past(made.memory_id, 5)
        assert side.standing().access is Access.READ_WRITE
        assert ServedSide(there, org).standing().access is Access.READ_ONLY
        workspace.sessions.pause(session.id)
        assert side.standing().access is Access.WAITING
        with pytest.raises(NotFound):
            ServedSide(there, "memstore_x")


def test_a_served_store_is_mounted_both_ways(
    server: Server, workspace: Workspace, session: Session, tmp_path: Path
) -> None:
    """What is written here is there, in the session's name; what is written there is here."""
    notes = session.record.resources[0].memory_store_id
    workspace.memories.create(notes, "/there.md", "from there\n")
    told: list[Event] = []
    stop = threading.Event()
    with served(server, workspace, session) as there:
        mount = Mount(
            ServedSide(there, notes), tmp_path / "notes", tmp_path / "ledger", told.append, Rules()
        )
        passed = threading.Semaphore(0)
        thread = threading.Thread(target=mount.run, args=(stop, passed.release))
        thread.start()
        try:
            assert passed.acquire(timeout=30)
            assert (tmp_path / "notes/there.md").read_text() == "from there\n"
            (tmp_path / "notes/here.md").write_text("from here\n")
            until(lambda: [one.path for one in workspace.memories.list(notes)][:1] == ["/here.md"])
            workspace.memories.create(notes, "/later.md", "later\n")
            until((tmp_path / "notes/later.md").exists)
        finally:
            stop.set()
            mount.wake()
            thread.join(30)
    (version,) = workspace.versions.list(
        notes, memory_id=workspace.memories.at_path(notes, "/here.md").id
    )
    assert version.created_by.session_id == session.id


def test_a_server_that_is_gone_is_told_apart_from_a_store_that_is() -> None:
    """A mount waits for the one, and ends with the other."""
    with pytest.raises(Unreachable):
        ServedWorkspace.connect("http://127.0.0.1:9", "memtui_key")


def until(is_so: object) -> None:
    """Wait for something that another thread does."""
    done = threading.Event()
    for _ in range(600):
        if is_so():  # type: ignore[operator]
            return
        done.wait(0.05)
    raise AssertionError("it did not come")
