"""
Writing memories in an editor: a new one, or another text for one that is there.

No text is lost: what was refused because somebody else was faster is kept as a conflict, and what
was refused for another reason is what the editor opens with the next time.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from core.conflicts import Conflict
from core.errors import CoreError
from core.writing.lost_writes import PathConflict, PreconditionFailed
from memtui.backend.workspace import Backend
from memtui.bridge import Bridge
from memtui.editor import EditorFailed, edit_in_front, editor_command
from memtui.screens.doing import NO_TERMINAL, Doing
from memtui.typed.paths import completed, wrong_path
from memtui.widgets.tree_nodes import Node

if TYPE_CHECKING:
    from memtui.app import MemtuiApp


class Writing(Doing, inherit_bindings=False):
    """Deeds that an editor is opened for; see the module."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self._drafts: dict[tuple[str, str], tuple[str, str]] = {}
        """By store and memory id, or path of a new one: what was typed, and the hash it was on."""

    def _open_editor(self, text: str, path: str, command: list[str]) -> str:
        # The loop waits: the editor has the terminal, so nothing may be painted meanwhile.
        edited = edit_in_front(self.app.suspend, text, path, command)
        self.app.refresh()
        return edited

    async def _edit(self, node: Node) -> None:
        command = editor_command()
        memory = await self.bridge.ask(lambda backend: backend.memory(node.memory_id))
        key = (node.store_id, memory.id)
        text, expect = self._drafts.get(key, (memory.content or "", memory.content_sha256))
        edited = self._open_editor(text, memory.path, command)
        if edited == memory.content:
            self._drafts.pop(key, None)
            self.app.tell(f"{memory.path} is as it was, so nothing was written.")
            return
        await self._write(
            key,
            (edited, expect),
            lambda backend: backend.edit_memory(memory.id, edited, expect),
            f"Changed {memory.path}; {self.app.key('stores.undo')} undoes it.",
        )

    async def _create(self, store_id: str, directory: str) -> None:
        store = self.tree_view.model.stores.get(store_id)
        where = f"New memory in {store.name} at" if store is not None else "New memory at"
        path = await self._prompt(where, directory, wrong_path)
        if path is None:
            return
        path = completed(path)
        key = (store_id, path)
        text, _ = self._drafts.get(key, ("", ""))
        why = ""
        try:
            command = editor_command()
        except EditorFailed as error:
            command, why = [], str(error)
        try:
            text = self._open_editor(text, path, command) if command else text
        except SuspendNotSupported:
            command, why = [], NO_TERMINAL
        done = (
            f"Made {path}; {self.app.key('stores.undo')} undoes it."
            if command
            else f"Made {path}, empty. {why}"
        )
        if await self._write(
            key, (text, ""), lambda b: b.create_memory(store_id, path, text), done
        ):
            await self._go_to(store_id, path)

    async def _write(
        self,
        key: tuple[str, str],
        draft: tuple[str, str],
        call: Callable[[Backend], object],
        done: str,
    ) -> bool:
        """Write a text; whatever comes, it is somewhere afterwards."""
        self._drafts[key] = draft
        try:
            await self.bridge.ask(call)
        except (PreconditionFailed, PathConflict) as refused:
            # From here on the conflict keeps it.
            del self._drafts[key]
            await self._collided(refused, refused.conflict, draft[0])
            return False
        except CoreError as error:
            again = self.app.key("stores.edit" if draft[1] else "stores.new")
            sentence = f"{error} Your text is kept here until you leave: {again} opens it again."
            self.app.tell(sentence, severity="error")
            return False
        del self._drafts[key]
        self.app.offer(done)
        return True

    async def _collided(self, refused: CoreError, conflict: Conflict, text: str) -> None:
        if not text and isinstance(refused, PathConflict):
            await self._told_already(refused, conflict)
            return
        if isinstance(refused, PreconditionFailed):
            said = f"{conflict.path} changed while you edited it, so nothing was written."
        else:
            said = f"{refused} Nothing was written."
        self.app.tell(
            f"{said} Your text is kept as {conflict.id}: here are base, theirs and mine.",
            severity="warning",
        )
        await self.app.go_to_conflict(conflict.id)
