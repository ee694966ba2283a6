"""
The resolver of a conflict: base to theirs on the left, base to mine on the right, the result below.

What was decided is kept with the list of conflicts, and in the workspace for the next start.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from memtui.bridge import Batch
from memtui.resolving.resolution import Resolution
from memtui.screens.deciding import Deciding
from memtui.screens.resolver_panes import ResolverPanes

if TYPE_CHECKING:
    from memtui.screens.conflicts import ConflictsScreen


class ResolverScreen(ResolverPanes):
    """See the module."""

    def __init__(
        self, conflicts: "ConflictsScreen", conflict_id: str, stores: Mapping[str, str]
    ) -> None:
        deciding = Deciding(conflicts.bridge, conflict_id, conflicts.drafts.get(conflict_id))
        super().__init__(conflicts.bridge, conflicts.workspace, conflicts.app, deciding, stores)
        self.conflict_id = conflict_id
        self._conflicts = conflicts

    def verbs(self) -> dict[str, str]:
        opened = self.deciding.opened
        is_paused = opened is not None and opened.is_paused
        return {"resolver.hold": "resume writer" if is_paused else "pause writer"}

    def keep(self, resolution: Resolution) -> None:
        self._conflicts.drafts[self.conflict_id] = resolution
        if not self.app.read_only and not self.is_over:
            self.start("draft", self.deciding.keep)

    def forget(self) -> None:
        self._conflicts.drafts.pop(self.conflict_id, None)

    async def set_aside(self) -> None:
        await self._conflicts.dismiss_conflict(self.conflict_id)

    def apply(self, batch: Batch) -> None:
        super().apply(batch)
        if self.is_over or not self.is_ready:
            return
        session_id = self.writer_session
        if any(change.subject_id == session_id for change in batch.changes):
            self.action_rescan()

    def leave(self) -> None:
        """Close the screen; what was decided stays with the list."""
        if self._conflicts.resolver is self:
            self._conflicts.resolver = None
        super().leave()
