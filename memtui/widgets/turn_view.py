"""
The turn behind a mark: what the session was doing when it happened.
"""

from collections.abc import Sequence
from typing import ClassVar

from memtui import keys
from memtui.shown.turns import TurnLine, focus_of
from memtui.widgets.cells import fit
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import TextLines

_SIGN = 8


class TurnView(TextLines):
    """The lines of a turn; what it is shown for stands out."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.TEXT,)
    PANE = "Turn"

    def __init__(self) -> None:
        super().__init__(id="turn")
        self._lines: Sequence[TurnLine] = ()
        self._note = ""

    def show_turn(self, lines: Sequence[TurnLine]) -> None:
        """Show a turn, from what it is shown for on."""
        self._lines, self._note = lines, "Nothing was said in this turn."
        focus = focus_of(lines)
        self.set_texts([line.text for line in lines], cursor=focus, top=max(0, focus - 1))

    def show_note(self, note: str) -> None:
        """Say why there is no turn."""
        self._lines, self._note = (), note
        self.set_texts([])

    @property
    def empty(self) -> str:
        return self._note

    @property
    def gutter_width(self) -> int:
        return _SIGN + 2

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        line = self._lines[item]
        yield "▶ " if line.is_focus and is_first and line.sign else "  ", "bold"
        look = "del bold" if line.is_bad else "bold" if line.is_focus else "dim"
        yield fit(line.sign if is_first else "", _SIGN), look

    def line_look(self, item: int) -> str:
        return "" if self._lines[item].is_focus else "dim"

    def copied(self) -> tuple[str, str] | None:
        if not self._lines:
            return None
        return "turn", "\n".join(f"{line.sign}: {line.text}" for line in self._lines) + "\n"
