"""
The files of a workspace on disk: made for their owner only, and watched for being swapped.

An open writer whose `-wal` was deleted would go on acknowledging writes into nothing, and one whose
`-shm` was deleted would overwrite what others wrote since; a few `stat` a commit (a microsecond
each) notice. Nothing here ever opens the database file while SQLite has
it open: closing that descriptor would silently drop SQLite's locks.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from core.errors import CoreError
from core.storage.sqlite import NotAWorkspace, StorageReadOnly

Identity = tuple[int, int]


class FileSwapped(CoreError):
    """The workspace file, its `-wal` or its `-shm` was deleted or replaced while it was open."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Remembers which files were opened, so that a swap is noticed."""

    opened: tuple[tuple[str, Identity | None], ...]

    @classmethod
    def of(cls, database: Path) -> "Guard":
        """A guard over the files as they are now; the `-wal` and the `-shm` must exist already."""
        names = str(database), str(wal_of(database)), str(_shm_of(database))
        return cls(tuple((name, _identity(name)) for name in names))

    def swapped(self) -> str | None:
        """The file that is no longer the one that was opened, if any."""
        for name, identity in self.opened:
            if _identity(name) != identity:
                return name
        return None


def wal_of(database: Path) -> Path:
    """The write-ahead log beside a database file."""
    return database.with_name(database.name + "-wal")


def _shm_of(database: Path) -> Path:
    """The index of the log, in which processes tell each other how far it goes."""
    return database.with_name(database.name + "-shm")


def create_private(database: Path) -> None:
    """
    Make an empty file that only its owner can read, with its folder; an empty one becomes so.

    SQLite gives its side files the mode of the database file, so this one decides for all.

    Raises:
        StorageReadOnly: The folder cannot be made or written.
        NotAWorkspace: The path is a folder or another special file.
    """
    try:
        if not database.parent.exists():
            database.parent.mkdir(parents=True, mode=0o700)
        # O_EXCL: an existing file is not opened at all, since closing it would drop locks.
        descriptor = os.open(database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        if not database.is_file():
            raise NotAWorkspace(f"{database} is not a file; name a workspace file.") from None
        with contextlib.suppress(OSError):  # it is somebody else's, who may want it so
            database.chmod(0o600)
    except OSError as error:
        raise StorageReadOnly(
            f"{database} cannot be created ({error.strerror}); choose another folder."
        ) from None
    else:
        os.close(descriptor)


def new_rescue_path(database: Path) -> Path:
    """A free name beside the workspace for a rescue copy."""
    number = 1
    while True:
        candidate = database.with_name(f"{database.name}.rescue-{number}")
        if not candidate.exists():
            return candidate
        number += 1


def files_of(database: Path) -> list[Path]:
    """A database file and what may lie beside it under its name; not all of them need exist."""
    ends = ("", "-wal", "-shm", "-journal", ".lock")
    return [database.with_name(database.name + end) for end in ends]


def identity(name: str | Path | int, *, directory: int | None = None) -> Identity | None:
    """Which file a name (or a descriptor) leads to, whatever it is called; links are not gone."""
    try:
        status = os.stat(name, dir_fd=directory, follow_symlinks=isinstance(name, int))
    except OSError:
        return None
    return status.st_dev, status.st_ino


def size_of(path: Path) -> int:
    """The size of a file in bytes, 0 when it does not exist."""
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0


def _identity(name: str) -> Identity | None:
    try:
        status = os.stat(name)
    except OSError:
        return None
    return status.st_dev, status.st_ino
