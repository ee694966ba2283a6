"""
The newest changes over all stores, newest first; they come by themselves and never move the reader.

The steps of a dream's work are left out: they are for its own screen, and would push the writes of
agents out of view.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from core.changes import Change
from core.times import Clock
from memtui import keys
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_left
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts

LIVE_LIMIT = 2_000
"""Changes kept while they come by themselves."""

READ_LIMIT = 10_000
"""Changes kept when a person reads on into the past."""

_READ_AHEAD = 20

_SHORTER = {"unarchived": "reopened"}
"""Words that would fill their column to its edge."""


class FeedView(Lines):
    """The feed as far as it was read: a bounded number of changes."""

    BINDINGS = keys.bindings(keys.Place.FEED)
    PLACES = (keys.Place.FEED,)
    PANE = "Feed"
    EMPTY: ClassVar[str] = "Nothing has happened yet."

    @dataclass
    class Wanted(Message):
        """Older changes than this one are about to come into view."""

        before: int

    @dataclass
    class Outdated(Message):
        """The newest changes have to be read again: too many came to keep them."""

    @dataclass
    class Opened(Message):
        """The memory of a change is wanted."""

        change: Change

    def __init__(self, clock: Clock, *, id: str = "feed") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.is_following = True
        self.unseen = 0
        self.waiting: int | None = None
        self._clock = clock
        self._oldest_first: list[Change] = []
        self._stores: Mapping[str, str] = {}
        self._read_from = 0
        """The oldest change that was read, shown or not."""
        self._has_older = False
        self._has_gap = False
        self._is_wanting = False

    # What is given to it

    def set_stores(self, names: Mapping[str, str]) -> None:
        """What the stores are called, by id; safe to show."""
        self._stores = names
        self.repaint()

    def show_newest(self, newest_first: Sequence[Change], *, has_older: bool) -> None:
        """Start again with these changes."""
        self._oldest_first = _told(reversed(newest_first))
        self._read_from = newest_first[-1].seq if newest_first else 0
        self._has_older, self._is_wanting, self._has_gap = has_older, False, False
        self.action_follow()

    def add_older(self, newest_first: Sequence[Change], *, has_older: bool) -> None:
        """Older changes, at the end."""
        older = _told(reversed(newest_first))
        self._oldest_first[:0] = older
        self._read_from = newest_first[-1].seq if newest_first else self._read_from
        self._has_older, self._is_wanting = has_older, False
        if older or not has_older:
            self.repaint()
        else:
            self._want_older()

    def apply(self, changes: Sequence[Change]) -> None:
        """New changes, oldest first: on top; who reads below keeps reading there."""
        last = self._oldest_first[-1].seq if self._oldest_first else 0
        new = [change for change in _told(changes) if change.seq > last]
        self._oldest_first += new
        if self.is_following:
            if len(self._oldest_first) > LIVE_LIMIT:
                del self._oldest_first[: len(self._oldest_first) - LIVE_LIMIT]
                self._read_from = self._oldest_first[0].seq
                self._has_older = True
            self.hold(0, 0)
            return
        if len(self._oldest_first) > READ_LIMIT:
            # What a reader sees stays; the newest are counted, and read again later.
            del self._oldest_first[READ_LIMIT:]
            self._has_gap = True
        else:
            self.hold(self.cursor + len(new), self.scroll_offset.y + len(new))
        self.unseen += len(new)
        self._entitle()

    def show_waiting(self, waiting: int | None) -> None:
        """How many changes are held back; `None` when nothing is paused."""
        self.waiting = waiting
        self._entitle()

    def recent(self, limit: int) -> list[tuple[str, str]]:
        """Store and path of the memories that were changed last, the newest first."""
        found: dict[str, tuple[str, str] | None] = {}
        for change in reversed(self._oldest_first):
            is_memory = change.kind.startswith("memory.")
            if is_memory and change.path is not None and change.subject_id not in found:
                is_gone = change.kind == "memory.deleted"
                place = (change.memory_store_id or "", change.path)
                found[change.subject_id] = None if is_gone else place
                if len(found) >= limit:
                    break
        return [place for place in found.values() if place is not None]

    # As a list of lines

    @property
    def count(self) -> int:
        return len(self._oldest_first)

    def change_at(self, item: int) -> Change:
        """A change, counted from the newest."""
        return self._oldest_first[-1 - item]

    def row_parts(self, row: int, width: int) -> Parts:
        change = self.change_at(row)
        yield fit(self.app.times.short(change.at, self._clock()), 10), "dim"
        yield fit(visible(figures.who(change), keep=""), 14), "bold"
        yield fit(_verb(change), 10), "live" if change.kind.startswith("conflict") else ""
        room = width - 34
        store = self._stores.get(change.memory_store_id or "", "")
        if change.path is not None:
            if room >= 60:
                yield fit(store, 20) + "  ", "dim"
                room -= 22
            yield fit_left(visible(change.path, keep=""), room), ""
        else:
            yield fit(_subject(change, store), room), "dim"

    def pointed(self) -> None:
        self.is_following = self.cursor == 0
        if self.is_following:
            self.action_follow()

    def reached(self, row: int) -> None:
        if row + _READ_AHEAD <= self.count or not self._has_older or self._is_wanting:
            return
        if self._oldest_first and self.count < READ_LIMIT:
            self._want_older()

    def _want_older(self) -> None:
        self._is_wanting = True
        self.post_message(self.Wanted(self._read_from))

    def copied(self) -> tuple[str, str] | None:
        path = self.change_at(self.cursor).path if self.count else None
        return None if path is None else ("path", path)

    def clicked(self) -> None:
        self.action_open()

    # What a person does

    def action_open(self) -> None:
        if self.count:
            self.post_message(self.Opened(self.change_at(self.cursor)))

    def action_follow(self) -> None:
        self.is_following, self.unseen = True, 0
        if self._has_gap:
            self.post_message(self.Outdated())
        self.hold(0, 0)
        self._entitle()

    def _entitle(self) -> None:
        if self.waiting is not None:
            aside = f"‖ paused, {self.waiting:,} waiting"
        elif self.unseen:
            aside = f"↑ {self.unseen:,} new"
        else:
            aside = ""
        self.entitle(Heading(self.PANE, aside, "bold $live"))


def _told(changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if change.kind != "dream.progress"]


def _verb(change: Change) -> str:
    subject, _, verb = change.kind.partition(".")
    return "conflict" if subject == "conflict" else _SHORTER.get(verb, verb)


def _subject(change: Change, store: str) -> str:
    subject = change.kind.partition(".")[0]
    if subject == "session":
        return f"session {figures.short_id(change.subject_id)}"
    return f"{'in' if subject == 'conflict' else subject} {store}".rstrip()
