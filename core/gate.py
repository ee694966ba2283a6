"""
The gate in front of SQLite's write lock: who may write next, among all processes.

SQLite's own lock lets whoever just committed win again, so that one of 32 writers gets hundreds of
turns and another one. `flock` queues its waiters in the kernel. The lock file lies beside the
workspace (`team.db.lock`) and stays there; a killed holder's lock is freed by the kernel.

But who gives it back may take it again before the first waiter, who has to be woken, was: on one
busy processor hundreds of times in a row. So only one process waits for the gate, the first in
line, and who just wrote must get into line for that. The line is a lock on the first byte of the
same file, where the system has such locks; elsewhere all wait for the gate itself.
"""

import fcntl
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.sqlite import StorageReadOnly

if sys.platform == "linux":
    _WAIT, _TRY = fcntl.F_OFD_SETLKW, fcntl.F_OFD_SETLK
else:
    _WAIT = _TRY = None


def _first_byte(kind: int) -> bytes:
    """A kind of lock, where its offset counts from, offset, length, and no process."""
    return struct.pack("hhqqi", kind, os.SEEK_SET, 0, 1, 0)


_TAKE, _LEAVE = _first_byte(fcntl.F_WRLCK), _first_byte(fcntl.F_UNLCK)


class Gate:
    """One process's handle on the gate. Threads of one process must queue before it themselves."""

    def __init__(self, path: Path) -> None:
        # Never the workspace file itself: closing any descriptor of it would drop SQLite's locks.
        self._path = path.with_name(path.name + ".lock")
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StorageReadOnly(
                f"{self._path} cannot be written ({error.strerror}); check the folder's owner."
            ) from None
        self._has_line = True
        self._has_line = self._line(_TRY, _LEAVE)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for this process's turn and hold the gate meanwhile."""
        try:
            self._line(_WAIT, _TAKE)
            fcntl.flock(self._file, fcntl.LOCK_EX)
        finally:
            self._line(_TRY, _LEAVE)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    @contextmanager
    def held_now(self) -> Iterator[bool]:
        """Hold the gate if nobody else does or waits for it; gives whether it is held."""
        if not self._taken_now():
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _taken_now(self) -> bool:
        try:
            if self._has_line and not self._line(_TRY, _TAKE):
                return False
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            self._line(_TRY, _LEAVE)
        return True

    def close(self) -> None:
        """Give the handle back."""
        os.close(self._file)

    def _line(self, how: int | None, what: bytes) -> bool:
        """Get into line, or leave it, also if this process is not in it; gives whether it could."""
        if how is None or not self._has_line:
            return False
        try:
            fcntl.fcntl(self._file, how, what)
        except OSError:
            return False
        return True
