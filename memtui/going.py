"""
Going through the app: from mode to mode, and to a store, a memory, a conflict, a dream or a turn.
"""

from textual import on
from textual.app import App
from textual.screen import ModalScreen

from memtui.jumps import Jumps
from memtui.modes import Modes
from memtui.screens.mode import ModeScreen
from memtui.screens.stores import StoresScreen
from memtui.widgets.tabs import CONFLICTS, DREAMS, SEARCH, SESSIONS, STORES, TIMELINE
from memtui.widgets.turn_wanted import TurnWanted


class Going(App[None], inherit_bindings=False):
    """An app whose modes each keep their place."""

    stores: StoresScreen
    modes: Modes
    jumps: Jumps
    _searched_from = STORES

    @property
    def front(self) -> StoresScreen | ModeScreen:
        """The screen that is worked with, under help and palette."""
        screens = [screen for screen in self.screen_stack if not isinstance(screen, ModalScreen)]
        front = screens[-1] if screens else self.stores
        assert isinstance(front, StoresScreen | ModeScreen)
        return front

    def action_stores(self) -> None:
        self._change_mode(STORES)

    def action_timeline(self) -> None:
        self._change_mode(TIMELINE)

    def action_conflicts(self) -> None:
        self._change_mode(CONFLICTS)

    def action_sessions(self) -> None:
        self._change_mode(SESSIONS)

    def action_dreams(self) -> None:
        self._change_mode(DREAMS)

    def action_search(self) -> None:
        if self.current_mode != SEARCH:
            self._searched_from = self.current_mode
        self._change_mode(SEARCH)

    def leave_search(self) -> None:
        """Go back to where the search was asked for."""
        self._change_mode(self._searched_from)

    def _change_mode(self, mode: str) -> None:
        if mode != self.current_mode:
            self.jumps.leave()
            self.switch_mode(mode)

    async def action_jump_back(self) -> None:
        await self.jumps.back()

    async def action_jump_forward(self) -> None:
        await self.jumps.forward()

    def go_to_store(self, store_id: str) -> None:
        """Show a store in the stores."""
        self.jumps.leave()
        self.switch_mode(STORES)
        self.stores.go_to_store(store_id)

    def go_to_memory(self, store_id: str, path: str) -> None:
        """Show a memory in the stores."""
        self.jumps.leave()
        self.switch_mode(STORES)
        self.stores.go_to_memory(store_id, path)

    async def go_to_conflict(self, conflict_id: str) -> None:
        """Open a conflict in the resolver."""
        self.jumps.leave()
        await self.switch_mode(CONFLICTS)
        self.modes.conflicts.open_resolver(conflict_id)

    async def go_to_dream(self, dream_id: str) -> None:
        """Show a dream, in its review if there is something to decide."""
        self.jumps.leave()
        await self.switch_mode(DREAMS)
        await self.modes.dreams.show_dream(dream_id)

    @on(TurnWanted)
    def show_turn(self, message: TurnWanted) -> None:
        """Go to the turn in which a version was written."""
        self.front.start("turn", self.jumps.to_writer, message.version)
