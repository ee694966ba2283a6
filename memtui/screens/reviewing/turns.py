"""
The keys of a review one after another: what a key is about is what the key before it left.

A verdict takes as long as it takes to store it, and goes on to the next hunk only then. Who decides
faster than that must not decide twice on one hunk, and a move between two verdicts stays there.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ParamSpec

from textual import on
from textual.message import Message

from memtui.bridge import Bridge
from memtui.screens.mode import ModeScreen

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

P = ParamSpec("P")


class Turns(ModeScreen, inherit_bindings=False):
    """A screen that does what its keys ask for in the order in which they came."""

    @dataclass
    class Taken(Message):
        """A key was pressed whose work is to be done in its turn."""

        work: Callable[[], Awaitable[object]]

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self._waiting: deque[Callable[[], Awaitable[object]]] = deque()
        self._is_working = False

    def in_turn(
        self, work: Callable[P, Awaitable[object]], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Do the work of a key once that of those before it is done; a refusal is told."""
        # On the way that the moves of the pane take: none of them is overtaken.
        self.focused_pane.post_message(self.Taken(partial(work, *args, **kwargs)))

    def move_in_turn(self, move: Callable[[], None]) -> None:
        """Move at once, or once what was asked for before is done."""
        if not self._is_working:
            move()
            return

        async def moved() -> None:
            move()

        self._waiting.append(moved)

    @on(Taken)
    def _take_place(self, message: Taken) -> None:
        message.stop()
        self._waiting.append(message.work)
        if not self._is_working:
            self._is_working = True
            self.start_beside(self._work_off)

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                await self._told(self._waiting.popleft())
        finally:
            self._is_working = False
