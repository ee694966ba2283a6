"""
The tree's cursor, which stays on its node whatever comes, goes and moves, as does what is in view.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from core.times import Clock
from memtui.widgets.tree_lines import TreeLines
from memtui.widgets.tree_nodes import Kind, Node


class SettledTree(TreeLines):
    """Lines of a tree with a cursor that is a node and not a number."""

    @dataclass
    class Pointed(Message):
        """The cursor is on another node."""

        node: Node

    def __init__(self, clock: Clock, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(clock, id=id)
        self.node: Node | None = None
        self.chosen_node: Node | None = None
        """The last line that a person went to; a filter may take it out of view."""
        self.laid_out: Sequence[Node] = ()
        """The lines as they were when the cursor was settled last."""
        self.is_settling = False

    def go_to_node(self, node: Node) -> None:
        """Unfold what is above a node and put the cursor on it."""
        self.chosen_node = node
        parent = node.parent
        while parent is not None:
            self.shown.set_open(parent, is_open=True)
            parent = parent.parent
        self.settle()
        if node.row >= 0 and node is not self.node:
            self.move_to(node.row, center=True)
            self.point()

    def settle(self) -> None:
        """The model changed: the cursor stays on its node, the first row in view on its own."""
        before = self.laid_out
        rows = self.shown.rows
        self.laid_out = rows
        if not rows:
            self.node = None
            self.repaint()
            return
        top = self.scroll_offset.y
        anchors = before[top : top + self.size.height]
        if top:
            top = next((node.row - at for at, node in enumerate(anchors) if node.row >= 0), top)
        is_same = self.node is not None and self.node.row >= 0
        row = self.node.row if self.node is not None and is_same else self._nearest(rows)
        is_in_view = bool(anchors) and self.node in anchors
        self.node = rows[row]
        self.is_settling = True
        self.hold(row, max(0, top))
        if is_in_view:
            self.show_cursor()
        self.reached(self.scroll_offset.y + self.size.height)
        self.is_settling = False
        if not is_same:
            self.point()

    def _nearest(self, rows: Sequence[Node]) -> int:
        """Where the cursor goes when its node is out of view: to the folder around, else near."""
        node = self.node
        if node is not None and node.kind is Kind.MORE:
            # What it stood for is read: its first line is where it was.
            return max(0, min(self.cursor, len(rows) - 1))
        while node is not None:
            if node.row >= 0:
                return node.row
            node = node.parent
        return max(0, min(self.cursor, len(rows) - 1))

    def point(self) -> None:
        """Tell where the cursor is now."""
        if self.count:
            self.node = self.shown.rows[self.cursor]
            self.post_message(self.Pointed(self.node))
