"""
The last line: the keys that work here and now, most important first, as many as fit.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from memtui import keys

if TYPE_CHECKING:
    from memtui.app import MemtuiApp


class KeyBar(Widget, can_focus=False):
    """The footer, made from the table of actions; a click on a key presses it."""

    app: "MemtuiApp"

    def __init__(self) -> None:
        super().__init__(id="keybar")
        self._actions: Sequence[keys.Action] = ()
        self._verbs: Mapping[str, str] = {}
        self._spans: list[tuple[int, int, keys.Action]] = []

    def show(self, actions: Sequence[keys.Action], verbs: Mapping[str, str]) -> None:
        """Offer these actions; `verbs` says what some of them do now."""
        if (actions, verbs) != (self._actions, self._verbs):
            self._actions, self._verbs = actions, verbs
            self.refresh()

    def render(self) -> Content:
        parts: list[tuple[str, str]] = [(" ", "")]
        self._spans = []
        at = 1
        for action in self._actions:
            key = keys.label(action.keys[0])
            verb = self._verbs.get(action.id, action.verb)
            length = cell_len(key) + 1 + cell_len(verb)
            if at + length > self.size.width:
                break
            parts += [(key, "bold $primary"), (f" {verb}", "$dim"), ("  ", "")]
            self._spans.append((at, at + length, action))
            at += length + 2
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        for start, end, action in self._spans:
            if start <= event.x < end:
                self.app.do(action)
