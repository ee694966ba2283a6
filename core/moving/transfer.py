"""
Folders of text files in and out of a store, byte for byte.

The only module of core that reads or writes files other than the workspace. It opens everything
relative to a directory it holds open and never follows a symbolic link, so that no name, and nobody
who swaps a folder meanwhile, leads it outside.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.limits import Limits
from core.moving.folders import FolderError, NoFolder, files_in, own_files, write_below
from core.moving.importing import Importer, Skipped
from core.reading.asof import AsOf
from core.reading.listing import MemoryPrefix
from core.records.memories import Memory
from core.records.stores import Store
from core.storage.files import identity
from core.stores import Stores

_BATCH = 200
"""Files stored in one transaction: other writers wait no longer than for these."""

OnFiles = Callable[[int], None]
"""Told how far an import or export is."""


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
            NoFolder, FolderError: It is none, or it cannot be read.
            NotFound, NotPermitted, InvalidRequest: Nothing was stored.
        """
        try:
            root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:
            raise NoFolder(f"There is no folder {folder}; nothing was read.") from None
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
            own = frozenset(map(identity, own_files()))
            files = files_in(root, "", skipped, self._limits.content_bytes, own)
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
                reason = write_below(root, memory.path, memory.content.encode())
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
