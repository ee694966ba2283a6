"""
A session's handle: what an agent writes through.

It sees the attached stores only, writes where its access allows it, and signs everything it writes.
"""

from collections.abc import Callable, Iterator

from core import actors
from core.changes import Changes
from core.conflicts import Conflicts
from core.context import Context
from core.memories import Memories
from core.reading.listing import MemoryPrefix
from core.records.memories import Memory
from core.records.sessions import SessionRecord
from core.texts.edits import Append, Insert, StrReplace
from core.versions import Versions
from core.writing.jobs import OnConflict


class Session:
    """A session's handle on the workspace: what an agent is given."""

    def __init__(self, context: Context, record: SessionRecord) -> None:
        self.record = record
        self.id = record.id
        self.agent = record.agent
        acting = context.acting_as(actors.session(record.id), record.id)
        self.context = acting
        self.memories = Memories(acting)
        self.versions = Versions(acting)
        self.changes = Changes(acting.db, acting.scope)
        self.conflicts = Conflicts(acting)

    def create(self, store_id: str, path: str, content: str) -> Memory:
        """Make a memory; see `Memories.create`."""
        return self.memories.create(store_id, path, content)

    def retrieve(self, memory_id: str) -> Memory:
        """One memory with its content; see `Memories.retrieve`."""
        return self.memories.retrieve(memory_id)

    def list(
        self, store_id: str, path_prefix: str | None = None, depth: int | None = None
    ) -> Iterator[Memory | MemoryPrefix]:
        """The memories under a prefix; see `Memories.list`."""
        return self.memories.list(store_id, path_prefix, depth)

    def update(
        self,
        memory_id: str,
        *,
        content: str | None = None,
        path: str | None = None,
        expect: str | None = None,
        on_conflict: OnConflict = "refuse",
    ) -> Memory:
        """Change a memory, if its content still hashes to `expect`; see `Memories.update`."""
        return self.memories.update(
            memory_id, content=content, path=path, expect=expect, on_conflict=on_conflict
        )

    def append(self, memory_id: str, text: str) -> Memory:
        """Add lines at the end of a memory as it is now; this never conflicts."""
        return self.memories.edit(memory_id, Append(text))

    def insert(self, memory_id: str, line: int, text: str) -> Memory:
        """Add lines after a line (0: at the top) of a memory as it is now."""
        return self.memories.edit(memory_id, Insert(line, text))

    def str_replace(self, memory_id: str, old: str, new: str) -> Memory:
        """Replace a text that occurs exactly once in a memory as it is now."""
        return self.memories.edit(memory_id, StrReplace(old, new))

    def retry_update(self, memory_id: str, change: Callable[[str], str]) -> Memory:
        """Change a memory's text, again when others were faster; see `Memories.retry_update`."""
        return self.memories.retry_update(memory_id, change)

    def delete(self, memory_id: str, *, expect: str | None = None) -> str:
        """Delete a memory, if its content still hashes to `expect`; see `Memories.delete`."""
        return self.memories.delete(memory_id, expect=expect)
