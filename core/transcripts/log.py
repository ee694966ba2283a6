"""
Reading what was ingested: the events of sessions in order, and turns.

The order of a session's events is that of their sources, merged by a clock that never goes back;
where an event has no time it stays right behind the one before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core import changes
from core.context import Context
from core.errors import NotFound, NotPermitted
from core.records.sessions import find_session
from core.storage.sqlite import Connection
from core.times import format_time
from core.transcripts.filtering import EVERYTHING, Filter, conditions_of
from core.transcripts.forgetting import forget_session
from core.transcripts.indexing import scrub
from core.transcripts.recorded import SELECT, event_number, event_of
from core.transcripts.search import Found, search
from core.transcripts.stored import StoredEvent
from core.transcripts.summaries import Summary, summary_of
from core.transcripts.turns import bounds

PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events, and whether there are more after the last one."""

    events: tuple[StoredEvent, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """The events from one message of the user or the harness to the next."""

    session_id: str
    events: tuple[StoredEvent, ...]
    is_whole: bool
    """It was not cut because it is too long."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What left with a transcript."""

    session: Summary
    """As it was."""
    quotes: int
    """In what dreams propose."""
    withdrawn: int
    """Changes of dreams that say nothing any more, because they rested on it."""


class Transcripts:
    """What agents left behind, as far as it was ingested. A session sees only its own."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def event(self, event_id: str) -> StoredEvent:
        """
        One event.

        Raises:
            NotFound: There is none with this id.
        """
        number = event_number(event_id)
        with self._db.snapshot() as connection:
            row = connection.execute(f"{SELECT} WHERE events.number = ?", (number,)).fetchone()
        if row is None or not self._sees(row[1]):
            raise NotFound(f"There is no event {event_id}.")
        return event_of(row)

    def events(
        self,
        session: str,
        wanted: Filter = EVERYTHING,
        *,
        after: str | None = None,
        before: str | None = None,
        limit: int = PAGE,
    ) -> EventPage:
        """
        Events of a session, in order.

        Args:
            session: Our id, or the transcript's own.
            after: An event's id: what comes after it.
            before: An event's id: the last ones that come before it; still oldest first.

        Raises:
            NotFound: There is no such session, or no such event in it.
            InvalidRequest: The transcript's own id fits several sessions.
        """
        with self._db.snapshot() as connection:
            number, _ = find_session(connection, self._context.scope, session)
            conditions, values = conditions_of(wanted)
            order = "ASC"
            for event_id, sign in ((after, ">"), (before, "<")):
                if event_id is not None:
                    clock, place = _place(connection, number, event_id)
                    conditions.append(f"(events.clock, events.number) {sign} (?, ?)")
                    values += [clock, place]
                    order = "DESC" if sign == "<" else order
            rows = connection.execute(
                f"{SELECT} WHERE events.session = ? AND {' AND '.join(conditions)}"
                f" ORDER BY events.clock {order}, events.number {order} LIMIT ?",
                (number, *values, limit + 1),
            ).fetchall()
        events = [event_of(row) for row in rows[:limit]]
        if order == "DESC":
            events.reverse()
        return EventPage(tuple(events), has_more=len(rows) > limit)

    def all_events(
        self, session: str, wanted: Filter = EVERYTHING, *, after: str | None = None
    ) -> Iterator[StoredEvent]:
        """Every event of a session (of those after one), in order, however many there are."""
        while True:
            page = self.events(session, wanted, after=after)
            yield from page.events
            if not page.has_more:
                return
            after = page.events[-1].id

    def newest(self, session: str, limit: int = PAGE, wanted: Filter = EVERYTHING) -> EventPage:
        """
        The last events of a session, oldest first; `has_more` says that there are some before.

        Raises:
            NotFound: There is no such session.
        """
        conditions, values = conditions_of(wanted)
        with self._db.snapshot() as connection:
            number, _ = find_session(connection, self._context.scope, session)
            rows = connection.execute(
                f"{SELECT} WHERE events.session = ? AND {' AND '.join(conditions)}"
                " ORDER BY events.clock DESC, events.number DESC LIMIT ?",
                (number, *values, limit + 1),
            ).fetchall()
        events = tuple(event_of(row) for row in reversed(rows[:limit]))
        return EventPage(events, has_more=len(rows) > limit)

    def turn(self, event_id: str, limit: int = PAGE) -> Turn:
        """
        The turn that an event is in.

        Raises:
            NotFound: There is no such event.
        """
        event = self.event(event_id)
        with self._db.snapshot() as connection:
            number, _ = find_session(connection, self._context.scope, event.session_id)
            place = _place(connection, number, event_id)
            start, end = bounds(connection, number, place)
            rows = connection.execute(
                f"{SELECT} WHERE events.session = ? AND (events.clock, events.number) >= (?, ?)"
                " AND (events.clock, events.number) < (?, ?)"
                " ORDER BY events.clock, events.number LIMIT ?",
                (number, *start, *end, limit + 1),
            ).fetchall()
        return Turn(
            event.session_id, tuple(event_of(row) for row in rows[:limit]), len(rows) <= limit
        )

    def answer(self, call: StoredEvent) -> StoredEvent | None:
        """The result of a call, if it was seen."""
        if call.call_id is None:
            return None
        with self._db.snapshot() as connection:
            number, _ = find_session(connection, self._context.scope, call.session_id)
            row = connection.execute(
                f"{SELECT} WHERE events.session = ? AND events.call_id = ?"
                " AND events.kind = 'tool_result' ORDER BY events.number LIMIT 1",
                (number, call.call_id),
            ).fetchone()
        return None if row is None else event_of(row)

    def search(
        self,
        query: str,
        *,
        session: str | None = None,
        agent: str | None = None,
        limit: int = 100,
    ) -> list[Found]:
        """
        Events that hold all words of the query, best first.

        Raises:
            InvalidRequest: There is no word in the query.
            NotFound: There is no such session.
        """
        with self._db.snapshot() as connection:
            return search(
                connection, self._context.scope, query, session=session, agent=agent, limit=limit
            )

    def delete(self, session: str, *, purges: bool = False) -> Deletion:
        """
        Delete a session's transcript with everything of it, also where dreams quote it; an ingested
        session goes as a whole.

        Args:
            purges: Rewrite the file too, so that no unused page of it holds the texts.

        Raises:
            NotFound: There is no such session.
            NotPermitted: A session asked.
            PurgeIncomplete: Done, but another process keeps old pages of the file alive.
        """
        if self._context.scope.session_id is not None:
            raise NotPermitted("A session cannot delete transcripts; ask a user to do it.")

        # Imported here: whoever reads transcripts needs no proposals.
        from core.dreams.forgetting.quotes import forget_quotes
        from core.forgetting.purge import mark_pending, purge

        def job(connection: Connection) -> Deletion:
            number, is_ingested = find_session(connection, self._context.scope, session)
            now = self._context.clock()
            summary = summary_of(connection, number, now)
            forget_session(connection, number, with_record=is_ingested)
            forgotten = forget_quotes(connection, summary.id)
            changes.append(
                connection,
                "session.forgotten",
                format_time(now),
                self._context.scope.actor,
                subject_id=summary.id,
            )
            if purges:
                scrub(connection)
                mark_pending(connection)
            return Deletion(summary, forgotten.quotes, forgotten.withdrawn)

        deletion = self._db.write(job)
        if purges:
            purge(self._db)
        return deletion

    def _sees(self, session_id: str) -> bool:
        own = self._context.scope.session_id
        return own is None or own == session_id


def _place(connection: Connection, session: int, event_id: str) -> tuple[int, int]:
    row = connection.execute(
        "SELECT clock, number FROM events WHERE number = ? AND session = ?",
        (event_number(event_id), session),
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no event {event_id} in this session.")
    return row[0], row[1]
