"""
The help: every key that works in the pane it was opened from, searchable; enter does it.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from memtui import keys
from memtui.widgets.cells import fit
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts
from memtui.widgets.pane import Pane

_KEYS = 14


class HelpList(Lines):
    """The actions, under the headings of their places."""

    PANE = "Keys"
    EMPTY = "No key does that."

    def __init__(self, wanted: Sequence[keys.Action], *, is_read_only: bool = False) -> None:
        super().__init__(id="help-list")
        self._wanted = wanted
        self._is_read_only = is_read_only
        self._rows: list[keys.Action | str] = []

    @property
    def action(self) -> keys.Action | None:
        """The action under the cursor."""
        row = self._rows[self.cursor] if self._rows else None
        return row if isinstance(row, keys.Action) else None

    @property
    def is_active(self) -> bool:
        # The keys go to the search line, which hands those that move on to here.
        return True

    @property
    def count(self) -> int:
        return len(self._rows)

    def filter(self, query: str) -> None:
        """Show what holds these words."""
        found = keys.find(self._wanted, query)
        self._rows = []
        for action in found:
            if action.place not in self._rows:
                self._rows.append(action.place)
            self._rows.append(action)
        self.hold(min(1, self.count), 0)
        self.entitle(Heading(self.PANE, f"{len(found)} of {len(self._wanted)}" if query else ""))

    def row_parts(self, row: int, width: int) -> Parts:
        action = self._rows[row]
        if isinstance(action, str):
            yield fit(action, width), "dim"
            return
        names = " ".join(keys.label(key) for key in action.keys) or "palette"
        if self._is_read_only and action.writes:
            yield " " + fit(names, _KEYS), "dim"
            yield fit(f"(read-only) {action.help}", width - _KEYS - 1), "dim"
            return
        yield " " + fit(names, _KEYS), "strong"
        yield fit(action.help, width - _KEYS - 1), ""

    def action_down(self) -> None:
        self._go_past_headings(1)

    def action_up(self) -> None:
        self._go_past_headings(-1)

    def _go_past_headings(self, by: int) -> None:
        at = self.cursor + by
        while 0 <= at < self.count and not isinstance(self._rows[at], keys.Action):
            at += by
        if 0 <= at < self.count:
            self.move_to(at)


class HelpScreen(ModalScreen[keys.Action | None]):
    """See the module; gives the action that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "leave", "close"),
        Binding("down,ctrl+n", "down", "down"),
        Binding("up,ctrl+p", "up", "up"),
        Binding("pagedown", "page(1)", "page down"),
        Binding("pageup", "page(-1)", "page up"),
    ]

    def __init__(self, wanted: Sequence[keys.Action], *, is_read_only: bool = False) -> None:
        super().__init__()
        self._list = HelpList(wanted, is_read_only=is_read_only)

    def compose(self) -> ComposeResult:
        with Vertical(id="help"):
            search = Input(placeholder="Type to search, enter to do it, esc to close")
            search.cursor_blink = False
            yield search
            yield Pane(self._list)

    def on_mount(self) -> None:
        self._list.can_focus = False
        self._list.filter("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def search(self, message: Input.Changed) -> None:
        self._list.filter(message.value)

    @on(Input.Submitted)
    def choose(self) -> None:
        self.dismiss(self._list.action)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_down(self) -> None:
        self._list.action_down()

    def action_up(self) -> None:
        self._list.action_up()

    def action_page(self, by: int) -> None:
        for _ in range(max(1, self._list.size.height - 2)):
            self._list.action_down() if by > 0 else self._list.action_up()
