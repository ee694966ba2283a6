"""
Whether a directory may be a mount of a store: the marker in it, the lock on it, what is refused.
"""

import contextlib
import fcntl
import time
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import Final

from core.doors.mount import writing
from core.doors.mount.names import OWN, is_ours
from core.doors.mount.root import Print, Root
from core.errors import CoreError
from core.paths import MARKER

_MOST_BYTES: Final = 1_000
_ATTEMPTS: Final = 5

_ABOUT: Final = b"""\
This directory holds the memories of a memory store as files, and is kept in step with it.

conflicts/   texts of yours that the store did not take, because somebody else was faster; the store
             keeps them too, under the id at the end of the name. Bring over what is still needed.
history/     who wrote what and when: log.txt for the whole store, and diffs/ for each memory.
             Made by the mount, and made anew; what is written in there is lost.

Hidden files stay where they are. The file .anthropic-memory-store says which store this is.
"""


class MountRefused(CoreError):
    """A directory cannot be mounted, and says why."""

    type = "invalid_request_error"


class Ground(StrEnum):
    """What the directory is to the store."""

    OURS = "ours"
    EMPTY = "empty"
    """It has no marker, and nothing else either."""
    UNMARKED = "unmarked"
    """It has no marker, though there is something in it."""
    FOREIGN = "foreign"
    """It is a mount of another store."""


def prepare(directory: Path, store_id: str, own_files: Collection[Path]) -> Root:
    """
    Open a directory for a store, and make it when it is missing; nothing in it is changed.

    Args:
        directory: Without symbolic links in it.
        own_files: Those of open workspaces.

    Raises:
        MountRefused: It cannot be mounted.
    """
    for above in directory.parents:
        if (above / MARKER[1:]).is_symlink() or (above / MARKER[1:]).exists():
            raise MountRefused(
                f"{directory} lies inside of {above}, which is a mount itself; choose a directory"
                " beside it."
            )
    for file in own_files:
        if file.is_relative_to(directory):
            raise MountRefused(
                f"{directory} holds the workspace file {file}; choose another directory."
            )
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        root = Root(directory)
    except OSError as error:
        raise MountRefused(f"{directory} cannot be mounted ({error.strerror}).") from None
    try:
        _lock(root)
        _check(root, store_id)
    except BaseException:
        root.close()
        raise
    return root


def ground(root: Root, store_id: str) -> Ground:
    """What a directory is right now."""
    marker = _marker(root)
    if marker == _marked(store_id):
        return Ground.OURS
    if marker is not None:
        return Ground.FOREIGN
    entries = [entry.name for entry in root.entries("/")]
    return Ground.UNMARKED if any(not is_ours(f"/{name}") for name in entries) else Ground.EMPTY


def mark(root: Root, store_id: str) -> None:
    """
    Write the marker, and what the directory is.

    Raises:
        OSError: It cannot be written.
    """
    writing.put(root, MARKER, _marked(store_id), 0o600)
    with contextlib.suppress(OSError):
        writing.put(root, f"{OWN}/README.txt", _ABOUT, 0o400)


def is_mounted(directory: Path) -> bool:
    """Whether a running mount holds a directory."""
    try:
        root = Root(directory)
    except OSError:
        return False
    try:
        fcntl.flock(root.descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        root.close()
    return False


def _lock(root: Root) -> None:
    # On the directory itself: such a lock needs no file that somebody could remove, and the kernel
    # frees it when the process is killed.
    for _ in range(_ATTEMPTS):
        try:
            fcntl.flock(root.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(0.02)  # somebody may only be asking whether it is mounted
        else:
            return
    raise MountRefused(
        f"{root.directory} is mounted already; `memtui mount --status` shows by which process."
    )


def _check(root: Root, store_id: str) -> None:
    match ground(root, store_id):
        case Ground.UNMARKED:
            raise MountRefused(
                f"{root.directory} is not empty and no mount of this store; choose a new or an"
                " empty directory, or bring its files in with `memtui store import`."
            )
        case Ground.FOREIGN:
            raise MountRefused(
                f"{root.directory} is a mount of another store, as its file {MARKER[1:]} says;"
                " choose another directory."
            )
        case Ground.OURS | Ground.EMPTY:
            return


def _marked(store_id: str) -> bytes:
    return f"version 1\n{store_id}".encode()


def _marker(root: Root) -> bytes | None:
    """What the marker says, without the line end; `None` if there is none."""
    status = root.status(MARKER)
    if status is None:
        return None
    try:
        return root.read(MARKER, Print.of(status), _MOST_BYTES).rstrip(b"\n")
    except Exception:  # noqa: BLE001 - whatever stands there, it is no marker of ours
        return b""
