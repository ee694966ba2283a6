"""
Doing what a person asked for in the stores: in the order of the keys, and never two at once.

Every deed is one call to the backend and a sentence that says what was done and what takes it back.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from core.conflicts import Conflict
from core.errors import CoreError
from core.undoing.inverses import UndoRefused
from core.undoing.undo import ArchiveMoved, SessionUndone
from core.writing.lost_writes import PathConflict
from memtui.bridge import Bridge
from memtui.editor import EditorFailed
from memtui.screens.spotting import Spotting
from memtui.typed.paths import completed, wrong_directory, wrong_path
from memtui.widgets import figures
from memtui.widgets.prompt import Check, Prompt, Sheet
from memtui.widgets.tree_nodes import Kind, Node
from memtui.work import run_beside

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_TRIES, _BETWEEN_TRIES_S = 40, 0.025
NO_TERMINAL = "An editor cannot be opened here: memtui does not own the terminal."


class Doing(Spotting, inherit_bindings=False):
    """Deeds that need no editor; see the module."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self._turn = asyncio.Lock()

    def _act(self, work: Callable[[], Awaitable[None]]) -> None:
        run_beside(self, self._in_turn, work)

    async def _in_turn(self, work: Callable[[], Awaitable[None]]) -> None:
        async with self._turn:
            try:
                await work()
            except SuspendNotSupported:
                self.app.tell(NO_TERMINAL, severity="warning")
            except (EditorFailed, UndoRefused, ArchiveMoved) as error:
                self.app.tell(str(error), severity="warning")
            except CoreError as error:
                self.app.tell(str(error), severity="error")

    async def _move(self, node: Node) -> None:
        old, is_directory = node.path, node.kind is Kind.DIRECTORY
        check = wrong_directory if is_directory else lambda path: wrong_path(path, old)
        typed = await self._prompt(f"Move {old} to", old, check)
        if typed is None:
            return
        new = completed(typed, of=old)
        if new == old:
            return
        try:
            if is_directory:
                count = await self.bridge.ask(lambda b: b.move_directory(node.store_id, old, new))
                what = f"{old} ({figures.counted(count, 'memory', 'memories')})"
            else:
                await self.bridge.ask(lambda b: b.move_memory(node.memory_id, old, new))
                what = old
        except PathConflict as refused:
            await self._told_already(refused, refused.conflict)
            return
        self.app.offer(f"Moved {what} to {new}; {self.app.key('stores.undo')} undoes it.")
        if is_directory:
            await self._go_to(node.store_id, new)

    async def _delete(self, node: Node) -> None:
        path = what = node.path
        if node.kind is Kind.DIRECTORY:
            count = await self.bridge.ask(lambda b: b.delete_directory(node.store_id, path))
            what = f"{path} ({figures.counted(count, 'memory', 'memories')})"
        else:
            await self.bridge.ask(lambda backend: backend.delete_memory(node.memory_id, path))
        self.app.offer(f"Deleted {what}; {self.app.key('stores.undo')} undoes it.")

    async def _archive(self, node: Node) -> None:
        lines = [
            ("Agents and people can still read it, and its history stays.", ""),
            ("Nothing is written to it until it is opened again, with the same key.", ""),
        ]
        answer = await self.app.push_screen_wait(
            Sheet(f"Archive {node.name}?", lines, {"y": "archive it"})
        )
        if answer == "y":
            await self.bridge.ask(lambda backend: backend.archive_store(node.store_id))
            self.app.offer(f"{node.name} is archived; {self.app.key('stores.undo')} undoes it.")

    async def _unarchive(self, node: Node) -> None:
        await self.bridge.ask(lambda backend: backend.unarchive_store(node.store_id))
        undo = self.app.key("stores.undo")
        self.app.offer(f"{node.name} is open for writes again; {undo} undoes it.")

    async def _delete_store(self, node: Node) -> None:
        title = f"Delete {node.name} with its whole history, for good? Type its name"
        wrong = "That is not its name; esc leaves it as it is."
        typed = await self._prompt(title, "", lambda text: None if text == node.name else wrong)
        if typed is not None:
            await self.bridge.ask(lambda backend: backend.delete_store(node.store_id))
            self.app.tell(f"{node.name} is deleted, and nothing brings it back.")

    async def _undo(self) -> None:
        deed = await self.bridge.ask(lambda backend: backend.undo())
        self.app.offer(f"Undone: {deed.label}; {self.app.key('stores.redo')} does it again.")

    async def _redo(self) -> None:
        deed = await self.bridge.ask(lambda backend: backend.redo())
        self.app.offer(f"Done again: {deed.label}; {self.app.key('stores.undo')} undoes it.")

    async def _undo_session(self, session_id: str, agent: str) -> None:
        session = f"session {figures.short_id(session_id)} of {agent}"
        lines = [
            ("All of it in one go; what others wrote over since stays as it is.", ""),
            ("The next page lists what went back and what stays, and u takes it back.", ""),
        ]
        answer = await self.app.push_screen_wait(
            Sheet(f"Take back what {session} wrote?", lines, {"y": "take it back"})
        )
        if answer != "y":
            return
        done = await self.bridge.ask(lambda backend: backend.undo_session(session_id))
        what = "What was taken back of" if done.paths else "Nothing was taken back of"
        answer = await self.app.push_screen_wait(
            Sheet(
                f"{what} {session}",
                _session_lines(done),
                {"u": "undo this"} if done.paths else {},
            )
        )
        if answer == "u":
            await self._undo()

    # Small steps

    async def _told_already(self, refused: CoreError, conflict: Conflict) -> None:
        """Nothing was typed that could be lost, and who asked knows: nobody has to decide it."""
        self.app.tell(str(refused), severity="error")
        with suppress(CoreError):
            await self.bridge.ask(lambda backend: backend.dismiss(conflict.id))

    async def _prompt(self, title: str, value: str, check: Check) -> str | None:
        return await self.app.push_screen_wait(Prompt(title, value, check))

    async def _go_to(self, store_id: str, path: str) -> None:
        """Put the cursor on what was made as soon as the tree has heard of it."""
        before = self.tree_view.node
        for _ in range(_TRIES):
            # Who went on stays there; but the directory that was moved away takes nobody along.
            is_elsewhere = self.tree_view.node is not before
            if is_elsewhere and before is not None and before.row >= 0:
                return
            if await self.reveal(store_id, path):
                return
            await asyncio.sleep(_BETWEEN_TRIES_S)


def _session_lines(done: SessionUndone) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    if done.paths:
        count = figures.counted(len(done.paths), "memory is", "memories are")
        lines.append((f"{count} as before the session:", "bold"))
        lines += [(f"  {path}", "") for path in done.paths]
    if done.kept:
        count = figures.counted(len(done.kept), "memory stays", "memories stay")
        lines.append((f"{count}, because others wrote there since:", "bold"))
        lines += [(f"  {kept.path}  (last by {kept.by})", "warn") for kept in done.kept]
    return lines or [("It changed nothing that is still there.", "dim")]
