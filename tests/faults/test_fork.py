"""Processes that fork with a workspace open: the child has a handle of its own, or says why not."""

from pathlib import Path

import pytest
from support.faults import fork_among_writers, fork_and_write, fork_twice, fork_while_busy
from support.processes import Crew, read_log

from core import Workspace
from core.records.stores import Store


@pytest.fixture
def memory_id(ws: Workspace, store: Store) -> str:
    """A memory; the workspace is closed again, so that others have it to themselves."""
    memory = ws.memories.create(store.id, "/a", "start")
    ws.close()
    return memory.id


def test_a_child_holds_locks_of_its_own(
    file: Path, memory_id: str, tmp_path: Path, crew: Crew
) -> None:
    """So nobody takes the log away under it when parent and others close theirs."""
    log = tmp_path / "log"
    crew.start(fork_and_write, file, memory_id, log)
    crew.wait()
    (locks, done) = read_log(log)
    assert locks[0] == "locks"
    assert "READ" in locks or locks[1:] == ["unknown"]
    assert done == ["child done"]
    with Workspace.open(file) as ws:
        contents = [version.content for version in ws.versions.history(memory_id)]
        assert contents[:2] == ["start", "parent before"]
        assert sorted(contents[2:4]) == ["child", "parent after"]
        assert contents[4:] == ["stranger", *(f"child alone {number}" for number in range(3))]
        assert ws.examine().problems == ()
    assert list(file.parent.glob("*.rescue-*")) == []


def test_a_child_of_a_busy_parent_opens_anew_or_not_at_all(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew
) -> None:
    """Forked in the middle of a read: the inherited handle is closed, and says so."""
    ws.close()
    log = tmp_path / "log"
    crew.start(fork_while_busy, file, store.id, log)
    crew.wait()
    assert read_log(log) == [
        ["refused", "WorkspaceClosed"],
        ["refused", "WorkspaceClosed"],
        ["own", 0],
    ]
    with Workspace.open(file) as again:
        assert [item.path for item in again.memories.list(store.id)] == ["/parent"]
        assert again.examine().problems == ()


def test_a_child_that_forks_again_keeps_what_it_opened_itself(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew
) -> None:
    """What it let go of is not let go of again: the number may be that of another file."""
    ws.close()
    log = tmp_path / "log"
    crew.start(fork_twice, file, store.id, log)
    crew.wait()
    assert read_log(log) == [["grandchild", "x"]]


def test_forking_among_writers_loses_nothing(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew
) -> None:
    """Children write, or are told that they cannot; neither they nor the parent's threads hang."""
    ws.close()
    log = tmp_path / "log"
    crew.start(fork_among_writers, file, store.id, log)
    crew.wait()
    facts = read_log(log)
    assert len(facts) == 12
    assert {str(fact[0]) for fact in facts} <= {"written", "refused"}
    assert {fact[1] for fact in facts if fact[0] == "refused"} <= {"WorkspaceClosed"}
    with Workspace.open(file) as again:
        versions = {version.id for version in again.versions.list(store.id)}
        assert {fact[1] for fact in facts if fact[0] == "written"} <= versions
        assert again.examine().problems == ()
