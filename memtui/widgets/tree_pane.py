"""
The tree with a line above it to type a filter into, and what is wrong with it under that line.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from memtui.text import content
from memtui.widgets.opened_line import open_line
from memtui.widgets.pane import Pane, PaneHeading
from memtui.widgets.tree import StoreTree
from memtui.widgets.tree_filtered import FilteredTree

_HINT = "words  agent:NAME  by:NAME  changed:2h  !not"


class TreePane(Pane):
    """A tree with its heading and its filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "all memories"),
        Binding("down", "go_down", "to the tree"),
    ]

    @dataclass
    class Typed(Message):
        """The filter is another one; an empty one lets everything through."""

        text: str

    def __init__(self, tree: FilteredTree) -> None:
        super().__init__(tree)
        self.tree_view = tree
        self.line = Input(id="tree-filter", placeholder=_HINT)
        self.line.cursor_blink = False
        self.line.display = False
        self.note = Static(id="tree-filter-note")
        self.note.display = False

    def compose(self) -> ComposeResult:
        yield PaneHeading(self.tree_view)
        yield self.line
        yield self.note
        yield self.tree_view

    def show_reason(self, reason: str) -> None:
        """What is wrong with what was typed; empty: nothing is."""
        self.note.update(content(reason))
        self.note.display = bool(reason)

    def clear(self) -> None:
        """Let everything through again."""
        if self.line.has_focus:
            self.tree_view.focus()
        self.show_reason("")
        self.line.display = False
        if self.line.value:
            self.line.value = ""

    @on(StoreTree.FilterWanted)
    def show_line(self, message: StoreTree.FilterWanted) -> None:
        message.stop()
        open_line(self.line)

    @on(Input.Changed)
    def tell(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(self.Typed(message.value))

    @on(Input.Submitted)
    def keep(self, message: Input.Submitted) -> None:
        message.stop()
        self.line.display = bool(message.value.strip())
        self.tree_view.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the tree itself, these keys are the tree's and the screen's."""
        if action in ("leave", "go_down"):
            return self.line.has_focus
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        self.clear()

    def action_go_down(self) -> None:
        self.tree_view.focus()
