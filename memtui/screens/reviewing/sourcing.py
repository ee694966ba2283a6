"""
The way from a hunk to what it rests on: the event or the lines that a quote is from.
"""

from textual import on

from core.dreams.proposal import Evidence
from core.dreams.reviewing.looking import Look
from memtui.reviewing.notes import around, around_line
from memtui.screens.reviewing.reviewed import Reviewed
from memtui.widgets.prompt import Sheet
from memtui.widgets.review_hunks import HunksView
from memtui.widgets.review_notes import NotesView


class Sourcing(Reviewed, inherit_bindings=False):
    """A review whose evidence can be looked at."""

    notes_view: NotesView

    def action_source(self) -> None:
        self.in_turn(self._source)

    async def _source(self) -> None:
        evidence = self.notes_view.evidence
        if evidence is None:
            self.app.tell("Nothing is cited here: the lines speak for themselves.")
        else:
            await self._open(evidence)

    @on(HunksView.Opened)
    def open_source(self) -> None:
        self.action_source()

    @on(NotesView.Opened)
    def open_evidence(self, message: NotesView.Opened) -> None:
        self.in_turn(self._open, message.evidence)

    async def _open(self, evidence: Evidence) -> None:
        look = self.seen
        if evidence.event_id is None or evidence.session_id is None:
            if look is not None:
                await self._open_memory(look, evidence)
            return
        event_id = evidence.event_id
        event = await self.bridge.ask(lambda backend: backend.evidence_event(event_id))
        if event is None:
            self.app.tell("The transcript was deleted since; the quote is all that is left of it.")
            return
        answers = {"enter": "open the transcript"}
        sheet = Sheet(str(event.pointer), around(event, evidence.quote), answers)
        if await self.app.push_screen_wait(sheet) == "enter":
            await self.app.jumps.to_session(evidence.session_id, event_id)

    async def _open_memory(self, look: Look, evidence: Evidence) -> None:
        """The lines as the dream read them, where they are at hand; then the memory itself."""
        path = evidence.source.rpartition(":")[0]
        if path in look.base:
            lines = around_line(look.base[path], evidence.source, evidence.quote)
            answers = {"enter": "open the memory as it is now"}
            if await self.app.push_screen_wait(Sheet(evidence.source, lines, answers)) is None:
                return
        self.app.go_to_memory(look.dream.memory_store_id, path)
