"""
Memories: text files at paths in a store, each with a stable id, guarded by content hashes.

What a writer asks for is checked in the order of the wire: does it exist, may it be written, is the
request valid, does the precondition hold, is the path free. A refusal by precondition or path keeps
the writer's text as a conflict in the same transaction, so the refusal itself is a durable fact.
"""

import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from core import conflicts, heads, record
from core.conflicts import ConflictKind, PathConflict, PreconditionFailed, Refused
from core.context import Context
from core.errors import CoreError, InvalidRequest, NotFound
from core.ids import BATCH
from core.listing import MemoryPrefix, list_page
from core.pages import Page, all_pages
from core.paths import check_path, check_prefix, overlap
from core.record import ORDINARY, Head, Note
from core.sqlite import Connection
from core.text import Text, check_hash, checked_text
from core.writer import Job

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Memory:
    """One memory as it is now, as the wire describes it; `content` is None in a basic view."""

    id: str
    memory_store_id: str
    memory_version_id: str
    path: str
    content: str | None
    content_sha256: str
    content_size_bytes: int
    created_at: datetime
    updated_at: datetime


class Memories:
    """The memories that one actor sees, and may write where its scope allows it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def create(self, store_id: str, path: str, content: str, *, note: Note = ORDINARY) -> Memory:
        """
        Make a memory at a free path; this never overwrites.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            PathConflict: The path is taken or blocked; the text is kept as a conflict.
        """

        def job(connection: Connection) -> Head | CoreError:
            self._context.scope.require_writable(connection, store_id)
            return self._create(connection, store_id, check_path(path), content, note)

        return _memory(self._written(job), content)

    def put(self, store_id: str, path: str, content: str, *, note: Note = ORDINARY) -> Memory:
        """
        Make a memory at a path, or replace the content of the one that is there, in one step.

        The replacement is unconditional, and its version says so.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            PathConflict: The path is blocked by a file above or below; the text is kept.
        """

        def job(connection: Connection) -> Head | CoreError:
            self._context.scope.require_writable(connection, store_id)
            head = heads.at_path(connection, store_id, check_path(path))
            if head is None:
                return self._create(connection, store_id, path, content, note)
            return self._modify(connection, head, self._text(content), None, None, note)

        return _memory(self._written(job), content)

    def create_many(self, store_id: str, contents: Mapping[str, str]) -> int:
        """
        Make a memory at each path of `contents`, all of them or none, in one transaction.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            PathConflict: One path is taken or blocked; its text is kept as a conflict.
        """

        def job(connection: Connection) -> int | CoreError:
            self._context.scope.require_writable(connection, store_id)
            texts = {check_path(path): self._text(content) for path, content in contents.items()}
            for path, text in texts.items():
                blocker = heads.blocker(connection, store_id, path)
                if blocker is not None:
                    refused = Refused(
                        ConflictKind.CREATE,
                        store_id,
                        path,
                        memory_id=blocker.id,
                        theirs_version_id=blocker.version_id,
                        mine=text,
                    )
                    return self._path_conflict(connection, path, blocker, refused)
            inner = overlap(texts)
            if inner is not None:
                raise InvalidRequest(f"{inner} would be both a file and a directory.")
            self._check_room(connection, store_id, len(texts))
            for path, text in texts.items():
                record.create(self._context, connection, store_id, path, text)
            return len(texts)

        return self._written(job)

    def retrieve(self, memory_id: str, *, store_id: str | None = None) -> Memory:
        """
        One memory with its content.

        Raises:
            NotFound: It does not exist for this actor, or is not in `store_id`.
        """
        with self._db.snapshot() as connection:
            head = heads.load(connection, memory_id, store_id)
            self._require_seen(connection, head)
            return _memory(head, heads.content(connection, head.content_seq))

    def at_path(self, store_id: str, path: str) -> Memory:
        """
        The memory at a path, with its content.

        Raises:
            NotFound: There is no memory at that path, or no such store for this actor.
        """
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            head = heads.at_path(connection, store_id, path)
            if head is None:
                raise NotFound(f"There is no memory at {path}.")
            return _memory(head, heads.content(connection, head.content_seq))

    def list(
        self, store_id: str, path_prefix: str | None = None, depth: int | None = None
    ) -> Iterator[Memory | MemoryPrefix]:
        """
        Every memory under a prefix in the byte order of paths, without contents.

        With `depth=1` only direct children: what lies deeper is rolled up into one `MemoryPrefix`
        for each sub-directory.
        """
        return all_pages(
            lambda cursor: self.page(store_id, path_prefix, depth, limit=100, page=cursor)
        )

    def page(
        self,
        store_id: str,
        path_prefix: str | None = None,
        depth: int | None = None,
        *,
        limit: int = 20,
        page: str | None = None,
        view: str = "basic",
    ) -> Page[Memory | MemoryPrefix]:
        """
        One page of a listing; `view="full"` brings contents and at most 20 items.

        Raises:
            NotFound: There is no such store for this actor.
            InvalidRequest: A prefix, depth, limit, view or cursor is not valid.
        """
        if view not in ("basic", "full"):
            raise InvalidRequest(f"A view is 'basic' or 'full', not {view!r}.")
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            found = list_page(connection, store_id, path_prefix, depth, limit, page, view)

            def shown(item: Head | MemoryPrefix) -> Memory | MemoryPrefix:
                if isinstance(item, MemoryPrefix):
                    return item
                full = view == "full"
                return _memory(item, heads.content(connection, item.content_seq) if full else None)

            return Page(tuple(map(shown, found.data)), found.next_page)

    def update(
        self,
        memory_id: str,
        *,
        content: str | None = None,
        path: str | None = None,
        expect: str | None = None,
        store_id: str | None = None,
        at: str | None = None,
        note: Note = ORDINARY,
    ) -> Memory:
        """
        Give a memory another content, another path, or both; `None` leaves it as it is.

        Args:
            expect: The `content_sha256` the writer believes is there. Without it the write is
                unconditional, and its version says so.
            at: The path it must still stand at; moved elsewhere it counts as not found.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            PreconditionFailed: The content is another one; the text is kept as a conflict. (When
                the memory already is what was asked for, the write counts as done instead.)
            PathConflict: The new path is taken or blocked; likewise.
        """

        def job(connection: Connection) -> Memory | CoreError:
            head = heads.load(connection, memory_id, store_id, at)
            self._require_writable(connection, head)
            if content is None and path is None:
                raise InvalidRequest("An update needs a content, a path, or both.")
            text = None if content is None else self._text(content)
            target = None if path is None else check_path(path)
            if expect is not None:
                check_hash(expect)
            answer = self._modify(connection, head, text, target, expect, note)
            if isinstance(answer, CoreError):
                return answer
            # After a rename the content is read here, where nobody can redact it meanwhile.
            kept = heads.content(connection, answer.content_seq) if content is None else content
            return _memory(answer, kept)

        return self._written(job)

    def delete(
        self,
        memory_id: str,
        *,
        expect: str | None = None,
        store_id: str | None = None,
        at: str | None = None,
        note: Note = ORDINARY,
    ) -> str:
        """
        Delete a memory; its versions stay. Gives the id of the version that says so.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was deleted.
            PreconditionFailed: The content is another one than `expect`.
        """

        def job(connection: Connection) -> str | CoreError:
            head = heads.load(connection, memory_id, store_id, at)
            self._require_writable(connection, head, archived_too=True)
            if expect is not None and check_hash(expect) != head.content_sha256:
                return self._stale(connection, head, ConflictKind.DELETE, expect, None, None)
            reason = note.marked(unconditional=expect is None)
            return record.delete(self._context, connection, head, reason)

        return self._written(job)

    def rename_directory(self, store_id: str, old: str, new: str) -> builtins.list[Memory]:
        """
        Move everything under the prefix `old` to the prefix `new`, all of it or nothing.

        Raises:
            NotFound: Nothing is under `old`.
            NotPermitted, InvalidRequest: Nothing was moved.
            PathConflict: A path under `new` is taken or blocked; nothing was moved.
        """
        check_prefix(old)
        check_prefix(new)
        if new.startswith(old) and new != old:
            raise InvalidRequest(f"{old} cannot be moved into itself.")

        def job(connection: Connection) -> builtins.list[Head] | CoreError:
            self._context.scope.require_writable(connection, store_id)
            moving = heads.under(connection, store_id, old)
            if old == new:
                return moving
            leaving = {head.id for head in moving}
            for head in moving:
                target = check_path(new + head.path[len(old) :])
                blocker = heads.blocker(connection, store_id, target, besides=leaving)
                if blocker is not None:
                    refused = Refused(
                        ConflictKind.RENAME,
                        store_id,
                        head.path,
                        memory_id=head.id,
                        theirs_version_id=blocker.version_id,
                        mine_path=target,
                    )
                    return self._path_conflict(connection, target, blocker, refused)
            # Shortest first: when a directory moves up, a target may be a place just left.
            moving.sort(key=lambda head: len(head.path))
            note = Note(batch=self._context.new_id(BATCH))
            return [
                record.modify(
                    self._context, connection, head, path=new + head.path[len(old) :], note=note
                )
                for head in moving
            ]

        return [_memory(head, None) for head in self._written(job)]

    def delete_directory(self, store_id: str, prefix: str) -> builtins.list[str]:
        """
        Delete everything under a prefix in one transaction, and give the paths.

        Raises:
            NotFound: Nothing is under it.
            NotPermitted, InvalidRequest: Nothing was deleted.
        """
        check_prefix(prefix)

        def job(connection: Connection) -> builtins.list[str]:
            self._context.scope.require_writable(connection, store_id, archived_too=True)
            leaving = heads.under(connection, store_id, prefix)
            note = Note(unconditional=True, batch=self._context.new_id(BATCH))
            for head in leaving:
                record.delete(self._context, connection, head, note)
            return [head.path for head in leaving]

        return self._db.write(job)

    # Steps of a write

    def _create(
        self, connection: Connection, store_id: str, path: str, content: str, note: Note
    ) -> Head | CoreError:
        text = self._text(content)
        blocker = heads.blocker(connection, store_id, path)
        if blocker is not None:
            refused = Refused(
                ConflictKind.CREATE,
                store_id,
                path,
                memory_id=blocker.id,
                theirs_version_id=blocker.version_id,
                mine=text,
            )
            return self._path_conflict(connection, path, blocker, refused)
        self._check_room(connection, store_id)
        return record.create(self._context, connection, store_id, path, text, note)

    def _modify(
        self,
        connection: Connection,
        head: Head,
        text: Text | None,
        path: str | None,
        expect: str | None,
        note: Note,
    ) -> Head | CoreError:
        same_text = text is None or text.sha256 == head.content_sha256
        same_path = path is None or path == head.path
        if same_text and same_path:
            # Nothing to do; with a stale hash it is a retry whose first answer was lost.
            return head
        kind = ConflictKind.RENAME if text is None else ConflictKind.UPDATE
        if expect is not None and expect != head.content_sha256:
            return self._stale(connection, head, kind, expect, text, path)
        if path is not None and not same_path:
            blocker = heads.blocker(connection, head.store_id, path, besides=(head.id,))
            if blocker is not None:
                refused = Refused(
                    kind,
                    head.store_id,
                    head.path,
                    memory_id=head.id,
                    base_sha256=expect,
                    theirs_version_id=blocker.version_id,
                    mine_path=path,
                    mine=text,
                )
                return self._path_conflict(connection, path, blocker, refused)
        return record.modify(
            self._context,
            connection,
            head,
            path=None if same_path else path,
            text=None if same_text else text,
            note=note.marked(unconditional=expect is None and not same_text),
        )

    def _stale(
        self,
        connection: Connection,
        head: Head,
        kind: ConflictKind,
        expect: str,
        text: Text | None,
        path: str | None,
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
        conflict = conflicts.keep(self._context, connection, refused)
        return PreconditionFailed(conflict, head.content_sha256)

    def _path_conflict(
        self, connection: Connection, path: str, blocker: Head, refused: Refused
    ) -> CoreError:
        conflict = conflicts.keep(self._context, connection, refused)
        return PathConflict(path, blocker.path, blocker.id, conflict)

    def _written(self, job: Job[T | CoreError]) -> T:
        # A refusal is a value until it is committed, since it leaves a conflict behind.
        answer = self._db.write(job)
        if isinstance(answer, CoreError):
            raise answer
        return answer

    def _text(self, content: object) -> Text:
        return checked_text(content, self._context.limits.content_bytes)

    def _check_room(self, connection: Connection, store_id: str, more: int = 1) -> None:
        limit = self._context.limits.memories_per_store
        if limit is None:
            return
        (count,) = connection.execute(
            "SELECT count(*) FROM memories WHERE store_id = ?", (store_id,)
        ).fetchone()
        if count + more > limit:
            raise InvalidRequest(f"The store holds {limit:,} memories at most; delete some.")

    def _require_writable(
        self, connection: Connection, head: Head, *, archived_too: bool = False
    ) -> None:
        try:
            self._context.scope.require_writable(
                connection, head.store_id, archived_too=archived_too
            )
        except NotFound:
            raise heads.unknown_memory(head.id) from None

    def _require_seen(self, connection: Connection, head: Head) -> None:
        try:
            self._context.scope.require_visible(connection, head.store_id)
        except NotFound:
            raise heads.unknown_memory(head.id) from None


def _memory(head: Head, content: str | None) -> Memory:
    return Memory(
        head.id,
        head.store_id,
        head.version_id,
        head.path,
        content,
        head.content_sha256,
        head.content_size_bytes,
        head.created_at,
        head.updated_at,
    )
