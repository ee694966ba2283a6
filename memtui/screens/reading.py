"""
What is shown of the selected memory: which version, as content or as diff, and its history.

Owns the choice and keeps the three panes in step with it; the screen owns the panes' places.
Without a choice the newest version is shown, and stays the newest. A version that a person chose,
or whose diff they opened, stays where it is until they go on.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from functools import partial

from core.changes import Change
from core.diff import Diff
from core.times import Clock
from core.versions import Version
from memtui.bridge import Bridge
from memtui.screens import headings
from memtui.screens.looking import carried, changed_lines, look, look_at, no_text, note, patch_name
from memtui.trail import Spot
from memtui.widgets import figures
from memtui.widgets.content import ContentView
from memtui.widgets.diff_sides import TwoSidedDiff
from memtui.widgets.history import HistoryView
from memtui.widgets.lines import Heading
from memtui.widgets.tree_nodes import Kind, Node

Start = Callable[[str, Callable[[], Awaitable[object]]], object]
"""Does some work in place of what was started under the same name."""

_SHOW, _REFRESH, _BLAME = "show", "refresh", "blame"
_PATIENCE_S = 0.015


class Reading:
    """The selected memory and version; see the module."""

    def __init__(
        self,
        bridge: Bridge,
        clock: Clock,
        start: Start,
        panes: tuple[ContentView, TwoSidedDiff, HistoryView],
    ) -> None:
        self._bridge = bridge
        self._clock = clock
        self._start = start
        self._content, self._diff, self._history = panes
        self.node: Node | None = None
        self.version: Version | None = None
        """The version in view."""
        self.is_pinned = False
        """It stays in view although newer ones come."""
        self.is_diff = False
        self._compared: tuple[Version | None, Version] | None = None
        self._hidden = 0
        self._changed_at: datetime | None = None
        self._is_refreshing = self._again = False
        self._is_blaming = self._blame_again = False
        self._is_following = False
        self._wanted: Spot | None = None

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

    def show_blame(self) -> None:
        """Show who wrote which line of the text in view, if that is wanted."""
        self._blame_again = True
        if self._content.is_blamed and not self._is_blaming:
            self._is_blaming = True
            self._start(_BLAME, self._blame_until_quiet)

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
            self._refresh()

    def look_again(self) -> None:
        """Read everything again."""
        if self.node is not None and self.node.kind is Kind.MEMORY:
            self._refresh()

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

    async def read_on(self, page: str) -> None:
        """Older versions come into view."""
        node = self.node
        if node is None:
            return
        more = await self._bridge.ask(lambda b: b.history(node.store_id, node.memory_id, page))
        if node.is_same(self.node):
            self._history.add_page(more)

    # Inside

    def _refresh(self) -> None:
        # Never in place of the look before: were they to come faster than one takes, none would
        # ever be seen.
        if self._is_refreshing:
            self._again = True
        else:
            self._is_refreshing = True
            self._start(_REFRESH, self._refresh_until_quiet)

    async def _refresh_until_quiet(self) -> None:
        try:
            self._again = True
            while self._again:
                self._again = False
                await self._load(is_new=False)
        finally:
            self._is_refreshing = False

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

    async def _blame_until_quiet(self) -> None:
        # One at a time: of a memory that is written all the time each look takes a while.
        try:
            while self._blame_again and self._content.is_blamed:
                self._blame_again = False
                await self._read_blame()
        finally:
            self._is_blaming = False

    async def _read_blame(self) -> None:
        version, text = self.version, self._content.original
        if version is None or self._content.note:
            return
        lines = await self._bridge.ask(lambda b: b.blame(version))
        is_same = self.version is not None and self.version.id == version.id
        if is_same and self._content.original == text:
            self._content.show_blame(lines)

    async def _show_far(self, version: Version) -> None:
        history = self._history
        while history.next_page is not None and history.versions[-1].seq > version.seq:
            await self.read_on(history.next_page)
        if self.version is version:
            history.select(version.id)
            await self._show_version(version)

    async def _show_version(self, version: Version) -> None:
        if self.is_diff:
            await self._show_diff_of(version)
            return
        before = None if self._content.note else self._content.original
        text, hidden, moved = await self._bridge.ask(lambda b: look_at(b, version.id, before))
        if self.version is version:
            self._show_text(text, moved, hidden, is_live=False)

    async def _show_diff_of(self, version: Version) -> None:
        marked = self._history.marked
        if marked is not None and marked.id != version.id:
            older, newer = sorted((marked, version), key=lambda one: one.seq)
            compared: tuple[Version | None, Version] = (older, newer)
        else:
            compared = (await self._before(version), version)
        old, new = compared
        older_id = None if old is None else old.id
        found = await self._bridge.ask(lambda b: b.diff(older_id, new.id))
        if self.version is version and self.is_diff:
            self._compared = compared
            self._diff.show_diff(found, patch_name(old, "a"), patch_name(new, "b"))
            self._entitle()

    async def _before(self, version: Version) -> Version | None:
        """The version before another one, read if need be."""
        before = self._history.before(version)
        if before is None and self._history.next_page is not None:
            await self.read_on(self._history.next_page)
            before = self._history.before(version)
        return before

    def _show_text(
        self, text: str | None, moved: Diff | None, hidden: int, *, is_live: bool
    ) -> None:
        self._hidden = hidden
        if text is None:
            self._content.show_note(no_text(self.version))
        elif moved is None:
            self._content.show_text(text)
        else:
            # Whoever reads here goes on reading at the same line, wherever it is now.
            changed = changed_lines(moved.hunks) if is_live else frozenset[int]()
            self._changed_at = self._clock() if changed else None
            is_led = bool(changed) and self._is_following and not self._content.has_focus
            self._content.show_text(
                text,
                cursor=min(changed) if is_led else carried(moved.hunks, self._content.cursor),
                top=carried(moved.hunks, self._content.top_item),
                changed=changed,
            )
            if is_led:
                self._content.show_cursor()
        self.show_blame()
        self._entitle()

    def _entitle(self) -> None:
        node, version = self.node, self.version
        if node is None or node.kind is not Kind.MEMORY:
            return
        now, versions = self._clock(), self._history.versions
        self._content.entitle(
            headings.of_text(node, version, versions, self._hidden, now, self._content.app.times)
        )
        if version is not None and self._compared is not None and self._diff.diff is not None:
            path = version.path or node.path
            self._diff.entitle(
                headings.of_diff(
                    path, self._compared, versions, self._diff.diff, self._diff.aside, now
                )
            )
