"""
The history with a line above it to type into: only versions of some agents or sessions stay.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from memtui.widgets.history import HistoryView
from memtui.widgets.opened_line import open_line
from memtui.widgets.pane import Pane, PaneHeading


class HistoryPane(Pane):
    """A history with its heading and its filter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "all versions")]

    def __init__(self, history: HistoryView) -> None:
        super().__init__(history)
        self.history = history
        self.line = Input(id="history-filter", placeholder="agent or session")
        self.line.cursor_blink = False
        self.line.display = False

    def compose(self) -> ComposeResult:
        yield PaneHeading(self.history)
        yield self.line
        yield self.history

    @on(HistoryView.FilterWanted)
    def show_line(self, message: HistoryView.FilterWanted) -> None:
        message.stop()
        open_line(self.line)

    @on(HistoryView.FilterOver)
    def hide_line(self, message: HistoryView.FilterOver) -> None:
        message.stop()
        if self.line.has_focus:
            self.history.focus()
        self.line.value = ""
        self.line.display = False

    @on(Input.Changed)
    def filter(self, message: Input.Changed) -> None:
        message.stop()
        # By itself: what it posts to the screen would end here, were it posted in here.
        self.history.call_later(self.history.filter, message.value)

    @on(Input.Submitted)
    def keep(self, message: Input.Submitted) -> None:
        message.stop()
        self.line.display = bool(message.value)
        self.history.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the history itself, `esc` is the screen's."""
        if action == "leave":
            return self.line.has_focus
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        self.line.value = ""
        self.line.display = False
        self.history.focus()
