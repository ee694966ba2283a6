"""
The Sessions screen: who runs and who ran, what each of them did, and the newest events of one.

Keeps the list in step with the workspace, by id; the transcript of one session is a screen above.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from memtui import keys
from memtui.backend.sessions import Summary
from memtui.bridge import Batch, Bridge
from memtui.screens.mode import ModeScreen
from memtui.screens.transcript import TranscriptScreen
from memtui.text import content, visible
from memtui.typed.session_filter import BadFilter, SessionFilter, parse
from memtui.widgets import figures
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.pane import Pane
from memtui.widgets.session_list import SIGNS, SessionList, state_now
from memtui.widgets.tabs import SESSIONS
from memtui.widgets.transcript_lines import TranscriptLines
from memtui.widgets.transcript_rows import rows_of

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_PATIENCE_S = 0.015
_TYPING_S = 0.1
_MANY = 500
"""When more sessions changed than this, the list is read again."""

_NEWEST = 40
_WITH_PREVIEW = 28
_HINT = "words  agent:NAME  store:NAME  state:live"


class SessionsScreen(ModeScreen, inherit_bindings=False):
    """See the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.SESSIONS,)
    BINDINGS = keys.bindings(keys.Place.SESSIONS)
    TAB = SESSIONS

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.list_view = SessionList(app.clock)
        self.preview = TranscriptLines(id="newest-events")
        self.stores: dict[str, str] = {}
        """The names of the stores, by id; safe to show."""
        self.line = Input(id="session-filter", placeholder=_HINT)
        self._note = Static(id="session-filter-note")
        self.transcript: TranscriptScreen | None = None
        self._wanted = SessionFilter()
        self._changed: dict[str, None] = {}
        self._is_reading = False
        self._previewed: str | None = None

    def compose(self) -> ComposeResult:
        self.line.cursor_blink = False
        self.line.display = self._note.display = False
        yield self.title_bar
        yield self.line
        yield self._note
        yield Pane(self.list_view)
        yield Pane(self.preview)
        yield self.key_bar

    def begin(self) -> None:
        self.list_view.focus()
        self.lay_out()
        self.start("sessions", self._read)

    # Reading

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

    # What happens

    def apply(self, batch: Batch) -> None:
        """One batch of changes: sessions that came or changed are read again, by id."""
        if not self.is_ready:
            return
        if self.transcript is not None:
            self.transcript.apply(batch)
        if batch.is_gap:
            self.action_rescan()
            return
        changed = [c.subject_id for c in batch.changes if c.kind.startswith("session.")]
        self._changed |= dict.fromkeys(changed)
        if any(change.kind.startswith("store.") for change in batch.changes):
            self.start("sessions", self._read)
        if self._changed and not self._is_reading:
            self._is_reading = True
            self.start_beside(self._read_changed)

    @property
    def inner(self) -> tuple[TranscriptScreen, ...]:
        return () if self.transcript is None else (self.transcript,)

    def tick(self) -> None:
        """Time has passed."""
        self.list_view.tick()
        if self.transcript is not None:
            self.transcript.tick()

    # Panes

    @property
    def panes(self) -> tuple[Lines, ...]:
        return self.list_view, self.preview

    @property
    def _has_preview(self) -> bool:
        return self.app.size.height >= _WITH_PREVIEW

    def can_show(self, pane: Lines) -> bool:
        return pane is self.list_view or self._has_preview

    def lay_out(self) -> None:
        if not self.is_ready:
            return
        focused = self.focused_pane
        shown: set[Lines] = {self.list_view}
        if self._has_preview:
            shown = set(self.panes)
        if self.is_zoomed or focused not in shown:
            shown = {focused}
        for pane in self.panes:
            self.query_one(f"#{pane.id}-pane", Pane).display = pane in shown

    def verbs(self) -> dict[str, str]:
        current = self.list_view.current
        is_paused = current is not None and current.status == "paused"
        return {
            "lines.open": "transcript",
            "sessions.hold": "resume writer" if is_paused else "pause writer",
            "sessions.back": "all" if self.line.display else "back",
        }

    def offers(self, action: str) -> bool:
        """While words are typed, only what ends that; without a session, nothing about one."""
        if action == "back":
            return self.line.display or self.is_zoomed or not self.list_view.has_focus
        if self.line.has_focus:
            return action not in _OF_LIST
        current = self.list_view.current
        if action == "hold":
            return current is not None and not current.is_ingested and current.status != "ended"
        if action == "open":
            return current is not None and self.list_view.has_focus
        return super().offers(action)

    # What is selected

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

    @on(SessionList.Opened)
    def open_selected(self, message: SessionList.Opened) -> None:
        self.app.jumps.leave()
        self.open_transcript(message.summary.id)

    def open_transcript(self, session_id: str, event_id: str | None = None) -> None:
        """Show what happened in a session, at one of its events if it is named."""
        shown = self.transcript
        if shown is not None and shown.session_id == session_id:
            if event_id is not None:
                shown.start("read", shown.go_to_event, event_id)
            return
        if shown is not None:
            shown.leave()
        self.list_view.go_to_session(session_id)
        self.transcript = TranscriptScreen(self, session_id, event_id)
        self.app.push_screen(self.transcript)

    def show_at(self, session_id: str | None, event_id: str | None) -> None:
        """Show a place that was left, or that somebody was sent to; `None` is the list."""
        if session_id is not None:
            self.open_transcript(session_id, event_id)
        elif self.transcript is not None:
            self.transcript.leave()

    def show_row(self, session_id: str) -> None:
        """Put the cursor on a session in the list, whatever the filter is."""
        if self.transcript is not None:
            self.transcript.leave()
        self.start("sessions", self._show_row, session_id)

    async def _show_row(self, session_id: str) -> None:
        if self.list_view.go_to_session(session_id):
            return
        # It may be far down, or left out: it is shown as what was looked for.
        self.line.value = session_id
        self.line.display = True
        self._wanted = SessionFilter((session_id,))
        await self._read()
        self.list_view.focus()

    # Filtering

    def action_filter(self) -> None:
        self.line.display = True
        self.line.focus()

    @on(Input.Changed, "#session-filter")
    def filter_list(self, message: Input.Changed) -> None:
        try:
            wanted = parse(message.value, self.stores)
        except BadFilter as reason:
            # What was found before stays in view until the filter is complete.
            self._show_reason(str(reason))
            return
        self._show_reason("")
        if wanted != self._wanted:
            self._wanted = wanted
            self.start("sessions", self._read_soon)

    async def _read_soon(self) -> None:
        await self.bridge.hold_back(_TYPING_S)
        await self._read()

    def _show_reason(self, reason: str) -> None:
        self._note.update(content(reason))
        self._note.display = bool(reason)

    @on(Input.Submitted, "#session-filter")
    def keep_filter(self, message: Input.Submitted) -> None:
        self.line.display = bool(message.value.strip())
        self.list_view.focus()

    # Actions

    def action_back(self) -> None:
        if self.is_zoomed:
            self.action_zoom()
        elif self.line.display and (self.line.has_focus or self.list_view.has_focus):
            self.line.value = ""
            self.line.display = False
            self.list_view.focus()
        else:
            self.list_view.focus()
        self.show_keys()

    def action_rescan(self) -> None:
        self._previewed = None
        self.start("sessions", self._read)

    def action_hold(self) -> None:
        current = self.list_view.current
        if current is None:
            return
        if current.is_ingested:
            self.app.tell("Only a transcript tells of this session; it does not write through us.")
        else:
            self.hold_writer(current.id, visible(current.agent, keep=""))


_OF_LIST = ("hold", "zoom", "pause", "copy", "filter", "rescan", "open", "previous_pane")
