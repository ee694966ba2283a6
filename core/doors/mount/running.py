"""
A mount while it runs: woken by the directory and by the store, and by its own clock.

Both wake-ups are hints: what they miss, a look at everything finds within seconds.
"""

import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from core.doors.mount.events import Event, Kind, Told
from core.doors.mount.footing import OwnFiles
from core.doors.mount.history import History
from core.doors.mount.side import StoreSide
from core.doors.mount.syncing import Syncing
from core.doors.mount.values import Rules
from core.errors import CoreError, Unreachable
from core.sqlite import StorageFull, StorageLocked

_DEBOUNCE_MS: Final = 40
_STEP_MS: Final = 5
_AGAIN_S: Final = 1.0
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
        self._wake = threading.Event()
        self._hints: set[str] = set()
        self._lock = threading.Lock()
        self._is_apart = False
        self._next_full = 0.0

    def run(self, stop: threading.Event, passed: Callable[[], None] = lambda: None) -> None:
        """
        Keep both sides in step until `stop` is set, and then once more.

        Args:
            passed: Called after each pass; the first one is the download.

        Raises:
            NotFound: The store is gone.
            CoreError: The store cannot be used any more.
        """
        own = threading.Event()
        threads = [
            threading.Thread(target=work, args=(own,), name=name, daemon=True)
            for name, work in (("mount-files", self._watch), ("mount-store", self._listen))
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
        self._wake.set()

    def _pass(self) -> None:
        now = self._monotonic()
        hints = self._take_hints()
        is_full = now >= self._next_full
        try:
            self.syncing.step(now, None if is_full else hints)
        except (StorageFull, StorageLocked, Unreachable, OSError) as error:
            self._next_full = 0.0
            if not self._is_apart:
                self._is_apart = True
                self._told(Event(Kind.WAITS, self._side.store_id, detail=str(error)))
            return
        if self._is_apart:
            self._is_apart = False
            self._told(Event(Kind.GOES_ON, self._side.store_id))
        if is_full:
            took = self._monotonic() - now
            # A large directory is looked at more seldom, so that it costs little.
            self._next_full = now + max(self._rules.rescan_s, 60 * took)

    def _rest(self, stop: threading.Event) -> None:
        """Until there is something to do; the history is written meanwhile."""
        self._history.note(self.syncing.take_touched())
        while not stop.is_set() and not self._wake.is_set():
            now = self._monotonic()
            due = now + _AGAIN_S if self._is_apart else self._next_full
            next_at = self.syncing.next_at()
            if next_at is not None:
                due = min(due, next_at)
            if due <= now:
                break
            if self._write_history():
                # Four fifths of the time are left to others, however long a history is.
                due = min(due, self._monotonic() + 4 * _HISTORY_S)
            self._wake.wait(max(due - self._monotonic(), 0))
        self._wake.clear()

    def _write_history(self) -> bool:
        """Write a little of the history; False when there is nothing to write."""
        if not self._history.has_work() or self._is_apart or self.syncing.trouble is not None:
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

    # What wakes it

    def _take_hints(self) -> set[str]:
        with self._lock:
            hints, self._hints = self._hints, set()
        return hints

    def _hint(self, paths: Collection[str]) -> None:
        with self._lock:
            self._hints.update(paths)
        self._wake.set()

    def _watch(self, stop: threading.Event) -> None:
        """Follow what the system tells of the directory, also when it is made anew."""
        from watchfiles import watch

        while not stop.is_set():
            root = self.syncing.root
            over = _Either(stop, lambda root=root: self.syncing.root is not root)  # type: ignore[misc]
            try:
                for changes in watch(
                    root.directory,
                    watch_filter=None,
                    debounce=_DEBOUNCE_MS,
                    step=_STEP_MS,
                    stop_event=over,
                    rust_timeout=int(_AGAIN_S * 1000),
                    raise_interrupt=False,
                ):
                    start = len(str(root.directory))
                    self._hint({name[start:] for _, name in changes})
            except OSError:
                stop.wait(_AGAIN_S)  # it is gone, or the system has no watches left

    def _listen(self, stop: threading.Event) -> None:
        """Follow the changes of the store."""
        seen: int | None = None
        while not stop.is_set():
            try:
                if seen is None or self._side.wait(seen, _AGAIN_S, stop):
                    seen = self._side.seq()
                    self._wake.set()
            except CoreError:
                stop.wait(_AGAIN_S)


class _Either:
    """An event that is set when another one is, or a condition holds."""

    def __init__(self, event: threading.Event, condition: Callable[[], bool]) -> None:
        self._event = event
        self._condition = condition

    def is_set(self) -> bool:
        return self._event.is_set() or self._condition()
