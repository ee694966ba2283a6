"""
The panes of the Timeline screen: which are in view, and where there is room for them.
"""

from textual.app import ComposeResult
from textual.containers import Container

from memtui.screens.timeline_reading import TimelineReading
from memtui.widgets import timeline_words as words
from memtui.widgets.lines import Lines
from memtui.widgets.pane import Pane, PaneHeading
from memtui.widgets.timeline_head import TimelineHead
from memtui.widgets.timeline_lanes import LaneView

_WITH_DETAIL = 16
_WIDE = 100


class LanesPane(Pane):
    """The lanes under what stands above their columns."""

    def __init__(self, lanes: LaneView, head: TimelineHead) -> None:
        super().__init__(lanes)
        self._head = head

    def compose(self) -> ComposeResult:
        yield PaneHeading(self.lines)
        yield self._head
        yield self.lines


class TimelinePanes(TimelineReading, inherit_bindings=False):
    """The Timeline screen as an arrangement of panes; see the module."""

    @property
    def panes(self) -> tuple[Lines, ...]:
        return self.lanes_view, self.changed_view, self.diff_view, self.turn_view

    def can_show(self, pane: Lines) -> bool:
        if pane is self.changed_view:
            return self.is_listing
        mark = self.lanes_view.mark
        if pane is self.turn_view:
            return not self.is_listing and self.has_turn
        if pane is self.diff_view:
            return self.is_listing or mark is None or mark.kind not in words.ONLY_TURN
        return True

    def lay_out(self) -> None:
        if not self.is_ready:
            return
        width, height = self.app.size
        focused = self.focused_pane
        shown = [pane for pane in self.panes if self.can_show(pane)]
        if focused not in shown:
            focused = self.lanes_view
        if self.is_zoomed or height < _WITH_DETAIL:
            shown = [focused]
        lower = self.query_one("#timeline-lower", Container)
        is_wide = width >= _WIDE
        with self.app.batch_update():
            lower.styles.layout = "horizontal" if is_wide else "vertical"
            for pane in self.panes:
                box = self.query_one(f"#{pane.id}-pane", Pane)
                box.display = pane in shown
                # Beside each other they are as high; below each other the change comes first.
                share = "3fr" if pane is self.diff_view and not is_wide else "2fr"
                box.styles.height = "1fr" if is_wide else share
            lower.display = any(pane is not self.lanes_view for pane in shown)
            lower.styles.height = "5fr"
            lanes = self.query_one("#lanes-pane", Pane)
            lanes.styles.height = "4fr" if height >= 30 else "5fr"
        if not self.query_one(f"#{self.focused_pane.id}-pane").display:
            self.lanes_view.focus()
