"""
A diff with the old text at the left and the new one at the right, where the pane is wide enough.

A line that was changed stands beside what became of it. Where there is no room for two sides, and
where nobody asked for them, it is the unified diff; the title of the pane says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest
from typing import ClassVar

from rich.cells import cell_len, set_cell_size

from core.diff import Diff, Row
from core.texts.words import word_marks
from memtui import keys
from memtui.widgets.cells import wrap
from memtui.widgets.diff import LOOKS, WORD_LOOKS, DiffView
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import Spans, pieces, window

MIN_WIDTH = 76
"""Below this, a side would be narrower than most lines."""

_SIGNS = {"added": "+", "removed": "-"}


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a row: where it is in the unified diff, and what stands there."""

    at: int
    row: Row
    text: str
    """Safe to show."""


Pair = tuple[Side | None, Side | None]


class TwoSidedDiff(DiffView):
    """The diff of a memory; see the module."""

    BINDINGS = keys.bindings(keys.Place.SIDES)
    PLACES: ClassVar[tuple[keys.Place, ...]] = (
        keys.Place.DIFF,
        keys.Place.SIDES,
        keys.Place.TEXT,
    )

    def __init__(self, *, id: str = "diff") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.wants_sides = False
        self._pairs: Sequence[Pair] = ()
        self._shown: list[Row] = []
        self._pair_marks: dict[int, tuple[Spans, Spans]] = {}

    @property
    def has_sides(self) -> bool:
        """Whether there are two sides now."""
        return bool(self._pairs)

    @property
    def aside(self) -> str:
        """Why there are no two sides although they are wanted."""
        return "too narrow for two sides" if self.wants_sides and not self._fits else ""

    @property
    def _fits(self) -> bool:
        return self.width >= MIN_WIDTH

    # What is given to it

    def show_rows(self, diff: Diff, shown: list[Row]) -> None:
        self._pairs = ()
        super().show_rows(diff, shown)
        self._shown = shown
        self._choose()

    def clear(self) -> None:
        self._pairs, self._shown = (), []
        super().clear()

    def action_sides(self) -> None:
        self.wants_sides = not self.wants_sides
        self._choose()

    def on_resize(self) -> None:
        self._choose()

    def _choose(self) -> None:
        """Take one side or two; the cursor stays on its line."""
        self.entitle(replace(self.heading, aside=self.aside))
        wants = self.wants_sides and self._fits and bool(self._shown)
        if wants == self.has_sides or self.diff is None:
            return
        if wants:
            cursor = self.cursor
            self._pairs, self._pair_marks = _pairs(self._shown, self.texts), {}
            at = next(
                at for at, pair in enumerate(self._pairs) for side in pair if _is_at(side, cursor)
            )
            self.set_texts([max(map(_text, pair), key=len) for pair in self._pairs], cursor=at)
        else:
            at = next(side.at for side in self._pairs[self.cursor] if side is not None)
            self._pairs = ()
            super().show_rows(self.diff, self._shown)
            self.move_to(at, center=True)

    # As lines of two halves

    @property
    def _text_width(self) -> int:
        if not self._pairs:
            return super()._text_width
        # The edge of the cursor and the rule between the sides take a cell each.
        return (self.width - 2) // 2 - self._digits - 3

    def _lay_out(self) -> None:
        if not self._pairs:
            super()._lay_out()
            return
        room = self._width = self._text_width
        heights = [
            max(len(wrap(_text(side), room)) for side in pair) if self.is_wrapped else 1
            for pair in self._pairs
        ]
        self._starts = [0, *accumulate(heights)]

    def line_look(self, item: int) -> str:
        return "" if self._pairs else super().line_look(item)

    def row_parts(self, row: int, width: int) -> Parts:
        if not self._pairs:
            yield from super().row_parts(row, width)
            return
        item = self.item_at(row)
        part = row - self._starts[item]
        old, new = self._pairs[item]
        old_marks, new_marks = self._marks_of(item)
        yield from self._half(old, old.row.old_line if old else None, part, old_marks)
        yield "│", "faint"
        yield from self._half(new, new.row.new_line if new else None, part, new_marks)

    def _half(self, side: Side | None, number: int | None, part: int, marks: Spans) -> Parts:
        room = self._width
        if side is None:
            yield " " * (self._digits + 3 + room), ""
            return
        kind, text = side.row.kind, side.text
        look = LOOKS[kind]
        is_first = part == 0
        shown = "⋯" if kind == "gap" else str(number) if number is not None else ""
        plain = "" if kind in _SIGNS else "faint"
        yield (shown if is_first else "").rjust(self._digits) + " ", f"{look} {plain}"
        yield _SIGNS.get(kind, " ") + " ", f"{look} bold"
        if self.is_wrapped:
            starts = [*wrap(text, room), len(text)]
            start, end = starts[part : part + 2] if part + 1 < len(starts) else (0, 0)
        else:
            start, end = window(text, self._sideways, room)
        used = 0
        for piece, own in pieces(text, start, end, marks, WORD_LOOKS.get(kind, "")):
            # Without wrapping, wide characters may reach over the edge.
            fitting = set_cell_size(piece, min(cell_len(piece), room + 1 - used))
            yield fitting, f"{look} {own}"
            used += cell_len(fitting)
        yield " " * (room + 1 - used), look

    def _marks_of(self, item: int) -> tuple[Spans, Spans]:
        old, new = self._pairs[item]
        if old is None or new is None or old is new:
            return (), ()
        if item not in self._pair_marks:
            self._pair_marks[item] = word_marks(old.text, new.text)
        return self._pair_marks[item]

    def _changes(self) -> list[int]:
        if not self._pairs:
            return super()._changes()
        changed = [any(side and side.row.kind in _SIGNS for side in pair) for pair in self._pairs]
        return [at for at, now in enumerate(changed) if now and not (at and changed[at - 1])]


def _text(side: Side | None) -> str:
    return "" if side is None else side.text


def _is_at(side: Side | None, at: int) -> bool:
    return side is not None and side.at == at


def _pairs(rows: Sequence[Row], texts: Sequence[str]) -> list[Pair]:
    """The rows of a unified diff beside each other; `texts` are theirs, safe to show."""
    pairs: list[Pair] = []
    removed: list[Side] = []
    added: list[Side] = []
    for at, (row, text) in enumerate(zip(rows, texts, strict=True)):
        side = Side(at, row, text)
        if row.kind == "removed" and not added:
            removed.append(side)
        elif row.kind == "added":
            added.append(side)
        else:
            pairs += zip_longest(removed, added)
            removed, added = ([side], []) if row.kind == "removed" else ([], [])
            if row.kind != "removed":
                pairs.append((side, side))
    pairs += zip_longest(removed, added)
    return pairs
