"""
A workspace as the backend of the app: a file on this machine, or one that is served.
"""

from collections.abc import Sequence
from threading import Event

from core.changes import Change
from core.diff import Diff
from core.errors import NotFound
from core.overseeing.alarms import Thresholds
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.reading.version_filter import VersionFilter
from core.records.memories import Memory
from core.records.stores import Store
from core.records.versions import Version
from core.workspace import Workspace
from memtui.local.conflicts import LocalConflicts
from memtui.local.deeds import LocalDeeds
from memtui.local.dreams import LocalDreams
from memtui.local.finding import LocalFinding
from memtui.local.memory import LocalMemory
from memtui.local.sessions import LocalSessions
from memtui.local.timeline import LocalTimeline

_PAGE = 100


class LocalBackend(
    LocalConflicts,
    LocalMemory,
    LocalDeeds,
    LocalDreams,
    LocalFinding,
    LocalSessions,
    LocalTimeline,
):
    """An open workspace behind the app's protocol; the caller opens and closes it."""

    def __init__(
        self,
        workspace: Workspace,
        name: str | None = None,
        thresholds: Thresholds | None = None,
    ) -> None:
        super().__init__(workspace, thresholds)
        self.name = workspace.name if name is None else name

    def stores(self) -> Sequence[Store]:
        return list(self._workspace.stores.list(include_archived=True))

    def children(
        self, store_id: str, path_prefix: str, page: str | None = None, limit: int = _PAGE
    ) -> Page[Memory | MemoryPrefix]:
        return self._workspace.memories.page(store_id, path_prefix, 1, limit=limit, page=page)

    def memory(self, memory_id: str) -> Memory:
        return self._workspace.memories.retrieve(memory_id)

    def heads(self, memories: Sequence[tuple[str, str]]) -> Sequence[Version]:
        found: list[Version] = []
        for store_id, memory_id in memories:
            try:
                found += self._workspace.versions.page(
                    store_id, VersionFilter(memory_id=memory_id), limit=1
                ).data
            except NotFound:
                # The store was deleted meanwhile; the tree will hear of it.
                continue
        return found

    def history(self, store_id: str, memory_id: str, page: str | None = None) -> Page[Version]:
        wanted = VersionFilter(memory_id=memory_id)
        return self._workspace.versions.page(store_id, wanted, limit=_PAGE, page=page)

    def version(self, version_id: str) -> Version:
        return self._workspace.versions.retrieve(version_id)

    def diff(self, older: str | None, newer: str) -> Diff:
        return self._workspace.diff(older, newer)

    def seq(self) -> int:
        return self._workspace.changes.last_seq()

    def changes_since(self, seq: int, limit: int = 500) -> Sequence[Change]:
        return self._workspace.changes.since(seq, limit)

    def newest_changes(self, limit: int, before: int | None = None) -> Sequence[Change]:
        return self._workspace.changes.newest(limit, before)

    def wait(self, seq: int, timeout_s: float, stop: Event) -> bool:
        return self._workspace.changes.wait(seq, timeout_s, stop)

    def open_conflicts(self) -> int:
        return self._workspace.conflicts.count()
