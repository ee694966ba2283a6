"""
Undo and redo of what a person did (`core.undoing.deeds`), and of everything that a session wrote.

To undo is to write new versions, or to open a store that was archived; it is refused when what it
would take back is not what is there any more.
"""

from dataclasses import dataclass

from core import archives
from core.archives import Archiving
from core.context import Context
from core.errors import CoreError, InvalidRequest, NotFound
from core.ids import BATCH
from core.records.lineage import newest_version, others_between, written_by
from core.records.origins import Note, Origin
from core.storage.sqlite import Connection
from core.undoing.deeds import Deed, stacks, undone_by
from core.undoing.inverses import invert, return_to_before


class ArchiveMoved(CoreError):
    """A store was archived or opened by somebody else meanwhile; nothing was done."""

    type = "memory_precondition_failed_error"

    def __init__(self, store_id: str, name: str) -> None:
        super().__init__(
            f"Somebody else archived the store {name} or opened it again since, so nothing was"
            " taken back; look at the store first."
        )
        self.store_id = store_id

    def details(self) -> dict[str, str]:
        return {"store_id": self.store_id}


@dataclass(frozen=True, slots=True)
class Kept:
    """A memory that a session wrote and that stays, because others wrote it since."""

    memory_id: str
    path: str
    by: str
    """Who wrote it last: an agent's name, or a user's."""


@dataclass(frozen=True, slots=True)
class SessionUndone:
    """What taking back a whole session did."""

    paths: tuple[str, ...]
    kept: tuple[Kept, ...]


class Undo:
    """The undo and redo of one user."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def next(self) -> tuple[Deed | None, Deed | None]:
        """What `undo` would take back now, and what `redo` would do again."""
        with self._db.snapshot() as connection:
            done, undone = stacks(self._context, connection)
            again = undone_by(connection, undone[-1]) if undone else None
        return (done[-1] if done else None), again

    def undo(self) -> Deed:
        """
        Take back the newest thing that this user did, and give it.

        Raises:
            InvalidRequest: There is nothing to undo.
            UndoRefused, ArchiveMoved: It was changed since; nothing was written.
            NotPermitted: The store is archived, or may not be written.
        """
        return self._take_back(Origin.UNDO)

    def redo(self) -> Deed:
        """
        Do again what was undone last, and give it.

        Raises:
            InvalidRequest: There is nothing to redo.
            UndoRefused, ArchiveMoved: It was changed since; nothing was written.
            NotPermitted: The store is archived, or may not be written.
        """
        return self._take_back(Origin.REDO)

    def session(self, session_id: str) -> SessionUndone:
        """
        Take back everything that a session wrote, in one go that can be undone itself.

        A memory that others wrote after the session is kept as it is, and named.

        Raises:
            NotFound: The session wrote nothing, or another session asked.
            UndoRefused: A path that has to come back is taken; nothing was taken back.
            NotPermitted: A store may not be written; nothing was taken back.
        """
        own = self._context.scope.session_id
        if own is not None and own != session_id:
            raise NotFound(f"There is no session {session_id}.")

        def job(connection: Connection) -> SessionUndone:
            written = written_by(connection, session_id)
            note = Note(batch=self._context.new_id(BATCH))
            paths, kept = [], []
            for memory_id, versions in written.items():
                newest = newest_version(connection, memory_id)
                path = newest.path or "a redacted path"
                if newest.seq != versions[-1].seq or others_between(connection, versions):
                    by = newest.agent or newest.created_by.id
                    kept.append(Kept(memory_id, path, by))
                    continue
                self._context.scope.require_writable(connection, newest.memory_store_id)
                if return_to_before(self._context, connection, versions, note):
                    paths.append(path)
            return SessionUndone(tuple(paths), tuple(kept))

        return self._db.write(job)

    def _take_back(self, origin: Origin) -> Deed:
        def job(connection: Connection) -> Deed:
            done, undone = stacks(self._context, connection)
            stack = done if origin is Origin.UNDO else undone
            if not stack:
                raise InvalidRequest(f"There is nothing to {origin.value}.")
            deed = stack[-1]
            if deed.archiving is not None:
                self._turn(connection, deed.archiving, origin)
            if deed.origin is Origin.DREAM:
                self._take_back_apply(connection, deed)
                return deed
            batch = self._context.new_id(BATCH)
            for version in reversed(deed.versions):
                note = Note(origin=origin, origin_id=version.id, batch=batch)
                invert(self._context, connection, version, note)
            return deed if origin is Origin.UNDO else undone_by(connection, deed)

        return self._db.write(job)

    def _turn(self, connection: Connection, deed: Archiving, origin: Origin) -> None:
        """Open a store that was archived, or archive one that was opened."""
        if not archives.stands(self._context, connection, deed):
            raise ArchiveMoved(deed.store_id, deed.name)
        if deed.is_archived:
            archives.require_reopening(self._context)
        archives.set_archived(
            self._context,
            connection,
            deed.store_id,
            is_archived=not deed.is_archived,
            origin=origin,
            origin_seq=deed.seq,
        )

    def _take_back_apply(self, connection: Connection, deed: Deed) -> None:
        # What a review applied is taken back as the review does it: others may have written since.
        from core.dreams.reviewing.cases import read_case
        from core.dreams.reviewing.unapply import unapply

        dream_id, apply_id = deed.versions[0].origin_id, deed.versions[0].batch
        assert dream_id is not None
        assert apply_id is not None
        unapply(self._context, connection, read_case(self._context, connection, dream_id), apply_id)
