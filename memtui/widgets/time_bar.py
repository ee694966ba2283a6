"""
Where one is in the past of a store: a sentence, and a track with a mark.
"""

from dataclasses import dataclass

from textual.message import Message

from core.changes import Change
from memtui.text import visible
from memtui.widgets.cells import fit
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts


class TimeBar(Lines):
    """The bar; while it has the keys, moving in it is moving through time."""

    PANE = "Time travel"

    @dataclass
    class Stepped(Message):
        """So many changes on, or back."""

        by: int

    @dataclass
    class Opened(Message):
        """The memory that changed is wanted."""

    def __init__(self, total: int, *, id: str = "time") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.total = total
        self.at = total - 1
        self._change: Change | None = None

    def show_position(self, at: int) -> None:
        """Where in time we are going."""
        self.at = at
        self.repaint()

    def show_change(self, change: Change | None) -> None:
        """The change after which the store is shown."""
        self._change = change
        self.entitle(Heading(self.PANE, "nothing can be written here", "bold $warning"))
        self.repaint()

    @property
    def sentence(self) -> str:
        """What is seen, and the way back."""
        change = self._change
        when = self.app.times.of_day(change.at) if change is not None else "…"
        place = f"change {self.at + 1:,} of {self.total:,}"
        return f"as it was {when}, {place} - {self.app.key('travel.back')} returns to now"

    # As lines

    @property
    def count(self) -> int:
        return 3

    @property
    def has_cursor(self) -> bool:
        return False

    def row_parts(self, row: int, width: int) -> Parts:
        if row == 0:
            yield fit(self.sentence, width), "bold warn"
        elif row == 1:
            done = (width - 1) * self.at // max(1, self.total - 1)
            yield "━" * done, "live"
            yield "●", "strong"
            yield "─" * (width - 1 - done), "faint"
        elif self._change is not None:
            change = self._change
            day = self.app.times.day(change.at)
            deed = change.kind.partition(".")[2]
            who = change.agent or change.created_by.id
            told = f"{day}  {who} {deed} {change.path or 'a memory'}"
            yield fit(visible(told, keep=""), width), "dim"

    # Keys

    def action_down(self) -> None:
        self.post_message(self.Stepped(1))

    def action_up(self) -> None:
        self.post_message(self.Stepped(-1))

    def action_half_down(self) -> None:
        self.post_message(self.Stepped(10))

    def action_half_up(self) -> None:
        self.post_message(self.Stepped(-10))

    def action_page_down(self) -> None:
        self.action_half_down()

    def action_page_up(self) -> None:
        self.action_half_up()

    def action_top(self) -> None:
        self.post_message(self.Stepped(-self.total))

    def action_bottom(self) -> None:
        self.post_message(self.Stepped(self.total))

    def action_open(self) -> None:
        self.post_message(self.Opened())
