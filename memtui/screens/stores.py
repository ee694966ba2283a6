"""
The Stores screen: the live tree, the memory under its cursor, its history, and the feed.

Puts what happens in the workspace, and what panes say, where it belongs.
"""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from memtui import keys
from memtui.bridge import Batch, Bridge
from memtui.screens.acting import Acting
from memtui.screens.arrange import CONTENT, DIFF, FEED, HISTORY, TREE
from memtui.screens.reading import Reading
from memtui.screens.viewing import Viewing
from memtui.text import visible
from memtui.widgets.content import ContentView
from memtui.widgets.diff_sides import TwoSidedDiff
from memtui.widgets.feed import FeedView
from memtui.widgets.history import HistoryView
from memtui.widgets.history_filter import HistoryPane
from memtui.widgets.pane import Pane
from memtui.widgets.titlebar import Rate
from memtui.widgets.tree import StoreTree
from memtui.widgets.tree_filtered import FilteredTree
from memtui.widgets.tree_nodes import Kind
from memtui.widgets.tree_pane import TreePane

if TYPE_CHECKING:
    from memtui.app import MemtuiApp


class StoresScreen(Viewing, Acting, inherit_bindings=False):
    """See the module."""

    app: "MemtuiApp"
    PLACES = (keys.Place.MEMORY, keys.Place.STORES, keys.Place.ACTING)
    BINDINGS = keys.bindings(*PLACES)

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        clock = self.clock
        self.tree_view = FilteredTree(clock)
        self.tree_pane = TreePane(self.tree_view)
        self.content_view = ContentView(clock)
        self.diff_view = TwoSidedDiff()
        self.history_view = HistoryView(clock)
        self.feed_view = FeedView(clock)
        self.reading = Reading(
            bridge, clock, self.start, (self.content_view, self.diff_view, self.history_view)
        )
        self.by_name = {
            TREE: self.tree_view,
            CONTENT: self.content_view,
            DIFF: self.diff_view,
            HISTORY: self.history_view,
            FEED: self.feed_view,
        }
        self.history_pane = HistoryPane(self.history_view)
        self.rate = Rate()

    def compose(self) -> ComposeResult:
        yield self.title_bar
        with Horizontal(id="upper"):
            yield self.tree_pane
            yield Pane(self.content_view)
            yield Pane(self.diff_view)
            yield self.history_pane
        yield Pane(self.feed_view)
        yield self.key_bar

    def on_mount(self) -> None:
        self.tree_view.focus()
        self.lay_out()
        self.start("begin", self.begin, self.app.wishes.remembered)
        self.start("feed", self.read_feed)

    # What happens in the workspace

    def apply(self, batch: Batch) -> None:
        """One batch of changes, put where it belongs."""
        now = self.clock()
        self.rate.add(sum(c.kind.startswith("memory.") for c in batch.changes), now)
        self.open_conflicts = batch.open_conflicts
        if batch.is_gap:
            self.action_rescan()
            return
        with self.app.batch_update():
            self.tree_view.apply(batch.changes)
            self.feed_view.apply(batch.changes)
            self.reading.apply(batch.changes)
            self.show_counts()
        self.refind(batch)
        self.respot(batch)
        if any(change.kind.startswith("store.") for change in batch.changes):
            self.start("stores", self.read_stores)
        written = [c for c in batch.changes if c.kind in ("memory.created", "memory.modified")]
        if self.tree_view.is_following and written:
            newest = written[-1]
            self.start("reveal", self.reveal, newest.memory_store_id or "", newest.path or "/")

    def tick(self) -> None:
        """Time has passed."""
        self.tree_view.tick()
        self.reading.tick()
        self.show_counts()

    def show_state(self, sign_and_word: str, look: str, waiting: int | None) -> None:
        """Whether what is seen is live."""
        self.title_bar.show_state(sign_and_word, look)
        self.feed_view.show_waiting(waiting)
        self.show_keys()

    def show_counts(self) -> None:
        per_minute = self.rate.per_minute(self.clock())
        for bar in self.app.query_title_bars():
            bar.show_counts(self.open_conflicts, per_minute)

    def offers(self, action: str) -> bool:
        """Whether an action stands in the footer and the help: all its parts have to agree."""
        return Viewing.offers(self, action) and Acting.offers(self, action)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the feed, nothing is about the memory that the tree's cursor is on."""
        if action in ("older", "newer", "diff", "newest", "restore"):
            return self.focused_pane != FEED
        return super().check_action(action, parameters)

    def verbs(self) -> dict[str, str]:
        return {
            "memory.diff": "content" if self.focused_pane == DIFF else "diff",
            "stores.agent": "all agents" if self.agent is not None else "one agent",
            "tree.follow": "unfollow" if self.tree_view.is_following else "follow",
        }

    def offered(self) -> list[keys.Action]:
        offered = super().offered()
        if self.focused_pane == TREE:
            # They work here too, but there is more room for them beside the history.
            offered = [action for action in offered if action.method not in ("older", "newer")]
        return offered

    # What panes say

    @on(StoreTree.Pointed)
    def show_node(self, message: StoreTree.Pointed) -> None:
        was_diff = self.reading.is_diff
        node = message.node
        self.reading.show(node, is_following=self.tree_view.is_following)
        if was_diff != self.reading.is_diff:
            # Never leave the keys with a pane that is out of view.
            self.go_to_pane(CONTENT) if self.focused_pane == DIFF else self.lay_out()
        store = self.tree_view.model.stores.get(node.store_id)
        path = visible(node.path, keep="") if node.kind is not Kind.STORE else ""
        self.title_bar.show_place(store.name if store else "", *([path] if path else []))
        self.show_keys()

    @on(StoreTree.Opened)
    def read_memory(self) -> None:
        self.app.jumps.leave()
        self.go_to_pane(self.text_pane)

    @on(HistoryView.Pointed)
    def show_version(self, message: HistoryView.Pointed) -> None:
        self.reading.select(message.version)
        self.show_keys()

    @on(HistoryView.Opened)
    def show_version_diff(self) -> None:
        self.action_diff()

    @on(FeedView.Opened)
    def show_change(self, message: FeedView.Opened) -> None:
        change = message.change
        if change.kind.startswith("conflict."):
            self.start_beside(self.app.go_to_conflict, change.subject_id)
            return
        if change.path is None or change.memory_store_id is None:
            self.app.tell("This change is not about a memory, so there is nothing to go to.")
            return
        self.app.go_to_memory(change.memory_store_id, change.path)

    # Actions

    def action_back(self) -> None:
        pane = self.focused_pane
        if self.is_zoomed:
            self.action_zoom()
        elif pane == DIFF:
            self.action_diff()
        elif pane == HISTORY and self.history_view.query_text:
            self.history_view.clear_filter()
        elif pane == HISTORY:
            self.go_to_pane(self.text_pane)
        elif pane == TREE and self.filter_text:
            self.clear_filter()
        elif pane == TREE and self.agent is not None:
            self.look_at_all()
        elif pane == TREE:
            self.tree_view.back()
        else:
            self.go_to_pane(TREE)

    def action_rescan(self) -> None:
        self.start("stores", self.read_stores)
        self.start("feed", self.read_feed)
        for node in self.tree_view.model.forget_pages():
            self.start_beside(self.read_folder, node)
        self.reading.look_again()
        self.find_again()

    def action_older(self) -> None:
        self.reading.step(1)
        self.show_keys()

    def action_newer(self) -> None:
        self.reading.step(-1)
        self.show_keys()

    def action_newest(self) -> None:
        self.reading.show_newest()
        self.show_keys()

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
