"""
Sessions as a list shows them: started here or only ingested, with what they did in numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from core.context import Context
from core.errors import InvalidRequest
from core.reading.pages import Page, check_limit, decode_text_cursor, encode_cursor
from core.records.sessions import INGESTED, find_session
from core.storage.sqlite import Connection
from core.times import from_milliseconds, parse_time, to_milliseconds

LIVE_S: Final = 600
"""An ingested session counts as running for so long after its last event."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One session, and what its transcript holds; all zero without a transcript."""

    id: str
    native_id: str | None
    """The transcript's own id; None without a transcript."""
    format: str | None
    agent: str
    title: str | None
    status: str
    """`running`, `paused` or `ended`."""
    is_ingested: bool
    """Only its transcript tells of it: it was not started here."""
    started_at: datetime
    ended_at: datetime | None
    last_event_at: datetime | None
    cwd: str | None
    git_branch: str | None
    agent_version: str | None
    parent_session: str | None
    outcome: str | None
    events: int
    tool_calls: int
    tool_errors: int
    rejected: int
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    reads: int
    """Calls that read a memory."""
    writes: int
    """Calls that wrote a memory, as the transcript tells."""
    stores: tuple[str, ...]
    """The stores that are attached to it, or that it touched."""


_SELECT: Final = (
    "SELECT sessions.number, sessions.id, sessions.agent, sessions.title, sessions.status,"
    " sessions.started_at, sessions.ended_at, transcripts.native_id, transcripts.format,"
    " transcripts.last_ts, transcripts.cwd, transcripts.git_branch, transcripts.agent_version,"
    " transcripts.parent_session, transcripts.outcome, coalesce(transcripts.events, 0),"
    " coalesce(transcripts.tool_calls, 0), coalesce(transcripts.tool_errors, 0),"
    " coalesce(transcripts.rejected, 0), coalesce(transcripts.input_tokens, 0),"
    " coalesce(transcripts.output_tokens, 0), coalesce(transcripts.cache_read_tokens, 0),"
    " coalesce(transcripts.cache_write_tokens, 0), coalesce(transcripts.reads, 0),"
    " coalesce(transcripts.writes, 0)"
    " FROM sessions LEFT JOIN transcripts ON transcripts.session = sessions.number"
)
_TOLD: Final = (
    "lower(sessions.agent || ' ' || sessions.id || ' ' || coalesce(sessions.title, '') || ' '"
    " || coalesce(transcripts.cwd, '') || ' ' || coalesce(transcripts.git_branch, '') || ' '"
    " || coalesce(transcripts.native_id, ''))"
)
_STATES: Final = {
    "running": "(sessions.status = 'running' OR sessions.status = 'ingested'"
    " AND transcripts.outcome IS NULL AND transcripts.last_ts > :live"
    " AND transcripts.last_ts <= :ahead)",
    "paused": "sessions.status = 'paused'",
    "ended": "(sessions.status = 'ended' OR sessions.status = 'ingested'"
    " AND (transcripts.outcome IS NOT NULL OR coalesce(transcripts.last_ts, 0) <= :live"
    " OR transcripts.last_ts > :ahead))",
}


class Summaries:
    """Lists the sessions that one actor sees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def retrieve(self, session: str) -> Summary:
        """
        One session, by our id or by the transcript's own.

        Raises:
            NotFound: There is none.
            InvalidRequest: The transcript's own id fits several.
        """
        with self._db.snapshot() as connection:
            number, _ = find_session(connection, self._context.scope, session)
            return summary_of(connection, number, self._context.clock())

    def page(
        self,
        *,
        agent: str | None = None,
        store_id: str | None = None,
        for_dream: str | None = None,
        state: str | None = None,
        words: Sequence[str] = (),
        among: Sequence[str] | None = None,
        limit: int = 20,
        page: str | None = None,
    ) -> Page[Summary]:
        """
        One page of the sessions, the last started first.

        Args:
            store_id: Only sessions that have it attached, or touched it.
            for_dream: Only those that a dream over this store may read: they wrote to it, or were
                ingested.
            state: `running`, `paused` or `ended`.
            words: Each has to be in the agent, the title, the folder, the branch or an id.
            among: Only of these sessions, by id.

        Raises:
            InvalidRequest: The state, the limit or the cursor is not valid.
        """
        now = self._context.clock()
        conditions = ["1"]
        live, ahead = _live(now)
        values: dict[str, object] = {
            "live": live,
            "ahead": ahead,
            "limit": check_limit(limit) + 1,
        }
        if self._context.scope.session_id is not None:
            conditions.append("sessions.id = :own")
            values["own"] = self._context.scope.session_id
        if agent is not None:
            conditions.append("sessions.agent = :agent")
            values["agent"] = agent
        if store_id is not None:
            conditions.append(
                "(sessions.id IN (SELECT session_id FROM attachments WHERE store_id = :store)"
                " OR sessions.number IN (SELECT session FROM accesses WHERE store_id = :store))"
            )
            values["store"] = store_id
        if for_dream is not None:
            conditions.append(
                "(transcripts.session IS NOT NULL OR EXISTS (SELECT 1 FROM versions"
                " WHERE versions.actor_id = sessions.id AND versions.store_id = :dreamt))"
            )
            values["dreamt"] = for_dream
        if state is not None:
            if state not in _STATES:
                raise InvalidRequest(f"A session is {', '.join(_STATES)}; {state!r} is no state.")
            conditions.append(_STATES[state])
        for turn, word in enumerate(words):
            conditions.append(f"instr({_TOLD}, :word{turn}) > 0")
            values[f"word{turn}"] = word.lower()
        if among is not None:
            names = [f"among{turn}" for turn in range(len(among))]
            conditions.append(f"sessions.id IN ({', '.join(f':{name}' for name in names)})")
            values |= dict(zip(names, among, strict=True))
        if page is not None:
            started_at, _, number = decode_text_cursor(page).partition(" ")
            conditions.append("(sessions.started_at, sessions.number) < (:started, :number)")
            values |= {"started": started_at, "number": int(number) if number.isdigit() else 0}
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"{_SELECT} WHERE {' AND '.join(conditions)}"
                " ORDER BY sessions.started_at DESC, sessions.number DESC LIMIT :limit",
                values,
            ).fetchall()
            data = tuple(_summary(connection, row, now) for row in rows[:limit])
        last = rows[limit - 1] if len(rows) > limit else None
        return Page(data, None if last is None else encode_cursor(f"{last[5]} {last[0]}"))


def summary_of(connection: Connection, number: int, now: datetime) -> Summary:
    """The session in a row of the table."""
    row = connection.execute(f"{_SELECT} WHERE sessions.number = ?", (number,)).fetchone()
    return _summary(connection, row, now)


def _summary(connection: Connection, row: tuple[Any, ...], now: datetime) -> Summary:
    number, session_id, agent, title, status, started_at, ended_at = row[:7]
    native_id, format_, last_ts, cwd, git_branch, version, parent, outcome, *counts = row[7:]
    last = None if last_ts is None else from_milliseconds(last_ts)
    is_ingested = status == INGESTED
    ended = None if ended_at is None else parse_time(ended_at)
    if is_ingested:
        since, ahead = _live(now)
        status = "running" if outcome is None and since < (last_ts or 0) <= ahead else "ended"
        ended = last if status == "ended" else None
    stores = connection.execute(
        "SELECT store_id FROM (SELECT store_id, position FROM attachments WHERE session_id = ?"
        " UNION ALL SELECT DISTINCT store_id, 1000 FROM accesses WHERE session = ?)"
        " WHERE store_id IS NOT NULL GROUP BY store_id ORDER BY min(position), store_id",
        (session_id, number),
    ).fetchall()
    values: tuple[Any, ...] = (
        session_id,
        native_id,
        format_,
        agent,
        title,
        status,
        is_ingested,
        parse_time(started_at),
        ended,
        last,
        cwd,
        git_branch,
        version,
        parent,
        outcome,
        *counts,
        tuple(store_id for (store_id,) in stores),
    )
    return Summary(*values)


def _live(now: datetime) -> tuple[int, int]:
    """Where the last event of a running session lies; no clock is wrong by much more."""
    span = timedelta(seconds=LIVE_S)
    return to_milliseconds(now - span), to_milliseconds(now + span)
