"""
A transcript as somebody reads it: some of its events in a row, from any place, in both directions.

Turns may be folded, so that only the event stays that they begin with, and a view may leave out
what is not of interest. All of it is decided in SQL: what is read is what is shown, however long
the session is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from core.context import Context
from core.errors import NotFound
from core.search import match_expression
from core.sqlite import Connection
from core.transcripts.accesses import Access, Accesses
from core.transcripts.kinds import Kind
from core.transcripts.recorded import SELECT, event_id, event_number, event_of
from core.transcripts.stored import StoredEvent
from core.transcripts.summaries import find_session
from core.transcripts.turns import (
    AFTER_ALL,
    BEFORE_ALL,
    BEGINS_TURN,
    Place,
    TurnFacts,
    begins_turn,
    bounds,
    end_of,
    facts_of,
    touched_turns,
    touches_of,
)

MOST_MATCHES: Final = 10_000
"""Events that a search in one session gives at most."""


class Only(StrEnum):
    """What is left of a transcript when the rest is left out."""

    TOOLS = "tools"
    """Calls and their results."""
    MEMORY = "memory"
    """Turns that touched a memory, as a whole."""
    ERRORS = "errors"
    """What failed: calls, their results, and errors of the session itself."""


class Side(StrEnum):
    """Which events are wanted, seen from one of them."""

    AFTER = "after"
    BEFORE = "before"
    FROM = "from"
    """The event itself, and those after it."""
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class View:
    """How a transcript is read."""

    only: Only | None = None
    is_folded: bool = False
    """Every turn is folded, but for `others`; else none is, but for them."""
    others: frozenset[str] = frozenset()
    """The ids of the events that these turns begin with."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Events in a row, as a view leaves them."""

    session_id: str
    events: tuple[StoredEvent, ...]
    has_before: bool
    has_after: bool
    before: int
    """How many events the session has before the first of these, whatever the view."""
    heads: frozenset[str]
    """Those that a turn begins with, by id."""
    folded: Mapping[str, TurnFacts] = field(default_factory=dict)
    """What happened in the turns that are folded, by the id of what they begin with."""
    touched: Mapping[str, tuple[Access, ...]] = field(default_factory=dict)
    """The memories that calls touched, by the event."""
    at: int = 0
    """How many of these come before the event that was asked for, which may be left out."""


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

    def _reader(self, connection: Connection, session: str, view: View) -> "_Reader":
        number, _ = find_session(connection, self._context.scope, session)
        return _Reader(connection, self._accesses, number, session, view)


class _Reader:
    """One look at one session."""

    def __init__(
        self,
        connection: Connection,
        accesses: Accesses,
        session: int,
        session_id: str,
        view: View,
    ) -> None:
        self._connection = connection
        self._accesses = accesses
        self.session = session
        self._session_id = session_id
        self._view = view
        row = connection.execute(
            "SELECT number FROM events WHERE session = ? ORDER BY clock, number LIMIT 1",
            (session,),
        ).fetchone()
        self.first: int = row[0] if row else 0
        needs_touches = view.only is Only.MEMORY or view.is_folded or view.others
        self._touches = touches_of(connection, session) if needs_touches else []
        self._condition, self._values = self._conditions()

    def place(self, event: str) -> Place:
        """
        Where an event stands.

        Raises:
            NotFound: It is not in this session.
        """
        row = self._connection.execute(
            "SELECT clock, number FROM events WHERE number = ? AND session = ?",
            (event_number(event), self.session),
        ).fetchone()
        if row is None:
            raise NotFound(f"There is no event {event} in this session.")
        return row[0], row[1]

    def after(self, place: Place, limit: int) -> list[tuple[Any, ...]]:
        """The rows after a place."""
        if self._view.only is not Only.MEMORY:
            return self._rows(place, AFTER_ALL, limit, is_forward=True)
        rows: list[tuple[Any, ...]] = []
        turns = touched_turns(self._connection, self.session, place, self._touches, is_forward=True)
        for start, end in turns:
            begin = max(place, (start[0], start[1] - 1))
            rows += self._rows(begin, end, limit - len(rows), is_forward=True)
            if len(rows) >= limit:
                break
        return rows

    def before(self, place: Place, limit: int) -> list[tuple[Any, ...]]:
        """The rows before a place, still the oldest first."""
        if self._view.only is not Only.MEMORY:
            return self._rows(BEFORE_ALL, place, limit, is_forward=False)
        rows: list[tuple[Any, ...]] = []
        turns = touched_turns(
            self._connection, self.session, place, self._touches, is_forward=False
        )
        for start, end in turns:
            begin = (start[0], start[1] - 1)
            rows[:0] = self._rows(begin, min(place, end), limit - len(rows), is_forward=False)
            if len(rows) >= limit:
                break
        return rows

    def stretch(
        self, rows: Sequence[tuple[Any, ...]], *, has_before: bool, has_after: bool
    ) -> Stretch:
        """Rows as values, with what else is shown of them."""
        events = tuple(event_of(row) for row in rows)
        heads = frozenset(
            event.id
            for event, row in zip(events, rows, strict=True)
            if begins_turn(event) or row[0] == self.first
        )
        before = 0
        if rows:
            (before,) = self._connection.execute(
                "SELECT count(*) FROM events WHERE session = ? AND (clock, number) < (?, ?)",
                (self.session, rows[0][-1], rows[0][0]),
            ).fetchone()
        calls = [event.id for event in events if event.kind is Kind.TOOL_CALL]
        return Stretch(
            self._session_id,
            events,
            has_before,
            has_after,
            before,
            heads,
            self._folded(heads),
            self._accesses.of_events(calls),
        )

    def _rows(
        self, after: Place, before: Place, limit: int, *, is_forward: bool
    ) -> list[tuple[Any, ...]]:
        order = "ASC" if is_forward else "DESC"
        rows = self._connection.execute(
            f"{SELECT} WHERE events.session = ? AND (events.clock, events.number) > (?, ?)"
            f" AND (events.clock, events.number) < (?, ?) AND {self._condition}"
            f" ORDER BY events.clock {order}, events.number {order} LIMIT ?",
            (self.session, *after, *before, *self._values, limit),
        ).fetchall()
        return rows if is_forward else rows[::-1]

    def _conditions(self) -> tuple[str, list[int]]:
        view = self._view
        if view.only is Only.TOOLS:
            return "events.kind IN ('tool_call', 'tool_result')", []
        if view.only is Only.ERRORS:
            return "(events.status IN ('failed', 'timeout') OR events.kind = 'error')", []
        conditions: list[str] = []
        values: list[int] = []
        for one in sorted(view.others):
            try:
                start = self.place(one)
            except NotFound:
                continue  # it is gone with what it was in
            end = end_of(self._connection, self.session, start)
            conditions.append(
                "((events.clock, events.number) > (?, ?)"
                " AND (events.clock, events.number) < (?, ?))"
            )
            values += [*start, *end]
        if view.is_folded:
            shown = [BEGINS_TURN, f"events.number = {self.first}", *conditions]
            return f"({' OR '.join(shown)})", values
        return " AND ".join(f"NOT {one}" for one in conditions) or "1", values

    def _folded(self, heads: frozenset[str]) -> dict[str, TurnFacts]:
        view = self._view
        if view.only in (Only.TOOLS, Only.ERRORS):
            return {}
        folded = heads - view.others if view.is_folded else heads & view.others
        places = {self.place(head): head for head in folded}
        found = facts_of(self._connection, self.session, sorted(places), self._touches)
        return {places[place]: facts for place, facts in found.items()}
