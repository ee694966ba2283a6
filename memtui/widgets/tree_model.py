"""
What the tree shows: stores, directories and memories, as far as they were unfolded and read.

Knows how a change edits them, by id and in place, so that a cursor on a node stays on it. Asks for
nothing and paints nothing: pages and times come in as arguments.

A change and a page may cross on their way. So the changes that come while pages are being read are
kept and applied once more when the page is in; applying a change twice does no harm.
"""

from collections.abc import Iterable
from datetime import datetime

from core.changes import Change
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.versions import Version
from memtui.text import visible
from memtui.widgets.figures import who
from memtui.widgets.tree_forest import Forest
from memtui.widgets.tree_nodes import Kind, Node, name_of


class TreeModel(Forest):
    """The nodes as changes and pages edit them; see the module."""

    def __init__(self) -> None:
        super().__init__()
        self._crossing: list[Change] = []
        self._loads = 0

    # Reading

    def loading(self, node: Node) -> str | None:
        """A page of this folder was asked for; gives its cursor."""
        node.is_loading = True
        self._loads += 1
        return node.next_page if node.is_read else None

    def loaded(self, node: Node, page: Page[Memory | MemoryPrefix] | None, now: datetime) -> None:
        """The page is in (`None`: it could not be read)."""
        node.is_loading = False
        self._loads -= 1
        if page is not None:
            self._add_page(node, page)
            self._rows = None
        # Those without a fresh mark happened before the page was asked for.
        for change in list(self._crossing):
            self.apply(change, now, again=True)
        if self._loads == 0:
            self._crossing.clear()

    def forget_pages(self) -> list[Node]:
        """Everything has to be read again; gives the open folders, whose lines stay meanwhile."""
        for node in self._all_folders():
            node.is_read, node.next_page = False, None
        return [node for node in self._all_folders() if node.is_open]

    def set_heads(self, heads: Iterable[Version]) -> None:
        """The newest versions of some memories: their sizes, writers and times."""
        for head in heads:
            node = self.memories.get(head.memory_id)
            if node is not None:
                node.size = head.content_size_bytes
                node.writer = visible(who(head), keep="")
                node.at = head.created_at
                node.is_stale = False

    # Changes

    def apply(self, change: Change, now: datetime, *, again: bool = False) -> None:
        """Edit the lines that a change is about, and mark them as live."""
        if self._loads and not again:
            self._crossing.append(change)
        store = self.stores.get(change.memory_store_id or "")
        if store is None or not change.kind.startswith("memory.") or change.path is None:
            return
        node = self.memories.get(change.subject_id)
        if change.kind == "memory.deleted":
            self._delete(store, node, change, now)
            return
        if node is not None and node.path != change.path:
            self._move(node, change.path)
            node = self.memories.get(change.subject_id)
        parent, is_known = self._place(store, change.path)
        if node is None and is_known:
            node = Node(Kind.MEMORY, store.store_id, change.path, name_of(change.path))
            node.memory_id = change.subject_id
            self.memories[node.memory_id] = node
            self._drop_ghost_at(parent, change.path)
            self._attach(parent, node)
        by = visible(who(change), keep="")
        if node is not None and not (again and node.at is not None and node.at >= change.at):
            node.at, node.writer, node.is_stale, node.is_gone = change.at, by, True, False
        if not again:
            self._mark(node or parent, by, now)

    def sweep(self, now: datetime, keep: Node | None) -> bool:
        """Take the lines of deleted memories away when their time is over, but not under `keep`."""
        over = [node for node in self.ghosts if node is not keep and not node.is_live(now)]
        for node in over:
            self._remove(node)
        return bool(over)

    # Inside

    def _delete(self, store: Node, node: Node | None, change: Change, now: datetime) -> None:
        by = visible(who(change), keep="")
        if node is not None:
            node.is_gone = True
            node.at, node.writer = change.at, by
            self.ghosts.add(node)
            self._mark(node, by, now)
            return
        _, known = self.find(store.store_id, change.path or "/")
        folder = known or store
        if folder.kind is Kind.DIRECTORY and not folder.is_read:
            self.doubtful.add(folder)
        self._mark(folder, by, now)

    def _move(self, node: Node, path: str) -> None:
        store = self.stores[node.store_id]
        parent = node.parent
        self._detach(node)
        if parent is not None and parent.is_read:
            self.drop_if_empty(parent)
        folder, is_known = self._place(store, path)
        node.path, node.name = path, name_of(path)
        if is_known:
            self._drop_ghost_at(folder, path)
            self._attach(folder, node)
        else:
            self._forget(node)

    def _mark(self, node: Node | None, by: str, now: datetime) -> None:
        while node is not None:
            node.live_at, node.live_by = now, by
            node = node.parent
