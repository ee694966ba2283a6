"""
What the Timeline screen reads of its window: a stretch of time, as it grows or is gone to.

One question about the window is asked at a time, and what was wanted last is asked next, so that
neither keys nor writes pile up. Between two answers that nobody waits for, it rests as long as they
take: however much there is to count, counting it never takes more than a part of a processor.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.changes import Change
from core.overseeing.marks import ALL
from core.records.stores import Store
from memtui.backend.timeline import Mark, Wanted
from memtui.bridge import Batch, Bridge
from memtui.screens.mode import ModeScreen
from memtui.shown import timescale
from memtui.shown.timescale import Scale
from memtui.widgets import timeline_words as words
from memtui.widgets.lines import Heading
from memtui.widgets.tabs import TIMELINE
from memtui.widgets.timeline_head import TimelineHead
from memtui.widgets.timeline_lanes import LaneView

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_PAUSE_S = 0.1


class TimelineWindow(ModeScreen, inherit_bindings=False):
    """The Timeline screen as a window of time; see the module."""

    TAB = TIMELINE

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.lanes_view = LaneView()
        self.head = TimelineHead(self.lanes_view)
        self.stores: Sequence[Store] = ()
        self.wanted: Wanted = ALL
        self._is_stale = self._is_reading = False
        self._hurry = asyncio.Event()

    def point(self, mark: Mark | None) -> None:
        """Put the cursor on a mark."""
        raise NotImplementedError

    async def read_first(self) -> None:
        """Which stores there are, and the stretch of time with what happened last."""
        lanes, now = self.lanes_view, self.clock()
        self.stores, extent = await self.bridge.ask(lambda b: (b.stores(), b.extent()))
        if lanes.scale is None:
            columns = lanes.layout_now.columns
            step = timescale.fitting(extent[1] if extent else now, now, columns)
            lanes.scale = Scale.ending(now, step, columns, self.app.times.offset(now))
        self.read_soon(hurry=True)

    def follow_now(self) -> None:
        """Time has passed, or is written in another way."""
        now = self.clock()
        self.lanes_view.follow(now, self.app.times.offset(now))

    def tick(self) -> None:
        """A second has passed."""
        if self.is_ready and self.app.front is self and not self.bridge.is_paused:
            self.follow_now()

    def apply(self, batch: Batch) -> None:
        """One batch of changes: marks may have come."""
        if self.is_ready and (batch.is_gap or any(map(_is_mark, batch.changes))):
            self.read_soon()

    def on_screen_resume(self) -> None:
        """Back from another mode: what was missed is read now."""
        if self.is_ready and self._is_stale:
            self.follow_now()
            self.read_soon(hurry=True)

    def read_soon(self, *, hurry: bool = False) -> None:
        """
        Read the window again.

        Args:
            hurry: A person waits for it.
        """
        self._is_stale = True
        if hurry:
            self._hurry.set()
        if not self._is_reading and self.app.front is self and self.lanes_view.scale is not None:
            self._is_reading = True
            self.start_beside(self._read_until_quiet)

    async def _read_until_quiet(self) -> None:
        try:
            while self._is_stale and self.app.front is self:
                self._is_stale = False
                self._hurry.clear()
                began = time.monotonic()
                await self._read_window()
                rest = max(_PAUSE_S, 2 * (time.monotonic() - began))
                try:
                    await asyncio.wait_for(self._hurry.wait(), rest)
                except TimeoutError:
                    continue
        finally:
            self._is_reading = False

    async def _read_window(self) -> None:
        lanes = self.lanes_view
        scale, wanted, by_session = lanes.scale, self.wanted, lanes.by_session
        assert scale is not None
        timeline = await self.bridge.ask(
            lambda backend: backend.timeline(
                scale.since,
                scale.until,
                wanted,
                scale.columns,
                "session" if by_session else "agent",
            )
        )
        if (wanted, by_session) != (self.wanted, lanes.by_session):
            return
        lanes.show(timeline, scale)
        if lanes.mark is None and lanes.count:
            found = await self.bridge.ask(
                lambda backend: backend.mark_near(scale.until, wanted, scale.since, scale.until)
            )
            # Unless a person has gone to one meanwhile.
            if lanes.mark is None and wanted == self.wanted:
                self.point(found)
        self.show_window()

    def filter_by(self, wanted: Wanted) -> None:
        """Show only some marks."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.lanes_view.mark = None
            self.read_soon(hurry=True)

    def show_window(self) -> None:
        """What stands above the lanes."""
        lanes = self.lanes_view
        scale, timeline = lanes.shown, lanes.timeline
        if scale is None or timeline is None:
            return
        total = {kind: sum(counts) for kind, counts in timeline.counts.items()}
        times = self.app.times
        column = timescale.span_words(scale.step)
        facts = [(words.totals(total) or "no marks", ""), (f"a column is {column}", "")]
        here = words.totals(lanes.under_cursor())
        if here:
            facts.insert(0, (f"here {here}", "bold"))
        if lanes.span_from is not None and lanes.mark is not None:
            first, last = sorted((lanes.span_from.at, lanes.mark.at))
            facts.insert(0, (f"◆ {times.of_day(first)} to {times.of_day(last)}", "bold $primary"))
        if self.wanted != ALL:
            facts.append(("filtered", "$warning"))
        is_one_day = times.day(scale.since) == times.day(scale.until)
        end = times.of_day(scale.until) if is_one_day else times.full(scale.until)
        title = f"{times.full(scale.since)} to {end}"
        aside = "→ following now" if lanes.is_following else ""
        lanes.entitle(Heading(title, aside, facts=tuple(facts)))
        lanes.note = (
            "No mark of this time is let through by the filter."
            if self.wanted != ALL
            else "Nothing happened in this time."
        )
        self.head.refresh()
        self.show_keys()


def _is_mark(change: Change) -> bool:
    kind = change.kind
    if kind == "dream.progress":
        return False
    return kind.startswith(("memory.", "conflict.", "dream.")) or kind == "session.recorded"
