"""
What a writer is told whose write met another one: the errors that carry a conflict.

Each says what is there instead and under which conflict the writer's own text is kept, so that it
can be tried again.
"""

from core.conflicts import Conflict
from core.errors import CoreError


class PreconditionFailed(CoreError):
    """The memory changed since the writer read it; nothing was written, the text is kept."""

    type = "memory_precondition_failed_error"

    def __init__(self, conflict: Conflict, content_sha256: str, theirs: str) -> None:
        super().__init__(
            f"{conflict.path} changed since you read it (it is now {content_sha256[:12]}…), so"
            f" nothing was written; your text is kept as {conflict.id}."
            " Read it again and retry."
        )
        self.conflict = conflict
        self.content_sha256 = content_sha256
        """The hash of the content that is there now."""
        self.theirs = theirs
        """The content that is there now, to try again on."""

    def details(self) -> dict[str, str | None]:
        return {"content_sha256": self.content_sha256, "conflict_id": self.conflict.id}


class PathConflict(CoreError):
    """The path is taken, or lies above or below another memory's path; nothing was written."""

    type = "memory_path_conflict_error"

    def __init__(
        self, path: str, conflicting_path: str, conflicting_memory_id: str, conflict: Conflict
    ) -> None:
        if path == conflicting_path:
            sentence = f"{path} exists already; update it, or choose another path."
        else:
            sentence = (
                f"{path} cannot exist beside {conflicting_path}: one path would be a file and a"
                " directory. Choose another path."
            )
        super().__init__(sentence)
        self.conflicting_path = conflicting_path
        self.conflicting_memory_id = conflicting_memory_id
        self.conflict = conflict

    def details(self) -> dict[str, str | None]:
        return {
            "conflicting_path": self.conflicting_path,
            "conflicting_memory_id": self.conflicting_memory_id,
            "conflict_id": self.conflict.id,
        }
