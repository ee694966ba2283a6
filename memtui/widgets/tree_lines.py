"""
The tree as lines: what stands in each, what is marked in it, and what is dim.
"""

from collections.abc import Iterable, Mapping

from core.changes import Change
from core.overseeing.agents import Touched
from core.overseeing.standing import StoreStanding
from core.times import Clock
from memtui.widgets import tree_rows
from memtui.widgets.lines import Lines
from memtui.widgets.painted import Parts
from memtui.widgets.tree_model import TreeModel
from memtui.widgets.tree_nodes import Kind, Node, prefixes


class TreeLines(Lines):
    """The lines of a tree of stores."""

    def __init__(self, clock: Clock, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.model = TreeModel()
        """All there is, as far as it was read."""
        self.clock = clock
        self._conflicted: frozenset[str] = frozenset()
        self._standing: Mapping[str, StoreStanding] = {}
        self._touched: Touched | None = None

    @property
    def shown(self) -> TreeModel:
        """What is in view."""
        return self.model

    # What is marked

    def mark_conflicts(self, memory_ids: frozenset[str]) -> None:
        """The memories of which a refused write waits for a person."""
        if memory_ids != self._conflicted:
            self._conflicted = memory_ids
            self.repaint()

    def show_standing(self, standing: Mapping[str, StoreStanding]) -> None:
        """How each store stands now, by id."""
        if standing != self._standing:
            self._standing = standing
            self.repaint()

    def spot(self, touched: Touched | None) -> None:
        """Dim all but what an agent touched; `None`: nothing is dim."""
        self._touched = touched
        self.repaint()

    def spot_too(self, changes: Iterable[Change]) -> None:
        """The agent that is looked at touched these as well."""
        if self._touched is None:
            return
        memory_ids, folders = set(self._touched.memory_ids), set(self._touched.folders)
        for change in changes:
            memory_ids.add(change.subject_id)
            for prefix in ("/", *prefixes(change.path or "/")):
                folders.add((change.memory_store_id or "", prefix))
        self.spot(Touched(frozenset(memory_ids), frozenset(folders)))

    # What stands there

    @property
    def count(self) -> int:
        return len(self.shown.rows)

    def row_look(self, row: int) -> str:
        node = self.shown.rows[row]
        is_dim = self._touched is not None and not self._is_touched(node)
        return tree_rows.look(node, is_dim=is_dim)

    def row_parts(self, row: int, width: int) -> Parts:
        node = self.shown.rows[row]
        standing = self._standing.get(node.store_id) if node.kind is Kind.STORE else None
        return tree_rows.parts(node, width, self.clock(), self._signs(node), standing)

    def _is_touched(self, node: Node) -> bool:
        if self._touched is None or node.kind is Kind.MORE:
            return False
        if node.kind is Kind.MEMORY:
            return node.memory_id in self._touched.memory_ids
        return (node.store_id, node.path) in self._touched.folders

    def _signs(self, node: Node) -> Parts:
        if self._is_touched(node):
            yield "◆ ", "live"
        if node.memory_id in self._conflicted:
            yield "⚠ ", "warn"
