"""
Writes of memories as jobs: what a writer asks for, ready to run in a transaction of anybody.

Who waits for the commit is not decided here: `Memories` does so in the caller's thread, a server
in its event loop. A refusal is the job's value and not an error, since it leaves a conflict behind
that has to be committed; whoever takes the value raises it.
"""

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias, TypeVar

from core.context import Context
from core.errors import CoreError, InvalidRequest
from core.paths import check_prefix
from core.records.heads import Head
from core.records.memories import Memory, memory_of, read_memory
from core.records.origins import ORDINARY, Note
from core.storage.sqlite import Connection
from core.storage.writer import Job
from core.texts.edits import Edit
from core.writing.writes import Write

T = TypeVar("T")

Asked: TypeAlias = Job[T | CoreError]
"""A job that gives what was asked for, or why it was refused."""

OnConflict = Literal["refuse", "merge"]


class MemoryJobs:
    """The jobs of one actor; what each does and refuses is told at its namesake in `Memories`."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def create(
        self, store_id: str, path: str, content: object, *, note: Note = ORDINARY
    ) -> Asked[Memory]:
        """Make a memory at a free path."""
        return self._giving(lambda write: write.create(store_id, path, content, note), content)

    def put(
        self, store_id: str, path: str, content: object, *, note: Note = ORDINARY
    ) -> Asked[Memory]:
        """Make a memory, or replace the content of the one at that path."""
        return self._giving(lambda write: write.put(store_id, path, content, note), content)

    def create_many(self, store_id: str, contents: Mapping[str, str]) -> Asked[int]:
        """Make many memories, all of them or none."""
        return self._asking(lambda write: write.create_many(store_id, contents))

    def update(
        self,
        memory_id: str,
        *,
        content: object = None,
        path: str | None = None,
        expect: str | None = None,
        on_conflict: OnConflict = "refuse",
        store_id: str | None = None,
        at: str | None = None,
        note: Note = ORDINARY,
    ) -> Asked[Memory]:
        """Give a memory another content, another path, or both."""
        # Only a merge makes another content than the one that was given.
        known = content if on_conflict == "refuse" else None
        return self._giving(
            lambda write: write.update(
                write.head(memory_id, store_id, at),
                content=content,
                path=path,
                expect=expect,
                note=note,
                merge=on_conflict == "merge",
            ),
            known,
        )

    def edit(
        self, memory_id: str, edit: Edit, *, at: str | None = None, note: Note = ORDINARY
    ) -> Asked[Memory]:
        """Apply an edit to the content as it is when the job runs."""
        return self._giving(lambda write: write.edit(write.head(memory_id, None, at), edit, note))

    def delete(
        self,
        memory_id: str,
        *,
        expect: str | None = None,
        store_id: str | None = None,
        at: str | None = None,
        note: Note = ORDINARY,
    ) -> Asked[str]:
        """Delete a memory; gives the id of the version that says so."""
        return self._asking(
            lambda write: write.delete(write.head(memory_id, store_id, at), expect, note)
        )

    def rename_directory(self, store_id: str, old: str, new: str) -> Asked[list[Memory]]:
        """Move everything under one prefix to another."""
        check_prefix(old)
        check_prefix(new)
        if new.startswith(old) and new != old:
            raise InvalidRequest(f"{old} cannot be moved into itself.")

        def move(write: Write) -> list[Memory] | CoreError:
            moved = write.move_directory(store_id, old, new)
            if isinstance(moved, CoreError):
                return moved
            return [memory_of(head, None) for head in moved]

        return self._asking(move)

    def delete_directory(self, store_id: str, prefix: str) -> Asked[list[str]]:
        """Delete everything under a prefix; gives the paths."""
        check_prefix(prefix)
        return self._asking(lambda write: write.delete_directory(store_id, prefix))

    def _asking(self, ask: Callable[[Write], T | CoreError]) -> Asked[T]:
        return lambda connection: ask(Write(self._context, connection))

    def _giving(
        self, ask: Callable[[Write], Head | CoreError], known: object = None
    ) -> Asked[Memory]:
        def job(connection: Connection) -> Memory | CoreError:
            head = ask(Write(self._context, connection))
            if isinstance(head, CoreError):
                return head
            # What is not known is read here, where nobody can redact it meanwhile.
            if isinstance(known, str):
                return memory_of(head, known)
            return read_memory(connection, head)

        return job
