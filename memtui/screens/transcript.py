"""
One transcript, from any place in it: what was said and done, folded, filtered, followed, searched.
"""

import re
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from core.errors import CoreError, NotFound
from core.transcripts.accesses import Access
from core.transcripts.views import Only, Side, Stretch, View
from memtui import keys
from memtui.backend.sessions import Summary
from memtui.bridge import Backend, Batch
from memtui.screens.copying_events import choices
from memtui.screens.mode import ModeScreen
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

if TYPE_CHECKING:
    from memtui.screens.sessions import SessionsScreen

PAGE = 200
"""Events that are read at once."""

_ONLY = {Only.TOOLS: "only tools", Only.MEMORY: "only memory", Only.ERRORS: "only errors"}
_READ, _EDGE, _SEARCH = "read", "edge", "search"


class TranscriptScreen(ModeScreen, inherit_bindings=False):
    """See the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.READING,)
    BINDINGS = keys.bindings(keys.Place.READING)
    TAB = SESSIONS

    def __init__(self, sessions: "SessionsScreen", session_id: str, event_id: str | None) -> None:
        """
        Make the screen.

        Args:
            event_id: The event that the cursor is put on; without one, the beginning of a session
                that has ended, and the end of one that runs.
        """
        super().__init__(sessions.bridge, sessions.workspace, sessions.app)
        self.session_id = session_id
        self._sessions = sessions
        self._begin_at = event_id
        self.summary: Summary | None = None
        self.transcript = TranscriptView()
        self.line = Input(id="transcript-search", placeholder='words, "a phrase", begin*')
        self.is_following = False
        self._has_new = False
        self._is_refreshing = self._again = False
        self._matches: list[str] = []
        self._match = -1

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
        self.start(self._open(), _READ)

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

    # Reading

    async def _open(self) -> None:
        try:
            self.summary = await self.bridge.ask(lambda b: b.summary(self.session_id))
        except NotFound:
            self.leave()
            raise
        if self._begin_at is not None:
            await self.go_to_event(self._begin_at)
        elif state_now(self.summary, self.clock()) == "ended":
            await self._show_end(is_last=False)
        else:
            self.is_following = True
            await self._show_end(is_last=True)

    async def _show_end(self, *, is_last: bool) -> None:
        view = self.transcript.view

        def read(backend: Backend) -> Stretch:
            ask = backend.last_events if is_last else backend.first_events
            return ask(self.session_id, view, PAGE)

        self.transcript.show(await self.bridge.ask(read), view)
        if is_last:
            self.transcript.go_to_end()
        else:
            self.transcript.move_to(0)
        self._entitle()

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
        self._entitle()

    @on(TranscriptView.Wanted)
    def read_on(self, message: TranscriptView.Wanted) -> None:
        self.start(self._read_on(is_after=message.is_after), _EDGE)

    async def _read_on(self, *, is_after: bool) -> None:
        shown = self.transcript
        edge = shown.last_event if is_after else shown.first_event
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
        now = shown.last_event if is_after else shown.first_event
        if shown.view == view and now is not None and now.id == edge.id:
            shown.add(piece, is_after=is_after)

    @on(TranscriptView.EndWanted)
    def show_end(self, message: TranscriptView.EndWanted) -> None:
        self.start(self._show_end(is_last=message.is_last), _READ)

    @on(TranscriptView.ViewWanted)
    def change_view(self, message: TranscriptView.ViewWanted) -> None:
        self.start(self._change_view(message.view), _READ)

    async def _change_view(self, view: View) -> None:
        event = self.transcript.event
        if event is None or self.is_following:
            self.transcript.view = view
            await self._show_end(is_last=self.is_following)
            return
        piece = await self.bridge.ask(
            lambda b: b.events_at(self.session_id, view, event.id, Side.AROUND, PAGE)
        )
        if not piece.events and self.transcript.view.only is not view.only:
            piece = await self.bridge.ask(lambda b: b.first_events(self.session_id, view, PAGE))
        self.transcript.show(piece, view)
        if piece.events and not self.transcript.go_to_event(event.id):
            self.transcript.go_to_event(piece.events[min(piece.at, len(piece.events) - 1)].id)
        self._entitle()

    @on(TranscriptView.FoldWanted)
    def fold(self, message: TranscriptView.FoldWanted) -> None:
        self.start(self._fold(message.event_id), _READ)

    async def _fold(self, event_id: str) -> None:
        head = await self.bridge.ask(lambda backend: backend.head_of(event_id))
        if head is None:
            return
        view = self.transcript.view
        others = view.others ^ {head}
        await self.go_to_event(head, View(view.only, view.is_folded, others))

    # What happens

    def apply(self, batch: Batch) -> None:
        """Events may have come."""
        if not self.is_ready:
            return
        if batch.is_gap or any(one.subject_id == self.session_id for one in batch.changes):
            self._refresh()

    def tick(self) -> None:
        """Time has passed."""
        self._entitle()

    def _refresh(self) -> None:
        # Never in place of the look before: were they to come faster than one takes, none would
        # ever be seen.
        self._again = True
        if not self._is_refreshing:
            self._is_refreshing = True
            self.run_worker(self.told(self._refresh_until_quiet()))

    async def _refresh_until_quiet(self) -> None:
        try:
            while self._again:
                self._again = False
                await self._look_again()
        finally:
            self._is_refreshing = False

    async def _look_again(self) -> None:
        try:
            self.summary = await self.bridge.ask(lambda b: b.summary(self.session_id))
        except NotFound:
            self.leave()
            raise
        shown = self.transcript
        first = shown.first_event
        if self.is_following or first is None:
            await self._show_end(is_last=True)
            return
        # An agent that was started may tell of what happened before: all in view is read again.
        view, count, had_after = shown.view, shown.loaded, shown.has_after
        limit = count if had_after else count + PAGE
        piece = await self.bridge.ask(
            lambda b: b.events_at(self.session_id, view, first.id, Side.FROM, limit)
        )
        if shown.view == view and shown.first_event is first and shown.loaded == count:
            self._has_new |= len(piece.events) > count or had_after
            shown.show(piece, view)
        self._entitle()

    # What is shown

    @on(TranscriptView.Pointed)
    def show_event(self) -> None:
        if self.is_following and not self.transcript.is_at_end:
            self.is_following = False
        if self.transcript.is_at_end:
            self._has_new = False
        self._entitle()
        self.show_keys()

    def _entitle(self) -> None:
        summary, shown = self.summary, self.transcript
        if summary is None:
            return
        state = SIGNS[state_now(summary, self.clock())][0]
        title = f"{visible(summary.agent, keep='')} {figures.short_id(summary.id)}"
        if summary.title:
            title = f"{title}: {visible(summary.title, keep='')}"
        asides = [state]
        if self._matches:
            asides.append(f"match {self._match + 1:,} of {len(self._matches):,}")
        if shown.view.only is not None:
            asides.append(_ONLY[shown.view.only])
        if shown.position is not None:
            asides.append(f"{shown.position:,} of {summary.events:,}")
        if self.is_following:
            asides.append("following")
        elif self._has_new:
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
            return bool(self._matches)
        return super().offers(action)

    # Searching

    def action_search(self) -> None:
        self.line.display = True
        self.line.focus()

    @on(Input.Changed, "#transcript-search")
    def keep_visible(self, message: Input.Changed) -> None:
        # What is pasted may come from anywhere.
        safe = visible(message.value, keep="")
        if safe != message.value:
            self.line.value = safe

    @on(Input.Submitted, "#transcript-search")
    def search(self, message: Input.Submitted) -> None:
        if message.value.strip():
            self.start(self._search(message.value), _SEARCH)
        else:
            self._end_search()

    async def _search(self, query: str) -> None:
        found = await self.bridge.ask(lambda b: b.matches(self.session_id, query))
        self.transcript.focus()
        if not found:
            self.app.tell("No event of this session has all these words.")
            return
        self.transcript.words = pattern(query)
        self._matches = list(found)
        event = self.transcript.event
        # Ids grow in the order in which events were read; what is on the screen comes first.
        here = {one.id: at for at, one in enumerate(self.transcript.events.values())}
        at_cursor = here.get(event.id, 0) if event else 0
        near = (at for at, one in enumerate(found) if here.get(one, -1) >= at_cursor)
        await self._go_to_match(next(near, 0))

    async def _go_to_match(self, at: int) -> None:
        self._match = at % len(self._matches)
        event_id = self._matches[self._match]
        if event_id not in self.transcript.events:
            await self.go_to_event(event_id)
        self.is_following = False
        self.transcript.open_event(event_id)
        self.transcript.go_to_words(event_id)
        self._entitle()

    def _end_search(self) -> None:
        self._matches, self._match = [], -1
        self.transcript.words = None
        self.line.value = ""
        self.line.display = False
        self.transcript.focus()
        self.transcript.repaint()
        self._entitle()
        self.show_keys()

    def action_next_match(self) -> None:
        self._step(1)

    def action_previous_match(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._matches:
            self.start(self._go_to_match(self._match + by), _SEARCH)
        else:
            self.app.tell(f"Look for something first, with {self.app.key('reading.search')}.")

    # Actions

    @on(TranscriptView.AccessOpened)
    def open_access(self, message: TranscriptView.AccessOpened) -> None:
        self.start(self._open_access(message.access), "access")

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
            self.start(self._show_end(is_last=True), _READ)
        self._entitle()
        self.show_keys()

    async def action_origin(self) -> None:
        await self.app.jumps.back()

    def action_back(self) -> None:
        if self.line.display:
            self._end_search()
        elif self.transcript.view.only is not None:
            view = self.transcript.view
            self.start(self._change_view(View(None, view.is_folded, view.others)), _READ)
        else:
            self.leave()

    def leave(self) -> None:
        """Close the screen: the list is behind it."""
        if self._sessions.transcript is self:
            self._sessions.transcript = None
        if self.is_attached:
            self.dismiss()

    def action_rescan(self) -> None:
        self._refresh()

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


def pattern(query: str) -> re.Pattern[str] | None:
    """What a query looks for, to mark it in a text."""
    words = re.findall(r"\w+", query)
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None
