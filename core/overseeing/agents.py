"""
Agents as such, over all their sessions: how much each of them wrote, and what it ever wrote to.
"""

from dataclasses import dataclass
from datetime import datetime

from core.context import Context
from core.times import parse_time


@dataclass(frozen=True, slots=True)
class AgentSeen:
    """One agent, and what is known of it."""

    name: str
    writes: int
    last_seen: datetime
    """Its last write, or the start of its last session."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The memories that an agent ever wrote to and that are there now."""

    memory_ids: frozenset[str]
    folders: frozenset[tuple[str, str]]
    """Store id and path of each directory that one of them is in; `/` is the store itself."""


class Agents:
    """What agents did in the stores that one actor sees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def list(self) -> list[AgentSeen]:
        """
        Every agent that ever had a session, the one seen last first.

        This counts all versions, through an index: it is for a person, not for a loop.
        """
        condition, values = self._context.scope.visible_stores("store_id")
        own = "1" if self._context.scope.session_id is None else "sessions.id = ?"
        session = () if self._context.scope.session_id is None else (values[0],)
        with self._db.snapshot() as connection:
            rows = connection.execute(
                "SELECT agent, coalesce(sum(written.count), 0),"
                " max(started_at, coalesce(max(changes.at), ''))"
                " FROM sessions LEFT JOIN (SELECT actor_id, count(*) AS count, max(seq) AS seq"
                f" FROM versions WHERE {condition} GROUP BY actor_id) AS written"
                " ON written.actor_id = sessions.id LEFT JOIN changes ON changes.seq = written.seq"
                f" WHERE {own} GROUP BY agent",
                (*values, *session),
            ).fetchall()
        found = [AgentSeen(name, writes, parse_time(at)) for name, writes, at in rows]
        return sorted(found, key=lambda one: (one.last_seen, one.name), reverse=True)

    def touched(self, agent: str) -> Touched:
        """What an agent of exactly this name ever wrote to, in any session."""
        condition, values = self._context.scope.visible_stores("store_id")
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"SELECT id, store_id, path FROM memories WHERE {condition} AND id IN ("
                "SELECT memory_id FROM versions WHERE actor_id IN"
                " (SELECT id FROM sessions WHERE agent = ?))",
                (*values, agent),
            ).fetchall()
        folders: set[tuple[str, str]] = set()
        for _, store_id, path in rows:
            end = path.rfind("/") + 1
            while end > 0 and (store_id, path[:end]) not in folders:
                folders.add((store_id, path[:end]))
                end = path.rfind("/", 0, end - 1) + 1
        return Touched(frozenset(row[0] for row in rows), frozenset(folders))
