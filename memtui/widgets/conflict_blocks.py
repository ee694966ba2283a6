"""
Keys and marks that the three panes of the resolver share: where a block is, and which one is it.
"""

from dataclasses import dataclass

from textual.message import Message

from memtui import keys
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import TextLines


@dataclass
class Stepped(Message):
    """The person wants the next block (`by` > 0) or the one before."""

    by: int


class BlockLines(TextLines):
    """A text in which some lines belong to blocks."""

    BINDINGS = keys.bindings(keys.Place.BLOCKS)

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.places: tuple[range, ...] = ()
        """Which lines belong to each block; an empty range says where it would be."""
        self.block = 0
        self._block_of: dict[int, int] = {}

    def set_places(self, places: tuple[range, ...]) -> None:
        """Where the blocks are."""
        self.places = places
        self._block_of = {line: at for at, lines in enumerate(places) for line in lines}

    def show_block(self, at: int) -> None:
        """Bring a block into view, with a line or two above it, and mark it."""
        self.block = at
        if at < len(self.places) and self.count:
            lines = self.places[at]
            first = min(lines.start, self.count - 1)
            last = min(max(lines.start, lines.stop - 1), self.count - 1)
            self.cursor = first
            top, height = self.scroll_offset.y, self.size.height
            start, end = self.row_of(first), self._rows_of(last)[-1]
            if start < top or end >= top + height:
                above = 2 if end - start + 2 < height else 0
                top = max(0, min(start - above, self.rows - height))
            self.hold(first, top)
        else:
            self.repaint()

    def mark(self, item: int) -> Parts:
        """The mark of a line in a block, one cell wide."""
        block = self._block_of.get(item)
        if block is None:
            yield " ", ""
        elif block == self.block:
            yield "▌", "strong"
        else:
            yield "▏", "faint"

    def action_next_block(self) -> None:
        self.post_message(Stepped(1))

    def action_previous_block(self) -> None:
        self.post_message(Stepped(-1))
