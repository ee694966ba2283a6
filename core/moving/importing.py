"""
Files that come from outside, stored as memories: what an import does once the files are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.context import Context
from core.errors import InvalidRequest
from core.paths import check_path
from core.records import heads
from core.records.origins import Note, Origin
from core.storage.sqlite import Connection
from core.text import checked_text
from core.writing import record


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of some files."""

    done: tuple[str, ...]
    """`created`, `modified` or `unchanged`, for each that was not left out."""
    skipped: tuple[Skipped, ...]


class Importer:
    """Stores files for one actor."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def store_files(self, store_id: str, files: Sequence[tuple[str, bytes]]) -> Stored:
        """
        Make or replace a memory for each file, by its path, all in one transaction.

        A file that cannot be a memory is left out and named; the versions say that they were
        imported.

        Raises:
            NotFound, NotPermitted: Nothing was stored.
        """

        def job(connection: Connection) -> Stored:
            self._context.scope.require_writable(connection, store_id)
            done, skipped = [], []
            for path, raw in files:
                try:
                    done.append(self._store(connection, store_id, path, raw))
                except InvalidRequest as error:
                    skipped.append(Skipped(path, str(error)))
            return Stored(tuple(done), tuple(skipped))

        return self._context.db.write(job)

    def _store(self, connection: Connection, store_id: str, path: str, raw: bytes) -> str:
        try:
            content = raw.decode()
        except UnicodeDecodeError:
            raise InvalidRequest("It is not UTF-8 text.") from None
        check_path(path)
        text = checked_text(content, self._context.limits.content_bytes)
        note = Note(unconditional=True, origin=Origin.IMPORT)
        head = heads.at_path(connection, store_id, path)
        if head is None:
            blocker = heads.blocker(connection, store_id, path)
            if blocker is not None:
                raise InvalidRequest(f"The store has a memory at {blocker.path}, which blocks it.")
            heads.check_room(connection, store_id, self._context.limits.memories_per_store)
            record.create(
                self._context,
                connection,
                store_id,
                path,
                text,
                Note(origin=Origin.IMPORT),
            )
            return "created"
        if head.content_sha256 == text.sha256:
            return "unchanged"
        record.modify(self._context, connection, head, text=text, note=note)
        return "modified"
