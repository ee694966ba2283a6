"""
The rows of dreams: read for those who may see them, given their end, and told of in the feed.
"""

import json
from datetime import datetime

from core import changes
from core.actors import Actor, ActorType
from core.context import Context
from core.dreams.dream import (
    Behavior,
    Dream,
    Dropped,
    Failure,
    Outcome,
    Status,
    Suppressed,
    Usage,
)
from core.errors import NotFound
from core.storage.sqlite import Connection
from core.times import format_time, parse_time

SELECT = (
    "SELECT dreams.number, dreams.id, store_id, status, dreamer, instructions, behavior, max_loss,"
    " actor_type, actor_id, seq, session_id, output_store_id, created_at, started_at, ended_at,"
    " archived_at, error_type, error_message, stage, sessions_read, findings, worker_pid, beat_at,"
    " newest_event, usage, suppressed, outcome FROM dreams"
)


def dream_of(connection: Connection, row: tuple[object, ...]) -> Dream:
    """A dream from a row of `SELECT`, with its sessions and how much it proposed."""
    number = row[0]
    sessions = connection.execute(
        "SELECT session_id FROM dream_sessions WHERE dream = ? ORDER BY session_id", (number,)
    ).fetchall()
    changed, hunks, with_hunks, added, removed = connection.execute(
        "SELECT (SELECT count(*) FROM dream_changes WHERE dream = :dream), count(*),"
        " count(DISTINCT change_id),"
        " coalesce(sum(length(new_text) - length(replace(new_text, char(10), ''))), 0),"
        " coalesce(sum(length(old_text) - length(replace(old_text, char(10), ''))), 0)"
        " FROM dream_hunks WHERE dream = :dream",
        {"dream": number},
    ).fetchone()
    error_type, error_message = _text(row[17]), _text(row[18])
    return Dream(
        id=str(row[1]),
        memory_store_id=str(row[2]),
        session_ids=tuple(session_id for (session_id,) in sessions),
        status=Status(str(row[3])),
        dreamer=str(row[4]),
        instructions=_text(row[5]),
        behavior=Behavior(str(row[6])),
        max_loss=float(str(row[7])),
        created_by=Actor(ActorType(str(row[8])), str(row[9])),
        seq=_number(row[10]),
        session_id=_text(row[11]),
        output_store_id=_text(row[12]),
        created_at=parse_time(str(row[13])),
        started_at=_time(row[14]),
        ended_at=_time(row[15]),
        archived_at=_time(row[16]),
        error=None if error_type is None else Failure(error_type, error_message or ""),
        # The last one is done with when all is.
        stage=None if row[3] == Status.COMPLETED else _text(row[19]),
        sessions_read=_number(row[20]) or 0,
        findings=_number(row[21]) or 0,
        worker_pid=_number(row[22]),
        beat_at=_time(row[23]),
        newest_event=_number(row[24]),
        usage=Usage(**json.loads(str(row[25]))),
        suppressed=tuple(Suppressed(**one) for one in json.loads(str(row[26]))),
        outcome=_outcome(_text(row[27])),
        changes=changed,
        only_findings=changed - with_hunks,
        hunks=hunks,
        added_lines=added,
        removed_lines=removed,
    )


def record(
    context: Context, connection: Connection, kind: str, dream_id: str, store_id: str
) -> int:
    """Say in the change feed that something became of a dream."""
    at = format_time(context.clock())
    actor = context.scope.actor
    return changes.append(connection, kind, at, actor, subject_id=dream_id, store_id=store_id)


def end(
    context: Context,
    connection: Connection,
    dream_id: str,
    status: Status,
    error: Failure | None = None,
) -> None:
    """Give a dream its end, and say so in the feed."""
    (store_id,) = connection.execute(
        "SELECT store_id FROM dreams WHERE id = ?", (dream_id,)
    ).fetchone()
    connection.execute(
        "UPDATE dreams SET status = ?, ended_at = ?, error_type = ?, error_message = ?"
        " WHERE id = ?",
        (
            status.value,
            format_time(context.clock()),
            None if error is None else error.type,
            None if error is None else error.message,
            dream_id,
        ),
    )
    record(context, connection, f"dream.{status.value}", dream_id, store_id)


def number_of(connection: Connection, dream_id: str) -> int:
    """The number that the other tables know a dream by."""
    row = connection.execute("SELECT number FROM dreams WHERE id = ?", (dream_id,)).fetchone()
    if row is None:
        raise _unknown(dream_id)
    return int(row[0])


def visible(context: Context, connection: Connection, dream_id: str) -> Dream:
    """
    A dream over a store that this actor sees.

    Raises:
        NotFound: There is none.
    """
    dream = load(connection, dream_id)
    try:
        context.scope.require_visible(connection, dream.memory_store_id)
    except NotFound:
        # A user also sees what became of a dream whose store was deleted.
        if context.scope.is_limited:
            raise _unknown(dream_id) from None
    return dream


def load(connection: Connection, dream_id: str) -> Dream:
    """
    A dream by its id.

    Raises:
        NotFound: There is none.
    """
    row = connection.execute(f"{SELECT} WHERE dreams.id = ?", (dream_id,)).fetchone()
    if row is None:
        raise _unknown(dream_id)
    return dream_of(connection, row)


def _unknown(dream_id: str) -> NotFound:
    return NotFound(f"There is no dream {dream_id}; `memtui dream list` shows those there are.")


def _outcome(text: str | None) -> Outcome | None:
    if text is None:
        return None
    members = json.loads(text)
    dropped = tuple(Dropped(**one) for one in members.pop("dropped"))
    return Outcome(**members, dropped=dropped)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))


def _time(value: object) -> datetime | None:
    return None if value is None else parse_time(str(value))
