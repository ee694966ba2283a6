"""Many processes on one file: nothing is lost, nobody is starved, everybody sees everything."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from support.processes import CONTEXT, Crew, read_log
from support.workers import (
    checkpoint,
    count,
    hammer,
    list_again_and_again,
    live,
    open_new,
    race,
    watch,
    write_among_others,
    write_and_search,
    write_own,
)

from core import Workspace
from core.records.stores import Store


@pytest.fixture
def file() -> Iterator[Path]:
    """On a disk, which has to be waited for: in memory, whoever runs writes all it has to write."""
    with tempfile.TemporaryDirectory(prefix="memtui-test-") as folder:
        yield Path(folder) / "team.db"


def logs(folder: Path, number: int) -> list[Path]:
    """A log for each of so many processes."""
    return [folder / f"log{index}" for index in range(number)]


def test_processes_count_together(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew, *, long: bool
) -> None:
    """Read, add one, write with the hash: no addition is lost, and no refusal was a success."""
    processes, times = (32, 200) if long else (8, 12)
    memory = ws.memories.create(store.id, "/count", "0 to begin with")
    start = CONTEXT.Barrier(processes)
    for index, log in enumerate(logs(tmp_path, processes)):
        crew.start(count, file, memory.id, f"p{index}", times, log, start)
    crew.wait()
    facts = [fact for log in logs(tmp_path, processes) for fact in read_log(log)]
    written = {fact[1]: fact for fact in facts if fact[0] == "written"}
    refused = [fact for fact in facts if fact[0] == "refused"]
    versions = ws.versions.history(memory.id)
    total = processes * times
    assert (ws.memories.retrieve(memory.id).content or "").startswith(f"{total} ")
    assert len(versions) == total + 1
    assert {version.id for version in versions[1:]} == set(written)
    for number, (before, after) in enumerate(pairwise(versions), 1):
        _, _, expected, value = written[after.id]
        assert expected == before.content_sha256
        assert value == number
    kept = sum(conflict.attempts for conflict in ws.conflicts.list(state=None))
    assert kept + ws.conflicts.dropped() == len(refused)
    assert ws.examine().problems == ()


def test_every_refused_text_is_kept(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew
) -> None:
    """Eight processes hammer one path: each try was written, or its very text can be read."""
    processes, times = 8, 12
    memory = ws.memories.create(store.id, "/hot", "")
    start = CONTEXT.Barrier(processes)
    for index, log in enumerate(logs(tmp_path, processes)):
        crew.start(hammer, file, memory.id, f"p{index}", times, log, start)
    crew.wait()
    facts = [fact for log in logs(tmp_path, processes) for fact in read_log(log)]
    written = [fact[1] for fact in facts if fact[0] == "written"]
    refused = [(fact[1], fact[2]) for fact in facts if fact[0] == "refused"]
    conflicts = list(ws.conflicts.list(state=None))
    attempts = sum(conflict.attempts for conflict in conflicts)
    assert refused, "nothing collided, so nothing was shown"
    assert len(written) + attempts + ws.conflicts.dropped() == len(facts)
    assert [version.content for version in ws.versions.history(memory.id)[1:]] == sorted(
        written, key=len
    )
    for conflict_id, text in refused:
        assert ws.conflicts.text(str(conflict_id)) == text


def test_one_process_of_many_wins(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew
) -> None:
    """With one and the same hash: one write a round, the others are told who won."""
    memory = ws.memories.create(store.id, "/a", "start")
    rounds, start = 8, CONTEXT.Barrier(8)
    for index, log in enumerate(logs(tmp_path, 8)):
        crew.start(race, file, memory.id, f"p{index}", rounds, log, start)
    crew.wait()
    facts = [fact for log in logs(tmp_path, 8) for fact in read_log(log)]
    versions = ws.versions.history(memory.id)[1:]
    assert len(versions) == rounds
    for turn, version in enumerate(versions):
        outcomes = Counter((fact[1], fact[2]) for fact in facts if fact[0] == turn)
        assert outcomes == {("won", version.id): 1, ("lost", version.id): 7}


def test_no_writer_starves_and_no_lock_error_leaves(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew
) -> None:
    """While all of eight write: when the first has written everything, no other is far behind."""
    processes, times = 8, 100
    writing = logs(tmp_path, processes)
    all_write = CONTEXT.Event()
    for index, log in enumerate(writing):
        crew.start(write_among_others, file, store.id, f"p{index}", times, log, all_write)
    # On few processors some have written much before others even begin: that is not counted.
    while not all(read_log(log) for log in writing):
        time.sleep(0.002)
    begun = ws.seq()
    all_write.set()
    crew.wait()
    versions = [one for one in ws.versions.list(store.id) if one.seq > begun]
    last = {version.created_by.id: version.seq for version in reversed(versions)}
    done = Counter(one.created_by.id for one in versions if one.seq <= min(last.values()))
    assert len(last) == len(done) == processes
    assert min(done.values()) >= times // 10
    assert ws.examine().problems == ()


def test_watchers_see_every_change_once_and_in_order(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew
) -> None:
    """Four of them, from different points, while four processes create, change, move and delete."""
    since = [0, 1, ws.seq(), 0]
    watching = logs(tmp_path, 4)
    for start, log in zip(since, watching, strict=True):
        crew.start(watch, file, start, "/the end", log)
    for index in range(4):
        crew.start(live, file, store.id, f"p{index}", 12)
    for writer in crew.members[4:]:
        writer.join()
    ws.memories.create(store.id, "/the end", "x")
    crew.wait()
    last = ws.seq()
    versions = {version.id: version for version in ws.versions.list(store.id)}
    for start, log in zip(since, watching, strict=True):
        facts = read_log(log)
        assert [fact[0] for fact in facts] == list(range(start + 1, last + 1))
        for seq, kind, path, version_id in facts:
            if version_id is not None:
                version = versions[str(version_id)]
                assert (version.seq, version.path) == (seq, path)
                assert kind == f"memory.{version.operation}"
    assert Counter(version.operation.value for version in versions.values()) == {
        "created": 4 * 12 + 1,
        "modified": 4 * 24,
        "deleted": 4 * 12,
    }


def test_a_watcher_that_was_killed_goes_on_where_it_was(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew
) -> None:
    """From the last seq it had noted down, nothing is missing and nothing comes twice."""
    log = tmp_path / "log"
    writer = crew.start(live, file, store.id, "p", 40)
    while writer.is_alive():
        since = read_log(log)
        watcher = crew.start(watch, file, since[-1][0] if since else 0, "/the end", log)
        while len(read_log(log)) < len(since) + 10 and writer.is_alive():
            pass
        crew.kill(watcher)
    since = read_log(log)
    ws.memories.create(store.id, "/the end", "x")
    crew.start(watch, file, since[-1][0] if since else 0, "/the end", log)
    crew.wait()
    assert [fact[0] for fact in read_log(log)] == list(range(1, ws.seq() + 1))


def test_a_new_file_may_be_opened_by_many_at_once(file: Path, tmp_path: Path, crew: Crew) -> None:
    """One of them makes it, the others wait; everybody's write is there."""
    for turn in range(3):
        new = file.with_name(f"new{turn}.db")
        start = CONTEXT.Barrier(8)
        for index, log in enumerate(logs(tmp_path, 8)):
            crew.start(open_new, new, f"p{index}", log, start)
        crew.wait()
        with Workspace.open(new, create=False) as ws:
            assert {each.name for each in ws.stores.list()} == {f"p{i}" for i in range(8)}
            assert len(list(ws.changes())) == 16
            assert ws.examine().problems == ()


def test_searches_and_writes_do_not_disturb_each_other(
    ws: Workspace, store: Store, file: Path, crew: Crew
) -> None:
    """Every process finds what it just wrote, while all of them feed the same index."""
    for index in range(4):
        crew.start(write_and_search, file, store.id, f"p{index}", 15)
    crew.wait()
    assert len(ws.search("two")) == 4
    assert len(ws.search("two", history=True)) == 60
    assert ws.examine().problems == ()


def test_listings_are_whole_while_others_write(
    ws: Workspace, store: Store, file: Path, crew: Crew
) -> None:
    """A listing of many pages holds what is there all the time exactly once."""
    ws.memories.create_many(store.id, {f"/old/{number}": "x" for number in range(250)})
    stop = CONTEXT.Event()
    writers = [crew.start(live, file, store.id, name, 25) for name in ("aaa", "zzz")]
    for _ in range(2):
        crew.start(list_again_and_again, file, store.id, stop)
    for writer in writers:
        writer.join()
    stop.set()
    crew.wait()


@pytest.mark.parametrize("searching", [False, True])
def test_a_foreign_checkpointer_loses_nothing(
    ws: Workspace,
    store: Store,
    file: Path,
    tmp_path: Path,
    crew: Crew,
    searching: bool,  # noqa: FBT001
) -> None:
    """Another program that truncates the write-ahead log while processes write."""
    stop = CONTEXT.Event()
    start = CONTEXT.Barrier(3)
    foreign = crew.start(checkpoint, file, stop)
    writers = []
    for index, log in enumerate(logs(tmp_path, 3)):
        if searching:
            writers.append(crew.start(write_and_search, file, store.id, f"p{index}", 10))
        else:
            writers.append(crew.start(write_own, file, store.id, f"p{index}", 40, log, start))
    for writer in writers:
        writer.join()
    stop.set()
    foreign.join()
    crew.wait()
    for log in logs(tmp_path, 3):
        for _, version_id in read_log(log):
            ws.versions.retrieve(str(version_id))
    assert ws.examine().problems == ()
