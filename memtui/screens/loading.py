"""
What the Stores screen reads for its tree and its feed, and how it gets to a place in the tree.
"""

from textual import on

from memtui.screens.arrange import TREE
from memtui.screens.paned import Paned
from memtui.text import visible
from memtui.widgets.feed import FeedView
from memtui.widgets.history import HistoryView
from memtui.widgets.titlebar import Rate
from memtui.widgets.tree import StoreTree
from memtui.widgets.tree_nodes import Node

_FEED_PAGE = 200


class Loading(Paned, inherit_bindings=False):
    """The Stores screen as a reader of stores, folders and changes; see the module."""

    feed_view: FeedView
    rate: Rate
    open_conflicts = 0

    def show_in_tree(self, node: Node) -> None:
        """Put the tree's cursor on a line of all there is, whatever is in view."""
        raise NotImplementedError

    def show_counts(self) -> None:
        """What is counted in the title is another number."""
        raise NotImplementedError

    # Stores and folders

    async def read_stores(self) -> None:
        """Which stores there are."""
        stores = await self.bridge.ask(lambda backend: backend.stores())
        names = {store.id: visible(store.name, keep="") for store in stores}
        self.feed_view.set_stores(names)
        self.tree_view.set_stores(stores)

    async def read_folder(self, node: Node) -> None:
        """The next page of a folder."""
        page = None
        cursor = self.tree_view.model.loading(node)
        try:
            page = await self.bridge.ask(lambda b: b.children(node.store_id, node.path, cursor))
        finally:
            self.tree_view.add_page(node, page)

    @on(StoreTree.Wanted)
    def read_wanted(self, message: StoreTree.Wanted) -> None:
        if not message.node.is_loading:
            self.start_beside(self.read_folder, message.node)

    @on(StoreTree.Unknown)
    def read_heads(self, message: StoreTree.Unknown) -> None:
        async def read() -> None:
            heads = await self.bridge.ask(lambda backend: backend.heads(message.memories))
            self.tree_view.set_heads(message.memories, heads)

        self.start_beside(read)

    @on(StoreTree.Doubtful)
    def look_whether_empty(self, message: StoreTree.Doubtful) -> None:
        async def look(node: Node) -> None:
            page = await self.bridge.ask(
                lambda b: b.children(node.store_id, node.path, None, limit=1)
            )
            if not page.data:
                self.tree_view.drop(node)

        for node in message.nodes:
            self.start_beside(look, node)

    @on(HistoryView.Wanted)
    def read_history(self, message: HistoryView.Wanted) -> None:
        self.start("history", self.reading.read_on, message.page)

    # The feed

    async def read_feed(self) -> None:
        """The newest changes."""
        newest = await self.bridge.ask(lambda backend: backend.newest_changes(_FEED_PAGE))
        self.open_conflicts = await self.bridge.ask(lambda backend: backend.open_conflicts())
        self.feed_view.show_newest(newest, has_older=len(newest) == _FEED_PAGE)
        total = 0
        if len(newest) == _FEED_PAGE:
            # There may have been more in a minute than the feed begins with.
            standing = await self.bridge.ask(lambda backend: backend.standing())
            total = sum(one.recent_writes for one in standing.values())
        written = [change.at for change in newest if change.kind.startswith("memory.")]
        self.rate = Rate.of(written, total)
        self.show_counts()

    @on(FeedView.Wanted)
    def read_older(self, message: FeedView.Wanted) -> None:
        async def read() -> None:
            older = await self.bridge.ask(lambda b: b.newest_changes(_FEED_PAGE, message.before))
            self.feed_view.add_older(older, has_older=len(older) == _FEED_PAGE)

        self.start("older", read)

    @on(FeedView.Outdated)
    def read_feed_again(self) -> None:
        self.start("feed", self.read_feed)

    # Going to a place in the tree

    def go_to_store(self, store_id: str) -> None:
        """Put the tree's cursor on a store."""
        node = self.tree_view.model.stores.get(store_id)
        if node is not None:
            self.tree_view.go_to_node(node)
            self.go_to_pane(TREE)

    def go_to_memory(self, store_id: str, path: str) -> None:
        """Put the tree's cursor on a memory; a sentence says so if it is gone."""
        self.start("reveal", self._jump, store_id, path)

    async def _jump(self, store_id: str, path: str) -> None:
        if await self.reveal(store_id, path):
            self.go_to_pane(TREE)
        else:
            self.app.tell(f"{path} is not there any more.")

    async def reveal(self, store_id: str, path: str) -> bool:
        """Read and unfold what it takes to put the tree's cursor on a path."""
        while True:
            node, folder = self.tree_view.model.find(store_id, path)
            if node is not None:
                self.show_in_tree(node)
                return True
            if folder is None or (folder.is_read and folder.next_page is None):
                return False
            await self.read_folder(folder)
