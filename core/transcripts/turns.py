"""
Where turns begin and end: a turn is the events from one message of the user or harness to the next.

What stands before the first message is a turn too. The summary that a compaction leaves is nobody's
message and begins none. Places are (clock, row) pairs, the order of a session's events.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.storage.sqlite import Connection
from core.transcripts.directories import Touch
from core.transcripts.kinds import ERRORS, Kind, RoleOrigin
from core.transcripts.stored import StoredEvent

Place = tuple[int, int]

BEGINS_TURN: Final = (
    "(events.kind = 'user' AND coalesce(events.role_origin, 'human') <> 'compact_summary'"
    " OR events.kind = 'injected')"
)
BEFORE_ALL: Final[Place] = (-1, -1)
AFTER_ALL: Final[Place] = ((1 << 63) - 1, (1 << 63) - 1)


@dataclass(frozen=True, slots=True)
class TurnFacts:
    """What happened in a turn, in numbers."""

    events: int
    calls: int
    errors: int
    """Results that failed."""
    reads: int
    writes: int
    """Calls that read or wrote a memory."""
    tokens: int


def begins_turn(event: StoredEvent) -> bool:
    """Whether an event is one that a turn begins with, as `BEGINS_TURN` says it in SQL."""
    if event.kind is Kind.USER:
        return event.role_origin is not RoleOrigin.COMPACT_SUMMARY
    return event.kind is Kind.INJECTED


def bounds(connection: Connection, session: int, place: Place) -> tuple[Place, Place]:
    """The turn that a place is in: where it begins, and where the next one does."""
    start = connection.execute(
        "SELECT clock, number FROM events WHERE session = ? AND (clock, number) <= (?, ?)"
        f" AND {BEGINS_TURN} ORDER BY clock DESC, number DESC LIMIT 1",
        (session, *place),
    ).fetchone()
    return start or BEFORE_ALL, end_of(connection, session, place)


def end_of(connection: Connection, session: int, place: Place) -> Place:
    """Where the turn after that of a place begins."""
    end = connection.execute(
        "SELECT clock, number FROM events WHERE session = ? AND (clock, number) > (?, ?)"
        f" AND {BEGINS_TURN} ORDER BY clock, number LIMIT 1",
        (session, *place),
    ).fetchone()
    return end or AFTER_ALL


def facts_of(
    connection: Connection,
    session: int,
    heads: Sequence[Place],
    touches: Sequence[tuple[Place, str]],
) -> dict[Place, TurnFacts]:
    """
    What happened in some turns, by the place of the event that each begins with.

    Read in one go: where a transcript has no times, to find one place among many takes a while.

    Args:
        heads: Those places, in order.
        touches: What `touches_of` gives for the session.
    """
    if not heads:
        return {}
    rows = connection.execute(
        f"SELECT events.clock, events.number, {BEGINS_TURN}, events.kind, events.status,"
        " events.request_id, usages.input_tokens + usages.output_tokens"
        " FROM events LEFT JOIN usages ON usages.session = events.session"
        " AND usages.request_id = events.request_id"
        " WHERE events.session = ? AND (events.clock, events.number) >= (?, ?)"
        " ORDER BY events.clock, events.number",
        (session, *heads[0]),
    )
    wanted, found = set(heads), dict[Place, TurnFacts]()
    head: Place | None = None
    requests: set[str] = set()
    for clock, number, begins, kind, status, request_id, tokens in rows:
        place = (clock, number)
        if begins or place in wanted:
            if len(found) == len(wanted):
                break
            head = place if place in wanted else None
            requests.clear()
            if head is not None:
                found[head] = TurnFacts(0, 0, 0, 0, 0, 0)
        if head is None:
            continue
        is_error = kind == Kind.TOOL_RESULT and status in ERRORS
        is_told = request_id is None or request_id in requests
        requests.add(request_id)
        at = bisect_left(touches, (place, ""))
        touched = [touch for there, touch in touches[at : at + 3] if there == place]
        before = found[head]
        found[head] = TurnFacts(
            before.events + 1,
            before.calls + (kind == Kind.TOOL_CALL),
            before.errors + is_error,
            before.reads + (Touch.READ in touched),
            before.writes + (Touch.WRITE in touched),
            before.tokens + (0 if is_told else tokens or 0),
        )
    return found


def touches_of(connection: Connection, session: int) -> list[tuple[Place, str]]:
    """The calls of a session that touched memories, in order: where, and how."""
    rows = connection.execute(
        "SELECT DISTINCT events.clock, events.number, accesses.touch FROM accesses"
        " JOIN events ON events.number = accesses.event WHERE accesses.session = ?"
        " ORDER BY events.clock, events.number, accesses.touch",
        (session,),
    ).fetchall()
    return [((clock, number), touch) for clock, number, touch in rows]


def touched_turns(
    connection: Connection,
    session: int,
    place: Place,
    touches: Sequence[tuple[Place, str]],
    *,
    is_forward: bool,
) -> Iterator[tuple[Place, Place]]:
    """The turns that touched a memory, from that of a place on, each looked up when it is asked."""
    start, end = bounds(connection, session, place)
    if is_forward:
        at = bisect_left(touches, (start, ""))
        while at < len(touches):
            start, end = bounds(connection, session, touches[at][0])
            yield start, end
            at = bisect_left(touches, (end, ""))
    else:
        at = bisect_left(touches, (end, "")) - 1
        while at >= 0:
            start, end = bounds(connection, session, touches[at][0])
            yield start, end
            at = bisect_left(touches, (start, "")) - 1
