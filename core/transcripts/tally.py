"""
What is new in the workspace by a portion: in all, and for the counters of each session.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, fields
from typing import Self

from core.storage.sqlite import Connection
from core.transcripts.kinds import ERRORS, Kind, Status


@dataclass(slots=True)
class Added:
    """What was added to the workspace; an error that turns out to be none is one less."""

    sessions: int = 0
    events: int = 0
    tool_calls: int = 0
    tool_errors: int = 0
    rejected: int = 0
    quarantined: int = 0

    def __iadd__(self, other: "Added") -> Self:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
        return self


@dataclass(slots=True)
class Tally:
    """What a portion changes about each session, by its number."""

    counts: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    times: dict[int, tuple[int, int]] = field(default_factory=dict)

    def kept(self, session: int, kind: Kind, status: str | None, by: int = 1) -> None:
        """Count an event by what it is, or (`by` -1) take it back."""
        self.counts[session]["tool_calls"] += by * (kind is Kind.TOOL_CALL)
        self.ended(session, kind, status, by)

    def saw(self, session: int, ts: int | None) -> None:
        if ts is not None:
            first, last = self.times.get(session, (ts, ts))
            self.times[session] = min(first, ts), max(last, ts)

    def ended(self, session: int, kind: Kind, status: str | None, by: int = 1) -> None:
        """Count how a call ended, or (`by` -1) take it back; only results count."""
        if kind is not Kind.TOOL_RESULT:
            return
        if status in ERRORS:
            self.counts[session]["tool_errors"] += by
        elif status == Status.REJECTED_BY_USER:
            self.counts[session]["rejected"] += by


def count(connection: Connection, tally: Tally) -> None:
    """Add what changed to the counters and times of the sessions."""
    for session, counts in tally.counts.items():
        changed = {name: by for name, by in counts.items() if by}
        if changed:
            sums = ", ".join(f"{name} = {name} + ?" for name in changed)
            connection.execute(
                f"UPDATE transcripts SET {sums} WHERE session = ?", (*changed.values(), session)
            )
    for session, (first, last) in tally.times.items():
        connection.execute(
            "UPDATE transcripts SET first_ts = min(coalesce(first_ts, ?1), ?1),"
            " last_ts = max(coalesce(last_ts, ?2), ?2) WHERE session = ?3",
            (first, last, session),
        )
