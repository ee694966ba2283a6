"""
Where a person is on the Stores screen, and going back there, or to where something else points.
"""

from memtui.screens.arrange import CONTENT, DIFF, TREE
from memtui.screens.resuming import Resuming
from memtui.trail import Spot
from memtui.widgets.tabs import STORES
from memtui.widgets.tree_nodes import Kind


class Returning(Resuming, inherit_bindings=False):
    """The Stores screen as a place to come back to; see the module."""

    @property
    def spot(self) -> Spot:
        """What is in view, to come back to it."""
        node, reading = self.tree_view.node, self.reading
        if node is None:
            return Spot(STORES)
        if node.kind is not Kind.MEMORY:
            return Spot(STORES, node.store_id, path=node.path, pane=self.focused_pane)
        lines = self.diff_view if reading.is_diff else self.content_view
        version = reading.version if reading.is_pinned else None
        return Spot(
            STORES,
            node.store_id,
            node.memory_id,
            node.path,
            version_id=version.id if version else None,
            is_diff=reading.is_diff,
            pane=self.focused_pane,
            line=lines.cursor,
            top=lines.scroll_offset.y,
        )

    async def show_at(self, spot: Spot, path: str) -> bool:
        """Show a memory as it was left, or at a line; False if it is not there."""
        self.reading.want(spot)
        if not await self.reveal(spot.store_id, path):
            return False
        node = self.tree_view.node
        if node is not None and node.memory_id == spot.memory_id:
            self.reading.show(node)
        self.go_to_pane(self.text_pane if spot.pane in (CONTENT, DIFF) else spot.pane or TREE)
        return True

    async def reveal_folder(self, store_id: str, path: str) -> None:
        """Put the tree's cursor on a store or directory."""
        if path == "/" or not await self.reveal(store_id, path):
            self.go_to_store(store_id)
