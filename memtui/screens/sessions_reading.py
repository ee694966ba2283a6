"""
What the Sessions screen reads: the list, kept in step by id, and the newest events of one of them.
"""

from typing import TYPE_CHECKING

from textual import on

from memtui.backend.sessions import Summary
from memtui.bridge import Batch, Bridge
from memtui.screens.mode import ModeScreen
from memtui.text import visible
from memtui.typed.session_filter import SessionFilter
from memtui.widgets import figures
from memtui.widgets.lines import Heading
from memtui.widgets.session_list import SIGNS, SessionList, state_now
from memtui.widgets.transcript_lines import TranscriptLines
from memtui.widgets.transcript_rows import rows_of

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_PATIENCE_S = 0.015
_MANY = 200
"""When more sessions changed than this, the list is read again."""
_NEWEST = 40


class SessionsReading(ModeScreen, inherit_bindings=False):
    """The Sessions screen as a reader; see the module."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.list_view = SessionList(app.clock)
        self.preview = TranscriptLines(id="newest-events")
        self.stores: dict[str, str] = {}
        """The names of the stores, by id; safe to show."""
        self._wanted = SessionFilter()
        self._changed: dict[str, None] = {}
        self._is_reading = False
        self._previewed: str | None = None

    def read_list(self) -> None:
        """Read the list from its beginning."""
        self.start("sessions", self._read)

    def read_changed(self, batch: Batch) -> None:
        """Read the sessions that came or changed again, by id."""
        changed = [c.subject_id for c in batch.changes if c.kind.startswith("session.")]
        self._changed |= dict.fromkeys(changed)
        if any(change.kind.startswith("store.") for change in batch.changes):
            self.read_list()
        if self._changed and not self._is_reading:
            self._is_reading = True
            self.start_beside(self._read_changed)

    async def _read(self) -> None:
        wanted = self._wanted
        stores, page = await self.bridge.ask(
            lambda backend: (backend.stores(), backend.summaries(wanted))
        )
        self.stores = {store.id: visible(store.name, keep="") for store in stores}
        if wanted == self._wanted:
            self.list_view.show(page, is_filtered=wanted.is_on)

    @on(SessionList.Wanted)
    def read_on(self, message: SessionList.Wanted) -> None:
        async def read() -> None:
            wanted = self._wanted
            page = await self.bridge.ask(lambda b: b.summaries(wanted, message.page))
            if wanted == self._wanted:
                self.list_view.add_page(page)

        self.start("sessions", read)

    async def _read_changed(self) -> None:
        try:
            while self._changed:
                asked = tuple(self._changed)
                self._changed.clear()
                if len(asked) > _MANY:
                    await self._read()
                else:
                    await self._read_these(asked)
        finally:
            self._is_reading = False

    async def _read_these(self, asked: tuple[str, ...]) -> None:
        wanted = self._wanted
        found = await self.bridge.ask(lambda backend: backend.summaries_by_id(wanted, asked))
        if wanted == self._wanted:
            self.list_view.put(asked, found)
        if self._previewed is not None and self._previewed in asked:
            await self._read_preview(self._previewed)

    @on(SessionList.Pointed)
    def show_selected(self, message: SessionList.Pointed) -> None:
        current = message.summary
        if current is None:
            self._previewed = None
            self.preview.show_lines((), {})
            self.preview.entitle(Heading("Newest events"))
            self.show_place()
        else:
            self.show_place(current.agent)
            self._entitle(current)
            if current.id != self._previewed:
                self._previewed = current.id
                self.start("preview", self._preview, current.id)
        self.show_keys()

    async def _preview(self, session_id: str) -> None:
        # A cursor that runs through the list asks only for what it stays on.
        await self.bridge.hold_back(_PATIENCE_S)
        await self._read_preview(session_id)

    async def _read_preview(self, session_id: str) -> None:
        found = await self.bridge.ask(lambda b: b.newest_events(session_id, _NEWEST))
        if self._previewed != session_id:
            return
        lines = [line for event in found for line in rows_of(event)]
        self.preview.show_lines(lines, {event.id: event for event in found})
        if not self.preview.has_focus:
            self.preview.move_to(len(lines) - 1)

    def _entitle(self, current: Summary) -> None:
        now, times = self.clock(), self.app.times
        state = SIGNS[state_now(current, now)][0].partition(" ")[2]
        ended = current.ended_at or current.last_event_at
        facts = (
            (state, "bold"),
            (f"started {times.full(current.started_at)}", ""),
            ("" if ended is None else f"last event {figures.ago(ended, now)}", ""),
            (visible(current.title or "", keep=""), ""),
            (visible(current.cwd or "", keep=""), ""),
            (", ".join(self.stores.get(one, one) for one in current.stores), "$live"),
        )
        title = f"{visible(current.agent, keep='')}: newest events"
        self.preview.entitle(Heading(title, facts=tuple(fact for fact in facts if fact[0])))
