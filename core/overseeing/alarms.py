"""
Alarms for the person on call: what is unusual in the last minutes, read from the change feed.

Nothing is stored: an alarm is raised while the feed says so, and gone when it does not any more.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.context import Context
from core.storage.sqlite import Connection
from core.times import format_time


class AlarmKind(StrEnum):
    """What is unusual."""

    WRITE_RATE = "write_rate"
    BURST = "burst"
    CONFLICT_RATE = "conflict_rate"
    REFUSED_SCOPE = "refused_scope"
    FLIPPING = "flipping"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how much on something is unusual; every one can be configured."""

    window_s: int = 300
    writes_per_minute: int = 120
    """By one agent in one store, on average over the window."""
    burst_writes: int = 60
    """By one agent in one store within ten seconds."""
    conflicts: int = 10
    """Refused writes of one agent in one store within the window, retries included."""
    refused: int = 3
    """Refusals of one agent by a scope within the window."""
    flips: int = 3
    """Times that two writers give a memory back a text it had before, within the window."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One unusual thing, and who it is about."""

    kind: AlarmKind
    memory_store_id: str | None
    agent: str
    session_id: str | None
    count: int
    path: str | None
    message: str


BURST_S = 10


def alarms(context: Context, thresholds: Thresholds) -> list[Alarm]:
    """What is unusual now in the stores that this actor sees, the worst kinds first."""
    now = context.clock()
    condition, values = context.scope.visible_stores("id")
    with context.db.snapshot() as connection:
        found = [
            *_refused(connection, now, thresholds),
            *_flipping(connection, now, thresholds),
            *_conflicts(connection, now, thresholds),
            *_rates(connection, now, thresholds),
        ]
        if not found:
            return []
        rows = connection.execute(f"SELECT id FROM stores WHERE {condition}", values).fetchall()
    visible = {store_id for (store_id,) in rows}
    return [alarm for alarm in found if alarm.memory_store_id in visible]


def _rates(connection: Connection, now: datetime, limits: Thresholds) -> list[Alarm]:
    found = []
    minutes = limits.window_s / 60
    for store, session, agent, count in _counts(connection, now, limits.window_s, "memory.%"):
        if count / minutes > limits.writes_per_minute:
            rate = round(count / minutes)
            message = f"{agent} writes {rate} times a minute"
            found.append(Alarm(AlarmKind.WRITE_RATE, store, agent, session, count, None, message))
    for store, session, agent, count in _counts(connection, now, BURST_S, "memory.%"):
        if count > limits.burst_writes:
            message = f"{agent} wrote {count} times in {BURST_S} seconds"
            found.append(Alarm(AlarmKind.BURST, store, agent, session, count, None, message))
    return found


def _conflicts(connection: Connection, now: datetime, limits: Thresholds) -> list[Alarm]:
    counts: Counter[tuple[str | None, str | None, str]] = Counter()
    for kind in ("conflict.opened", "conflict.repeated"):
        for store, session, agent, count in _counts(connection, now, limits.window_s, kind):
            counts[store, session, agent] += count
    return [
        Alarm(
            AlarmKind.CONFLICT_RATE,
            store,
            agent,
            session,
            count,
            None,
            f"{agent} lost {count} writes to others",
        )
        for (store, session, agent), count in counts.items()
        if count > limits.conflicts
    ]


def _refused(connection: Connection, now: datetime, limits: Thresholds) -> list[Alarm]:
    rows = connection.execute(
        "SELECT conflicts.store_id, actor_id, coalesce(sessions.agent, actor_id), sum(attempts),"
        " max(path) FROM conflicts LEFT JOIN sessions ON sessions.id = actor_id"
        " WHERE state = 'refused' AND updated_at >= ? GROUP BY 1, 2, 3",
        (format_time(now - timedelta(seconds=limits.window_s)),),
    ).fetchall()
    return [
        Alarm(
            AlarmKind.REFUSED_SCOPE,
            store,
            agent,
            session,
            count,
            path,
            f"{agent} tried {count} times to write where it may not",
        )
        for store, session, agent, count, path in rows
        if count >= limits.refused
    ]


def _flipping(connection: Connection, now: datetime, limits: Thresholds) -> list[Alarm]:
    rows = connection.execute(
        "SELECT versions.store_id, versions.memory_id, versions.content_sha256, versions.path,"
        " coalesce(sessions.agent, versions.actor_id) FROM changes"
        " JOIN versions ON versions.seq = changes.seq"
        " LEFT JOIN sessions ON sessions.id = versions.actor_id"
        " WHERE changes.at >= ? AND versions.operation = 'modified' ORDER BY versions.seq",
        (format_time(now - timedelta(seconds=limits.window_s)),),
    ).fetchall()
    texts: dict[str, list[tuple[str, str]]] = {}
    where: dict[str, tuple[str, str]] = {}
    for store, memory_id, sha256, path, agent in rows:
        texts.setdefault(memory_id, []).append((sha256, agent))
        where[memory_id] = store, path
    found = []
    for memory_id, written in texts.items():
        flips = _flips(written)
        if flips >= limits.flips:
            store, path = where[memory_id]
            names = " and ".join(sorted({agent for _, agent in written})[:2])
            message = f"{names} keep overwriting each other"
            found.append(Alarm(AlarmKind.FLIPPING, store, names, None, flips, path, message))
    return found


def _flips(written: list[tuple[str, str]]) -> int:
    """How often a writer brought back a text that another writer had just replaced."""
    flips = 0
    for before, between, after in zip(written, written[1:], written[2:], strict=False):
        if before[0] == after[0] and between[0] != after[0] and between[1] != after[1]:
            flips += 1
    return flips


# A person who imports a folder wants every file of it at once; a session that does may run wild.
_BROUGHT_IN = "(versions.origin IS 'import' AND changes.actor_type != 'session_actor')"


def _counts(
    connection: Connection, now: datetime, seconds: int, kind: str
) -> list[tuple[str | None, str | None, str, int]]:
    return connection.execute(
        "SELECT changes.store_id, sessions.id, coalesce(sessions.agent, changes.actor_id),"
        " count(*) FROM changes LEFT JOIN sessions ON sessions.id = changes.actor_id"
        " LEFT JOIN versions ON versions.seq = changes.seq"
        f" WHERE changes.at >= ? AND changes.kind LIKE ? AND NOT {_BROUGHT_IN} GROUP BY 1, 2, 3",
        (format_time(now - timedelta(seconds=seconds)), kind),
    ).fetchall()
