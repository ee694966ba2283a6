"""
Sessions as they are recorded, with the stores attached to each.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.access.attachments import Access, Attachment, insert_attachments
from core.access.scope import Scope
from core.errors import InvalidRequest, NotFound
from core.labels import Metadata, format_metadata
from core.storage.sqlite import Connection
from core.times import format_time, parse_time

INGESTED: Final = "ingested"
"""The stored status of a session that only its transcript tells of."""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session as it is recorded."""

    id: str
    agent: str
    status: str
    """`running`, `paused` or `ended`."""
    title: str | None
    metadata: Metadata
    started_at: datetime
    ended_at: datetime | None
    resources: tuple[Attachment, ...]


def load_session(connection: Connection, session_id: str) -> SessionRecord:
    """
    A session by its id, whoever asks.

    Raises:
        NotFound: It does not exist.
    """
    row = connection.execute(
        "SELECT id, agent, status, title, metadata, started_at, ended_at FROM sessions"
        " WHERE id = ?",
        (session_id,),
    ).fetchone()
    if row is None:
        raise unknown_session(session_id)
    resources = connection.execute(
        "SELECT store_id, access, name, description, mount_path, instructions FROM attachments"
        " WHERE session_id = ? ORDER BY position",
        (session_id,),
    ).fetchall()
    return SessionRecord(
        id=row[0],
        agent=row[1],
        # Only a transcript tells of it: nothing can be written in its name.
        status="ended" if row[2] == INGESTED else row[2],
        title=row[3],
        metadata=json.loads(row[4]),
        started_at=parse_time(row[5]),
        ended_at=None if row[6] is None else parse_time(row[6]),
        resources=tuple(
            Attachment(store_id, Access(access), name, description, mount_path, instructions)
            for store_id, access, name, description, mount_path, instructions in resources
        ),
    )


def find_session(connection: Connection, scope: Scope, session: str) -> tuple[int, bool]:
    """
    The row of a session by our id or the transcript's own, and whether it was only ingested.

    Raises:
        NotFound: There is none for this actor.
        InvalidRequest: The transcript's own id fits several.
    """
    rows = (
        connection.execute(
            "SELECT number, status, id FROM sessions WHERE id = ?", (session,)
        ).fetchall()
        or connection.execute(
            "SELECT sessions.number, sessions.status, sessions.id FROM transcripts JOIN sessions"
            " ON sessions.number = transcripts.session WHERE transcripts.native_id = ?",
            (session,),
        ).fetchall()
    )
    seen = [row for row in rows if scope.session_id in {None, row[2]}]
    if not seen:
        raise unknown_session(session)
    if len(seen) > 1:
        fitting = ", ".join(row[2] for row in seen)
        raise InvalidRequest(f"The id {session} fits several sessions; name one of {fitting}.")
    return seen[0][0], seen[0][1] == INGESTED


def insert_session(connection: Connection, made: SessionRecord) -> None:
    """Record a session that begins, with the stores attached to it."""
    connection.execute(
        "INSERT INTO sessions (id, agent, title, metadata, status, started_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            made.id,
            made.agent,
            made.title,
            format_metadata(made.metadata),
            made.status,
            format_time(made.started_at),
        ),
    )
    insert_attachments(connection, made.id, made.resources)


def unknown_session(session_id: str) -> NotFound:
    """What is raised where there is no such session for whoever asks."""
    return NotFound(f"There is no session {session_id}.")
