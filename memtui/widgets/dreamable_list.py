"""
The sessions that a dream may read, to pick some of them: whose, about what, how much, and when.
"""

from collections.abc import Iterable
from typing import ClassVar

from core.times import Clock
from core.transcripts.summaries import Summary
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts

_MARK, _AGE, _EVENTS = 4, 5, 15
_WHO, _TITLE = 26, 12


class DreamableList(Lines):
    """The sessions as far as they were read, and which of them are picked."""

    PANE = "Sessions"
    EMPTY: ClassVar[str] = "No session wrote to this store, and none was ingested."

    def __init__(self, clock: Clock, picked: Iterable[str]) -> None:
        super().__init__(id="dreamable")
        self.picked = set(picked)
        self._clock = clock
        self._all: dict[str, Summary] = {}
        self._shown: list[Summary] = []
        self._who = 0
        """Cells of the longest name, and one between it and the title."""
        self._words: tuple[str, ...] = ()
        self._is_read = False
        self._entitle()

    # What is given to it

    def add(self, found: Iterable[Summary], *, is_last: bool) -> None:
        """More of them, at the end; what is picked but not there any more is let go at the last."""
        self._all |= {one.id: one for one in found}
        self._is_read = is_last
        if is_last:
            self.picked &= self._all.keys()
        # They come at the end: what is in view stays where it is.
        self._settle(self.scroll_offset.y if self.is_mounted else 0)

    def filter(self, words: Iterable[str]) -> None:
        """Show only those with all of these words in agent, title, folder, branch or an id."""
        self._words = tuple(word.casefold() for word in words)
        self._settle(0)

    # As a list of lines

    @property
    def count(self) -> int:
        return len(self._shown)

    @property
    def empty(self) -> str:
        if self._words:
            return "No session is like that."
        return self.EMPTY if self._is_read else "reading ..."

    def row_parts(self, row: int, width: int) -> Parts:
        one = self._shown[row]
        is_picked = one.id in self.picked
        yield fit("[✓]" if is_picked else "[ ]", _MARK), "strong" if is_picked else "dim"
        yield fit(figures.age(one.started_at, self._clock()), _AGE), "dim"
        room = width - _MARK - _AGE - _EVENTS
        title = visible(one.title or one.cwd or "", keep="")
        who = self._who if title and room >= self._who + _TITLE else room
        yield fit(visible(one.agent, keep=""), who - 1) + " ", "bold"
        if who < room:
            yield fit(title, room - who - 1) + " ", "dim"
        told = figures.counted(one.events, "event", "events") if one.events else "no transcript"
        yield fit_right(told, _EVENTS), "" if one.events else "dim"

    def clicked(self) -> None:
        self.turn()

    # What a person does

    def turn(self) -> None:
        """Pick the one under the cursor, or let it go."""
        if self._shown:
            self.picked ^= {self._shown[self.cursor].id}
            self._entitle()
            self.repaint()

    def turn_all(self) -> None:
        """Pick all that are shown; let them go if all of them are picked already."""
        shown = {one.id for one in self._shown}
        self.picked = self.picked - shown if shown <= self.picked else self.picked | shown
        self._entitle()
        self.repaint()

    # Inside

    def _settle(self, top: int) -> None:
        before = self._shown[self.cursor].id if self._shown else None
        self._shown = [one for one in self._all.values() if self._fits(one)]
        names = (len(visible(one.agent, keep="")) for one in self._shown)
        self._who = min(_WHO, max(names, default=0) + 2)
        places = {one.id: at for at, one in enumerate(self._shown)}
        self.hold(places.get(before or "", 0), top)
        self._entitle()
        if self.is_mounted:
            self.show_cursor()

    def _fits(self, one: Summary) -> bool:
        told = (one.agent, one.title, one.cwd, one.git_branch, one.id, one.native_id)
        text = " ".join(part for part in told if part).casefold()
        return all(word in text for word in self._words)

    def _entitle(self) -> None:
        all_ = f"{len(self._all):,}{'' if self._is_read else '+'}"
        shown = f"{self.count:,} of {all_} shown" if self._words else all_
        self.entitle(Heading(f"Sessions to read: {len(self.picked):,} picked", shown))
