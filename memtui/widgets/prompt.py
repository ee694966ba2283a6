"""
Questions in front of a screen: a line to type, and a sheet to read that may be answered with a key.

They own the keys while they are there; `esc` leaves without an answer.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from memtui import keys
from memtui.text import content, visible
from memtui.widgets.lines import Heading
from memtui.widgets.pane import Pane
from memtui.widgets.text_lines import TextLines, indent_of

Check = Callable[[str], str | None]
"""What is wrong with an answer, in a sentence; `None` when nothing is."""

_ABOVE = 4
"""Lines that are seen above the one that a sheet begins at."""
_FRAME = 3
"""The heading and the edges."""
_BETWEEN = "   "

_LEAVE: list[BindingType] = [Binding("escape", "leave", "leave")]


class Prompt(ModalScreen[str | None]):
    """One line to type; gives it when it is right."""

    BINDINGS: ClassVar[list[BindingType]] = _LEAVE

    def __init__(self, title: str, value: str, check: Check) -> None:
        """
        Make a prompt.

        Args:
            title: What is asked; it may hold foreign text.
            value: What stands there at first; likewise.
        """
        super().__init__()
        self._title = title
        self._value = visible(value, keep="")
        self._check = check
        self._early = ""
        self.left = ""
        """What stood there when it was left without an answer."""

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt"):
            yield Static(content(self._title))
            line = Input(self._value, select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Static(content("⏎ do it   esc leave it"), id="prompt-note")

    def on_mount(self) -> None:
        line = self.query_one(Input)
        line.value += self._early
        line.focus()
        line.cursor_position = len(line.value)

    def take(self, typed: str) -> None:
        """Take what was typed before the line had the keys."""
        if self.is_mounted:
            self.query_one(Input).insert_text_at_cursor(typed)
        else:
            self._early += typed

    @on(Input.Submitted)
    def answer(self, message: Input.Submitted) -> None:
        wrong = self._check(message.value)
        if wrong is None:
            self.dismiss(message.value)
        else:
            self.query_one("#prompt-note", Static).update(content(wrong))

    def action_leave(self) -> None:
        self.left = self.query_one(Input).value
        self.dismiss(None)


class SheetLines(TextLines, inherit_bindings=False):
    """The lines of a sheet, with their looks; all of it may be foreign, and none of it is cut."""

    BINDINGS = keys.bindings(keys.Place.LINES)

    def __init__(self, title: str, lines: Sequence[tuple[str, str]], at: int, hang: int) -> None:
        super().__init__(id="sheet-lines")
        self._lines = lines
        self._at = at
        self._hang = hang
        self.heading = Heading(visible(title, keep=""))

    def on_mount(self) -> None:
        texts = [text.replace("\n", " ") for text, _ in self._lines]
        self.set_texts(texts, cursor=self._at, top=max(0, self._at - _ABOVE))

    def line_look(self, item: int) -> str:
        return self._lines[item][1]

    def hang(self, line: int) -> int:
        return self._hang or indent_of(self.texts[line], self._width)


class Sheet(ModalScreen[str | None]):
    """Lines to read, and keys that answer; gives the key that was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = _LEAVE

    def __init__(
        self,
        title: str,
        lines: Sequence[tuple[str, str]],
        answers: Mapping[str, str],
        offered: Mapping[str, str] | None = None,
        *,
        at: int = 0,
        hang: int = 0,
    ) -> None:
        """
        Make a sheet.

        Args:
            title: What it is about; it may hold foreign text.
            lines: Texts and their looks; likewise.
            answers: What each key does besides `esc`.
            offered: How the keys are told, where it is not key by key.
            at: The line that the cursor is on at first.
            hang: Cells that rows of wrapped lines stand in; else as far as their line does.
        """
        super().__init__()
        self._lines = SheetLines(title, lines, at, hang)
        self._answers = answers
        self._told: list[str] = []
        self._offered = answers if offered is None else offered

    def compose(self) -> ComposeResult:
        offered = [*self._offered.items(), ("esc", "leave it" if self._answers else "close")]
        with Vertical(id="sheet"):
            yield Pane(self._lines)
            self._told = [f"{keys.label(key)} {what}" for key, what in offered]
            yield Static(content(_BETWEEN.join(self._told)), id="sheet-keys")

    def on_mount(self) -> None:
        self._lines.focus()
        self._lay_out()

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        line = self.query_one("#sheet-keys", Static)
        rows = _rows(self._told, line.size.width)
        line.update(Content("\n").join([content(row) for row in rows]))
        self._take_height(self._lines.rows + len(rows) + _FRAME)

    def _take_height(self, rows: int) -> None:
        """As high as what is in it: the heading, the lines, the keys and the frame."""
        self.query_one("#sheet").styles.height = rows

    def on_key(self, event: events.Key) -> None:
        if event.key in self._answers:
            event.stop()
            self.dismiss(event.key)

    def action_leave(self) -> None:
        self.dismiss(None)


class Beside(Sheet):
    """A sheet at the right, or below where that is too narrow: what it is about stays in view."""

    def _take_height(self, rows: int) -> None:  # noqa: ARG002 - it has its place
        """As much as there is room for; where it is low, what is above needs some too."""
        self.set_class(self.app.size.width < LEAST_BESIDE, "-below")


def _rows(told: Sequence[str], width: int) -> list[str]:
    """What is told, in rows that are broken between two things and not inside of one."""
    rows = [told[0]]
    for one in told[1:]:
        longer = f"{rows[-1]}{_BETWEEN}{one}"
        if cell_len(longer) <= width or not width:
            rows[-1] = longer
        else:
            rows.append(one)
    return rows


LEAST_BESIDE = 96
"""Columns from which on there is room for two texts beside each other."""
