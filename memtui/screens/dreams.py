"""
The Dreams screen: what was dreamt, how far it is, and what of it waits for a review.

The list is kept in step with the workspace; the review of one dream is a screen above.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from core.dreams.dream import Status
from memtui import keys
from memtui.backend.dreams import DreamRow
from memtui.bridge import Batch, Bridge
from memtui.screens.ending import Ending
from memtui.screens.mode import ModeScreen
from memtui.screens.reviewing.screen import ReviewScreen
from memtui.widgets import figures
from memtui.widgets.dream_facts import DreamFacts, facts_of
from memtui.widgets.dream_list import SIGNS, DreamList
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.pane import Pane
from memtui.widgets.tabs import DREAMS

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_WITH_FACTS = 20
_OF_ONE = ("cancel", "discard", "inputs", "open")
"""What is done to the dream under the cursor."""
_WHY_NOT = {
    Status.PENDING: "the dream has not begun",
    Status.RUNNING: "the dream is not over",
    Status.COMPLETED: "it found nothing to change",
    Status.CANCELED: "it was canceled before it found anything",
}


class DreamsScreen(Ending, inherit_bindings=False):
    """See the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.DREAMS,)
    BINDINGS = keys.bindings(keys.Place.DREAMS)
    TAB = DREAMS

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.facts_view = DreamFacts()
        self.review: ReviewScreen | None = None

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield Pane(self.list_view)
        yield Pane(self.facts_view)
        yield self.key_bar

    def begin(self) -> None:
        self.list_view.focus()
        self.lay_out()
        self.read_list()

    # What happens

    @property
    def inner(self) -> tuple[ModeScreen, ...]:
        return () if self.review is None else (self.review, *self.review.inner)

    def apply(self, batch: Batch) -> None:
        """One batch of changes: dreams that came or changed are read again, by id."""
        if not self.is_ready:
            return
        self.count_again(batch)
        if self.review is not None:
            self.review.apply(batch)
        if batch.is_gap or any(change.kind.startswith("store.") for change in batch.changes):
            self.action_rescan()
            return
        self.read_changed(batch)

    def tick(self) -> None:
        super().tick()
        if not self.is_ready:
            return
        self.list_view.repaint()
        current = self.list_view.current
        if current is not None:
            self._entitle(current, self.stores.get(current.dream.memory_store_id, ""))
        self.look_at_workers()

    # Panes

    @property
    def panes(self) -> tuple[Lines, ...]:
        return self.list_view, self.facts_view

    def lay_out(self) -> None:
        if not self.is_ready:
            return
        focused = self.focused_pane
        shown: set[Lines] = {self.list_view}
        if self.app.size.height >= _WITH_FACTS:
            shown = set(self.panes)
        if self.is_zoomed or focused not in shown:
            shown = {focused}
        for pane in self.panes:
            self.query_one(f"#{pane.id}-pane", Pane).display = pane in shown

    def verbs(self) -> dict[str, str]:
        current = self.list_view.current
        is_why = current is not None and current.progress is None
        return {"lines.open": "why" if is_why else "review"}

    def offers(self, action: str) -> bool:
        current = self.list_view.current
        if action == "back":
            return self.is_zoomed or not self.list_view.has_focus
        if current is None:
            return action not in _OF_ONE and super().offers(action)
        if action in ("cancel", "discard"):
            return current.dream.status.is_over is (action == "discard")
        if action == "open":
            return current.progress is not None or current.dream.error is not None
        return super().offers(action)

    @on(DreamList.Pointed)
    def show_selected(self, message: DreamList.Pointed) -> None:
        row = message.row
        if row is None:
            self.facts_view.show(())
            self.facts_view.entitle(Heading("Dream"))
            self.show_place()
        else:
            store = self.stores.get(row.dream.memory_store_id, "")
            self.show_place(store)
            self.facts_view.show(facts_of(row, store, self.app.times))
            self._entitle(row, store)
        self.show_keys()

    def _entitle(self, row: DreamRow, store: str) -> None:
        dream = row.dream
        state = SIGNS[dream.status][0].partition(" ")[2]
        ago = figures.ago(dream.created_at, self.clock())
        self.facts_view.entitle(Heading(f"{store}: {state}", f"{dream.dreamer}, {ago}"))

    # Actions

    @on(DreamList.Opened)
    def open_selected(self, message: DreamList.Opened) -> None:
        row = message.row
        if row.progress is None:
            error = row.dream.error
            why = f"There is nothing to review: {_WHY_NOT.get(row.dream.status, 'it failed')}."
            self.app.tell(why if error is None else error.message)
            return
        self.open_review(row.dream.id)

    async def show_dream(self, dream_id: str) -> None:
        """Put the cursor on a dream, and open its review if there is one."""
        await self.read()
        self.list_view.go_to_dream(dream_id)
        current = self.list_view.current
        if current is None or current.dream.id != dream_id:
            self.app.tell("That dream is archived; `memtui dream show` still knows it.")
        elif current.progress is not None:
            self.open_review(dream_id)

    def open_review(self, dream_id: str) -> None:
        """Open the review of a dream."""
        if self.review is not None:
            if self.review.dream_id == dream_id:
                return
            self.review.leave()
        self.list_view.go_to_dream(dream_id)
        self.review = ReviewScreen(self, dream_id)
        self.app.push_screen(self.review)

    def action_back(self) -> None:
        if self.is_zoomed:
            self.action_zoom()
        self.list_view.focus()

    def action_rescan(self) -> None:
        self.read_list()

    def action_inputs(self) -> None:
        if (row := self.row_here()) is not None:
            self.start("inputs", self.show_inputs, row.dream)

    async def show_begun(self, dream_id: str) -> None:
        await self.read_these((dream_id,))
        self.list_view.go_to_dream(dream_id)

    def action_launch(self) -> None:
        current, node = self.list_view.current, self.app.stores.tree_view.node
        looked_at = None if node is None else node.store_id
        wanted = looked_at if current is None else current.dream.memory_store_id
        self.start("launch", self.launch, wanted)
