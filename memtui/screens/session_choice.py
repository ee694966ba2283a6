"""
Picking the sessions of a dream from a list, in front of its form.
"""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from core.errors import CoreError
from core.reading.pages import Page
from core.times import Clock
from core.transcripts.summaries import Summary
from memtui.backend.workspace import Backend
from memtui.bridge import Bridge
from memtui.text import content
from memtui.widgets.dreamable_list import DreamableList
from memtui.widgets.opened_line import open_line
from memtui.widgets.pane import Pane
from memtui.work import run_beside

if TYPE_CHECKING:
    from memtui.app import MemtuiApp


class SessionChoice(ModalScreen[frozenset[str] | None]):
    """Gives the sessions that were picked, by id, or nothing."""

    app: "MemtuiApp"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave"),
        # Over the list, whose enter goes deeper.
        Binding("enter", "done", "done", priority=True),
        Binding("space", "turn", "pick"),
        Binding("a", "turn_all", "pick all shown"),
        Binding("slash", "filter", "filter"),
    ]

    def __init__(self, bridge: Bridge, clock: Clock, store_id: str, picked: frozenset[str]) -> None:
        super().__init__()
        self._bridge = bridge
        self._store_id = store_id
        self._list = DreamableList(clock, picked)
        self._line = Input(placeholder="words in agent, title, folder, branch or id")

    def compose(self) -> ComposeResult:
        self._line.cursor_blink = False
        self._line.display = False
        with Vertical(id="picking"):
            yield self._line
            yield Pane(self._list)
            yield Static(
                content("space pick   a all shown   / filter   ⏎ take them   esc leave it")
            )

    def on_mount(self) -> None:
        self._list.focus()
        run_beside(self, self._read)

    async def _read(self) -> None:
        """All of them, a page at a time: the first can be picked while others come."""
        page: str | None = None
        while True:
            try:
                found = await self._bridge.ask(partial(self._page, page))
            except CoreError as error:
                self.app.tell(str(error), severity="error")
                return
            page = found.next_page
            self._list.add(found.data, is_last=page is None)
            if page is None:
                return

    def _page(self, page: str | None, backend: Backend) -> Page[Summary]:
        return backend.dreamable(self._store_id, page)

    @on(Input.Changed)
    def filter_list(self, message: Input.Changed) -> None:
        self._list.filter(message.value.split())

    def action_filter(self) -> None:
        open_line(self._line)

    def action_turn(self) -> None:
        self._list.turn()
        self._list.action_down()

    def action_turn_all(self) -> None:
        self._list.turn_all()

    def action_done(self) -> None:
        if self._line.has_focus:
            self._line.display = bool(self._line.value.strip())
            self._list.focus()
        else:
            self.dismiss(frozenset(self._list.picked))

    def action_leave(self) -> None:
        if self._line.display:
            self._line.value = ""
            self._line.display = False
            self._list.focus()
        else:
            self.dismiss(None)
