"""
Tailing transcripts while agents write them.

What the file system reports is a hint only: it misses files in folders that are brand-new, and says
nothing of network shares. The truth is a look at every file, again and again; the hint makes the
answer come within milliseconds.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.errors import CoreError
from core.storage.sqlite import StorageFull, StorageLocked
from core.transcripts.discover import discovered, is_candidate
from core.transcripts.ingest import Ingester
from core.transcripts.sources import Look
from core.transcripts.tally import Added

RESCAN_S: Final = 2.0
"""How often every file is looked at; 2,000 files take 3 % of a core at four times a second."""

REST_S: Final = 5.0
"""After so long without a change a whole last line is taken, though it has no end."""

_DEBOUNCE_MS: Final = 100
_STEP_MS: Final = 10

Monotonic = Callable[[], float]


@dataclass(slots=True)
class _Known:
    look: Look
    changed_at: float
    """When the change was noticed, by the clock that only goes forward."""
    is_at_rest: bool = False


class Watcher:
    """Keeps a workspace up to date with the transcripts in some folders and files."""

    def __init__(
        self,
        ingester: Ingester,
        paths: Iterable[Path],
        *,
        told: Callable[[Path, Added], None] | None = None,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        """
        Nothing is read before `run` or `scan`.

        Args:
            told: Called for each file that something was read of, in the thread of `run`.
        """
        self._ingester = ingester
        self._paths = [path.absolute() for path in paths]
        self._told = told
        self._monotonic = monotonic
        self._known: dict[Path, _Known] = {}
        self._has_scanned = False

    def run(self, stop: threading.Event) -> None:
        """
        Read what is there, then what comes, until `stop` is set; what was read is committed.

        A full disk and a foreign lock are waited for.

        Raises:
            CoreError: The workspace cannot be written any more.
        """
        while not stop.is_set():
            try:
                self.scan(stop)
                self._follow(stop)
            except (StorageFull, StorageLocked):
                # Nothing is lost: what could not be written is read again.
                stop.wait(RESCAN_S)

    def scan(self, stop: threading.Event | None = None) -> None:
        """Look at every file once, or at as many as can be before `stop` is set."""
        seen = set()
        for path in discovered(self._paths):
            if stop is not None and stop.is_set():
                return
            seen.add(path)
            self._visit(path)
        lost = [path for path in self._known if path not in seen and not os.path.lexists(path)]
        for path in lost:
            del self._known[path]
        if lost or not self._has_scanned:
            # The first time also for what vanished while nobody was looking.
            self._has_scanned = True
            for path in self._paths:
                self._ingester.vanished(path)

    def _follow(self, stop: threading.Event) -> None:
        """Follow the hints, until there are other folders to be followed than those of now."""
        from watchfiles import watch

        roots = self._roots()
        if not roots:
            stop.wait(RESCAN_S)
            return
        next_scan = self._monotonic() + RESCAN_S
        hints = watch(
            *roots,
            watch_filter=None,
            debounce=_DEBOUNCE_MS,
            step=_STEP_MS,
            stop_event=stop,
            rust_timeout=int(RESCAN_S * 500),
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        try:
            for changes in hints:
                # Never the verb: an atomic replacement looks like a removal.
                for path in sorted({Path(name) for _, name in changes}):
                    self._dirty(path)
                if self._monotonic() >= next_scan:
                    self.scan(stop)
                    next_scan = self._monotonic() + RESCAN_S
                    if self._roots() != roots:
                        return
        except OSError:
            # A folder went away right now, or the system has no watches left.
            stop.wait(RESCAN_S)

    def _roots(self) -> dict[Path, tuple[int, int]]:
        """The paths that can be followed; a folder that was made anew is another one."""
        roots = {}
        for path in self._paths:
            with suppress(OSError):
                status = path.stat()
                roots[path] = status.st_dev, status.st_ino
        return roots

    def _dirty(self, path: Path) -> None:
        if os.path.isdir(path):
            # It may have come with files that were in it before anybody watched it.
            for one in discovered([path]):
                self._visit(one)
        elif path in self._known or path in self._paths or is_candidate(path):
            self._visit(path)

    def _visit(self, path: Path) -> None:
        try:
            look = Look.of(path.stat())
        except OSError:
            return  # gone again; the next scan notices
        now = self._monotonic()
        known = self._known.get(path)
        if known is None or known.look != look:
            self._known[path] = _Known(look, now)
            self._read(path, at_rest=False)
        elif not known.is_at_rest and now - known.changed_at >= REST_S:
            known.is_at_rest = True
            self._read(path, at_rest=True)

    def _read(self, path: Path, *, at_rest: bool) -> None:
        try:
            added = self._ingester.file(path, at_rest=at_rest)
        except CoreError:
            # Not this file's fault; it is read again when there is room, or nobody is in the way.
            self._known.pop(path, None)
            raise
        if self._told is not None and added != Added():
            self._told(path, added)
