"""
The first line: where we are, and what the workspace does.
"""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Self

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from core.overseeing.alarms import Alarm
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
_SPACED, _TIGHT = " {} {} {} ", "{}{}{} "
"""Key, sign and number of what needs a person; the second where there is hardly any room."""
_INTO = " › "  # noqa: RUF001 - a sign of its own, not an ill-written "greater than"


class Rate:
    """How many writes there were in the last minute, counted by the second."""

    def __init__(self) -> None:
        self._seconds: deque[tuple[int, int]] = deque()
        self._sum = 0

    @classmethod
    def of(cls, newest_first: Sequence[datetime], total: int = 0) -> Self:
        """
        The rate of what was read about the past.

        Args:
            total: How many there were in the last minute, when only the newest were read.
        """
        rate = cls()
        if newest_first:
            # The others came before the oldest that is known, and nobody knows when.
            rate.add(max(0, total - len(newest_first)), newest_first[-1])
        for moment in reversed(newest_first):
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
        bare, alarm = self._counts(_SPACED), self._alarm(_SPACED)
        if cell_len("".join(bare) + alarm + state) > width:
            bare, alarm = self._counts(_TIGHT), self._alarm(_TIGHT)
        short, names, worst = self._short_names(), self._names(), self._worst_alarm()
        rate = "" if self._per_minute is None else f"{self._per_minute:,} writes/min  "
        workspace = f" {self._workspace}  "
        widths = {
            Extra.KEYS: [cell_len("".join(short)) - cell_len("".join(bare))],
            Extra.BRAND: [cell_len(_BRAND)],
            Extra.NAMES: [
                cell_len(name) - cell_len(key) for name, key in zip(names, short, strict=True)
            ],
            Extra.PLACE: [self._least_place()],
            Extra.RATE: [cell_len(rate)],
            Extra.WORKSPACE: [cell_len(workspace)],
        }
        if agent:
            widths[Extra.AGENT] = [cell_len(agent)]
        if self.app.times.is_utc:
            widths[Extra.UTC] = [cell_len(_UTC)]
        if self._alarms:
            widths[Extra.ALARM] = [cell_len(worst) - cell_len(alarm)]
        stays = kept(width - cell_len("".join(bare) + alarm + state), widths)
        brand = _BRAND if Extra.BRAND in stays else ""
        before = [(brand + (workspace if Extra.WORKSPACE in stays else ""), "bold $primary")]
        after = [
            (worst if Extra.ALARM in stays else alarm, "$warning"),
            (agent if Extra.AGENT in stays else "", "$warning"),
            (_UTC if Extra.UTC in stays else "", "$dim"),
            (rate if Extra.RATE in stays else "", "$dim"),
            (state, f"bold {self._state[1]}"),
        ]
        named = stays.get(Extra.NAMES, 0)
        tabs = [*names[:named], *short[named:]] if Extra.KEYS in stays else bare
        before += self._show_tabs(cell_len(before[0][0]), tabs)
        room = width - sum(cell_len(words) for words, _ in (*before, *after))
        place = self._place(room) if Extra.PLACE in stays else fit("", room)
        return Content.assemble(*before, (place, "$dim"), *after)

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

    def _names(self) -> list[str]:
        """What stands in the tabs."""
        return [
            self._framed(mode, tab_words(mode, self._key(mode), tab, self._needing(mode)))
            for mode, tab in TABS
        ]

    def _short_names(self) -> list[str]:
        """The same, where only those have a name that it matters for."""
        found = []
        for (mode, _), name in zip(TABS, self._names(), strict=True):
            key, count = self._key(mode), self._needing(mode)
            words = f" {key} ⚠ {count:,} " if count else f" {key} "
            found.append(name if mode == self._mode else words)
        return found

    def _counts(self, form: str) -> list[str]:
        """Of each tab how much in it needs a person, and nothing else."""
        found = []
        for mode, _ in TABS:
            key, count = self._key(mode), self._needing(mode)
            found.append(form.format(key, "⚠", f"{count:,}") if count else "")
        return found

    def _framed(self, mode: str, words: str) -> str:
        is_plain = mode == self._mode and not self.app.has_colour
        return f"[{words[1:-1]}]" if is_plain else words

    def _key(self, mode: str) -> str:
        return self.app.keymap.key(f"app.{mode}")

    def _needing(self, mode: str) -> int:
        return {CONFLICTS: self._conflicts, DREAMS: self._reviews}.get(mode, 0)

    def on_click(self, event: events.Click) -> None:
        for start, end, mode in self._tabs:
            if start <= event.x < end:
                self.app.call_later(self.app.run_action, mode)

    def _alarm(self, form: str) -> str:
        """How many alarms there are."""
        count = len(self._alarms)
        if form == _TIGHT or not count:
            return f"▲{count} " if count else ""
        return f"▲ {count} alarm{'s' if count > 1 else ''}  "

    def _worst_alarm(self) -> str:
        """What the worst is about."""
        if not self._alarms:
            return ""
        more = f" +{len(self._alarms) - 1}" if len(self._alarms) > 1 else ""
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
