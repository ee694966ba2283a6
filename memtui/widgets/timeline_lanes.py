"""
The lanes of a timeline: one for each agent or session, a cell for each stretch of time.

The cursor is on a mark, by what it is and not by where it stands: whatever comes, and however one
zooms, it stays on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.message import Message

from memtui import keys
from memtui.backend.timeline import Lane, Mark, MarkKind, Timeline
from memtui.shown import lanes
from memtui.shown.timescale import Scale
from memtui.widgets import timeline_words as words
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.figures import size
from memtui.widgets.painted import Parts
from memtui.widgets.timed_lines import TimedLines

_TALL = 30
"""From so many rows of the terminal on, a lane has a second row with heights."""


class LaneView(TimedLines):
    """The lanes; see the module."""

    BINDINGS = keys.bindings(keys.Place.LANES)
    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.LANES,)
    PANE = "Timeline"

    @dataclass
    class Stepped(Message):
        """The next mark of the lane is wanted, or the one before."""

        is_back: bool

    @dataclass
    class Left(Message):
        """Another lane has the cursor: its mark nearest in time is wanted."""

    @dataclass
    class Opened(Message):
        """What the mark is about is wanted."""

    def __init__(self) -> None:
        super().__init__(id="lanes")
        self.shown: Scale | None = None
        """What is painted."""
        self.timeline: Timeline | None = None
        self.mark: Mark | None = None
        self.span_from: Mark | None = None
        """Where a person began to select."""
        self.by_session = False
        self.note = "Nothing happened in this time."
        self._lanes: Sequence[Lane] = ()
        self._most = 1

    # What is given to it

    def show(self, timeline: Timeline, scale: Scale) -> None:
        """Show what happened; the cursor stays in its lane."""
        before, at, top = self.lane, self.cursor, self.scroll_offset.y
        self.timeline, self.shown = timeline, scale
        self._lanes = sorted(timeline.lanes, key=lambda lane: (lane.agent, lane.session_id or ""))
        self._most = lanes.most_in_a_cell(self._lanes)
        keys_now = [lanes.key_of(lane) for lane in self._lanes]
        if before is not None and lanes.key_of(before) in keys_now:
            now = keys_now.index(lanes.key_of(before))
            rows = (now - at) * self._rows_each
            self.hold(now, max(0, top + rows) if top else 0)
            if at * self._rows_each - top < self.size.height:
                self.show_cursor()
        else:
            self.hold(min(at, max(0, len(keys_now) - 1)), top)

    def point(self, mark: Mark | None) -> None:
        """Put the cursor on a mark, in its lane if that is in view."""
        self.mark = mark
        if mark is not None:
            for at, lane in enumerate(self._lanes):
                if self._is_in(mark, lane) and at != self.cursor:
                    self.move_to(at)
        self.repaint()

    # What stands where

    @property
    def pivot(self) -> datetime | None:
        return None if self.mark is None else self.mark.at

    @property
    def lane(self) -> Lane | None:
        """The lane with the cursor."""
        return self._lanes[self.cursor] if self.cursor < len(self._lanes) else None

    @property
    def lane_of_mark(self) -> Lane | None:
        """The lane that the mark is in."""
        mark = self.mark
        if mark is None:
            return None
        return next((lane for lane in self._lanes if self._is_in(mark, lane)), None)

    @property
    def is_tall(self) -> bool:
        """Whether lanes have heights under their signs."""
        return self.app.size.height >= _TALL

    def under_cursor(self) -> dict[MarkKind, int]:
        """The marks of the cell that the cursor is on."""
        lane, mark = self.lane_of_mark, self.mark
        if lane is None or mark is None or self.shown is None or not self.shown.holds(mark.at):
            return {}
        return lanes.counts_at(lane, self.shown.column(mark.at))

    def next_cell(self, *, is_back: bool) -> tuple[datetime, datetime] | None:
        """The next cell of the mark's lane that has marks, as a span; `None` if none is in view."""
        lane, mark, shown = self.lane_of_mark, self.mark, self.shown
        if lane is None or mark is None or shown is None:
            return None
        return lanes.next_cell(lane, mark.at, shown, is_back=is_back)

    def _is_in(self, mark: Mark, lane: Lane) -> bool:
        if mark.agent != lane.agent:
            return False
        return not self.by_session or mark.session_id == lane.session_id

    # As lines

    @property
    def _rows_each(self) -> int:
        return 2 if self.is_tall else 1

    @property
    def count(self) -> int:
        return len(self._lanes)

    @property
    def rows(self) -> int:
        return len(self._lanes) * self._rows_each

    def row_of(self, item: int) -> int:
        return item * self._rows_each

    def item_at(self, row: int) -> int:
        return row // self._rows_each

    @property
    def empty(self) -> str:
        return self.note if self.timeline is not None else "Reading …"

    def row_parts(self, row: int, width: int) -> Parts:
        lane = self._lanes[self.item_at(row)]
        layout = lanes.Layout.of(width + 1)
        is_second = row % self._rows_each == 1
        name = "" if is_second else words.lane_name(lane.agent, lane.session_id)
        yield fit(name, layout.name - 1) + " ", "bold" if lane is self.lane else ""
        yield from lanes.in_runs(self._pieces(lane, is_second=is_second), layout.columns)
        total = sum(lane.total(kind) for kind in lane.counts)
        yield fit_right("" if is_second else size(total), lanes.TOTAL), "dim"

    def _pieces(self, lane: Lane, *, is_second: bool) -> list[lanes.Piece]:
        if is_second:
            return lanes.heights(lane, self._most)
        if self.shown is None:
            return []
        mark = self.mark
        return lanes.signs(
            lane, self.shown, mark.at if mark is not None and self._is_in(mark, lane) else None
        )

    def copied(self) -> tuple[str, str] | None:
        mark = self.mark
        if mark is None:
            return None
        return ("path", mark.path) if mark.path else ("id", mark.subject_id)

    def pointed(self) -> None:
        self.post_message(self.Left())

    def clicked(self) -> None:
        self.action_open()

    # What a person does

    def action_open(self) -> None:
        if self.mark is not None:
            self.post_message(self.Opened())

    def action_next_mark(self) -> None:
        self.post_message(self.Stepped(is_back=False))

    def action_previous_mark(self) -> None:
        self.post_message(self.Stepped(is_back=True))
