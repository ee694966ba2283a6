"""
The nodes of the tree: stores, directories and memories, as far as they were read, in their order.

Knows which node is where and which rows are in view. What a change or a page does to them is said
by `TreeModel`.
"""

from bisect import bisect_left
from collections.abc import Sequence

from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.stores import Store
from memtui.text import visible
from memtui.widgets.tree_nodes import (
    Kind,
    Node,
    end_of,
    last_path,
    name_of,
    order,
    prefixes,
    store_order,
)


class Forest:
    """The nodes and their order; see the module."""

    def __init__(self) -> None:
        self.stores: dict[str, Node] = {}
        self.memories: dict[str, Node] = {}
        self.ghosts: set[Node] = set()
        self.doubtful: set[Node] = set()
        """Folded directories of which a delete may have taken the last memory."""
        self._directories: dict[tuple[str, str], Node] = {}
        self._rows: list[Node] | None = None
        self._last: list[Node] = []

    @property
    def rows(self) -> list[Node]:
        """The nodes in view, from top to bottom."""
        if self._rows is None:
            self._rows = self._lay_out()
        return self._rows

    @property
    def open_folders(self) -> list[tuple[str, str]]:
        """The unfolded stores and directories, by store id and path, outer ones first."""
        return [(node.store_id, node.path) for node in self._all_folders() if node.is_open]

    def set_stores(self, stores: Sequence[Store]) -> None:
        """The stores there are now; those known before keep what is under them."""
        known = self.stores
        self.stores = {}
        for store in sorted(stores, key=store_order):
            node = known.pop(store.id, None) or Node(Kind.STORE, store.id, "/", "")
            node.name = visible(store.name, keep="")
            node.about = store.description
            node.is_archived = store.archived_at is not None
            self.stores[store.id] = node
        for gone in known.values():
            self._forget(gone)
        self._rows = None

    def set_open(self, node: Node, *, is_open: bool) -> None:
        """Unfold a store or directory, or fold it."""
        if node.is_folder and node.is_open != is_open:
            node.is_open = is_open
            self._rows = None

    def drop_if_empty(self, node: Node) -> None:
        """Take a directory away that turned out to have nothing in it."""
        self.doubtful.discard(node)
        if node.kind is Kind.DIRECTORY and not node.children and node.next_page is None:
            parent = node.parent
            self._detach(node)
            self._forget(node)
            if parent is not None and parent.is_read:
                self.drop_if_empty(parent)

    def find(self, store_id: str, path: str) -> tuple[Node | None, Node | None]:
        """The node at a path, and the deepest known folder above it."""
        store = self.stores.get(store_id)
        if store is None:
            return None, None
        folder = store
        for prefix in prefixes(path):
            deeper = self._directories.get((store_id, prefix))
            if deeper is None:
                break
            folder = deeper
        child = next((child for child in folder.children if child.path == path), None)
        return child, folder

    # Inside

    def _lay_out(self) -> list[Node]:
        rows: list[Node] = []
        for node in self._last:
            node.row = -1
        stack = list(reversed(self.stores.values()))
        while stack:
            node = stack.pop()
            node.row = len(rows)
            rows.append(node)
            if node.is_open:
                stack.extend(reversed(node.children))
        self._last = rows
        return rows

    def _all_folders(self) -> list[Node]:
        return [*self.stores.values(), *self._directories.values()]

    def _add_page(self, node: Node, page: Page[Memory | MemoryPrefix]) -> None:
        old = [child for child in node.children if child.kind is not Kind.MORE]
        if not node.is_read:
            # The first page of a folder that was read before: what is not in it is gone.
            coming = {item.id if isinstance(item, Memory) else item.path for item in page.data}
            end = end_of(page)
            for child in old:
                is_covered = end is None or child.path <= end
                if is_covered and (child.memory_id or child.path) not in coming:
                    self._detach(child)
                    self._forget(child)
        node.is_read, node.next_page = True, page.next_page
        node.children = [child for child in node.children if child.kind is not Kind.MORE]
        known = {child.memory_id or child.path: child for child in node.children}
        for item in page.data:
            key = item.id if isinstance(item, Memory) else item.path
            child = known[key] if key in known else self._adopt(node, item)
            if isinstance(item, Memory) and (child.at is None or child.at <= item.updated_at):
                child.is_stale = child.at != item.updated_at or child.writer is None
                child.size, child.at = item.content_size_bytes, item.updated_at
        node.children.sort(key=order)
        if page.next_page is not None:
            node.children.append(
                Node(Kind.MORE, node.store_id, node.path, "… more", node, node.depth + 1)
            )

    def _adopt(self, parent: Node, item: Memory | MemoryPrefix) -> Node:
        if isinstance(item, MemoryPrefix):
            node = Node(Kind.DIRECTORY, parent.store_id, item.path, name_of(item.path))
            self._directories[node.store_id, node.path] = node
        else:
            elsewhere = self.memories.get(item.id)
            if elsewhere is not None:
                # A move that this page has seen and the change feed has not told yet.
                self._detach(elsewhere)
                elsewhere.path, elsewhere.name = item.path, name_of(item.path)
            node = elsewhere or Node(Kind.MEMORY, parent.store_id, item.path, name_of(item.path))
            node.memory_id = item.id
            self.memories[item.id] = node
        node.parent, node.depth = parent, parent.depth + 1
        parent.children.append(node)
        return node

    def _place(self, store: Node, path: str) -> tuple[Node, bool]:
        """The folder of a path as deep as it is known, and whether the path belongs in view."""
        folder = store
        for prefix in [*prefixes(path), None]:
            if not folder.is_read:
                return folder, False
            wanted = prefix or path
            if folder.next_page is not None and wanted > last_path(folder):
                return folder.children[-1] if folder.children else folder, False
            if prefix is None:
                break
            deeper = self._directories.get((store.store_id, prefix))
            if deeper is None:
                deeper = Node(Kind.DIRECTORY, store.store_id, prefix, name_of(prefix))
                deeper.is_read = True
                self._directories[store.store_id, prefix] = deeper
                self._attach(folder, deeper)
            folder = deeper
        return folder, True

    def _drop_ghost_at(self, folder: Node, path: str) -> None:
        for ghost in [node for node in self.ghosts if node.path == path and node.parent is folder]:
            self._detach(ghost)
            self._forget(ghost)

    def _remove(self, node: Node) -> None:
        parent = node.parent
        self._detach(node)
        self._forget(node)
        if parent is not None and parent.is_read:
            self.drop_if_empty(parent)

    def _attach(self, parent: Node, node: Node) -> None:
        node.parent, node.depth = parent, parent.depth + 1
        end = len(parent.children)
        if end and parent.children[-1].kind is Kind.MORE:
            end -= 1
        at = bisect_left(parent.children, order(node), hi=end, key=order)
        parent.children.insert(at, node)
        self._rows = None

    def _detach(self, node: Node) -> None:
        if node.parent is not None:
            node.parent.children.remove(node)
            node.parent = None
        self._rows = None

    def _forget(self, node: Node) -> None:
        for child in node.children:
            self._forget(child)
        self.ghosts.discard(node)
        self.doubtful.discard(node)
        if node.kind is Kind.MEMORY and self.memories.get(node.memory_id) is node:
            del self.memories[node.memory_id]
        if node.kind is Kind.DIRECTORY:
            self._directories.pop((node.store_id, node.path), None)
