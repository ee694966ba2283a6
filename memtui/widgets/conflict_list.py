"""
The conflicts, newest first: who against whom, where, what about, and what became of them.

The cursor stays on its conflict whatever comes and goes. One that was closed stays in view for a
moment, and as long as the cursor is on it, so that nothing vanishes under a reader.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.message import Message

from core.conflicts import State
from core.reading.pages import Page
from core.times import Clock
from memtui import keys
from memtui.backend.conflicts import Collision
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_left, fit_right
from memtui.widgets.conflict_words import SIGNS, against, holds, outcome
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts

_SIGN, _AGE, _WHAT, _SIZE, _TRIES = 2, 5, 10, 5, 5
_READ_AHEAD = 20
LIVE_LIMIT, READ_LIMIT = 1_000, 10_000
"""Conflicts kept while the reader is at the top, and while they read on."""


class ConflictList(Lines):
    """The conflicts as far as they were read."""

    PLACES = (keys.Place.CONFLICTS,)
    PANE = "Conflicts"
    EMPTY: ClassVar[str] = "No conflicts to show."

    @dataclass
    class Wanted(Message):
        """Older conflicts are about to come into view."""

        page: str

    @dataclass
    class Pointed(Message):
        """The cursor is on another conflict or on none, or what it is on has changed."""

        collision: Collision | None

    @dataclass
    class Opened(Message):
        """A conflict was opened."""

        collision: Collision

    def __init__(self, clock: Clock, *, id: str = "conflicts") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.has_closed = False
        """Closed and refused ones are in the list too."""
        self.query_text = ""
        self._clock = clock
        self._all: dict[str, Collision] = {}
        self._shown: list[Collision] = []
        self._closed_at: dict[str, datetime] = {}
        self._stores: Mapping[str, str] = {}
        self._next_page: str | None = None
        self._is_wanting = False

    # What is given to it

    def set_stores(self, names: Mapping[str, str]) -> None:
        """What the stores are called, by id; safe to show."""
        self._stores = names
        self.repaint()

    def show(self, page: Page[Collision]) -> None:
        """Start again with the newest page."""
        self._all = {one.conflict.id: one for one in page.data}
        self._closed_at.clear()
        self._next_page, self._is_wanting = page.next_page, False
        self._settle()

    def add_page(self, page: Page[Collision]) -> None:
        """Older ones, at the end."""
        self._all |= {one.conflict.id: one for one in page.data}
        self._next_page, self._is_wanting = page.next_page, False
        self._settle()

    def put(self, changed: Iterable[Collision]) -> None:
        """These came or changed."""
        for one in changed:
            known = self._all.get(one.conflict.id)
            is_open = one.conflict.state is State.OPEN
            if known is None and not is_open and not self.has_closed:
                continue
            if known is None and self._is_beyond(one):
                continue
            if known is not None and known.conflict.state is State.OPEN and not is_open:
                self._closed_at[one.conflict.id] = self._clock()
            self._all[one.conflict.id] = one
        self._settle()

    def filter(self, text: str) -> None:
        """Only what has all of these words in it."""
        self.query_text = text
        self._settle()

    def tick(self) -> None:
        """Time has passed: ages grow, what was closed goes."""
        now = self._clock()
        current = self.current
        over = [
            conflict_id
            for conflict_id, at in self._closed_at.items()
            if now - at >= figures.FRESH
            and not (self.has_focus and current and current.conflict.id == conflict_id)
        ]
        for conflict_id in over:
            del self._closed_at[conflict_id]
            if not self.has_closed:
                del self._all[conflict_id]
        if over:
            self._settle()
        else:
            self.repaint()

    def of_sessions(self, session_ids: set[str]) -> set[str]:
        """The conflicts of these sessions, by id."""
        return {
            one.conflict.id
            for one in self._all.values()
            if one.conflict.created_by.session_id in session_ids
        }

    def go_to_conflict(self, conflict_id: str) -> bool:
        """Put the cursor on a conflict, if it is in the list."""
        for at, one in enumerate(self._shown):
            if one.conflict.id == conflict_id:
                self.go_to(at)
                return True
        return False

    @property
    def is_overfull(self) -> bool:
        """More came by themselves than are worth keeping: the newest should be read again."""
        kept = LIVE_LIMIT if self.cursor < self.size.height else READ_LIMIT
        return len(self._all) > kept

    @property
    def current(self) -> Collision | None:
        """The conflict under the cursor."""
        return self._shown[self.cursor] if self._shown else None

    # As a list of lines

    @property
    def count(self) -> int:
        return len(self._shown)

    def row_look(self, row: int) -> str:
        return "" if self._shown[row].conflict.state is State.OPEN else "dim"

    def row_parts(self, row: int, width: int) -> Parts:
        one = self._shown[row]
        conflict = one.conflict
        is_open = conflict.state is State.OPEN
        look = "warn" if conflict.state in (State.OPEN, State.REFUSED) else "dim"
        yield fit(SIGNS[conflict.state], _SIGN), look
        yield fit(figures.age(conflict.created_at, self._clock()), _AGE), "dim"
        room = width - _SIGN - _AGE - _WHAT - _SIZE - _TRIES
        who = max(18, min(36, room * 53 // 100))
        paused = "‖ " if one.is_paused else ""
        yield fit(paused + against(one), who - 2) + "  ", "bold" if is_open else "dim"
        room -= who
        if room >= 50:
            yield fit(self._store_of(one), 20) + "  ", "dim"
            room -= 22
        yield fit_left(visible(conflict.path, keep=""), room - 1) + " ", ""
        yield fit(outcome(conflict), _WHAT), look
        yield fit_right("" if one.size is None else f"{figures.size(one.size)}B", _SIZE), "dim"
        tries = f"×{figures.size(conflict.attempts)}" if conflict.attempts > 1 else ""  # noqa: RUF001 - "times"
        yield fit_right(tries, _TRIES), "live" if conflict.attempts > 1 else ""

    def pointed(self) -> None:
        self.post_message(self.Pointed(self.current))

    def reached(self, row: int) -> None:
        if self._next_page and not self._is_wanting and row + _READ_AHEAD > self.count:
            self._is_wanting = True
            self.post_message(self.Wanted(self._next_page))

    def copied(self) -> tuple[str, str] | None:
        current = self.current
        return None if current is None else ("path", current.conflict.path)

    def clicked(self) -> None:
        self.action_open()

    # What a person does

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    # Inside

    def _settle(self) -> None:
        """Other rows: the cursor stays on its conflict, and what is in view where it is."""
        before, at = self.current, self.cursor
        top = self.scroll_offset.y
        words = self.query_text.casefold().split()
        self._shown = sorted(
            (one for one in self._all.values() if holds(one, words, self._store_of(one))),
            key=lambda one: (one.conflict.created_at, one.conflict.id),
            reverse=True,
        )
        places = {one.conflict.id: place for place, one in enumerate(self._shown)}
        if before is not None:
            at_now = places.get(before.conflict.id, min(at, max(0, len(self._shown) - 1)))
            self.hold(at_now, max(0, top + at_now - at) if top else 0)
            if at - top < self.size.height:
                self.show_cursor()
        else:
            self.hold(0, 0)
        self._entitle()
        self.reached(self.scroll_offset.y + self.size.height)
        now = self.current
        if now != before or before is None:
            self.post_message(self.Pointed(now))

    def _store_of(self, one: Collision) -> str:
        return self._stores.get(one.conflict.memory_store_id, "")

    def _is_beyond(self, one: Collision) -> bool:
        """Whether it belongs under what was read: it comes with its page."""
        if self._next_page is None or not self._all:
            return False
        return one.conflict.created_at < min(two.conflict.created_at for two in self._all.values())

    def _entitle(self) -> None:
        more = "+" if self._next_page else ""
        known = f"{self._counted(self._all.values()):,}{more}"
        count = f"{self._counted(self._shown):,} of {known}" if self.query_text else known
        pane = "All conflicts" if self.has_closed else "Open conflicts"
        self.entitle(Heading(pane, count if self._all else ""))

    def _counted(self, some: Iterable[Collision]) -> int:
        """How many of them the list is of: what was just closed is only still in view."""
        return sum(self.has_closed or one.conflict.state is State.OPEN for one in some)
