"""
The Timeline screen: who did what when, and what stands behind each mark.

What is seen is read by `TimelineReading`, arranged by `TimelinePanes`, and gone on from by
`TimelineWays`; here is what else a person does with it.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input, Static

from core.errors import CoreError
from memtui import keys
from memtui.backend.timeline import Mark, MarkKind
from memtui.screens.timeline_panes import LanesPane, TimelinePanes
from memtui.screens.timeline_ways import TimelineWays
from memtui.text import content, visible
from memtui.typed.moment import moment_of
from memtui.typed.timeline_filter import BadFilter, parse
from memtui.widgets.changed_list import ChangedList
from memtui.widgets.opened_line import open_line
from memtui.widgets.pane import Pane
from memtui.widgets.prompt import Prompt
from memtui.widgets.timeline_lanes import LaneView

if TYPE_CHECKING:
    from memtui.app import MemtuiApp
    from memtui.bridge import Bridge

_HINT = "agent  kind:write,conflict  store:NAME  path:/notes/  session:ID"


class TimelineScreen(TimelinePanes, TimelineWays, inherit_bindings=False):
    """See the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.TIMELINE,)
    BINDINGS = keys.bindings(keys.Place.TIMELINE)

    def __init__(self, bridge: "Bridge", workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.line = Input(id="timeline-filter", placeholder=_HINT)
        self._reason = Static(id="timeline-reason")
        self.is_listing = False
        """Whether what changed in a span is listed."""

    def compose(self) -> ComposeResult:
        self.line.cursor_blink = False
        self.line.display = self._reason.display = False
        yield self.title_bar
        yield self.line
        yield self._reason
        yield LanesPane(self.lanes_view, self.head)
        with Container(id="timeline-lower"):
            yield Pane(self.changed_view)
            yield Pane(self.diff_view)
            yield Pane(self.turn_view)
        yield self.key_bar

    def begin(self) -> None:
        self.lanes_view.focus()
        self.lay_out()
        # The number of columns is that of the pane, which has its size after this.
        self.call_after_refresh(lambda: self.start("first", self.read_first))

    # Keys

    def verbs(self) -> dict[str, str]:
        lanes = self.lanes_view
        return {
            "lines.open": "open" if self.changed_view.has_focus else self._open_verb(),
            "lanes.follow": "unfollow" if lanes.is_following else "follow",
            "timeline.select": "list span" if lanes.span_from is not None else "select",
            "timeline.by_session": "by agent" if lanes.by_session else "by session",
            "timeline.filter": "filter",
        }

    def _open_verb(self) -> str:
        mark = self.lanes_view.mark
        return "resolve" if mark is not None and mark.kind is MarkKind.CONFLICT else "open"

    def offers(self, action: str) -> bool:
        """While a filter is typed, only what ends that; and nothing about marks without one."""
        if self.line.has_focus:
            return action in ("back", "next_pane")
        lanes = self.lanes_view
        if action == "compare":
            return lanes.span_from is not None and not self.is_listing
        if action == "session":
            return lanes.mark is not None and lanes.mark.session_id is not None
        if action in ("open", "select"):
            return lanes.mark is not None
        if action == "back":
            return self._can_go_back
        return super().offers(action)

    @property
    def _can_go_back(self) -> bool:
        return (
            self.is_zoomed
            or self.is_listing
            or not self.lanes_view.has_focus
            or self.lanes_view.span_from is not None
            or self.line.display
        )

    # Moving

    @on(LaneView.Wanted)
    def read_wanted(self) -> None:
        self.follow_now()
        self.read_soon(hurry=True)
        self.show_keys()

    @on(LaneView.Stepped)
    def step(self, message: LaneView.Stepped) -> None:
        self.take_step(is_back=message.is_back)

    @on(LaneView.Left)
    def go_to_lane(self) -> None:
        self.start("lane", self.find_mark_of_lane)

    # A span

    def action_select(self) -> None:
        lanes = self.lanes_view
        if lanes.mark is None:
            self.app.tell("There is no mark here to begin a span at.")
        elif lanes.span_from is None:
            lanes.span_from = lanes.mark
            key = self.app.key("timeline.select")
            self.app.tell(f"The span begins here; go to its other end and press {key} again.")
        else:
            self.is_listing = True
            self.start("changed", self._list_changed, lanes.span_from, lanes.mark)
        self.show_window()

    async def _list_changed(self, first: Mark, last: Mark) -> None:
        await self.read_changed(first.at, last.at)
        self.go_to_pane(self.changed_view)

    @on(ChangedList.Pointed)
    def show_changed(self) -> None:
        self.start("behind", self.read_change)

    def action_compare(self) -> None:
        lanes = self.lanes_view
        first, last = lanes.span_from, lanes.mark
        if first is None or last is None:
            key = self.app.key("timeline.select")
            self.app.tell(f"Mark a write with {key} first; then this compares another with it.")
        elif {first.kind, last.kind} != {MarkKind.WRITE}:
            self.app.tell("Only two writes can be compared; both ends have to be one.")
        else:
            older, newer = sorted((first, last), key=lambda mark: mark.at)
            self.start("behind", self.read_between, older, newer)

    # Filter, time, lanes

    def action_filter(self) -> None:
        open_line(self.line)

    @on(Input.Changed, "#timeline-filter")
    def filter_while_typing(self, message: Input.Changed) -> None:
        message.stop()
        safe = visible(message.value, keep="")
        if safe != message.value:
            self.line.value = safe
            return
        try:
            wanted = parse(safe, self.stores)
        except BadFilter as reason:
            # What was let through before stays in view until the term is complete.
            self._reason.update(content(str(reason)))
            self._reason.display = True
            return
        self._reason.display = False
        self.filter_by(wanted)

    @on(Input.Submitted, "#timeline-filter")
    def keep_filter(self) -> None:
        self.line.display = bool(self.line.value.strip())
        self.lanes_view.focus()

    def action_by_session(self) -> None:
        self.lanes_view.by_session = not self.lanes_view.by_session
        self.read_soon(hurry=True)
        self.show_keys()

    def action_jump(self) -> None:
        example = self.app.times.full(self.clock())
        title = f"To which time? For example {example}, 14:30, 2h (ago) or now"
        self.app.push_screen(Prompt(title, "", self._why_no_time), self._jump)

    def _why_no_time(self, text: str) -> str | None:
        try:
            moment_of(text, self.clock(), self.app.times)
        except (ValueError, OverflowError, CoreError):
            return "That is no time: write 14:30, 2026-11-20, 2026-11-20 14:30, 2h, 7d or now."
        return None

    def _jump(self, text: str | None) -> None:
        if text is not None:
            self.start("lane", self.go_to_time, moment_of(text, self.clock(), self.app.times))

    # What every screen of panes has

    def action_back(self) -> None:
        lanes = self.lanes_view
        if self.is_zoomed:
            self.action_zoom()
        elif self.line.has_focus or (self.line.display and lanes.has_focus and not self.is_listing):
            self.line.value = ""
            self.line.display = self._reason.display = False
            lanes.focus()
        elif self.is_listing or (lanes.has_focus and lanes.span_from is not None):
            self.is_listing = False
            lanes.span_from = None
            lanes.focus()
            self.show_mark()
        else:
            lanes.focus()
        self.lay_out()
        self.show_window()

    def action_next_pane(self) -> None:
        if self.line.has_focus:
            self.keep_filter()
        else:
            super().action_next_pane()

    def action_rescan(self) -> None:
        self.start("first", self.read_first)
