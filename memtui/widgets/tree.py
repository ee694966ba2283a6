"""
The tree of stores, directories and memories: what is there, who wrote it last, what changes now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from core.changes import Change
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.stores import Store
from core.records.versions import Version
from core.times import Clock
from memtui import keys
from memtui.widgets.tree_model import TreeModel
from memtui.widgets.tree_nodes import Kind, Node
from memtui.widgets.tree_settled import SettledTree


class StoreTree(SettledTree):
    """
    The tree as a pane.

    It reads nothing itself: it says which folder it wants to read (`Wanted`) and of which memories
    it must know more (`Unknown`), and is given pages and versions.
    """

    BINDINGS = keys.bindings(keys.Place.TREE)
    PLACES = (keys.Place.TREE,)
    PANE = "Stores"
    EMPTY: ClassVar[str] = "No stores yet."

    @dataclass
    class Wanted(Message):
        """A folder was unfolded, or its next page came into view."""

        node: Node

    @dataclass
    class Unknown(Message):
        """Memories in view whose size or writer is not known."""

        memories: tuple[tuple[str, str], ...]
        """Store id and memory id of each."""

    @dataclass
    class Doubtful(Message):
        """Directories of which a delete may have taken the last memory."""

        nodes: tuple[Node, ...]

    @dataclass
    class Opened(Message):
        """A memory was opened."""

        node: Node

    @dataclass
    class FilterWanted(Message):
        """A filter is to be typed."""

    def __init__(self, clock: Clock, *, id: str = "tree") -> None:  # noqa: A002 - Textual's name
        super().__init__(clock, id=id)
        self.is_following = False
        self.stores: Sequence[Store] = ()
        self._asked: set[str] = set()
        self._is_unfolding = True

    @property
    def models(self) -> tuple[TreeModel, ...]:
        """All that has to stay current."""
        return (self.model,)

    # What is given to it

    def set_stores(self, stores: Sequence[Store]) -> None:
        """The stores of the workspace, now."""
        self.stores = stores
        self.model.set_stores(stores)
        self.settle()
        if self._is_unfolding and len(self.model.stores) <= 5:
            for node in self.model.stores.values():
                self.want(node, unfold=True)

    def stay_folded(self) -> None:
        """Unfold nothing but what is asked for."""
        self._is_unfolding = False

    def add_page(self, node: Node, page: Page[Memory | MemoryPrefix] | None) -> None:
        """A page that was wanted, or `None` if it could not be read."""
        self.model.loaded(node, page, self.clock())
        if page is not None and not node.children:
            self.model.drop_if_empty(node)
        self.settle()
        if self._is_unfolding:
            self._unfold_what_fits(node)

    def set_heads(self, asked: Iterable[tuple[str, str]], heads: Iterable[Version]) -> None:
        """The newest versions of memories that were asked for."""
        self._asked.difference_update(memory_id for _, memory_id in asked)
        heads = list(heads)
        for model in self.models:
            model.set_heads(heads)
        self.repaint()

    def drop(self, node: Node) -> None:
        """A directory turned out to be empty."""
        self.model.drop_if_empty(node)
        self.settle()

    def apply(self, changes: Iterable[Change]) -> None:
        """What changed: lines come, go, move and are marked; the cursor stays on its node."""
        now = self.clock()
        for change in changes:
            for model in self.models:
                model.apply(change, now)
        if self.model.doubtful:
            nodes = tuple(self.model.doubtful)
            self.model.doubtful.clear()
            self.post_message(self.Doubtful(nodes))
        self.settle()

    def tick(self) -> None:
        """Time has passed: ages grow, marks fade, deleted lines go."""
        # Not the line under the cursor: its history may be what is being read.
        swept = [model.sweep(self.clock(), self.node) for model in self.models]
        if any(swept):
            self.settle()
        else:
            self.repaint()

    # As a list of lines

    def pointed(self) -> None:
        self.is_following = False
        self.point()
        self.chosen_node = self.node

    def reached(self, row: int) -> None:
        nodes = self.shown.rows[self.scroll_offset.y : row]
        for node in nodes:
            # Not while lines settle: a page that leaves the rest in view would bring all of it.
            if node.kind is Kind.MORE and node.parent is not None and not self.is_settling:
                self.want(node.parent)
        unknown = [
            (node.store_id, node.memory_id)
            for node in nodes
            if node.is_stale and not node.is_gone and node.memory_id not in self._asked
        ]
        if unknown:
            self._asked.update(memory_id for _, memory_id in unknown)
            self.post_message(self.Unknown(tuple(unknown)))

    def copied(self) -> tuple[str, str] | None:
        return ("path", self.node.path) if self.node is not None else None

    def clicked(self) -> None:
        self.action_open()

    # What a person does

    def action_open(self) -> None:
        node = self.node
        if node is None:
            return
        self.chosen_node = node
        if node.kind is Kind.MEMORY:
            self.post_message(self.Opened(node))
        elif node.kind is Kind.MORE and node.parent is not None:
            self.want(node.parent)
        elif not node.is_open:
            self.action_fold()
        elif node.children:
            self.go_to(node.row + 1)

    def action_fold(self) -> None:
        node = self.node
        if node is None or not node.is_folder:
            return
        self._is_unfolding = False
        if node.is_open:
            self.shown.set_open(node, is_open=False)
        else:
            self.want(node, unfold=True)
        self.settle()

    def action_fold_all(self) -> None:
        self._is_unfolding = False
        for node in list(self.shown.rows):
            if node.kind is Kind.DIRECTORY:
                self.shown.set_open(node, is_open=False)
        self.settle()

    def action_unfold_all(self) -> None:
        self._is_unfolding = False
        for node in list(self.shown.rows):
            if node.is_folder and not node.is_open:
                self.want(node, unfold=True)
        self.settle()

    def action_follow(self) -> None:
        self.is_following = not self.is_following
        self._is_unfolding = False

    def action_filter(self) -> None:
        self.post_message(self.FilterWanted())

    def back(self) -> bool:
        """Fold, or go to the folder around; False at the outermost."""
        node = self.node
        if node is None:
            return False
        self._is_unfolding = False
        if node.is_folder and node.is_open:
            self.shown.set_open(node, is_open=False)
            self.settle()
            return True
        if node.parent is None:
            return False
        self.go_to(node.parent.row)
        return True

    # Inside

    def want(self, node: Node, *, unfold: bool = False) -> None:
        """What is in a folder, or more of it, is to come into view."""
        if unfold:
            self.shown.set_open(node, is_open=True)
        if not node.is_loading and (not node.is_read or (node.next_page and not unfold)):
            self.post_message(self.Wanted(node))

    def _unfold_what_fits(self, node: Node) -> None:
        """At the start: unfold directories one after the other as long as all of it is in view."""
        if node.kind is Kind.DIRECTORY and not node.is_open:
            if self.count + len(node.children) <= self.size.height:
                self.model.set_open(node, is_open=True)
                self.settle()
            else:
                self._is_unfolding = False
        if any(store.is_loading for store in self.model.stores.values()):
            return
        closed = [n for n in self.model.rows if n.kind is Kind.DIRECTORY and not n.is_read]
        if closed and self.count + 1 < self.size.height and self._is_unfolding:
            self.want(closed[0])
        elif not closed:
            self._is_unfolding = False
