"""
What a mount has to tell: one value for everything that happened, and who is told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Kind(StrEnum):
    """What happened."""

    PULLED = "pulled"
    """The file shows what others wrote."""
    PUSHED = "pushed"
    CREATED = "created"
    RENAMED = "renamed"
    """The memory was renamed as its file was."""
    DELETED = "deleted"
    """The memory of a file that was gone for long enough."""
    REMOVED = "removed"
    """The file of a memory that others deleted or renamed."""
    RESTORED = "restored"
    """A file that was deleted here, which does not count."""
    CONFLICT = "conflict"
    """A local text that the store keeps as a conflict."""
    SET_ASIDE = "set_aside"
    """A local text that may not be pushed, kept as a copy."""
    KEPT = "kept"
    """It stays on one side."""
    WIPED = "wiped"
    """All files vanished at once; they come back."""
    WAITS = "waits"
    """Nothing is kept in step for now."""
    GOES_ON = "goes_on"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a mount."""

    kind: Kind
    store_id: str
    path: str | None = None
    detail: str | None = None
    """What a person should know besides, in a sentence; for a rename the old path."""
    conflict_id: str | None = None
    copy: str | None = None
    """Where in the directory the local text was copied to."""


Told: TypeAlias = Callable[[Event], None]
