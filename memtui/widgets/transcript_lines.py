"""
The base of panes that show events: when, who or how it ended, and the text beside that.

An item is a line of a text, so that a long one is scrolled like any other; each line knows the
event it belongs to, and the cursor stays on its line whatever comes before and after it.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from core.times import from_milliseconds
from core.transcripts.kinds import MAIN
from core.transcripts.stored import StoredEvent
from memtui import keys
from memtui.text import visible
from memtui.widgets.cells import fit
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import TextLines, safe_line
from memtui.widgets.transcript_rows import Part, Row
from memtui.widgets.transcript_words import label

_TIME, _SIGN = 9, 2
_WITH_TIME = 58
_WIDE = 90


class TranscriptLines(TextLines):
    """Events as lines; see the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.TEXT,)
    PANE = "Transcript"
    EMPTY: ClassVar[str] = "Nothing was recorded."

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.lines: Sequence[Row] = ()
        self.events: Mapping[str, StoredEvent] = {}
        self._signs: Mapping[str, str] = {}

    # What is given to it

    def show_lines(
        self,
        lines: Sequence[Row],
        events: Mapping[str, StoredEvent],
        signs: Mapping[str, str] | None = None,
    ) -> None:
        """
        Show other lines; the cursor and what is in view stay where they are, if they are there.

        Args:
            events: The events of the lines, by id.
            signs: What stands in front of some of them: whether their turn is folded.
        """
        cursor = self._anchor(self.cursor)
        top_row = self.scroll_offset.y
        top_item = self.top_item if self.lines else 0
        top = self._anchor(top_item)
        within = top_row - self.row_of(top_item) if self.lines else 0
        before = [line.event_id for line in self.lines]
        self.lines, self.events, self._signs = lines, events, signs or {}
        places = self._places()
        self.texts = [safe_line(line.text) for line in lines]
        self._lay_out()
        at = _nearest(places, cursor, before)
        first = _nearest(places, top, before)
        row = self.row_of(first) + within if lines else 0
        self.hold(at, min(row, max(0, self.rows - 1)))

    def go_to_event(self, event_id: str, *, center: bool = True) -> bool:
        """Put the cursor on the first line of an event, if it is here."""
        at = self._places().get((event_id, Part.HEAD, 0))
        if at is None:
            return False
        self.move_to(at, center=center)
        return True

    @property
    def line(self) -> Row | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if self.lines else None

    @property
    def event(self) -> StoredEvent | None:
        """The event under the cursor."""
        return None if self.line is None else self.events[self.line.event_id]

    def _anchor(self, item: int) -> Row | None:
        return self.lines[item] if 0 <= item < len(self.lines) else None

    def _places(self) -> dict[tuple[str, Part, int], int]:
        return {(one.event_id, one.part, one.number): at for at, one in enumerate(self.lines)}

    # As a list of lines

    @property
    def _label_width(self) -> int:
        return 16 if self.width >= _WIDE else 12

    @property
    def _has_time(self) -> bool:
        return self.width >= _WITH_TIME

    @property
    def gutter_width(self) -> int:
        return (_TIME if self._has_time else 0) + _SIGN + self._label_width

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        line = self.lines[item]
        if not is_first or line.part is not Part.HEAD:
            yield " " * self.gutter_width, ""
            return
        event = self.events[line.event_id]
        if self._has_time:
            yield fit(self._time(event), _TIME), "faint"
        sign = self._signs.get(event.id, "┆" if event.agent != MAIN else "")
        yield fit(sign, _SIGN), "dim"
        words, look = label(event)
        yield fit(visible(words, keep=""), self._label_width - 1) + " ", look

    def _time(self, event: StoredEvent) -> str:
        if event.ts is None:
            return ""
        return self.app.times.of_day(from_milliseconds(event.ts))[: _TIME - 1]

    def line_look(self, item: int) -> str:
        return self.lines[item].look

    def copied(self) -> tuple[str, str] | None:
        event = self.event
        if event is None:
            return None
        if not event.pointer.source:
            return "event's id", event.id
        return "place in the file", str(event.pointer)


def _nearest(
    places: Mapping[tuple[str, Part, int], int], line: Row | None, before: Sequence[str]
) -> int:
    """Where a line is now; else its event, or the closest one before it that is still there."""
    if line is None:
        return 0
    found = places.get((line.event_id, line.part, line.number))
    if found is not None:
        return found
    at = before.index(line.event_id)
    for event_id in dict.fromkeys([line.event_id, *reversed(before[:at]), *before[at:]]):
        found = places.get((event_id, Part.HEAD, 0))
        if found is not None:
            return found
    return 0
