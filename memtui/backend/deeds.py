"""
What the screens ask of a workspace when a person acts on stores and memories.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from core.records.memories import Memory
from core.records.sessions import SessionRecord
from core.records.stores import Store
from core.undoing.deeds import Deed
from core.undoing.undo import SessionUndone

__all__ = ["ActingBackend", "Deed", "SessionUndone"]


class ActingBackend(Protocol):
    """The part of `Backend` that writes; every call may raise `CoreError`."""

    def create_memory(self, store_id: str, path: str, content: str) -> Memory:
        """Make a memory at a free path."""

    def edit_memory(self, memory_id: str, content: str, expect: str) -> Memory:
        """Give a memory another content, if what it holds still has the hash `expect`."""

    def move_memory(self, memory_id: str, path: str, to: str) -> Memory:
        """Give a memory that still is at `path` another one."""

    def move_directory(self, store_id: str, path: str, to: str) -> int:
        """Move everything under a directory; gives how many memories it was."""

    def delete_memory(self, memory_id: str, path: str) -> None:
        """Delete a memory that still is at `path`."""

    def delete_directory(self, store_id: str, path: str) -> int:
        """Delete everything under a directory; gives how many memories it was."""

    def archive_store(self, store_id: str) -> Store:
        """Close a store for new writes."""

    def unarchive_store(self, store_id: str) -> Store:
        """Open a store for writes again."""

    def delete_store(self, store_id: str) -> None:
        """Delete a store with its whole history; nothing brings it back."""

    def sessions(self, limit: int) -> Sequence[SessionRecord]:
        """The newest sessions, newest first."""

    def start_session(self, agent: str, attach: Mapping[str, str]) -> SessionRecord:
        """Start a session with stores attached: access by store id."""

    def end_session(self, session_id: str) -> SessionRecord:
        """End a session: it writes nothing any more."""

    def attach_store(self, session_id: str, store_id: str, access: str) -> SessionRecord:
        """Attach one more store to a session, or give an attached one another access."""

    def undo(self) -> Deed:
        """Take back what this person did last."""

    def redo(self) -> Deed:
        """Do again what was undone last."""

    def undo_session(self, session_id: str) -> SessionUndone:
        """Take back everything that a session wrote and nobody changed since."""
