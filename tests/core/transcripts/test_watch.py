"""Following files while they are written; every wait is for a condition, never for a time."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.claude_lines import SESSION, answered, called, said, write
from support.ingesting import bodies, check, sources

from core import CoreError, Workspace
from core.storage.sqlite import StorageFull
from core.transcripts.tally import Added
from core.transcripts.watch import RESCAN_S, REST_S, Watcher

PATIENCE_S = 30.0
"""A broken watcher fails a test after so long; a working one is a thousand times as fast."""


@dataclass
class Now:
    """The clock that only goes forward, and only when a test says so."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Running:
    """A watcher in a thread of its own, and what it told."""

    ws: Workspace
    root: Path
    stop: threading.Event = field(default_factory=threading.Event)
    told: list[tuple[Path, Added]] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)
    thread: threading.Thread | None = None

    def start(self, *paths: Path) -> None:
        watcher = Watcher(
            self.ws.ingester(stop=self.stop),
            paths or [self.root],
            told=lambda path, added: self.told.append((path, added)),
        )
        watcher.scan()

        def run() -> None:
            try:
                watcher.run(self.stop)
            except BaseException as error:  # noqa: BLE001  # the test says what it was
                self.failed.append(error)

        self.thread = threading.Thread(target=run)
        self.thread.start()

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that has to become true."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert not self.failed, self.failed
            assert time.monotonic() < deadline, (self.told, sources(self.ws))
            self.stop.wait(0.005)

    def events(self) -> int:
        return sum(added.events for _, added in self.told)


@pytest.fixture
def running(ws: Workspace, tmp_path: Path) -> Iterator[Running]:
    """A folder that can be watched; at the end the watcher ends, and the doctor looks."""
    root = tmp_path / "projects"
    root.mkdir()
    running = Running(ws, root)
    yield running
    running.stop.set()
    if running.thread is not None:
        running.thread.join(PATIENCE_S)
        assert not running.thread.is_alive()
    assert running.failed == []
    check(ws)


def test_what_is_appended_is_there_at_once(running: Running) -> None:
    """Also to a file that comes later; a record in two halves is one event."""
    path = write(running.root / "a" / "a.jsonl", [said(1, "one")])
    running.start()
    assert running.events() == 1
    record = said(2, "two")
    with path.open("ab", buffering=0) as file:
        file.write(record[:50])
        write(running.root / "b.jsonl", [said(3, "other")])
        running.until(lambda: running.events() == 2)
        file.write(record[50:])
        running.until(lambda: running.events() == 3)
    assert bodies(running.ws, SESSION) == ["one", "two", "other"]


def test_files_in_brand_new_nested_folders_are_found(running: Running) -> None:
    """The system misses many of them when folder and file are made in one go."""
    running.start()
    for number in range(200):
        folder = running.root / f"s{number}" / "subagents"
        write(folder / f"agent-{number}.jsonl", [said(number, f"{number}")])
    running.until(lambda: running.events() == 200)
    for number in range(0, 200, 40):
        path = running.root / f"s{number}" / "subagents" / f"agent-{number}.jsonl"
        with path.open("ab") as file:
            file.write(said(300 + number, "more"))
    running.until(lambda: running.events() == 205)


def test_an_atomic_replacement_is_a_new_generation(running: Running) -> None:
    """What both have is not doubled."""
    path = write(running.root / "a.jsonl", [said(1, "one"), said(2, "two")])
    running.start()
    new = write(running.root / ".a.jsonl.tmp", [said(1, "one"), said(3, "three")])
    new.replace(path)
    running.until(lambda: running.events() == 3)
    assert sources(running.ws) == {"a.jsonl": (2, "present")}


def test_truncation_deletion_and_return(running: Running) -> None:
    """What was read stays, whatever happens to the file."""
    path = write(running.root / "a.jsonl", [said(1, "one"), said(2, "two")])
    running.start()
    path.write_bytes(said(3, "three"))
    running.until(lambda: running.events() == 3)
    path.unlink()
    running.until(lambda: sources(running.ws)["a.jsonl"] == (2, "gone"))
    write(path, [said(4, "four")])
    running.until(lambda: running.events() == 4)
    assert sources(running.ws) == {"a.jsonl": (3, "present")}
    assert bodies(running.ws, SESSION) == ["one", "two", "three", "four"]


def test_a_rename_goes_on_at_the_new_place(running: Running) -> None:
    """Within the folder, with more at its end."""
    path = write(running.root / "a.jsonl", [said(1, "one")])
    running.start()
    new = running.root / "archive" / "a.jsonl"
    new.parent.mkdir()
    path.rename(new)
    with new.open("ab") as file:
        file.write(said(2, "two"))
    running.until(lambda: running.events() == 2)
    assert sources(running.ws) == {"a.jsonl": (1, "present")}


def test_folders_that_come_later_and_go_are_followed(running: Running) -> None:
    """The folder itself may be missing at first, vanish, and be made again."""
    later = running.root / "later"
    running.start(later)
    write(later / "a.jsonl", [said(1, "one")])
    running.until(lambda: running.events() == 1)
    (later / "a.jsonl").unlink()
    later.rmdir()
    running.until(lambda: sources(running.ws)["a.jsonl"][1] == "gone")
    write(later / "b.jsonl", [said(2, "two")])
    running.until(lambda: running.events() == 2)


def test_what_vanished_while_nobody_looked_is_noticed(running: Running) -> None:
    """By the first scan of the next watcher."""
    path = write(running.root / "a.jsonl", [said(1, "one")])
    Watcher(running.ws.ingester(), [running.root]).scan()
    path.unlink()
    Watcher(running.ws.ingester(), [running.root]).scan()
    assert sources(running.ws) == {"a.jsonl": (1, "gone")}


def test_a_last_line_without_its_end_is_taken_after_a_rest(running: Running) -> None:
    """Not before: it may still be written. Half of a record is never taken."""
    now = Now()
    watcher = Watcher(running.ws.ingester(), [running.root], monotonic=now)
    write(running.root / "a.jsonl", [said(1, "one"), said(2, "two").rstrip()])
    write(running.root / "b.jsonl", [said(3, "three"), said(4, "four")[:60]])
    watcher.scan()
    now.seconds = REST_S - 0.1
    watcher.scan()
    assert bodies(running.ws, SESSION) == ["one", "three"]
    now.seconds = REST_S
    watcher.scan()
    assert bodies(running.ws, SESSION) == ["one", "two", "three"]
    with (running.root / "a.jsonl").open("ab") as file:
        file.write(b"\n" + said(5, "five"))
    watcher.scan()
    assert bodies(running.ws, SESSION)[-1] == "five"


def test_a_call_is_amended_when_its_result_comes(running: Running) -> None:
    """Whatever was in between."""
    path = write(running.root / "a.jsonl", [called(1, "Bash", command="make")])
    running.start()
    for number in range(2, 5):
        with path.open("ab") as file:
            file.write(said(number, "meanwhile"))
        running.until(lambda number=number: running.events() == number)  # type: ignore[misc]
    with path.open("ab") as file:
        file.write(answered(9, 1, "Exit code 2", is_error=True))
    running.until(lambda: running.events() == 5)
    assert running.ws.summaries.retrieve(SESSION).tool_errors == 1


def test_one_bad_file_never_stops_the_others(running: Running) -> None:
    """A pipe, a name that is no text, links that lead nowhere or in circles, hostile numbers."""
    os.mkfifo(running.root / "pipe.jsonl")
    (running.root / "loop").symlink_to(running.root)
    (running.root / "dead.jsonl").symlink_to(running.root / "nowhere")
    (running.root / "round.jsonl").symlink_to(running.root / "round.jsonl")
    (running.root / "empty.jsonl").touch()
    write(Path(os.fsdecode(os.fsencode(running.root) + b"/bad-\xff.jsonl")), [said(1, "bad name")])
    deep = b'{"type":"user","uuid":"d","sessionId":"s","message":' + b"[" * 50_000 + b"\n"
    write(running.root / "a.jsonl", [said(2, "good"), deep, said(3, "still good")])
    write(running.root / "z.jsonl", [said(4, "fine", timestamp="9999-12-31T23:59:59-23:59")])
    running.start()
    assert running.events() == 3
    assert sorted(bodies(running.ws, SESSION)) == ["fine", "good", "still good"]


def test_a_full_disk_loses_nothing(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written is read again when there is room."""
    write(running.root / "a.jsonl", [said(1, "one")])
    db, refusals = running.ws.context.db, [StorageFull("full"), StorageFull("full")]
    real = db.write

    def write_or_refuse(job):  # type: ignore[no-untyped-def]
        if refusals:
            raise refusals.pop()
        return real(job)

    monkeypatch.setattr(db, "write", write_or_refuse)
    monkeypatch.setattr("core.transcripts.watch.RESCAN_S", 0.01)
    watcher = Watcher(running.ws.ingester(), [running.root])
    with pytest.raises(CoreError):
        watcher.scan()
    with pytest.raises(CoreError):
        watcher.scan()
    watcher.scan()
    assert bodies(running.ws, SESSION) == ["one"]


def test_a_watcher_ends_where_it_is(running: Running) -> None:
    """In the middle of a large file; the next one goes on there."""
    path = running.root / "a.jsonl"
    write(path, [said(number, "x" * 300) for number in range(3_000)])
    running.stop.set()
    ingester = running.ws.ingester(stop=running.stop)
    some = ingester.file(path)
    assert 0 < some.events < 3_000
    running.stop.clear()
    running.start()
    assert some.events + running.events() == 3_000


def test_every_few_seconds_everything_is_looked_at(running: Running) -> None:
    """The hints are only hints."""
    assert 0 < RESCAN_S <= 5
    watcher = Watcher(running.ws.ingester(), [running.root])
    watcher.scan()
    write(running.root / "a.jsonl", [said(1, "one")])
    watcher.scan()
    assert bodies(running.ws, SESSION) == ["one"]
