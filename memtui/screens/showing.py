"""
How a version of a memory stands in the panes: as content or as diff, with its history and writers.

Which one that is, and when it is read again, is decided by `Reading`.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from core.diff import Diff
from core.records.versions import Version
from core.times import Clock
from memtui.bridge import Bridge
from memtui.screens import headings
from memtui.screens.looking import carried, changed_lines, look_at, no_text, patch_name
from memtui.until_quiet import UntilQuiet
from memtui.widgets.content import ContentView
from memtui.widgets.diff_sides import TwoSidedDiff
from memtui.widgets.history import HistoryView
from memtui.widgets.tree_nodes import Kind, Node

Start = Callable[[str, Callable[[], Awaitable[object]]], object]
"""Does some work in place of what was started under the same name."""


class Showing:
    """The panes of the memory and the version in view; see the module."""

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
        self.is_diff = False
        self._compared: tuple[Version | None, Version] | None = None
        self._hidden = 0
        self._changed_at: datetime | None = None
        self._is_following = False
        self._blame = UntilQuiet(
            partial(start, "blame"), self._read_blame, lambda: self._content.is_blamed
        )

    def show_blame(self) -> None:
        """Show who wrote which line of the text in view, if that is wanted."""
        self._blame.ask()

    async def _read_blame(self) -> None:
        version, text = self.version, self._content.original
        if version is None or self._content.note:
            return
        lines = await self._bridge.ask(lambda b: b.blame(version))
        is_same = self.version is not None and self.version.id == version.id
        if is_same and self._content.original == text:
            self._content.show_blame(lines)

    async def read_on(self, page: str) -> None:
        """Older versions come into view."""
        node = self.node
        if node is None:
            return
        more = await self._bridge.ask(lambda b: b.history(node.store_id, node.memory_id, page))
        if node.is_same(self.node):
            self._history.add_page(more)

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
