"""
What is open on the screens, and opening it again at the next start.
"""

from typing import TYPE_CHECKING

from core.errors import CoreError
from memtui import themes
from memtui.screens.arrange import CONTENT, DIFF, FEED, HISTORY
from memtui.screens.loading import Loading
from memtui.settings.remembered import MOST_CHARACTERS, MOST_FOLDERS, Remembered

if TYPE_CHECKING:
    from memtui.app import MemtuiApp
    from memtui.widgets.content import ContentView
    from memtui.widgets.diff_sides import TwoSidedDiff


def what_is_open(app: "MemtuiApp") -> Remembered:
    """All that is kept for the next time."""
    stores, wishes = app.stores, app.wishes
    node = stores.tree_view.chosen_node or stores.tree_view.node
    pane = stores.focused_pane
    return Remembered(
        launch=_launch(app),
        folders=tuple(stores.tree_view.model.open_folders[:MOST_FOLDERS]),
        selected=None if node is None else (node.store_id, node.path),
        theme=(themes.short_name(app.theme), wishes.theme),
        times=(app.times.zone, wishes.times),
        pane=CONTENT if pane == DIFF else pane,
        is_zoomed=stores.is_zoomed and pane != DIFF,
        is_wrapped=stores.content_view.is_wrapped,
        has_sides=stores.diff_view.wants_sides,
        reviews_have_sides=app.reviews_have_sides,
        is_blamed=stores.content_view.is_blamed,
    )


def _launch(app: "MemtuiApp") -> tuple[tuple[str, str], ...] | None:
    """The form for a dream as it was left; not one that would not be read again."""
    if app.launch_draft is None:
        return None
    # Imported here: most runs ask for no dream.
    from memtui.dreaming.launch import to_pairs

    pairs = to_pairs(app.launch_draft)
    is_short = len(pairs) <= MOST_FOLDERS and all(len(v) <= MOST_CHARACTERS for _, v in pairs)
    return pairs if is_short else None


class Resuming(Loading, inherit_bindings=False):
    """The Stores screen as it comes back; see the module."""

    content_view: "ContentView"
    diff_view: "TwoSidedDiff"

    async def begin(self, remembered: Remembered | None) -> None:
        """Read the stores, and open what was open the last time, as far as it is still there."""
        if remembered is not None:
            self._lay_out_as(remembered)
        await self.read_stores()
        if remembered is not None and remembered.folders is not None:
            for store_id, path in remembered.folders:
                await self._open(store_id, path)
        if remembered is not None and remembered.selected is not None:
            await self._select(*remembered.selected)
        if remembered is not None and remembered.pane in (CONTENT, HISTORY, FEED):
            self.is_zoomed = remembered.is_zoomed
            self.go_to_pane(remembered.pane)
        self.app.is_as_before()

    def _lay_out_as(self, remembered: Remembered) -> None:
        if remembered.folders is not None:
            self.tree_view.stay_folded()
        self.content_view.is_wrapped = self.diff_view.is_wrapped = remembered.is_wrapped
        self.content_view.is_blamed = remembered.is_blamed
        self.diff_view.wants_sides = remembered.has_sides
        self.app.reviews_have_sides = remembered.reviews_have_sides
        if remembered.launch is not None:
            from memtui.dreaming.launch import from_pairs

            self.app.launch_draft = from_pairs(remembered.launch)

    async def _open(self, store_id: str, path: str) -> None:
        model = self.tree_view.model
        is_store = path == "/"
        node = model.stores.get(store_id) if is_store else model.find(store_id, path)[0]
        if node is None or not node.is_folder:
            return
        model.set_open(node, is_open=True)
        if not node.is_read and not node.is_loading:
            await self.read_folder(node)

    async def _select(self, store_id: str, path: str) -> None:
        store = self.tree_view.model.stores.get(store_id)
        if store is None:
            return
        try:
            if path == "/" or not await self.reveal(store_id, path):
                self.show_in_tree(store)
        except CoreError as error:
            self.app.tell(str(error), severity="error")
