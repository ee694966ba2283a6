"""
The gate in front of SQLite's write lock: who may write next, among all processes.

SQLite's own lock lets whoever just committed win again, so that one of 32 writers gets hundreds of
turns and another one. `flock` queues its waiters in the kernel. The lock file lies beside the
workspace (`team.db.lock`) and stays there; a killed holder's lock is freed by the kernel.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.sqlite import StorageReadOnly


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

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for this process's turn and hold the gate meanwhile."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    @contextmanager
    def held_now(self) -> Iterator[bool]:
        """Hold the gate if nobody else does; gives whether it is held."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the handle back."""
        os.close(self._file)
