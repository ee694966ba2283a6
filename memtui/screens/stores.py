"""
The Stores screen: the live tree, the memory under its cursor, its history, and the feed.

Puts the panes where there is room, moves between them, and carries what panes ask for to the
bridge and the answers back.
"""

from collections.abc import Coroutine
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from core.errors import CoreError
from memtui import keys
from memtui.bridge import Batch, Bridge
from memtui.screens.acting import Acting
from memtui.screens.arrange import CONTENT, DIFF, FEED, HISTORY, TREE, arrange
from memtui.screens.reading import Reading
from memtui.screens.viewing import Viewing
from memtui.text import visible
from memtui.widgets.content import ContentView
from memtui.widgets.diff_sides import TwoSidedDiff
from memtui.widgets.feed import FeedView
from memtui.widgets.history import HistoryView
from memtui.widgets.history_filter import HistoryPane
from memtui.widgets.keybar import KeyBar
from memtui.widgets.lines import Lines
from memtui.widgets.pane import Pane
from memtui.widgets.titlebar import Rate, TitleBar
from memtui.widgets.tree import StoreTree
from memtui.widgets.tree_nodes import Kind, Node

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_FEED_PAGE = 200


class StoresScreen(Viewing, Acting, inherit_bindings=False):
    """See the module."""

    app: "MemtuiApp"
    PLACES = (keys.Place.MEMORY, keys.Place.STORES, keys.Place.ACTING)
    BINDINGS = keys.bindings(*PLACES)

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__()
        self.bridge = bridge
        clock = app.clock
        self.clock = clock
        self.tree_view = StoreTree(clock)
        self.content_view = ContentView(clock)
        self.diff_view = TwoSidedDiff()
        self.history_view = HistoryView(clock)
        self.feed_view = FeedView(clock)
        self.workspace = workspace
        self.title_bar = TitleBar(workspace)
        self.key_bar = KeyBar()
        self.reading = Reading(
            bridge, clock, self.start, (self.content_view, self.diff_view, self.history_view)
        )
        self._panes: dict[str, Lines] = {
            TREE: self.tree_view,
            CONTENT: self.content_view,
            DIFF: self.diff_view,
            HISTORY: self.history_view,
            FEED: self.feed_view,
        }
        self._history_pane = HistoryPane(self.history_view)
        self._rate = Rate()
        self._conflicts = 0
        self._right = CONTENT
        self._is_zoomed = False

    def compose(self) -> ComposeResult:
        yield self.title_bar
        with Horizontal(id="upper"):
            for pane in (TREE, CONTENT, DIFF, HISTORY):
                yield self._history_pane if pane == HISTORY else Pane(self._panes[pane])
        yield Pane(self.feed_view)
        yield self.key_bar

    def on_mount(self) -> None:
        self.tree_view.focus()
        self._arrange()
        self.start(self._read_stores(), "stores")
        self.start(self._read_feed(), "feed")

    # Work in threads

    def start(self, work: Coroutine[object, object, object], name: str) -> None:
        """Run a coroutine in place of an earlier one of this name; a refusal is told."""
        self.run_worker(self._told(work), group=name, exclusive=True)

    async def _told(self, work: Coroutine[object, object, object]) -> None:
        try:
            await work
        except CoreError as error:
            self.app.tell(str(error), severity="error")

    async def _read_stores(self) -> None:
        stores = await self.bridge.ask(lambda backend: backend.stores())
        names = {store.id: visible(store.name, keep="") for store in stores}
        self.feed_view.set_stores(names)
        self.tree_view.set_stores(stores)

    async def _read_feed(self) -> None:
        newest = await self.bridge.ask(lambda backend: backend.newest_changes(_FEED_PAGE))
        self._conflicts = await self.bridge.ask(lambda backend: backend.open_conflicts())
        self.feed_view.show_newest(newest, has_older=len(newest) == _FEED_PAGE)
        self._rate = Rate.of(change.at for change in newest if change.kind.startswith("memory."))
        self._show_counts()

    async def _read_folder(self, node: Node) -> None:
        page = None
        cursor = self.tree_view.model.loading(node)
        try:
            page = await self.bridge.ask(lambda b: b.children(node.store_id, node.path, cursor))
        finally:
            self.tree_view.add_page(node, page)

    @on(StoreTree.Wanted)
    def read_folder(self, message: StoreTree.Wanted) -> None:
        if not message.node.is_loading:
            self.run_worker(self._told(self._read_folder(message.node)))

    @on(StoreTree.Unknown)
    def read_heads(self, message: StoreTree.Unknown) -> None:
        async def read() -> None:
            heads = await self.bridge.ask(lambda backend: backend.heads(message.memories))
            self.tree_view.set_heads(message.memories, heads)

        self.run_worker(self._told(read()))

    @on(StoreTree.Doubtful)
    def look_whether_empty(self, message: StoreTree.Doubtful) -> None:
        async def look(node: Node) -> None:
            page = await self.bridge.ask(
                lambda b: b.children(node.store_id, node.path, None, limit=1)
            )
            if not page.data:
                self.tree_view.drop(node)

        for node in message.nodes:
            self.run_worker(self._told(look(node)))

    @on(HistoryView.Wanted)
    def read_history(self, message: HistoryView.Wanted) -> None:
        self.start(self.reading.read_on(message.page), "history")

    @on(FeedView.Wanted)
    def read_older(self, message: FeedView.Wanted) -> None:
        async def read() -> None:
            older = await self.bridge.ask(lambda b: b.newest_changes(_FEED_PAGE, message.before))
            self.feed_view.add_older(older, has_older=len(older) == _FEED_PAGE)

        self.start(read(), "older")

    @on(FeedView.Outdated)
    def read_feed_again(self) -> None:
        self.start(self._read_feed(), "feed")

    # What happens in the workspace

    def apply(self, batch: Batch) -> None:
        """One batch of changes, put where it belongs."""
        now = self.clock()
        self._rate.add(sum(c.kind.startswith("memory.") for c in batch.changes), now)
        self._conflicts = batch.open_conflicts
        if batch.is_gap:
            self.action_rescan()
            return
        with self.app.batch_update():
            self.tree_view.apply(batch.changes)
            self.feed_view.apply(batch.changes)
            self.reading.apply(batch.changes)
            self._show_counts()
        if any(change.kind.startswith("store.") for change in batch.changes):
            self.start(self._read_stores(), "stores")
        written = [c for c in batch.changes if c.path and c.kind != "memory.deleted"]
        if self.tree_view.is_following and written:
            newest = written[-1]
            self.start(self._reveal(newest.memory_store_id or "", newest.path or "/"), "reveal")

    def tick(self) -> None:
        """Time has passed."""
        self.tree_view.tick()
        self.reading.tick()
        self._show_counts()

    def show_state(self, sign_and_word: str, look: str, waiting: int | None) -> None:
        """Whether what is seen is live."""
        self.title_bar.show_state(sign_and_word, look)
        self.feed_view.show_waiting(waiting)
        self._show_keys()

    def _show_counts(self) -> None:
        self.title_bar.show_counts(self._conflicts, self._rate.per_minute(self.clock()))

    # Panes

    @property
    def text_pane(self) -> str:
        """The pane that shows the memory now."""
        return DIFF if self.reading.is_diff else CONTENT

    @property
    def focused_pane(self) -> str:
        """The pane that the keys go to."""
        if self._history_pane.line.has_focus:
            return HISTORY
        return next((name for name, lines in self._panes.items() if lines.has_focus), TREE)

    def go_to_pane(self, pane: str) -> None:
        """Move the focus, and bring the pane into view if it gave way."""
        if pane != TREE:
            # Who reads does not want to be taken elsewhere by the next write.
            self.tree_view.is_following = False
        if pane in (CONTENT, DIFF, HISTORY):
            self._right = HISTORY if pane == HISTORY else CONTENT
        self._arrange(pane)
        self._panes[pane].focus()

    def _arrange(self, focused: str | None = None) -> None:
        width, height = self.app.size
        plan = arrange(
            width,
            height,
            focused=focused or self.focused_pane,
            right=self._right,
            text=self.text_pane,
            is_zoomed=self._is_zoomed,
        )
        with self.app.batch_update():
            for name in self._panes:
                self.query_one(f"#{name}-pane").display = name in plan.panes
            for name, size in ((TREE, plan.tree_width), (HISTORY, plan.history_width)):
                self.query_one(f"#{name}-pane").styles.width = size or "1fr"
            self.query_one(f"#{FEED}-pane").styles.height = plan.feed_height or "1fr"
            self.query_one("#upper").display = bool(plan.panes - {FEED})

    def on_resize(self) -> None:
        self._arrange()

    def on_descendant_focus(self) -> None:
        self._show_keys()

    def offers(self, action: str) -> bool:
        """Whether an action stands in the footer and the help: all its parts have to agree."""
        return Viewing.offers(self, action) and Acting.offers(self, action)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the feed, nothing is about the memory that the tree's cursor is on."""
        if action in ("older", "newer", "diff", "newest", "restore"):
            return self.focused_pane != FEED
        return super().check_action(action, parameters)

    def _show_keys(self) -> None:
        verbs = {
            "stores.pause": "catch up" if self.bridge.is_paused else "pause",
            "stores.zoom": "unzoom" if self._is_zoomed else "zoom",
            "memory.diff": "content" if self.focused_pane == DIFF else "diff",
            "tree.follow": "unfollow" if self.tree_view.is_following else "follow",
        }
        offered = keys.footer(self.app.actions_here())
        if self.focused_pane == TREE:
            # They work here too, but there is more room for them beside the history.
            offered = [action for action in offered if action.method not in ("older", "newer")]
        self.key_bar.show(offered, verbs)

    # What panes say

    @on(StoreTree.Pointed)
    def show_node(self, message: StoreTree.Pointed) -> None:
        was_diff = self.reading.is_diff
        node = message.node
        self.reading.show(node, is_following=self.tree_view.is_following)
        if was_diff != self.reading.is_diff:
            # Never leave the keys with a pane that is out of view.
            self.go_to_pane(CONTENT) if self.focused_pane == DIFF else self._arrange()
        store = self.tree_view.model.stores.get(node.store_id)
        path = visible(node.path, keep="") if node.kind is not Kind.STORE else ""
        self.title_bar.show_place(store.name if store else "", *([path] if path else []))
        self._show_keys()

    @on(StoreTree.Opened)
    def read_memory(self) -> None:
        self.go_to_pane(self.text_pane)

    @on(HistoryView.Pointed)
    def show_version(self, message: HistoryView.Pointed) -> None:
        self.reading.select(message.version)
        self._show_keys()

    @on(HistoryView.Opened)
    def show_version_diff(self) -> None:
        self.action_diff()

    @on(FeedView.Opened)
    def show_change(self, message: FeedView.Opened) -> None:
        change = message.change
        if change.kind.startswith("conflict."):
            self.run_worker(self.app.go_to_conflict(change.subject_id))
            return
        if change.path is None or change.memory_store_id is None:
            self.app.tell("This change is not about a memory, so there is nothing to go to.")
            return
        self.go_to_memory(change.memory_store_id, change.path)

    def go_to_memory(self, store_id: str, path: str) -> None:
        """Put the tree's cursor on a memory; a sentence says so if it is gone."""
        self.start(self._jump(store_id, path), "reveal")

    async def _jump(self, store_id: str, path: str) -> None:
        if await self._reveal(store_id, path):
            self.go_to_pane(TREE)
        else:
            self.app.tell(f"{path} is not there any more.")

    async def _reveal(self, store_id: str, path: str) -> bool:
        """Read and unfold what it takes to put the tree's cursor on a path."""
        while True:
            node, folder = self.tree_view.model.find(store_id, path)
            if node is not None:
                self.tree_view.go_to_node(node)
                return True
            if folder is None or (folder.is_read and folder.next_page is None):
                return False
            await self._read_folder(folder)

    # Actions

    def action_next_pane(self) -> None:
        self._go_round(1)

    def action_previous_pane(self) -> None:
        self._go_round(-1)

    def _go_round(self, by: int) -> None:
        order = [TREE, self.text_pane, HISTORY, FEED]
        at = order.index(self.focused_pane) if self.focused_pane in order else 0
        self.go_to_pane(order[(at + by) % len(order)])

    def action_back(self) -> None:
        pane = self.focused_pane
        if self._is_zoomed:
            self.action_zoom()
        elif pane == DIFF:
            self.action_diff()
        elif pane == HISTORY and self.history_view.query_text:
            self.history_view.clear_filter()
        elif pane == HISTORY:
            self.go_to_pane(self.text_pane)
        elif pane == TREE:
            self.tree_view.back()
        else:
            self.go_to_pane(TREE)

    def action_zoom(self) -> None:
        self._is_zoomed = not self._is_zoomed
        self._arrange()
        self._show_keys()

    def action_pause(self) -> None:
        self.app.toggle_pause()

    def action_rescan(self) -> None:
        self.start(self._read_stores(), "stores")
        self.start(self._read_feed(), "feed")
        for node in self.tree_view.model.forget_pages():
            self.run_worker(self._told(self._read_folder(node)))
        self.reading.look_again()

    def action_copy(self) -> None:
        copied = self._panes[self.focused_pane].copied()
        if copied is None:
            self.app.tell("There is nothing to copy here.")
            return
        name, what = copied
        self.app.copy_to_clipboard(what)
        self.app.tell(f"Copied the {name}.")

    def action_older(self) -> None:
        self.reading.step(1)
        self._show_keys()

    def action_newer(self) -> None:
        self.reading.step(-1)
        self._show_keys()

    def action_newest(self) -> None:
        self.reading.show_newest()
        self._show_keys()

    def action_diff(self) -> None:
        """Change between content and diff; the focus goes along."""
        if self.focused_pane == DIFF:
            self.reading.leave_diff()
            self.go_to_pane(CONTENT)
        elif self.reading.version is None:
            self.app.tell("Select a memory to see what changed in it.")
        else:
            self.reading.show_diff()
            self.go_to_pane(DIFF)

    def go_to_store(self, store_id: str) -> None:
        """Put the tree's cursor on a store."""
        node = self.tree_view.model.stores.get(store_id)
        if node is not None:
            self.tree_view.go_to_node(node)
            self.go_to_pane(TREE)
