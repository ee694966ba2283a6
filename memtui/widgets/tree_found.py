"""
The tree of what a filter lets through: only memories that match, under their directories.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from core.changes import Change
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.stores import Store
from memtui.widgets.tree_model import TreeModel
from memtui.widgets.tree_nodes import Kind, Node, prefixes

_MORE = "more"


class FoundTree(TreeModel):
    """A tree that is told all it holds; see the module."""

    def show(
        self, stores: Iterable[Store], found: Sequence[Memory], now: datetime, *, has_more: bool
    ) -> None:
        """
        Hold these memories and nothing else; what was held before keeps its node and its fold.

        Args:
            stores: Those that may be among them.
            found: In the order of the stores in the tree, and of the paths in each.
            has_more: There are more of them behind the last one.
        """
        folders = _folders(found)
        # What was moved to another directory is looked for there before it is gone from here.
        self.set_stores([store for store in stores if (store.id, "/") in folders])
        last = found[-1].memory_store_id if found and has_more else None
        for (store_id, prefix), items in folders.items():
            node = self.stores[store_id]
            if prefix != "/":
                node = self._directories[store_id, prefix]
            is_new = not node.is_read
            node.is_read = False
            self.loading(node)
            is_last = prefix == "/" and store_id == last
            self.loaded(node, Page(tuple(items), _MORE if is_last else None), now)
            if is_new:
                self.set_open(node, is_open=True)

    def apply(self, change: Change, now: datetime, *, again: bool = False) -> None:
        """Mark what is there; whether something else belongs here is for the filter to say."""
        if change.subject_id in self.memories:
            super().apply(change, now, again=again)

    @property
    def first(self) -> Node | None:
        """The first memory in view."""
        return next((node for node in self.rows if node.kind is Kind.MEMORY), None)


def _folders(
    found: Sequence[Memory],
) -> dict[tuple[str, str], list[Memory | MemoryPrefix]]:
    """What is directly in each directory, the outer ones first."""
    folders: dict[tuple[str, str], list[Memory | MemoryPrefix]] = {}
    for memory in found:
        above = "/"
        store_id = memory.memory_store_id
        folders.setdefault((store_id, above), [])
        for prefix in prefixes(memory.path):
            if (store_id, prefix) not in folders:
                folders[store_id, above].append(MemoryPrefix(prefix))
                folders[store_id, prefix] = []
            above = prefix
        folders[store_id, above].append(memory)
    return folders
