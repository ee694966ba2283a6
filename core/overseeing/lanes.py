"""
What happened in a span of time, counted in equal buckets: over all, and in a lane for each agent or
session.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.overseeing.marks import MarkKind
from core.times import from_milliseconds

Row = tuple[str, str | None, str, int, int, int, int]
"""Agent, session, kind, bucket, how many, and when the first and the last of them were."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What one agent, or one session, did."""

    agent: str
    session_id: str | None
    """None in a timeline by agent, and for who acted without a session."""
    first_at: datetime
    last_at: datetime
    counts: dict[MarkKind, tuple[int, ...]]
    """For each kind that occurs the number of marks in each bucket."""

    def total(self, kind: MarkKind) -> int:
        """All marks of a kind."""
        return sum(self.counts.get(kind, ()))


@dataclass(frozen=True, slots=True)
class Timeline:
    """A span of time in equal buckets."""

    since: datetime
    until: datetime
    step: timedelta
    counts: dict[MarkKind, tuple[int, ...]]
    """Over all lanes."""
    lanes: tuple[Lane, ...]
    """Who was active last comes first."""


def timeline_of(
    rows: list[Row],
    since: datetime,
    until: datetime,
    step: timedelta,
    buckets: int,
) -> Timeline:
    """Counts as lanes, and over all."""
    total: dict[MarkKind, list[int]] = {}
    lanes: dict[tuple[str, str | None], dict[MarkKind, list[int]]] = {}
    times: dict[tuple[str, str | None], tuple[int, int]] = {}
    for agent, session_id, name, bucket, count, first, last in rows:
        kind, key = MarkKind(name), (agent, session_id)
        counts = lanes.setdefault(key, {}).setdefault(kind, [0] * buckets)
        counts[bucket] += count
        total.setdefault(kind, [0] * buckets)[bucket] += count
        begin, end = times.get(key, (first, last))
        times[key] = min(begin, first), max(end, last)
    made = [
        Lane(
            *key,
            from_milliseconds(times[key][0]),
            from_milliseconds(times[key][1]),
            {kind: tuple(numbers) for kind, numbers in counts.items()},
        )
        for key, counts in lanes.items()
    ]
    made.sort(key=lambda lane: (lane.agent, lane.session_id or ""))
    made.sort(key=lambda lane: lane.last_at, reverse=True)
    overall = {kind: tuple(numbers) for kind, numbers in total.items()}
    return Timeline(since, until, step, overall, tuple(made))
