"""
The base of every pane that shows data: a list of lines with a cursor, painted line by line.

The lines are `Painted`. The cursor is the index of an item, and whoever changes the items under it
says where the cursor stays.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message

from memtui import keys
from memtui.widgets.painted import Painted


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a pane; all of it is safe to show."""

    title: str
    aside: str = ""
    """At the right of the title."""
    aside_look: str = "$dim"
    facts: tuple[tuple[str, str], ...] = ()
    """A second line: pieces and their looks."""
    badge: str = ""
    """At the right of the second line: a warning."""


class Lines(Painted, can_focus=True, inherit_bindings=False):
    """A pane of lines; see the module."""

    BINDINGS = keys.bindings(keys.Place.LINES)
    ALLOW_SELECT = False
    PLACES: ClassVar[tuple[keys.Place, ...]] = ()
    """Where the actions of this pane stand in the table, besides `LINES` and the screen's."""
    PANE: ClassVar[str] = ""
    """The pane's name when it has nothing of its own to say."""

    @dataclass
    class Headed(Message):
        """What stands above the pane has changed."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual gave it
        super().__init__(id=id)
        self.heading = Heading(self.PANE)

    # What a subclass says

    def pointed(self) -> None:
        """The person moved the cursor."""

    def reached(self, row: int) -> None:
        """Rows up to this one came into view: more can be read now."""

    # What a subclass or the screen does

    def hold(self, cursor: int, top: int) -> None:
        """After a change of the items: where cursor and first row are now, nothing else moves."""
        self.cursor = cursor
        self.repaint()
        if self.is_mounted:
            self.scroll_target_y = self.scroll_y = top

    def move_to(self, item: int, *, center: bool = False) -> None:
        """Put the cursor on an item and bring it into view."""
        before = self.cursor
        self.cursor = max(0, min(item, self.count - 1))
        if self.cursor != before:
            self.repaint_rows([*self._rows_of(before), *self._rows_of(self.cursor)])
        self.show_cursor(center=center)

    def show_cursor(self, *, center: bool = False) -> None:
        """Scroll just as far as it takes to see the cursor."""
        height = self.size.height
        if not height or not self.count:
            return
        rows = self._rows_of(self.cursor)
        top = self.scroll_offset.y
        if center and not top <= rows[0] < top + height:
            top = rows[0] - height // 2
        top = min(top, rows[0])
        if rows[-1] >= top + height:
            top = min(rows[-1] - height + 1, rows[0])
        if top != self.scroll_offset.y:
            self.scroll_target_y = self.scroll_y = top

    def entitle(self, heading: Heading) -> None:
        """Change what stands above the pane."""
        if heading != self.heading:
            self.heading = heading
            self.post_message(self.Headed())

    def copied(self) -> tuple[str, str] | None:
        """What `y` copies here, with its name, or nothing."""
        return None

    # Keys and mouse

    def go_to(self, item: int) -> None:
        """Move the cursor as a person asked."""
        if not self.count:
            return
        before = self.cursor
        self.move_to(item)
        if self.cursor != before:
            self.pointed()

    def action_down(self) -> None:
        self.go_to(self.cursor + 1)

    def action_up(self) -> None:
        self.go_to(self.cursor - 1)

    def action_half_down(self) -> None:
        self._go_rows(max(1, self.size.height // 2))

    def action_half_up(self) -> None:
        self._go_rows(-max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        self._go_rows(max(1, self.size.height - 1))

    def action_page_up(self) -> None:
        self._go_rows(-max(1, self.size.height - 1))

    def action_top(self) -> None:
        self.go_to(0)

    def action_bottom(self) -> None:
        self.go_to(self.count - 1)

    def action_open(self) -> None:
        """Go deeper; most panes know what that is."""

    def _go_rows(self, rows: int) -> None:
        if self.count:
            target = max(0, min(self.rows - 1, self.row_of(self.cursor) + rows))
            self.scroll_target_y = self.scroll_y = self.scroll_offset.y + rows
            self.go_to(self.item_at(target))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.reached(round(new_value) + self.size.height)

    def on_resize(self) -> None:
        self._strips.clear()
        self.reached(self.scroll_offset.y + self.size.height)

    def on_focus(self) -> None:
        self.repaint_rows(self._rows_of(self.cursor))

    def on_blur(self) -> None:
        self.repaint_rows(self._rows_of(self.cursor))

    def on_click(self, event: events.Click) -> None:
        row = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if not 0 <= row < self.rows:
            return
        item = self.item_at(row)
        if item == self.cursor:
            self.clicked()
        else:
            self.go_to(item)

    def clicked(self) -> None:
        """A click on the line that has the cursor already."""
