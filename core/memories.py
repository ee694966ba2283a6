"""
Memories: text files at paths in a store, each with a stable id, guarded by content hashes.

What a writer asks for is a job (`writing.jobs`) that runs inside one transaction; here it is
committed while the caller waits. All reading of what memories hold now is here too.
"""

import builtins
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from core.context import Context
from core.errors import CoreError, InvalidRequest, NotFound
from core.reading.listing import MemoryPrefix, list_page
from core.reading.pages import Page, all_pages
from core.records import heads
from core.records.memories import Memory, read_memory
from core.records.origins import ORDINARY, Note
from core.storage.writer import Job
from core.texts.edits import Edit
from core.writing.jobs import MemoryJobs, OnConflict
from core.writing.lost_writes import PreconditionFailed

T = TypeVar("T")


class Memories:
    """The memories that one actor sees, and may write where its scope allows it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db
        self.jobs = MemoryJobs(context)

    def create(self, store_id: str, path: str, content: str, *, note: Note = ORDINARY) -> Memory:
        """
        Make a memory at a free path; this never overwrites.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            PathConflict: The path is taken or blocked; the text is kept as a conflict.
        """
        return self._committed(self.jobs.create(store_id, path, content, note=note))

    def put(self, store_id: str, path: str, content: str, *, note: Note = ORDINARY) -> Memory:
        """
        Make a memory at a path, or replace the content of the one that is there, in one step.

        The replacement is unconditional, and its version says so.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            PathConflict: The path is blocked by a file above or below; the text is kept.
        """
        return self._committed(self.jobs.put(store_id, path, content, note=note))

    def create_many(self, store_id: str, contents: Mapping[str, str]) -> int:
        """
        Make a memory at each path of `contents`, all of them or none, in one transaction.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            PathConflict: One path is taken or blocked; its text is kept as a conflict.
        """
        return self._committed(self.jobs.create_many(store_id, contents))

    def retrieve(self, memory_id: str, *, store_id: str | None = None) -> Memory:
        """
        One memory with its content.

        Raises:
            NotFound: It does not exist for this actor, or is not in `store_id`.
        """
        with self._db.snapshot() as connection:
            head = heads.load(connection, memory_id, store_id)
            try:
                self._context.scope.require_visible(connection, head.store_id)
            except NotFound:
                raise heads.unknown_memory(memory_id) from None
            return read_memory(connection, head)

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
            return read_memory(connection, head)

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
            return list_page(connection, store_id, path_prefix, depth, limit, page, view)

    def update(
        self,
        memory_id: str,
        *,
        content: str | None = None,
        path: str | None = None,
        expect: str | None = None,
        on_conflict: OnConflict = "refuse",
        store_id: str | None = None,
        at: str | None = None,
        note: Note = ORDINARY,
    ) -> Memory:
        """
        Give a memory another content, another path, or both; `None` leaves it as it is.

        Args:
            expect: The `content_sha256` the writer believes is there. Without it the write is
                unconditional, and its version says so.
            on_conflict: With `"merge"` a stale write is merged with what came in between, when
                both changes fit; the version's origin then says `merge`.
            at: The path it must still stand at; moved elsewhere it counts as not found.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            PreconditionFailed: The content is another one; the text is kept as a conflict. (When
                the memory already is what was asked for, the write counts as done instead.)
            PathConflict: The new path is taken or blocked; likewise.
        """
        return self._committed(
            self.jobs.update(
                memory_id,
                content=content,
                path=path,
                expect=expect,
                on_conflict=on_conflict,
                store_id=store_id,
                at=at,
                note=note,
            )
        )

    def edit(
        self, memory_id: str, edit: Edit, *, at: str | None = None, note: Note = ORDINARY
    ) -> Memory:
        """
        Apply an edit to the content as it is when the write happens; it never conflicts.

        Args:
            at: The path it must still stand at; moved elsewhere it counts as not found.

        Raises:
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
            EditRefused: The text that the edit is about is not there.
        """
        return self._committed(self.jobs.edit(memory_id, edit, at=at, note=note))

    def retry_update(
        self, memory_id: str, change: Callable[[str], str], *, attempts: int = 10
    ) -> Memory:
        """
        Read a memory, change its text and write it back, again when another writer was faster.

        Raises:
            PreconditionFailed: Another writer was faster `attempts` times in a row.
            NotFound, NotPermitted, InvalidRequest: Nothing was written.
        """
        memory = self.retrieve(memory_id)
        text, expect = memory.content or "", memory.content_sha256
        while True:
            attempts -= 1
            try:
                return self.update(memory_id, content=change(text), expect=expect)
            except PreconditionFailed as lost:
                if attempts <= 0:
                    raise
                text, expect = lost.theirs, lost.content_sha256

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
        return self._committed(
            self.jobs.delete(memory_id, expect=expect, store_id=store_id, at=at, note=note)
        )

    def rename_directory(self, store_id: str, old: str, new: str) -> builtins.list[Memory]:
        """
        Move everything under the prefix `old` to the prefix `new`, all of it or nothing.

        Raises:
            NotFound: Nothing is under `old`.
            NotPermitted, InvalidRequest: Nothing was moved.
            PathConflict: A path under `new` is taken or blocked; nothing was moved.
        """
        return self._committed(self.jobs.rename_directory(store_id, old, new))

    def delete_directory(self, store_id: str, prefix: str) -> builtins.list[str]:
        """
        Delete everything under a prefix in one transaction, and give the paths.

        Raises:
            NotFound: Nothing is under it.
            NotPermitted, InvalidRequest: Nothing was deleted.
        """
        return self._committed(self.jobs.delete_directory(store_id, prefix))

    def _committed(self, job: Job[T | CoreError]) -> T:
        # A refusal is a value until it is committed, since it leaves a conflict behind.
        answer = self._db.write(job)
        if isinstance(answer, CoreError):
            raise answer
        return answer
