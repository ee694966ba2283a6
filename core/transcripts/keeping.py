"""
Writing what was read of a source into the workspace: its events and where to go on, together.

Everything here runs inside one transaction of the caller. What is stored already is recognised by
its id and not stored again, whichever file or pass it comes from.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Self

from core import changes
from core.context import Context
from core.sqlite import Connection
from core.times import format_time
from core.transcripts import sources
from core.transcripts.directories import Touched
from core.transcripts.events import Event, Facts, Kind, Status, Usage
from core.transcripts.indexing import index, unindex
from core.transcripts.lines import Damage
from core.transcripts.matching import keep_touches, settle
from core.transcripts.owners import Owners
from core.transcripts.pairing import Late
from core.transcripts.recorded import COLUMNS, VALUES, row_of
from core.transcripts.sources import Source
from core.transcripts.storable import Stored

_ERRORS = frozenset({Status.FAILED, Status.TIMEOUT})
_CHUNK = 400


class SourceMoved(Exception):
    """Another process went on with the same file in between."""


@dataclass(slots=True)
class Added:
    """What was added to the workspace."""

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


@dataclass(frozen=True, slots=True)
class Prepared:
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
    if source.number is None:
        source = sources.save(connection, source)
    owners = Owners(context, connection, source, portion.facts)
    tally = _Tally()
    source = _keep_events(connection, source, owners, portion.events, tally)
    sources.save(connection, source)
    owners.learn(tally.times)
    _amend(connection, owners, portion.late, tally)
    _keep_usages(connection, owners, portion.events, tally)
    quarantined = _keep_damage(connection, source, portion.damage)
    settle(connection, owners.numbers, portion.maps)
    _count(connection, tally)
    total: Counter[str] = sum((Counter(one) for one in tally.counts.values()), Counter())
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
    now = sources.find(connection, before.path)
    if now is None:
        moved = before.number is not None and not _is_renamed(connection, before.number)
    else:
        moved = (now.number, now.generation, now.saved.offset) != (
            before.number,
            before.generation,
            before.saved.offset,
        )
    if moved:
        raise SourceMoved(before.path)


def _is_renamed(connection: Connection, number: int) -> bool:
    row = connection.execute("SELECT 1 FROM sources WHERE number = ?", (number,)).fetchone()
    return row is not None


def _keep_events(
    connection: Connection,
    source: Source,
    owners: Owners,
    events: Sequence[Prepared],
    tally: _Tally,
) -> Source:
    """Store the new ones and replace those that a later one stands for."""
    assert source.number is not None
    known = _known(connection, owners, [one.stored.event for one in events])
    number = _last_number(connection)
    new: list[tuple[int, Prepared, tuple[object, ...]]] = []
    seq, clock = source.next_seq, source.clock
    for prepared in events:
        event = prepared.stored.event
        session = owners.number(event.session)
        clock = max(clock, event.ts or 0)
        row = row_of(
            prepared.stored,
            session=session,
            source=source.number,
            seq=seq,
            generation=source.generation,
            clock=clock,
        )
        tally.saw(session, event.ts)
        found = None if event.native_id is None else known.get(_key(session, event))
        if found is not None:
            if event.replaces:
                _replace(connection, found, row, prepared, tally)
            continue
        number += 1
        seq += 1
        new.append((number, prepared, row))
        if event.native_id is not None:
            known[_key(session, event)] = number
        tally.counts[session]["events"] += 1
        tally.counts[session]["tool_calls"] += event.kind is Kind.TOOL_CALL
        tally.ended(session, event.kind, event.status)
    connection.executemany(
        f"INSERT INTO events (number, {COLUMNS}) VALUES (?, {VALUES})",
        [(one, *row) for one, _, row in new],
    )
    index(connection, ((one, p.stored.body, p.stored.input) for one, p, _ in new))
    for one, prepared, _ in new:
        if prepared.touched:
            session = owners.number(prepared.stored.event.session)
            counts = keep_touches(connection, one, session, prepared.touched, prepared.stored.event)
            tally.counts[session].update(counts)
    return replace(source, next_seq=seq, clock=clock)


def _key(session: int, event: Event) -> tuple[int, str, int]:
    return session, event.native_id or "", event.block_no


def _known(
    connection: Connection, owners: Owners, events: Sequence[Event]
) -> dict[tuple[int, str, int], int]:
    """Which of the events are stored already, and their rows."""
    wanted: defaultdict[int, list[str]] = defaultdict(list)
    for event in events:
        session = owners.number(event.session)
        if event.native_id is not None and session not in owners.met:
            wanted[session].append(event.native_id)
    found: dict[tuple[int, str, int], int] = {}
    for session, native_ids in wanted.items():
        for start in range(0, len(native_ids), _CHUNK):
            part = native_ids[start : start + _CHUNK]
            rows = connection.execute(
                "SELECT native_id, block_no, number FROM events WHERE session = ?"
                f" AND native_id IN ({', '.join('?' * len(part))})",
                (session, *part),
            ).fetchall()
            found.update({(session, native_id, block): row for native_id, block, row in rows})
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
        f"UPDATE events SET ({COLUMNS}) = ({VALUES}) WHERE number = ?",
        (*values, number),
    )
    index(connection, [(number, prepared.stored.body, prepared.stored.input)])
    tally.ended(session, Kind(kind), status, by=-1)
    tally.ended(session, event.kind, event.status)


def _amend(connection: Connection, owners: Owners, late: Sequence[Late], tally: _Tally) -> None:
    for one in late:
        session = owners.number(one.session)
        verdict = one.verdict
        rows = connection.execute(
            "SELECT number, status FROM events WHERE call_id = ? AND session = ? AND kind = ?",
            (one.call_id, session, one.kind),
        ).fetchall()
        for number, status in rows:
            tally.ended(session, one.kind, status, by=-1)
            tally.ended(session, one.kind, verdict.status)
            connection.execute(
                "UPDATE events SET status = ?, error_source = ?, exit_code = ? WHERE number = ?",
                (verdict.status, verdict.error_source, verdict.exit_code, number),
            )


def _keep_usages(
    connection: Connection, owners: Owners, events: Sequence[Prepared], tally: _Tally
) -> None:
    """Count each model request once: of what was said of it, the last, or the most."""
    told: dict[tuple[int, str], Usage] = {}
    for prepared in events:
        event = prepared.stored.event
        if event.usage is not None and event.request_id is not None and not event.is_copied:
            told[owners.number(event.session), event.request_id] = event.usage
    known = _known_usages(connection, list(told))
    new: list[tuple[int | str, ...]] = []
    for (session, request_id), usage in told.items():
        old = known.get((session, request_id), (0, 0, 0, 0))
        now = _tokens(usage)
        # A copy of the transcript may hold less of a request than what is known already.
        if (session, request_id) in known and now <= old:
            continue
        new.append((session, request_id, *now))
        for name, one, before in zip(_TOKEN_NAMES, now, old, strict=True):
            tally.counts[session][name] += one - before
    connection.executemany(
        f"INSERT OR REPLACE INTO usages (session, request_id, {_TOKENS}) VALUES (?, ?, ?, ?, ?, ?)",
        new,
    )


def _known_usages(
    connection: Connection, keys: Sequence[tuple[int, str]]
) -> dict[tuple[int, str], tuple[int, int, int, int]]:
    found: dict[tuple[int, str], tuple[int, int, int, int]] = {}
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        rows = connection.execute(
            f"SELECT session, request_id, {_TOKENS} FROM usages"
            f" WHERE (session, request_id) IN (VALUES {', '.join(['(?, ?)'] * len(part))})",
            [value for key in part for value in key],
        ).fetchall()
        found.update(
            {(session, request_id): tuple(tokens) for session, request_id, *tokens in rows}
        )
    return found


_TOKEN_NAMES = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
_TOKENS = ", ".join(_TOKEN_NAMES)


def _tokens(usage: Usage) -> tuple[int, int, int, int]:
    return (
        usage.input_tokens,
        usage.output_tokens,
        usage.cache_read_tokens,
        usage.cache_write_tokens,
    )


def _keep_damage(connection: Connection, source: Source, damage: Sequence[Damage]) -> int:
    """Note the ranges that could not be read; the same range of a later generation is not news."""
    kept = 0
    for one in damage:
        cursor = connection.execute(
            "INSERT INTO damages (source, generation, raw_offset, raw_len, line_no, reason)"
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
