"""
What the Timeline screen reads of marks: the one under the cursor, and what changed in a span.
"""

from collections import deque
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.diff import Diff
from core.errors import NotFound
from memtui.backend.timeline import Behind, Mark, MarkKind, Wanted
from memtui.backend.workspace import Backend
from memtui.bridge import Bridge
from memtui.screens.timeline_window import TimelineWindow
from memtui.shown.turns import TurnLine, turn_lines
from memtui.text import visible
from memtui.widgets import timeline_words as words
from memtui.widgets.changed_list import LIMIT, ChangedList
from memtui.widgets.figures import ago
from memtui.widgets.lines import Heading
from memtui.widgets.noted_diff import NotedDiff
from memtui.widgets.turn_view import TurnView

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_PATIENCE_S = 0.015
_STEPS_KEPT = 8
"""Presses of a key that wait for an answer; who holds it down does not want more to come after."""

_MS = timedelta(milliseconds=1)
_EVER = timedelta(days=36_500)


class TimelineReading(TimelineWindow, inherit_bindings=False):
    """The Timeline screen as a reader; see the module."""

    is_listing: bool

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.diff_view = NotedDiff(id="change")
        self.turn_view = TurnView()
        self.changed_view = ChangedList()
        self.has_turn = False
        """Whether a transcript tells of the mark."""
        self._steps: deque[bool] = deque(maxlen=_STEPS_KEPT)
        self._is_stepping = False
        self.behind: Behind | None = None

    # The mark under the cursor

    def take_step(self, *, is_back: bool) -> None:
        """Go to the next mark, after those that are still on the way."""
        if len(self._steps) < _STEPS_KEPT:
            self._steps.append(is_back)
        if not self._is_stepping:
            self._is_stepping = True
            self.start_beside(self._step_on)

    async def _step_on(self) -> None:
        try:
            while self._steps:
                await self._step(is_back=self._steps.popleft())
        finally:
            self._is_stepping = False
            self._steps.clear()

    async def _step(self, *, is_back: bool) -> None:
        lanes = self.lanes_view
        mark, lane = lanes.mark, lanes.lane_of_mark or lanes.lane
        if mark is None or lane is None:
            await self._find_mark(self._wanted_in_lane(), self.clock())
            return
        wanted = self._wanted_in_lane()
        cell = lanes.next_cell(is_back=is_back)

        def step(backend: Backend) -> Mark | None:
            if is_back:
                return backend.mark_before(mark, wanted, cell[0] if cell else mark.at - _EVER)
            return backend.mark_after(mark, wanted, cell[1] if cell else mark.at + _EVER)

        found = await self.bridge.ask(step)
        if found is None:
            self.app.tell(f"There is no mark of {words.who(mark)} {_WHERE[is_back]} this.")
        else:
            lanes.look_at(found.at)
            self.point(found)

    async def find_mark_of_lane(self) -> None:
        """The mark of the lane under the cursor that is nearest in time to where one was."""
        mark = self.lanes_view.mark
        await self._find_mark(self._wanted_in_lane(), self.clock() if mark is None else mark.at)

    async def go_to_time(self, moment: datetime) -> None:
        """Bring a time into view, and go to the mark nearest to it."""
        self.lanes_view.is_following = False
        self.lanes_view.look_at(moment)
        scale = self.lanes_view.scale
        if scale is not None and not scale.holds(moment):
            self.app.tell("That is beyond the end of time.")
        await self._find_mark(self.wanted, moment)
        self.read_soon(hurry=True)

    async def _find_mark(self, wanted: Wanted, moment: datetime) -> None:
        scale = self.lanes_view.scale
        if scale is None:
            return
        self.point(
            await self.bridge.ask(
                lambda backend: backend.mark_near(moment, wanted, scale.since, scale.until)
            )
        )

    def _wanted_in_lane(self) -> Wanted:
        lane = self.lanes_view.lane
        if lane is None:
            return self.wanted
        session_id = lane.session_id if self.lanes_view.by_session else self.wanted.session_id
        return replace(self.wanted, agents=(lane.agent,), agent_part=None, session_id=session_id)

    def point(self, mark: Mark | None) -> None:
        """Put the cursor on a mark, and show what stands behind it."""
        is_new = mark != self.lanes_view.mark
        self.lanes_view.point(mark)
        if is_new and not self.is_listing:
            self.show_mark()
        self.show_window()

    def show_mark(self) -> None:
        """What stands behind the mark under the cursor."""
        mark = self.lanes_view.mark
        if mark is None:
            self.has_turn = False
            self.behind = None
            self.diff_view.show_note(["No mark is selected."])
            self.diff_view.entitle(Heading("Change"))
            self.show_place()
            self.lay_out()
        else:
            self.show_place(words.who(mark), mark.path or mark.detail)
            self.start("behind", self._read_behind, mark)

    async def _read_behind(self, mark: Mark) -> None:
        # A cursor that runs over the marks asks only for what it stays on.
        await self.bridge.hold_back(_PATIENCE_S)
        behind, lines = await self.bridge.ask(lambda backend: _look(backend, mark))
        if mark != self.lanes_view.mark or self.is_listing:
            return
        self.behind = behind
        self.has_turn = behind.turn is not None
        if behind.diff is not None:
            self.diff_view.show_change(behind.diff, mark.path or "")
        else:
            self.diff_view.show_note([_WHY_NO_DIFF[mark.kind]])
        self.turn_view.show_turn(lines)
        self._entitle(mark)
        self.lay_out()
        self.show_keys()

    def _entitle(self, mark: Mark) -> None:
        times = self.app.times
        facts = (
            (times.full(mark.at), "bold"),
            (ago(mark.at, self.clock()), ""),
            (self._store_name(mark.memory_store_id), ""),
            ("" if self.has_turn else "no transcript tells of it", "$faint"),
        )
        told = tuple(fact for fact in facts if fact[0])
        title = f"{words.who(mark)} {words.deed(mark)}"
        self.diff_view.entitle(Heading(title, facts=told))
        is_alone = mark.kind in words.ONLY_TURN
        self.turn_view.entitle(
            Heading(title, facts=told) if is_alone else Heading("The turn that did it")
        )

    def _store_name(self, store_id: str | None) -> str:
        found = (store.name for store in self.stores if store.id == store_id)
        return visible(next(found, ""), keep="")

    # What changed in a span

    async def read_changed(self, first: datetime, last: datetime) -> None:
        """The memories that were written from one moment to another, both of them in."""
        begin, end = sorted((first, last))
        changed = await self.bridge.ask(
            lambda backend: backend.changed_between(begin, end + _MS, self.wanted, LIMIT)
        )
        names = {store.id: visible(store.name, keep="") for store in self.stores}
        self.changed_view.show(changed, names)
        times = self.app.times
        more = "+" if len(changed) == LIMIT else ""
        title = f"Changed from {times.full(begin)} to {times.full(end)}"
        self.changed_view.entitle(Heading(title, f"{len(changed):,}{more}"))
        await self.read_change()

    async def read_change(self) -> None:
        """What was made of the memory under the cursor in the span."""
        current = self.changed_view.current
        if current is None:
            self.diff_view.show_note(["Nothing was written in this span."])
            self.diff_view.entitle(Heading("Change"))
            return
        await self.bridge.hold_back(_PATIENCE_S)
        diff = await self.bridge.ask(lambda backend: backend.change_over(current))
        self._show_diff(diff, current.path, "all of the span")

    async def read_between(self, older: Mark, newer: Mark) -> None:
        """The difference between the versions of two writes."""
        diff = await self.bridge.ask(
            lambda backend: backend.diff(older.subject_id, newer.subject_id)
        )
        times = self.app.times
        between = f"{times.of_day(older.at)} against {times.of_day(newer.at)}"
        self._show_diff(diff, newer.path or "", between)

    def _show_diff(self, diff: Diff | None, path: str, what: str) -> None:
        if diff is None:
            self.diff_view.show_note([_WHY_NO_DIFF[MarkKind.WRITE]])
        else:
            self.diff_view.show_change(diff, path)
        self.diff_view.entitle(Heading(f"{visible(path, keep='')}: {what}"))


def _look(backend: Backend, mark: Mark) -> tuple[Behind, list[TurnLine]]:
    """All that is shown of a mark, read and brought into lines in a thread."""
    behind = backend.behind(mark)
    if mark.kind is MarkKind.CONFLICT:
        # It may have been dropped to make room for newer ones; the mark goes with the next reading.
        with suppress(NotFound):
            behind = replace(behind, diff=backend.wanted(mark.subject_id))
    lines = [] if behind.turn is None else turn_lines(behind.turn, behind.event_id)
    return behind, lines


_WHERE = {True: "before", False: "after"}

_WHY_NO_DIFF = {
    MarkKind.WRITE: "This text was redacted; it is nowhere in the workspace any more.",
    MarkKind.CONFLICT: "The refused write had no text, or its text is not kept any more.",
    MarkKind.DREAM: "A dream changes nothing before its proposal is reviewed.",
    MarkKind.READ: "",
    MarkKind.ERROR: "",
}
