"""Many processes on one file: no update is lost, no change unseen, no writer starved or refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from core import Workspace

SCRIPT = Path(__file__).with_name("process.py")
TIME_LIMIT_S = 120


@pytest.fixture
def team(tmp_path) -> Path:
    """A workspace with one store."""
    path = tmp_path / "team.db"
    with Workspace.open(path) as workspace:
        workspace.stores.create("shared")
    return path


def begin(path: Path, *words: str) -> subprocess.Popen:
    """Start one process of work."""
    command = [sys.executable, SCRIPT, path, *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process: subprocess.Popen):
    """Wait for a process, and give what it found."""
    printed, said = process.communicate(timeout=TIME_LIMIT_S)
    assert process.returncode == 0, said
    return json.loads(printed)


def test_a_counter_that_eight_processes_add_to_loses_nothing(team, long):
    """The number, the versions, the successes and the refusals all agree."""
    processes, rounds = (32, 200) if long else (8, 12)
    with Workspace.open(team) as workspace:
        (store,) = workspace.stores.list()
        counter = workspace.memories.create(store.id, "/counter", "0").id
    results = [end(p) for p in [begin(team, "count", str(rounds)) for _ in range(processes)]]
    with Workspace.open(team) as workspace:
        number, *_ = (workspace.memories.retrieve(counter).content or "").split()
        assert int(number) == processes * rounds
        versions = list(workspace.versions.list(store.id, memory_id=counter))
        assert len(versions) == processes * rounds + 1
        kept = sum(conflict.attempts for conflict in workspace.conflicts.list(state=None))
        refused = sum(result["refused"] for result in results)
        assert kept + workspace.conflicts.dropped() == refused
        assert workspace.examine().ok


def test_every_watcher_sees_every_change_once_and_in_order(team):
    """The feed has no gap and no repeat, whoever writes, and ends with the last write."""
    watchers = [begin(team, "watch", "/last.md") for _ in range(3)]
    writers = [begin(team, "fill", f"writer-{number}", "40") for number in range(4)]
    for writer in writers:
        end(writer)
    with Workspace.open(team) as workspace:
        (store,) = workspace.stores.list()
        workspace.memories.create(store.id, "/last.md", "")
        everything = list(range(1, workspace.seq() + 1))
    assert [end(watcher) for watcher in watchers] == [everything] * 3


def test_writers_of_many_processes_all_get_their_turn(team):
    """Nobody is told that the file is locked, and nobody is left behind."""
    writers = [begin(team, "fill", f"writer-{number}", "60") for number in range(8)]
    took = [end(writer) for writer in writers]
    assert [len(each) for each in took] == [60] * 8
    with Workspace.open(team) as workspace:
        assert workspace.stores.size(next(iter(workspace.stores.list())).id).memories == 480
        assert workspace.examine().ok


def test_pages_neither_repeat_nor_skip_while_others_write(team):
    """A listing that takes many pages holds what was there all the time, once."""
    with Workspace.open(team) as workspace:
        (store,) = workspace.stores.list()
        paths = [f"/old/{number}.md" for number in range(50)]
        workspace.memories.create_many(store.id, dict.fromkeys(paths, "old"))
    readers = [begin(team, "page", "15") for _ in range(2)]
    writers = [begin(team, "fill", name, "60") for name in ("aaa", "zzz")]
    assert [end(reader) for reader in readers] == [0, 0]
    for writer in writers:
        end(writer)


def test_processes_that_all_make_the_same_new_workspace_share_it(tmp_path):
    """Whoever comes first makes the tables; nobody finds half of them, nobody makes another one."""
    path = tmp_path / "new.db"
    names = [f"store-{number}" for number in range(8)]
    processes = [begin(path, "born", name) for name in names]
    ids = {end(process) for process in processes}
    assert len(ids) == 8
    with Workspace.open(path) as workspace:
        assert {store.name for store in workspace.stores.list()} == set(names)
        assert workspace.examine().ok
