"""
A transcript as somebody reads it: some of its events in a row, from any place, in both directions.

Turns may be folded, so that only the event stays that they begin with, and a view may leave out
what is not of interest. All of it is decided in SQL: what is read is what is shown, however long
the session is.
"""

from dataclasses import replace
from typing import Final

from core.context import Context
from core.errors import NotFound
from core.records.sessions import find_session
from core.search import match_expression
from core.storage.sqlite import Connection
from core.transcripts.accesses import Accesses
from core.transcripts.recorded import event_id, event_number
from core.transcripts.stretch_reader import Reader
from core.transcripts.turns import AFTER_ALL, BEFORE_ALL, bounds
from core.transcripts.views import Side, Stretch, View

MOST_MATCHES: Final = 10_000
"""Events that a search in one session gives at most."""


class Stretches:
    """Reads transcripts piece by piece. A session sees only its own."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db
        self._accesses = Accesses(context)

    def first(self, session: str, view: View, limit: int) -> Stretch:
        """
        The beginning of a transcript.

        Raises:
            NotFound: There is no such session.
        """
        with self._db.snapshot() as connection:
            reader = self._reader(connection, session, view)
            rows = reader.after(BEFORE_ALL, limit + 1)
            return reader.stretch(rows[:limit], has_before=False, has_after=len(rows) > limit)

    def last(self, session: str, view: View, limit: int) -> Stretch:
        """
        The end of a transcript.

        Raises:
            NotFound: There is no such session.
        """
        with self._db.snapshot() as connection:
            reader = self._reader(connection, session, view)
            rows = reader.before(AFTER_ALL, limit + 1)
            return reader.stretch(rows[-limit:], has_before=len(rows) > limit, has_after=False)

    def at(self, session: str, view: View, event: str, side: Side, limit: int) -> Stretch:
        """
        Events on a side of one of them; `has_before` and `has_after` speak of what is beyond.

        Raises:
            NotFound: There is no such session, or no such event in it.
        """
        with self._db.snapshot() as connection:
            reader = self._reader(connection, session, view)
            place = reader.place(event)
            if side is Side.BEFORE:
                rows = reader.before(place, limit + 1)
                return reader.stretch(rows[-limit:], has_before=len(rows) > limit, has_after=True)
            if side is Side.AFTER:
                rows = reader.after(place, limit + 1)
                return reader.stretch(rows[:limit], has_before=True, has_after=len(rows) > limit)
            here = (place[0], place[1] - 1)
            half = limit // 2 if side is Side.AROUND else 0
            older = reader.before(place, half + 1)
            newer = reader.after(here, limit - half + 1)
            rows = (older[-half:] if half else []) + newer[: limit - half]
            found = reader.stretch(
                rows, has_before=len(older) > half, has_after=len(newer) > limit - half
            )
            return replace(found, at=min(len(older), half))

    def head_of(self, event: str) -> str | None:
        """
        What the turn of an event begins with: its first event, by id.

        Raises:
            NotFound: There is no such event.
        """
        with self._db.snapshot() as connection:
            row = connection.execute(
                "SELECT sessions.id FROM events JOIN sessions ON sessions.number = events.session"
                " WHERE events.number = ?",
                (event_number(event),),
            ).fetchone()
            if row is None:
                raise NotFound(f"There is no event {event}.")
            reader = self._reader(connection, row[0], View())
            start, _ = bounds(connection, reader.session, reader.place(event))
            return event_id(reader.first if start == BEFORE_ALL else start[1])

    def matches(self, session: str, query: str) -> list[str]:
        """
        The events of a session that hold all words of a query, in order, by id.

        Raises:
            NotFound: There is no such session.
            InvalidRequest: There is no word in the query.
        """
        expression = match_expression(query)
        with self._db.snapshot() as connection:
            number, _ = find_session(connection, self._context.scope, session)
            rows = connection.execute(
                "SELECT events.number FROM events_text JOIN events"
                " ON events.number = events_text.rowid"
                " WHERE events_text MATCH ? AND events.session = ?"
                " ORDER BY events.clock, events.number LIMIT ?",
                (expression, number, MOST_MATCHES),
            ).fetchall()
        return [event_id(number) for (number,) in rows]

    def _reader(self, connection: Connection, session: str, view: View) -> "Reader":
        number, _ = find_session(connection, self._context.scope, session)
        return Reader(connection, self._accesses, number, session, view)
