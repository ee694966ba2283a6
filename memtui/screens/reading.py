"""
What is shown of the selected memory: which version, as content or as diff, and its history.

Owns the choice and keeps the three panes in step with it, which `Showing` fills; the screen owns
the panes' places. Without a choice the newest version is shown, and stays the newest. A version
that a person chose, or whose diff they opened, stays where it is until they go on.
"""

from collections.abc import Iterable
from functools import partial

from core.changes import Change
from core.records.versions import Version
from core.times import Clock
from memtui.bridge import Bridge
from memtui.screens.looking import look, note
from memtui.screens.showing import Showing, Start
from memtui.trail import Spot
from memtui.until_quiet import UntilQuiet
from memtui.widgets import figures
from memtui.widgets.content import ContentView
from memtui.widgets.diff_sides import TwoSidedDiff
from memtui.widgets.history import HistoryView
from memtui.widgets.lines import Heading
from memtui.widgets.tree_nodes import Kind, Node

_SHOW = "show"
_PATIENCE_S = 0.015


class Reading(Showing):
    """The selected memory and version; see the module."""

    def __init__(
        self,
        bridge: Bridge,
        clock: Clock,
        start: Start,
        panes: tuple[ContentView, TwoSidedDiff, HistoryView],
    ) -> None:
        super().__init__(bridge, clock, start, panes)
        self.is_pinned = False
        """The version in view stays there although newer ones come."""
        self._wanted: Spot | None = None
        self._newest = UntilQuiet(partial(start, "refresh"), partial(self._load, is_new=False))

    # What a person does

    def show(self, node: Node, *, is_following: bool = False) -> None:
        """
        Show what the cursor of the tree is on.

        Args:
            is_following: The newest write led here, so what it changed is brought into view.
        """
        self._is_following = is_following
        wanted = self._wanted is not None and self._wanted.memory_id == node.memory_id
        if node.kind is Kind.MEMORY and node.is_same(self.node) and not wanted:
            self.node = node
            return
        self.node = node
        self.version, self.is_pinned, self.is_diff = None, False, False
        self._compared = None
        if wanted and self._wanted is not None:
            # At once, so that the keys go to the pane that is about to be in view.
            self.is_diff = self._wanted.is_diff
        if node.kind is Kind.MEMORY:
            self._start(_SHOW, partial(self._load, is_new=True))
            return
        self._hidden = 0
        self._history.clear()
        self._diff.clear()
        self._content.show_note(note(node))
        self._content.entitle(Heading(node.name if node.kind is Kind.STORE else node.path))

    def select(self, version: Version) -> None:
        """Show a version that was chosen in the history."""
        newest = self._history.versions[0] if self._history.versions else None
        self.version = version
        self.is_pinned = self.is_diff or newest is None or version.id != newest.id
        self._start(_SHOW, partial(self._show_version, version))

    def step(self, by: int) -> None:
        """Go to an older (`by` > 0) or newer version."""
        versions = self._history.shown
        if not versions:
            return
        at = next(
            (i for i, v in enumerate(versions) if self.version and v.id == self.version.id), 0
        )
        target = versions[max(0, min(len(versions) - 1, at + by))]
        self._history.select(target.id)
        self.select(target)

    def show_newest(self) -> None:
        """Show the newest version, and those to come."""
        self.is_pinned = False
        self._history.select(None)
        if self._history.versions:
            self.select(self._history.versions[0])

    def show_diff(self) -> None:
        """Show what the version in view changed, or its difference to the marked one."""
        if self.version is not None:
            self.is_diff = self.is_pinned = True
            self._start(_SHOW, partial(self._show_version, self.version))

    def show_change(self, version: Version) -> None:
        """Go to a version of the memory that may be far back, and show what it changed."""
        self.version, self.is_diff, self.is_pinned = version, True, True
        self._start(_SHOW, partial(self._show_far, version))

    @property
    def why_not_restore(self) -> str | None:
        """Why the version in view cannot be written back, for a person; `None`: it can."""
        version, versions = self.version, self._history.versions
        if version is None or not versions:
            return "Select a memory, and an older version of it with [ or in its history."
        head = versions[0]
        if version.id == head.id:
            return "This is the newest version; go to an older one with [ or in the history."
        if version.content_sha256 is None:
            return "This version has no content that could be written back."
        if version.content_sha256 == head.content_sha256:
            return "The newest version has the same content, so there is nothing to write."
        return None

    async def restore(self) -> str:
        """
        Write the version in view back, if the newest one is still the one on the screen.

        Raises:
            CoreError: Nothing was written.
        """
        version, head = self.version, self._history.versions[0]
        assert version is not None
        expect = head.content_sha256
        await self._bridge.ask(lambda b: b.restore(version.id, expect))
        written = f"{figures.who(version)}, {self._content.app.times.full(version.created_at)}"
        if self.version is version:
            self.is_diff = False
            self.show_newest()
        return f"Restored {version.path or head.path} as {written} wrote it: it is a new version."

    def leave_diff(self) -> None:
        """Show the content again."""
        self.is_diff = False
        if self.version is not None:
            self.select(self.version)

    # Going to a line

    def want(self, spot: Spot) -> None:
        """As soon as this memory is shown: which version of it, and which line."""
        self._wanted = spot

    async def _arrive(self, node: Node) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None or wanted.memory_id != node.memory_id:
            return
        if wanted.version_id is not None:
            version_id = wanted.version_id
            version = await self._bridge.ask(lambda backend: backend.version(version_id))
            newest = self._history.versions[0] if self._history.versions else None
            self.version, self.is_diff = version, wanted.is_diff
            self.is_pinned = wanted.is_diff or newest is None or newest.id != version_id
            await self._show_far(version)
        pane = self._diff if self.is_diff else self._content
        pane.move_to(wanted.line, center=True)
        if wanted.top is not None:
            pane.hold(pane.cursor, wanted.top)

    # What happens

    def apply(self, changes: Iterable[Change]) -> None:
        """Look again when the memory changed."""
        node = self.node
        if node is None or node.kind is not Kind.MEMORY:
            return
        if any(change.subject_id == node.memory_id for change in changes):
            self._newest.ask()

    def look_again(self) -> None:
        """Read everything again."""
        if self.node is not None and self.node.kind is Kind.MEMORY:
            self._newest.ask()

    def tick(self) -> None:
        """Time has passed."""
        now = self._clock()
        if self._changed_at is not None and now - self._changed_at >= figures.FRESH:
            self._changed_at = None
            self._content.fade()
        self._history.repaint()
        if self._content.is_blamed:
            self._content.repaint()
        self._entitle()

    # Inside

    async def _load(self, *, is_new: bool) -> None:
        node = self.node
        assert node is not None
        if is_new:
            # A cursor that runs through the tree asks only for what it stays on.
            await self._bridge.hold_back(_PATIENCE_S)
        before = None if is_new or self._content.note else self._content.original
        fresh = self._clock() - figures.FRESH
        loaded = await self._bridge.ask(lambda b: look(b, node, before, fresh))
        if not node.is_same(self.node):
            return
        if is_new:
            self._history.show_history(loaded.history)
        else:
            self._history.add_newer(loaded.history, is_following=not self.is_pinned)
        if self.is_pinned:
            self._entitle()
            return
        self.version = loaded.history.data[0] if loaded.history.data else None
        if is_new and loaded.text is not None:
            self._content.show_text("")
        self._show_text(loaded.text, loaded.moved, loaded.hidden, is_live=True)
        if is_new:
            await self._arrive(node)
