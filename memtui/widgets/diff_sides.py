"""
A diff of a memory with the old text at the left and the new one at the right.

A line that was changed stands beside what became of it. Where there are not two sides although
somebody asked for them, the title of the pane says why.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import ClassVar

from core.diff import Row
from memtui import keys
from memtui.widgets.diff import LOOKS, SIGNS, WORD_LOOKS, DiffView
from memtui.widgets.painted import Parts
from memtui.widgets.two_sides import Half, Item, TwoSided, lines_of


class TwoSidedDiff(TwoSided, DiffView):
    """The diff of a memory; see the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (
        keys.Place.DIFF,
        keys.Place.SIDES,
        keys.Place.TEXT,
    )

    def __init__(self, *, id: str = "diff") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)

    def arranged(self) -> None:
        self.entitle(replace(self.heading, aside=self.aside))

    def beside(self) -> Sequence[Item]:
        return _pairs(self._rows)

    def gutter_cells(self, *, is_new: bool) -> int:  # noqa: ARG002 - alike here
        return self._digits + 3

    def half_gutter(self, half: Half, part: int | None, *, is_new: bool) -> Parts:
        row = self._rows[half.line]
        number = row.new_line if is_new else row.old_line
        shown = "⋯" if row.kind == "gap" else str(number) if number is not None else ""
        plain = "" if row.kind in WORD_LOOKS else "faint"
        yield (shown if part == 0 else "").rjust(self._digits) + " ", plain
        yield (" " if part is None else SIGNS[row.kind]) + " ", "bold"

    def _changes(self) -> list[int]:
        if not self.has_sides:
            return super()._changes()
        changed = [
            any(self._rows[line].kind in WORD_LOOKS for line in lines_of(item))
            for item in self._items
        ]
        return [at for at, now in enumerate(changed) if now and not (at and changed[at - 1])]


def _pairs(rows: Sequence[Row]) -> list[Item]:
    """The rows of a unified diff beside each other."""
    items: list[Item] = []
    removed: list[Half] = []
    added: list[Half] = []
    for at, row in enumerate(rows):
        half = Half(at, LOOKS[row.kind], WORD_LOOKS.get(row.kind, ""))
        if row.kind == "removed" and not added:
            removed.append(half)
        elif row.kind == "added":
            added.append(half)
        else:
            items += zip_longest(removed, added)
            removed, added = ([half], []) if row.kind == "removed" else ([], [])
            if row.kind != "removed":
                items.append((half, half))
    items += zip_longest(removed, added)
    return items
