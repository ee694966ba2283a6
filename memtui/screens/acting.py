"""
Acting on stores and memories: what each key is about, and why it does nothing where it cannot.
"""

from memtui.screens.arrange import FEED, HISTORY, TREE
from memtui.screens.hosting import Hosting
from memtui.typed.paths import directory_of
from memtui.widgets import figures
from memtui.widgets.feed import FeedView
from memtui.widgets.history import HistoryView
from memtui.widgets.tree_nodes import Kind, Node


class Acting(Hosting, inherit_bindings=False):
    """The actions of the Stores screen that write; see the module."""

    history_view: HistoryView
    feed_view: FeedView

    def offers(self, action: str) -> bool:
        """Whether an action stands in the footer and the help; the key of another says why not."""
        node = None if self.focused_pane == FEED else self.tree_view.node
        kind = None if node is None or node.is_gone else node.kind
        match action:
            case "edit":
                return kind is Kind.MEMORY
            case "move":
                return kind in (Kind.MEMORY, Kind.DIRECTORY)
            case "delete":
                return kind is not None
            case "archive":
                return kind is Kind.STORE
            case "undo_session":
                return self.focused_pane in (HISTORY, FEED) and self._session() is not None
        return True

    # Actions

    def action_edit(self) -> None:
        node = self._target("edit")
        if node is not None and node.kind is Kind.MEMORY:
            self._act(lambda: self._edit(node))
        elif node is not None:
            self.app.tell("Put the cursor on a memory to edit it.")

    def action_new(self) -> None:
        node = self.tree_view.node
        if node is None:
            self.app.tell("There is no store to make a memory in.")
        elif self._is_writable(node):
            self._act(lambda: self._create(node.store_id, directory_of(node.path)))

    def action_move(self) -> None:
        node = self._target("move")
        if node is not None and node.kind in (Kind.MEMORY, Kind.DIRECTORY):
            self._act(lambda: self._move(node))
        elif node is not None:
            self.app.tell("Put the cursor on a memory or a directory to move it.")

    def action_delete(self) -> None:
        at = self.tree_view.node
        if at is not None and at.kind is Kind.STORE and self.focused_pane == TREE:
            self._act(lambda: self._delete_store(at))
            return
        node = self._target("delete")
        if node is not None and node.kind in (Kind.MEMORY, Kind.DIRECTORY):
            self._act(lambda: self._delete(node))
        elif node is not None:
            self.app.tell("Put the cursor on a memory, a directory or a store to delete it.")

    def action_archive(self) -> None:
        node = self.tree_view.node
        if node is None or node.kind is not Kind.STORE or self.focused_pane != TREE:
            self.app.tell("Put the cursor on a store to archive it.")
        elif node.is_archived:
            self._act(lambda: self._unarchive(node))
        else:
            self._act(lambda: self._archive(node))

    def action_sessions(self) -> None:
        self._act(self._choose_session)

    def action_undo(self) -> None:
        self._act(self._undo)

    def action_redo(self) -> None:
        self._act(self._redo)

    def action_undo_session(self) -> None:
        if self.focused_pane not in (HISTORY, FEED):
            self.app.tell("Put the cursor on a row of the history or the feed first.")
            return
        found = self._session()
        if found is None:
            self.app.tell("This row is no write of a session, so there is nothing to take back.")
        else:
            session_id, agent = found
            self._act(lambda: self._undo_session(session_id, agent))

    # What they are about

    def _target(self, verb: str) -> Node | None:
        """The node under the cursor of the tree, if it may be written; else it is told why not."""
        node = self.tree_view.node
        if self.focused_pane == FEED:
            self.app.tell(f"Go to the memory first ({self.app.key('lines.open')}), then {verb} it.")
        elif node is None:
            self.app.tell(f"There is nothing to {verb}.")
        elif node.is_gone:
            self.app.tell(f"{node.path} was deleted, so there is nothing to {verb}.")
        elif self._is_writable(node):
            return node
        return None

    def _is_writable(self, node: Node) -> bool:
        store = self.tree_view.model.stores.get(node.store_id)
        if store is not None and store.is_archived:
            self.app.tell(f"{store.name} is archived: nothing new is written to it.")
            return False
        return True

    def _session(self) -> tuple[str, str] | None:
        """The session that wrote the row under the cursor, and its agent."""
        if self.focused_pane == FEED:
            feed = self.feed_view
            change = feed.change_at(feed.cursor) if feed.count else None
            if change is None or not change.kind.startswith("memory."):
                return None
            session_id, who = change.created_by.session_id, figures.who(change)
        else:
            version = self.history_view.current
            if version is None:
                return None
            session_id, who = version.created_by.session_id, figures.who(version)
        return None if session_id is None else (session_id, who)
