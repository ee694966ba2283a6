"""
The left side of a review: its changes, its files or its kinds, and how far each is decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from memtui import keys
from memtui.reviewing.groups import Group
from memtui.text import visible
from memtui.widgets.apart import cut_apart
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
        self._cut_titles: Mapping[str, str] = {}
        self._cut_room = -1

    def show(self, groups: Sequence[Group], at: int) -> None:
        """Show these, with the cursor on one of them."""
        self._groups = groups
        self._cut_room = -1
        self.cursor = at
        self.repaint()
        self.show_cursor()

    @property
    def count(self) -> int:
        return len(self._groups)

    def row_look(self, row: int) -> str:
        one = self._groups[row]
        return "dim" if one.decided == len(one.parts) else ""

    def row_parts(self, row: int, width: int) -> Parts:
        one = self._groups[row]
        done = one.decided
        is_done = done == len(one.parts) and not one.has_conflict
        sign = "⚠" if one.has_conflict else "✓" if is_done else "◐" if done else "·"
        sign, look = ("✗", "dim") if one.is_rejected else (sign, "live" if is_done else "warn")
        yield fit(sign, _SIGN), look
        yield self._cut(width - _SIGN - _COUNT)[visible(one.title, keep="")], ""
        yield fit_right(f"{done}/{len(one.parts)}", _COUNT), "dim"

    def _cut(self, room: int) -> Mapping[str, str]:
        """The titles as there is room for them, so that no two look the same."""
        if self._cut_room != room:
            titles = [visible(one.title, keep="") for one in self._groups]
            self._cut_titles, self._cut_room = cut_apart(titles, room), room
        return self._cut_titles

    def pointed(self) -> None:
        self.post_message(self.Pointed(self.cursor))

    def action_open(self) -> None:
        self.post_message(self.Opened())

    def clicked(self) -> None:
        self.action_open()

    def copied(self) -> tuple[str, str] | None:
        return ("title", self._groups[self.cursor].title) if self._groups else None
