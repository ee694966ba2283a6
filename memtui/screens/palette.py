"""
The command palette: every action that works now, every theme and store, and what was changed
lately.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from memtui import keys, themes
from memtui.text import cell, visible

if TYPE_CHECKING:
    from memtui.app import MemtuiApp


_RECENT = 100
"""Memories that were changed lately and are found by their paths."""


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
        for name in themes.THEMES:
            sentence = "Show everything in these colours."
            yield f"Theme: {name}", sentence, partial(app.use_theme, name)
        stores = app.stores.tree_view.model.stores
        for store in stores.values():
            run = partial(app.go_to_store, store.store_id)
            yield f"Go to {store.name}", "Put the cursor on this store.", run
        # From the feed that is in view anyway, so that nothing has to be read.
        for store_id, path in app.stores.feed_view.recent(_RECENT):
            if store_id in stores:
                run = partial(app.go_to_memory, store_id, path)
                yield visible(path, keep=""), f"Changed lately in {stores[store_id].name}.", run
