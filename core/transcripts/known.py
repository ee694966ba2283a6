"""
Which events are stored already: by their ids, or by their places and words.
"""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from core.storage.sqlite import Connection
from core.transcripts.events import Event, Kind, Status
from core.transcripts.owners import Owners
from core.transcripts.sources import Source

_CHUNK = 400
_WORDS = 200


class Known(Struct, frozen=True, gc=False):
    """An event that is stored already."""

    number: int
    status: str | None


def tells_more(event: Event, known: Known) -> bool:
    """Whether a repeated call says how it ended, which was not known when it was stored."""
    return (
        event.kind is Kind.TOOL_CALL
        and event.call_id is not None
        and event.status not in {None, Status.UNKNOWN}
        and known.status in {None, Status.UNKNOWN}
    )


Key = tuple[int, str, int]
"""The number of a session, an id or a place with words, and the block."""


def key_of(session: int, event: Event, body: str) -> Key:
    """By its id; one without an id is known by its place and its words, which a new file keeps."""
    if event.native_id is not None:
        return session, event.native_id, event.block_no
    return session, f"{event.where.raw_offset} {event.kind} {body[:_WORDS]}", event.block_no


def known_of(
    connection: Connection, source: Source, owners: Owners, events: Sequence[Event]
) -> dict[Key, Known]:
    """Which of the events are stored already, and their rows."""
    wanted: defaultdict[int, list[str]] = defaultdict(list)
    places: list[int] = []
    for event in events:
        session = owners.number(event.session)
        if event.native_id is None:
            places.append(event.where.raw_offset)
        elif session not in owners.met:
            wanted[session].append(event.native_id)
    found: dict[Key, Known] = {}
    for session, native_ids in wanted.items():
        for start in range(0, len(native_ids), _CHUNK):
            part = native_ids[start : start + _CHUNK]
            rows = connection.execute(
                "SELECT native_id, block_no, number, status FROM events WHERE session = ?"
                f" AND native_id IN ({', '.join('?' * len(part))})",
                (session, *part),
            ).fetchall()
            found.update({(session, name, block): Known(*row) for name, block, *row in rows})
    # Only a file that was written anew can have the same place twice.
    for start in range(0, len(places) if source.generation > 1 else 0, _CHUNK):
        part_of = places[start : start + _CHUNK]
        rows = connection.execute(
            "SELECT session, raw_offset, kind, substr(body, 1, ?), block_no, number, status"
            " FROM events WHERE source = ? AND native_id IS NULL"
            f" AND raw_offset IN ({', '.join('?' * len(part_of))})",
            (_WORDS, source.number, *part_of),
        ).fetchall()
        for session, offset, kind, words, block, *row in rows:
            found[session, f"{offset} {kind} {words}", block] = Known(*row)
    return found
