"""
Keeping what was refused: the row of a conflict, its end, and the limits on how many are kept.

Runs inside the transaction of the write that was refused (or succeeded after all), so that the
refusal a writer is told of and the row that a person finds cannot differ.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core import changes, ids
from core.conflicts import (
    DROPPED,
    LOST_PRECONDITIONS,
    Conflict,
    ConflictKind,
    State,
    dropped_count,
    load,
)
from core.context import Context
from core.storage.sqlite import Connection
from core.text import Text
from core.times import format_time, parse_time


@dataclass(frozen=True, slots=True)
class Refused:
    """What a refused write wanted: the facts of a conflict before it has an id."""

    kind: ConflictKind
    store_id: str
    path: str
    memory_id: str | None = None
    base_sha256: str | None = None
    theirs_version_id: str | None = None
    mine_path: str | None = None
    mine: Text | None = None


def keep(context: Context, connection: Connection, refused: Refused) -> Conflict:
    """Record a refused write; an identical retry counts up on the conflict that is there."""
    now = context.clock()
    actor = context.scope.actor
    state = State.OPEN if refused.kind in LOST_PRECONDITIONS else State.REFUSED
    same = connection.execute(
        "SELECT id, updated_at FROM conflicts WHERE actor_id = ? AND store_id = ? AND path = ?"
        " AND state = ? AND kind = ? AND actor_type = ? AND base_sha256 IS ?"
        " AND mine_sha256 IS ? AND mine_path IS ?",
        (
            actor.id,
            refused.store_id,
            refused.path,
            state.value,
            refused.kind.value,
            actor.type.value,
            refused.base_sha256,
            None if refused.mine is None else refused.mine.sha256,
            refused.mine_path,
        ),
    ).fetchone()
    if same is not None:
        conflict_id, updated_at = same
        now = max(now, parse_time(updated_at))
        connection.execute(
            "UPDATE conflicts SET attempts = attempts + 1, theirs_version_id = ?, updated_at = ?"
            " WHERE id = ?",
            (refused.theirs_version_id, format_time(now), conflict_id),
        )
        _append(
            context,
            connection,
            "conflict.repeated",
            format_time(now),
            conflict_id,
            refused.store_id,
        )
    else:
        conflict_id = context.new_id(ids.CONFLICT)
        _insert(context, connection, conflict_id, refused, state, now)
        _drop_over_limits(context, connection, now)
    return load(connection, conflict_id)


def heal(context: Context, connection: Connection, store_id: str, *paths: str) -> None:
    """Close the open conflicts of a writer who now wrote these paths after all."""
    marks = ", ".join("?" * len(paths))
    rows = connection.execute(
        "SELECT id FROM conflicts WHERE state = 'open' AND actor_id = ? AND store_id = ?"
        f" AND path IN ({marks}) AND actor_type = ?",
        (context.scope.actor.id, store_id, *paths, context.scope.actor.type.value),
    ).fetchall()
    for (conflict_id,) in rows:
        close(context, connection, conflict_id, store_id, State.HEALED)


def close(
    context: Context,
    connection: Connection,
    conflict_id: str,
    store_id: str,
    state: State,
    version_id: str | None = None,
) -> None:
    """Give a conflict its end, and say so in the feed."""
    connection.execute("DELETE FROM conflict_drafts WHERE conflict_id = ?", (conflict_id,))
    now = format_time(context.clock())
    connection.execute(
        "UPDATE conflicts SET state = ?, resolved_version_id = ?, updated_at = max(updated_at, ?)"
        " WHERE id = ?",
        (state.value, version_id, now, conflict_id),
    )
    _append(context, connection, f"conflict.{state.value}", now, conflict_id, store_id)


def _insert(
    context: Context,
    connection: Connection,
    conflict_id: str,
    refused: Refused,
    state: State,
    now: datetime,
) -> None:
    at = format_time(now)
    kind = "conflict.opened" if state is State.OPEN else "conflict.refused"
    seq = _append(context, connection, kind, at, conflict_id, refused.store_id)
    if refused.mine is not None:
        connection.execute(
            "INSERT INTO contents (seq, text) VALUES (?, ?)", (seq, refused.mine.content)
        )
    actor = context.scope.actor
    connection.execute(
        "INSERT INTO conflicts (id, state, kind, store_id, memory_id, path, base_sha256,"
        " base_version_id, theirs_version_id, mine_path, mine_content_seq, mine_sha256,"
        " actor_type, actor_id, attempts, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM versions WHERE memory_id = ?"
        " AND content_sha256 = ? ORDER BY seq DESC LIMIT 1), ?, ?, ?, ?, ?, ?, 1, ?, ?)",
        (
            conflict_id,
            state.value,
            refused.kind.value,
            refused.store_id,
            refused.memory_id,
            refused.path,
            refused.base_sha256,
            refused.memory_id,
            refused.base_sha256,
            refused.theirs_version_id,
            refused.mine_path,
            None if refused.mine is None else seq,
            None if refused.mine is None else refused.mine.sha256,
            actor.type.value,
            actor.id,
            at,
            at,
        ),
    )


def _drop_over_limits(context: Context, connection: Connection, now: datetime) -> None:
    """Keep a looping agent from filling the disk: drop the oldest, and count what is dropped."""
    limits = context.limits
    actor = context.scope.actor
    too_many = connection.execute(
        "SELECT id, attempts, mine_content_seq FROM conflicts WHERE actor_id = ?"
        " AND actor_type = ? AND state IN ('open', 'refused')"
        " ORDER BY number DESC LIMIT 10 OFFSET ?",
        (actor.id, actor.type.value, limits.conflicts_per_actor),
    ).fetchall()
    too_old = connection.execute(
        "SELECT id, attempts, mine_content_seq FROM conflicts WHERE state <> 'resolved'"
        " AND updated_at < ? LIMIT 100",
        (format_time(now - timedelta(days=limits.conflict_days)),),
    ).fetchall()
    dropped = 0
    for conflict_id, attempts, content_seq in {*too_many, *too_old}:
        connection.execute("DELETE FROM conflicts WHERE id = ?", (conflict_id,))
        connection.execute("DELETE FROM conflict_drafts WHERE conflict_id = ?", (conflict_id,))
        connection.execute("DELETE FROM contents WHERE seq = ?", (content_seq,))
        dropped += attempts
    if dropped:
        connection.execute(
            "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)",
            (DROPPED, str(dropped_count(connection) + dropped)),
        )


def _append(
    context: Context, connection: Connection, kind: str, at: str, conflict_id: str, store_id: str
) -> int:
    return changes.append(
        connection, kind, at, context.scope.actor, subject_id=conflict_id, store_id=store_id
    )
