"""
Whether what is seen is live: changes on their way to every screen, held back while a person pauses,
and what the title lines say of it.
"""

from textual import on

from memtui.attention import Attention
from memtui.bridge import Bridge, Broken, Changed, Lost, Waiting
from memtui.performing import Performing
from memtui.widgets.titlebar import TitleBar


class Live(Performing, inherit_bindings=False):
    """An app that shows what happens in its workspace."""

    bridge: Bridge
    attention: Attention
    _lost: str | None = None
    """Why the workspace cannot be read."""
    _waiting: int | None = None
    """How many changes are held back."""
    _behind = 0
    """Changes that are known to come after those that were told."""

    # What the bridge says

    @on(Changed)
    def apply(self, message: Changed) -> None:
        try:
            self.stores.apply(message.batch)
            self.modes.apply(message.batch)
            self.attention.apply(message.batch)
            if message.batch.behind != self._behind:
                self._behind = message.batch.behind
                self._show_state()
        finally:
            self.bridge.handled()

    @on(Waiting)
    def show_waiting(self, message: Waiting) -> None:
        if self.bridge.is_paused:
            self._waiting = message.count
            self._show_state()

    @on(Lost)
    def show_lost(self, message: Lost) -> None:
        self._lost = message.reason
        if message.reason is not None:
            self.tell(message.reason, severity="error")
        self._show_state()

    @on(Broken)
    def crash(self, message: Broken) -> None:
        raise message.error

    def toggle_pause(self) -> None:
        """Hold changes back, or catch up."""
        if self.bridge.is_paused:
            self._waiting = None
            self.bridge.resume()
        else:
            self._waiting = 0
            self.bridge.pause()
        self._show_state()

    def _show_state(self) -> None:
        is_waiting = self._lost is None and self.bridge.is_paused
        self.stores.show_state(*self.state, self._waiting if is_waiting else None)
        for screen in self.modes.open:
            screen.title_bar.show_state(*self.state)
            screen.show_keys()

    @property
    def state(self) -> tuple[str, str]:
        """Whether what is seen is live, and the look of that."""
        if self._lost is not None:
            return "○ not connected", "$error"
        if self.bridge.is_paused:
            return "‖ paused", "$warning"
        if self._behind:
            return f"◐ {self._behind:,} behind", "$warning"
        return "● live, read-only" if self.read_only else "● live", "$success"

    # What the title lines say

    def show_attention(self) -> None:
        """Open conflicts, reviews or alarms are others than before."""
        attention = self.attention
        self.stores.tree_view.mark_conflicts(attention.memories)
        self.stores.tree_view.show_standing(attention.standing)
        for bar in self.query_title_bars():
            bar.show_attention(attention.open_conflicts, attention.open_reviews, attention.alarms)
        self.modes.show_attention()

    def query_title_bars(self) -> list[TitleBar]:
        """The first line of every screen there is."""
        return [self.stores.title_bar, *(screen.title_bar for screen in self.modes.open)]
