"""
Rows painted line by line, of which one has the cursor.

Nothing is mounted for a line, so that a pane costs what fits on the screen, however long it is. A
subclass says how many items there are and paints one row; an item may take several.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from memtui.widgets.looks import style_of

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

Parts = Iterable[tuple[str, str]]
"""Pieces of a row: safe text, and the names of its looks."""


class Painted(ScrollView, inherit_bindings=False):
    """Painted rows; see the module."""

    app: "MemtuiApp"

    EMPTY: ClassVar[str] = ""
    """What stands in the pane when there is nothing in it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual gave it
        super().__init__(id=id)
        self.cursor = 0
        self._styles: dict[str, Style] = {}
        self._strips: dict[int, Strip] = {}
        self._painted: dict[int, Strip] = {}

    # What a subclass says

    @property
    def count(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def row_parts(self, row: int, width: int) -> Parts:
        """What stands in a row, `width` cells wide at most."""
        raise NotImplementedError

    def row_look(self, row: int) -> str:  # noqa: ARG002 - for subclasses
        """The looks of the whole row, under those of its parts."""
        return ""

    @property
    def empty(self) -> str:
        """What stands in the pane now that there is nothing in it."""
        return self.EMPTY

    @property
    def rows(self) -> int:
        """How many rows all items take."""
        return self.count

    def row_of(self, item: int) -> int:
        """The first row of an item."""
        return item

    def item_at(self, row: int) -> int:
        """The item that a row belongs to."""
        return row

    @property
    def has_cursor(self) -> bool:
        """Whether there is a line to be on."""
        return True

    @property
    def is_active(self) -> bool:
        """Whether keys move its cursor."""
        return self.has_focus

    @property
    def width(self) -> int:
        """The cells of a row; those of the scroll bar are not among them."""
        return max(1, self.size.width - self.styles.scrollbar_size_vertical)

    # Painting

    def repaint(self) -> None:
        """Paint again what is in view; the items, or what is known of them, changed."""
        self._strips.clear()
        self._take_room(self.rows)
        self.cursor = max(0, min(self.cursor, self.count - 1))
        if not self.is_attached or not self.size.height:
            return
        # Only lines that look different now: much is told about few of them, many times a second.
        for y in range(self.size.height):
            if self._painted.get(y) != self._strip_at(y):
                self.refresh(Region(0, y, self.size.width, 1))

    def repaint_rows(self, rows: Iterable[int]) -> None:
        """Paint some rows again; their number did not change."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        for row in rows:
            self._strips.pop(row, None)
            if top <= row < bottom:
                self.refresh_line(row)

    def render_line(self, y: int) -> Strip:
        strip = self._painted[y] = self._strip_at(y)
        return strip

    def _strip_at(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        width = self.width
        strip = self._strips.get(row)
        if strip is None or strip.cell_length != width:
            if len(self._strips) > 1000:
                self._strips.clear()
            strip = self._strips[row] = self._strip(row, width)
        return strip

    def _strip(self, row: int, width: int) -> Strip:
        if row >= self.rows:
            if row == 0 and self.empty:
                parts = Strip([Segment(f"  {self.empty}", self._look("dim"))])
                return parts.adjust_cell_length(width, self._look(""))
            return Strip.blank(width, self._look(""))
        at_cursor = self.item_at(row) == self.cursor and self.has_cursor
        look = self.row_look(row)
        edge = " "
        if at_cursor and self.is_active:
            # A line with a background of its own keeps it: the edge says where the cursor is.
            look, edge = f"cursor {look}", "▌"
        elif at_cursor:
            look, edge = f"cursor-blurred {look}", " " if self.app.has_colour else "▏"
        segments = [Segment(edge, self._look(f"{look} strong"))]
        segments += [
            Segment(piece, self._look(_readable(f"{look} {own}", at_cursor=at_cursor)))
            for piece, own in self.row_parts(row, width - 1)
            if piece
        ]
        return Strip(segments).adjust_cell_length(width, self._look(look))

    def _look(self, names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            app = self.app
            style = self._styles[names] = style_of(
                names, self.rich_style, app.theme_variables, has_colour=app.has_colour
            )
        return style

    def _take_room(self, rows: int) -> None:
        """Scroll over so many rows."""
        size = Size(0, rows)
        if size == self.virtual_size:
            return
        has_bar = rows > self.size.height
        if has_bar != self.show_vertical_scrollbar or not self.is_attached:
            self.virtual_size = size
            return
        # Without the layout that the assignment above brings: nothing moves but the bar.
        self.set_reactive(Widget.virtual_size, size)
        if has_bar:
            self.vertical_scrollbar.window_virtual_size = rows

    def notify_style_update(self) -> None:
        self._styles.clear()
        self._strips.clear()
        super().notify_style_update()

    def _rows_of(self, item: int) -> range:
        start = self.row_of(item)
        return range(start, self.row_of(item + 1) if item + 1 < self.count else self.rows)


def _readable(look: str, *, at_cursor: bool) -> str:
    """A look that can be read: what is faint is lost on the background of the cursor."""
    return look.replace("faint", "dim").strip() if at_cursor else look.strip()
