"""
The row of a dream as it is read.
"""

import json
from datetime import datetime

from core.actors import Actor, ActorType
from core.dreams.dream import Behavior, Dream, Failure, Status, Suppressed, Usage
from core.sqlite import Connection
from core.times import parse_time

SELECT = (
    "SELECT dreams.number, dreams.id, store_id, status, dreamer, instructions, behavior, max_loss,"
    " actor_type, actor_id, seq, session_id, output_store_id, created_at, started_at, ended_at,"
    " archived_at, error_type, error_message, stage, sessions_read, findings, worker_pid, beat_at,"
    " newest_event, usage, suppressed FROM dreams"
)


def dream_of(connection: Connection, row: tuple[object, ...]) -> Dream:
    """A dream from a row of `SELECT`, with its sessions and how much it proposed."""
    number = row[0]
    sessions = connection.execute(
        "SELECT session_id FROM dream_sessions WHERE dream = ? ORDER BY session_id", (number,)
    ).fetchall()
    changed, hunks, added, removed = connection.execute(
        "SELECT (SELECT count(*) FROM dream_changes WHERE dream = :dream), count(*),"
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
        stage=_text(row[19]),
        sessions_read=_number(row[20]) or 0,
        findings=_number(row[21]) or 0,
        worker_pid=_number(row[22]),
        beat_at=_time(row[23]),
        newest_event=_number(row[24]),
        usage=Usage(**json.loads(str(row[25]))),
        suppressed=tuple(Suppressed(**one) for one in json.loads(str(row[26]))),
        changes=changed,
        hunks=hunks,
        added_lines=added,
        removed_lines=removed,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))


def _time(value: object) -> datetime | None:
    return None if value is None else parse_time(str(value))
