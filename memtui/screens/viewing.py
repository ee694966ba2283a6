"""
What the Stores screen does about the memory in view: blame, restore, copies, and its store's past.
"""

from textual import on
from textual.widgets import Input

from memtui.screens.arrange import CONTENT, DIFF
from memtui.screens.copying import CONTENT as COPY_CONTENT
from memtui.screens.copying import choices
from memtui.screens.returning import Returning
from memtui.widgets.content import ContentView
from memtui.widgets.prompt import Sheet
from memtui.widgets.tree_nodes import Kind, Node


class Viewing(Returning, inherit_bindings=False):
    """The actions of the Stores screen that look; of those that write only the restore."""

    is_restoring = False

    def offers(self, action: str) -> bool:
        """Whether an action stands in the footer and the help; the key of another says why not."""
        if isinstance(self.focused, Input):
            # Letters are typed now.
            return action in ("back", "next_pane", "previous_pane")
        return action != "restore" or self.reading.why_not_restore is None

    # Blame

    @on(ContentView.BlameWanted)
    def show_blame(self) -> None:
        self.reading.show_blame()

    @on(ContentView.LineOpened)
    def show_change_of_line(self, message: ContentView.LineOpened) -> None:
        self.app.jumps.leave()
        self.reading.show_change(message.version)
        self.go_to_pane(DIFF)

    # Restore

    def action_restore(self) -> None:
        why_not = self.reading.why_not_restore
        if why_not is not None:
            self.app.tell(why_not)
        elif not self.is_restoring:
            self.is_restoring = True
            self.start("restore", self._restore)

    async def _restore(self) -> None:
        try:
            self.app.tell(await self.reading.restore())
        finally:
            self.is_restoring = False
        self.go_to_pane(CONTENT if self.focused_pane == DIFF else self.focused_pane)

    # Time travel

    def action_travel(self) -> None:
        node = self.tree_view.node
        if node is None:
            self.app.tell("Select a store, or something in it, to see its past.")
        else:
            self.start("travel", self._travel, node)

    async def _travel(self, node: Node) -> None:
        from memtui.screens.travel import TravelScreen

        stores = await self.bridge.ask(lambda backend: backend.stores())
        moments = await self.bridge.ask(lambda backend: backend.moments(node.store_id))
        store = next((store for store in stores if store.id == node.store_id), None)
        if store is None or not moments:
            self.app.tell("Nothing was ever written to this store, so it has no past.")
            return
        path = node.path if node.kind is not Kind.STORE else ""
        self.app.push_screen(
            TravelScreen(self.bridge, self.workspace, self.app, store, moments, path)
        )

    # Copying

    def action_copy_what(self) -> None:
        node, version = self.tree_view.node, self.reading.version
        if node is None:
            self.app.tell("There is nothing to copy here.")
            return
        offered = choices(node, version)
        lines = [(f"{key}  {one.name:<11}{one.text}", "") for key, one in offered.items()]

        def chosen(key: str | None) -> None:
            if key == COPY_CONTENT and version is not None:
                self.start("copy", self._copy_content, version.id)
            elif key is not None:
                self.app.copy_to_clipboard(offered[key].text)
                self.app.tell(f"Copied the {offered[key].name}.")

        answers = {key: one.name for key, one in offered.items()}
        self.app.push_screen(Sheet("Copy what?", lines, answers), chosen)

    async def _copy_content(self, version_id: str) -> None:
        version = await self.bridge.ask(lambda backend: backend.version(version_id))
        self.app.copy_to_clipboard(version.content or "")
        self.app.tell("Copied the content.")
