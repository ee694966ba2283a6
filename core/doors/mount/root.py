"""
The directory of a mount: the only module that reads or writes below it.

Everything is opened relative to a directory held open, one component after the other, and never
through a symbolic link: no name and nobody who swaps a directory meanwhile leads outside. Nothing
is opened that is not a regular file with a single name, nor a file of an open workspace.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from core.doors.mount import swap
from core.doors.mount.values import Inode

TEMPORARY: Final = ".memtui-part-"
"""What files are called while they are written."""

_DIRECTORY: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# NONBLOCK: a file that became a pipe must not make us wait for a writer.
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

_ATTEMPTS: Final = 100


class Moved(Exception):
    """A file is not the one any more that it was when it was looked at; nothing was done."""


class Print(NamedTuple):
    """What tells one state of a file from another without reading it."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Print":
        """The print of a file."""
        return cls(
            status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
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
        self._count = 0

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
        above, name = _split(path)
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
        above, name = _split(path)
        with self.opened(above) as directory:
            # Before it is opened: closing a file of an open workspace would drop SQLite's locks.
            _require(os.stat(name, dir_fd=directory, follow_symlinks=False), expected)
            descriptor = os.open(name, _READ, dir_fd=directory)
        with open(descriptor, "rb", buffering=0) as file:
            _require(os.fstat(descriptor), expected)
            raw = read_all(file.fileno(), limit_bytes)
            _require(os.fstat(descriptor), expected)
        return raw

    # Writing

    def create(self, path: str, raw: bytes, mode: int) -> Print:
        """
        Write a file where there is none, at once and whole.

        Raises:
            FileExistsError: Something is there.
            OSError: It cannot be written.
        """
        above, name = _split(path)
        with self.opened(above, make=True) as directory, self._part(directory, raw, mode) as part:
            swap.move_to_free(directory, part, directory, name)
            return Print.of(os.stat(name, dir_fd=directory, follow_symlinks=False))

    def replace(self, path: str, raw: bytes, mode: int, expected: Print) -> tuple[Print, int]:
        """
        Write a file over one that is known, and give also a descriptor of that one.

        What is in the descriptor may differ from what was expected: somebody may have written in
        the very moment of the exchange, and goes on if they have it open.

        Raises:
            Moved: The file is another one by now.
            OSError: It cannot be written.
        """
        above, name = _split(path)
        with self.opened(above) as directory:
            old = self._known(directory, name, expected)
            try:
                with self._part(directory, raw, mode) as part:
                    if swap.exchange(directory, part, name):
                        # Who renamed a file of theirs over it just now gets that one watched.
                        old = _reopened(directory, part, old)
                    else:
                        os.rename(part, name, src_dir_fd=directory, dst_dir_fd=directory)
                    return Print.of(os.stat(name, dir_fd=directory, follow_symlinks=False)), old
            except BaseException:
                os.close(old)
                raise

    def remove(self, path: str, expected: Print) -> int:
        """
        Remove a file that is known, with directories that are empty then; gives a descriptor of it.

        Raises:
            Moved: It is another one by now.
            OSError: It cannot be removed.
        """
        above, name = _split(path)
        with self.opened(above) as directory:
            old = self._known(directory, name, expected)
            try:
                part = self._free_name(directory)
                os.rename(name, part, src_dir_fd=directory, dst_dir_fd=directory)
                old = _reopened(directory, part, old)
                os.unlink(part, dir_fd=directory)
            except BaseException:
                os.close(old)
                raise
        self.prune(above)
        return old

    def move(self, path: str, target: str, expected: Print) -> Print:
        """
        Rename a file that is known to a path where nothing is.

        Raises:
            Moved: It is another one by now.
            FileExistsError: Something is at the target.
            OSError: It cannot be renamed.
        """
        above, name = _split(path)
        beyond, new = _split(target)
        with self.opened(above) as source, self.opened(beyond, make=True) as goal:
            _require(os.stat(name, dir_fd=source, follow_symlinks=False), expected)
            swap.move_to_free(source, name, goal, new)
            print_ = Print.of(os.stat(new, dir_fd=goal, follow_symlinks=False))
        self.prune(above)
        return print_

    def prune(self, path: str) -> None:
        """Remove a directory and those above it, as far as they are empty."""
        while path.strip("/"):
            above, name = _split(path)
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
            above, name = _split(path)
            with self.opened(above) as directory:
                os.rmdir(name, dir_fd=directory)
        except OSError:
            return

    def put(self, path: str, raw: bytes, mode: int) -> None:
        """
        Write a file of our own, over whatever file is there.

        Raises:
            OSError: It cannot be written.
        """
        above, name = _split(path)
        with self.opened(above, make=True) as directory, self._part(directory, raw, mode) as part:
            os.replace(part, name, src_dir_fd=directory, dst_dir_fd=directory)

    def discard(self, path: str) -> None:
        """Remove a file of our own, if it is there, with directories that are empty then."""
        above, name = _split(path)
        try:
            with self.opened(above) as directory:
                os.unlink(name, dir_fd=directory)
        except OSError:
            return
        self.prune(above)

    @contextmanager
    def _part(self, directory: int, raw: bytes, mode: int) -> Iterator[str]:
        """A whole file under a name of its own, which is gone afterwards if it is still there."""
        name = self._free_name(directory)
        descriptor = os.open(name, _WRITE, mode, dir_fd=directory)
        try:
            with open(descriptor, "wb", buffering=0) as file:
                view = memoryview(raw)
                while view:
                    view = view[file.write(view) :]
            yield name
        finally:
            with contextlib.suppress(OSError):
                os.unlink(name, dir_fd=directory)

    def _free_name(self, directory: int) -> str:
        for _ in range(_ATTEMPTS):
            self._count += 1
            name = f"{TEMPORARY}{os.getpid()}-{self._count}"
            try:
                os.stat(name, dir_fd=directory, follow_symlinks=False)
            except FileNotFoundError:
                return name
        raise FileExistsError(f"{TEMPORARY}... is taken")

    @staticmethod
    def _known(directory: int, name: str, expected: Print) -> int:
        _require(os.stat(name, dir_fd=directory, follow_symlinks=False), expected)
        descriptor = os.open(name, _READ, dir_fd=directory)
        try:
            _require(os.fstat(descriptor), expected)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor


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


def _reopened(directory: int, name: str, old: int) -> int:
    """A descriptor of the file at a name: the one that is open, if it is the same file."""
    status = os.stat(name, dir_fd=directory, follow_symlinks=False)
    mine = os.fstat(old)
    if (status.st_dev, status.st_ino) == (mine.st_dev, mine.st_ino):
        return old
    if not stat.S_ISREG(status.st_mode):
        return old
    other = os.open(name, _READ, dir_fd=directory)
    os.close(old)
    return other


def _require(status: os.stat_result, expected: Print) -> None:
    if not stat.S_ISREG(status.st_mode) or Print.of(status) != expected:
        raise Moved


def _split(path: str) -> tuple[str, str]:
    above, _, name = path.rstrip("/").rpartition("/")
    return above, name
