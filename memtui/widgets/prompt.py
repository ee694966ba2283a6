"""
Questions in front of a screen: a line to type, and a sheet to read that may be answered with a key.

They own the keys while they are there; `esc` leaves without an answer.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from memtui import keys
from memtui.text import content, visible
from memtui.widgets.lines import Heading
from memtui.widgets.pane import Pane
from memtui.widgets.text_lines import TextLines

Check = Callable[[str], str | None]
"""What is wrong with an answer, in a sentence; `None` when nothing is."""

_ABOVE = 4
"""Lines that are seen above the one that a sheet begins at."""
_FRAME = 4

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
        self.dismiss(None)


class SheetLines(TextLines, inherit_bindings=False):
    """The lines of a sheet, with their looks; all of it may be foreign, and none of it is cut."""

    BINDINGS = keys.bindings(keys.Place.LINES)

    def __init__(self, title: str, lines: Sequence[tuple[str, str]], at: int) -> None:
        super().__init__(id="sheet-lines")
        self._lines = lines
        self._at = at
        self.heading = Heading(visible(title, keep=""))

    def on_mount(self) -> None:
        texts = [text.replace("\n", " ") for text, _ in self._lines]
        self.set_texts(texts, cursor=self._at, top=max(0, self._at - _ABOVE))

    def line_look(self, item: int) -> str:
        return self._lines[item][1]


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
    ) -> None:
        """
        Make a sheet.

        Args:
            title: What it is about; it may hold foreign text.
            lines: Texts and their looks; likewise.
            answers: What each key does besides `esc`.
            offered: How the keys are told, where it is not key by key.
            at: The line that the cursor is on at first.
        """
        super().__init__()
        self._lines = SheetLines(title, lines, at)
        self._answers = answers
        self._offered = answers if offered is None else offered

    def compose(self) -> ComposeResult:
        offered = [*self._offered.items(), ("esc", "leave it" if self._answers else "close")]
        with Vertical(id="sheet"):
            yield Pane(self._lines)
            told = "   ".join(f"{keys.label(key)} {what}" for key, what in offered)
            yield Static(content(told))

    def on_mount(self) -> None:
        self._lines.focus()
        self._take_height()

    def on_resize(self) -> None:
        self.call_after_refresh(self._take_height)

    def _take_height(self) -> None:
        """As high as what is in it: the heading, the lines, the keys and the frame."""
        self.query_one("#sheet").styles.height = self._lines.rows + _FRAME

    def on_key(self, event: events.Key) -> None:
        if event.key in self._answers:
            event.stop()
            self.dismiss(event.key)

    def action_leave(self) -> None:
        self.dismiss(None)


class Beside(Sheet):
    """A sheet at the right, or below where that is too narrow: what it is about stays in view."""

    def _take_height(self) -> None:
        """As much as there is room for; where it is low, what is above needs some too."""
        self.set_class(self.app.size.width < LEAST_BESIDE, "-below")


LEAST_BESIDE = 96
"""Columns from which on there is room for two texts beside each other."""
