"""
The content of a memory as it is, or as an older version had it.
"""

from collections.abc import Sequence
from typing import ClassVar

from core.times import Clock
from memtui import keys
from memtui.widgets.lines import Parts
from memtui.widgets.text_lines import TextLines


class ContentView(TextLines):
    """A text with line numbers; the lines of the newest write carry a mark for a moment."""

    PLACES = (keys.Place.TEXT,)
    PANE = "Content"
    EMPTY: ClassVar[str] = ""

    def __init__(self, clock: Clock, *, id: str = "content") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.original = ""
        self.note = ""
        """What stands in the pane instead of a text."""
        self._clock = clock
        self._changed: frozenset[int] = frozenset()

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
        self.original, self.note = text, ""
        self._changed = changed
        self.set_texts(_lines(text), cursor=cursor, top=top)

    def show_note(self, lines: Sequence[str]) -> None:
        """Show some lines about what is selected, where there is no text."""
        self.original, self.note = "", "\n".join(lines)
        self._changed = frozenset()
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
        return max(3, len(str(len(self.texts)))) + 2

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        width = self.gutter_width
        if self.note:
            yield " " * width, ""
            return
        yield (str(item + 1) if is_first else "").rjust(width - 2), "faint"
        yield " " + ("▎" if item in self._changed else " "), "live"

    def line_look(self, item: int) -> str:  # noqa: ARG002 - of the base
        return "dim" if self.note else ""

    def copied(self) -> tuple[str, str] | None:
        return ("content", self.original) if not self.note else None


def _lines(text: str) -> list[str]:
    """A text as lines: the end of the last one makes no line of its own."""
    lines = text.split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines
