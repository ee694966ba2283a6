"""
The lanes of a timeline: one for each agent or session, a cell for each stretch of time.

The cursor is on a mark, by what it is and not by where it stands: whatever comes, and however one
zooms, it stays on it. What is painted is what the last answer of the workspace said; moving along
time only says which stretch is wanted next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from textual.message import Message

from memtui import keys
from memtui.backend.timeline import Lane, Mark, MarkKind, Timeline
from memtui.shown import timescale
from memtui.shown.timescale import Scale
from memtui.widgets import timeline_words as words
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.figures import size
from memtui.widgets.lines import Lines, Parts

_TOTAL = 6
_FEW = 10
_TALL = 30
"""From so many rows of the terminal on, a lane has a second row with heights."""

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """How many cells the parts of a row have, the edge of the cursor not among them."""

    name: int
    columns: int

    @classmethod
    def of(cls, width: int) -> "Layout":
        """For a pane so wide."""
        name = 14 if width < 100 else 24
        return cls(name, max(_FEW, width - 1 - name - _TOTAL))


class LaneView(Lines):
    """The lanes; see the module."""

    BINDINGS = keys.bindings(keys.Place.LANES)
    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.LANES,)
    PANE = "Timeline"

    @dataclass
    class Wanted(Message):
        """Another stretch of time is wanted: `scale`."""

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
        self.scale: Scale | None = None
        """What is wanted; `None` until the pane has a size."""
        self.shown: Scale | None = None
        """What is painted."""
        self.timeline: Timeline | None = None
        self.mark: Mark | None = None
        self.span_from: Mark | None = None
        """Where a person began to select."""
        self.is_following = True
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
        self._most = max((sum(cell) for lane in self._lanes for cell in _columns(lane)), default=1)
        keys_now = [key_of(lane) for lane in self._lanes]
        if before is not None and key_of(before) in keys_now:
            now = keys_now.index(key_of(before))
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

    def look_at(self, moment: datetime) -> None:
        """Bring a moment into view, if it is not there."""
        if self.scale is not None and not self.scale.holds(moment):
            self.is_following = False
            self.want(self.scale.around(moment))

    def want(self, scale: Scale) -> None:
        """Ask for another stretch of time."""
        if scale != self.scale:
            self.scale = scale
            self.post_message(self.Wanted())

    # What stands where

    @property
    def layout_now(self) -> Layout:
        """How wide the parts of a row are."""
        return Layout.of(self.width)

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
        return _cell(lane, self.shown.column(mark.at))

    def next_cell(self, *, is_back: bool) -> tuple[datetime, datetime] | None:
        """The next cell of the mark's lane that has marks, as a span; `None` if none is in view."""
        lane, mark, shown = self.lane_of_mark, self.mark, self.shown
        if lane is None or mark is None or shown is None:
            return None
        columns = _columns(lane)
        here = shown.column(mark.at)
        order = (
            range(min(here, shown.columns) - 1, -1, -1)
            if is_back
            else range(max(here + 1, 0), shown.columns)
        )
        for column in order:
            if sum(columns[column]):
                return shown.start(column), shown.start(column + 1)
        return None

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
        layout = Layout.of(width + 1)
        is_second = row % self._rows_each == 1
        name = "" if is_second else words.lane_name(lane.agent, lane.session_id)
        yield fit(name, layout.name - 1) + " ", "bold" if lane is self.lane else ""
        yield from self._plot(lane, layout.columns, is_second=is_second)
        total = sum(lane.total(kind) for kind in lane.counts)
        yield fit_right("" if is_second else size(total), _TOTAL), "dim"

    def _plot(self, lane: Lane, columns: int, *, is_second: bool) -> Parts:
        pieces: list[tuple[str, str]] = []
        if is_second:
            heights = (words.height(sum(cell), self._most) for cell in _columns(lane))
            pieces = [(height, "dim") for height in heights]
        elif self.shown is not None:
            pieces = [words.sign(_cell(lane, column)) for column in range(self.shown.columns)]
            self._show_cursor_in(lane, pieces)
        # In between two sizes the answer is for the one before.
        pieces = pieces[-columns:]
        pieces += [(" ", "")] * (columns - len(pieces))
        run, look = "", pieces[0][1]
        for piece, own in pieces:
            if own != look:
                yield run, look
                run, look = "", own
            run += piece
        yield run, look

    def _show_cursor_in(self, lane: Lane, pieces: list[tuple[str, str]]) -> None:
        mark, shown = self.mark, self.shown
        if mark is None or shown is None or not self._is_in(mark, lane):
            return
        column = shown.column(mark.at)
        if column < 0:
            pieces[0] = ("◀", "here")
        elif column >= shown.columns:
            pieces[-1] = ("▶", "here")
        else:
            pieces[column] = (pieces[column][0], "here")

    def copied(self) -> tuple[str, str] | None:
        mark = self.mark
        if mark is None:
            return None
        return ("path", mark.path) if mark.path else ("id", mark.subject_id)

    def pointed(self) -> None:
        self.post_message(self.Left())

    def clicked(self) -> None:
        self.action_open()

    def on_resize(self) -> None:
        super().on_resize()
        if self.scale is not None and self.scale.columns != self.layout_now.columns:
            self.want(self.scale.resized(self.layout_now.columns))

    # What a person does

    def action_open(self) -> None:
        if self.mark is not None:
            self.post_message(self.Opened())

    def action_next_mark(self) -> None:
        self.post_message(self.Stepped(is_back=False))

    def action_previous_mark(self) -> None:
        self.post_message(self.Stepped(is_back=True))

    def action_earlier(self) -> None:
        self._pan(-4)

    def action_later(self) -> None:
        self._pan(4)

    def action_page_earlier(self) -> None:
        self._pan(-self.layout_now.columns * 3 // 4)

    def action_page_later(self) -> None:
        self._pan(self.layout_now.columns * 3 // 4)

    def action_closer(self) -> None:
        self._zoom(-1)

    def action_wider(self) -> None:
        self._zoom(1)

    def action_follow(self) -> None:
        self.is_following = not self.is_following
        self.post_message(self.Wanted())

    def _pan(self, columns: int) -> None:
        if self.scale is not None:
            now = self.app.clock()
            scale = self.scale.panned(columns)
            # Further right there is only what has not happened yet.
            self.is_following = scale.start(scale.columns - 1) > now
            self.want(scale)

    def _zoom(self, by: int) -> None:
        if self.scale is None:
            return
        anchor = None if self.is_following or self.mark is None else self.mark.at
        scale = self.scale.zoomed(by, anchor)
        if scale.step == self.scale.step:
            end = "closer" if by < 0 else "wider"
            step = timescale.span_words(scale.step)
            self.app.tell(f"A column is {step}; it does not get {end} than that.")
        self.want(scale)

    def follow(self, now: datetime, offset: timedelta) -> None:
        """Time has passed: when following, what is wanted ends now."""
        if self.scale is None:
            return
        scale = self.scale.in_zone(offset) if self.scale.offset != offset else self.scale
        if self.is_following:
            scale = Scale.ending(now, scale.step, scale.columns, offset)
        self.want(scale)


def key_of(lane: Lane) -> Key:
    """What a lane is told from others by."""
    return lane.agent, lane.session_id


def _cell(lane: Lane, column: int) -> dict[MarkKind, int]:
    return {
        kind: counts[column]
        for kind, counts in lane.counts.items()
        if column < len(counts) and counts[column]
    }


def _columns(lane: Lane) -> list[tuple[int, ...]]:
    return list(zip(*lane.counts.values(), strict=True))
