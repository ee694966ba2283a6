"""
What the screens of the conflicts have in common: their lines at top and bottom, panes, and work.
"""

from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from core.errors import CoreError
from memtui import keys
from memtui.bridge import Bridge
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.keybar import KeyBar
from memtui.widgets.lines import Lines
from memtui.widgets.tabs import CONFLICTS
from memtui.widgets.titlebar import TitleBar

if TYPE_CHECKING:
    from memtui.app import MemtuiApp


class ModeScreen(Screen[None], inherit_bindings=False):
    """A screen of panes; a subclass composes them and says which are in view."""

    app: "MemtuiApp"
    PLACES: ClassVar[tuple[keys.Place, ...]] = ()
    """Where its actions stand in the table."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__()
        self.bridge = bridge
        self.workspace = workspace
        self.clock = app.clock
        self.title_bar = TitleBar(workspace, CONFLICTS)
        self.key_bar = KeyBar()
        self.is_zoomed = False
        self.is_ready = False
        """Its panes are there."""

    # What a subclass says

    def begin(self) -> None:
        """The panes are there: read what they show."""
        raise NotImplementedError

    @property
    def panes(self) -> Iterable[Lines]:
        """The panes that `tab` goes round, in order."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Put the panes where there is room for them."""
        raise NotImplementedError

    def verbs(self) -> dict[str, str]:
        """What some actions do now, for the footer."""
        return {}

    def offers(self, action: str) -> bool:  # noqa: ARG002 - for subclasses
        """Whether an action stands in the footer and the help; the key of another says why not."""
        return True

    # Panes

    @property
    def focused_pane(self) -> Lines:
        """The pane that the keys go to."""
        panes = list(self.panes)
        return next((pane for pane in panes if pane.has_focus), panes[0])

    def go_to_pane(self, pane: Lines) -> None:
        """Move the focus, and bring the pane into view if it gave way."""
        pane.focus()
        self.call_after_refresh(self.lay_out)

    def on_mount(self) -> None:
        self.is_ready = True
        attention = self.app.attention
        self.title_bar.show_attention(attention.open_conflicts, attention.alarms)
        self.title_bar.show_state(*self.app.state)
        self.begin()

    def on_resize(self) -> None:
        self.lay_out()

    def on_descendant_focus(self) -> None:
        self.lay_out()
        self.show_keys()

    def show_keys(self) -> None:
        """Offer what works now."""
        if self.is_ready:
            self.key_bar.show(
                keys.footer(self.app.actions_here()),
                {
                    f"{place.name.lower()}.{verb}": word
                    for place in self.PLACES
                    for verb, word in self._common_verbs().items()
                }
                | self.verbs(),
            )

    def _common_verbs(self) -> dict[str, str]:
        return {
            "pause": "catch up" if self.bridge.is_paused else "pause",
            "zoom": "unzoom" if self.is_zoomed else "zoom",
        }

    # Work in threads

    def start(self, work: Coroutine[None, None, None], name: str) -> None:
        """Run a coroutine in place of an earlier one of this name; a refusal is told."""
        self.run_worker(self._told(work), group=name, exclusive=True)

    async def _told(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except CoreError as error:
            self.app.tell(str(error), severity="error")

    def hold_writer(self, session_id: str | None, name: str) -> None:
        """Pause a session's writes, or let it write again."""
        if session_id is None:
            self.app.tell(f"{name} is not one session, so there is nothing to pause.")
        else:
            self.start(self._hold(session_id, name), "hold")

    async def _hold(self, session_id: str, name: str) -> None:
        record = await self.bridge.ask(lambda backend: backend.session(session_id))
        short = f"{name} (session {figures.short_id(session_id)})"
        if record.status == "ended":
            self.app.tell(f"{short} has ended; it writes nothing any more.")
        elif record.status == "paused":
            await self.bridge.ask(lambda backend: backend.resume_session(session_id))
            self.app.tell(f"{short} may write again.")
        else:
            await self.bridge.ask(lambda backend: backend.pause_session(session_id))
            self.app.tell(f"{short} is paused: its writes are refused and told so, until P again.")

    # Actions that every one of them has

    def action_next_pane(self) -> None:
        self._go_round(1)

    def action_previous_pane(self) -> None:
        self._go_round(-1)

    def _go_round(self, by: int) -> None:
        order = [pane for pane in self.panes if self.can_show(pane)]
        at = order.index(self.focused_pane) if self.focused_pane in order else 0
        self.go_to_pane(order[(at + by) % len(order)])

    def can_show(self, pane: Lines) -> bool:  # noqa: ARG002 - for subclasses
        """Whether a pane has anything to show."""
        return True

    def action_zoom(self) -> None:
        self.is_zoomed = not self.is_zoomed
        self.lay_out()
        self.show_keys()

    def action_pause(self) -> None:
        self.app.toggle_pause()

    def action_copy(self) -> None:
        copied = self.focused_pane.copied()
        if copied is None:
            self.app.tell("There is nothing to copy here.")
            return
        name, what = copied
        self.app.copy_to_clipboard(what)
        self.app.tell(f"Copied the {name}.")

    def show_place(self, *crumbs: str) -> None:
        """Where we are, in the title."""
        self.title_bar.show_place(*(visible(crumb, keep="") for crumb in crumbs))
