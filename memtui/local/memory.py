"""
Blame, restore and the past of a workspace file on this machine.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.blame import blame
from core.changes import Change
from core.errors import NotFound
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.versions import Version
from core.workspace import Workspace
from memtui.backend.memory import Line, Moved

_PAGE = 100


class LocalMemory:
    """The part of `LocalBackend` that is about one memory, and about the past."""

    _workspace: Workspace

    def blame(self, version: Version) -> Sequence[Line]:
        history = self._workspace.versions.history(version.memory_id)
        return blame(
            (replace(one, content=None), one.content)
            for one in history
            if one.content is not None and one.seq <= version.seq
        )

    def restore(self, version_id: str, expect: str | None) -> Memory:
        version = self._workspace.versions.retrieve(version_id)
        # Looked at before, since a refused write of a text that is in the history anyway would only
        # be one more conflict to decide. What moves after this look is still refused below.
        try:
            found = self._workspace.memories.retrieve(version.memory_id).content_sha256
        except NotFound:
            found = None
        if found != expect:
            raise Moved("It changed in the meantime, so nothing was written; look at it again.")
        return self._workspace.restore(version_id, expect=expect)

    def moments(self, store_id: str) -> Sequence[int]:
        return self._workspace.asof.moments(store_id)

    def change(self, seq: int) -> Change | None:
        found = self._workspace.changes.since(seq - 1, 1)
        return found[0] if found and found[0].seq == seq else None

    def children_at(
        self, store_id: str, seq: int, path_prefix: str, page: str | None = None
    ) -> Page[Memory | MemoryPrefix]:
        return self._workspace.asof.page(store_id, seq, path_prefix, 1, limit=_PAGE, page=page)

    def memory_at(self, store_id: str, seq: int, path: str) -> Memory:
        return self._workspace.asof.at_path(store_id, path, seq)
