"""
The ways from a conflict: to the writers, to the turns in which they wrote, and to the memory.
"""

from core.conflicts import Conflict
from core.records.versions import Version
from memtui.screens.deciding import Deciding
from memtui.screens.mode import ModeScreen
from memtui.widgets import figures
from memtui.widgets.conflict_words import writer


class ConflictWays(ModeScreen):
    """A conflict from which one can go on."""

    deciding: Deciding

    @property
    def writer_session(self) -> str | None:
        """The session whose write was refused."""
        opened = self.deciding.opened
        return None if opened is None else opened.sides.conflict.created_by.session_id

    def action_hold(self) -> None:
        opened = self.deciding.opened
        if opened is not None:
            self.hold_writer(self.writer_session, writer(opened.sides.conflict))

    def action_my_turn(self) -> None:
        opened = self.deciding.opened
        if opened is not None:
            self.start("turn", self._go_to_attempt, opened.sides.conflict)

    async def _go_to_attempt(self, conflict: Conflict) -> None:
        session_id = conflict.created_by.session_id
        if session_id is None:
            self.app.tell(f"{writer(conflict)} is not a session, so there is no turn to show.")
            return
        store_id, path, at = conflict.memory_store_id, conflict.path, conflict.created_at
        call = await self.bridge.ask(lambda b: b.attempt(session_id, store_id, path, at))
        await self.app.jumps.to_session(session_id, None if call is None else call.event_id)

    def action_their_turn(self) -> None:
        opened = self.deciding.opened
        theirs = None if opened is None else opened.theirs
        if theirs is None:
            self.app.tell("Nothing stands against it any more, so there is no turn to show.")
        else:
            self.start("turn", self._go_to_theirs, theirs)

    async def _go_to_theirs(self, theirs: Version) -> None:
        call = await self.bridge.ask(lambda backend: backend.writer_of(theirs.id))
        session_id = theirs.created_by.session_id
        if call is not None:
            await self.app.jumps.to_session(call.session_id, call.event_id)
        elif session_id is not None:
            await self.app.jumps.to_session(session_id)
        else:
            self.app.tell(f"{figures.who(theirs)} is not a session, so there is no turn to show.")

    def action_memory(self) -> None:
        opened = self.deciding.opened
        if opened is not None:
            conflict = opened.sides.conflict
            path = (opened.theirs.path if opened.theirs else None) or conflict.path
            self.app.go_to_memory(conflict.memory_store_id, path)
