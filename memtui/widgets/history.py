"""
The versions of a memory, newest first: what was done, by whom, in which session, when.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from core.reading.pages import Page
from core.records.versions import Version
from core.times import Clock
from memtui import keys
from memtui.shown.versions import delta, matches, what, with_newest
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts
from memtui.widgets.turn_wanted import TurnWanted

_WHAT, _DELTA, _AGE, _SESSION = 10, 7, 5, 7
_READ_AHEAD = 20


class HistoryView(Lines):
    """The versions as far as they were read; more are asked for as they come into view."""

    BINDINGS = keys.bindings(keys.Place.HISTORY)
    PLACES = (keys.Place.HISTORY,)
    PANE = "History"
    EMPTY: ClassVar[str] = "No memory is selected."

    @dataclass
    class Wanted(Message):
        """Older versions are about to come into view."""

        page: str

    @dataclass
    class Pointed(Message):
        """The cursor is on another version."""

        version: Version

    @dataclass
    class Opened(Message):
        """A version was opened: its diff is wanted."""

        version: Version

    @dataclass
    class FilterWanted(Message):
        """A line to type a filter into is wanted."""

    @dataclass
    class FilterOver(Message):
        """All versions are shown again."""

    def __init__(self, clock: Clock, *, id: str = "history") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.versions: list[Version] = []
        self.shown: list[Version] = self.versions
        """Those that the filter lets through."""
        self.query_text = ""
        self.marked: Version | None = None
        self._clock = clock
        self.next_page: str | None = None
        self._is_wanting = False
        self._agent: str | None = None

    # What is given to it

    def show_history(self, page: Page[Version]) -> None:
        """The first page of the history of another memory."""
        self.versions = list(page.data)
        self.marked = None
        self.next_page, self._is_wanting = page.next_page, False
        self.shown = self.versions
        if self.query_text:
            self.query_text = ""
            self.post_message(self.FilterOver())
        self.hold(0, 0)
        self._entitle()

    def clear(self) -> None:
        """No memory is selected."""
        self.show_history(Page((), None))

    def add_page(self, page: Page[Version]) -> None:
        """A page of older versions, at the end."""
        self.versions += page.data
        self.next_page, self._is_wanting = page.next_page, False
        if self.query_text:
            self._filter_again(self.current)
            return
        self.shown = self.versions
        self.repaint()
        self._entitle()

    def add_newer(self, page: Page[Version], *, is_following: bool) -> None:
        """The newest page again: what is new comes on top; the cursor stays on its version."""
        held, top = self.current, self.scroll_offset.y
        known = len(self.versions)
        self.versions, is_gap = with_newest(self.versions, page)
        if is_gap:
            self.next_page = page.next_page
        if self.query_text:
            self._filter_again(held)
            return
        self.shown = self.versions
        if is_gap:
            self.hold(0 if is_following or held is None else self.index_near(held.seq), 0)
        else:
            new = len(self.versions) - known
            self.hold(0 if is_following else self.cursor + new, top + new if top else 0)
            if not is_following:
                self.show_cursor()
        self._entitle()

    def select(self, version_id: str | None) -> None:
        """Put the cursor on a version (`None`: the newest) without telling anyone."""
        for at, version in enumerate(self.shown):
            if version_id is None or version.id == version_id:
                self.move_to(at)
                return

    def index_near(self, seq: int) -> int:
        """Where the version with this seq is, or the next older one."""
        return next((at for at, version in enumerate(self.versions) if version.seq <= seq), 0)

    @property
    def current(self) -> Version | None:
        """The version under the cursor."""
        return self.shown[self.cursor] if self.shown else None

    def before(self, version: Version) -> Version | None:
        """The version before another one, if it was read."""
        older = (candidate for candidate in self.versions if candidate.seq < version.seq)
        return next(older, None)

    # As a list of lines

    @property
    def count(self) -> int:
        return len(self.shown)

    @property
    def empty(self) -> str:
        return "No version is like that." if self.query_text else self.EMPTY

    def row_parts(self, row: int, width: int) -> Parts:
        version = self.shown[row]
        older = self.before(version) if self.query_text else self._under(row)
        has_session = width >= 52
        room = width - 2 - _WHAT - _DELTA - _AGE - (_SESSION if has_session else 0)
        is_marked = self.marked is not None and self.marked.id == version.id
        is_of_agent = self._agent is not None and version.agent == self._agent
        yield "◆ " if is_marked else "• " if is_of_agent else "  ", "live"
        yield fit(what(version, older), _WHAT), ""
        yield fit(visible(figures.who(version), keep=""), room), "bold"
        if has_session:
            session = version.created_by.session_id
            yield fit_right(figures.short_id(session) if session else "", _SESSION), "faint"
        yield fit_right(delta(version, older, is_first=not self.next_page), _DELTA), "dim"
        yield fit_right(figures.age(version.created_at, self._clock()), _AGE), "dim"

    def row_look(self, row: int) -> str:
        is_dim = self._agent is not None and self.shown[row].agent != self._agent
        return "faint" if is_dim else ""

    def spot(self, agent: str | None) -> None:
        """Dim what others than this agent wrote; `None`: nothing is dim."""
        self._agent = agent
        self.repaint()

    def pointed(self) -> None:
        if self.current is not None:
            self.post_message(self.Pointed(self.current))

    def reached(self, row: int) -> None:
        if self.next_page and not self._is_wanting and row + _READ_AHEAD > self.count:
            self._is_wanting = True
            self.post_message(self.Wanted(self.next_page))

    def copied(self) -> tuple[str, str] | None:
        version = self.current
        if version is None or version.content_sha256 is None:
            return None
        return "hash", version.content_sha256

    def clicked(self) -> None:
        self.action_open()

    # Filtering

    def filter(self, query: str) -> None:
        """Show only versions whose agent or session holds these words; none: all of them."""
        held = self.current
        self.query_text = query.strip()
        self._filter_again(held)

    def clear_filter(self) -> None:
        """Show all versions again."""
        if self.query_text:
            self.filter("")
        self.post_message(self.FilterOver())

    def _filter_again(self, held: Version | None) -> None:
        """The same filter on other versions; the cursor stays on its version, or near it."""
        self.shown = [version for version in self.versions if matches(version, self.query_text)]
        seq = held.seq if held is not None else 0
        at = next((at for at, one in enumerate(self.shown) if one.seq <= seq), self.count - 1)
        self.hold(max(0, at), 0)
        self.show_cursor()
        self._entitle()
        # What was not read yet may hold more of it.
        self.reached(self.count)
        if held is not None and self.current is not None and self.current.id != held.id:
            self.pointed()

    def _under(self, row: int) -> Version | None:
        return self.shown[row + 1] if row + 1 < self.count else None

    # What a person does

    def action_filter(self) -> None:
        self.post_message(self.FilterWanted())

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def action_turn(self) -> None:
        if self.current is not None:
            self.post_message(TurnWanted(self.current))

    def action_mark(self) -> None:
        version = self.current
        if version is None:
            return
        is_marked = self.marked is not None and self.marked.id == version.id
        self.marked = None if is_marked else version
        self.repaint()
        self._entitle()

    # Inside

    def _entitle(self) -> None:
        count = f"{len(self.versions)}{'+' if self.next_page else ''}" if self.versions else ""
        if self.query_text:
            count = f"{self.count} of {count}"
        if self.marked is None:
            self.entitle(Heading(self.PANE, count))
        else:
            self.entitle(Heading(self.PANE, "◆ marked", "bold $live"))
