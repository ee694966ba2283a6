"""
The gate in front of SQLite's write lock: who may write next, among all processes.

SQLite's own lock lets whoever just committed win again, so that one of 32 writers gets hundreds of
turns and another one. `flock` queues its waiters in the kernel. The lock file lies beside the
workspace (`team.db.lock`) and stays there; a killed holder's lock is freed by the kernel.

But who gives it back may take it again before the first waiter, who has to be woken, was: on one
busy processor hundreds of times in a row. So one process at a time waits for the gate, the first in
line, and who just wrote must get into line for that. The line is a lock on the first byte of the
same file, where the system has such locks; elsewhere all wait for the gate itself. Nobody queues
for the line for long: a process that is suspended while it is the first would keep all others from
writing for as long as it sleeps.
"""

import fcntl
import os
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.storage.sqlite import StorageReadOnly

_HOW = fcntl.F_OFD_SETLK if sys.platform == "linux" else None
_IN_LINE_S = 0.05
"""Longer than a write of everybody who waits takes, unless somebody sleeps or the disk is slow."""
_PAUSES_S = 0.0005, 0.002
"""From one look at the line to the next: twice as long each time, since the many cost the most."""


def _first_byte(kind: int) -> bytes:
    """A kind of lock, where its offset counts from, offset, length, and no process."""
    return struct.pack("hhqqi", kind, os.SEEK_SET, 0, 1, 0)


_TAKE, _LEAVE = _first_byte(fcntl.F_WRLCK), _first_byte(fcntl.F_UNLCK)


def lock_of(database: Path) -> Path:
    """The lock file; never the database: closing a descriptor of it would drop SQLite's locks."""
    return database.with_name(database.name + ".lock")


class Gate:
    """One process's handle on the gate. Threads of one process must queue before it themselves."""

    def __init__(self, path: Path) -> None:
        self._path = lock_of(path)
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StorageReadOnly(
                f"{self._path} cannot be written ({error.strerror}); check the folder's owner."
            ) from None
        self._has_line = _HOW is not None
        self._has_line = self._line(_LEAVE)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for this process's turn and hold the gate meanwhile."""
        try:
            self._get_into_line()
            fcntl.flock(self._file, fcntl.LOCK_EX)
            self._line(_LEAVE)
            yield
        finally:
            self._give_back()

    @contextmanager
    def held_now(self) -> Iterator[bool]:
        """Hold the gate if nobody else does or waits for it; gives whether it is held."""
        try:
            is_first = self._line(_TAKE) or not self._has_line
            is_held = is_first and self._taken_now()
            self._line(_LEAVE)
            yield is_held
        finally:
            self._give_back()

    def close(self) -> None:
        """Give the handle back."""
        os.close(self._file)

    def _get_into_line(self) -> None:
        until = time.monotonic() + _IN_LINE_S
        pause, longest = _PAUSES_S
        while self._has_line and not self._line(_TAKE) and time.monotonic() < until:
            time.sleep(pause)
            pause = min(2 * pause, longest)

    def _taken_now(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(self) -> None:
        # Both, whether or not they are held: a signal's handler may raise behind either lock.
        self._line(_LEAVE)
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def _line(self, what: bytes) -> bool:
        """Get into line, or leave it, also if this process is not in it; gives whether it could."""
        if _HOW is None or not self._has_line:
            return False
        try:
            fcntl.fcntl(self._file, _HOW, what)
        except OSError:
            return False
        return True
