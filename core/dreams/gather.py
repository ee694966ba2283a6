"""
What a dream reads, pinned: the files of a store as of one change, and the sessions it was given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.blame import blame
from core.context import Context
from core.dreams.hunks import PinnedFile
from core.dreams.inputs import BaseFile, SessionLog
from core.records import heads
from core.records.origins import Operation, Origin
from core.storage.sqlite import Connection
from core.times import format_time, parse_time, to_milliseconds
from core.transcripts.directories import Touch
from core.transcripts.recorded import SELECT, event_id, event_of
from core.transcripts.stored import StoredEvent


@dataclass(frozen=True, slots=True)
class Pinned:
    """The files of a store as a dream reads them, and as hunks are cut from them."""

    inputs: tuple[BaseFile, ...]
    files: dict[str, PinnedFile]


def pin_files(connection: Connection, store_id: str, seq: int) -> Pinned:
    """Every memory of a store as of a change, by path, with the time of each of its lines."""
    inputs: list[BaseFile] = []
    files: dict[str, PinnedFile] = {}
    rows = connection.execute(
        "SELECT memory_id, id, path, content_seq, content_sha256 FROM versions AS newest"
        " WHERE store_id = ? AND seq <= ? AND operation <> ? AND content_seq IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM versions WHERE memory_id = newest.memory_id"
        " AND seq > newest.seq AND seq <= ?) ORDER BY path",
        (store_id, seq, Operation.DELETED.value, seq),
    ).fetchall()
    for memory_id, version_id, path, content_seq, sha256 in rows:
        text = heads.content(connection, content_seq)
        inputs.append(BaseFile(path, text, _line_times(connection, memory_id, seq)))
        files[path] = PinnedFile(text, version_id, sha256)
    return Pinned(tuple(inputs), files)


def gather_sessions(connection: Connection, session_ids: Iterable[str]) -> tuple[SessionLog, ...]:
    """The sessions with their events, by start and then by native id."""
    logs = [_session(connection, session_id) for session_id in session_ids]
    return tuple(sorted(logs, key=lambda log: (log.started or 0, log.native_id or log.id)))


def _session(connection: Connection, session_id: str) -> SessionLog:
    number, agent, native_id, format_, cwd, first_ts = connection.execute(
        "SELECT sessions.number, sessions.agent, native_id, format, cwd, first_ts FROM sessions"
        " LEFT JOIN transcripts ON transcripts.session = sessions.number WHERE sessions.id = ?",
        (session_id,),
    ).fetchone()
    rows = connection.execute(
        f"{SELECT} WHERE events.session = ? ORDER BY events.clock, events.number", (number,)
    ).fetchall()
    events = tuple(event_of(row) for row in rows)
    touches = _touches(connection, number, events)
    return SessionLog(session_id, native_id, format_ or "", agent, cwd, first_ts, events, touches)


def _touches(
    connection: Connection, session: int, events: Iterable[StoredEvent]
) -> dict[str, Touch]:
    """The calls that touched a memory, and their results."""
    rows = connection.execute(
        "SELECT event, touch FROM accesses WHERE session = ? ORDER BY number", (session,)
    ).fetchall()
    touched: dict[str, Touch] = {}
    for number, touch in rows:
        # Of several files, what wrote says more than what read.
        known = touched.get(event_id(number))
        if known is None or _WEIGHT[Touch(touch)] > _WEIGHT[known]:
            touched[event_id(number)] = Touch(touch)
    by_call = {
        event.call_id: touched[event.id]
        for event in events
        if event.id in touched and event.call_id is not None
    }
    answers = {
        event.id: by_call[event.call_id]
        for event in events
        if event.call_id in by_call and event.id not in touched
    }
    return touched | answers


_WEIGHT = {Touch.POSSIBLE: 0, Touch.READ: 1, Touch.WRITE: 2}


def sessions_since(context: Context, store_id: str, since: datetime) -> tuple[str, ...]:
    """
    The sessions that touched a store, or were ingested, since a moment; sorted.

    Raises:
        NotFound: There is no such store for this actor.
    """
    own = context.scope.session_id
    values = {
        "store": store_id,
        "since": format_time(since),
        "since_ms": to_milliseconds(since),
    }
    with context.db.snapshot() as connection:
        context.scope.require_visible(connection, store_id)
        rows = connection.execute(
            "SELECT actor_id FROM versions WHERE store_id = :store AND created_at >= :since"
            " AND actor_type = 'session_actor'"
            " UNION SELECT sessions.id FROM accesses"
            " JOIN sessions ON sessions.number = accesses.session"
            " WHERE store_id = :store AND ts >= :since_ms"
            " UNION SELECT subject_id FROM changes WHERE at >= :since"
            " AND kind = 'session.recorded'"
            " ORDER BY 1",
            values,
        ).fetchall()
        known = [
            session_id
            for (session_id,) in rows
            if connection.execute(
                "SELECT 1 FROM sessions LEFT JOIN wire_sessions ON session = sessions.number"
                " WHERE sessions.id = ? AND deleted_at IS NULL",
                (session_id,),
            ).fetchone()
        ]
    return tuple(session_id for session_id in known if own in (None, session_id))


def _line_times(connection: Connection, memory_id: str, seq: int) -> tuple[int | None, ...]:
    rows = connection.execute(
        "SELECT versions.created_at, versions.origin, contents.text FROM versions JOIN contents"
        " ON contents.seq = versions.content_seq"
        " WHERE versions.memory_id = ? AND versions.seq <= ? ORDER BY versions.seq",
        (memory_id, seq),
    ).fetchall()
    history = (
        (None if origin == Origin.IMPORT else _milliseconds(created_at), text)
        for created_at, origin, text in rows
    )
    return tuple(line.version for line in blame(history))


def _milliseconds(created_at: str) -> int:
    return to_milliseconds(parse_time(created_at))
