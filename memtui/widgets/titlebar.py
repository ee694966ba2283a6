"""
The first line: where we are, and what the workspace does.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Self

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from core.alarms import Alarm
from memtui.text import visible
from memtui.widgets.cells import fit, fit_left
from memtui.widgets.conflict_words import ALARMS
from memtui.widgets.tabs import CONFLICTS, DREAMS, STORES, TABS, tab_words
from memtui.widgets.title_order import Extra, kept

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_MINUTE_S = 60
_BRAND = " memtui "
_UTC = "UTC  "
_LEAST_OF_A_PATH = 12
_INTO = " › "  # noqa: RUF001 - a sign of its own, not an ill-written "greater than"


class Rate:
    """How many writes there were in the last minute, counted by the second."""

    def __init__(self) -> None:
        self._seconds: deque[tuple[int, int]] = deque()
        self._sum = 0

    @classmethod
    def of(cls, newest_first: Iterable[datetime]) -> Self:
        """The rate of what was read about the past."""
        rate = cls()
        for moment in reversed(list(newest_first)):
            rate.add(1, moment)
        return rate

    def add(self, count: int, now: datetime) -> None:
        """So many writes came just now."""
        if count:
            self._seconds.append((int(now.timestamp()), count))
            self._sum += count

    def per_minute(self, now: datetime) -> int:
        """The writes of the last minute."""
        while self._seconds and self._seconds[0][0] <= now.timestamp() - _MINUTE_S:
            self._sum -= self._seconds.popleft()[1]
        return self._sum


class TitleBar(Widget, can_focus=False):
    """One line; what stays in a narrow one is `title_order`'s. All of it is safe to show."""

    app: "MemtuiApp"

    def __init__(self, workspace: str, mode: str = STORES) -> None:
        super().__init__(id="titlebar")
        self._workspace = workspace
        self._mode = mode
        self._alarms: Sequence[Alarm] = ()
        self._tabs: list[tuple[int, int, str]] = []
        self._crumbs: tuple[str, ...] = ()
        self._state = ("● live", "$success")
        self._agent: str | None = None
        self._conflicts = 0
        self._reviews = 0
        # Unknown on a screen of the past, where nothing is written.
        self._per_minute: int | None = None

    def show_place(self, *crumbs: str) -> None:
        """Where the cursor is, outermost first."""
        if crumbs != self._crumbs:
            self._crumbs = crumbs
            self.refresh()

    def show_state(self, sign_and_word: str, look: str) -> None:
        """Whether what is seen is live."""
        if (sign_and_word, look) != self._state:
            self._state = (sign_and_word, look)
            self.refresh()

    def show_agent(self, agent: str | None) -> None:
        """The agent that is looked at; safe to show."""
        self._agent = agent
        self.refresh()

    def show_attention(self, conflicts: int, reviews: int, alarms: Sequence[Alarm]) -> None:
        """How many refused writes and reviews are open, and which alarms are raised."""
        if (conflicts, reviews, alarms) != (self._conflicts, self._reviews, self._alarms):
            self._conflicts, self._reviews, self._alarms = conflicts, reviews, alarms
            self.refresh()

    def show_counts(self, conflicts: int, per_minute: int) -> None:
        """How many refused writes are open, and how many writes there were in a minute."""
        if (conflicts, per_minute) != (self._conflicts, self._per_minute):
            self._conflicts, self._per_minute = conflicts, per_minute
            self.refresh()

    def render(self) -> Content:
        width = self.size.width
        state = f"{self._state[0]} "
        agent = "" if self._agent is None else f"◆ {fit(self._agent, self._agent_width())}  "
        names, short_names = self._names(is_short=False), self._names(is_short=True)
        alarm, short_alarm = self._alarm(is_short=False), self._alarm(is_short=True)
        rate = "" if self._per_minute is None else f"{self._per_minute:,} writes/min  "
        workspace = f" {self._workspace}  "
        always = _BRAND + "".join(short_names) + short_alarm + state
        widths = {
            Extra.NAMES: cell_len("".join(names)) - cell_len("".join(short_names)),
            Extra.PLACE: self._least_place(),
            Extra.RATE: cell_len(rate),
            Extra.WORKSPACE: cell_len(workspace),
        }
        if agent:
            widths[Extra.AGENT] = cell_len(agent)
        if self.app.times.is_utc:
            widths[Extra.UTC] = cell_len(_UTC)
        if self._alarms:
            widths[Extra.ALARM] = cell_len(alarm) - cell_len(short_alarm)
        stays = kept(width - cell_len(always), widths)
        before = [(_BRAND + (workspace if Extra.WORKSPACE in stays else ""), "bold $primary")]
        after = [
            (alarm if Extra.ALARM in stays else short_alarm, "$warning"),
            (agent if Extra.AGENT in stays else "", "$warning"),
            (_UTC if Extra.UTC in stays else "", "$dim"),
            (rate if Extra.RATE in stays else "", "$dim"),
            (state, f"bold {self._state[1]}"),
        ]
        before += self._show_tabs(
            cell_len(before[0][0]), names if Extra.NAMES in stays else short_names
        )
        room = width - sum(cell_len(words) for words, _ in (*before, *after))
        return Content.assemble(*before, (self._place(room), "$dim"), *after)

    def _show_tabs(self, at: int, names: list[str]) -> list[tuple[str, str]]:
        """The tabs with their looks; where they are is remembered, for the mouse."""
        tabs: list[tuple[str, str]] = []
        self._tabs = []
        for (mode, _), words in zip(TABS, names, strict=True):
            needs = "$warning" if "⚠" in words else "$dim"
            tabs.append((words, f"bold {needs} on $cursor" if mode == self._mode else needs))
            self._tabs.append((at, at + cell_len(words), mode))
            at += cell_len(words)
        return tabs

    def _agent_width(self) -> int:
        return min(16, cell_len(self._agent or ""))

    def _least_place(self) -> int:
        """How many cells the place takes at least to be worth it."""
        if not self._crumbs:
            return 0
        return cell_len(_INTO) + min(_LEAST_OF_A_PATH, cell_len(self._crumbs[-1])) + 2

    def _names(self, *, is_short: bool) -> list[str]:
        """What stands in the tabs; short, only those have a name that it matters for."""
        names = []
        needing = {CONFLICTS: self._conflicts, DREAMS: self._reviews}
        for mode, tab in TABS:
            key, count = self.app.keymap.key(f"app.{mode}"), needing.get(mode, 0)
            words = tab_words(mode, key, tab, count)
            if is_short and mode != self._mode:
                words = f" {key} ⚠ {count:,} " if count else f" {key} "
            if mode == self._mode and not self.app.has_colour:
                words = f"[{words[1:-1]}]"
            names.append(words)
        return names

    def on_click(self, event: events.Click) -> None:
        for start, end, mode in self._tabs:
            if start <= event.x < end:
                self.app.call_later(self.app.run_action, mode)

    def _alarm(self, *, is_short: bool) -> str:
        """The worst alarm where there is room, else how many there are."""
        count = len(self._alarms)
        if is_short or not count:
            return f"▲ {count} alarm{'s' if count > 1 else ''}  " if count else ""
        more = f" +{count - 1}" if count > 1 else ""
        worst = self._alarms[0]
        who = fit(visible(worst.agent, keep=""), 20).rstrip()
        return f"▲ {ALARMS[worst.kind]}: {who}{more}  "

    def _place(self, room: int) -> str:
        """The crumbs in so many cells; the last one longest, and of a long path the end."""
        for crumbs in (self._crumbs, self._crumbs[-1:]):
            place = "".join(f"{_INTO}{crumb}" for crumb in crumbs) + "  "
            spare = room - cell_len(place)
            if spare >= 0:
                return place + " " * spare
            if crumbs and cell_len(crumbs[-1]) + spare >= _LEAST_OF_A_PATH:
                head = place[: -len(crumbs[-1]) - 2]
                return head + fit_left(crumbs[-1], cell_len(crumbs[-1]) + spare) + "  "
        return fit("", room)
