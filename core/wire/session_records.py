"""
A session with what only the Managed Agents wire says of it.

The wire knows more of a session than an agent needs here (an environment, an archive, the agent as
it was given); that is kept beside the session.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from core.errors import InvalidRequest, Json
from core.reading.session_filter import IDLE, TERMINATED
from core.records.sessions import SessionRecord, unknown_session
from core.storage.sqlite import Connection
from core.times import parse_time
from core.transcripts.kinds import Usage


@dataclass(frozen=True, slots=True)
class WireSession:
    """One session with what the wire says besides."""

    record: SessionRecord
    agent: Json
    """As it was given: a name, or an object with an id."""
    environment_id: str
    updated_at: datetime
    archived_at: datetime | None
    usage: Usage

    @property
    def status(self) -> str:
        """In the words of the wire."""
        return TERMINATED if self.record.status == "ended" else IDLE


def load_wire_session(connection: Connection, record: SessionRecord) -> WireSession:
    """
    What the wire says of a session.

    Raises:
        NotFound: It was deleted there.
    """
    row = connection.execute(
        "SELECT wire_sessions.agent, environment_id, updated_at, archived_at, deleted_at,"
        " input_tokens, output_tokens, cache_read_tokens, cache_write_tokens FROM sessions"
        " LEFT JOIN wire_sessions ON wire_sessions.session = sessions.number"
        " LEFT JOIN transcripts ON transcripts.session = sessions.number"
        " WHERE sessions.id = ?",
        (record.id,),
    ).fetchone()
    agent, environment_id, updated_at, archived_at, deleted_at, *tokens = row
    if deleted_at is not None:
        raise unknown_session(record.id)
    return WireSession(
        record,
        json.loads(agent or "null") or record.agent,
        environment_id or "",
        record.ended_at or record.started_at if updated_at is None else parse_time(updated_at),
        None if archived_at is None else parse_time(archived_at),
        Usage(*(count or 0 for count in tokens)),
    )


def name_of(agent: Json) -> str:
    """
    The name that an agent of the wire goes by here: the text itself, or the object's id.

    Raises:
        InvalidRequest: It is neither.
    """
    if isinstance(agent, dict):
        agent = agent.get("id")
    if not isinstance(agent, str):
        raise InvalidRequest("An agent is its name, or an object with an id.")
    return agent
