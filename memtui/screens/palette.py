"""
The command palette: every action that works now, and every store.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from memtui import keys
from memtui.screens.stores import StoresScreen
from memtui.text import cell

if TYPE_CHECKING:
    from memtui.app import MemtuiApp


class Commands(Provider):
    """What the palette finds; see the module."""

    async def discover(self) -> Hits:
        for title, sentence, run in self._commands():
            yield DiscoveryHit(cell(title), run, text=title, help=sentence)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for title, sentence, run in self._commands():
            score = matcher.match(title)
            if score > 0:
                # As rich `Text`: whatever else goes in is read as markup.
                yield Hit(score, cell(title), run, text=title, help=sentence)

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        app = cast("MemtuiApp", self.app)
        for action in app.actions_here():
            if action.method == "palette":
                continue
            key = f"  {keys.label(action.keys[0])}" if action.keys else ""
            title = f"{action.verb[0].upper()}{action.verb[1:]}{key}"
            yield title, action.help, partial(app.do, action)
        screen = self.screen
        if isinstance(screen, StoresScreen):
            for store in screen.tree_view.model.stores.values():
                run = partial(screen.go_to_store, store.store_id)
                yield f"Go to {store.name}", "Put the cursor on this store.", run
