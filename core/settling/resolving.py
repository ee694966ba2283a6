"""
Settling a conflict: the three texts, their merge, and the one version that ends it.

Whoever decides has seen one state of the memory ("theirs"); if it moved meanwhile, nothing is
written, the conflict is refreshed and shown again. What is written is an ordinary version whose
origin names the conflict.
"""

from dataclasses import dataclass

from core.conflicts import DECIDED, Conflict, State, load
from core.context import Context
from core.errors import CoreError, InvalidRequest
from core.merge import Choice
from core.records import heads
from core.records.heads import Head
from core.records.origins import Note, Origin
from core.settling import drafts as conflict_drafts
from core.settling.drafts import Draft
from core.settling.sides import Sides, decided_text, load_sides, merged_text
from core.storage.sqlite import Connection
from core.text import check_hash, checked_text
from core.writing import record
from core.writing.refusals import close


class ConflictMoved(CoreError):
    """The memory changed since the conflict was shown; nothing was written."""

    type = "memory_precondition_failed_error"

    def __init__(self, conflict_id: str, path: str, content_sha256: str | None) -> None:
        super().__init__(
            f"{path} changed again since the conflict was shown, so nothing was written;"
            " look at it once more and decide again."
        )
        self.conflict_id = conflict_id
        self.content_sha256 = content_sha256

    def details(self) -> dict[str, str | None]:
        return {"conflict_id": self.conflict_id, "content_sha256": self.content_sha256}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a decision did."""

    conflict: Conflict
    version_id: str | None
    """The version that was written; `None` when what is there now was what was wanted."""


class Resolver:
    """Shows and settles the conflicts that one actor sees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def show(self, conflict_id: str) -> Sides:
        """
        A conflict as it stands now. It remembers which "theirs" was shown.

        Raises:
            NotFound: There is no such conflict for this actor.
        """
        with self._db.snapshot() as connection:
            sides, head = load_sides(connection, self._context.scope, conflict_id)
        now = None if head is None else head.version_id
        if (
            sides.conflict.state not in DECIDED
            and sides.conflict.theirs_version_id != now
            and not self._db.read_only
        ):
            self._db.write(lambda connection: _remember(connection, conflict_id, now))
        return sides

    def resolve(
        self,
        conflict_id: str,
        *,
        choice: Choice | None = None,
        content: str | None = None,
        merge: bool = False,
        expect: str | None = None,
    ) -> Resolution:
        """
        Write what was decided, and close the conflict.

        Args:
            choice: Take one side (for a delete, "mine" is to delete); `both` is mine then theirs
                inside the blocks that conflict.
            content: A text of one's own instead.
            merge: Take the merge, if it is clean.
            expect: The hash of the "theirs" that was decided against, instead of the one that was
                shown last.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            NotClean: A merge was asked for and has conflicts, or there is nothing to merge with.
            ConflictMoved: The memory changed since; the conflict is refreshed.
        """
        if [choice is not None, content is not None, merge].count(True) != 1:
            raise InvalidRequest("A resolution is one of: a side, a text, the merge.")
        if expect is not None:
            check_hash(expect)

        def job(connection: Connection) -> Resolution | CoreError:
            sides, head = load_sides(connection, self._context.scope, conflict_id)
            conflict = sides.conflict
            if conflict.state in DECIDED:
                raise InvalidRequest(f"The conflict {conflict_id} is {conflict.state} already.")
            self._context.scope.require_writable(connection, conflict.memory_store_id)
            moved = self._moved(connection, conflict, head, expect)
            if moved is not None:
                return moved
            wanted = content
            if content is None:
                wanted = merged_text(sides) if choice is None else decided_text(sides, choice)
            version_id = self._write(connection, conflict, head, wanted, choice)
            close(
                self._context,
                connection,
                conflict_id,
                conflict.memory_store_id,
                State.RESOLVED,
                version_id,
            )
            return Resolution(load(connection, conflict_id), version_id)

        answer = self._db.write(job)
        if isinstance(answer, CoreError):
            raise answer
        return answer

    def keep_draft(self, conflict_id: str, decisions: str | None) -> None:
        """
        Keep what this actor has decided so far and not written, against the "theirs" shown last.

        Args:
            decisions: A JSON document of whoever decides; `None` forgets it.

        Raises:
            NotFound: There is no such conflict for this actor.
        """
        self._db.write(
            lambda connection: conflict_drafts.keep(
                self._context, connection, conflict_id, decisions
            )
        )

    def draft(self, conflict_id: str) -> Draft | None:
        """
        What this actor decided before and has not written, with the texts it was decided on.

        Raises:
            NotFound: There is no such conflict for this actor.
        """
        with self._db.snapshot() as connection:
            return conflict_drafts.kept(self._context, connection, conflict_id)

    def dismiss(self, conflict_id: str) -> Conflict:
        """
        Close a conflict without writing anything; its text stays readable.

        Raises:
            NotFound: There is no such conflict for this actor.
            NotPermitted: This actor may not write to the store.
            InvalidRequest: It is closed already.
        """

        def job(connection: Connection) -> Conflict:
            conflict = load(connection, conflict_id)
            self._context.scope.require_writable(
                connection, conflict.memory_store_id, archived_too=True
            )
            if conflict.state not in (State.OPEN, State.HEALED):
                raise InvalidRequest(f"The conflict {conflict_id} is {conflict.state} already.")
            close(
                self._context,
                connection,
                conflict_id,
                conflict.memory_store_id,
                State.DISMISSED,
            )
            return load(connection, conflict_id)

        return self._db.write(job)

    def _moved(
        self, connection: Connection, conflict: Conflict, head: Head | None, expect: str | None
    ) -> CoreError | None:
        now = None if head is None else head.version_id
        if expect is None:
            moved = conflict.theirs_version_id != now
        else:
            moved = head is None or head.content_sha256 != expect
        if not moved:
            return None
        _remember(connection, conflict.id, now)
        here = None if head is None else head.content_sha256
        return ConflictMoved(conflict.id, conflict.path, here)

    def _write(
        self,
        connection: Connection,
        conflict: Conflict,
        head: Head | None,
        content: str | None,
        choice: Choice | None,
    ) -> str | None:
        note = Note(origin=Origin.RESOLUTION, origin_id=conflict.id)
        if content is None:
            return None if head is None else record.delete(self._context, connection, head, note)
        wanted = checked_text(content, self._context.limits.content_bytes)
        path = conflict.path if head is None else head.path
        if conflict.mine_path is not None and choice is Choice.MINE:
            path = conflict.mine_path
        besides = () if head is None else (head.id,)
        blocker = heads.blocker(connection, conflict.memory_store_id, path, besides)
        if blocker is not None:
            raise InvalidRequest(
                f"{path} is blocked by {blocker.path}; move one of the two, then decide again."
            )
        if head is None:
            store_id = conflict.memory_store_id
            new = record.create(self._context, connection, store_id, path, wanted, note)
            return new.version_id
        if wanted.sha256 == head.content_sha256 and path == head.path:
            return None
        changed = None if wanted.sha256 == head.content_sha256 else wanted
        new = record.modify(self._context, connection, head, path=path, text=changed, note=note)
        return new.version_id


def _remember(connection: Connection, conflict_id: str, version_id: str | None) -> None:
    connection.execute(
        "UPDATE conflicts SET theirs_version_id = ? WHERE id = ?", (version_id, conflict_id)
    )
