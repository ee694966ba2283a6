"""
A list of agents to choose one from: what each of them wrote, and when it was last seen.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from core.overseeing.agents import AgentSeen
from core.times import Clock
from memtui.text import content, visible
from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts
from memtui.widgets.pane import Pane

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_WRITES, _SEEN = 14, 10


class AgentLines(Lines):
    """The agents, one a line."""

    EMPTY: ClassVar[str] = "No agent had a session yet."

    class Chosen(Message):
        """An agent was chosen: the one under the cursor."""

    def __init__(self, agents: Sequence[AgentSeen], clock: Clock) -> None:
        super().__init__(id="agents")
        self.agents = agents
        self._clock = clock
        self.heading = Heading("Show what one agent touched", "writes, last seen")

    @property
    def count(self) -> int:
        return len(self.agents)

    def row_parts(self, row: int, width: int) -> Parts:
        one = self.agents[row]
        yield fit(visible(one.name, keep=""), width - _WRITES - _SEEN), "bold"
        yield fit_right(f"{one.writes:,}", _WRITES), ""
        yield fit_right(figures.ago(one.last_seen, self._clock()), _SEEN), "dim"

    def clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.agents:
            self.post_message(self.Chosen())


class AgentChoice(ModalScreen[str | None]):
    """Gives the name of the agent that was chosen, or nothing."""

    app: "MemtuiApp"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave")]

    def __init__(self, agents: Sequence[AgentSeen], clock: Clock) -> None:
        super().__init__()
        self._lines = AgentLines(agents, clock)

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Pane(self._lines)
            yield Static(content("⏎ choose   esc leave it"))

    def on_mount(self) -> None:
        self._lines.focus()
        self.query_one("#sheet").styles.height = min(self._lines.count, 20) + 5

    def on_agent_lines_chosen(self) -> None:
        self.dismiss(self._lines.agents[self._lines.cursor].name)

    def action_leave(self) -> None:
        self.dismiss(None)
