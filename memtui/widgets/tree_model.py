"""
What the tree shows: stores, directories and memories, as far as they were unfolded and read.

Knows which rows there are and how a change edits them, by id and in place, so that a cursor on a
node stays on it. Asks for nothing and paints nothing: pages and times come in as arguments.

A change and a page may cross on their way. So the changes that come while pages are being read are
kept and applied once more when the page is in; applying a change twice does no harm.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime

from core.changes import Change
from core.listing import MemoryPrefix
from core.memories import Memory
from core.pages import Page
from core.stores import Store
from core.versions import Version
from memtui.text import visible
from memtui.widgets.figures import who
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


class TreeModel:
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
        self._crossing: list[Change] = []
        self._loads = 0

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

    # Reading

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

    # Folding

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
