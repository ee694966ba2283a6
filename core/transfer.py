"""
Folders of text files in and out of a store, byte for byte.

The only module of core that reads or writes files other than the workspace. It opens everything
relative to a directory it holds open and never follows a symbolic link, so that no name, and nobody
who swaps a folder meanwhile, leads it outside.
"""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.asof import AsOf
from core.db import open_databases
from core.errors import CoreError
from core.files import Identity, files_of, identity
from core.importing import Importer, Skipped
from core.limits import Limits
from core.listing import MemoryPrefix
from core.memories import Memory
from core.paths import MAX_SEGMENTS
from core.stores import Store, Stores

_BATCH = 200
"""Files stored in one transaction: other writers wait no longer than for these."""

OnFiles = Callable[[int], None]
"""Told how far an import or export is."""

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_TEMPORARY = ".memtui-part"


class FolderError(CoreError):
    """A folder to import from or to export to cannot be used."""

    type = "invalid_request_error"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    store: Store
    created: int
    modified: int
    unchanged: int
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    store: Store
    files: int
    content_bytes: int
    skipped: tuple[Skipped, ...]


class Transfer:
    """Imports and exports for one actor: of a workspace file, or of one that is served."""

    def __init__(
        self,
        stores: Stores,
        asof: AsOf,
        importer: Importer,
        last_seq: Callable[[], int],
        limits: Limits,
    ) -> None:
        self._stores = stores
        self._asof = asof
        self._importer = importer
        self._last_seq = last_seq
        self._limits = limits

    def import_folder(
        self,
        folder: Path,
        *,
        name: str | None = None,
        into: str | None = None,
        on_files: OnFiles | None = None,
    ) -> Imported:
        """
        Read a folder of text files into a new store, or into the store `into`.

        Into an existing store it adds and changes, and never deletes. Files are stored in batches,
        each of them one transaction: an import that was interrupted is finished by running it
        again with `into`.

        Args:
            on_files: Called after each batch with the number of files looked at so far.

        Raises:
            FolderError: There is no such folder, or it cannot be read.
            NotFound, NotPermitted, InvalidRequest: Nothing was stored.
        """
        try:
            root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise FolderError(f"{folder} cannot be read as a folder ({error.strerror}).") from None
        try:
            if into is None:
                label = name or folder.resolve().name or "imported"
                store = self._stores.create(label)
            else:
                store = self._stores.retrieve(into)
            skipped: list[Skipped] = []
            counts = {"created": 0, "modified": 0, "unchanged": 0}
            own = frozenset(map(identity, _own_files()))
            files = _files(root, "", skipped, self._limits.content_bytes, own)
            for batch in _batches(files):
                stored = self._importer.store_files(store.id, batch)
                skipped += stored.skipped
                for done in stored.done:
                    counts[done] += 1
                if on_files is not None:
                    on_files(sum(counts.values()))
        finally:
            os.close(root)
        return Imported(
            store,
            counts["created"],
            counts["modified"],
            counts["unchanged"],
            tuple(sorted(skipped, key=lambda item: item.path)),
        )

    def export_store(
        self,
        store_id: str,
        folder: Path,
        *,
        seq: int | None = None,
        on_files: OnFiles | None = None,
    ) -> Exported:
        """
        Write a store's memories as files into a folder, as they are now or were at a `seq`.

        Files of the same names are replaced, each at once; nothing is deleted. Paths with a hidden
        segment are left out, since programs read and run files such as `.git/hooks`.

        Args:
            on_files: Called after each file with the number of files written so far.

        Raises:
            FolderError: The folder cannot be made or written.
            NotFound: There is no such store for this actor.
        """
        store = self._stores.retrieve(store_id)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise FolderError(f"{folder} cannot be written ({error.strerror}).") from None
        skipped: list[Skipped] = []
        files = size = 0
        try:
            for memory in self._memories(store_id, seq):
                assert memory.content is not None
                reason = _write_below(root, memory.path, memory.content.encode())
                if reason is not None:
                    skipped.append(Skipped(memory.path, reason))
                    continue
                files += 1
                size += memory.content_size_bytes
                if on_files is not None:
                    on_files(files)
        finally:
            os.close(root)
        return Exported(store, files, size, tuple(skipped))

    def _memories(self, store_id: str, seq: int | None) -> Iterator[Memory]:
        # One seq for the whole export: what agents write meanwhile must not mix in.
        at = self._last_seq() if seq is None else seq
        for item in self._asof.list(store_id, at):
            assert not isinstance(item, MemoryPrefix)
            yield self._asof.at_path(store_id, item.path, at)


def _batches(files: Iterator[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    batch: list[tuple[str, bytes]] = []
    for file in files:
        batch.append(file)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _own_files() -> list[Path]:
    # Of every workspace that this process has open: SQLite loses its locks on a file that anybody
    # else in the process closes.
    return [file for database in open_databases() for file in files_of(database)]


def _files(
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
                yield from _files(below, path, skipped, limit_bytes, own)
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


def _write_below(root: int, path: str, raw: bytes) -> str | None:
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
        for file in _own_files()
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
