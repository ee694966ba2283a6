"""
Where turns begin and end: a turn is the events from one message of the user or harness to the next.

What stands before the first message is a turn too. The summary that a compaction leaves is nobody's
message and begins none. Places are (clock, row) pairs, the order of a session's events.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.sqlite import Connection
from core.transcripts.directories import Touch
from core.transcripts.kinds import Kind, RoleOrigin
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
    start: Place,
    end: Place,
    touches: Sequence[tuple[Place, str]],
) -> TurnFacts:
    """
    What happened between two places.

    Args:
        touches: What `touches_of` gives for the session.
    """
    inside = "session = ? AND (clock, number) >= (?, ?) AND (clock, number) < (?, ?)"
    values = (session, *start, *end)
    events, calls, errors = connection.execute(
        "SELECT count(*), coalesce(sum(kind = 'tool_call'), 0),"
        " coalesce(sum(kind = 'tool_result' AND status IN ('failed', 'timeout')), 0)"
        f" FROM events WHERE {inside}",
        values,
    ).fetchone()
    (tokens,) = connection.execute(
        "SELECT coalesce(sum(input_tokens + output_tokens), 0) FROM usages WHERE session = ?"
        f" AND request_id IN (SELECT request_id FROM events WHERE {inside})",
        (session, *values),
    ).fetchone()
    first, last = (bisect_left(touches, (place, "")) for place in (start, end))
    kinds = [touch for _, touch in touches[first:last]]
    return TurnFacts(
        events, calls, errors, kinds.count(Touch.READ), kinds.count(Touch.WRITE), tokens
    )


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
