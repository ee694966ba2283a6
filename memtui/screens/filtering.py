"""
The filter of the tree: what is typed becomes what is shown, and stays so while agents write.
"""

from textual import on

from core.reading.filters import BadTerm, Term, parse
from memtui.bridge import Batch
from memtui.screens.loading import Loading
from memtui.widgets.tree_filtered import FilteredTree
from memtui.widgets.tree_nodes import Node
from memtui.widgets.tree_pane import TreePane

_STEP = 500
"""Memories shown at first, and more each time the end of them is reached."""

_PAUSE_S = 0.1


class Filtering(Loading, inherit_bindings=False):
    """The Stores screen as a place to filter in; see the module."""

    tree_view: FilteredTree
    tree_pane: TreePane
    _filter = ""
    _limit = _STEP
    _is_stale = _is_finding = False

    @property
    def filter_text(self) -> str:
        """The filter that is on; empty when none is."""
        return self._filter

    def clear_filter(self) -> None:
        """Show all there is again."""
        self.tree_pane.clear()
        self._filter_by("")

    @on(TreePane.Typed)
    def filter_by(self, message: TreePane.Typed) -> None:
        self._filter_by(message.text.strip())

    def _filter_by(self, text: str) -> None:
        try:
            terms = parse(text, self.clock())
        except BadTerm as reason:
            # What was found before stays in view until the term is complete.
            self.tree_pane.show_reason(str(reason))
            return
        self.tree_pane.show_reason("")
        if text == self._filter:
            return
        self._filter, self._limit = text, _STEP
        if terms:
            self.find_again()
        elif self.tree_view.is_filtered:
            self.start("reveal", self._show_all)

    async def _show_all(self) -> None:
        anchor = self.tree_view.chosen_node
        self.tree_view.show_all()
        if anchor is not None and not anchor.is_same(self.tree_view.node):
            # The line that was chosen under the filter is in a folder that was never unfolded.
            await self.reveal(anchor.store_id, anchor.path)

    def find_again(self) -> None:
        """What is let through may be others now."""
        self._is_stale = True
        if self._filter and not self._is_finding:
            self._is_finding = True
            self.start_beside(self._find_until_quiet)

    def refind(self, batch: Batch) -> None:
        """Agents wrote: other memories may be let through now."""
        if self._filter and any(change.kind.startswith("memory.") for change in batch.changes):
            self.find_again()

    def show_in_tree(self, node: Node) -> None:
        found = self.tree_view.counterpart(node)
        if found is not None:
            self.tree_view.go_to_node(found)
        elif not self.tree_view.is_following:
            # Who goes somewhere wants to be there, also where the filter lets nothing through.
            self._filter = ""
            self.tree_pane.clear()
            self.tree_view.chosen_node = node
            self.tree_view.show_all()
            self.tree_view.go_to_node(node)

    @on(FilteredTree.MoreWanted)
    def find_more(self) -> None:
        self._limit += _STEP
        self.find_again()

    async def _find_until_quiet(self) -> None:
        # One search at a time: who types fast waits for the one before, and skips those between.
        try:
            while self._is_stale and self._filter:
                self._is_stale = False
                await self._find(self._filter, self._limit)
                await self.bridge.hold_back(_PAUSE_S)
        finally:
            self._is_finding = False

    async def _find(self, text: str, limit: int) -> None:
        terms: tuple[Term, ...] = parse(text, self.clock())
        order = tuple(self.tree_view.model.stores)
        found = await self.bridge.ask(lambda backend: backend.found(terms, order, limit))
        if text != self._filter:
            return
        self.tree_view.show_found(
            found.memories,
            f"{found.count:,} of {found.total:,}",
            has_more=found.count > len(found.memories),
        )
