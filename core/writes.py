"""
One write inside one transaction: what a writer asks for, checked in the order of the wire.

Does it exist, may it be written, is the request valid, does the precondition hold, is the path
free. A refusal that leaves something behind (a kept text, a record of who tried) is returned as a
value and raised by the caller after the commit; any other one is raised and undoes everything.
"""

from collections.abc import Mapping

from core import heads, record, refusals
from core.conflicts import ConflictKind, PathConflict, PreconditionFailed
from core.context import Context
from core.edits import Edit
from core.errors import CoreError, InvalidRequest, NotFound
from core.ids import BATCH
from core.paths import check_path, overlap
from core.record import HEAD_COLUMNS, HEAD_WIDTH, Head, Note, Origin
from core.refusals import Refused
from core.scope import Facts, ReadOnlyAttachment, SessionPaused
from core.sqlite import Connection
from core.text import Text, check_hash, checked_text


class Write:
    """The writes of one actor in one transaction."""

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

    def create(self, store_id: str, path: str, content: object, note: Note) -> Head | CoreError:
        """Make a memory at a free path."""
        refusal = self._refused(store_id, path, content=content)
        if refusal is not None:
            return refusal
        return self._create(store_id, check_path(path), self._text(content), note)

    def put(self, store_id: str, path: str, content: object, note: Note) -> Head | CoreError:
        """Make a memory, or replace the content of the one at that path."""
        refusal = self._refused(store_id, path, content=content)
        if refusal is not None:
            return refusal
        head = heads.at_path(self._connection, store_id, check_path(path))
        text = self._text(content)
        if head is None:
            return self._create(store_id, path, text, note)
        return self._modify(head, text, None, None, note)

    def create_many(self, store_id: str, contents: Mapping[str, str]) -> int | CoreError:
        """Make many memories, all of them or none."""
        refusal = self._refused(store_id, next(iter(contents), "/"))
        if refusal is not None:
            return refusal
        texts = {check_path(path): self._text(content) for path, content in contents.items()}
        for path, text in texts.items():
            blocked = self._blocked(store_id, path, text)
            if blocked is not None:
                return blocked
        inner = overlap(texts)
        if inner is not None:
            raise InvalidRequest(f"{inner} would be both a file and a directory.")
        self._check_room(store_id, len(texts))
        for path, text in texts.items():
            record.create(self._context, self._connection, store_id, path, text)
        return len(texts)

    def update(
        self,
        head: Head,
        *,
        content: object,
        path: str | None,
        expect: str | None,
        note: Note,
        merge: bool = False,
    ) -> Head | CoreError:
        """Give a memory another content, another path, or both."""
        refusal = self._refused(head.store_id, head.path, head=head, content=content)
        if refusal is not None:
            return refusal
        if content is None and path is None:
            raise InvalidRequest("An update needs a content, a path, or both.")
        text = None if content is None else self._text(content)
        target = None if path is None else check_path(path)
        if expect is not None:
            check_hash(expect)
        return self._modify(head, text, target, expect, note, merge=merge)

    def edit(self, head: Head, edit: Edit, note: Note) -> Head | CoreError:
        """Apply an edit to the content as it is now; the edit is its own precondition."""
        refusal = self._refused(head.store_id, head.path, head=head)
        if refusal is not None:
            return refusal
        content = edit.apply(heads.content(self._connection, head.content_seq))
        return self._modify(head, self._text(content), None, head.content_sha256, note)

    def delete(self, head: Head, expect: str | None, note: Note) -> str | CoreError:
        """End a memory, and give the id of the version that says so."""
        refusal = self._refused(head.store_id, head.path, head=head, archived_too=True)
        if refusal is not None:
            return refusal
        if expect is not None and check_hash(expect) != head.content_sha256:
            return self._stale(head, ConflictKind.DELETE, expect, None, None)
        reason = note.marked(unconditional=expect is None)
        version_id = record.delete(self._context, self._connection, head, reason)
        self._heal(head.store_id, head.path)
        return version_id

    def move_directory(self, store_id: str, old: str, new: str) -> list[Head] | CoreError:
        """Move everything under a prefix, all of it or nothing."""
        refusal = self._refused(store_id, old)
        if refusal is not None:
            return refusal
        moving = heads.under(self._connection, store_id, old)
        if old == new:
            return moving
        leaving = {head.id for head in moving}
        for head in moving:
            target = check_path(new + head.path[len(old) :])
            blocker = heads.blocker(self._connection, store_id, target, besides=leaving)
            if blocker is not None:
                return self._path_conflict(ConflictKind.RENAME, target, blocker, head=head)
        # Shortest first: when a directory moves up, a target may be a place just left.
        moving.sort(key=lambda head: len(head.path))
        note = Note(batch=self._context.new_id(BATCH))
        return [
            record.modify(
                self._context,
                self._connection,
                head,
                path=new + head.path[len(old) :],
                note=note,
            )
            for head in moving
        ]

    def delete_directory(self, store_id: str, prefix: str) -> list[str] | CoreError:
        """Delete everything under a prefix, and give the paths."""
        refusal = self._refused(store_id, prefix, archived_too=True)
        if refusal is not None:
            return refusal
        leaving = heads.under(self._connection, store_id, prefix)
        note = Note(unconditional=True, batch=self._context.new_id(BATCH))
        for head in leaving:
            record.delete(self._context, self._connection, head, note)
        return [head.path for head in leaving]

    # Steps

    def _create(self, store_id: str, path: str, text: Text, note: Note) -> Head | CoreError:
        blocked = self._blocked(store_id, path, text)
        if blocked is not None:
            return blocked
        self._check_room(store_id)
        head = record.create(self._context, self._connection, store_id, path, text, note)
        self._heal(store_id, path)
        return head

    def _modify(
        self,
        head: Head,
        text: Text | None,
        path: str | None,
        expect: str | None,
        note: Note,
        *,
        merge: bool = False,
    ) -> Head | CoreError:
        same_text = text is None or text.sha256 == head.content_sha256
        same_path = path is None or path == head.path
        if same_text and same_path:
            # Nothing to do; with a stale hash it is a retry whose first answer was lost.
            return head
        kind = ConflictKind.RENAME if text is None else ConflictKind.UPDATE
        if expect is not None and expect != head.content_sha256:
            merged = self._merged(head, text, expect) if merge else None
            if merged is None:
                return self._stale(head, kind, expect, text, path)
            text, same_text = merged, merged.sha256 == head.content_sha256
            if same_text and same_path:
                return head  # the others wrote the same and more
            note = Note(origin=Origin.MERGE, origin_id=head.version_id, batch=note.batch)
        if path is not None and not same_path:
            blocker = heads.blocker(self._connection, head.store_id, path, besides=(head.id,))
            if blocker is not None:
                return self._path_conflict(kind, path, blocker, head=head, mine=text, base=expect)
        new = record.modify(
            self._context,
            self._connection,
            head,
            path=None if same_path else path,
            text=None if same_text else text,
            note=note.marked(unconditional=expect is None and not same_text),
        )
        self._heal(head.store_id, head.path, new.path)
        return new

    def _merged(self, head: Head, text: Text | None, expect: str) -> Text | None:
        """Both changes in one text, when the base is known and nothing of them overlaps."""
        base = self._connection.execute(
            "SELECT text FROM versions JOIN contents ON contents.seq = versions.content_seq"
            " WHERE memory_id = ? AND content_sha256 = ? ORDER BY versions.seq DESC LIMIT 1",
            (head.id, expect),
        ).fetchone()
        if base is None or text is None:
            return None
        from core.merge import merge3  # only who asks for a merge pays for it

        theirs = heads.content(self._connection, head.content_seq)
        merge = merge3(base[0], theirs, text.content)
        return self._text(merge.text) if merge.clean else None

    def _stale(
        self, head: Head, kind: ConflictKind, expect: str, text: Text | None, path: str | None
    ) -> CoreError:
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

    def _blocked(self, store_id: str, path: str, text: Text) -> CoreError | None:
        blocker = heads.blocker(self._connection, store_id, path)
        if blocker is None:
            return None
        return self._path_conflict(ConflictKind.CREATE, path, blocker, mine=text)

    def _path_conflict(
        self,
        kind: ConflictKind,
        path: str,
        blocker: Head,
        *,
        head: Head | None = None,
        mine: Text | None = None,
        base: str | None = None,
    ) -> CoreError:
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

    def _refused(
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
            return self._text(content)
        except InvalidRequest:
            return None

    def _heal(self, store_id: str, *paths: str) -> None:
        _, has_open = self._known.get(store_id, (None, True))
        if not has_open:
            return
        refusals.heal(self._context, self._connection, store_id, *paths)

    def _text(self, content: object) -> Text:
        return checked_text(content, self._context.limits.content_bytes)

    def _check_room(self, store_id: str, more: int = 1) -> None:
        limit = self._context.limits.memories_per_store
        heads.check_room(self._connection, store_id, limit, more)


def _is_path(path: object) -> bool:
    try:
        check_path(path.rstrip("/") or "/x" if isinstance(path, str) else path)
    except InvalidRequest:
        return False
    return True
