"""
The panes of the Stores screen: which are in view, which one has the keys, and going round.
"""

from collections.abc import Mapping

from memtui.screens.arrange import CONTENT, DIFF, FEED, HISTORY, TREE, arrange
from memtui.screens.mode import Console
from memtui.screens.reading import Reading
from memtui.widgets.history_filter import HistoryPane
from memtui.widgets.lines import Lines
from memtui.widgets.tree import StoreTree
from memtui.widgets.tree_pane import TreePane


class Paned(Console, inherit_bindings=False):
    """The Stores screen as an arrangement of panes; see the module."""

    tree_view: StoreTree
    tree_pane: TreePane
    reading: Reading
    by_name: Mapping[str, Lines]
    """The panes, by the names that `arrange` has for them."""
    history_pane: HistoryPane
    right = CONTENT
    """Whether text or history stands beside the tree when only one of them fits."""

    @property
    def text_pane(self) -> str:
        """The pane that shows the memory now."""
        return DIFF if self.reading.is_diff else CONTENT

    @property
    def focused_pane(self) -> str:
        """The name of the pane that the keys go to."""
        if self.history_pane.line.has_focus:
            return HISTORY
        if self.tree_pane.line.has_focus:
            return TREE
        return next((name for name, lines in self.by_name.items() if lines.has_focus), TREE)

    @property
    def focused_lines(self) -> Lines:
        return self.by_name[self.focused_pane]

    def go_to_pane(self, pane: str) -> None:
        """Move the focus, and bring the pane into view if it gave way."""
        if pane != TREE:
            # Who reads does not want to be taken elsewhere by the next write.
            self.tree_view.is_following = False
        if pane in (CONTENT, DIFF, HISTORY):
            self.right = HISTORY if pane == HISTORY else CONTENT
        self.lay_out(pane)
        self.by_name[pane].focus()

    def lay_out(self, focused: str | None = None) -> None:
        """Put the panes where there is room, `focused` (by default the focused one) among them."""
        width, height = self.app.size
        plan = arrange(
            width,
            height,
            focused=focused or self.focused_pane,
            right=self.right,
            text=self.text_pane,
            is_zoomed=self.is_zoomed,
        )
        with self.app.batch_update():
            for name in self.by_name:
                self.query_one(f"#{name}-pane").display = name in plan.panes
            for name, size in ((TREE, plan.tree_width), (HISTORY, plan.history_width)):
                self.query_one(f"#{name}-pane").styles.width = size or "1fr"
            self.query_one(f"#{FEED}-pane").styles.height = plan.feed_height or "1fr"
            self.query_one("#upper").display = bool(plan.panes - {FEED})

    def on_descendant_focus(self) -> None:
        self.show_keys()

    def action_next_pane(self) -> None:
        self._go_round(1)

    def action_previous_pane(self) -> None:
        self._go_round(-1)

    def _go_round(self, by: int) -> None:
        order = [TREE, self.text_pane, HISTORY, FEED]
        at = order.index(self.focused_pane) if self.focused_pane in order else 0
        self.go_to_pane(order[(at + by) % len(order)])
