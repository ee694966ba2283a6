"""
The records of a review in their table: durable before anybody is shown what they did.
"""

import json

from core.actors import Actor, ActorType
from core.context import Context
from core.dreams.kept import ended
from core.dreams.lines import lines_of
from core.dreams.verdicts import Action, Placed, Record
from core.storage.sqlite import Connection
from core.times import format_time, parse_time


def load_records(connection: Connection, dream: int, after: int = 0) -> list[Record]:
    """Everything that was recorded on one proposal (after a record), oldest first."""
    rows = connection.execute(
        "SELECT number, action, targets, actor_type, actor_id, created_at, text, undoes,"
        " version_id, start, old_text, by_policy"
        " FROM verdicts WHERE dream = ? AND number > ? ORDER BY number",
        (dream, after),
    ).fetchall()
    return [
        Record(
            number,
            Action(action),
            tuple(json.loads(targets)),
            Actor(ActorType(actor_type), actor_id),
            parse_time(created_at),
            text,
            undoes,
            None if version_id is None else Placed(version_id, start, lines_of(old_text).lines),
            bool(by_policy),
        )
        for (
            number,
            action,
            targets,
            actor_type,
            actor_id,
            created_at,
            text,
            undoes,
            version_id,
            start,
            old_text,
            by_policy,
        ) in rows
    ]


def append_record(
    context: Context,
    connection: Connection,
    dream: int,
    action: Action,
    targets: tuple[str, ...],
    *,
    text: str | None = None,
    undoes: int | None = None,
    placed: Placed | None = None,
    by_policy: bool = False,
) -> Record:
    """Record what this actor does."""
    now = context.clock()
    actor = context.scope.actor
    cursor = connection.execute(
        "INSERT INTO verdicts (dream, action, targets, text, undoes, version_id, start, old_text,"
        " by_policy, actor_type, actor_id, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            dream,
            action.value,
            json.dumps(targets),
            text,
            undoes,
            None if placed is None else placed.version_id,
            None if placed is None else placed.start,
            None if placed is None else ended(placed.old_lines),
            int(by_policy),
            actor.type.value,
            actor.id,
            format_time(now),
        ),
    )
    assert cursor.lastrowid is not None
    return Record(cursor.lastrowid, action, targets, actor, now, text, undoes, placed, by_policy)
