"""
The app: its modes, its themes, and what works on every screen.
"""

import asyncio
import gc
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import on

from core.times import Clock, system_clock
from memtui import keys, themes
from memtui.attention import Attention
from memtui.backend.workspace import Backend
from memtui.bridge import Bridge
from memtui.colourless import Sparing
from memtui.incoming import Incoming
from memtui.jumps import Jumps
from memtui.leaving import HUNG_UP, outliving, stop_on_signals, terminal_is_gone
from memtui.live import Live
from memtui.modes import Modes
from memtui.screens.resuming import what_is_open
from memtui.screens.stores import StoresScreen
from memtui.settings.keeping import Keeping
from memtui.settings.wishes import Wishes
from memtui.text import visible
from memtui.widgets.content import ContentView
from memtui.widgets.lines import Lines
from memtui.widgets.tabs import STORES
from memtui.widgets.times import IN_UTC, LOCAL, Times
from memtui.work import run_beside

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from memtui.dreaming.launch import Draft


_TICK_S = 1.0
_NOTICE_S = 12.0


def _commands() -> "type[Provider]":
    # Imported when they are asked for, as is all that the first paint does not show.
    from memtui.screens.palette import Commands

    return Commands


class MemtuiApp(Incoming, Live, Sparing, inherit_bindings=False):
    """memtui on one workspace."""

    CSS_PATH = "app.tcss"
    TITLE = "memtui"
    BINDINGS = keys.bindings(keys.Place.APP)
    COMMANDS: ClassVar = {_commands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    DEFAULT_MODE = STORES

    def __init__(
        self,
        backend: Backend,
        clock: Clock = system_clock,
        *,
        read_only: bool = False,
        wishes: Wishes | None = None,
    ) -> None:
        """
        Make the app; `run()` shows it.

        Args:
            backend: The workspace; the caller opened it and closes it.
            clock: Gives the time, for ages and fading marks.
            read_only: Refuse every action that would write.
            wishes: Keys, looks, and what was open the last time.
        """
        super().__init__()
        self.read_only = read_only
        self.wishes = wishes or Wishes()
        self.keymap = self.wishes.keymap
        self.set_keymap(self.keymap.for_textual())
        self.times = Times(self.wishes.times_now)
        self._keeping = Keeping(self.wishes.keep, lambda: what_is_open(self))
        self.clock = clock
        self.bridge = Bridge(backend, self)
        self.stores = StoresScreen(self.bridge, visible(backend.name, keep=""), self)
        self.add_mode(STORES, lambda: self.stores)
        self.modes = Modes(self)
        self.modes.register()
        self.jumps = Jumps(self)
        self.launch_draft: Draft | None = None
        """A dream that was being asked for when its form was left."""
        self.reviews_have_sides = False
        """Reviews show old and new beside each other; each one that is opened does so again."""
        self.attention = Attention(
            self.bridge, clock, partial(run_beside, self), self.show_attention
        )
        for theme in themes.THEMES.values():
            self.register_theme(theme)
        wanted = themes.full_name(self.wishes.theme_now)
        self.theme = wanted if wanted in self.available_themes else themes.DARK.name

    def get_driver_class(self) -> "type[Driver]":
        return outliving(super().get_driver_class())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(self.current_theme)

    async def on_mount(self) -> None:
        await self.bridge.start()
        self.screen_change_signal.subscribe(self, lambda _: self.withdraw())
        self.stores.title_bar.show_state(*self.state)
        self.attention.look()
        stop_on_signals(self.leave)
        # For ages and fading marks; nothing is read by the clock.
        self.set_interval(_TICK_S, self.tick)
        if self.wishes.watching is not None:
            self.wishes.watching.start(self.tell_from_thread)
        for notice in self.wishes.notices:
            self.tell(notice, severity="warning", timeout=_NOTICE_S)

    async def on_unmount(self) -> None:
        if self.wishes.watching is not None:
            await asyncio.to_thread(self.wishes.watching.stop)
        await self.bridge.stop()

    def tick(self) -> None:
        """Time has passed."""
        if terminal_is_gone():
            self.leave(HUNG_UP)
            return
        if not gc.isenabled():
            # It was painted, and what is here by now stays: no collection has to go through it.
            gc.freeze()
            gc.enable()
        self.stores.tick()
        self.modes.tick()
        self.attention.tick()
        problem = self._keeping.tick()
        if problem is not None:
            self.tell(problem, severity="warning")

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        # Here and not when the panes are gone: until now it is what a person sees.
        self._keeping.end()
        super().exit(result, return_code, message)

    def leave(self, return_code: int) -> None:
        """Somebody else ends this, or the terminal is gone: keep what is open, and end in order."""
        self.exit(return_code=return_code)

    def is_as_before(self) -> None:
        """What was open the last time is there again: from now on it is the person's doing."""
        self._keeping.begin()

    @on(ContentView.MarkdownWanted)
    def show_markdown(self, message: ContentView.MarkdownWanted) -> None:
        from memtui.screens.markdown import show_markdown

        show_markdown(self, message.text)

    # What every screen can do

    def key(self, action_id: str) -> str:
        """The key of an action, for a sentence."""
        return self.keymap.key(action_id)

    def action_watched(self) -> None:
        from memtui.screens.watched import show_watched

        run_beside(self, show_watched, self)

    def action_palette(self) -> None:
        self.action_command_palette()

    def action_theme(self) -> None:
        self.use_theme(themes.after(self.theme))

    def use_theme(self, name: str) -> None:
        """Show everything in the colours of a theme, by either of its names."""
        self.theme = themes.full_name(name)
        self.tell(f"The theme is {themes.short_name(self.theme)}.")

    def action_times(self) -> None:
        self.times = Times(LOCAL if self.times.is_utc else IN_UTC)
        for pane in (pane for screen in self.screen_stack for pane in screen.query(Lines)):
            pane.repaint()
        for bar in self.query_title_bars():
            bar.refresh()
        self.tick()
        self.tell("Times are those of UTC." if self.times.is_utc else "Times are local.")

    def action_background(self) -> None:
        self.action_suspend_process()
