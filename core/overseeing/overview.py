"""
The few numbers of a workspace that a status line or a title shows, for one actor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.changes import last_seq
from core.context import Context
from core.times import format_time

RECENT = timedelta(minutes=1)
"""How far back `recent_writes` looks."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is, and what needs a person."""

    seq: int
    """The newest change."""
    stores: int
    """Without archived ones."""
    memories: int
    versions: int
    running_sessions: int
    open_conflicts: int
    recent_writes: int
    """Versions written in the last minute."""


def overview(context: Context) -> Overview:
    """Count what this actor sees; reads indexes only, so it is quick in a large workspace too."""
    stores, values = context.scope.visible_stores("id")
    inside, _ = context.scope.visible_stores("store_id")
    sessions, own = context.scope.visible_sessions("id")
    since = format_time(context.clock() - RECENT)
    with context.db.snapshot() as connection:

        def count(rest: str, given: Sequence[str | int] = values) -> int:
            (number,) = connection.execute(f"SELECT count(*) FROM {rest}", given).fetchone()
            return int(number)

        row = connection.execute(
            "SELECT seq FROM changes WHERE at < ? ORDER BY at DESC, seq DESC LIMIT 1", (since,)
        ).fetchone()
        before = 0 if row is None else int(row[0])
        return Overview(
            seq=last_seq(connection),
            stores=count(f"stores WHERE archived_at IS NULL AND {stores}"),
            memories=count(f"memories WHERE {inside}"),
            versions=count(f"versions WHERE {inside}"),
            running_sessions=count(f"sessions WHERE status = 'running' AND {sessions}", own),
            open_conflicts=count(f"conflicts WHERE state = 'open' AND {inside}"),
            recent_writes=count(f"versions WHERE seq > ? AND {inside}", (before, *values)),
        )


def has_proposals(context: Context) -> bool:
    """Whether any dream proposed anything; only then is it worth looking at reviews."""
    with context.db.snapshot() as connection:
        return connection.execute("SELECT 1 FROM dream_changes LIMIT 1").fetchone() is not None
