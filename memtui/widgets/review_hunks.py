"""
The middle of a review: hunks, each under a line that says how it stands, and going through them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from core.dreams.proposal import Evidence
from memtui import keys
from memtui.reviewing.rows import ReviewRow, RowKind
from memtui.widgets.review_rows import SIGNS, WORD_LOOKS, LeavesOf, ReviewRows


class HunksView(ReviewRows):
    """The rows of a review; the hunk that keys are about has an edge."""

    BINDINGS = keys.bindings(keys.Place.HUNKS)
    PLACES: ClassVar[tuple[keys.Place, ...]] = (
        keys.Place.HUNKS,
        keys.Place.SIDES,
        keys.Place.TEXT,
    )
    PANE = "Hunks"
    EMPTY: ClassVar[str] = "There is nothing to review here."

    @dataclass
    class Moved(Message):
        """The cursor came to another hunk, by lines."""

        part_id: str

    @dataclass
    class Stepped(Message):
        """To the next (1) or the previous (-1) thing of the level."""

        by: int

    @dataclass
    class Opened(Message):
        """A person wants to see what the hunk rests on."""

    @dataclass
    class Levelled(Message):
        """The cursor covers more (-1) or less (1)."""

        by: int

    @dataclass
    class Arranged(Message):
        """Old and new stand beside each other now, or do not."""

    def __init__(self) -> None:
        super().__init__(id="hunks")
        self.is_filtered = False
        """Something may be there that is not shown."""
        self.is_short = False
        """There is little room: what changes has to be in view, whatever else is not."""

    def show_rows(
        self, rows: Sequence[ReviewRow], part_id: str | None, leaves_of: LeavesOf
    ) -> None:
        """Show these rows; who reads in the hunk with the cursor stays on the line."""
        self._leaves_of = leaves_of
        if [row.text for row in rows] == [row.text for row in self._rows]:
            self._rows = rows
        elif self.part_id is None or self.part_id != part_id:
            self.take(rows)
            self.set_texts([row.text for row in rows], cursor=self._first(part_id))
        else:
            line, above = self._rows[self.line], self.row_of(self.cursor) - self.scroll_offset.y
            into = self.line - self._first(part_id)
            self.take(rows)
            at = self._line_again(line, into)
            self.set_texts([row.text for row in rows], cursor=at)
            self.hold(self.cursor, max(0, self.row_of(self.cursor) - above))
        self.go_to_part(part_id)
        self.repaint()

    def _line_again(self, line: ReviewRow, into: int) -> int:
        """Where a line of a hunk is now, which was so many lines into it."""
        inside = [at for at, row in enumerate(self._rows) if row.part_id == line.part_id]
        if not inside:
            return 0
        # What a head says changes with every verdict; other lines are known by what they are.
        found = (at for at in inside if self._rows[at] == line)
        return next(found, inside[min(into, len(inside) - 1)])

    def go_to_part(self, part_id: str | None) -> None:
        """Put the cursor on the head of a hunk, unless it is inside of it already."""
        if not self._rows or self.part_id == part_id:
            return
        line = self._first(part_id)
        self.go_to_line(line)
        last = max((n for n, row in enumerate(self._rows) if row.part_id == part_id), default=line)
        top, height = self.scroll_offset.y, self.size.height
        at, end = self.cursor, self._rows_of(self.item_of(last))[-1]
        # As much of the hunk as fits, its head first.
        if height and end >= top + height:
            self.hold(at, max(0, min(self.row_of(at) - 1, end - height + 1)))

    def on_resize(self) -> None:
        if self.is_short:
            # Once its lines have taken the new width.
            self.call_later(self._show_changed)

    def _show_changed(self) -> None:
        """Bring the changed lines of the hunk into view."""
        rows = [at for at, row in enumerate(self._rows) if row.part_id == self.part_id]
        changed = [at for at in rows if self._rows[at].kind in WORD_LOOKS]
        if not changed:
            return
        top, height = self.scroll_offset.y, self.size.height
        first = self.row_of(self.item_of(changed[0]))
        end = self._rows_of(self.item_of(changed[-1]))[-1] + 1
        if height and end > top + height:
            self.hold(self.cursor, max(0, min(first - 1, end - height)))

    @property
    def part_id(self) -> str | None:
        """The hunk that the cursor is in."""
        return self._rows[self.line].part_id if self._rows else None

    @property
    def path(self) -> str:
        """The file that the cursor is in."""
        return self._rows[self.line].path if self._rows else ""

    @property
    def evidence(self) -> Evidence | None:
        """The quote that the cursor is in."""
        return self._rows[self.line].evidence if self._rows else None

    # As a list of lines

    @property
    def empty(self) -> str:
        return "No hunk is like that; esc shows all again." if self.is_filtered else self.EMPTY

    def arranged(self) -> None:
        self.post_message(self.Arranged())

    def pointed(self) -> None:
        if self.part_id is not None:
            self.post_message(self.Moved(self.part_id))

    def copied(self) -> tuple[str, str] | None:
        part_id = self.part_id
        lines = [
            f"{SIGNS.get(row.kind, ' ')}{row.text}"
            for row in self._rows
            if row.part_id == part_id and row.kind not in (RowKind.HUNK, RowKind.FILE)
        ]
        return ("hunk", "\n".join(lines) + "\n") if lines else None

    # Keys

    def action_open(self) -> None:
        self.post_message(self.Opened())

    def action_next(self) -> None:
        self.post_message(self.Stepped(1))

    def action_previous(self) -> None:
        self.post_message(self.Stepped(-1))

    def action_widen(self) -> None:
        self.post_message(self.Levelled(-1))

    def action_narrow(self) -> None:
        self.post_message(self.Levelled(1))

    def _first(self, part_id: str | None) -> int:
        return next((n for n, row in enumerate(self._rows) if row.part_id == part_id), 0)
