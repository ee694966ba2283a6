"""
What a search found, as a list: each memory, and under it its lines with the words standing out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.message import Message

from memtui.shown.hits import Hit, HitLine
from memtui.text import visible
from memtui.widgets.cells import fit, fit_left
from memtui.widgets.lines import Lines
from memtui.widgets.painted import Parts


class HitList(Lines):
    """The hits of one search; an item is a memory, or a line of it."""

    PANE = "Search"

    @dataclass
    class Pointed(Message):
        """The cursor is on another hit."""

    @dataclass
    class Opened(Message):
        """A hit was opened."""

    def __init__(self) -> None:
        super().__init__(id="hits")
        self.note = ""
        """What is said in place of hits."""
        self._rows: list[tuple[Hit, HitLine | None]] = []
        self._stores: Mapping[str, str] = {}
        self.hits: Sequence[Hit] = ()

    def show(self, hits: Sequence[Hit], stores: Mapping[str, str], note: str) -> None:
        """
        Show what was found; the cursor goes to the first line of it.

        Args:
            stores: What the stores are called, by id; safe to show.
            note: What is said when there is nothing.
        """
        self._rows = [
            row for hit in hits for row in ((hit, None), *((hit, line) for line in hit.lines))
        ]
        self.hits, self._stores, self.note = hits, stores, note
        self.hold(1 if self._rows else 0, 0)
        self.post_message(self.Pointed())

    @property
    def current(self) -> tuple[Hit, int] | None:
        """The memory under the cursor, and the line in it, from 1."""
        if not self._rows:
            return None
        hit, line = self._rows[self.cursor]
        return hit, (line or hit.lines[0]).line

    # As a list of lines

    @property
    def count(self) -> int:
        return len(self._rows)

    @property
    def empty(self) -> str:
        return self.note

    def row_parts(self, row: int, width: int) -> Parts:
        hit, line = self._rows[row]
        if line is None:
            count = len(hit.lines) + hit.more
            aside = f"  {count:,} line{'s' if count > 1 else ''}"
            if hit.more:
                aside += f", the first {len(hit.lines)}"
            store = self._stores.get(hit.store_id, "")
            room = width - cell_len(aside)
            path = visible(hit.path, keep="")
            if room - cell_len(path) > 12:
                store = fit(store, min(cell_len(store), room - cell_len(path) - 2))
                yield f"{store}  ", "dim"
                room -= cell_len(store) + 2
            yield fit_left(path, room), "bold"
            yield aside, "faint"
            return
        number = f"{line.line:>7}  "
        yield number, "faint"
        room = width - len(number)
        for piece, is_mark in line.pieces:
            shown = fit(piece, min(room, cell_len(piece)))
            yield shown, "match" if is_mark else ""
            room -= cell_len(shown)

    def pointed(self) -> None:
        self.post_message(self.Pointed())

    def copied(self) -> tuple[str, str] | None:
        return ("path", self._rows[self.cursor][0].path) if self._rows else None

    def clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self._rows:
            self.post_message(self.Opened())
