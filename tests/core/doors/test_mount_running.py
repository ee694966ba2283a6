"""A mount as it runs in a thread: woken by both sides, and patient when one does not answer."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core import Workspace
from core.doors.mount import (
    Event,
    Head,
    Kind,
    LocalSide,
    Lost,
    Mount,
    Rules,
    Standing,
    own_files,
)
from core.errors import Unreachable
from core.records.stores import Store

PATIENCE_S = 60
"""Only ever waited for in full when the test fails."""


class Flaky(LocalSide):
    """A store that can be out of reach."""

    is_away = False

    def standing(self) -> Standing:
        if self.is_away:
            raise Unreachable("The server does not answer.")
        return super().standing()


class Run:
    """A mount in a thread of its own."""

    def __init__(self, side: LocalSide, folder: Path, rules: Rules) -> None:
        self.events: list[Event] = []
        self.stop = threading.Event()
        self.mount = Mount(
            side, folder / "notes", folder / "ledger", self.events.append, rules, own_files
        )
        self.passes = 0
        self.thread = threading.Thread(target=self.mount.run, args=(self.stop, self.count))
        self.thread.start()
        self.until((folder / "notes/.anthropic-memory-store").exists)

    def count(self) -> None:
        self.passes += 1

    def end(self) -> None:
        self.stop.set()
        self.mount.wake()
        self.thread.join()

    @staticmethod
    def until(condition: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < until
            time.sleep(0.01)

    def has(self, kind: Kind) -> bool:
        return any(event.kind is kind for event in self.events)


@pytest.fixture
def side(ws: Workspace, store: Store) -> Flaky:
    return Flaky(ws.context, store.id)


@pytest.fixture
def run(side: Flaky, tmp_path: Path) -> Iterator[Run]:
    """A mount that deletes after a tenth of a second, and looks at everything once an hour."""
    run = Run(side, tmp_path, Rules(corroborate_s=0.1, rescan_s=3_600))
    yield run
    run.end()


def test_a_store_that_does_not_answer_is_waited_for(
    ws: Workspace, store: Store, run: Run, side: Flaky, tmp_path: Path
) -> None:
    """It is said once; what was written meanwhile is pushed when it is back."""
    side.is_away = True
    (tmp_path / "notes/a.md").write_text("meanwhile\n")
    run.until(lambda: run.has(Kind.WAITS))
    side.is_away = False
    run.until(lambda: run.has(Kind.GOES_ON))
    run.until(lambda: run.has(Kind.CREATED))
    assert ws.memories.at_path(store.id, "/a.md").content == "meanwhile\n"
    assert [event.kind for event in run.events].count(Kind.WAITS) == 1


def test_an_answer_that_got_lost_is_no_conflict(
    ws: Workspace, store: Store, run: Run, side: Flaky, tmp_path: Path
) -> None:
    """The text is there already, so there is nothing to be done."""
    real, calls = side.create, 0

    def create(path: str, content: str) -> Head | Lost:
        nonlocal calls
        calls += 1
        real(path, content)
        raise Unreachable("The answer never came.")

    side.create = create  # type: ignore[method-assign]
    (tmp_path / "notes/a.md").write_text("once\n")
    run.until(lambda: run.has(Kind.GOES_ON))
    run.until(lambda: run.mount.syncing.files == 1)
    assert calls == 1
    assert ws.conflicts.count() == 0
    assert len(list(ws.versions.list(store.id))) == 1


def test_a_deletion_needs_no_hint_to_be_confirmed(
    ws: Workspace, store: Store, run: Run, tmp_path: Path
) -> None:
    """Nothing happens any more in the directory, and yet the time comes."""
    for name in ("a.md", "b.md"):
        (tmp_path / "notes" / name).write_text(f"{name}\n")
    run.until(lambda: len(list(ws.memories.list(store.id))) == 2)
    (tmp_path / "notes/a.md").unlink()
    run.until(lambda: run.has(Kind.DELETED))
    assert [one.path for one in ws.memories.list(store.id)] == ["/b.md"]


@pytest.mark.parametrize("what", ["store", "marker"])
def test_waiting_costs_nothing(run: Run, side: Flaky, tmp_path: Path, what: str) -> None:
    """Though files are written, and though nobody says when it is over."""
    (tmp_path / "notes/a.md").write_text("one\n")
    run.until(lambda: run.has(Kind.CREATED))
    marker = tmp_path / "notes/.anthropic-memory-store"
    was = marker.read_text()
    if what == "store":
        side.is_away = True
    else:
        marker.unlink()
    (tmp_path / "notes/a.md").write_text("two\n")
    run.until(lambda: run.has(Kind.WAITS))
    before = run.passes
    time.sleep(0.5)
    assert run.passes - before <= 3
    side.is_away = False
    marker.write_text(was)
    run.until(lambda: run.has(Kind.PUSHED))
