"""
Time travel: a store as it was after each of its changes. Only reading; nothing can be written here.

The bar at the top is where one is in time, the tree and the text under it are of then. A step reads
again what is unfolded, in a thread; who runs through time asks only for where they stay.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from core.changes import Change
from core.errors import NotFound
from core.records.stores import Store
from core.times import Clock
from memtui import keys
from memtui.bridge import Bridge
from memtui.screens.mode import ModeScreen
from memtui.text import visible
from memtui.widgets.content import ContentView
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.pane import Pane
from memtui.widgets.tabs import STORES
from memtui.widgets.time_bar import TimeBar
from memtui.widgets.tree import StoreTree
from memtui.widgets.tree_nodes import Node, last_path

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_STEP, _PATIENCE_S, _MANY = "step", 0.015, 10


class PastTree(StoreTree):
    """A tree that knows which path a person chose, also while nothing stands there."""

    def __init__(self, clock: Clock, chosen: str) -> None:
        super().__init__(clock, id="past-tree")
        self.chosen = chosen

    def pointed(self) -> None:
        super().pointed()
        self.chosen = self.node.path if self.node is not None else ""


class TravelScreen(ModeScreen, inherit_bindings=False):
    """The past of one store; see the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.TRAVEL,)
    BINDINGS = keys.bindings(keys.Place.TRAVEL)
    TAB = STORES

    def __init__(
        self,
        bridge: Bridge,
        workspace: str,
        app: "MemtuiApp",
        store: Store,
        moments: Sequence[int],
        path: str,
    ) -> None:
        """
        Make the screen; it begins at the newest change.

        Args:
            moments: The `seq` of each change of the store, oldest first.
            path: What the cursor is put on, if it is there.
        """
        super().__init__(bridge, workspace, app)
        self.store = store
        self.moments = moments
        self.at = len(moments) - 1
        """Which of the moments is shown."""
        self.change: Change | None = None
        self.bar = TimeBar(len(moments))
        self.tree_view = PastTree(self._then, path)
        self.content_view = ContentView(self._then, id="past-content")

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield Pane(self.bar)
        with Horizontal():
            yield Pane(self.tree_view)
            yield Pane(self.content_view)
        yield self.key_bar

    @property
    def panes(self) -> Sequence[Lines]:
        return (self.bar, self.tree_view, self.content_view)

    def begin(self) -> None:
        self.title_bar.show_state("◷ the past", "$warning")
        self.bar.focus()
        self.show_place(self.store.name)
        self.tree_view.set_stores([self.store])
        self.go_to_moment(self.at)

    def lay_out(self) -> None:
        width = self.app.size.width
        self.query_one(f"#{self.bar.id}-pane").styles.height = 4
        self.query_one(f"#{self.tree_view.id}-pane").styles.width = max(24, width * 2 // 5)

    def offers(self, action: str) -> bool:
        """In the tree and the text, `g` and `G` are their own first and last line."""
        if action in ("oldest", "newest"):
            return self.bar.has_focus
        return action not in ("follow", "filter")

    def _then(self) -> datetime:
        return self.clock() if self.change is None else self.change.at

    # Moving through time

    def go_to_moment(self, at: int) -> None:
        """Show the store as it was after one of its changes."""
        self.at = max(0, min(at, len(self.moments) - 1))
        self.bar.show_position(self.at)
        self.start(_STEP, self._step)

    async def _step(self) -> None:
        await self.bridge.hold_back(_PATIENCE_S)
        seq = self.moments[self.at]
        change = await self.bridge.ask(lambda b: b.change(seq))
        self.change = change
        self.bar.show_change(change)
        model = self.tree_view.model
        for node in (*model.rows, *model.memories.values()):
            # What is older than what is known here counts as well: time may go back.
            node.at = node.live_at = node.writer = None
        folders = model.forget_pages()
        for folder in folders:
            await self._read_folder(folder)
        await self._reveal(self.tree_view.chosen)
        if change is not None:
            # What changed is in view, but the cursor stays: one file may be what is watched.
            changed = await self._find(change.path or "/")
            parent = changed.parent if changed is not None else None
            while parent is not None:
                model.set_open(parent, is_open=True)
                parent = parent.parent
            self.tree_view.apply([change])
        await self._read_content()

    async def _read_folder(self, folder: Node) -> None:
        seq, page = self.moments[self.at], None
        cursor = self.tree_view.model.loading(folder)
        try:
            page = await self.bridge.ask(
                lambda b: b.children_at(self.store.id, seq, folder.path, cursor)
            )
        finally:
            self.tree_view.add_page(folder, page)

    async def _reveal(self, path: str) -> None:
        """Unfold what it takes to put the cursor on a path, if something is there."""
        node = await self._find(path)
        if node is not None:
            self.tree_view.go_to_node(node)

    async def _find(self, path: str) -> Node | None:
        """The line of a path; folders are read as far as it takes."""
        while True:
            node, folder = self.tree_view.model.find(self.store.id, path)
            if node is not None or folder is None:
                return node
            if folder.is_read and (folder.next_page is None or last_path(folder) > path):
                return None
            await self._read_folder(folder)

    async def _read_content(self) -> None:
        path, seq = self.tree_view.chosen, self.moments[self.at]
        if not path or path.endswith("/"):
            self.content_view.show_note(["Select a memory to read it as it was."])
            self.content_view.entitle(Heading("Content"))
            return
        try:
            memory = await self.bridge.ask(lambda b: b.memory_at(self.store.id, seq, path))
        except NotFound:
            self.content_view.show_note(["It was not there at that time."])
        else:
            cursor, top = self.content_view.cursor, self.content_view.top_item
            self.content_view.show_text(memory.content or "", cursor=cursor, top=top)
            if self.content_view.is_blamed:
                written = await self.bridge.ask(lambda b: b.version(memory.memory_version_id))
                self.content_view.show_blame(await self.bridge.ask(lambda b: b.blame(written)))
        self.content_view.entitle(Heading(visible(path, keep=""), "as it was", "bold $warning"))

    # What the panes say

    @on(StoreTree.Wanted)
    def read_folder(self, message: StoreTree.Wanted) -> None:
        if not message.node.is_loading:
            self.start_beside(self._read_folder, message.node)

    @on(StoreTree.Pointed)
    def show_node(self) -> None:
        self.start("content", self._read_content)

    @on(StoreTree.Opened)
    def read_memory(self) -> None:
        self.go_to_pane(self.content_view)

    @on(ContentView.BlameWanted)
    def read_blame(self) -> None:
        self.start("content", self._read_content)

    @on(ContentView.LineOpened)
    def go_to_writing(self, message: ContentView.LineOpened) -> None:
        """Go to when a line was written."""
        self.go_to_moment(bisect_left(self.moments, message.version.seq))

    @on(TimeBar.Stepped)
    def step(self, message: TimeBar.Stepped) -> None:
        self.go_to_moment(self.at + message.by)

    @on(TimeBar.Opened)
    def show_changed(self) -> None:
        if self.change is not None and self.change.path is not None:
            self.tree_view.chosen = self.change.path
            self.start(_STEP, self._show_chosen)
            self.go_to_pane(self.tree_view)

    async def _show_chosen(self) -> None:
        await self._reveal(self.tree_view.chosen)
        await self._read_content()

    # Actions

    def action_back(self) -> None:
        """Back to now, from wherever the keys go."""
        self.dismiss()

    def action_older(self) -> None:
        self.go_to_moment(self.at - 1)

    def action_newer(self) -> None:
        self.go_to_moment(self.at + 1)

    def action_much_older(self) -> None:
        self.go_to_moment(self.at - _MANY)

    def action_much_newer(self) -> None:
        self.go_to_moment(self.at + _MANY)

    def action_oldest(self) -> None:
        self.go_to_moment(0)

    def action_newest(self) -> None:
        self.go_to_moment(len(self.moments) - 1)
