"""
What a person does to a workspace file on this machine.
"""

from collections.abc import Mapping, Sequence

from core.records.memories import Memory
from core.records.sessions import SessionRecord
from core.records.stores import Store
from core.undoing.deeds import Deed
from core.undoing.undo import SessionUndone
from core.workspace import Workspace


class LocalDeeds:
    """The part of `LocalBackend` that writes stores and memories."""

    _workspace: Workspace

    def create_memory(self, store_id: str, path: str, content: str) -> Memory:
        return self._workspace.memories.create(store_id, path, content)

    def edit_memory(self, memory_id: str, content: str, expect: str) -> Memory:
        return self._workspace.memories.update(memory_id, content=content, expect=expect)

    def move_memory(self, memory_id: str, path: str, to: str) -> Memory:
        return self._workspace.memories.update(memory_id, path=to, at=path)

    def move_directory(self, store_id: str, path: str, to: str) -> int:
        return len(self._workspace.memories.rename_directory(store_id, path, to))

    def delete_memory(self, memory_id: str, path: str) -> None:
        self._workspace.memories.delete(memory_id, at=path)

    def delete_directory(self, store_id: str, path: str) -> int:
        return len(self._workspace.memories.delete_directory(store_id, path))

    def archive_store(self, store_id: str) -> Store:
        return self._workspace.stores.archive(store_id)

    def unarchive_store(self, store_id: str) -> Store:
        return self._workspace.stores.unarchive(store_id)

    def delete_store(self, store_id: str) -> None:
        self._workspace.stores.delete(store_id)

    def sessions(self, limit: int) -> Sequence[SessionRecord]:
        return self._workspace.sessions.page(limit=limit).data

    def start_session(self, agent: str, attach: Mapping[str, str]) -> SessionRecord:
        return self._workspace.sessions.start(agent, attach).record

    def end_session(self, session_id: str) -> SessionRecord:
        return self._workspace.sessions.end(session_id)

    def attach_store(self, session_id: str, store_id: str, access: str) -> SessionRecord:
        return self._workspace.sessions.attach(session_id, store_id, access)

    def undo(self) -> Deed:
        return self._workspace.undo.undo()

    def redo(self) -> Deed:
        return self._workspace.undo.redo()

    def undo_session(self, session_id: str) -> SessionUndone:
        return self._workspace.undo.session(session_id)
