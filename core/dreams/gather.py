"""
What a dream reads, pinned: the files of a store as of one change, and the sessions it was given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from core import heads
from core.blame import blame
from core.context import Context
from core.dreams.hunks import PinnedFile
from core.dreams.inputs import BaseFile, SessionLog
from core.record import Operation, Origin
from core.sqlite import Connection
from core.times import format_time, parse_time


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


def gather_sessions(
    context: Context, connection: Connection, store_id: str, session_ids: Iterable[str]
) -> tuple[SessionLog, ...]:
    """The sessions with their events, by start and native id."""
    # Transcripts are not stored yet, so there is nothing to learn from any of them.
    del context, connection, store_id, session_ids
    return ()


def sessions_since(context: Context, store_id: str, window: timedelta) -> tuple[str, ...]:
    """The sessions that touched a store, or were ingested, in the time before now; sorted."""
    since = format_time(context.clock() - window)
    with context.db.snapshot() as connection:
        context.scope.require_visible(connection, store_id)
        rows = connection.execute(
            "SELECT actor_id FROM versions WHERE store_id = :store AND created_at >= :since"
            " AND actor_type = 'session_actor'"
            " UNION SELECT session_id FROM attachments"
            " JOIN sessions ON sessions.id = attachments.session_id"
            " WHERE store_id = :store AND started_at >= :since ORDER BY 1",
            {"store": store_id, "since": since},
        ).fetchall()
    return tuple(session_id for (session_id,) in rows)


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
    return int(parse_time(created_at).timestamp() * 1000)
