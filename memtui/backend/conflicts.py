"""
What the screens are told about conflicts: a row of the list, and one conflict opened.
"""

from dataclasses import dataclass
from typing import Protocol

from core.conflicts import Conflict
from core.diff import Diff
from core.merge import Choice
from core.overseeing.alarms import Alarm
from core.reading.pages import Page
from core.records.sessions import SessionRecord
from core.records.versions import Version
from core.settling.drafts import Draft
from core.settling.resolving import Resolution
from core.settling.sides import Sides

__all__ = ["Alarm", "Collision", "ConflictBackend", "Opened"]


@dataclass(frozen=True, slots=True)
class Collision:
    """A conflict as the list shows it."""

    conflict: Conflict
    theirs: Version | None
    """What stood in the writer's way, or how it went; without content."""
    size: int | None
    """Bytes of the refused text, when there is one."""
    is_paused: bool
    """Whether the writer's session is paused."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A conflict with its texts."""

    sides: Sides
    theirs: Version | None
    """The version that is there now, or the one that took it away; its path is where it is."""
    is_paused: bool
    draft: Draft | None = None
    """What this person decided before and has not written."""


class ConflictBackend(Protocol):
    """What screens ask of a workspace about conflicts; see `memtui.backend.workspace`."""

    def collisions(self, *, closed: bool, page: str | None = None) -> Page[Collision]:
        """One page of the open conflicts (with `closed` of all), newest first."""

    def collisions_by_id(self, conflict_ids: tuple[str, ...]) -> tuple[Collision, ...]:
        """Some conflicts as they are now, without those that were dropped."""

    def wanted(self, conflict_id: str) -> Diff | None:
        """What the refused write would have changed; `None` when it had no text."""

    def open_conflict(self, conflict_id: str) -> Opened:
        """A conflict with its texts, to decide it."""

    def resolve(self, conflict_id: str, decision: Choice | str, expect: str | None) -> Resolution:
        """Write a side or a text, if theirs still has the hash `expect` (`None`: none there)."""

    def keep_draft(self, conflict_id: str, decisions: str | None) -> None:
        """Keep what was decided and not written; `None` forgets it."""

    def dismiss(self, conflict_id: str) -> Conflict:
        """Close a conflict without writing."""

    def conflicted(self) -> frozenset[str]:
        """The memories with open conflicts, by id."""

    def alarms(self) -> tuple[Alarm, ...]:
        """What is unusual now, the worst first."""

    def session(self, session_id: str) -> SessionRecord:
        """A session."""

    def pause_session(self, session_id: str) -> SessionRecord:
        """Stop a session's writes."""

    def resume_session(self, session_id: str) -> SessionRecord:
        """Let a session write again."""
