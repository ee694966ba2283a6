"""
Whose events they are: the sessions and agents of a source, met or made while it is kept.

A transcript of a session that was started here belongs to that session; any other transcript is a
session of its own, which writes nothing. Facts are kept as first seen, names and outcomes as last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from core import ids
from core.context import Context
from core.records.sessions import INGESTED
from core.storage.sqlite import Connection
from core.times import format_time, from_milliseconds
from core.transcripts.events import Facts, SessionFacts
from core.transcripts.sources import Source
from core.transcripts.storable import plain_name, short_id

_LONGEST_NAME: Final = 200
_LONGEST_TEXT: Final = 1_000


def native_id_of(path: str, session: str | None) -> str:
    """The transcript's own id of a session in a file; made of the file's path if it has none."""
    if session is not None and not session.startswith("#"):
        return short_id(session)
    stem = PurePath(path).stem
    if session is None and stem.startswith(f"{ids.SESSION}_"):
        return stem
    return path + (session or "")


def moved(connection: Connection, old: str, new: str) -> None:
    """The sessions that are known by the path of their file go with it."""
    connection.execute(
        "UPDATE OR IGNORE transcripts SET native_id = ?1 || substr(native_id, length(?2) + 1)"
        " WHERE native_id = ?2 OR native_id >= ?2 || '#' AND native_id < ?2 || '$'",
        (new, old),
    )


@dataclass(frozen=True, slots=True)
class _Owner:
    number: int
    is_ingested: bool


class Owners:
    """The sessions of one source; each is looked up once."""

    def __init__(
        self, context: Context, connection: Connection, source: Source, facts: Facts
    ) -> None:
        self._context = context
        self._connection = connection
        self._source = source
        self._facts = facts
        self._owners: dict[str | None, _Owner] = {}
        self.met: set[int] = set()
        """The sessions nothing was ingested of before."""
        self.changed: set[int] = set()
        """The sessions of which something else than events became known."""

    @property
    def numbers(self) -> set[int]:
        """The rows of all sessions that were met so far."""
        return {owner.number for owner in self._owners.values()}

    def number(self, session: str | None) -> int:
        """The row of a session by the transcript's own id."""
        owner = self._owners.get(session)
        if owner is None:
            owner = self._owners[session] = self._find(session) or self._make(session)
        return owner.number

    def learn(self, times: Mapping[int, tuple[int, int]]) -> None:
        """Note what the source says about its sessions and agents, and when they were at work."""
        for session, owner in self._owners.items():
            self._learn_session(session, owner, times.get(owner.number))
        for agent in self._facts.agents.values():
            number = self.number(agent.session)
            self._connection.execute(
                "INSERT INTO subagents (session, key, name, parent, spawn_call_id)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (session, key) DO UPDATE SET"
                " name = coalesce(name, excluded.name), parent = coalesce(parent, excluded.parent),"
                " spawn_call_id = coalesce(spawn_call_id, excluded.spawn_call_id)",
                (
                    number,
                    agent.native_id,
                    _kept(agent.name),
                    _kept(agent.parent_agent),
                    _kept(agent.spawn_call_id),
                ),
            )

    def _find(self, session: str | None) -> _Owner | None:
        native_id = native_id_of(self._source.path, session)
        row = self._connection.execute(
            "SELECT session, is_ingested FROM transcripts WHERE native_id = ?1 AND format = ?2"
            # One that was started here is the same in every format.
            " UNION ALL SELECT session, 0 FROM transcripts JOIN sessions"
            " ON sessions.number = transcripts.session"
            " WHERE sessions.id = ?1 AND sessions.status <> ?3 LIMIT 1",
            (native_id, self._source.format, INGESTED),
        ).fetchone()
        return None if row is None else _Owner(row[0], bool(row[1]))

    def _make(self, session: str | None) -> _Owner:
        native_id = native_id_of(self._source.path, session)
        started = self._connection.execute(
            "SELECT number FROM sessions WHERE id = ? AND status <> ?", (native_id, INGESTED)
        ).fetchone()
        facts = self._facts.sessions.get(session)
        agent, rank = self._agent(facts, facts.cwd if facts is not None else None)
        if started is None:
            cursor = self._connection.execute(
                "INSERT INTO sessions (id, agent, metadata, status, started_at)"
                " VALUES (?, ?, '{}', ?, ?)",
                (
                    self._context.new_id(ids.SESSION),
                    agent,
                    INGESTED,
                    format_time(from_milliseconds(self._source.look.modified_ns // 1_000_000)),
                ),
            )
            assert cursor.lastrowid is not None
            owner = _Owner(cursor.lastrowid, is_ingested=True)
        else:
            owner = _Owner(started[0], is_ingested=False)
        self._connection.execute(
            "INSERT INTO transcripts (session, format, native_id, is_ingested, agent_rank,"
            " events, tool_calls, tool_errors, rejected, input_tokens, output_tokens,"
            " cache_read_tokens, cache_write_tokens, reads, writes)"
            " VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
            (owner.number, self._source.format, native_id, owner.is_ingested, rank),
        )
        self.met.add(owner.number)
        return owner

    def _agent(self, facts: SessionFacts | None, cwd: str | None) -> tuple[str, int]:
        """The agent's name, and how sure it is: given by a person, told, or made up."""
        if self._source.agent:
            return _name(self._source.agent), 2
        if facts is not None and facts.agent_name:
            return _name(facts.agent_name), 1
        folder = PurePath((cwd or "").replace("\\", "/")).name
        return _name(f"{self._source.format}:{folder}" if folder else self._source.format), 0

    def _learn_session(
        self, session: str | None, owner: _Owner, times: tuple[int, int] | None
    ) -> None:
        facts = self._facts.sessions.get(session)
        if facts is not None:
            self._connection.execute(
                "UPDATE transcripts SET agent_version = coalesce(agent_version, ?),"
                " cwd = coalesce(cwd, ?), git_branch = coalesce(git_branch, ?),"
                " parent_session = coalesce(parent_session, ?),"
                " parent_call_id = coalesce(parent_call_id, ?),"
                " forked_from = coalesce(forked_from, ?), outcome = coalesce(?, outcome)"
                " WHERE session = ?",
                (
                    _kept(facts.version),
                    _kept(facts.cwd),
                    _kept(facts.git_branch),
                    _kept(facts.parent_session),
                    _kept(facts.parent_call_id),
                    _kept(facts.forked_from),
                    _kept(facts.outcome),
                    owner.number,
                ),
            )
        if owner.is_ingested:
            self._name_session(owner.number, facts, times)

    def _name_session(
        self, number: int, facts: SessionFacts | None, times: tuple[int, int] | None
    ) -> None:
        row = self._connection.execute(
            "SELECT sessions.agent, sessions.title, sessions.started_at, transcripts.agent_rank,"
            " transcripts.agent_rank, transcripts.cwd, transcripts.first_ts FROM sessions"
            " JOIN transcripts ON transcripts.session = sessions.number WHERE sessions.number = ?",
            (number,),
        ).fetchone()
        old, (rank, cwd, first) = row[:4], row[4:]
        agent, new_rank = self._agent(facts, cwd)
        starts = [ts for ts in (first, times and times[0]) if ts is not None]
        new = (
            agent if new_rank >= rank else old[0],
            _name(facts.title) if facts is not None and facts.title else old[1],
            format_time(from_milliseconds(min(starts))) if starts else old[2],
            max(rank, new_rank),
        )
        if new == old:
            return
        self._connection.execute(
            "UPDATE sessions SET agent = ?, title = ?, started_at = ? WHERE number = ?",
            (*new[:3], number),
        )
        self._connection.execute(
            "UPDATE transcripts SET agent_rank = ? WHERE session = ?", (new[3], number)
        )
        self.changed.add(number)


def _name(text: str) -> str:
    return " ".join(plain_name(text, _LONGEST_TEXT).split())[:_LONGEST_NAME] or "?"


def _kept(text: str | None) -> str | None:
    return None if text is None else plain_name(text, _LONGEST_TEXT)
