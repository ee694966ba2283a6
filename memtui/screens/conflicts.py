"""
The Conflicts screen: refused writes, what each of them wanted, and what is unusual besides.

What is seen is read by `ConflictsReading`; the resolver of one conflict is a screen above.
"""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from core.conflicts import State
from memtui import keys
from memtui.backend.conflicts import Collision
from memtui.bridge import Batch, Bridge
from memtui.resolving.resolution import Resolution
from memtui.screens.conflicts_reading import ConflictsReading
from memtui.screens.resolver import ResolverScreen
from memtui.widgets.conflict_list import ConflictList
from memtui.widgets.conflict_words import writer
from memtui.widgets.lines import Lines
from memtui.widgets.opened_line import open_line
from memtui.widgets.pane import Pane

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_ALARMS_MAX = 4
_WITH_PREVIEW = 16


class ConflictsScreen(ConflictsReading):
    """See the module."""

    BINDINGS = keys.bindings(keys.Place.CONFLICTS)
    PLACES = (keys.Place.CONFLICTS,)

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.resolver: ResolverScreen | None = None
        self.drafts: dict[str, Resolution] = {}
        """What was decided and not written yet, by conflict."""
        self._filter = Input(id="conflict-filter", placeholder="words of what you look for")

    def compose(self) -> ComposeResult:
        self._filter.cursor_blink = False
        self._filter.display = False
        yield self.title_bar
        yield Pane(self.alarm_view)
        yield self._filter
        yield Pane(self.list_view)
        yield Pane(self.preview)
        yield self.key_bar

    def begin(self) -> None:
        self.list_view.focus()
        self.show_attention()
        self.lay_out()
        self.read_list()

    # What happens

    def apply(self, batch: Batch) -> None:
        """One batch of changes: conflicts that came or changed are read again, by id."""
        if not self.is_ready:
            return
        if self.resolver is not None:
            self.resolver.apply(batch)
        if batch.is_gap:
            self.action_rescan()
            return
        self.read_changed(batch)

    def tick(self) -> None:
        """Time has passed."""
        if self.is_ready:
            self.list_view.tick()
            self.entitle(self.list_view.current)
            if self.resolver is not None:
                self.resolver.tick()

    @property
    def inner(self) -> tuple[ResolverScreen, ...]:
        return () if self.resolver is None else (self.resolver,)

    def show_attention(self) -> None:
        if self.is_ready:
            was_focused = self.alarm_view.has_focus
            self.alarm_view.show(self.app.attention.alarms)
            if was_focused and not self.alarm_view.count:
                self.list_view.focus()
            self.lay_out()

    # Panes

    @property
    def panes(self) -> tuple[Lines, ...]:
        return self.list_view, self.preview, self.alarm_view

    def can_show(self, pane: Lines) -> bool:
        return pane is not self.alarm_view or self.alarm_view.count > 0

    def lay_out(self) -> None:
        if not self.is_ready:
            return
        height = self.app.size.height
        focused = self.focused_pane
        shown: dict[Lines, int | str | None] = {self.list_view: "2fr"}
        if height >= _WITH_PREVIEW:
            shown[self.preview] = "3fr" if height >= 30 else "1fr"
            shown[self.list_view] = "2fr" if height >= 30 else "1fr"
        if self.alarm_view.count:
            shown[self.alarm_view] = 1 + min(_ALARMS_MAX, self.alarm_view.count)
        if self.is_zoomed or focused not in shown:
            shown = {focused: "1fr"}
        for pane in self.panes:
            box = self.query_one(f"#{pane.id}-pane", Pane)
            box.display = pane in shown
            box.styles.height = shown.get(pane, "1fr")

    def verbs(self) -> dict[str, str]:
        current = self.list_view.current
        is_paused = current is not None and current.is_paused
        return {
            "lines.open": "look" if current and _is_settled(current) else "resolve",
            "conflicts.closed": "open only" if self.list_view.has_closed else "closed too",
            "conflicts.hold": "resume writer" if is_paused else "pause writer",
            "conflicts.back": "all" if self._filter.display else "back",
        }

    def offers(self, action: str) -> bool:
        """While words are typed, only what ends that; without a conflict, nothing about one."""
        if action == "back":
            return self._filter.display or self.is_zoomed or not self.list_view.has_focus
        if self._filter.has_focus and action in _OF_LIST:
            return False
        current = self.list_view.current
        if action == "set_aside":
            return current is not None and current.conflict.state in (State.OPEN, State.HEALED)
        if action in ("memory", "open"):
            return current is not None
        return super().offers(action)

    # Actions

    @on(ConflictList.Opened)
    def resolve(self, message: ConflictList.Opened) -> None:
        self.open_resolver(message.collision.conflict.id)

    def open_resolver(self, conflict_id: str) -> None:
        """Open a conflict; what was decided about it before is there again."""
        if self.resolver is not None:
            if self.resolver.conflict_id == conflict_id:
                return
            self.resolver.leave()
        self.list_view.go_to_conflict(conflict_id)
        self.resolver = ResolverScreen(self, conflict_id, self.stores)
        self.app.push_screen(self.resolver)

    def action_filter(self) -> None:
        open_line(self._filter)

    @on(Input.Changed, "#conflict-filter")
    def filter_list(self, message: Input.Changed) -> None:
        self.list_view.filter(message.value)

    @on(Input.Submitted, "#conflict-filter")
    def keep_filter(self, message: Input.Submitted) -> None:
        self._filter.display = bool(message.value)
        self.list_view.focus()

    def action_back(self) -> None:
        if self.is_zoomed:
            self.action_zoom()
        elif self._filter.display:
            self._filter.value = ""
            self._filter.display = False
            self.list_view.focus()
        else:
            self.list_view.focus()
        self.show_keys()

    def action_closed(self) -> None:
        self.list_view.has_closed = not self.list_view.has_closed
        self.read_list()
        self.show_keys()

    def action_rescan(self) -> None:
        self._wanted_of = None
        self.read_list()
        self.app.attention.look()

    def action_set_aside(self) -> None:
        current = self.list_view.current
        if current is not None:
            self.start("dismiss", self.dismiss_conflict, current.conflict.id)

    async def dismiss_conflict(self, conflict_id: str) -> None:
        """Close a conflict without writing."""
        await self.bridge.ask(lambda backend: backend.dismiss(conflict_id))
        self.drafts.pop(conflict_id, None)
        self.app.tell("Dismissed, nothing was written. It can still be opened and resolved.")

    def action_hold(self) -> None:
        if self.alarm_view.has_focus and self.alarm_view.current is not None:
            alarm = self.alarm_view.current
            self.hold_writer(alarm.session_id, alarm.agent)
        elif self.list_view.current is not None:
            conflict = self.list_view.current.conflict
            self.hold_writer(conflict.created_by.session_id, writer(conflict))

    def action_memory(self) -> None:
        current = self.list_view.current
        if current is not None:
            theirs = current.theirs
            path = (theirs.path if theirs else None) or current.conflict.path
            self.app.go_to_memory(current.conflict.memory_store_id, path)


def _is_settled(collision: Collision) -> bool:
    """Whether it can only be looked at."""
    return collision.conflict.state in (State.RESOLVED, State.REFUSED)


_OF_LIST = ("set_aside", "hold", "memory", "closed", "zoom", "pause", "copy", "filter", "rescan")
