"""
Whether the worker of a dream is alive: it holds a lock that the kernel frees when it dies.

A process number may be another program's by now, and a clock says nothing after a laptop slept. The
lock file lies beside the workspace, and goes when the dream ends.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(workspace: Path, dream_id: str) -> Iterator[bool]:
    """Be the worker of a dream while the block runs; gives False when another process is."""
    path = _path(workspace, dream_id)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            with contextlib.suppress(OSError):
                path.unlink()
    finally:
        os.close(file)


def has_worker(workspace: Path, dream_id: str) -> bool:
    """Whether some process works on a dream now; also from within that process."""
    try:
        file = os.open(_path(workspace, dream_id), os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def forget(workspace: Path, dream_id: str) -> None:
    """Remove what a killed worker left behind."""
    with contextlib.suppress(OSError):
        _path(workspace, dream_id).unlink()


def _path(workspace: Path, dream_id: str) -> Path:
    return workspace.with_name(f"{workspace.name}.{dream_id}")
