"""
What a timeline is made of: writes, reads, conflicts, errors and dreams, as marks in time.

Each kind has a table of its own to come from; here they get one shape. A mark belongs to the agent
that did it, or to the user or key that acted without a session.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from core.access.scope import Scope
from core.paths import below, check_prefix
from core.times import format_time, from_milliseconds, to_milliseconds
from core.transcripts.recorded import event_id


class MarkKind(StrEnum):
    """What happened."""

    WRITE = "write"
    READ = "read"
    CONFLICT = "conflict"
    ERROR = "error"
    """A tool call failed, wherever it was made."""
    DREAM = "dream"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened."""

    at: datetime
    kind: MarkKind
    agent: str
    """Its name; the name of a user or the id of a key that acted without a session."""
    session_id: str | None
    memory_store_id: str | None
    path: str | None
    subject_id: str
    """A version, a conflict, an event or a dream."""
    detail: str
    """`created`, `update`, the name of a tool, how a dream stands: what can be said in a word."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which marks are wanted; nothing set wants all."""

    store_id: str | None = None
    path_prefix: str | None = None
    agents: Collection[str] = ()
    session_id: str | None = None
    kinds: Collection[MarkKind] = ()
    agent_part: str | None = None
    """What the agent's name has in it, whatever its case."""

    def lets_through(self, agent: str, session_id: str | None) -> bool:
        """Whether marks of this agent and session are wanted."""
        return (
            (not self.agents or agent in self.agents)
            and (self.agent_part is None or self.agent_part.lower() in agent.lower())
            and (self.session_id is None or session_id == self.session_id)
        )


ALL: Final = Wanted()

COLUMNS: Final = "ms, kind, agent, session_id, store_id, path, subject_id, detail"

_ALMOST_MS: Final = timedelta(microseconds=999)
_MS: Final = "CAST(strftime('%s', {0}) AS INTEGER) * 1000 + CAST(substr({0}, 21, 3) AS INTEGER)"
_ACTOR: Final = (
    "LEFT JOIN sessions ON {0}.actor_type = 'session_actor' AND sessions.id = {0}.actor_id"
)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the marks of one kind come from: their rows, and what store and path are there."""

    select: str
    store: str
    path: str


_SOURCES: Final[dict[MarkKind, _Source]] = {
    MarkKind.WRITE: _Source(
        (
            f"SELECT {_MS.format('versions.created_at')} AS ms, 'write' AS kind,"
            " coalesce(sessions.agent, versions.actor_id) AS agent, sessions.id AS session_id,"
            " versions.store_id AS store_id, versions.path AS path, versions.id AS subject_id,"
            " versions.operation AS detail, versions.seq AS place"
            f" FROM versions {_ACTOR.format('versions')}"
            # By the feed's index of times: the versions themselves have none.
            " WHERE versions.seq >= coalesce((SELECT seq FROM changes"
            " WHERE at >= :since ORDER BY at, seq LIMIT 1), 1 << 62)"
            " AND versions.seq <= coalesce((SELECT seq FROM changes"
            " WHERE at < :until ORDER BY at DESC, seq DESC LIMIT 1), 0)"
        ),
        store="versions.store_id",
        path="versions.path",
    ),
    MarkKind.READ: _Source(
        (
            "SELECT accesses.ts AS ms, 'read' AS kind, sessions.agent AS agent,"
            " sessions.id AS session_id, accesses.store_id AS store_id, accesses.path AS path,"
            " accesses.event AS subject_id, accesses.directory AS detail, accesses.number AS place"
            " FROM accesses JOIN sessions ON sessions.number = accesses.session"
            " WHERE accesses.touch = 'read' AND accesses.ts >= :since_ms"
            " AND accesses.ts < :until_ms"
        ),
        store="accesses.store_id",
        path="accesses.path",
    ),
    MarkKind.CONFLICT: _Source(
        (
            f"SELECT {_MS.format('conflicts.created_at')} AS ms, 'conflict' AS kind,"
            " coalesce(sessions.agent, conflicts.actor_id) AS agent, sessions.id AS session_id,"
            " conflicts.store_id AS store_id, conflicts.path AS path, conflicts.id AS subject_id,"
            " conflicts.kind AS detail, conflicts.number AS place"
            f" FROM conflicts {_ACTOR.format('conflicts')}"
            " WHERE conflicts.created_at >= :since AND conflicts.created_at < :until"
        ),
        store="conflicts.store_id",
        path="conflicts.path",
    ),
    MarkKind.ERROR: _Source(
        (
            "SELECT events.ts AS ms, 'error' AS kind, sessions.agent AS agent,"
            " sessions.id AS session_id, NULL AS store_id, NULL AS path,"
            " events.number AS subject_id, coalesce(events.tool, (SELECT tool FROM events AS call"
            " WHERE call.session = events.session AND call.call_id = events.call_id"
            " AND call.kind = 'tool_call'), '')"
            " AS detail, events.number AS place"
            " FROM events JOIN sessions ON sessions.number = events.session"
            " WHERE events.kind = 'tool_result' AND events.status IN ('failed', 'timeout')"
            " AND events.ts >= :since_ms AND events.ts < :until_ms"
        ),
        store="NULL",
        path="NULL",
    ),
    MarkKind.DREAM: _Source(
        (
            f"SELECT {_MS.format('changes.at')} AS ms, 'dream' AS kind,"
            " coalesce(sessions.agent, changes.actor_id) AS agent, sessions.id AS session_id,"
            " changes.store_id AS store_id, NULL AS path, changes.subject_id AS subject_id,"
            " coalesce((SELECT status FROM dreams WHERE dreams.id = changes.subject_id), '')"
            " AS detail, changes.seq AS place"
            f" FROM changes {_ACTOR.format('changes')}"
            # One mark for each dream, where it began: the feed tells of every step of its work.
            " WHERE changes.at >= :since AND changes.at < :until AND changes.kind = 'dream.created'"
        ),
        store="changes.store_id",
        path="NULL",
    ),
}


def source(
    scope: Scope, since: datetime, until: datetime, wanted: Wanted = ALL
) -> tuple[str, dict[str, object]]:
    """
    SQL that gives the wanted marks of a span of time, in no order, and its values.

    Raises:
        InvalidRequest: The prefix is not one.
    """
    values: dict[str, object] = {
        "since": format_time(since),
        "until": format_time(until),
        # From the first whole millisecond on that is not before.
        "since_ms": to_milliseconds(since + _ALMOST_MS),
        "until_ms": to_milliseconds(until + _ALMOST_MS),
    }
    if wanted.store_id is not None:
        values["store"] = wanted.store_id
    if wanted.path_prefix is not None:
        values["from_path"], values["to_path"] = below(check_prefix(wanted.path_prefix))
    selects = [
        _select(kind, scope, wanted, values)
        for kind in MarkKind
        if not wanted.kinds or kind in wanted.kinds
    ]
    outer = ["1"]
    if wanted.agents:
        names = [f"agent_{number}" for number in range(len(wanted.agents))]
        values |= dict(zip(names, wanted.agents, strict=True))
        outer.append(f"agent IN ({', '.join(f':{name}' for name in names)})")
    if wanted.agent_part is not None:
        values["agent_part"] = wanted.agent_part.lower()
        outer.append("instr(lower(agent), :agent_part)")
    if wanted.session_id is not None:
        values["session"] = wanted.session_id
        outer.append("session_id = :session")
    return f"SELECT * FROM ({' UNION ALL '.join(selects)}) WHERE {' AND '.join(outer)}", values


def _select(kind: MarkKind, scope: Scope, wanted: Wanted, values: dict[str, object]) -> str:
    found = _SOURCES[kind]
    store, path = found.store, found.path
    conditions, select = [""], found.select
    if wanted.store_id is not None:
        conditions.append(f"{store} = :store")
    if wanted.path_prefix is not None:
        conditions.append(f"{path} >= :from_path AND {path} < :to_path")
    if kind is MarkKind.WRITE and (wanted.agents or wanted.session_id):
        # By the index of actors: the others' versions in that time are not looked at.
        conditions.append(f"versions.actor_id IN ({_actors(wanted, values)})")
        select = select.replace("FROM versions ", "FROM versions INDEXED BY versions_by_actor ")
    if scope.session_id is not None:
        values["own"] = scope.session_id
        seen = f"{store} IN (SELECT store_id FROM attachments WHERE session_id = :own)"
        own = "sessions.id = :own"
        conditions.append(own if kind in {MarkKind.READ, MarkKind.ERROR} else seen)
    return select + " AND ".join(conditions)


def _actors(wanted: Wanted, values: dict[str, object]) -> str:
    """SQL that gives the ids of those who may be meant by agents and session."""
    if wanted.session_id is not None:
        values["session"] = wanted.session_id
        return ":session"
    names = ", ".join(f":agent_{number}" for number in range(len(wanted.agents)))
    users = " UNION ALL ".join(f"SELECT :agent_{number}" for number in range(len(wanted.agents)))
    return f"SELECT id FROM sessions WHERE agent IN ({names}) UNION ALL {users}"


def mark_of(row: tuple[Any, ...]) -> Mark:
    """A mark from a row of `COLUMNS`."""
    ms, kind, agent, session_id, store_id, path, subject, detail = row
    kind = MarkKind(kind)
    if kind in {MarkKind.READ, MarkKind.ERROR}:
        subject = event_id(subject)
    return Mark(from_milliseconds(ms), kind, agent, session_id, store_id, path, subject, detail)
