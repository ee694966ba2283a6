"""
Reading events of one session in a row, in one snapshot, with turns folded and the rest left out.
"""

from collections.abc import Sequence
from typing import Any

from core.errors import NotFound
from core.storage.sqlite import Connection
from core.transcripts.accesses import Accesses
from core.transcripts.kinds import Kind
from core.transcripts.recorded import SELECT, event_number, event_of
from core.transcripts.turns import (
    AFTER_ALL,
    BEFORE_ALL,
    BEGINS_TURN,
    Place,
    TurnFacts,
    begins_turn,
    end_of,
    facts_of,
    touched_turns,
    touches_of,
)
from core.transcripts.views import Only, Stretch, View


class Reader:
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
