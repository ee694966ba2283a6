"""
Searching while somebody types.

One search runs at a time, in a thread. Who types on makes it stop as soon as it can, and only what
was typed last is searched for then; an answer that was overtaken is never shown.
"""

from collections.abc import Mapping, Sequence
from threading import Event
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from core.errors import CoreError
from core.records.stores import Store
from memtui.backend.finding import Sought
from memtui.bridge import Bridge
from memtui.screens.mode import ModeScreen
from memtui.shown.hits import Hit
from memtui.text import visible
from memtui.widgets.hit_list import HitList
from memtui.widgets.lines import Heading

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_PATIENCE_S = 0.12
_LIMIT = 100
"""Memories looked at; the best come first."""

_HINT = 'words, "a phrase", begin*'
_NOTHING_YET = f"Type what you look for: {_HINT}. Every word has to be in the memory."


class Searching(ModeScreen, inherit_bindings=False):
    """A screen with a line for words, and what was found; see the module."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.line = Input(id="search-line", placeholder=_HINT)
        self.hits_view = HitList()
        self.stores: Sequence[Store] = ()
        self.store: Store | None = None
        """The only one that is searched; `None`: all of them."""
        self.has_history = False
        """Every version is searched, and not only what is there now."""
        self._wanted = Sought("")
        self.shown: Sought | None = None
        """What the hits answer."""
        self._is_searching = False
        self._stop = Event()

    async def read_stores(self) -> None:
        """Which stores there are."""
        self.stores = await self.bridge.ask(lambda backend: backend.stores())

    @on(Input.Changed)
    def search_while_typing(self, message: Input.Changed) -> None:
        message.stop()
        self.search()

    @on(Input.Submitted)
    def go_to_hits(self) -> None:
        if self.hits_view.count:
            self.go_to_pane(self.hits_view)

    def search(self) -> None:
        """Search for what is typed now, as soon as the search before it has stopped."""
        self._wanted = Sought(
            self.line.value.strip(), self.store.id if self.store else None, self.has_history
        )
        self.entitle()
        self._stop.set()
        if not self._is_searching:
            self._is_searching = True
            self.start_beside(self._search_until_quiet)

    async def _search_until_quiet(self) -> None:
        try:
            while self.shown != self._wanted:
                await self.bridge.hold_back(_PATIENCE_S)
                await self._search_for(self._wanted)
        finally:
            self._is_searching = False
            self.entitle()

    async def _search_for(self, sought: Sought) -> None:
        hits: Sequence[Hit] = ()
        stop = self._stop = Event()
        note = _NOTHING_YET
        if sought.query:
            self.entitle(is_busy=True)
            try:
                hits = await self.bridge.ask(
                    lambda backend: backend.search(sought, _LIMIT, stop.is_set)
                )
                note = self._nothing(sought)
            except CoreError as error:
                # Half a query is typed on the way to a whole one: a sentence, and no alarm.
                note = str(error)
        if sought != self._wanted:
            return
        self.shown = sought
        self.hits_view.show(hits, self.names(), note)

    def names(self) -> Mapping[str, str]:
        """What the stores are called, by id; safe to show."""
        return {store.id: visible(store.name, keep="") for store in self.stores}

    def _nothing(self, sought: Sought) -> str:
        where = "this store" if sought.store_id else "any store"
        if sought.history:
            return f"No version in {where} ever had all these words."
        key = self.app.key("search.history")
        return f"No memory in {where} has all these words now; {key} looks into old versions too."

    def say_nothing_yet(self) -> None:
        """What can be typed, in place of hits."""
        self.hits_view.show((), {}, _NOTHING_YET)

    def entitle(self, *, is_busy: bool = False) -> None:
        """Where is searched, and how much was found."""
        where = visible(self.store.name, keep="") if self.store else "all stores"
        what = "all versions" if self.has_history else "what is there now"
        memories = len(self.hits_view.hits)
        count = f"{memories:,}{'+' if memories >= _LIMIT else ''} found"
        aside = "searching …" if is_busy else count if self.line.value.strip() else ""
        self.hits_view.entitle(Heading(f"{where}, {what}", aside))
