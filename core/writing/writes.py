"""
One write inside one transaction: what a writer asks for, checked in the order of the wire.

Does it exist, may it be written, is the request valid, does the precondition hold, is the path
free. A refusal that leaves something behind (a kept text, a record of who tried) is returned as a
value and raised by the caller after the commit; any other one is raised and undoes everything.
"""

from collections.abc import Mapping

from core.conflicts import ConflictKind
from core.errors import CoreError, InvalidRequest
from core.ids import BATCH
from core.paths import check_path, overlap
from core.records import heads
from core.records.heads import Head
from core.records.origins import Note, Origin
from core.text import Text, check_hash
from core.texts.edits import Edit
from core.writing import record
from core.writing.checks import Checks


class Write(Checks):
    """The writes of one actor in one transaction."""

    def create(self, store_id: str, path: str, content: object, note: Note) -> Head | CoreError:
        """Make a memory at a free path."""
        refusal = self.refused(store_id, path, content=content)
        if refusal is not None:
            return refusal
        return self._create(store_id, check_path(path), self.text(content), note)

    def put(self, store_id: str, path: str, content: object, note: Note) -> Head | CoreError:
        """Make a memory, or replace the content of the one at that path."""
        refusal = self.refused(store_id, path, content=content)
        if refusal is not None:
            return refusal
        head = heads.at_path(self._connection, store_id, check_path(path))
        text = self.text(content)
        if head is None:
            return self._create(store_id, path, text, note)
        return self._modify(head, text, None, None, note)

    def create_many(self, store_id: str, contents: Mapping[str, str]) -> int | CoreError:
        """Make many memories, all of them or none."""
        refusal = self.refused(store_id, next(iter(contents), "/"))
        if refusal is not None:
            return refusal
        texts = {check_path(path): self.text(content) for path, content in contents.items()}
        for path, text in texts.items():
            blocked = self.blocked(store_id, path, text)
            if blocked is not None:
                return blocked
        inner = overlap(texts)
        if inner is not None:
            raise InvalidRequest(f"{inner} would be both a file and a directory.")
        self.check_room(store_id, len(texts))
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
        refusal = self.refused(head.store_id, head.path, head=head, content=content)
        if refusal is not None:
            return refusal
        if content is None and path is None:
            raise InvalidRequest("An update needs a content, a path, or both.")
        text = None if content is None else self.text(content)
        target = None if path is None else check_path(path)
        if expect is not None:
            check_hash(expect)
        return self._modify(head, text, target, expect, note, merge=merge)

    def edit(self, head: Head, edit: Edit, note: Note) -> Head | CoreError:
        """Apply an edit to the content as it is now; the edit is its own precondition."""
        refusal = self.refused(head.store_id, head.path, head=head)
        if refusal is not None:
            return refusal
        content = edit.apply(heads.content(self._connection, head.content_seq))
        return self._modify(head, self.text(content), None, head.content_sha256, note)

    def delete(self, head: Head, expect: str | None, note: Note) -> str | CoreError:
        """End a memory, and give the id of the version that says so."""
        refusal = self.refused(head.store_id, head.path, head=head, archived_too=True)
        if refusal is not None:
            return refusal
        if expect is not None and check_hash(expect) != head.content_sha256:
            return self.stale(head, ConflictKind.DELETE, expect, None, None)
        reason = note.marked(unconditional=expect is None)
        version_id = record.delete(self._context, self._connection, head, reason)
        self.heal(head.store_id, head.path)
        return version_id

    def move_directory(self, store_id: str, old: str, new: str) -> list[Head] | CoreError:
        """Move everything under a prefix, all of it or nothing."""
        refusal = self.refused(store_id, old)
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
                return self.path_conflict(ConflictKind.RENAME, target, blocker, head=head)
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
        refusal = self.refused(store_id, prefix, archived_too=True)
        if refusal is not None:
            return refusal
        leaving = heads.under(self._connection, store_id, prefix)
        note = Note(unconditional=True, batch=self._context.new_id(BATCH))
        for head in leaving:
            record.delete(self._context, self._connection, head, note)
        return [head.path for head in leaving]

    # Steps

    def _create(self, store_id: str, path: str, text: Text, note: Note) -> Head | CoreError:
        blocked = self.blocked(store_id, path, text)
        if blocked is not None:
            return blocked
        self.check_room(store_id)
        head = record.create(self._context, self._connection, store_id, path, text, note)
        self.heal(store_id, path)
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
                return self.stale(head, kind, expect, text, path)
            text, same_text = merged, merged.sha256 == head.content_sha256
            if same_text and same_path:
                return head  # the others wrote the same and more
            note = Note(origin=Origin.MERGE, origin_id=head.version_id, batch=note.batch)
        if path is not None and not same_path:
            blocker = heads.blocker(self._connection, head.store_id, path, besides=(head.id,))
            if blocker is not None:
                return self.path_conflict(kind, path, blocker, head=head, mine=text, base=expect)
        new = record.modify(
            self._context,
            self._connection,
            head,
            path=None if same_path else path,
            text=None if same_text else text,
            note=note.marked(unconditional=expect is None and not same_text),
        )
        self.heal(head.store_id, head.path, new.path)
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
        return self.text(merge.text) if merge.clean else None
