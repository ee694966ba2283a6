"""
The base of panes that show texts: a gutter, long lines wrapped or cut, marks inside of lines.

Foreign text enters through `set_texts` and is made safe there. Spans of marks count characters of
the safe text, which may be longer than the original.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from rich.cells import cell_len, chop_cells

from memtui import keys
from memtui.text import visible
from memtui.widgets.cells import expand_tabs, wrap
from memtui.widgets.lines import Lines
from memtui.widgets.painted import Parts

Spans = Sequence[tuple[int, int]]

_STEP = 8


def safe_line(line: str) -> str:
    """A line as it can be shown: markers instead of what acts or hides, spaces for tabs."""
    return expand_tabs(visible(line, keep="\t"))


class TextLines(Lines):
    """A pane of text; see the module. An item is a line, which may take several rows."""

    BINDINGS = keys.bindings(keys.Place.TEXT)

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.texts: list[str] = []
        self.is_wrapped = True
        self._sideways = 0
        self._starts: list[int] = [0]
        self._width = 0

    # What a subclass says

    @property
    def gutter_width(self) -> int:
        """How many cells the gutter takes."""
        return 0

    def gutter_parts(
        self,
        item: int,  # noqa: ARG002 - for subclasses
        *,
        is_first: bool,  # noqa: ARG002 - for subclasses
    ) -> Parts:
        """The gutter of a line; `is_first` is false on the rows that wrapping added."""
        return ()

    def line_look(self, item: int) -> str:  # noqa: ARG002 - for subclasses
        """The looks of a line."""
        return ""

    def marked(self, item: int) -> tuple[Spans, str]:  # noqa: ARG002 - for subclasses
        """Spans of the line that stand out, and their look."""
        return (), ""

    def hang(self, line: int) -> int:  # noqa: ARG002 - for subclasses
        """How many cells stand empty before the rows that wrapping adds to a line."""
        return 0

    # What a subclass does

    def set_texts(self, lines: Iterable[str], *, cursor: int = 0, top: int | None = None) -> None:
        """Show these lines; with `top` that line is the first in view, else the cursor is seen."""
        self.texts = [safe_line(line) for line in lines]
        self._lay_out()
        if top is None:
            self.hold(cursor, self._starts[min(cursor, len(self.texts))])
            self.show_cursor()
        else:
            self.hold(cursor, self._starts[max(0, min(top, len(self.texts)))])

    @property
    def top_item(self) -> int:
        """The first line in view."""
        return self.item_at(self.scroll_offset.y)

    # As a list of lines

    @property
    def count(self) -> int:
        return len(self.texts)

    @property
    def rows(self) -> int:
        return self._starts[-1]

    def row_of(self, item: int) -> int:
        return self._starts[item]

    def item_at(self, row: int) -> int:
        return max(0, min(bisect_right(self._starts, row) - 1, self.count - 1))

    def row_look(self, row: int) -> str:
        return self.line_look(self.item_at(row))

    def row_parts(self, row: int, width: int) -> Parts:
        item = self.item_at(row)
        part = row - self._starts[item]
        yield from self.gutter_parts(item, is_first=part == 0)
        line = self.texts[item]
        spans, look = self.marked(item)
        room = width - self.gutter_width
        if self.is_wrapped:
            # As wide as it was laid out: a row may be painted before it hears of a new size.
            hang = self.hang(item)
            starts = [*wrap(line, self._width, hang), len(line)]
            start, end = starts[part], starts[part + 1]
            yield " " * hang if part else "", ""
        else:
            start, end = window(line, self._sideways, room)
        yield from pieces(line, start, end, spans, look)

    # Keys

    def action_wrap(self) -> None:
        self.is_wrapped = not self.is_wrapped
        self._sideways = 0
        self._lay_out_again()

    def action_scroll_left(self) -> None:
        self._scroll_sideways(-_STEP)

    def action_scroll_right(self) -> None:
        self._scroll_sideways(_STEP)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something now stands in the footer and the help."""
        if action in ("scroll_left", "scroll_right"):
            return not self.is_wrapped
        return super().check_action(action, parameters)

    def on_resize(self) -> None:
        if self._text_width != self._width:
            self._lay_out_again()

    # Inside

    @property
    def _text_width(self) -> int:
        return self.width - 1 - self.gutter_width

    def _scroll_sideways(self, cells: int) -> None:
        if self.is_wrapped:
            return
        longest = max((cell_len(line) for line in self.texts), default=0)
        self._sideways = max(0, min(self._sideways + cells, longest - self._text_width))
        self.repaint()

    def _lay_out(self) -> None:
        width = self._width = self._text_width
        if self.is_wrapped and width > 1:
            heights = [
                1
                if len(line) <= width and line.isascii()
                else len(wrap(line, width, self.hang(at)))
                for at, line in enumerate(self.texts)
            ]
        else:
            heights = [1] * len(self.texts)
        self._starts = [0, *accumulate(heights)]

    def _lay_out_again(self) -> None:
        """The same lines in another width: the first line in view stays the first."""
        top = self.top_item
        self._lay_out()
        self.hold(self.cursor, self._starts[top] if self.texts else 0)
        self.show_cursor()


def indent_of(text: str, width: int) -> int:
    """The spaces that a text begins with, where they leave most of the width to it."""
    spaces = len(text) - len(text.lstrip(" "))
    return spaces if spaces <= width // 4 else 0


def window(line: str, skip: int, room: int) -> tuple[int, int]:
    """The characters of an unwrapped line that are in view after `skip` cells."""
    if line.isascii():
        return min(skip, len(line)), min(len(line), skip + room)
    start = len(chop_cells(line, skip)[0]) if skip and line else 0
    # One character takes a cell or two; more than `room` of them never fit.
    return start, min(len(line), start + room)


def pieces(line: str, start: int, end: int, spans: Spans, look: str) -> Parts:
    """A part of a line, cut where spans that stand out begin and end."""
    at = start
    for first, last in spans:
        if last <= at or first >= end:
            continue
        if first > at:
            yield line[at:first], ""
        yield line[max(at, first) : min(last, end)], look
        at = min(last, end)
    if at < end:
        yield line[at:end], ""
