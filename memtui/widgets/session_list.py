"""
The sessions, the last started first: whose, in which state, and what each did, in numbers.

Read page by page, so that their number does not matter; the cursor stays on its session whatever
comes and goes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from textual.message import Message

from core.reading.pages import Page
from core.times import Clock
from core.transcripts.summaries import LIVE_S
from memtui import keys
from memtui.backend.sessions import Summary
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts

_STATE, _AGE, _EVENTS, _CALLS, _ERRORS, _TOKENS, _MEMORY = 9, 5, 8, 9, 8, 9, 11
_WITH_TITLE = 96
_READ_AHEAD = 40
READ_LIMIT = 20_000
"""Sessions kept while a person reads on; a filter finds the rest."""

SIGNS = {"running": ("● live", "live"), "paused": ("‖ paused", "warn"), "ended": ("- ended", "dim")}


class SessionList(Lines):
    """The sessions as far as they were read."""

    PLACES = (keys.Place.SESSIONS,)
    PANE = "Sessions"
    EMPTY: ClassVar[str] = "There is no session yet: `memtui ingest FOLDER` reads transcripts."

    @dataclass
    class Wanted(Message):
        """Older sessions are about to come into view."""

        page: str

    @dataclass
    class Pointed(Message):
        """The cursor is on another session, or on none."""

        summary: Summary | None

    @dataclass
    class Opened(Message):
        """A session was opened."""

        summary: Summary

    def __init__(self, clock: Clock, *, id: str = "sessions") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.is_filtered = False
        self._clock = clock
        self._all: dict[str, Summary] = {}
        self._shown: list[Summary] = []
        self._next_page: str | None = None
        self._is_wanting = False

    # What is given to it

    def show(self, page: Page[Summary], *, is_filtered: bool) -> None:
        """Start again with the newest page."""
        self.is_filtered = is_filtered
        self._all = {one.id: one for one in page.data}
        self._next_page, self._is_wanting = page.next_page, False
        self._settle()

    def add_page(self, page: Page[Summary]) -> None:
        """Older ones, at the end."""
        self._all |= {one.id: one for one in page.data}
        self._next_page, self._is_wanting = page.next_page, False
        self._settle()

    def put(self, asked: Iterable[str], found: Iterable[Summary]) -> None:
        """Some were asked for again, and these of them are let through now."""
        by_id = {one.id: one for one in found}
        for session_id in asked:
            one = by_id.get(session_id)
            if one is None:
                self._all.pop(session_id, None)
            elif session_id in self._all or not self._is_beyond(one):
                self._all[session_id] = one
        self._settle()

    def tick(self) -> None:
        """Time has passed: ages grow, and who is silent for long has ended."""
        self.repaint()

    def go_to_session(self, session_id: str) -> bool:
        """Put the cursor on a session, if it is in the list."""
        for at, one in enumerate(self._shown):
            if one.id == session_id:
                self.go_to(at)
                return True
        return False

    @property
    def current(self) -> Summary | None:
        """The session under the cursor."""
        return self._shown[self.cursor] if self._shown else None

    # As a list of lines

    @property
    def count(self) -> int:
        return len(self._shown)

    @property
    def empty(self) -> str:
        return "No session is like that." if self.is_filtered else self.EMPTY

    def row_parts(self, row: int, width: int) -> Parts:
        one = self._shown[row]
        state, look = SIGNS[state_now(one, self._clock())]
        yield fit(state, _STATE), look
        yield fit(figures.age(one.started_at, self._clock()), _AGE), "dim"
        room = width - _STATE - _AGE - _EVENTS - _ERRORS - _TOKENS - _MEMORY
        has_calls = room >= 34
        room -= _CALLS if has_calls else 0
        title = one.title or one.cwd or "" if room >= _WITH_TITLE // 2 else ""
        who = min(room, 30) if title else room
        yield fit(visible(one.agent, keep=""), who - 1) + " ", "bold"
        if title:
            yield fit(visible(title, keep=""), room - who - 1) + " ", "dim"
        yield fit_right(_count(one.events, "ev"), _EVENTS), ""
        if has_calls:
            yield fit_right(_count(one.tool_calls, "calls"), _CALLS), "dim"
        yield fit_right(_count(one.tool_errors, "err"), _ERRORS), "warn"
        yield fit_right(_count(one.input_tokens + one.output_tokens, "tok"), _TOKENS), "dim"
        memory = f"{figures.size(one.reads)}r {figures.size(one.writes)}w"
        touched = one.reads or one.writes
        yield fit_right(f"◆ {memory}" if touched else "", _MEMORY), "live"

    def pointed(self) -> None:
        self.post_message(self.Pointed(self.current))

    def reached(self, row: int) -> None:
        if not self._next_page or self._is_wanting or len(self._all) >= READ_LIMIT:
            return
        if row + _READ_AHEAD > self.count:
            self._is_wanting = True
            self.post_message(self.Wanted(self._next_page))

    def copied(self) -> tuple[str, str] | None:
        current = self.current
        return None if current is None else ("session's id", current.id)

    def clicked(self) -> None:
        self.action_open()

    # What a person does

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    # Inside

    def _settle(self) -> None:
        """Other rows: the cursor stays on its session, and what is in view where it is."""
        before, at = self.current, self.cursor
        top = self.scroll_offset.y
        self._shown = sorted(
            self._all.values(), key=lambda one: (one.started_at, one.id), reverse=True
        )
        places = {one.id: place for place, one in enumerate(self._shown)}
        if before is None:
            self.hold(0, 0)
        else:
            at_now = places.get(before.id, min(at, max(0, len(self._shown) - 1)))
            self.hold(at_now, max(0, top + at_now - at) if top else 0)
            if at - top < self.size.height:
                self.show_cursor()
        self._entitle()
        self.reached(self.scroll_offset.y + self.size.height)
        if self.current != before or before is None:
            self.post_message(self.Pointed(self.current))

    def _is_beyond(self, one: Summary) -> bool:
        """Whether it belongs under what was read: it comes with its page."""
        if self._next_page is None or not self._shown:
            return False
        return one.started_at < self._shown[-1].started_at

    def _entitle(self) -> None:
        more = "+" if self._next_page else ""
        self.entitle(Heading(self.PANE, f"{self.count:,}{more}" if self._all else ""))


def state_now(one: Summary, now: datetime) -> str:
    """The state of a session by now: one of which only a transcript tells ends by its silence."""
    if one.is_ingested and one.status == "running":
        last = one.last_event_at
        if last is None or now - last >= timedelta(seconds=LIVE_S):
            return "ended"
    return one.status


def _count(number: int, what: str) -> str:
    return f"{figures.size(number)} {what}" if number else ""
