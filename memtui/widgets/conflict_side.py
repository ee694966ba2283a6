"""
One side of a conflict: what one writer made of the base, with the blocks marked.

Without a base the text stands as it is; what the other side does not have counts as added.
"""

from typing import ClassVar

from core.diff import Diff, Row, rows
from memtui import keys
from memtui.widgets.conflict_blocks import BlockLines
from memtui.widgets.diff import DiffView
from memtui.widgets.painted import Parts


class SideView(BlockLines, DiffView):
    """Base to theirs, or base to mine."""

    BINDINGS = keys.bindings(keys.Place.BLOCKS)
    PLACES = (keys.Place.BLOCKS, keys.Place.RESOLVER, keys.Place.TEXT)
    EMPTY: ClassVar[str] = "No text."

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.text: str | None = None

    def show_side(self, diff: Diff, text: str | None, *, new_only: bool) -> None:
        """
        Show a side.

        Args:
            diff: To this side, from the base or, with `new_only`, from the other side.
            text: The side as it is, to copy.
        """
        shown = rows(diff, None)
        if new_only:
            shown = [row for row in shown if row.kind != "removed"]
        self.text = text
        top = self.scroll_offset.y
        self.show_rows(diff, shown)
        self.hold(self.cursor, top)

    def place_blocks(self, ranges: list[tuple[range, range]]) -> None:
        """Where the blocks are: lines of the base and of this side, from 1."""
        self.set_places(tuple(_place(self._rows, base, own) for base, own in ranges))

    @property
    def gutter_width(self) -> int:
        return self._digits + 4

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        row = self._rows[item]
        yield from self.mark(item)
        number = row.new_line if row.kind != "removed" else None
        shown = str(number) if number is not None and is_first else ""
        yield f"{shown.rjust(self._digits)} ", "faint" if row.kind == "context" else ""
        yield {"added": "+ ", "removed": "- "}.get(row.kind, "  "), "bold"

    def copied(self) -> tuple[str, str] | None:
        return None if self.text is None else ("text of this side", self.text)


def _place(shown: list[Row], base: range, own: range) -> range:
    """The rows of a block: its own lines, and those of the base that it took out."""
    found = [
        at
        for at, row in enumerate(shown)
        if (row.new_line in own if row.kind != "removed" else row.old_line in base)
    ]
    if found:
        return range(found[0], found[-1] + 1)
    # It has no lines here: where they would be.
    numbers = ((at, row.new_line) for at, row in enumerate(shown) if row.new_line is not None)
    at = next((at for at, number in numbers if number >= own.start), len(shown))
    return range(at, at)
