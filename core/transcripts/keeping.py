"""
Writing what was read of a source into the workspace: its events and where to go on, together.

Everything here runs inside one transaction of the caller. What is stored already is recognised by
its id and not stored again, whichever file or pass it comes from.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Self

from msgspec import Struct

from core import changes
from core.context import Context
from core.sqlite import Connection
from core.times import format_time, to_milliseconds
from core.transcripts import sources
from core.transcripts.directories import Touched
from core.transcripts.events import Event, Facts, Kind, Status
from core.transcripts.indexing import index, index_from, unindex
from core.transcripts.lines import Damage
from core.transcripts.matching import forget_touches, keep_touches, settle
from core.transcripts.owners import Owners, moved
from core.transcripts.pairing import Late, verdict_of
from core.transcripts.recorded import COLUMNS, VALUES, insert, row_of
from core.transcripts.reunion import reunited
from core.transcripts.sources import Source
from core.transcripts.storable import Stored
from core.transcripts.usages import keep_usages

_ERRORS = frozenset({Status.FAILED, Status.TIMEOUT})
_CHUNK = 400
_WORDS = 200

_AHEAD_MS = 24 * 3_600_000
"""A time that is further ahead of the clock, and of the file, is not believed where it would decide
on the order of events: it would push everything that comes later to the end."""


class SourceMoved(Exception):
    """Another process went on with the same file in between."""


@dataclass(slots=True)
class Added:
    """What was added to the workspace; an error that turns out to be none is one less."""

    sessions: int = 0
    events: int = 0
    tool_calls: int = 0
    tool_errors: int = 0
    rejected: int = 0
    quarantined: int = 0

    def __iadd__(self, other: "Added") -> Self:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
        return self


class Prepared(Struct, frozen=True, gc=False):
    """One event, ready to be kept."""

    stored: Stored
    touched: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True)
class Portion:
    """What some bytes of a source gave, and the source as it is after them."""

    before: Source
    after: Source
    facts: Facts
    events: Sequence[Prepared]
    late: Sequence[Late] = ()
    damage: Sequence[Damage] = ()
    maps: Mapping[str, str] = field(default_factory=dict)
    """Directories that a person said are stores, with the store's id."""


@dataclass(slots=True)
class _Tally:
    """What a portion changes about each session, by its number."""

    counts: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    times: dict[int, tuple[int, int]] = field(default_factory=dict)

    def kept(self, session: int, kind: Kind, status: str | None, by: int = 1) -> None:
        """Count an event by what it is, or (`by` -1) take it back."""
        self.counts[session]["tool_calls"] += by * (kind is Kind.TOOL_CALL)
        self.ended(session, kind, status, by)

    def saw(self, session: int, ts: int | None) -> None:
        if ts is not None:
            first, last = self.times.get(session, (ts, ts))
            self.times[session] = min(first, ts), max(last, ts)

    def ended(self, session: int, kind: Kind, status: str | None, by: int = 1) -> None:
        """Count how a call ended, or (`by` -1) take it back; only results count."""
        if kind is not Kind.TOOL_RESULT:
            return
        if status in _ERRORS:
            self.counts[session]["tool_errors"] += by
        elif status == Status.REJECTED_BY_USER:
            self.counts[session]["rejected"] += by


def keep(context: Context, connection: Connection, portion: Portion) -> tuple[Source, Added]:
    """
    Write a portion down; gives the source with its row, and what was new in it.

    Raises:
        SourceMoved: The source is not where the portion began any more.
    """
    _check_unmoved(connection, portion.before)
    source = portion.after
    _follow_rename(connection, source)
    if source.number is None:
        source = sources.save(connection, source)
    owners = Owners(context, connection, source, portion.facts)
    tally = _Tally()
    last = _last_number(connection)
    source, fresh, late = _keep_events(context, connection, source, owners, portion.events, tally)
    sources.save(connection, source)
    owners.learn(tally.times)
    _amend(connection, owners, [*portion.late, *late], tally)
    calls = [one for one in fresh if one.is_new and one.event.kind is Kind.TOOL_CALL]
    told = [(one.session, one.event, one.prepared.stored.input) for one in calls]
    _amend(connection, owners, reunited(connection, told, last), tally)
    used = [
        (one.session, one.event, not one.is_new) for one in fresh if one.event.usage is not None
    ]
    for session, tokens in keep_usages(connection, used).items():
        tally.counts[session].update(tokens)
    quarantined = _keep_damage(connection, source, portion.damage)
    settle(connection, owners.numbers, portion.maps)
    _count(connection, tally)
    total: Counter[str] = Counter()
    for counts in tally.counts.values():
        total.update(counts)  # not `+`, which leaves out what became less
    for session in sorted(set(tally.counts) | owners.changed):
        _tell(context, connection, session)
    return source, Added(
        sessions=len(owners.met),
        events=total["events"],
        tool_calls=total["tool_calls"],
        tool_errors=total["tool_errors"],
        rejected=total["rejected"],
        quarantined=quarantined,
    )


def _check_unmoved(connection: Connection, before: Source) -> None:
    if before.number is None:
        is_moved = sources.find(connection, before.path) is not None
    else:
        now = sources.get(connection, before.number)
        is_moved = now is None or (now.generation, now.saved.offset, now.saved.line_no) != (
            before.generation,
            before.saved.offset,
            before.saved.line_no,
        )
    if is_moved:
        raise SourceMoved(before.path)


def _follow_rename(connection: Connection, source: Source) -> None:
    if source.number is not None:
        known = sources.get(connection, source.number)
        if known is not None and known.path != source.path:
            moved(connection, known.path, source.path)


class _Fresh(Struct, frozen=True, gc=False):
    """An event that is new, or stands in the place of one that was there."""

    session: int
    prepared: Prepared
    is_new: bool

    @property
    def event(self) -> Event:
        return self.prepared.stored.event


class _Known(Struct, frozen=True, gc=False):
    """An event that is stored already."""

    number: int
    status: str | None


def _keep_events(
    context: Context,
    connection: Connection,
    source: Source,
    owners: Owners,
    events: Sequence[Prepared],
    tally: _Tally,
) -> tuple[Source, list[_Fresh], list[Late]]:
    """Store the new ones and replace those that a later one stands for."""
    assert source.number is not None
    known = _known(connection, source, owners, [one.stored.event for one in events])
    number = _last_number(connection)
    first = number + 1
    fresh: list[_Fresh] = []
    late: list[Late] = []
    rows: list[tuple[object, ...]] = []
    touched: list[tuple[int, int, Prepared]] = []
    seq, clock = source.next_seq, source.clock
    written = source.look.modified_ns // 1_000_000
    newest = max(to_milliseconds(context.clock()), written) + _AHEAD_MS
    for prepared in events:
        event = prepared.stored.event
        session = owners.number(event.session)
        if event.ts is not None and clock < event.ts <= newest:
            clock = event.ts
        tally.saw(session, event.ts)
        key = _key(session, event, prepared.stored.body)
        found = known.get(key)
        if found is not None and not event.replaces:
            if _tells_more(event, found):
                late.append(Late(event.session, event.call_id or "", event.kind, verdict_of(event)))
            continue
        row = row_of(
            prepared.stored,
            session=session,
            source=source.number,
            seq=seq,
            generation=source.generation,
            clock=clock,
        )
        fresh.append(_Fresh(session, prepared, is_new=found is None))
        if found is not None:
            _replace(connection, found.number, row, prepared, tally)
            continue
        number += 1
        seq += 1
        rows.append((number, *row))
        if prepared.touched:
            touched.append((number, session, prepared))
        known[key] = _Known(number, event.status)
        tally.counts[session]["events"] += 1
        tally.kept(session, event.kind, event.status)
    insert(connection, rows)
    index_from(connection, first)
    for one, session, prepared in touched:
        counts = keep_touches(connection, one, session, prepared.touched, prepared.stored.event)
        tally.counts[session].update(counts)
    return replace(source, next_seq=seq, clock=clock), fresh, late


def _tells_more(event: Event, known: _Known) -> bool:
    """Whether a repeated call says how it ended, which was not known when it was stored."""
    return (
        event.kind is Kind.TOOL_CALL
        and event.call_id is not None
        and event.status not in {None, Status.UNKNOWN}
        and known.status in {None, Status.UNKNOWN}
    )


_Key = tuple[int, str, int]


def _key(session: int, event: Event, body: str) -> _Key:
    """By its id; one without an id is known by its place and its words, which a new file keeps."""
    if event.native_id is not None:
        return session, event.native_id, event.block_no
    return session, f"{event.where.raw_offset} {event.kind} {body[:_WORDS]}", event.block_no


def _known(
    connection: Connection, source: Source, owners: Owners, events: Sequence[Event]
) -> dict[_Key, _Known]:
    """Which of the events are stored already, and their rows."""
    wanted: defaultdict[int, list[str]] = defaultdict(list)
    places: list[int] = []
    for event in events:
        session = owners.number(event.session)
        if event.native_id is None:
            places.append(event.where.raw_offset)
        elif session not in owners.met:
            wanted[session].append(event.native_id)
    found: dict[_Key, _Known] = {}
    for session, native_ids in wanted.items():
        for start in range(0, len(native_ids), _CHUNK):
            part = native_ids[start : start + _CHUNK]
            rows = connection.execute(
                "SELECT native_id, block_no, number, status FROM events WHERE session = ?"
                f" AND native_id IN ({', '.join('?' * len(part))})",
                (session, *part),
            ).fetchall()
            found.update({(session, name, block): _Known(*row) for name, block, *row in rows})
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
            found[session, f"{offset} {kind} {words}", block] = _Known(*row)
    return found


def _last_number(connection: Connection) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchone()
    return 0 if row is None else int(row[0])


def _replace(
    connection: Connection,
    number: int,
    row: tuple[object, ...],
    prepared: Prepared,
    tally: _Tally,
) -> None:
    """Put an event in the place of an earlier one, which keeps its row and its order."""
    event = prepared.stored.event
    session, clock, seq, kind, status, body, given = connection.execute(
        "SELECT session, clock, seq, kind, status, body, input FROM events WHERE number = ?",
        (number,),
    ).fetchone()
    unindex(connection, [(number, body, given)])
    values = list(row)
    values[1], values[3] = clock, seq
    connection.execute(
        f"UPDATE events SET ({COLUMNS}) = ({VALUES}) WHERE number = ?", (*values, number)
    )
    index(connection, [(number, prepared.stored.body, prepared.stored.input)])
    tally.kept(session, Kind(kind), status, by=-1)
    tally.kept(session, event.kind, event.status)
    tally.counts[session].subtract(forget_touches(connection, number))
    tally.counts[session].update(keep_touches(connection, number, session, prepared.touched, event))


def _amend(connection: Connection, owners: Owners, late: Iterable[Late], tally: _Tally) -> None:
    for one in late:
        session = owners.number(one.session)
        verdict = one.verdict
        row = connection.execute(
            "SELECT number, status FROM events WHERE call_id = ? AND session = ? AND kind = ?"
            # An id that is used again is another call.
            " ORDER BY number DESC LIMIT 1",
            (one.call_id, session, one.kind.value),
        ).fetchone()
        if row is not None:
            number, status = row
            tally.ended(session, one.kind, status, by=-1)
            tally.ended(session, one.kind, verdict.status)
            connection.execute(
                "UPDATE events SET status = ?, error_source = nullif(?, 'none'), exit_code = ?"
                " WHERE number = ?",
                (verdict.status.value, verdict.error_source.value, verdict.exit_code, number),
            )


def _keep_damage(connection: Connection, source: Source, damage: Sequence[Damage]) -> int:
    """Note the ranges that could not be read; the same range of a later generation is not news."""
    kept = 0
    for one in damage:
        cursor = connection.execute(
            "INSERT OR IGNORE INTO damages"
            " (source, generation, raw_offset, raw_len, line_no, reason)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS (SELECT 1 FROM damages"
            " WHERE source = ?1 AND raw_offset = ?3 AND raw_len = ?4 AND reason = ?6)",
            (
                source.number,
                source.generation,
                one.where.raw_offset,
                one.where.raw_len,
                one.where.line_no,
                one.reason,
            ),
        )
        kept += cursor.rowcount
    return kept


def _count(connection: Connection, tally: _Tally) -> None:
    for session, counts in tally.counts.items():
        changed = {name: by for name, by in counts.items() if by}
        if changed:
            sums = ", ".join(f"{name} = {name} + ?" for name in changed)
            connection.execute(
                f"UPDATE transcripts SET {sums} WHERE session = ?", (*changed.values(), session)
            )
    for session, (first, last) in tally.times.items():
        connection.execute(
            "UPDATE transcripts SET first_ts = min(coalesce(first_ts, ?1), ?1),"
            " last_ts = max(coalesce(last_ts, ?2), ?2) WHERE session = ?3",
            (first, last, session),
        )


def _tell(context: Context, connection: Connection, session: int) -> None:
    (session_id,) = connection.execute(
        "SELECT id FROM sessions WHERE number = ?", (session,)
    ).fetchone()
    changes.append(
        connection,
        "session.recorded",
        format_time(context.clock()),
        context.scope.actor,
        subject_id=session_id,
    )
