"""
The base of panes that show an old and a new text beside each other, where the pane is wide enough.

A subclass has lines that stand below each other, and says which of them belong beside each other.
Where there is no room for two sides, and where nobody asked for them, it is those lines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len, set_cell_size

from core.texts.words import word_marks
from memtui import keys
from memtui.widgets.cells import wrap
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import Spans, TextLines, pieces, safe_line, window

MIN_WIDTH = 76
"""Below this, a side would be narrower than most lines."""


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a row."""

    line: int
    """Which of the lines below each other it is."""
    look: str
    words: str = ""
    """How the words look that the other half does not have."""


Pair = tuple[Half | None, Half | None]
Item = Pair | int
"""Two halves, or a line that goes over both sides."""


class TwoSided(TextLines):
    """See the module. The cursor is on an item; while there is one side, those are the lines."""

    BINDINGS = keys.bindings(keys.Place.SIDES)

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.wants_sides = False
        self._lines: list[str] = []
        self._items: Sequence[Item] = ()
        self._item_of: dict[int, int] = {}
        self._line = 0
        self._pair_marks: dict[int, tuple[Spans, Spans]] = {}

    # What a subclass says

    def beside(self) -> Sequence[Item]:
        """Its lines as two sides, each line in one item."""
        raise NotImplementedError

    def gutter_cells(self, *, is_new: bool) -> int:
        """How many cells the gutter of a side takes."""
        raise NotImplementedError

    def half_gutter(self, half: Half, part: int | None, *, is_new: bool) -> Parts:
        """
        What stands before the text of a half.

        Args:
            part: Which row of its text it is; `None` where only the other half has text left.
        """
        raise NotImplementedError

    def no_half(self, other: Half, *, is_new: bool) -> Parts:  # noqa: ARG002 - for subclasses
        """What stands in place of the gutter where only the other side has a line."""
        yield " " * self.gutter_cells(is_new=is_new), ""

    def arranged(self) -> None:
        """There are two sides now, or there is one again, or there is no room for two."""

    # Lines and items

    @property
    def has_sides(self) -> bool:
        """Whether there are two sides now."""
        return bool(self._items)

    @property
    def aside(self) -> str:
        """Why there are no two sides although they are wanted."""
        return "too narrow for two sides" if self.wants_sides and not self._fits else ""

    @property
    def line(self) -> int:
        """The line that has the cursor; of a pair the one that was gone to, else the old one."""
        if not self._items:
            return self.cursor
        here = lines_of(self._items[self.cursor])
        return self._line if self._line in here else here[0]

    def item_of(self, line: int) -> int:
        """The item that a line is in."""
        return self._item_of.get(line, 0) if self._items else line

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a line, and bring it into view."""
        self._line = line
        self.move_to(self.item_of(line))

    def set_texts(self, lines: Iterable[str], *, cursor: int = 0, top: int | None = None) -> None:
        """Show these lines; cursor and top are lines too."""
        self._lines = [safe_line(line) for line in lines]
        self._put(cursor, top)

    def action_sides(self) -> None:
        self.wants_sides = not self.wants_sides
        self._choose()

    def on_resize(self) -> None:
        self._choose()

    @property
    def _fits(self) -> bool:
        return self.width >= MIN_WIDTH

    @property
    def _is_to_have_sides(self) -> bool:
        return self.wants_sides and self._fits and bool(self._lines)

    def _choose(self) -> None:
        """Take one side or two; the cursor stays on its line, as high as it was."""
        if self._is_to_have_sides is not self.has_sides:
            line, above = self.line, self.row_of(self.cursor) - self.scroll_offset.y
            self._put(line, None)
            self.hold(self.cursor, max(0, self.row_of(self.cursor) - above))
            self.show_cursor()
        self.arranged()

    def _put(self, line: int, top: int | None) -> None:
        self._items, self._item_of, self._pair_marks = (), {}, {}
        shown = self._lines
        if self._is_to_have_sides:
            self._items = self.beside()
            self._item_of = {
                one: at for at, item in enumerate(self._items) for one in lines_of(item)
            }
            shown = [
                max((self._lines[one] for one in lines_of(item)), key=len) for item in self._items
            ]
        self._line = line
        item_on_top = None if top is None else self.item_of(top)
        super().set_texts(shown, cursor=self.item_of(line), top=item_on_top)

    # As rows of two halves

    @property
    def _rooms(self) -> tuple[int, int]:
        """Cells for the text of either half; a space that ends a row hangs over into one more."""
        # The edge of the cursor and the rule between the sides take a cell each.
        cells = self.width - 2
        old = cells // 2 - self.gutter_cells(is_new=False) - 1
        new = cells - cells // 2 - self.gutter_cells(is_new=True) - 1
        return old, new

    @property
    def _text_width(self) -> int:
        return min(self._rooms) if self._items else super()._text_width

    def _lay_out(self) -> None:
        if not self._items:
            super()._lay_out()
            return
        self._width = self._text_width
        heights = [self._height(item) if self.is_wrapped else 1 for item in self._items]
        self._starts = [0, *accumulate(heights)]

    def _height(self, item: Item) -> int:
        if isinstance(item, int):
            return len(wrap(self._lines[item], super()._text_width, self.hang(item)))
        halves = zip(item, self._rooms, strict=True)
        return max(len(wrap(self._lines[one.line], room)) for one, room in halves if one)

    def row_look(self, row: int) -> str:
        item = self._items[self.item_at(row)] if self._items else None
        if item is None:
            return super().row_look(row)
        return self.line_look(item) if isinstance(item, int) else ""

    def row_parts(self, row: int, width: int) -> Parts:
        if not self._items:
            yield from super().row_parts(row, width)
            return
        at = self.item_at(row)
        item, part = self._items[at], row - self._starts[at]
        if isinstance(item, int):
            yield from self.gutter_parts(item, is_first=part == 0)
            text = self._lines[item]
            hang = self.hang(item)
            start, end = self._cut(text, part, super()._text_width, hang)
            yield (" " * hang if part else "") + text[start:end], ""
            return
        marks, (old, new) = self._marks_of(at), item
        yield from self._half_parts(old, new, part, marks[0], is_new=False)
        yield "│", "faint"
        yield from self._half_parts(new, old, part, marks[1], is_new=True)

    def _half_parts(
        self, half: Half | None, other: Half | None, part: int, marks: Spans, *, is_new: bool
    ) -> Parts:
        room = self._rooms[is_new]
        if half is None:
            if other is not None:
                yield from self.no_half(other, is_new=is_new)
            yield " " * (room + 1), ""
            return
        text = self._lines[half.line]
        start, end = self._cut(text, part, room)
        row = None if part and start == end else part
        for piece, own in self.half_gutter(half, row, is_new=is_new):
            yield piece, f"{half.look} {own}"
        used = 0
        for piece, own in pieces(text, start, end, marks, half.words):
            # Without wrapping, wide characters may reach over the edge.
            fitting = set_cell_size(piece, min(cell_len(piece), room + 1 - used))
            yield fitting, f"{half.look} {own}"
            used += cell_len(fitting)
        yield " " * (room + 1 - used), half.look

    def _cut(self, text: str, part: int, room: int, hang: int = 0) -> tuple[int, int]:
        """Which characters of a line stand in one of its rows."""
        if not self.is_wrapped:
            return window(text, self._sideways, room)
        starts = [*wrap(text, room, hang), len(text)]
        return (starts[part], starts[part + 1]) if part + 1 < len(starts) else (0, 0)

    def _marks_of(self, at: int) -> tuple[Spans, Spans]:
        item = self._items[at]
        if isinstance(item, int):
            return (), ()
        old, new = item
        if old is None or new is None or old.line == new.line:
            return (), ()
        if at not in self._pair_marks:
            self._pair_marks[at] = word_marks(self._lines[old.line], self._lines[new.line])
        return self._pair_marks[at]


def lines_of(item: Item) -> tuple[int, ...]:
    """The lines of an item, the old one first."""
    if isinstance(item, int):
        return (item,)
    return tuple(dict.fromkeys(half.line for half in item if half is not None))
