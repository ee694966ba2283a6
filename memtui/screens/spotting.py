"""
One agent in the light: what it never touched is dim in tree and history, until that is over.
"""

from core.overseeing.agents import Touched
from memtui.bridge import Batch
from memtui.screens.filtering import Filtering
from memtui.text import visible
from memtui.widgets.history import HistoryView


class Spotting(Filtering, inherit_bindings=False):
    """The Stores screen as a view of one agent; see the module."""

    history_view: HistoryView
    agent: str | None = None
    """The agent that is looked at; `None`: all of them."""

    def action_agent(self) -> None:
        if self.agent is not None:
            self.look_at_all()
        else:
            self.start("agent", self._choose)

    async def _choose(self) -> None:
        from memtui.screens.agent_choice import AgentChoice

        agents = await self.bridge.ask(lambda backend: backend.agents())
        name = await self.app.push_screen_wait(AgentChoice(agents, self.clock))
        if name is not None:
            await self._look_at(name)

    async def _look_at(self, name: str) -> None:
        touched = await self.bridge.ask(lambda backend: backend.touched(name))
        self.agent = name
        self._show(name, touched)
        count = len(touched.memory_ids)
        what = "memory" if count == 1 else "memories"
        key = self.app.key("stores.agent")
        self.app.tell(f"{name} touched {count:,} {what} that are there; {key} shows all as before.")

    def look_at_all(self) -> None:
        """All agents are alike again."""
        self.agent = None
        self._show(None, None)

    def respot(self, batch: Batch) -> None:
        """Agents wrote: the one that is looked at may have touched more."""
        mine = [
            change
            for change in batch.changes
            if change.agent == self.agent and change.kind.startswith("memory.")
        ]
        if self.agent is not None and mine:
            self.tree_view.spot_too(mine)

    def _show(self, name: str | None, touched: Touched | None) -> None:
        self.tree_view.spot(touched)
        self.history_view.spot(name)
        self.title_bar.show_agent(None if name is None else visible(name, keep=""))
        self.show_keys()
