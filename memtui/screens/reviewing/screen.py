"""
The review of one dream: its changes at the left, hunks in the middle, why at the right.

A verdict is stored before it is drawn; what others decide, and what agents write meanwhile, is read
again as it comes. On a narrow screen the reasons stand below, and the list is behind `tab`.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from memtui import keys
from memtui.bridge import Batch
from memtui.resolving.resolution import Resolution
from memtui.screens.reviewing.applying import Applying
from memtui.screens.reviewing.by_hand import ByHand
from memtui.screens.reviewing.drawing import Drawing
from memtui.screens.reviewing.hunk_resolver import HunkResolver
from memtui.screens.reviewing.moving import after
from memtui.screens.reviewing.sourcing import Sourcing
from memtui.screens.reviewing.verdicts import Verdicts
from memtui.text import visible
from memtui.widgets.lines import Lines
from memtui.widgets.opened_line import open_line
from memtui.widgets.pane import Pane
from memtui.widgets.prompt import LEAST_BESIDE
from memtui.widgets.tabs import DREAMS

if TYPE_CHECKING:
    from memtui.screens.dreams import DreamsScreen

_THREE_COLUMNS = 130
_TWO_COLUMNS = 96
_WITH_NOTES = 18
_LIST, _WIDEST_LIST = 34, 80
_HUNKS, _BOTH_SIDES, _NOTES = 84, 120, 46


class ReviewScreen(Verdicts, ByHand, Applying, Sourcing, Drawing, inherit_bindings=False):
    """See the module."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.REVIEW,)
    BINDINGS = keys.bindings(keys.Place.REVIEW)
    TAB = DREAMS

    def __init__(self, dreams: "DreamsScreen", dream_id: str) -> None:
        super().__init__(dreams.bridge, dreams.workspace, dreams.app)
        self.dream_id = dream_id
        self._dreams = dreams
        self.line = Input(id="review-filter", placeholder="words  pending  conflicts  >0.8  <0.6")
        self.drafts: dict[str, Resolution] = {}
        self._words_left = {}
        self._is_stale = False

    def compose(self) -> ComposeResult:
        self.line.cursor_blink = False
        self.line.display = False
        yield self.title_bar
        yield self.line
        with Horizontal(id="review"):
            yield Pane(self.groups_view)
            with Vertical(id="review-right"):
                yield Pane(self.hunks_view)
                yield Pane(self.notes_view)
        yield self.key_bar

    def begin(self) -> None:
        self.hunks_view.focus()
        self.lay_out()
        # Who knows what comes next types it already: those keys have their turn after this.
        self.in_turn(self._load)

    async def _load(self) -> None:
        self._is_stale = False
        self.show_look(await self.bridge.ask(lambda backend: backend.look(self.dream_id)))

    @property
    def store_name(self) -> str:
        return (
            ""
            if self.seen is None
            else self._dreams.stores.get(self.seen.dream.memory_store_id, "")
        )

    @property
    def inner(self) -> tuple[HunkResolver, ...]:
        return () if self.resolver is None else (self.resolver,)

    # Panes

    @property
    def panes(self) -> tuple[Lines, ...]:
        return self.hunks_view, self.notes_view, self.groups_view

    def lay_out(self) -> None:
        if not self.is_ready:
            return
        width, height = self.app.size.width, self.app.size.height
        focused = self.focused_pane
        shown: set[Lines] = {self.hunks_view}
        if width >= _TWO_COLUMNS:
            shown.add(self.groups_view)
        if height >= _WITH_NOTES:
            shown.add(self.notes_view)
        if self.is_beside:
            shown = {self.hunks_view}
        elif self.is_zoomed or focused not in shown:
            shown = {focused}
        for pane in self.panes:
            self.query_one(f"#{pane.id}-pane", Pane).display = pane in shown
        self.entitle()
        right = self.query_one("#review-right")
        right.display = bool(shown - {self.groups_view})
        has_columns = width >= _THREE_COLUMNS
        # Where a quote is from takes the other half.
        has_room = width >= LEAST_BESIDE
        right.styles.width = "50%" if self.is_beside and has_room else "1fr"
        right.styles.height = "40%" if self.is_beside and not has_room else "1fr"
        right.styles.layout = "horizontal" if has_columns else "vertical"
        # Once the hunks have enough, the titles get what there is more.
        hunks = _BOTH_SIDES if self.hunks_view.wants_sides else _HUNKS
        room = max(width // 4, width - hunks - _NOTES if has_columns else 0)
        list_width = max(_LIST, min(room, _WIDEST_LIST)) if len(shown) > 1 else "1fr"
        self.query_one("#groups-pane").styles.width = list_width
        notes_pane = self.query_one("#notes-pane")
        both = {self.hunks_view, self.notes_view} <= shown
        notes_pane.styles.width = _NOTES if has_columns and both else "1fr"
        notes_pane.styles.height = "1fr" if has_columns or not both else max(6, height // 3)

    def verbs(self) -> dict[str, str]:
        following = after(self.cursor.grouping)
        verbs = {"review.grouping": f"by {following.value}", "lines.open": "source"}
        if self.line.display:
            verbs["review.back"] = "all"
        if self.hunks_view.wants_sides:
            verbs["sides.sides"] = "one side"
        if self.part is not None:
            around = self.cursor.around(self.part).word
            if self.entry is not None:
                around = self.cursor.grouping.value
            verbs["review.accept_all"] = f"accept {around}"
            verbs["review.reject_all"] = f"reject {around}"
        return verbs

    def offers(self, action: str) -> bool:
        if self.line.has_focus:
            return action == "back"
        if action == "open":
            return False  # it does what the key for the source does
        if action == "settle":
            return self.part is not None and self.conflicts(self.part)
        return super().offers(action) and self._has_something_to(action)

    def _has_something_to(self, action: str) -> bool:
        """Whether the review has what these actions are about."""
        match self.seen, action:
            case None, _:
                return True
            case look, "undo":
                return look.may_undo
            case look, "redo":
                return look.may_redo
            case look, "write":
                return any(part.is_accepted for part in look.waiting())
        return True

    # What happens

    def apply(self, batch: Batch) -> None:
        """Another reviewer decided, or somebody wrote into the store: look again, once."""
        look = self.seen
        if not self.is_ready or look is None or self._is_stale:
            return
        store_id = look.dream.memory_store_id
        if batch.is_gap or any(
            change.subject_id == self.dream_id
            or change.kind == "session.forgotten"
            or (change.memory_store_id == store_id and change.kind.startswith("memory."))
            for change in batch.changes
        ):
            self._is_stale = True
            self.start("look", self._load)

    # Filtering

    def action_filter(self) -> None:
        open_line(self.line)

    @on(Input.Changed, "#review-filter")
    def filter_list(self, message: Input.Changed) -> None:
        self.words = tuple(visible(message.value, keep="").casefold().split())
        self.hunks_view.is_filtered = bool(self.words)
        if self.seen is not None:
            self.show_look(self.seen)

    @on(Input.Submitted, "#review-filter")
    def keep_filter(self, message: Input.Submitted) -> None:
        self.line.display = bool(message.value.strip())
        self.hunks_view.focus()

    # The end

    def leave(self) -> None:
        """Close the screen; every verdict is stored already."""
        if self.resolver is not None:
            self.resolver.leave()
        if self._dreams.review is self:
            self._dreams.review = None
        if self.is_attached:
            self.dismiss()

    def action_back(self) -> None:
        if self.is_zoomed:
            self.action_zoom()
        elif self.line.display:
            self.line.value = ""
            self.line.display = False
            self.hunks_view.focus()
        elif not self.hunks_view.has_focus:
            self.hunks_view.focus()
        else:
            self.leave()

    def action_rescan(self) -> None:
        self.start("look", self._load)
