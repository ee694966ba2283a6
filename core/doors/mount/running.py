"""
A mount while it runs: passes when it is woken (`wakes`) or its own clock says so, and once more
when it ends.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from core.doors.mount.events import Event, Kind, Told
from core.doors.mount.footing import OwnFiles
from core.doors.mount.history import History
from core.doors.mount.side import StoreSide
from core.doors.mount.syncing import Syncing
from core.doors.mount.values import Rules
from core.doors.mount.wakes import Wakes
from core.errors import CoreError, Unreachable
from core.storage.sqlite import StorageFull, StorageLocked

_AGAIN_S: Final = 1.0
_LEAST_S: Final = 0.005
"""So long it rests between two passes in any case."""

_LAST_PASSES: Final = 5
_HISTORY_S: Final = 0.02
"""So long at a time history is written, when nothing else is to be done."""

Monotonic = Callable[[], float]


class Mount:
    """One store in one directory; see the module."""

    def __init__(
        self,
        side: StoreSide,
        directory: Path,
        ledger: Path,
        told: Told,
        rules: Rules | None = None,
        own_files: OwnFiles = lambda: (),
        *,
        read_only: bool = False,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        """
        Take the directory; see `Syncing`. `told` is called in the thread of `run`.

        Raises:
            MountRefused: It cannot be mounted.
            OSError: The ledger cannot be written.
        """
        self._rules = rules or Rules()
        self._side = side
        self._told = told
        self._monotonic = monotonic
        self.syncing = Syncing(
            side, directory, ledger, told, self._rules, own_files, read_only=read_only
        )
        self._history = History(side)
        self._wakes = Wakes(side, self.syncing)
        self._apart: str | None = None
        self._next_full = 0.0

    def run(self, stop: threading.Event, passed: Callable[[], None] = lambda: None) -> None:
        """
        Keep both sides in step until `stop` is set, and then once more.

        Args:
            passed: Called after each pass; the first one without `trouble` is the download.

        Raises:
            NotFound: The store is gone.
            CoreError: The store cannot be used any more.
        """
        own = threading.Event()
        threads = [
            threading.Thread(target=work, args=(own,), name=name, daemon=True)
            for name, work in (
                ("mount-files", self._wakes.watch),
                ("mount-store", self._wakes.listen),
            )
        ]
        try:
            self._pass()
            passed()
            for thread in threads:
                thread.start()
            # What happened between the first look and the first hint.
            self._next_full = 0.0
            while not stop.is_set():
                self._pass()
                passed()
                self._rest(stop)
            self._end()
            passed()
        finally:
            own.set()
            for thread in threads:
                if thread.is_alive():
                    thread.join()
            self.syncing.close()

    def wake(self) -> None:
        """Let a sleeping `run` look at once whether it is to stop."""
        self._wakes.wake.set()

    def _pass(self) -> None:
        now = self._monotonic()
        hints = self._wakes.take_hints()
        is_full = now >= self._next_full
        try:
            self.syncing.step(now, None if is_full else hints)
        except (StorageFull, StorageLocked, Unreachable, OSError) as error:
            self._next_full = 0.0
            if self._apart is None:
                self._told(Event(Kind.WAITS, self._side.store_id, detail=str(error)))
            self._apart = str(error)
            return
        if self._apart is not None:
            self._apart = None
            self._told(Event(Kind.GOES_ON, self._side.store_id))
        if self.syncing.trouble is not None:
            self._next_full = 0.0  # the hints of meanwhile are not kept
        elif is_full:
            took = self._monotonic() - now
            # A large directory is looked at more seldom, so that it costs little.
            self._next_full = now + max(self._rules.rescan_s, 60 * took)

    @property
    def trouble(self) -> str | None:
        """Why nothing is kept in step for now."""
        return self._apart or self.syncing.trouble

    def _rest(self, stop: threading.Event) -> None:
        """Until there is something to do; the history is written meanwhile."""
        self._history.note(self.syncing.take_touched())
        began = self._monotonic()
        while not stop.is_set() and not self._wakes.wake.is_set():
            due = self._due(began)
            if due <= self._monotonic():
                break
            if self._write_history():
                # Four fifths of the time are left to others, however long a history is.
                due = min(due, self._monotonic() + 4 * _HISTORY_S)
            self._wakes.wake.wait(max(due - self._monotonic(), 0))
        self._wakes.wake.clear()

    def _due(self, began: float) -> float:
        """When the next pass is due, after one that ended at a time."""
        if self.trouble is not None:
            return began + _AGAIN_S
        next_at = self.syncing.next_at()
        due = self._next_full if next_at is None else min(self._next_full, next_at)
        return max(due, began + _LEAST_S)

    def _write_history(self) -> bool:
        """Write a little of the history; False when there is nothing to write."""
        if not self._history.has_work() or self.trouble is not None:
            return False
        try:
            self._history.work(self.syncing.root, self.syncing.memory_at, _HISTORY_S)
        except CoreError:
            return False  # the next pass meets it too, and tells
        return True

    def _end(self) -> None:
        for _ in range(_LAST_PASSES):
            try:
                self.syncing.end(self._monotonic())
            except (StorageFull, StorageLocked, Unreachable, OSError):
                return  # nothing is lost: the next run compares again
            if not self.syncing.is_restless():
                return
            time.sleep(self._rules.settle_s)
