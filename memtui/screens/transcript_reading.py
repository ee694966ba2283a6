"""
What the transcript screen reads: events around a place, further ones, and what came meanwhile.
"""

from typing import TYPE_CHECKING

from textual import on

from core.errors import CoreError, NotFound
from core.transcripts.views import Side, Stretch, View
from memtui.backend.sessions import Summary
from memtui.backend.workspace import Backend
from memtui.bridge import Bridge
from memtui.screens.mode import ModeScreen
from memtui.until_quiet import UntilQuiet
from memtui.widgets.transcript_view import TranscriptView

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

PAGE = 200
"""Events that are read at once."""

READ, _EDGE = "read", "edge"


class TranscriptReading(ModeScreen, inherit_bindings=False):
    """The transcript screen as a reader; see the module."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp", session_id: str) -> None:
        super().__init__(bridge, workspace, app)
        self.session_id = session_id
        self.summary: Summary | None = None
        self.transcript = TranscriptView()
        self.is_following = False
        self.has_new = False
        self._newest = UntilQuiet(self.start_beside, self._look_again)

    def entitle(self) -> None:
        """Say what is in view."""
        raise NotImplementedError

    def leave(self) -> None:
        """Close the screen."""
        raise NotImplementedError

    async def show_end(self, *, is_last: bool) -> None:
        """Show the last events, or the first."""
        view = self.transcript.view

        def read(backend: Backend) -> Stretch:
            ask = backend.last_events if is_last else backend.first_events
            return ask(self.session_id, view, PAGE)

        self.transcript.show(await self.bridge.ask(read), view)
        if is_last:
            self.transcript.go_to_end()
        else:
            self.transcript.move_to(0)
        self.entitle()

    async def go_to_event(self, event_id: str, view: View | None = None) -> None:
        """Put the cursor on an event, wherever it is in the session."""
        self.is_following = False
        wanted = self.transcript.view if view is None else view
        piece = await self.bridge.ask(
            lambda b: b.events_at(self.session_id, wanted, event_id, Side.AROUND, PAGE)
        )
        if all(event.id != event_id for event in piece.events) and wanted != View():
            # It is folded or left out: who goes to it wants to see it.
            await self.go_to_event(event_id, View())
            return
        self.transcript.show(piece, wanted)
        self.transcript.go_to_event(event_id)
        self.entitle()

    @on(TranscriptView.Wanted)
    def read_on(self, message: TranscriptView.Wanted) -> None:
        self.start(_EDGE, self._read_on, is_after=message.is_after)

    async def _read_on(self, *, is_after: bool) -> None:
        shown = self.transcript
        edge = shown.loaded.last if is_after else shown.loaded.first
        view, side = shown.view, Side.AFTER if is_after else Side.BEFORE
        if edge is None:
            return
        try:
            piece = await self.bridge.ask(
                lambda b: b.events_at(self.session_id, view, edge.id, side, PAGE)
            )
        except CoreError:
            shown.give_up()
            raise
        now = shown.loaded.last if is_after else shown.loaded.first
        if shown.view == view and now is not None and now.id == edge.id:
            shown.add(piece, is_after=is_after)

    @on(TranscriptView.EndWanted)
    def go_to_an_end(self, message: TranscriptView.EndWanted) -> None:
        self.start(READ, self.show_end, is_last=message.is_last)

    @on(TranscriptView.ViewWanted)
    def change_view(self, message: TranscriptView.ViewWanted) -> None:
        self.start(READ, self.read_view, message.view)

    async def read_view(self, view: View) -> None:
        """Show the same place with others left out or folded."""
        event = self.transcript.event
        if event is None or self.is_following:
            self.transcript.view = view
            await self.show_end(is_last=self.is_following)
            return
        piece = await self.bridge.ask(
            lambda b: b.events_at(self.session_id, view, event.id, Side.AROUND, PAGE)
        )
        if not piece.events and self.transcript.view.only is not view.only:
            piece = await self.bridge.ask(lambda b: b.first_events(self.session_id, view, PAGE))
        self.transcript.show(piece, view)
        if piece.events and not self.transcript.go_to_event(event.id):
            self.transcript.go_to_event(piece.events[min(piece.at, len(piece.events) - 1)].id)
        self.entitle()

    @on(TranscriptView.FoldWanted)
    def fold(self, message: TranscriptView.FoldWanted) -> None:
        self.start(READ, self._fold, message.event_id)

    async def _fold(self, event_id: str) -> None:
        head = await self.bridge.ask(lambda backend: backend.head_of(event_id))
        if head is None:
            return
        view = self.transcript.view
        others = view.others ^ {head}
        await self.go_to_event(head, View(view.only, view.is_folded, others))

    def refresh_soon(self) -> None:
        """Read what is in view again, as soon as the last reading is over."""
        self._newest.ask()

    async def _look_again(self) -> None:
        try:
            self.summary = await self.bridge.ask(lambda b: b.summary(self.session_id))
        except NotFound:
            self.leave()
            raise
        shown = self.transcript
        first = shown.loaded.first
        if self.is_following or first is None:
            await self.show_end(is_last=True)
            return
        # An agent that was started may tell of what happened before: all in view is read again.
        view, count, had_after = shown.view, shown.loaded.count, shown.loaded.has_after
        limit = count if had_after else count + PAGE
        piece = await self.bridge.ask(
            lambda b: b.events_at(self.session_id, view, first.id, Side.FROM, limit)
        )
        if shown.view == view and shown.loaded.first is first and shown.loaded.count == count:
            self.has_new |= len(piece.events) > count or had_after
            shown.show(piece, view)
        self.entitle()
