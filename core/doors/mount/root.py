"""
The directory of a mount, held open: looking at what is in it. `writing` changes it; nobody else
reads or writes below it.

Everything is opened relative to a directory held open, one component after the other, and never
through a symbolic link: no name and nobody who swaps a directory meanwhile leads outside. Nothing
is opened that is not a regular file with a single name, nor a file of an open workspace.
"""

import contextlib
import errno
import itertools
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from core.doors.mount.values import Inode

_DIRECTORY: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# NONBLOCK: a file that became a pipe must not make us wait for a writer.
READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Moved(Exception):
    """A file is not the one any more that it was when it was looked at; nothing was done."""


class Print(NamedTuple):
    """What tells one state of a file from another without reading it."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int
    mode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Print":
        """The print of a file."""
        return cls(
            status.st_dev,
            status.st_ino,
            status.st_size,
            status.st_mtime_ns,
            status.st_ctime_ns,
            status.st_mode,
        )

    @property
    def file(self) -> Inode:
        """Which file it is, whatever is in it."""
        return self.device, self.inode

    def is_written_as(self, other: "Print") -> bool:
        """Whether nobody wrote into the file; a rename changes its ctime."""
        return self[:4] == other[:4]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a directory."""

    name: str
    status: os.stat_result

    @property
    def is_directory(self) -> bool:
        """Whether it is a directory, not a link to one."""
        return stat.S_ISDIR(self.status.st_mode)


class Root:
    """A directory held open."""

    def __init__(self, directory: Path) -> None:
        """
        Open a directory that exists.

        Raises:
            OSError: It cannot be opened, or is a symbolic link.
        """
        self.directory = directory
        self.descriptor = os.open(directory, _DIRECTORY)
        self.numbers = itertools.count(1)
        """For the names of files that are being written."""

    def close(self) -> None:
        """Give it back."""
        os.close(self.descriptor)

    def is_there(self) -> bool:
        """Whether the name still leads to this directory."""
        try:
            status = os.lstat(self.directory)
        except OSError:
            return False
        mine = os.fstat(self.descriptor)
        return (status.st_dev, status.st_ino) == (mine.st_dev, mine.st_ino)

    # Looking

    @contextmanager
    def opened(self, path: str, *, make: bool = False) -> Iterator[int]:
        """
        A directory below, by its path (`/` is the root itself).

        Args:
            make: Whether directories that are missing are made.

        Raises:
            OSError: One component is missing, no directory, or a symbolic link.
        """
        held: list[int] = []
        directory = self.descriptor
        try:
            for name in path.split("/"):
                if not name:
                    continue
                if name in {".", ".."}:
                    raise OSError(errno.EINVAL, "It leads outside.")
                if make:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(name, 0o700, dir_fd=directory)
                directory = os.open(name, _DIRECTORY, dir_fd=directory)
                held.append(directory)
            yield directory
        finally:
            for descriptor in held:
                os.close(descriptor)

    def status(self, path: str) -> os.stat_result | None:
        """What stands at a path, itself and not what it links to."""
        above, name = split(path)
        try:
            with self.opened(above) as directory:
                return os.stat(name, dir_fd=directory, follow_symlinks=False)
        except OSError:
            return None

    def entries(self, path: str) -> list[Entry]:
        """
        What is in a directory below, by name.

        Raises:
            OSError: It is none, or cannot be read.
        """
        found = []
        with self.opened(path) as directory, os.scandir(directory) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):
                    found.append(Entry(entry.name, entry.stat(follow_symlinks=False)))
        return sorted(found, key=lambda entry: entry.name)

    def read(self, path: str, expected: Print, limit_bytes: int) -> bytes:
        """
        The content of a file, one byte beyond the limit at most.

        Raises:
            Moved: It is another file, or was written meanwhile.
            OSError: It cannot be read.
        """
        above, name = split(path)
        with self.opened(above) as directory:
            # Before it is opened: closing a file of an open workspace would drop SQLite's locks.
            require(os.stat(name, dir_fd=directory, follow_symlinks=False), expected)
            descriptor = os.open(name, READ, dir_fd=directory)
        with open(descriptor, "rb", buffering=0) as file:
            require(os.fstat(descriptor), expected)
            raw = read_all(file.fileno(), limit_bytes)
            require(os.fstat(descriptor), expected)
        return raw

    def prune(self, path: str) -> None:
        """Remove a directory and those above it, as far as they are empty."""
        while path.strip("/"):
            above, name = split(path)
            try:
                with self.opened(above) as directory:
                    os.rmdir(name, dir_fd=directory)
            except OSError:
                return
            path = above

    def clear(self, path: str) -> None:
        """Remove a directory that holds nothing but empty directories."""
        try:
            for entry in self.entries(path):
                if entry.is_directory:
                    self.clear(f"{path}/{entry.name}")
            above, name = split(path)
            with self.opened(above) as directory:
                os.rmdir(name, dir_fd=directory)
        except OSError:
            return

    def discard(self, path: str) -> None:
        """Remove a file of our own, if it is there, with directories that are empty then."""
        above, name = split(path)
        try:
            with self.opened(above) as directory:
                os.unlink(name, dir_fd=directory)
        except OSError:
            return
        self.prune(above)


def read_all(descriptor: int, limit_bytes: int) -> bytes:
    """What is in an open file from its beginning, one byte beyond the limit at most."""
    parts: list[bytes] = []
    offset = 0
    while offset <= limit_bytes:
        part = os.pread(descriptor, limit_bytes + 1 - offset, offset)
        if not part:
            break
        parts.append(part)
        offset += len(part)
    return b"".join(parts)


def require(status: os.stat_result, expected: Print) -> None:
    """
    Check that a file is the one that is expected.

    Raises:
        Moved: It is not.
    """
    if not stat.S_ISREG(status.st_mode) or Print.of(status) != expected:
        raise Moved


def split(path: str) -> tuple[str, str]:
    """The directory of a path, and the last name in it."""
    above, _, name = path.rstrip("/").rpartition("/")
    return above, name
