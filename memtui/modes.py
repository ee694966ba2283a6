"""
The modes of the app: screens that keep their place while another one is in front.

Each but the first is made when it is first asked for, so that a start pays for none of them.
"""

import importlib
from functools import partial
from typing import TYPE_CHECKING, cast

from memtui.bridge import Batch
from memtui.screens.mode import ModeScreen
from memtui.widgets.tabs import CONFLICTS, DREAMS, SEARCH, SESSIONS, TIMELINE

if TYPE_CHECKING:
    from memtui.app import MemtuiApp
    from memtui.screens.conflicts import ConflictsScreen
    from memtui.screens.dreams import DreamsScreen
    from memtui.screens.search import SearchScreen
    from memtui.screens.sessions import SessionsScreen
    from memtui.screens.timeline import TimelineScreen

_SCREENS = {
    CONFLICTS: "conflicts:ConflictsScreen",
    DREAMS: "dreams:DreamsScreen",
    SEARCH: "search:SearchScreen",
    SESSIONS: "sessions:SessionsScreen",
    TIMELINE: "timeline:TimelineScreen",
}
"""`module:name` below `memtui.screens`; a new mode is a line here, one in `tabs`, and an action."""


class Modes:
    """The screens of one app that were made so far."""

    def __init__(self, app: "MemtuiApp") -> None:
        self._app = app
        self._made: dict[str, ModeScreen] = {}

    def register(self) -> None:
        """Tell the app of every mode."""
        for mode in _SCREENS:
            self._app.add_mode(mode, partial(self.screen, mode))

    def screen(self, mode: str) -> ModeScreen:
        """The screen of a mode; made if it was not asked for before."""
        if mode not in self._made:
            module, _, name = _SCREENS[mode].partition(":")
            made = getattr(importlib.import_module(f"memtui.screens.{module}"), name)
            app = self._app
            self._made[mode] = made(app.bridge, app.stores.workspace, app)
        return self._made[mode]

    @property
    def conflicts(self) -> "ConflictsScreen":
        """The refused writes."""
        return cast("ConflictsScreen", self.screen(CONFLICTS))

    @property
    def dreams(self) -> "DreamsScreen":
        """The dreams and their reviews."""
        return cast("DreamsScreen", self.screen(DREAMS))

    @property
    def search(self) -> "SearchScreen":
        """The full-text search."""
        return cast("SearchScreen", self.screen(SEARCH))

    @property
    def sessions(self) -> "SessionsScreen":
        """The sessions and their transcripts."""
        return cast("SessionsScreen", self.screen(SESSIONS))

    @property
    def timeline(self) -> "TimelineScreen":
        """The lanes of time."""
        return cast("TimelineScreen", self.screen(TIMELINE))

    @property
    def open(self) -> list[ModeScreen]:
        """Every screen that was made, and those that were opened above them."""
        return [one for screen in self._made.values() for one in (screen, *screen.inner)]

    def apply(self, batch: Batch) -> None:
        """Changes of the workspace, for every screen that is there."""
        for screen in self._made.values():
            screen.apply(batch)

    def tick(self) -> None:
        """Time has passed."""
        for screen in self._made.values():
            screen.tick()

    def show_attention(self) -> None:
        """What needs a person is something else than before."""
        for screen in self._made.values():
            screen.show_attention()
