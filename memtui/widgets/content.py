"""
The content of a memory as it is, or as an older version had it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from core.records.versions import Version
from core.times import Clock
from memtui import keys
from memtui.backend.memory import Line
from memtui.widgets import blame_gutter
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import TextLines
from memtui.widgets.turn_wanted import TurnWanted


class ContentView(TextLines):
    """A text with line numbers; the lines of the newest write carry a mark for a moment."""

    BINDINGS = keys.bindings(keys.Place.CONTENT)
    PLACES = (keys.Place.CONTENT, keys.Place.TEXT)
    PANE = "Content"
    EMPTY: ClassVar[str] = ""

    @dataclass
    class BlameWanted(Message):
        """Who wrote which line is to be shown."""

    @dataclass
    class MarkdownWanted(Message):
        """The text is to be shown as Markdown."""

        text: str

    @dataclass
    class LineOpened(Message):
        """A line was opened whose writer is known."""

        version: Version

    def __init__(self, clock: Clock, *, id: str = "content") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.original = ""
        self.note = ""
        """What stands in the pane instead of a text."""
        self._clock = clock
        self._changed: frozenset[int] = frozenset()
        self.is_blamed = False
        """Who wrote which line stands beside the text."""
        self._blame: Sequence[Line] = ()

    def show_blame(self, lines: Sequence[Line]) -> None:
        """Who wrote each line of the text in view."""
        self._blame = lines
        self.repaint()

    def show_text(
        self,
        text: str,
        *,
        cursor: int = 0,
        top: int | None = None,
        changed: frozenset[int] = frozenset(),
    ) -> None:
        """
        Show a text.

        Args:
            cursor: The line of the cursor, from 0.
            top: The first line in view; without it the cursor decides.
            changed: Lines that a write has just changed.
        """
        if text != self.original:
            self._blame = ()
        self.original, self.note = text, ""
        self._changed = changed
        self.set_texts(_lines(text), cursor=cursor, top=top)

    def show_note(self, lines: Sequence[str]) -> None:
        """Show some lines about what is selected, where there is no text."""
        self.original, self.note = "", "\n".join(lines)
        self._changed, self._blame = frozenset(), ()
        self.set_texts(lines)

    def fade(self) -> None:
        """The marks of the newest write have been there long enough."""
        if self._changed:
            self._changed = frozenset()
            self.repaint()

    @property
    def has_cursor(self) -> bool:
        return not self.note

    @property
    def gutter_width(self) -> int:
        if self.note:
            return 1
        return self._digits + 2 + (blame_gutter.width(self.width) if self.is_blamed else 0)

    @property
    def _digits(self) -> int:
        return max(3, len(str(len(self.texts))))

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        if self.note:
            yield " " * self.gutter_width, ""
            return
        if self.is_blamed:
            now = self._clock()
            yield from blame_gutter.parts(self._blame, item, self.width, now, is_first=is_first)
        yield (str(item + 1) if is_first else "").rjust(self._digits), "faint"
        yield " " + ("▎" if item in self._changed else " "), "live"

    def line_look(self, item: int) -> str:  # noqa: ARG002 - of the base
        return "dim" if self.note else ""

    def copied(self) -> tuple[str, str] | None:
        return ("content", self.original) if not self.note else None

    def action_blame(self) -> None:
        self.is_blamed = not self.is_blamed
        self._lay_out_again()
        if self.is_blamed:
            self.post_message(self.BlameWanted())

    def action_markdown(self) -> None:
        if not self.note:
            self.post_message(self.MarkdownWanted(self.original))

    def action_turn(self) -> None:
        if self.is_blamed and self.cursor < len(self._blame):
            self.post_message(TurnWanted(self._blame[self.cursor].version))
        elif not self.is_blamed and not self.note:
            self.action_blame()
            self.app.tell(
                "Now each line says who wrote it;"
                f" {self.app.key('content.turn')} shows the turn behind this one."
            )

    def action_open(self) -> None:
        if self.is_blamed and self.cursor < len(self._blame):
            self.post_message(self.LineOpened(self._blame[self.cursor].version))


def _lines(text: str) -> list[str]:
    """A text as lines: the end of the last one makes no line of its own."""
    lines = text.split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines
