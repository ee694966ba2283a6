"""
Folders outside of the workspace: their files, read and written without following a link.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from core.db import open_databases
from core.errors import CoreError, NotFound
from core.moving.importing import Skipped
from core.paths import MAX_SEGMENTS
from core.storage.files import Identity, files_of, identity

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_TEMPORARY = ".memtui-part"


class FolderError(CoreError):
    """A folder to import from or to export to cannot be used."""

    type = "invalid_request_error"


class NoFolder(NotFound, FolderError):
    """There is no such folder."""


def files_in(
    directory: int,
    prefix: str,
    skipped: list[Skipped],
    limit_bytes: int,
    own: frozenset[Identity | None],
) -> Iterator[tuple[str, bytes]]:
    """The files below an open directory, in the order of their names."""
    with os.scandir(directory) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        path = f"{prefix}/{entry.name}"
        reason = _left_out(path, entry, own)
        if reason is not None:
            skipped.append(Skipped(_named(path, entry), reason))
        elif entry.is_dir(follow_symlinks=False):
            try:
                below = os.open(entry.name, _DIRECTORY, dir_fd=directory)
            except OSError as error:
                skipped.append(Skipped(_named(path, entry), str(error.strerror)))
                continue
            try:
                yield from files_in(below, path, skipped, limit_bytes, own)
            finally:
                os.close(below)
        else:
            try:
                raw = _read(entry.name, directory, limit_bytes)
            except OSError as error:
                skipped.append(Skipped(_named(path, entry), str(error.strerror)))
                continue
            yield path, raw


def _left_out(path: str, entry: os.DirEntry[str], own: frozenset[Identity | None]) -> str | None:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return str(error.strerror)  # it has gone since the folder was listed
    directory = stat.S_ISDIR(status.st_mode)
    rules = (
        (stat.S_ISLNK(status.st_mode), "It is a symbolic link."),
        (entry.name.startswith("."), "It is hidden."),
        (not directory and not stat.S_ISREG(status.st_mode), "It is not a regular file."),
        ((status.st_dev, status.st_ino) in own, "It belongs to an open workspace."),
        (not _is_utf8(entry.name), "Its name is not UTF-8."),
        (
            directory and path.count("/") >= MAX_SEGMENTS,
            f"It lies deeper than the {MAX_SEGMENTS} segments of a path.",
        ),
    )
    return next((reason for broken, reason in rules if broken), None)


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _named(path: str, entry: os.DirEntry[str]) -> str:
    shown = path.encode(errors="surrogateescape").decode(errors="replace")
    return shown + "/" if entry.is_dir(follow_symlinks=False) else shown


def _read(name: str, directory: int, limit_bytes: int) -> bytes:
    # NONBLOCK: a file that became a pipe since it was listed must not make us wait for a writer.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(name, flags, dir_fd=directory)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "It is not a regular file.")
        return file.read(limit_bytes + 1)


def write_below(root: int, path: str, raw: bytes) -> str | None:
    """Write one file below an open directory; gives the reason when it was left out."""
    *directories, name = path[1:].split("/")
    if any(segment.startswith(".") for segment in (*directories, name)):
        return "It has a hidden segment; programs may read or run such files."
    opened: list[int] = []
    try:
        parent = root
        for segment in directories:
            with contextlib.suppress(FileExistsError):
                os.mkdir(segment, 0o700, dir_fd=parent)
            parent = os.open(segment, _DIRECTORY, dir_fd=parent)
            opened.append(parent)
        if _is_own(parent, name):
            return "A file of an open workspace has that name."
        _replace(parent, name, raw)
    except OSError as error:
        return f"It could not be written ({error.strerror})."
    finally:
        for descriptor in opened:
            os.close(descriptor)
    return None


def _is_own(parent: int, name: str) -> bool:
    there, place = identity(name, directory=parent), identity(parent)
    return any(
        (there is not None and identity(file) == there)
        or (file.name == name and identity(file.parent) == place)
        for file in own_files()
    )


def _replace(parent: int, name: str, raw: bytes) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(_TEMPORARY, dir_fd=parent)  # left by a killed export
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(_TEMPORARY, flags, 0o600, dir_fd=parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(raw)
        os.replace(_TEMPORARY, name, src_dir_fd=parent, dst_dir_fd=parent)
    except OSError:
        os.unlink(_TEMPORARY, dir_fd=parent)
        raise


def own_files() -> list[Path]:
    """
    The files of every workspace that this process has open.

    SQLite loses its locks on a file that anybody else in the process closes.
    """
    return [file for database in open_databases() for file in files_of(database)]
