"""
What screens of panes have in common: their lines at top and bottom, their work, and going round.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, ParamSpec

from textual.screen import Screen

from core.errors import CoreError
from memtui import keys
from memtui.bridge import Batch, Bridge
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.keybar import KeyBar
from memtui.widgets.lines import Lines
from memtui.widgets.tabs import CONFLICTS, STORES
from memtui.widgets.titlebar import TitleBar
from memtui.work import run_anew, run_beside

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

P = ParamSpec("P")


class Console(Screen[None], inherit_bindings=False):
    """A screen with a title, panes and a footer; a subclass says what its panes are."""

    app: "MemtuiApp"
    PLACES: ClassVar[tuple[keys.Place, ...]] = ()
    """Where its actions stand in the table."""
    TAB: ClassVar[str] = STORES
    """The mode that it belongs to."""
    AUTO_FOCUS = ""
    """Each gives the keys to a pane itself: the first widget may be a hidden line to type into."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__()
        self.bridge = bridge
        self.workspace = workspace
        self.clock = app.clock
        self.title_bar = TitleBar(workspace, self.TAB)
        self.key_bar = KeyBar()
        self.is_zoomed = False

    # What a subclass says

    @property
    def focused_lines(self) -> Lines:
        """The pane that the keys go to."""
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

    def offered(self) -> list[keys.Action]:
        """What the footer offers now, most important first."""
        here = self.app.actions_here()
        if self.app.read_only:
            # There is no room for what is never done; the help tells of it, and so does its key.
            here = [action for action in here if not action.writes]
        return keys.footer(here)

    # The lines at top and bottom

    def show_keys(self) -> None:
        """Offer what works now."""
        if self.app.front is not self:
            # Other keys work above it; its own are offered when it is seen again.
            return
        common = {
            "pause": "catch up" if self.bridge.is_paused else "pause",
            "zoom": "unzoom" if self.is_zoomed else "zoom",
        }
        verbs = {
            f"{place.name.lower()}.{method}": verb
            for place in self.PLACES
            for method, verb in common.items()
        }
        self.key_bar.show(self.offered(), verbs | self.verbs())

    def show_place(self, *crumbs: str) -> None:
        """Where we are, in the title."""
        self.title_bar.show_place(*(visible(crumb, keep="") for crumb in crumbs))

    def on_screen_resume(self) -> None:
        self.show_keys()

    def on_resize(self) -> None:
        self.lay_out()

    # Work in threads

    def start(
        self, name: str, work: Callable[P, Awaitable[object]], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Do some work in place of what was started under this name; a refusal is told."""
        run_anew(self, name, self._told, partial(work, *args, **kwargs))

    def start_beside(
        self, work: Callable[P, Awaitable[object]], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Do some work beside all that was started; a refusal is told."""
        run_beside(self, self._told, partial(work, *args, **kwargs))

    async def _told(self, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await work()
        except CoreError as error:
            self.app.tell(str(error), severity="error")

    # Actions that every one of them has

    def action_zoom(self) -> None:
        self.is_zoomed = not self.is_zoomed
        self.lay_out()
        self.show_keys()

    def action_pause(self) -> None:
        self.app.toggle_pause()

    def action_copy(self) -> None:
        copied = self.focused_lines.copied()
        if copied is None:
            self.app.tell("There is nothing to copy here.")
            return
        name, what = copied
        self.app.copy_to_clipboard(what)
        self.app.tell(f"Copied the {name}.")


class ModeScreen(Console, inherit_bindings=False):
    """A screen whose panes stand in a row for `tab`; it is in front only when it was asked for."""

    TAB = CONFLICTS

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
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

    @property
    def inner(self) -> Sequence["ModeScreen"]:
        """The screens that were opened above this one."""
        return ()

    def apply(self, batch: Batch) -> None:
        """The workspace changed."""

    def tick(self) -> None:
        """Time has passed."""

    def show_attention(self) -> None:
        """What needs a person is something else than before."""

    # Panes

    @property
    def focused_pane(self) -> Lines:
        """The pane that the keys go to."""
        panes = list(self.panes)
        return next((pane for pane in panes if pane.has_focus), panes[0])

    @property
    def focused_lines(self) -> Lines:
        return self.focused_pane

    def go_to_pane(self, pane: Lines) -> None:
        """Move the focus, and bring the pane into view if it gave way."""
        pane.focus()
        self.call_after_refresh(self.lay_out)

    def on_mount(self) -> None:
        self.is_ready = True
        attention = self.app.attention
        self.title_bar.show_attention(
            attention.open_conflicts, attention.open_reviews, attention.alarms
        )
        self.title_bar.show_state(*self.app.state)
        self.app.stores.show_counts()
        self.begin()

    def on_descendant_focus(self) -> None:
        self.lay_out()
        self.show_keys()

    def show_keys(self) -> None:
        if self.is_ready:
            super().show_keys()

    # Pausing a writer

    def hold_writer(self, session_id: str | None, name: str) -> None:
        """Pause a session's writes, or let it write again."""
        if session_id is None:
            self.app.tell(f"{name} is not one session, so there is nothing to pause.")
        else:
            self.start("hold", self._hold, session_id, name)

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
            again = self.app.key(f"{self.PLACES[0].name.lower()}.hold")
            self.app.tell(
                f"{short} is paused: its writes are refused and told so, until {again} again."
            )

    # Going round

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
