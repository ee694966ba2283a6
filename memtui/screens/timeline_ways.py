"""
The ways from a mark of the timeline: to the version, the conflict or the dream, and to the turn.
"""

from textual import on

from core.errors import NotFound
from memtui.backend.timeline import MarkKind
from memtui.backend.workspace import Backend
from memtui.screens.timeline_reading import TimelineReading
from memtui.trail import Spot
from memtui.widgets import timeline_words as words
from memtui.widgets.changed_list import ChangedList
from memtui.widgets.tabs import STORES
from memtui.widgets.timeline_lanes import LaneView


class TimelineWays(TimelineReading, inherit_bindings=False):
    """The Timeline screen as a place to go on from; see the module."""

    @on(LaneView.Opened)
    def open_mark(self) -> None:
        mark = self.lanes_view.mark
        if mark is None:
            return
        match mark.kind:
            case MarkKind.WRITE:
                self.start("open", self._open_version, mark.subject_id)
            case MarkKind.CONFLICT:
                self.start("open", self.app.go_to_conflict, mark.subject_id)
            case MarkKind.READ | MarkKind.ERROR:
                self.action_session()
            case MarkKind.DREAM:
                self.start("open", self.app.go_to_dream, mark.subject_id)

    @on(ChangedList.Opened)
    def open_changed(self) -> None:
        current = self.changed_view.current
        if current is not None:
            self.start("open", self._open_version, current.last_version_id)

    async def _open_version(self, version_id: str) -> None:
        def look(backend: Backend) -> tuple[Spot, bool]:
            version = backend.version(version_id)
            try:
                is_newest = backend.memory(version.memory_id).memory_version_id == version_id
            except NotFound:
                is_newest = False
            spot = Spot(
                STORES,
                version.memory_store_id,
                version.memory_id,
                version.path or "",
                version_id=None if is_newest else version_id,
                pane="content",
            )
            return spot, is_newest

        spot, _ = await self.bridge.ask(look)
        self.app.jumps.leave()
        await self.app.jumps.go(spot)

    def action_session(self) -> None:
        behind, mark = self.behind, self.lanes_view.mark
        if mark is None:
            return
        if behind is not None and behind.mark == mark and behind.turn is not None:
            session_id, event_id = behind.turn.session_id, behind.event_id
        elif mark.kind in words.ONLY_TURN:
            session_id, event_id = mark.session_id or "", mark.subject_id
        elif mark.session_id is not None:
            session_id, event_id = mark.session_id, None
        else:
            self.app.tell(f"{words.who(mark)} did this without a session.")
            return
        self.start("open", self.app.jumps.to_session, session_id, event_id)
