"""
The Sessions screen: who runs and who ran, what each of them did, and the newest events of one.

What is seen is read by `SessionsReading`; the transcript of one session is a screen above.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from memtui import keys
from memtui.bridge import Batch, Bridge
from memtui.screens.sessions_reading import SessionsReading
from memtui.screens.transcript import TranscriptScreen
from memtui.text import content, visible
from memtui.trail import Spot
from memtui.typed.session_filter import BadFilter, SessionFilter, parse
from memtui.widgets.lines import Lines
from memtui.widgets.opened_line import open_line
from memtui.widgets.pane import Pane
from memtui.widgets.session_list import SessionList
from memtui.widgets.tabs import SESSIONS

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_TYPING_S = 0.1
_WITH_PREVIEW = 28
_HINT = "words  agent:NAME  store:NAME  state:live"


class SessionsScreen(SessionsReading, inherit_bindings=False):
    """See the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.SESSIONS,)
    BINDINGS = keys.bindings(keys.Place.SESSIONS)
    TAB = SESSIONS

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.line = Input(id="session-filter", placeholder=_HINT)
        self._note = Static(id="session-filter-note")
        self.transcript: TranscriptScreen | None = None

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
        self.read_list()

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
        self.read_changed(batch)

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

    # Going to one

    @on(SessionList.Opened)
    def open_selected(self, message: SessionList.Opened) -> None:
        self.app.jumps.leave()
        self.open_transcript(message.summary.id)

    def open_transcript(
        self,
        session_id: str,
        event_id: str | None = None,
        quote: str | None = None,
        origin: Spot | None = None,
    ) -> None:
        """
        Show what happened in a session, at one of its events and a quote if they are named.

        Args:
            origin: Where a person is sent from, and goes back to.
        """
        shown = self.transcript
        if shown is not None and shown.session_id == session_id:
            shown.origin = origin or shown.origin
            if event_id is not None:
                shown.start("read", shown.go_to_quote, event_id, quote)
            return
        if shown is not None:
            shown.leave()
        self.list_view.go_to_session(session_id)
        self.transcript = TranscriptScreen(self, session_id, event_id, quote)
        self.transcript.origin = origin
        self.app.push_screen(self.transcript)

    def show_at(self, session_id: str | None, event_id: str | None) -> None:
        """Show a place that was left; `None` is the list."""
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
        open_line(self.line)

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
        self.read_list()

    def action_hold(self) -> None:
        current = self.list_view.current
        if current is None:
            return
        if current.is_ingested:
            self.app.tell("Only a transcript tells of this session; it does not write through us.")
        else:
            self.hold_writer(current.id, visible(current.agent, keep=""))


_OF_LIST = ("hold", "zoom", "pause", "copy", "filter", "rescan", "open", "previous_pane")
