"""
What a dream would read, told before it is made: sessions of whom, how much, and of when.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.access.scope import Scope
from core.context import Context
from core.errors import InvalidRequest
from core.records.sessions import find_session, unknown_session
from core.storage.sqlite import Connection
from core.times import from_milliseconds

_AT_ONCE = 500
"""Sessions in one statement."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The inputs of a dream in numbers."""

    sessions: int
    agents: tuple[tuple[str, int], ...]
    """Each agent and how many of the sessions are its own, the most first."""
    untold: int
    """Sessions of which no transcript tells: nothing of them can be read."""
    events: int
    size_bytes: int
    """What these events take in the files that they were read from."""
    first_at: datetime | None
    """The oldest event."""
    last_at: datetime | None
    memories: int
    memory_bytes: int


def preview(context: Context, store_id: str, named: Sequence[str]) -> Preview:
    """
    What a dream over a store and some sessions would read if it began now.

    Raises:
        NotFound: The store or a session does not exist for this actor.
        InvalidRequest: A session is named twice, or by an id that fits several.
    """
    agents: Counter[str] = Counter()
    untold = events = size = 0
    times: list[int] = []
    with context.db.snapshot() as connection:
        context.scope.require_visible(connection, store_id)
        sessions = sessions_named(connection, context.scope, named)
        for start in range(0, len(sessions), _AT_ONCE):
            some = sessions[start : start + _AT_ONCE]
            holes = ", ".join("?" * len(some))
            for agent, count, first, last in connection.execute(
                "SELECT agent, coalesce(events, 0), first_ts, last_ts FROM sessions"
                " LEFT JOIN transcripts ON transcripts.session = sessions.number"
                f" WHERE sessions.id IN ({holes})",
                some,
            ):
                agents[agent] += 1
                untold += not count
                events += count
                times += [at for at in (first, last) if at is not None]
            # A record may be several events: it is counted with the first of them.
            (bytes_,) = connection.execute(
                "SELECT coalesce(sum(raw_len), 0) FROM events WHERE block_no = 0"
                f" AND session IN (SELECT number FROM sessions WHERE id IN ({holes}))",
                some,
            ).fetchone()
            size += bytes_
        memories, memory_bytes = connection.execute(
            "SELECT count(*), coalesce(sum(content_size_bytes), 0) FROM memories"
            " WHERE store_id = ?",
            (store_id,),
        ).fetchone()
    return Preview(
        len(sessions),
        tuple(sorted(agents.items(), key=lambda one: (-one[1], one[0]))),
        untold,
        events,
        size,
        from_milliseconds(min(times)) if times else None,
        from_milliseconds(max(times)) if times else None,
        memories,
        memory_bytes,
    )


def sessions_named(connection: Connection, scope: Scope, named: Sequence[str]) -> tuple[str, ...]:
    """
    The sessions by our ids, however they were named.

    Raises:
        NotFound: One does not exist for this actor, or was deleted over the wire.
        InvalidRequest: One is named twice, or by an id that fits several.
    """
    found: list[str] = []
    for name in named:
        number, _ = find_session(connection, scope, name)
        session_id, deleted_at = connection.execute(
            "SELECT id, deleted_at FROM sessions"
            " LEFT JOIN wire_sessions ON session = sessions.number WHERE sessions.number = ?",
            (number,),
        ).fetchone()
        if deleted_at is not None:
            raise unknown_session(name)
        found.append(session_id)
    if len(set(found)) != len(found):
        raise InvalidRequest("A session is named twice; name each once.")
    return tuple(found)
