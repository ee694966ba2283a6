"""
What the Timeline asks of a workspace, and what stands behind one mark of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.diff import Diff
from core.overseeing.lanes import Lane, Timeline
from core.overseeing.marks import Mark, MarkKind, Wanted
from core.overseeing.timeline import By, Changed
from core.records.versions import Version
from core.transcripts.log import Turn

__all__ = [
    "Behind",
    "By",
    "Changed",
    "Lane",
    "Mark",
    "MarkKind",
    "Timeline",
    "TimelineBackend",
    "Turn",
    "Version",
    "Wanted",
]


@dataclass(frozen=True, slots=True)
class Behind:
    """One mark in full, as far as it is known."""

    mark: Mark
    version: Version | None = None
    """Of a write: what was written, without its text."""
    diff: Diff | None = None
    """What a write changed, or a refused write wanted."""
    turn: Turn | None = None
    """What was going on in the session, when there is a transcript of it."""
    event_id: str | None = None
    """The event of the turn that did it."""


class TimelineBackend(Protocol):
    """The part of `Backend` about time; every call may raise `CoreError`."""

    def extent(self) -> tuple[datetime, datetime] | None:
        """From the first thing that happened to the last; `None` if nothing ever did."""

    def timeline(
        self, since: datetime, until: datetime, wanted: Wanted, buckets: int, by: By
    ) -> Timeline:
        """What happened in a span of time, counted in buckets."""

    def mark_after(self, mark: Mark, wanted: Wanted, until: datetime) -> Mark | None:
        """The next mark before `until`, if there is one."""

    def mark_before(self, mark: Mark, wanted: Wanted, since: datetime) -> Mark | None:
        """The mark before this one from `since` on, if there is one."""

    def mark_near(
        self, moment: datetime, wanted: Wanted, since: datetime, until: datetime
    ) -> Mark | None:
        """The mark of a span that is nearest to a moment."""

    def behind(self, mark: Mark) -> Behind:
        """A mark in full."""

    def changed_between(
        self, since: datetime, until: datetime, wanted: Wanted, limit: int
    ) -> Sequence[Changed]:
        """The memories that were written in a span, the last one first."""

    def change_over(self, changed: Changed) -> Diff | None:
        """What all writes to a memory in a span changed; `None` if a text is gone."""
