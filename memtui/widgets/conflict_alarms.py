"""
What is unusual in the workspace now, one line each, the worst first.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from core.overseeing.alarms import Alarm
from memtui import keys
from memtui.text import visible
from memtui.widgets.cells import fit, fit_left
from memtui.widgets.conflict_words import ALARMS
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts

_KIND = 12


class AlarmList(Lines):
    """The raised alarms."""

    PLACES = (keys.Place.CONFLICTS,)
    PANE = "Alarms"
    EMPTY: ClassVar[str] = "Nothing unusual."

    def __init__(self, *, id: str = "alarms") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.alarms: Sequence[Alarm] = ()
        self._stores: Mapping[str, str] = {}

    def set_stores(self, names: Mapping[str, str]) -> None:
        """What the stores are called, by id; safe to show."""
        self._stores = names
        self.repaint()

    def show(self, alarms: Sequence[Alarm]) -> None:
        """These are raised now; the cursor stays on its alarm."""
        before = self.current
        self.alarms = alarms
        names = [(one.kind, one.agent, one.session_id) for one in alarms]
        name = None if before is None else (before.kind, before.agent, before.session_id)
        self.hold(names.index(name) if name in names else self.cursor, self.scroll_offset.y)
        self.entitle(Heading(self.PANE, str(len(alarms)) if alarms else "", "bold $warning"))

    @property
    def current(self) -> Alarm | None:
        """The alarm under the cursor."""
        return self.alarms[self.cursor] if self.alarms else None

    @property
    def count(self) -> int:
        return len(self.alarms)

    def row_parts(self, row: int, width: int) -> Parts:
        alarm = self.alarms[row]
        yield "▲ ", "warn"
        yield fit(ALARMS[alarm.kind], _KIND), "warn"
        store = self._stores.get(alarm.memory_store_id or "", "")
        place = visible(alarm.path, keep="") if alarm.path else store
        room = max(0, min(40, width - _KIND - 2 - 50))
        yield fit(visible(alarm.message, keep=""), width - _KIND - 2 - room), "bold"
        yield fit_left(place, room), "dim"

    def copied(self) -> tuple[str, str] | None:
        return None if self.current is None else ("alarm", self.current.message)
