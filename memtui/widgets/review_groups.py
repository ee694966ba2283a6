"""
The left side of a review: its changes, its files or its kinds, and how far each is decided.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual.message import Message

from memtui import keys
from memtui.reviewing.groups import Group
from memtui.text import visible
from memtui.widgets.apart import in_rows
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.lines import Lines
from memtui.widgets.painted import Parts

_SIGN, _COUNT = 2, 6


class GroupList(Lines):
    """The groups in the order of the proposal."""

    PLACES = (keys.Place.REVIEW,)
    PANE = "Changes"
    EMPTY: ClassVar[str] = "Nothing is like that."

    @dataclass
    class Pointed(Message):
        """A person moved to another group."""

        at: int

    @dataclass
    class Opened(Message):
        """A person wants to see its hunks."""

    def __init__(self) -> None:
        super().__init__(id="groups")
        self._groups: Sequence[Group] = ()
        self._titles: list[list[str]] = []
        """Each in its rows, as there is room."""
        self._starts = [0]
        self._laid_out: tuple[Sequence[str], int, int] = ((), 0, 0)

    def show(self, groups: Sequence[Group], at: int) -> None:
        """Show these, with the cursor on one of them."""
        self._groups = groups
        self._lay_out()
        self.cursor = at
        self.repaint()
        self.show_cursor()

    @property
    def count(self) -> int:
        return len(self._groups)

    @property
    def rows(self) -> int:
        return self._starts[-1]

    def row_of(self, item: int) -> int:
        return self._starts[item]

    def item_at(self, row: int) -> int:
        return max(0, min(bisect_right(self._starts, row) - 1, self.count - 1))

    def row_look(self, row: int) -> str:
        one = self._groups[self.item_at(row)]
        return "dim" if one.decided == len(one.parts) else ""

    def row_parts(self, row: int, width: int) -> Parts:
        item = self.item_at(row)
        one, part = self._groups[item], row - self._starts[item]
        done = one.decided
        is_done = done == len(one.parts) and not one.has_conflict
        sign = "⚠" if one.has_conflict else "✓" if is_done else "◐" if done else "·"
        sign, look = ("✗", "dim") if one.is_rejected else (sign, "add" if is_done else "warn")
        room = width - _SIGN - _COUNT
        yield fit("" if part else sign, _SIGN), look
        yield fit(self._titles[item][part], room), ""
        yield fit_right("" if part else f"{done}/{len(one.parts)}", _COUNT), "dim"

    def on_resize(self) -> None:
        top = self.item_at(self.scroll_offset.y)
        if self._lay_out():
            self.hold(self.cursor, self._starts[top] if self._groups else 0)
            self.show_cursor()

    def _lay_out(self) -> bool:
        """Give each title the rows that there is room for; whether that is another layout."""
        titles = tuple(visible(one.title, keep="") for one in self._groups)
        wanted = titles, self.width - 1 - _SIGN - _COUNT, self.size.height
        if wanted == self._laid_out:
            return False
        self._laid_out = wanted
        self._titles = in_rows(*wanted)
        self._starts = [0, *accumulate(map(len, self._titles))]
        return True

    def pointed(self) -> None:
        self.post_message(self.Pointed(self.cursor))

    def action_open(self) -> None:
        self.post_message(self.Opened())

    def clicked(self) -> None:
        self.action_open()

    def copied(self) -> tuple[str, str] | None:
        return ("title", self._groups[self.cursor].title) if self._groups else None
