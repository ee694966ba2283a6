"""
Reading transcripts into the workspace: a file from where the last reading stopped.

Events and the new offset are one transaction, so a reading that is killed is gone on with, and one
that is repeated adds nothing. A file that cannot be read never stops the others.
"""

import os
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from core.context import Context
from core.storage.sqlite import Connection
from core.transcripts import sources
from core.transcripts.compressed import NotReadable
from core.transcripts.files import Unreadable, opened
from core.transcripts.reading import Reading, Wishes
from core.transcripts.sources import SourceMoved
from core.transcripts.tally import Added

__all__ = ["Ingested", "Ingester", "Wishes"]


@dataclass(slots=True)
class Ingested:
    """What one run did."""

    files: int = 0
    """The ones that were recognised and looked at."""
    bytes: int = 0
    """The sizes of those files."""
    read_bytes: int = 0
    """What had to be read of them."""
    added: Added = field(default_factory=Added)
    failed: dict[str, str] = field(default_factory=dict)
    """Why a file could not be read, by its path."""


class Ingester:
    """Reads files into one workspace."""

    def __init__(
        self,
        context: Context,
        wishes: Wishes | None = None,
        *,
        stop: threading.Event | None = None,
    ) -> None:
        """
        Nothing is read yet.

        Args:
            stop: Once it is set a reading ends with the portion it is at; the next goes on there.
        """
        self._context = context
        self._wishes = wishes or Wishes()
        self._stop = stop or threading.Event()
        self.total = Ingested()

    def file(self, path: Path, *, at_rest: bool = True) -> Added:
        """
        Read what is new in one file; nothing if it is no transcript, or cannot be read.

        Args:
            at_rest: Nobody is writing it any more, so a last line without its end is taken if it
                is whole.

        Raises:
            CoreError: The workspace cannot be written.
        """
        path = path.absolute()
        added = Added()
        try:
            _check_name(path)
            with opened(path) as file:
                if not self._is_too_old(file):
                    self._read(path, file, added, at_rest=at_rest)
        except (OSError, Unreadable, NotReadable) as error:
            self.total.failed[str(path)] = _reason(error)
        self.total.added += added
        return added

    def _read(self, path: Path, file: BinaryIO, added: Added, *, at_rest: bool) -> None:
        while True:
            one = Reading(self._context, self._wishes, path, file, at_rest=at_rest, stop=self._stop)
            try:
                one.run()
            except SourceMoved:
                continue  # another process was faster; what it left is read
            finally:
                added += one.added
            break
        if one.is_recognised:
            self.total.files += 1
            self.total.bytes += one.look.size_bytes
            self.total.read_bytes += one.read_bytes

    def _is_too_old(self, file: BinaryIO) -> bool:
        since = self._wishes.since
        return since is not None and os.fstat(file.fileno()).st_mtime * 1_000 < since

    def vanished(self, path: Path) -> None:
        """Note which files at or below a path are not there any more; what was read stays."""
        with self._context.db.snapshot() as connection:
            known = sources.below(connection, str(path.absolute()))
        gone = [one.path for one in known if not one.is_gone and not os.path.lexists(one.path)]

        def job(connection: Connection) -> None:
            for name in gone:
                source = sources.find(connection, name)
                if source is not None:
                    sources.save(connection, replace(source, is_gone=True))

        if gone:
            self._context.db.write(job)


def _check_name(path: Path) -> None:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise Unreadable("Its name is not UTF-8; rename it.") from None


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
