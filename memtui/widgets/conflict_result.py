"""
The result of a resolution: the text that would be written, with each block under a head of its own.
"""

from typing import ClassVar

from memtui import keys
from memtui.resolving.lines import Result, ResultLine
from memtui.resolving.resolution import Resolution
from memtui.widgets.cells import fit
from memtui.widgets.conflict_blocks import BlockLines
from memtui.widgets.conflict_questions import decided, offers
from memtui.widgets.painted import Parts

_SIGN_LOOKS = {"m": "strong", "t": "live", "e": "add", "0": "dim"}


class ResultView(BlockLines):
    """See the module."""

    BINDINGS = keys.bindings(keys.Place.BLOCKS)
    PLACES = (keys.Place.BLOCKS, keys.Place.RESOLVER, keys.Place.TEXT)
    PANE = "Result"
    EMPTY: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__(id="result")
        self._lines: tuple[ResultLine, ...] = ()
        self._resolution: Resolution | None = None
        self._digits = 3

    def show_result(self, resolution: Resolution, result: Result) -> None:
        """Show the result as it stands; what is in view stays where it is."""
        self._lines, self._resolution = result.lines, resolution
        numbers = [line.number for line in result.lines if line.number is not None]
        self._digits = max(3, len(str(max(numbers, default=0))))
        blocks = max(1, len(resolution.blocks))
        places: list[range] = [range(0)] * blocks
        for at, line in enumerate(result.lines):
            if line.block is not None:
                start = places[line.block].start if places[line.block] else at
                places[line.block] = range(start, at + 1)
        self.set_places(tuple(places))
        top = self.top_item
        self.set_texts((line.text for line in result.lines), cursor=self.cursor, top=top)

    @property
    def gutter_width(self) -> int:
        return self._digits + 5

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        line = self._lines[item]
        yield from self.mark(item)
        number = str(line.number) if line.number is not None and is_first else ""
        yield number.rjust(self._digits) + " ", "faint"
        yield (line.sign if is_first else " ") + "  ", _SIGN_LOOKS.get(line.sign, "dim")

    def row_parts(self, row: int, width: int) -> Parts:
        item = self.item_at(row)
        line = self._lines[item]
        if line.kind != "head" or line.block is None or self._resolution is None:
            return super().row_parts(row, width)
        return self._head(item, line.block, self._resolution, width)

    def line_look(self, item: int) -> str:
        line = self._lines[item]
        return "dim" if line.kind == "option" and line.block != self.block else ""

    def copied(self) -> tuple[str, str] | None:
        text = None if self._resolution is None else self._resolution.text
        return None if text is None else ("result", text)

    def _head(self, item: int, block: int, resolution: Resolution, width: int) -> Parts:
        """The number of the block, what was decided, and while nothing was: what can be."""
        whole, blocks = resolution.choices.whole, resolution.blocks
        is_whole = whole is not None or not blocks
        decision = whole if is_whole else resolution.choices.blocks[block]
        before = resolution.earlier.whole if is_whole else resolution.earlier.blocks[block]
        is_open = resolution.is_open(decision)
        name = "whole memory" if is_whole else f"block {block + 1} of {len(blocks)}"
        look = "warn" if is_open else "strong" if block == self.block else "dim"
        yield from self.mark(item)
        words = f"── {name}: {decided(resolution, decision)} "
        room = width - 1
        yield words[:room], f"{look} bold" if block == self.block else look
        room -= len(words)
        hint = offers(resolution, whole=is_whole) if is_open and block == self.block else ""
        if is_open and before is not None:
            hint = f"{{resolver.as_before}}: {decided(resolution, before)}, as before  {hint}"
        hint = self.app.keymap.sentence(hint)
        if hint and room > 8:
            hint = f"─ {hint} "
            hint = hint if len(hint) <= room else fit(hint, room)
            yield hint, "dim"
            room -= len(hint)
        if room > 0:
            yield "─" * room, "faint"
