"""
A tree of which a filter may show a part: the same lines, fewer of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from core.records.memories import Memory
from core.times import Clock
from memtui.widgets.lines import Heading
from memtui.widgets.tree import StoreTree
from memtui.widgets.tree_found import FoundTree
from memtui.widgets.tree_model import TreeModel
from memtui.widgets.tree_nodes import Node


class FilteredTree(StoreTree):
    """
    A tree with a filter: it is told what was found, and shows that in place of all there is.

    The model of all there is stays behind it and stays current.
    """

    @dataclass
    class MoreWanted(Message):
        """More of what was found is about to come into view."""

    def __init__(self, clock: Clock, *, id: str = "tree") -> None:  # noqa: A002 - Textual's name
        super().__init__(clock, id=id)
        self._found: FoundTree | None = None

    @property
    def shown(self) -> TreeModel:
        return self._found or self.model

    @property
    def models(self) -> tuple[TreeModel, ...]:
        return (self.model,) if self._found is None else (self.model, self._found)

    @property
    def is_filtered(self) -> bool:
        """Whether only what a filter found is in view."""
        return self._found is not None

    @property
    def empty(self) -> str:
        return "No memory is like that." if self.is_filtered else self.EMPTY

    def show_found(self, found: Sequence[Memory], aside: str, *, has_more: bool) -> None:
        """
        Show only these memories; the cursor stays on its own if it is among them.

        Args:
            found: In the order of the stores in the tree, and of the paths in each.
            aside: What is said about their number.
        """
        is_first = self._found is None
        if self._found is None:
            self._found = FoundTree()
        self._found.show(self.stores, found, self.clock(), has_more=has_more)
        self.entitle(Heading(self.PANE, aside, "bold $warning"))
        chosen = self._found.memories.get(self.chosen_node.memory_id) if self.chosen_node else None
        if chosen is None and self._found.memories:
            chosen = self.node if self.node and self.node.row >= 0 and not is_first else None
            chosen = chosen or self._found.first
        self._change_to(chosen)

    def show_all(self) -> None:
        """Show all there is again, with the cursor on the line that was chosen last."""
        self._found = None
        self.entitle(Heading(self.PANE))
        chosen = self.chosen_node
        if chosen is not None and chosen.memory_id:
            chosen = self.model.memories.get(chosen.memory_id)
        elif chosen is not None:
            chosen = next((n for n in self.model.rows if n.is_same(self.chosen_node)), None)
        self._change_to(chosen)

    def counterpart(self, node: Node) -> Node | None:
        """The line of the same memory among what is in view."""
        return self._found.memories.get(node.memory_id) if self._found is not None else node

    def want(self, node: Node, *, unfold: bool = False) -> None:
        if self._found is None:
            super().want(node, unfold=unfold)
        elif unfold:
            self._found.set_open(node, is_open=True)
        elif node.next_page:
            self.post_message(self.MoreWanted())

    def _change_to(self, node: Node | None) -> None:
        """Other lines are in view, with the cursor on this one of them."""
        rows = self.shown.rows
        self.laid_out = rows
        while node is not None and node.row < 0:
            node = node.parent
        before, self.node = self.node, node or (rows[0] if rows else None)
        if self.node is None:
            self.hold(0, 0)
            return
        if before is not self.node:
            self.hold(self.node.row, self.scroll_offset.y)
            self.show_cursor(center=True)
            self.point()
        else:
            self.settle()
        self.reached(self.scroll_offset.y + self.size.height)
