"""
Who read and wrote which memory, and when, as the transcripts tell; and the turn behind a version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from core.context import Context
from core.errors import InvalidRequest
from core.paths import check_path
from core.reading.pages import Page, check_limit, decode_text_cursor, encode_cursor
from core.times import format_time, from_milliseconds, to_milliseconds
from core.transcripts.directories import Touch
from core.transcripts.kinds import MAIN, Status
from core.transcripts.recorded import event_id, event_number


@dataclass(frozen=True, slots=True)
class Access:
    """One call that touched one file of a memory directory."""

    session_id: str
    agent: str
    """The session's agent, by name."""
    agent_key: str
    """`main`, or the key of the agent that the session started and that did it."""
    event_id: str
    tool: str | None
    status: Status | None
    """How the call ended; None while nothing is known."""
    touch: Touch
    directory: str
    """Where the agent saw the store."""
    path: str
    """In the store; one that ends with a slash is a folder."""
    memory_store_id: str | None
    memory_id: str | None
    version_id: str | None
    """What a write made, or what stood there when it was read; None if that is not known."""
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A memory that nobody was seen to read for long."""

    memory_id: str
    path: str
    last_read_at: datetime | None
    """None if it was never seen to be read."""
    updated_at: datetime


_CHUNK: Final = 500
_SELECT: Final = (
    "SELECT accesses.number, sessions.id, sessions.agent, events.agent, events.number, events.tool,"
    " events.status, accesses.touch, accesses.directory, accesses.path, accesses.store_id,"
    " accesses.memory_id, accesses.version_id, accesses.ts"
    " FROM accesses JOIN events ON events.number = accesses.event"
    " JOIN sessions ON sessions.number = accesses.session"
)


class Accesses:
    """Reads the memory accesses of one workspace; a session sees only its own."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def of_memory(
        self, store_id: str, path: str, *, limit: int = 20, page: str | None = None
    ) -> Page[Access]:
        """
        Who touched a memory, newest first: at this path, or the same memory at another.

        Raises:
            NotFound: There is no such store for this actor.
            InvalidRequest: The path, the limit or the cursor is not valid.
        """
        path = check_path(path)
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            row = connection.execute(
                "SELECT id FROM memories WHERE store_id = ? AND path = ?", (store_id, path)
            ).fetchone()
        folders = _folders(path)
        condition = (
            f"accesses.store_id = ? AND (accesses.path IN ({', '.join('?' * len(folders))})"
            " OR accesses.memory_id = ?)"
        )
        return self._page(condition, (store_id, *folders, row and row[0]), limit, page)

    def of_session(
        self, session_id: str, *, limit: int = 20, page: str | None = None
    ) -> Page[Access]:
        """What one session touched, newest first."""
        return self._page("sessions.id = ?", (session_id,), limit, page)

    def of_event(self, event_id_: str) -> tuple[Access, ...]:
        """What one call touched, in the order in which it names it."""
        number = event_number(event_id_)
        return tuple(reversed(self._page("accesses.event = ?", (number,), 100, None).data))

    def of_events(self, event_ids: Sequence[str]) -> dict[str, tuple[Access, ...]]:
        """What some calls touched, by the event, in the order in which each names it."""
        own = self._context.scope.session_id
        rows: list[tuple[Any, ...]] = []
        with self._db.snapshot() as connection:
            for start in range(0, len(event_ids), _CHUNK):
                numbers = [event_number(one) for one in event_ids[start : start + _CHUNK]]
                rows += connection.execute(
                    f"{_SELECT} WHERE accesses.event IN ({', '.join('?' * len(numbers))})"
                    " AND coalesce(?, sessions.id) = sessions.id ORDER BY accesses.number",
                    (*numbers, own),
                ).fetchall()
        found: dict[str, tuple[Access, ...]] = {}
        for one in map(_access, rows):
            found[one.event_id] = (*found.get(one.event_id, ()), one)
        return found

    def writer_of(self, version_id: str) -> Access | None:
        """The call that wrote a version, if a transcript tells of it."""
        found = self._page(
            "accesses.version_id = ? AND accesses.touch = 'write'", (version_id,), 1, None
        )
        return found.data[0] if found.data else None

    def unread(self, store_id: str, days: float) -> list[Unread]:
        """
        The memories of a store that nobody was seen to read for so many days, longest first.

        What was written in that time does not count as unread.

        Raises:
            NotFound: There is no such store for this actor.
        """
        since = self._context.clock() - timedelta(days=days)
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            rows = connection.execute(
                # One look at the accesses, not one for each memory.
                "WITH seen AS (SELECT path, memory_id, max(ts) AS ts FROM accesses"
                " WHERE store_id = ?1 AND touch = 'read' GROUP BY path, memory_id),"
                " read AS (SELECT id, max(ts) AS ts FROM (SELECT memories.id, seen.ts FROM seen"
                " JOIN memories ON memories.store_id = ?1 AND memories.path = seen.path"
                " UNION ALL SELECT memory_id, ts FROM seen WHERE memory_id IS NOT NULL)"
                " GROUP BY id)"
                " SELECT memories.id, memories.path, read.ts, memories.updated_at"
                " FROM memories LEFT JOIN read ON read.id = memories.id"
                " WHERE memories.store_id = ?1 AND memories.updated_at < ?2"
                " AND coalesce(read.ts, 0) < ?3 ORDER BY 3 NULLS FIRST, 4, 2",
                (store_id, format_time(since), to_milliseconds(since)),
            ).fetchall()
        return [
            Unread(
                memory_id,
                path,
                None if ts is None else from_milliseconds(ts),
                datetime.fromisoformat(updated_at),
            )
            for memory_id, path, ts, updated_at in rows
        ]

    def _page(
        self, condition: str, values: tuple[object, ...], limit: int, page: str | None
    ) -> Page[Access]:
        own = self._context.scope.session_id
        if own is not None:
            condition, values = f"sessions.id = ? AND {condition}", (own, *values)
        limit = check_limit(limit)
        if page is not None:
            ts, _, number = decode_text_cursor(page).partition(" ")
            if not (ts.lstrip("-").isdecimal() and number.isdecimal()):
                raise InvalidRequest("That page cursor does not belong to this list.")
            condition = f"{condition} AND (coalesce(accesses.ts, 0), accesses.number) < (?, ?)"
            values = (*values, int(ts), int(number))
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"{_SELECT} WHERE {condition}"
                " ORDER BY coalesce(accesses.ts, 0) DESC, accesses.number DESC LIMIT ?",
                (*values, limit + 1),
            ).fetchall()
        last = rows[limit - 1] if len(rows) > limit else None
        data = tuple(_access(row) for row in rows[:limit])
        return Page(data, None if last is None else encode_cursor(f"{last[-1] or 0} {last[0]}"))


def _folders(path: str) -> list[str]:
    """The path itself, and every folder that it is in: listing one of them is a look at it."""
    parts = path.split("/")[1:-1]
    return [path, "/", *("/" + "/".join(parts[: end + 1]) + "/" for end in range(len(parts)))]


def _access(row: tuple[Any, ...]) -> Access:
    _, session_id, agent, key, number, tool, status, touch, *rest, ts = row
    values: tuple[Any, ...] = (
        session_id,
        agent,
        key or MAIN,
        event_id(number),
        tool,
        None if status is None else Status(status),
        Touch(touch),
        *rest,
        None if ts is None else from_milliseconds(ts),
    )
    return Access(*values)
