"""
A store of a workspace file on this machine, as one actor sees it.
"""

import threading
from collections.abc import Iterator, Sequence

from core.access.scope import ReadOnlyAttachment
from core.changes import Changes
from core.context import Context
from core.doors.mount.side import Access, Changed, Head, Lost, Past, Standing
from core.errors import NotFound
from core.memories import Memories
from core.reading.version_filter import VersionFilter
from core.records import heads
from core.records.memories import Memory
from core.stores import Stores
from core.texts.edits import Append
from core.versions import Versions
from core.writing.lost_writes import PathConflict, PreconditionFailed

_BATCH = 500
_KINDS = frozenset({"memory.created", "memory.modified", "memory.deleted"})


class LocalSide:
    """Implements `StoreSide` for whoever a context acts as."""

    def __init__(self, context: Context, store_id: str) -> None:
        """
        Look the store up.

        Raises:
            NotFound: It does not exist for this actor.
        """
        self._context = context
        self._memories = Memories(context)
        self._versions = Versions(context)
        self._changes = Changes(context.db, context.scope)
        self.name = Stores(context).retrieve(store_id).name
        self.store_id = store_id
        self.limit_bytes = context.limits.content_bytes

    def standing(self) -> Standing:
        """What the scope, the archive and the file allow."""
        if self._context.db.read_only:
            return Standing(Access.READ_ONLY, "The workspace cannot be written.")
        with self._context.db.snapshot() as connection:
            refusal = self._context.scope.refusal(connection, self.store_id)
        match refusal:
            case None:
                return Standing(Access.READ_WRITE)
            case NotFound():
                raise refusal
            case ReadOnlyAttachment():
                return Standing(Access.READ_ONLY, "The store is attached for reading only.")
            case _:
                return Standing(Access.WAITING, str(refusal))

    def seq(self) -> int:
        """The newest change in the whole workspace."""
        return self._changes.last_seq()

    def changed(self, since: int) -> Changed:
        """Read the feed up to where it is now."""
        end = self._changes.last_seq()
        found: set[str] = set()
        is_redacted = False
        while batch := self._changes.since(since, _BATCH):
            mine = [one for one in batch if one.memory_store_id == self.store_id]
            is_redacted = is_redacted or any(one.kind == "memory.redacted" for one in mine)
            found.update(one.subject_id for one in mine if one.kind in _KINDS)
            since = batch[-1].seq
            if since >= end:
                break
        return Changed(max(since, end), frozenset(found), is_redacted)

    def wait(self, since: int, timeout_s: float, stop: threading.Event) -> bool:
        """Wait for a commit of any process."""
        return self._changes.wait(since, timeout_s, stop)

    def heads(self) -> list[Head]:
        """Every memory, in one look."""
        with self._context.db.snapshot() as connection:
            self._context.scope.require_visible(connection, self.store_id)
            try:
                found = heads.under(connection, self.store_id, "/")
            except NotFound:
                return []
        return [head_of(one) for one in found]

    def head(self, memory_id: str) -> Head | None:
        """One memory."""
        with self._context.db.snapshot() as connection:
            try:
                return head_of(heads.load(connection, memory_id, self.store_id))
            except NotFound:
                return None

    def read(self, memory_ids: Sequence[str]) -> Iterator[tuple[Head, str]]:
        """Memories one by one."""
        for memory_id in memory_ids:
            try:
                memory = self._memories.retrieve(memory_id, store_id=self.store_id)
            except NotFound:
                continue
            assert memory.content is not None
            yield head_of(memory), memory.content

    def create(self, path: str, content: str) -> Head | Lost:
        """Make a memory."""
        try:
            return head_of(self._memories.create(self.store_id, path, content))
        except PathConflict as lost:
            return Lost(lost.conflict.id, str(lost))

    def update(
        self, memory_id: str, *, content: str | None, path: str | None, expect: str, merge: bool
    ) -> Head | Lost:
        """Change a memory against what was last agreed."""
        try:
            return head_of(
                self._memories.update(
                    memory_id,
                    content=content,
                    path=path,
                    expect=expect,
                    store_id=self.store_id,
                    on_conflict="merge" if merge else "refuse",
                )
            )
        except (PreconditionFailed, PathConflict) as lost:
            return Lost(lost.conflict.id, str(lost))

    def append(self, memory_id: str, text: str) -> Head:
        """Add lines inside of the write."""
        return head_of(self._memories.edit(memory_id, Append(text)))

    def delete(self, memory_id: str, expect: str) -> Lost | None:
        """Delete a memory against what was last agreed."""
        try:
            self._memories.delete(memory_id, expect=expect, store_id=self.store_id)
        except PreconditionFailed as lost:
            return Lost(lost.conflict.id, str(lost))
        return None

    def past(self, memory_id: str | None, limit: int) -> list[Past]:
        """Newest versions first."""
        wanted = VersionFilter(memory_id=memory_id)
        view = "basic" if memory_id is None else "full"
        page = self._versions.page(self.store_id, wanted, limit=limit, view=view)
        return [
            Past(
                one.id,
                one.memory_id,
                one.created_at,
                one.agent or one.created_by.id,
                one.created_by.session_id,
                str(one.operation),
                one.path,
                one.content_sha256,
                one.content,
            )
            for one in page.data
        ]


def head_of(one: Memory | heads.Head) -> Head:
    """A memory as a mount compares it."""
    return Head(one.id, one.path, one.content_sha256, one.content_size_bytes)
