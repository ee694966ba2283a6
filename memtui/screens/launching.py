"""
Starting a dream: which store, over which time, with which words; and what it will read, first.
"""

from typing import TYPE_CHECKING

from core.errors import InvalidRequest
from core.times import parse_since
from memtui.bridge import Bridge
from memtui.screens.mode import ModeScreen
from memtui.widgets import figures
from memtui.widgets.prompt import Check, Prompt, Sheet

if TYPE_CHECKING:
    from core.dreams.dream import Dream
    from memtui.app import MemtuiApp

WINDOW = "7d"
_LISTED = 12


class Launching(ModeScreen, inherit_bindings=False):
    """What the key for a new dream does; see the module."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.stores: dict[str, str] = {}
        """Names by id, safe to show."""
        self.open_stores: dict[str, str] = {}
        """Ids by name, of stores that are not archived."""

    async def launch(self, store_id: str | None) -> None:
        """Ask for everything, show what would be read, and start it if that is wanted."""
        from core.dreams.dream import Wish

        name = await self._ask("Which store shall be dreamt over?", self._first(store_id), self._no)
        if name is None:
            return
        chosen = self.open_stores[name.strip()]
        since = await self._ask("Sessions since when? 12h, 7d, 2026-11-01", WINDOW, self._no_time)
        if since is None:
            return
        told = await self._ask("What to look at, or to leave alone? (may be empty)", "", _fine)
        if told is None:
            return
        moment = parse_since(since.strip(), self.clock())
        sessions = await self.bridge.ask(lambda b: b.dream_inputs(chosen, moment))
        if not await self._agrees(name.strip(), since.strip(), sessions):
            return
        wish = Wish(chosen, tuple(sessions), instructions=told.strip() or None)
        dream = await self.bridge.ask(lambda backend: backend.launch(wish))
        self.app.tell(
            f"The dream {figures.short_id(dream.id)} has begun; nothing changes before a review."
        )

    async def show_inputs(self, dream: "Dream") -> None:
        """What a dream read, and what it was told."""
        lines = [(f"store     {self.stores.get(dream.memory_store_id, '')}", "bold")]
        lines.append((f"read at   #{dream.seq}" if dream.seq else "not read yet", ""))
        lines.append((f"told      {dream.instructions or 'nothing'}", ""))
        lines += await self._sessions(dream.session_ids)
        lines += [
            (f"not again: {one.title} ({one.reason or 'rejected'})", "dim")
            for one in dream.suppressed
        ]
        await self.app.push_screen_wait(Sheet(f"Inputs of {dream.id}", lines, {}))

    async def _agrees(self, store: str, since: str, sessions: tuple[str, ...]) -> bool:
        lines = [
            (f"store     {store}", "bold"),
            ("dreamer   offline: no key, no network, no cost", ""),
            ("it reads the store as it is now, and proposes; it changes nothing", "dim"),
            *await self._sessions(sessions),
        ]
        title = f"Dream over {figures.counted(len(sessions), 'session', 'sessions')} since {since}?"
        answer = await self.app.push_screen_wait(Sheet(title, lines, {"enter": "dream"}))
        return answer == "enter"

    async def _sessions(self, sessions: tuple[str, ...]) -> list[tuple[str, str]]:
        lines = [(f"sessions  {len(sessions):,}", "")]
        found = await self.bridge.ask(
            lambda backend: [backend.summary(one) for one in sessions[:_LISTED]]
        )
        lines += [
            (f"          {one.agent}  {one.events:,} events  {one.title or ''}", "dim")
            for one in found
        ]
        if len(sessions) > _LISTED:
            lines.append((f"          and {len(sessions) - _LISTED:,} more", "dim"))
        return lines

    async def _ask(self, title: str, value: str, check: Check) -> str | None:
        return await self.app.push_screen_wait(Prompt(title, value, check))

    def _first(self, store_id: str | None) -> str:
        names = {one: name for name, one in self.open_stores.items()}
        return names.get(store_id or "", next(iter(self.open_stores), ""))

    def _no(self, text: str) -> str | None:
        if text.strip() in self.open_stores:
            return None
        return f"There are: {', '.join(self.open_stores) or 'no stores'}."

    def _no_time(self, text: str) -> str | None:
        try:
            parse_since(text.strip(), self.clock())
        except InvalidRequest as error:
            return str(error)
        return None


def _fine(_text: str) -> str | None:
    return None
