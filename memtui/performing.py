"""
Performing an action of the tables of `memtui.keys`: which there are now, and where each is done.
"""

from collections.abc import Mapping
from typing import Literal

from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.notifications import Notify
from textual.widgets._toast import ToastRack

from memtui import keys
from memtui.going import Going
from memtui.screens.mode import ModeScreen
from memtui.screens.stores import StoresScreen
from memtui.text import visible
from memtui.widgets.lines import Lines

_ROOMY = 100
"""Columns from which on a word beside the text covers none of it that matters."""


class Performing(Going, inherit_bindings=False):
    """An app that knows its actions."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_ROOMY, "-roomy")]  # noqa: RUF012 - as Textual has it
    read_only: bool
    keymap: keys.Keymap
    _offered = ""

    def tell(
        self,
        sentence: str,
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float = 4.0,
    ) -> None:
        """Tell the person something for so many seconds; the sentence may hold foreign text."""
        self.notify(visible(sentence), severity=severity, markup=False, timeout=timeout)

    def offer(self, sentence: str) -> None:
        """
        Tell the person something that names a key of the screen in front.

        It goes as soon as it no longer holds: when another screen comes, or with `withdraw`.
        """
        self._offered = visible(sentence)
        self.tell(sentence)

    def withdraw(self) -> None:
        """What was offered last no longer holds."""
        offered, self._offered = self._offered, ""
        old = [one for one in self._notifications if offered and one.message == offered]
        for told in old:
            self._unnotify(told)
        # Also on the screens behind: one may be seen beside the one in front.
        for rack in [rack for screen in self.screen_stack for rack in screen.query(ToastRack)]:
            if old:
                rack.show(self._notifications)

    def tell_from_thread(self, sentence: str) -> None:
        """The same from another thread: trouble that nobody asked about."""
        self.call_later(self.tell, sentence, "warning")

    def on_notify(self, message: Notify) -> None:
        """The newest word takes the place of those before; of what is wrong, of the same words."""
        new = message.notification
        for told in [*self._notifications]:
            if told.severity == "information" or told.message == new.message:
                del self._notifications[told]

    def actions_here(self) -> list[keys.Action]:
        """Every action that works where the focus is."""
        screen = self.front
        focused = screen.focused
        places = focused.PLACES if isinstance(focused, Lines) else ()
        # The focused pane first: that is what a person asks about.
        wanted = keys.without_clashes(
            self.keymap.actions(
                *places,
                *screen.PLACES,
                keys.Place.APP,
                keys.Place.LINES,
            )
        )
        checks = [screen.check_action]
        wanted = [action for action in wanted if screen.offers(action.method)]
        wanted = [action for action in wanted if action.method != self.current_mode]
        if isinstance(focused, Lines):
            checks.append(focused.check_action)
        return [action for action in wanted if all(check(action.method, ()) for check in checks)]

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        if self.read_only and isinstance(default_namespace, Lines | StoresScreen | ModeScreen):
            named = [a for a in keys.actions(*default_namespace.PLACES) if a.method == action]
            if any(one.writes for one in named):
                what = f"{self.keymap.key(named[0].id)} ({named[0].verb})"
                self.tell(f"memtui was started read-only, so {what} does nothing.")
                return True
        return await super().run_action(action, default_namespace, namespaces)

    def do(self, action: keys.Action) -> None:
        """Do an action as if its key had been pressed where the focus is."""
        self.call_later(self._do, action)

    async def _do(self, action: keys.Action) -> None:
        screen = self.front
        chain = [self] if screen.focused is None else [*screen.focused.ancestors_with_self]
        for node in chain:
            if hasattr(node, f"action_{action.method}"):
                await self.run_action(action.method, node)
                return

    def action_help(self) -> None:
        from memtui.screens.help import HelpScreen

        def chosen(action: keys.Action | None) -> None:
            if action is not None:
                self.do(action)

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.actions_here(), is_read_only=self.read_only), chosen)
