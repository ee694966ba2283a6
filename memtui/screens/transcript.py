"""
One transcript, from any place in it: what was said and done, folded, filtered, followed, searched.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from core.errors import NotFound
from core.transcripts.accesses import Access
from core.transcripts.views import Only, View
from memtui import keys
from memtui.bridge import Batch
from memtui.screens.copying_events import choices
from memtui.screens.transcript_reading import READ
from memtui.screens.transcript_search import TranscriptSearch
from memtui.text import visible
from memtui.trail import Spot
from memtui.widgets import figures
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.pane import Pane
from memtui.widgets.prompt import Sheet
from memtui.widgets.session_list import SIGNS, state_now
from memtui.widgets.tabs import SESSIONS, STORES
from memtui.widgets.transcript_view import TranscriptView
from memtui.widgets.transcript_words import facts
from memtui.work import run_beside

if TYPE_CHECKING:
    from memtui.screens.sessions import SessionsScreen

_ONLY = {Only.TOOLS: "only tools", Only.MEMORY: "only memory", Only.ERRORS: "only errors"}


class TranscriptScreen(TranscriptSearch, inherit_bindings=False):
    """See the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.READING,)
    BINDINGS = keys.bindings(keys.Place.READING)
    TAB = SESSIONS

    def __init__(
        self,
        sessions: "SessionsScreen",
        session_id: str,
        event_id: str | None,
        quote: str | None = None,
    ) -> None:
        """
        Make the screen.

        Args:
            event_id: The event that the cursor is put on; without one, the beginning of a session
                that has ended, and the end of one that runs.
            quote: What stands out in that event.
        """
        super().__init__(sessions.bridge, sessions.workspace, sessions.app, session_id)
        self._sessions = sessions
        self._begin_at, self._quote = event_id, quote
        self.origin: Spot | None = None
        """Where a person was sent from; `None` when the list was."""

    def compose(self) -> ComposeResult:
        self.line.cursor_blink = False
        self.line.display = False
        yield self.title_bar
        yield self.line
        yield Pane(self.transcript)
        yield self.key_bar

    def begin(self) -> None:
        self.transcript.focus()
        self.transcript.stores = self._sessions.stores
        self.start(READ, self._open)

    @property
    def panes(self) -> tuple[Lines, ...]:
        return (self.transcript,)

    def lay_out(self) -> None:
        """One pane is always there."""

    @property
    def spot(self) -> Spot:
        """What is in view, to come back to it."""
        event = self.transcript.event
        return Spot(SESSIONS, session_id=self.session_id, event_id=event.id if event else None)

    # Beginning

    async def _open(self) -> None:
        try:
            self.summary = await self.bridge.ask(lambda b: b.summary(self.session_id))
        except NotFound:
            self.leave()
            raise
        if self._begin_at is not None:
            await self.go_to_quote(self._begin_at, self._quote)
        elif state_now(self.summary, self.clock()) == "ended":
            await self.show_end(is_last=False)
        else:
            self.is_following = True
            await self.show_end(is_last=True)

    # What happens

    def apply(self, batch: Batch) -> None:
        """Events may have come."""
        if not self.is_ready:
            return
        if batch.is_gap or any(one.subject_id == self.session_id for one in batch.changes):
            self.refresh_soon()

    def tick(self) -> None:
        """Time has passed."""
        self.entitle()

    # What is shown

    @on(TranscriptView.Pointed)
    def show_event(self) -> None:
        if self.is_following and not self.transcript.is_at_end:
            self.is_following = False
        if self.transcript.is_at_end:
            self.has_new = False
        self.entitle()
        self.show_keys()

    def entitle(self) -> None:
        summary, shown = self.summary, self.transcript
        if summary is None:
            return
        state = SIGNS[state_now(summary, self.clock())][0]
        title = f"{visible(summary.agent, keep='')} {figures.short_id(summary.id)}"
        if summary.title:
            title = f"{title}: {visible(summary.title, keep='')}"
        asides = [state]
        if self.matches:
            asides.append(f"match {self.match + 1:,} of {len(self.matches):,}")
        if shown.view.only is not None:
            asides.append(_ONLY[shown.view.only])
        if shown.position is not None:
            asides.append(f"{shown.position:,} of {summary.events:,}")
        if self.is_following:
            asides.append("following")
        elif self.has_new:
            asides.append("↓ new")
        event = shown.event
        told = [] if event is None else facts(event, self.app.times)
        if event is not None and event.pointer.source:
            told = [*told, str(event.pointer).rpartition("/")[2]]
        shown.entitle(
            Heading(
                title,
                " · ".join(asides),
                facts=tuple((visible(one, keep=""), "") for one in told) or (("", ""),),
            )
        )
        self.show_place(summary.agent)

    def verbs(self) -> dict[str, str]:
        shown, line = self.transcript, self.transcript.line
        only = shown.view.only
        opens = "fold away" if line is not None and shown.is_open(line.event_id) else "open"
        if shown.access is not None:
            opens = "version"
        return {
            "lines.open": opens,
            "reading.follow": "unfollow" if self.is_following else "follow",
            "transcript.tools": "all" if only is Only.TOOLS else "tools",
            "transcript.memory": "all" if only is Only.MEMORY else "memory",
            "transcript.errors": "all" if only is Only.ERRORS else "errors",
        }

    def offers(self, action: str) -> bool:
        """While words are typed, only what ends that."""
        if self.line.has_focus:
            return action == "back"
        if action in ("next_match", "previous_match"):
            return bool(self.matches)
        return super().offers(action)

    # Actions

    @on(TranscriptView.AccessOpened)
    def open_access(self, message: TranscriptView.AccessOpened) -> None:
        self.start("access", self._open_access, message.access)

    async def _open_access(self, access: Access) -> None:
        store_id = access.memory_store_id
        if store_id is None:
            self.app.tell(
                f"{access.directory} is no store of this workspace;"
                " `memtui ingest --map DIR=STORE` says that it is one."
            )
            return
        if access.memory_id is None:
            self.app.go_to_memory(store_id, access.path)
            return
        self.app.jumps.leave()
        is_diff = access.version_id is not None and access.touch == "write"
        await self.app.jumps.go(
            Spot(
                STORES,
                store_id,
                access.memory_id,
                access.path,
                version_id=access.version_id,
                is_diff=is_diff,
                pane="diff" if is_diff else "content",
            )
        )

    def action_follow(self) -> None:
        self.is_following = not self.is_following
        if self.is_following:
            self.start(READ, self.show_end, is_last=True)
        self.entitle()
        self.show_keys()

    async def action_origin(self) -> None:
        await self.app.jumps.back()

    def action_back(self) -> None:
        if self.line.display:
            self.end_search()
        elif self.transcript.view.only is not None:
            view = self.transcript.view
            self.start(READ, self.read_view, View(None, view.is_folded, view.others))
        else:
            before = None if self.origin is None else self.app.jumps.back_to(self.origin)
            self.leave()
            if before is not None:
                run_beside(self.app, self.app.jumps.go, before)

    def leave(self) -> None:
        """Close the screen: the list is behind it."""
        if self._sessions.transcript is self:
            self._sessions.transcript = None
        if self.is_attached:
            self.dismiss()

    def action_rescan(self) -> None:
        self.refresh_soon()

    def action_copy_what(self) -> None:
        event = self.transcript.event
        if event is None:
            self.app.tell("There is nothing to copy here.")
            return
        offered = choices(event)

        def chosen(key: str | None) -> None:
            if key is not None:
                self.app.copy_to_clipboard(offered[key].text)
                self.app.tell(f"Copied the {offered[key].name}.")

        lines = [(f"{key}  {one.name:<19}{one.shown}", "") for key, one in offered.items()]
        answers = {key: one.name for key, one in offered.items()}
        self.app.push_screen(Sheet("Copy what?", lines, answers), chosen)
