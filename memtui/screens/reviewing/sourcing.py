"""
The way from a hunk to what it rests on: the transcript, or the memory, that a quote is from.
"""

from textual import on

from core.dreams.proposal import Evidence
from core.errors import CoreError
from core.transcripts.views import Side, View
from memtui.reviewing.sources import (
    EVENTS,
    NUMBERS,
    Lines,
    begins,
    from_memory,
    from_transcript,
)
from memtui.screens.reviewing.reviewed import Reviewed
from memtui.widgets.prompt import Beside
from memtui.widgets.review_hunks import HunksView
from memtui.widgets.review_notes import NotesView


class Sourcing(Reviewed, inherit_bindings=False):
    """A review whose evidence can be looked at."""

    hunks_view: HunksView
    notes_view: NotesView
    is_beside = False
    """The hunks share the screen with where a quote is from."""

    def action_source(self) -> None:
        self.in_turn(self._source)

    @on(HunksView.Opened)
    def open_source(self) -> None:
        self.action_source()

    @on(NotesView.Opened)
    def open_evidence(self, message: NotesView.Opened) -> None:
        self.in_turn(self._go_through, message.evidence)

    async def _source(self) -> None:
        here = None if self.notes_view.has_focus else self.hunks_view.evidence
        evidence = here or self.notes_view.evidence
        if evidence is None:
            self.app.tell("Nothing is cited here: the lines speak for themselves.")
        else:
            await self._go_through(evidence)

    async def _go_through(self, evidence: Evidence) -> None:
        """Show one place after the other, as long as the next one is asked for."""
        every = self.notes_view.places
        at = every.index(evidence)
        self._share(is_beside=True)
        try:
            while await self._show(every[at], at + 1, len(every)):
                at = (at + 1) % len(every)
        except CoreError:
            self._share(is_beside=False)
            raise
        self._share(is_beside=False)

    def _share(self, *, is_beside: bool) -> None:
        self.is_beside = self.hunks_view.is_short = is_beside
        self.lay_out()
        self.show_keys()

    def show_keys(self) -> None:
        """Offer what works now: while a quote has the keys, those that stand below it."""
        if self.is_beside:
            self.key_bar.show((), {})
        else:
            super().show_keys()

    async def _show(self, evidence: Evidence, number: int, of: int) -> bool:
        """Show one place; whether the next one is wanted."""
        lines = await self._lines(evidence)
        if lines is None:
            return False
        is_event = evidence.event_id is not None
        what = "the transcript" if is_event else "the memory as it is now"
        answers = {"enter": f"open {what}"} | ({"n": "next place"} if of > 1 else {})
        # Of a transcript its file: what stands before that is long, and says less.
        source = evidence.source.rpartition("/")[2] if is_event else evidence.source
        title = f"{number} of {of}: {source}" if of > 1 else source
        sheet = Beside(title, lines, answers, at=begins(lines), hang=0 if is_event else NUMBERS)
        answer = await self.app.push_screen_wait(sheet)
        if answer == "enter":
            await self._go_there(evidence)
        return answer == "n"

    async def _lines(self, evidence: Evidence) -> Lines | None:
        """What is shown of a place; `None` when there is nothing left of it, which is told."""
        event_id, session_id, look = evidence.event_id, evidence.session_id, self.seen
        if event_id is None or session_id is None:
            path = evidence.source.rpartition(":")[0]
            if look is not None and path in look.base:
                # As the dream read it: the quote is of that text.
                return from_memory(look.base[path], evidence.source, evidence.quote)
            await self._go_there(evidence)
            return None
        cited = await self.bridge.ask(lambda backend: backend.evidence_event(event_id))
        if cited is None:
            self.app.tell("The transcript was deleted since; ctrl+r reads the review again.")
            return None
        found = await self.bridge.ask(
            lambda b: b.events_at(session_id, View(), event_id, Side.AROUND, EVENTS)
        )
        return from_transcript(found, cited, evidence.quote, self.app.times)

    async def _go_there(self, evidence: Evidence) -> None:
        if evidence.event_id is not None and evidence.session_id is not None:
            session_id, event_id, quote = evidence.session_id, evidence.event_id, evidence.quote
            await self.app.jumps.to_session(session_id, event_id, quote)
        elif self.seen is not None:
            store_id = self.seen.dream.memory_store_id
            self.app.go_to_memory(store_id, evidence.source.rpartition(":")[0])
