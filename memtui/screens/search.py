"""
Full-text search over all stores: words, what they are found in, and the text around a hit.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from memtui import keys
from memtui.bridge import Bridge
from memtui.screens.searching import Searching
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

_WITH_PREVIEW = 16


class SearchScreen(Searching, inherit_bindings=False):
    """See the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.SEARCH,)
    BINDINGS = keys.bindings(keys.Place.SEARCH)
    TAB = SEARCH

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.preview = ContentView(app.clock, id="hit-text")
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
        self.say_nothing_yet()
        self.lay_out()
        self.start("stores", self.read_stores)

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
            "search.history": "now only" if self.has_history else "all versions",
            "search.one_store": "next store" if self.store else "one store",
            "search.back": "leave" if self.line.has_focus else "back",
        }

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
            self.show_place(self.names().get(hit.store_id, ""), hit.path)
            self.start("preview", self._show_text, hit, line)
        self.entitle()
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
            version_id=hit.version_id if self.shown and self.shown.history else None,
            pane="content",
            line=line - 1,
        )
        self.app.jumps.leave()
        self.start_beside(self.app.jumps.go, spot)

    # Actions

    def action_query(self) -> None:
        open_line(self.line)

    def action_one_store(self) -> None:
        stores = [None, *self.stores]
        at = stores.index(self.store) if self.store in stores else 0
        self.store = stores[(at + 1) % len(stores)]
        self.search()
        self.show_keys()

    def action_history(self) -> None:
        self.has_history = not self.has_history
        self.search()
        self.show_keys()

    def action_rescan(self) -> None:
        self.shown = self._version_id = None
        self.start("stores", self.read_stores)
        self.search()

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
