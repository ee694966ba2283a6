"""
What a version says of the write that made it: what it did, and where it came from.
"""

from dataclasses import dataclass
from enum import StrEnum


class Operation(StrEnum):
    """What a version did, in the wire's words."""

    CREATED = "created"
    MODIFIED = "modified"
    DELETED = "deleted"


class Origin(StrEnum):
    """Where a version came from when it was not an ordinary write."""

    IMPORT = "import"
    RESTORE = "restore"
    """`origin_id` is the version that was written back; its memory's history continues here."""
    REDACTION = "redaction"
    """A masked text, written because the head held a secret."""
    UNDO = "undo"
    """`origin_id` is the version whose effect was taken back."""
    REDO = "redo"
    """`origin_id` is the version of an undo that was taken back itself."""
    MERGE = "merge"
    """A writer's text merged with what came in between; `origin_id` is the version it met."""
    RESOLUTION = "resolution"
    """Somebody settled a conflict; `origin_id` is the conflict."""
    DREAM = "dream"
    """A reviewed proposal was applied; `origin_id` is the dream, `batch` the apply."""
    DREAM_UNDO = "dream_undo"
    """What was applied was taken back; `origin_id` is the version whose effect that was."""


CONTINUES = frozenset({Origin.RESTORE, Origin.UNDO, Origin.REDO, Origin.DREAM_UNDO})
"""A memory created so goes on with the history of the memory of `origin_id`."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a version says about its write, besides what it wrote."""

    unconditional: bool = False
    """It replaced a content without stating which one it expected to replace."""
    origin: Origin | None = None
    origin_id: str | None = None
    batch: str | None = None
    """What was done in one go, and is undone in one go, shares this id."""

    def marked(self, *, unconditional: bool) -> "Note":
        """The same note about a write that stated what it replaces, or did not."""
        return Note(unconditional, self.origin, self.origin_id, self.batch)


ORDINARY = Note()
