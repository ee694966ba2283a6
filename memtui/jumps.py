"""
Back and forward over the places of the app: what is a jump, and how one gets back.
"""

from typing import TYPE_CHECKING

from core.errors import NotFound
from core.records.versions import Version
from memtui.trail import Spot, Trail
from memtui.widgets import figures
from memtui.widgets.tabs import CONFLICTS, DREAMS, SEARCH, SESSIONS, STORES, TIMELINE

if TYPE_CHECKING:
    from memtui.app import MemtuiApp


class Jumps:
    """The trail of one app; whoever takes a person elsewhere says `leave` first."""

    def __init__(self, app: "MemtuiApp") -> None:
        self._app = app
        self._trail = Trail()

    @property
    def here(self) -> Spot:
        """What is in view now."""
        mode = self._app.current_mode
        if mode == STORES:
            return self._app.stores.spot
        if mode == CONFLICTS:
            resolver = self._app.modes.conflicts.resolver
            return Spot(mode, conflict_id=None if resolver is None else resolver.conflict_id)
        if mode == SESSIONS:
            transcript = self._app.modes.sessions.transcript
            return Spot(mode) if transcript is None else transcript.spot
        return Spot(mode)

    def leave(self) -> None:
        """A person is about to be taken elsewhere, and may want to come back."""
        self._trail.leave(self.here)

    def back_to(self, origin: Spot) -> Spot | None:
        """That place once more, if one came from there last; `go` shows it."""
        newest = self._trail.newest
        return self._trail.back(self.here) if origin.is_like(newest) else None

    async def back(self) -> None:
        """Go where one was before."""
        await self._go(self._trail.back(self.here), "before this; nothing was opened yet")

    async def forward(self) -> None:
        """Go where one came back from."""
        await self._go(self._trail.forward(self.here), "after this; back was not pressed yet")

    async def go(self, spot: Spot) -> None:
        """Show a place."""
        app = self._app
        if spot.mode == CONFLICTS:
            await app.switch_mode(CONFLICTS)
            if spot.conflict_id is not None:
                app.modes.conflicts.open_resolver(spot.conflict_id)
        elif spot.mode == SESSIONS:
            await app.switch_mode(SESSIONS)
            app.modes.sessions.show_at(spot.session_id, spot.event_id)
        elif spot.mode in (DREAMS, SEARCH, TIMELINE):
            await app.switch_mode(spot.mode)
        elif spot.memory_id:
            await self._go_to_memory(spot)
        else:
            await app.switch_mode(STORES)
            if spot.store_id:
                await app.stores.reveal_folder(spot.store_id, spot.path)

    async def to_session(
        self, session_id: str, event_id: str | None = None, quote: str | None = None
    ) -> None:
        """
        Show a transcript, at an event if one is named; of a session without one its row.

        Args:
            quote: What stands out in the event.

        Raises:
            NotFound: The session is gone.
        """
        app = self._app
        summary = await app.bridge.ask(lambda backend: backend.summary(session_id))
        origin = self.here
        self.leave()
        await app.switch_mode(SESSIONS)
        if summary.events:
            app.modes.sessions.open_transcript(summary.id, event_id, quote, origin)
        else:
            app.modes.sessions.show_row(summary.id)
            app.tell("No transcript of this session was ingested.")

    async def to_writer(self, version: Version) -> None:
        """Show the turn in which a version was written; a sentence says so if none is known."""
        app = self._app
        call = await app.bridge.ask(lambda backend: backend.writer_of(version.id))
        if call is not None:
            await self.to_session(call.session_id, call.event_id)
        elif version.created_by.session_id is None:
            app.tell(f"{figures.who(version)} wrote this outside of any session.")
        else:
            app.tell(f"No ingested transcript tells how {figures.who(version)} wrote this.")

    async def _go(self, spot: Spot | None, why_not: str) -> None:
        if spot is None:
            self._app.tell(f"There is no place {why_not}.")
        else:
            await self.go(spot)

    async def _go_to_memory(self, spot: Spot) -> None:
        app = self._app
        try:
            memory = await app.bridge.ask(lambda backend: backend.memory(spot.memory_id))
        except NotFound:
            further = app.key("app.jump_back")
            app.tell(f"{spot.path} was deleted since; {further} goes further back.")
            return
        await app.switch_mode(STORES)
        if not await app.stores.show_at(spot, memory.path):
            app.tell(f"{memory.path} is not there any more.")
