"""
Writing what was read of a source into the workspace: its events and where to go on, together.

Everything here runs inside one transaction of the caller. What is stored already is recognised by
its id and not stored again, whichever file or pass it comes from.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from msgspec import Struct

from core import changes
from core.context import Context
from core.storage.sqlite import Connection
from core.times import format_time, to_milliseconds
from core.transcripts import sources
from core.transcripts.events import Event, Kind
from core.transcripts.indexing import index, index_from, unindex
from core.transcripts.known import Known, key_of, known_of, tells_more
from core.transcripts.lines import Damage
from core.transcripts.matching import forget_touches, keep_touches, settle
from core.transcripts.owners import Owners, moved
from core.transcripts.pairing import Late, verdict_of
from core.transcripts.portions import Portion, Prepared
from core.transcripts.recorded import COLUMNS, VALUES, insert, row_of
from core.transcripts.reunion import reunited
from core.transcripts.sources import Source
from core.transcripts.tally import Added, Tally, count
from core.transcripts.usages import keep_usages

_AHEAD_MS = 24 * 3_600_000
"""A time that is further ahead of the clock, and of the file, is not believed where it would decide
on the order of events: it would push everything that comes later to the end."""


def keep(context: Context, connection: Connection, portion: Portion) -> tuple[Source, Added]:
    """
    Write a portion down; gives the source with its row, and what was new in it.

    Raises:
        SourceMoved: The source is not where the portion began any more.
    """
    sources.check_unmoved(connection, portion.before)
    source = portion.after
    _follow_rename(connection, source)
    if source.number is None:
        source = sources.save(connection, source)
    owners = Owners(context, connection, source, portion.facts)
    tally = Tally()
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
    count(connection, tally)
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


def _keep_events(
    context: Context,
    connection: Connection,
    source: Source,
    owners: Owners,
    events: Sequence[Prepared],
    tally: Tally,
) -> tuple[Source, list[_Fresh], list[Late]]:
    """Store the new ones and replace those that a later one stands for."""
    assert source.number is not None
    known = known_of(connection, source, owners, [one.stored.event for one in events])
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
        key = key_of(session, event, prepared.stored.body)
        found = known.get(key)
        if found is not None and not event.replaces:
            if tells_more(event, found):
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
        known[key] = Known(number, event.status)
        tally.counts[session]["events"] += 1
        tally.kept(session, event.kind, event.status)
    insert(connection, rows)
    index_from(connection, first)
    for one, session, prepared in touched:
        counts = keep_touches(connection, one, session, prepared.touched, prepared.stored.event)
        tally.counts[session].update(counts)
    return replace(source, next_seq=seq, clock=clock), fresh, late


def _last_number(connection: Connection) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchone()
    return 0 if row is None else int(row[0])


def _replace(
    connection: Connection,
    number: int,
    row: tuple[object, ...],
    prepared: Prepared,
    tally: Tally,
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


def _amend(connection: Connection, owners: Owners, late: Iterable[Late], tally: Tally) -> None:
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
