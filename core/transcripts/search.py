"""
Full-text search over the events of all sessions.
"""

import secrets
from dataclasses import dataclass

from core.access.scope import Scope
from core.records.sessions import find_session
from core.search import match_expression, unmark
from core.storage.sqlite import Connection
from core.transcripts.recorded import SELECT, event_of
from core.transcripts.stored import StoredEvent


@dataclass(frozen=True, slots=True)
class Found:
    """An event that matches a search, with the piece of its text around the match."""

    event: StoredEvent
    agent: str
    text: str
    marks: tuple[tuple[int, int], ...]


def search(
    connection: Connection,
    scope: Scope,
    query: str,
    *,
    session: str | None,
    agent: str | None,
    limit: int,
) -> list[Found]:
    """
    Events that hold all words of the query, best first, as far as the scope sees them.

    Raises:
        InvalidRequest: There is no word in the query.
        NotFound: There is no such session.
    """
    conditions = ["events_text MATCH ?"]
    values: list[object] = [match_expression(query)]
    own = scope.session_id
    # Random, so that no text can hold a mark by chance or on purpose.
    token = secrets.token_hex(8)
    start, end = f"<{token}>", f"</{token}>"
    for one in (own, session):
        if one is not None:
            conditions.append("events.session = ?")
            values.append(find_session(connection, scope, one)[0])
    if agent is not None:
        conditions.append("sessions.agent = ?")
        values.append(agent)
    hits = connection.execute(
        "SELECT events.number, sessions.agent,"
        " snippet(events_text, -1, ?, ?, '…', 24)"
        " FROM events_text JOIN events ON events.number = events_text.rowid"
        " JOIN sessions ON sessions.number = events.session"
        f" WHERE {' AND '.join(conditions)} ORDER BY events_text.rank LIMIT ?",
        (start, end, *values, limit),
    ).fetchall()
    found = []
    for number, name, snippet in hits:
        row = connection.execute(f"{SELECT} WHERE events.number = ?", (number,)).fetchone()
        text, marks, _ = unmark(snippet, start, end, inside=False)
        found.append(Found(event_of(row), name, text, marks))
    return found
