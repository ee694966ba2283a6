"""
Full-text search over all stores: words, what they are found in, and the text around a hit.

One search runs at a time, in a thread. Who types on makes it stop as soon as it can, and only what
was typed last is searched for then; an answer that was overtaken is never shown.
"""

from collections.abc import Mapping, Sequence
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from core.errors import CoreError
from core.store_records import Store
from memtui import keys
from memtui.backend.finding import Sought
from memtui.bridge import Bridge
from memtui.screens.mode import ModeScreen
from memtui.shown.hits import Hit
from memtui.text import visible
from memtui.trail import Spot
from memtui.widgets.content import ContentView
from memtui.widgets.hit_list import HitList
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.opened_line import open_line
from memtui.widgets.pane import Pane
from memtui.widgets.tabs import SEARCH, STORES

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_PATIENCE_S = 0.12
_LIMIT = 100
"""Memories looked at; the best come first."""

_WITH_PREVIEW = 16
_HINT = 'words, "a phrase", begin*'
_NOTHING_YET = f"Type what you look for: {_HINT}. Every word has to be in the memory."


class SearchScreen(ModeScreen, inherit_bindings=False):
    """See the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.SEARCH,)
    BINDINGS = keys.bindings(keys.Place.SEARCH)
    TAB = SEARCH

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.line = Input(id="search-line", placeholder=_HINT)
        self.hits_view = HitList()
        self.preview = ContentView(app.clock, id="hit-text")
        self._stores: Sequence[Store] = ()
        self._store: Store | None = None
        self._has_history = False
        self._wanted = Sought("")
        self._shown: Sought | None = None
        self._is_searching = False
        self._stop = Event()
        self._version_id: str | None = None

    def compose(self) -> ComposeResult:
        self.line.cursor_blink = False
        yield self.title_bar
        yield self.line
        yield Pane(self.hits_view)
        yield Pane(self.preview)
        yield self.key_bar

    def begin(self) -> None:
        open_line(self.line)
        self._say(_NOTHING_YET)
        self.lay_out()
        self.start("stores", self._read_stores)

    @property
    def panes(self) -> tuple[Lines, ...]:
        return self.hits_view, self.preview

    def lay_out(self) -> None:
        if not self.is_ready:
            return
        height = self.app.size.height
        shown = list(self.panes) if height >= _WITH_PREVIEW else [self.focused_pane]
        if self.is_zoomed:
            shown = [self.focused_pane]
        for pane in self.panes:
            self.query_one(f"#{pane.id}-pane", Pane).display = pane in shown

    def offers(self, action: str) -> bool:
        """While words are typed, only what ends that."""
        if self.line.has_focus:
            return action in ("back", "next_pane")
        if action == "open":
            return self.hits_view.has_focus and self.hits_view.count > 0
        return super().offers(action)

    def verbs(self) -> dict[str, str]:
        return {
            "search.history": "now only" if self._has_history else "all versions",
            "search.one_store": "next store" if self._store else "one store",
            "search.back": "leave" if self.line.has_focus else "back",
        }

    # Searching

    async def _read_stores(self) -> None:
        self._stores = await self.bridge.ask(lambda backend: backend.stores())

    @on(Input.Changed)
    def search_while_typing(self, message: Input.Changed) -> None:
        message.stop()
        self._search()

    @on(Input.Submitted)
    def go_to_hits(self) -> None:
        if self.hits_view.count:
            self.go_to_pane(self.hits_view)

    def _search(self) -> None:
        self._wanted = Sought(
            self.line.value.strip(), self._store.id if self._store else None, self._has_history
        )
        self._entitle()
        self._stop.set()
        if not self._is_searching:
            self._is_searching = True
            self.start_beside(self._search_until_quiet)

    async def _search_until_quiet(self) -> None:
        try:
            while self._shown != self._wanted:
                await self.bridge.hold_back(_PATIENCE_S)
                await self._search_for(self._wanted)
        finally:
            self._is_searching = False
            self._entitle()

    async def _search_for(self, sought: Sought) -> None:
        hits: Sequence[Hit] = ()
        stop = self._stop = Event()
        note = _NOTHING_YET
        if sought.query:
            self._entitle(is_busy=True)
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
        self._shown = sought
        self.hits_view.show(hits, self._names(), note)

    def _names(self) -> Mapping[str, str]:
        return {store.id: visible(store.name, keep="") for store in self._stores}

    def _nothing(self, sought: Sought) -> str:
        where = "this store" if sought.store_id else "any store"
        if sought.history:
            return f"No version in {where} ever had all these words."
        key = self.app.key("search.history")
        return f"No memory in {where} has all these words now; {key} looks into old versions too."

    def _say(self, note: str) -> None:
        self.hits_view.show((), {}, note)

    def _entitle(self, *, is_busy: bool = False) -> None:
        where = visible(self._store.name, keep="") if self._store else "all stores"
        what = "all versions" if self._has_history else "what is there now"
        memories = len(self.hits_view.hits)
        count = f"{memories:,}{'+' if memories >= _LIMIT else ''} found"
        aside = "searching …" if is_busy else count if self.line.value.strip() else ""
        self.hits_view.entitle(Heading(f"{where}, {what}", aside))

    # The hit under the cursor

    @on(HitList.Pointed)
    def show_hit(self) -> None:
        current = self.hits_view.current
        if current is None:
            self._version_id = None
            self.preview.show_note([""])
            self.preview.entitle(Heading("Text"))
            self.show_place()
        else:
            hit, line = current
            self.show_place(self._names().get(hit.store_id, ""), hit.path)
            self.start("preview", self._show_text, hit, line)
        self._entitle()
        self.show_keys()

    async def _show_text(self, hit: Hit, line: int) -> None:
        if hit.version_id != self._version_id:
            version = await self.bridge.ask(lambda backend: backend.version(hit.version_id))
            self._version_id = hit.version_id
            self.preview.show_text(version.content or "", cursor=line - 1)
            if self.preview.is_blamed:
                self.show_blame()
            self.preview.entitle(Heading(visible(hit.path, keep="")))
        # In the middle: what stands around it is what one wants to see.
        self.preview.move_to(line - 1)
        row = self.preview.row_of(line - 1)
        self.preview.scroll_to(y=max(0, row - self.preview.size.height // 2), animate=False)

    @on(ContentView.BlameWanted)
    def show_blame(self) -> None:
        async def read(version_id: str) -> None:
            lines = await self.bridge.ask(lambda b: b.blame(b.version(version_id)))
            if version_id == self._version_id:
                self.preview.show_blame(lines)

        if self._version_id is not None:
            self.start("blame", read, self._version_id)

    @on(HitList.Opened)
    def open_hit(self) -> None:
        current = self.hits_view.current
        if current is None:
            return
        hit, line = current
        spot = Spot(
            STORES,
            hit.store_id,
            hit.memory_id,
            hit.path,
            version_id=hit.version_id if self._shown and self._shown.history else None,
            pane="content",
            line=line - 1,
        )
        self.app.jumps.leave()
        self.start_beside(self.app.jumps.go, spot)

    # Actions

    def action_query(self) -> None:
        open_line(self.line)

    def action_one_store(self) -> None:
        stores = [None, *self._stores]
        at = stores.index(self._store) if self._store in stores else 0
        self._store = stores[(at + 1) % len(stores)]
        self._search()
        self.show_keys()

    def action_history(self) -> None:
        self._has_history = not self._has_history
        self._search()
        self.show_keys()

    def action_rescan(self) -> None:
        self._shown = self._version_id = None
        self.start("stores", self._read_stores)
        self._search()

    def action_next_pane(self) -> None:
        if self.line.has_focus:
            self.go_to_pane(self.hits_view)
        else:
            super().action_next_pane()

    def action_back(self) -> None:
        if self.is_zoomed:
            self.action_zoom()
        elif self.preview.has_focus:
            self.go_to_pane(self.hits_view)
        else:
            self.app.leave_search()
