"""
What is asked before a write, and what a refused one leaves behind.

Does the memory exist, may this actor write there, is the request valid, is the path free. What is
refused by a scope, a precondition or a path is kept as a conflict, in the same transaction.
"""

from core.access.scope import Facts, ReadOnlyAttachment, SessionPaused
from core.conflicts import ConflictKind
from core.context import Context
from core.errors import CoreError, InvalidRequest, NotFound
from core.paths import check_path
from core.records import heads
from core.records.heads import HEAD_COLUMNS, HEAD_WIDTH, Head
from core.storage.sqlite import Connection
from core.text import Text, checked_text
from core.writing import refusals
from core.writing.lost_writes import PathConflict, PreconditionFailed
from core.writing.refusals import Refused


class Checks:
    """The questions of one actor in one transaction."""

    def __init__(self, context: Context, connection: Connection) -> None:
        self._context = context
        self._connection = connection
        self._known: dict[str, tuple[Facts | None, bool]] = {}
        """Of stores that were asked about in this transaction: facts, and any open conflict."""

    def head(self, memory_id: str, store_id: str | None, path: str | None) -> Head:
        """
        The memory that a write is about.

        Asks in the same breath what else such a write needs to know: each question more would cost
        as much as a row that is written.

        Raises:
            NotFound: It does not exist, is not in `store_id`, or does not stand at `path`.
        """
        columns, joins, values = self._context.scope.facts_sql()
        row = self._connection.execute(
            f"SELECT {HEAD_COLUMNS}, EXISTS (SELECT 1 FROM conflicts WHERE state = 'open'"
            f" AND conflicts.store_id = memories.store_id), {columns}"
            f" FROM memories JOIN stores ON stores.id = memories.store_id {joins}"
            " WHERE memories.id = ?",
            (*values, memory_id),
        ).fetchone()
        head = heads.checked(row, memory_id, store_id, path)
        found, has_open = head.store_id, bool(row[HEAD_WIDTH])
        facts = self._context.scope.facts(found, row[HEAD_WIDTH + 1 :])
        self._known[found] = facts, has_open
        return head

    def stale(
        self, head: Head, kind: ConflictKind, expect: str, text: Text | None, path: str | None
    ) -> CoreError:
        """What a writer is told who knew another content; the text is kept as a conflict."""
        refused = Refused(
            kind,
            head.store_id,
            head.path,
            memory_id=head.id,
            base_sha256=expect,
            theirs_version_id=head.version_id,
            mine_path=path,
            mine=text,
        )
        conflict = refusals.keep(self._context, self._connection, refused)
        theirs = heads.content(self._connection, head.content_seq)
        return PreconditionFailed(conflict, head.content_sha256, theirs)

    def blocked(self, store_id: str, path: str, text: Text) -> CoreError | None:
        """Why nothing may stand at that path; the text is kept as a conflict."""
        blocker = heads.blocker(self._connection, store_id, path)
        if blocker is None:
            return None
        return self.path_conflict(ConflictKind.CREATE, path, blocker, mine=text)

    def path_conflict(
        self,
        kind: ConflictKind,
        path: str,
        blocker: Head,
        *,
        head: Head | None = None,
        mine: Text | None = None,
        base: str | None = None,
    ) -> CoreError:
        """What a writer is told whose path another memory takes; the text is kept."""
        same = blocker if blocker.path == path else None
        # Who decides compares with the memory that a decision would change, not with one beside.
        decided = same if head is None else head
        refused = Refused(
            kind,
            blocker.store_id,
            path if head is None else head.path,
            memory_id=None if decided is None else decided.id,
            base_sha256=base,
            theirs_version_id=None if decided is None else decided.version_id,
            mine_path=None if head is None else path,
            mine=mine,
        )
        conflict = refusals.keep(self._context, self._connection, refused)
        return PathConflict(path, blocker.path, blocker.id, conflict)

    def refused(
        self,
        store_id: str,
        path: object,
        *,
        head: Head | None = None,
        content: object = None,
        archived_too: bool = False,
    ) -> CoreError | None:
        """Why this actor may not write there; what a scope refuses is recorded first."""
        scope = self._context.scope
        if store_id in self._known:
            facts, _ = self._known[store_id]
            refusal = scope.refusal_by(facts, store_id, archived_too=archived_too)
        else:
            refusal = scope.refusal(self._connection, store_id, archived_too=archived_too)
        if refusal is None:
            return None
        kind = self._kind_of(refusal, store_id)
        if head is not None and isinstance(refusal, NotFound):
            refusal = heads.unknown_memory(head.id)
        if kind is not None and _is_path(path):
            refused = Refused(
                kind,
                store_id,
                str(path),
                memory_id=None if head is None else head.id,
                mine=self._kept_text(content) if kind is ConflictKind.PAUSED else None,
            )
            refusals.keep(self._context, self._connection, refused)
        return refusal

    def _kind_of(self, refusal: CoreError, store_id: str) -> ConflictKind | None:
        match refusal:
            case ReadOnlyAttachment():
                return ConflictKind.READ_ONLY
            case SessionPaused():
                return ConflictKind.PAUSED
            case NotFound():
                exists = self._connection.execute(
                    "SELECT 1 FROM stores WHERE id = ?", (store_id,)
                ).fetchone()
                return None if exists is None else ConflictKind.SCOPE
            case _:
                return None

    def _kept_text(self, content: object) -> Text | None:
        try:
            return self.text(content)
        except InvalidRequest:
            return None

    def heal(self, store_id: str, *paths: str) -> None:
        """End the open conflicts that a write at these paths settles."""
        _, has_open = self._known.get(store_id, (None, True))
        if not has_open:
            return
        refusals.heal(self._context, self._connection, store_id, *paths)

    def text(self, content: object) -> Text:
        """
        A content that may be stored.

        Raises:
            InvalidRequest: It may not.
        """
        return checked_text(content, self._context.limits.content_bytes)

    def check_room(self, store_id: str, more: int = 1) -> None:
        """
        Check that a store takes so many more memories.

        Raises:
            InvalidRequest: It is full.
        """
        limit = self._context.limits.memories_per_store
        heads.check_room(self._connection, store_id, limit, more)


def _is_path(path: object) -> bool:
    try:
        check_path(path.rstrip("/") or "/x" if isinstance(path, str) else path)
    except InvalidRequest:
        return False
    return True
