"""
The memories that changed in a selected span of time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from memtui.backend.timeline import Changed
from memtui.text import visible
from memtui.widgets.cells import fit, fit_left, fit_right
from memtui.widgets.figures import size
from memtui.widgets.lines import Lines
from memtui.widgets.painted import Parts

LIMIT = 1_000
"""Memories listed; the last ones written come first."""

_SIGNS = {"created": "+", "modified": "~", "deleted": "-"}
_LOOKS = {"created": "add", "modified": "", "deleted": "del"}


class ChangedList(Lines):
    """One line for each memory."""

    PANE = "Changed"
    EMPTY: ClassVar[str] = "No memory was written in this span."

    @dataclass
    class Pointed(Message):
        """Another memory has the cursor."""

    @dataclass
    class Opened(Message):
        """The memory under the cursor is wanted."""

    def __init__(self) -> None:
        super().__init__(id="changed")
        self._changed: Sequence[Changed] = ()
        self._stores: Mapping[str, str] = {}

    def show(self, changed: Sequence[Changed], stores: Mapping[str, str]) -> None:
        """Show these; `stores` are safe names by id."""
        self._changed, self._stores = changed, stores
        self.hold(0, 0)

    @property
    def current(self) -> Changed | None:
        """The memory under the cursor."""
        return self._changed[self.cursor] if self._changed else None

    @property
    def count(self) -> int:
        return len(self._changed)

    def row_parts(self, row: int, width: int) -> Parts:
        one = self._changed[row]
        yield fit(_SIGNS.get(one.operation, "~"), 2), f"{_LOOKS.get(one.operation, '')} bold"
        agents = visible(", ".join(one.agents), keep="")
        room = width - 2 - 6
        who = max(12, room * 30 // 100)
        store = self._stores.get(one.memory_store_id, "") if room >= 90 else ""
        if store:
            yield fit(store, 20) + "  ", "dim"
            room -= 22
        yield fit_left(visible(one.path, keep="") or "(redacted)", room - who - 2) + "  ", ""
        yield fit(agents, who), "bold"
        yield fit_right(f"×{size(one.writes)}", 6), "dim"  # noqa: RUF001 - "times"

    def pointed(self) -> None:
        self.post_message(self.Pointed())

    def clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened())

    def copied(self) -> tuple[str, str] | None:
        return None if self.current is None else ("path", self.current.path)
