"""
Events of sessions on the Managed Agents wire: those that were sent here, and those of transcripts.

What is sent is kept as it came (with secrets masked) and read as a transcript too, in the same
transaction, so that a dream and the screens see it like any other. What was ingested of a
transcript is told in the wire's words.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core import changes, ids
from core.context import Context
from core.errors import InvalidRequest, Json, NotPermitted
from core.reading.pages import Page, decode_number_cursor, encode_cursor
from core.storage.sqlite import Connection
from core.times import format_time, parse_time, to_milliseconds
from core.transcripts import sources
from core.transcripts.formats.managed_agents import FORMAT, NAME
from core.transcripts.keeping import keep
from core.transcripts.log import Transcripts
from core.transcripts.portions import Portion, Prepared
from core.transcripts.secrets import masked
from core.transcripts.sources import Look, Source
from core.transcripts.storable import named, storable
from core.transcripts.stream import LineStream
from core.transcripts.wire_words import told
from core.wire.sessions import WireSessions

SENDABLE = frozenset(
    {
        "user.message",
        "user.interrupt",
        "user.tool_confirmation",
        "user.custom_tool_result",
        "user.tool_result",
        "user.define_outcome",
        "system.message",
    }
)
MOST_EVENTS = 1_000
"""Of one request."""

LIMIT = 1_000
"""Events of a page, as the wire has it; the caller may ask for fewer."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events of a session to list."""

    types: tuple[str, ...] = ()
    created_at: tuple[tuple[str, datetime], ...] = ()
    """Comparisons of the time it was processed at, such as `(">=", moment)`."""

    def wants(self, event: Mapping[str, Json]) -> bool:
        """Whether an event of the wire is one of them."""
        if self.types and event["type"] not in self.types:
            return False
        at = event.get("processed_at")
        return all(isinstance(at, str) and _holds(at, *one) for one in self.created_at)


class WireEvents:
    """The events of the sessions that one actor sees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db
        self._sessions = WireSessions(context)

    def send(self, session_id: str, events: Sequence[Mapping[str, Json]]) -> list[dict[str, Json]]:
        """
        Take events in, in their order, and give them with their ids and times.

        Raises:
            NotFound: There is no such session for this actor.
            NotPermitted: The session has ended.
            InvalidRequest: An event is of a type that nobody sends; nothing was taken.
        """
        if not 1 <= len(events) <= MOST_EVENTS:
            raise InvalidRequest(f"1 to {MOST_EVENTS:,} events are sent at once.")
        for event in events:
            if event.get("type") not in SENDABLE:
                raise InvalidRequest(
                    f"An event of the type {event.get('type')!r} cannot be sent; those that can are"
                    f" {', '.join(sorted(SENDABLE))}."
                )

        def job(connection: Connection) -> list[dict[str, Json]]:
            session = self._sessions.loaded(connection, session_id)
            if session.record.status == "ended":
                raise NotPermitted(f"The session {session_id} has ended; it takes no events.")
            at = format_time(self._context.clock())
            taken = [self._taken(event, at) for event in events]
            connection.executemany(
                "INSERT INTO wire_events (id, session, type, processed_at, body)"
                " SELECT ?, number, ?, ?, ? FROM sessions WHERE id = ?",
                [
                    (one["id"], one["type"], at, json.dumps(one, ensure_ascii=False), session_id)
                    for one in taken
                ],
            )
            self._read_as_transcript(connection, session_id, taken)
            changes.append(
                connection,
                "session.events",
                at,
                self._context.scope.actor,
                subject_id=session_id,
            )
            return taken

        return self._db.write(job)

    def page(
        self,
        session_id: str,
        wanted: EventFilter,
        *,
        limit: int = LIMIT,
        page: str | None = None,
        newest_first: bool = False,
    ) -> Page[dict[str, Json]]:
        """
        One page of a session's events: of those that were sent, else of its transcript.

        Raises:
            NotFound: There is no such session for this actor.
            InvalidRequest: The limit or the cursor is not valid.
        """
        if not 1 <= limit <= LIMIT:
            raise InvalidRequest(f"A page has 1 to {LIMIT:,} events; {limit} were asked for.")
        self._sessions.retrieve(session_id)
        if self._has_sent(session_id):
            return self._sent(session_id, wanted, limit, page, newest_first=newest_first)
        found = [*filter(wanted.wants, self._transcribed(session_id))]
        if newest_first:
            found.reverse()
        start = 0 if page is None else decode_number_cursor(page)
        more = len(found) > start + limit
        return Page(
            tuple(found[start : start + limit]), encode_cursor(start + limit) if more else None
        )

    def after(self, session_id: str, number: int) -> tuple[list[dict[str, Json]], int]:
        """The events that were sent after a number, oldest first, and the number to go on from."""
        with self._db.snapshot() as connection:
            rows = connection.execute(
                "SELECT number, body FROM wire_events WHERE number > ? AND session ="
                " (SELECT number FROM sessions WHERE id = ?) ORDER BY number LIMIT ?",
                (number, session_id, LIMIT),
            ).fetchall()
        return [json.loads(body) for _, body in rows], rows[-1][0] if rows else number

    def newest(self) -> int:
        """The number of the event that was sent last, in any session."""
        with self._db.snapshot() as connection:
            (number,) = connection.execute(
                "SELECT coalesce(max(number), 0) FROM wire_events"
            ).fetchone()
        return int(number)

    def _taken(self, event: Mapping[str, Json], at: str) -> dict[str, Json]:
        text = masked(json.dumps(event, ensure_ascii=False)).text
        known: dict[str, Json] = json.loads(text)
        if known["type"] == "user.define_outcome":
            known["outcome_id"] = self._context.new_id("outc")
        return {**known, "id": self._context.new_id(ids.EVENT), "processed_at": at}

    def _read_as_transcript(
        self, connection: Connection, session_id: str, events: Sequence[Mapping[str, Json]]
    ) -> None:
        raw = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in events).encode()
        path = f"wire/{session_id}"
        now_ns = to_milliseconds(self._context.clock()) * 1_000_000
        known = sources.find(connection, path)
        size = len(raw) + (0 if known is None else known.saved.offset)
        look = Look(0, 0, size, now_ns)
        before = known or Source(path, NAME, is_document=False, look=look)
        stream = LineStream(FORMAT, before.saved)
        batch = stream.feed(raw)
        after = replace(before, look=look, saved=stream.saved())
        prepared = [Prepared(storable(named(one))) for one in batch.events]
        keep(self._context, connection, Portion(before, after, stream.facts, prepared))

    def _has_sent(self, session_id: str) -> bool:
        with self._db.snapshot() as connection:
            row = connection.execute(
                "SELECT 1 FROM wire_events WHERE session ="
                " (SELECT number FROM sessions WHERE id = ?) LIMIT 1",
                (session_id,),
            ).fetchone()
        return row is not None

    def _sent(
        self,
        session_id: str,
        wanted: EventFilter,
        limit: int,
        page: str | None,
        *,
        newest_first: bool,
    ) -> Page[dict[str, Json]]:
        order, sign = ("DESC", "<") if newest_first else ("ASC", ">")
        conditions = ["session = (SELECT number FROM sessions WHERE id = ?)"]
        values: list[str | int] = [session_id]
        if wanted.types:
            conditions.append(f"type IN ({', '.join('?' * len(wanted.types))})")
            values += wanted.types
        for comparison, moment in wanted.created_at:
            conditions.append(f"processed_at {comparison} ?")
            values.append(format_time(moment))
        if page is not None:
            conditions.append(f"number {sign} ?")
            values.append(decode_number_cursor(page))
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"SELECT number, body FROM wire_events WHERE {' AND '.join(conditions)}"
                f" ORDER BY number {order} LIMIT ?",
                (*values, limit + 1),
            ).fetchall()
        data = tuple(json.loads(body) for _, body in rows[:limit])
        return Page(data, encode_cursor(rows[limit - 1][0]) if len(rows) > limit else None)

    def _transcribed(self, session_id: str) -> Iterator[dict[str, Json]]:
        return told(Transcripts(self._context).all_events(session_id))


def _holds(at: str, sign: str, moment: datetime) -> bool:
    time = parse_time(at)
    match sign:
        case ">":
            return time > moment
        case ">=":
            return time >= moment
        case "<":
            return time < moment
        case _:
            return time <= moment
