"""
The dreams, newest first: what each is about, how far it is, and what of it waits for a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from core.dreams.dream import Status
from core.reading.pages import Page
from core.times import Clock
from memtui import keys
from memtui.backend.dreams import DreamRow
from memtui.dreaming.costs import price_of
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts

_STATE, _AGE, _DREAMER, _SESSIONS, _COST, _CHANGE, _WAITS = 13, 5, 9, 13, 9, 12, 24
_WIDE = 100
"""Columns from which on there is room for who dreamt, over how much, and at what cost."""
_READ_AHEAD = 10

SIGNS: Mapping[Status, tuple[str, str]] = {
    Status.PENDING: ("· waiting", "dim"),
    Status.RUNNING: ("● dreaming", "live"),
    Status.COMPLETED: ("✓ done", ""),
    Status.FAILED: ("✗ failed", "warn"),
    Status.CANCELED: ("- canceled", "dim"),
}


class DreamList(Lines):
    """The dreams as far as they were read."""

    PLACES = (keys.Place.DREAMS,)
    PANE = "Dreams"
    EMPTY: ClassVar[str] = (
        "No dream yet. + starts one: it reads a store and sessions, and proposes."
    )

    @dataclass
    class Wanted(Message):
        """Older dreams are about to come into view."""

        page: str

    @dataclass
    class Pointed(Message):
        """The cursor is on another dream, or on none."""

        row: DreamRow | None

    @dataclass
    class Opened(Message):
        """A dream was opened."""

        row: DreamRow

    def __init__(self, clock: Clock) -> None:
        super().__init__(id="dreams")
        self._clock = clock
        self._all: dict[str, DreamRow] = {}
        self._shown: list[DreamRow] = []
        self._stores: Mapping[str, str] = {}
        self._next_page: str | None = None
        self._is_wanting = False
        self._is_read = False
        self._is_to_open = False
        """Somebody opened the newest before it was known."""

    # What is given to it

    def show(self, page: Page[DreamRow], stores: Mapping[str, str]) -> None:
        """Start again with the newest page."""
        self._all = {one.dream.id: one for one in page.data}
        self._stores = stores
        self._next_page, self._is_wanting = page.next_page, False
        self._is_read = True
        self._settle()
        if self._is_to_open:
            self._is_to_open = False
            self.action_open()

    def add_page(self, page: Page[DreamRow]) -> None:
        """Older ones, at the end."""
        self._all |= {one.dream.id: one for one in page.data}
        self._next_page, self._is_wanting = page.next_page, False
        self._settle()

    def put(self, asked: Iterable[str], found: Iterable[DreamRow]) -> None:
        """Some were asked for again, and these of them are still there."""
        by_id = {one.dream.id: one for one in found}
        for dream_id in asked:
            if dream_id in by_id:
                self._all[dream_id] = by_id[dream_id]
            else:
                self._all.pop(dream_id, None)
        self._settle()

    def go_to_dream(self, dream_id: str) -> None:
        """Put the cursor on a dream, if it is in the list."""
        ids = [one.dream.id for one in self._shown]
        if dream_id in ids:
            self.go_to(ids.index(dream_id))

    @property
    def current(self) -> DreamRow | None:
        """The dream under the cursor."""
        return self._shown[self.cursor] if self._shown else None

    @property
    def at_work(self) -> tuple[str, ...]:
        """The dreams that are not over, by id."""
        return tuple(key for key, one in self._all.items() if not one.dream.status.is_over)

    # As a list of lines

    @property
    def count(self) -> int:
        return len(self._shown)

    def row_parts(self, row: int, width: int) -> Parts:
        one = self._shown[row]
        dream = one.dream
        sign, look = SIGNS[dream.status]
        yield fit(sign, _STATE), look
        yield fit(figures.age(dream.created_at, self._clock()), _AGE), "dim"
        wide = width >= _WIDE
        more = _DREAMER + _SESSIONS + _COST if wide else 0
        room = width - _STATE - _AGE - _CHANGE - _WAITS - more
        yield fit(self._stores.get(dream.memory_store_id, ""), max(room - 2, 8)) + "  ", "bold"
        if wide:
            sessions = figures.counted(len(dream.session_ids), "session", "sessions")
            yield fit(visible(dream.dreamer, keep=""), _DREAMER), "dim"
            yield fit(sessions, _SESSIONS), "dim"
            yield fit(price_of(dream.dreamer), _COST), "dim"
        change = f"+{dream.added_lines:,} -{dream.removed_lines:,}" if dream.changes else ""
        yield fit(change, _CHANGE), ""
        words, waits = told(one)
        yield fit_right(words, _WAITS), waits

    def pointed(self) -> None:
        self.post_message(self.Pointed(self.current))

    def reached(self, row: int) -> None:
        if self._next_page and not self._is_wanting and row + _READ_AHEAD > self.count:
            self._is_wanting = True
            self.post_message(self.Wanted(self._next_page))

    def copied(self) -> tuple[str, str] | None:
        current = self.current
        return None if current is None else ("id", current.dream.id)

    def clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))
        self._is_to_open = not self._is_read

    def _settle(self) -> None:
        """Newest first; the cursor stays on its dream."""
        before = self.current
        self._shown = sorted(
            self._all.values(), key=lambda one: (one.dream.created_at, one.dream.id), reverse=True
        )
        ids = [one.dream.id for one in self._shown]
        at = ids.index(before.dream.id) if before and before.dream.id in ids else 0
        self.hold(at, self.scroll_offset.y if self.is_mounted else 0)
        more = "+" if self._next_page else ""
        self.entitle(Heading("Dreams", f"{len(ids):,}{more}" if ids else ""))
        self.post_message(self.Pointed(self.current))


def told(one: DreamRow) -> tuple[str, str]:
    """What there is to do about a dream, or how far it is."""
    dream, progress = one.dream, one.progress
    if progress is not None:
        if progress.pending:
            return f"{progress.decided}/{progress.total} decided", "warn"
        return (
            ("decided, not applied", "warn")
            if one.is_open
            else (f"{progress.total} decided", "dim")
        )
    if dream.error is not None:
        return "⏎ says why", "dim"
    if dream.status is Status.RUNNING:
        return f"{dream.stage or 'reading'}, {dream.findings:,} found", ""
    has_none = dream.status is Status.COMPLETED and not dream.suppressed
    return ("nothing found" if has_none else ""), "dim"
