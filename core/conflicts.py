"""
Refused writes: what a writer wanted, against what it believed and what was really there.

A refused write changes no memory and no version; the writer's text is kept. A conflict is open
until its writer succeeds at that path (healed) or a person decides (resolved, dismissed); what
scopes refused is recorded besides, for whoever watches. Read here; `refusals` and `resolving`
write.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.actors import Actor, ActorType
from core.context import Context
from core.errors import NotFound
from core.reading.pages import Page, all_pages, check_limit, decode_number_cursor, encode_cursor
from core.storage.sqlite import Connection
from core.times import parse_time

DROPPED = "conflicts_dropped"
"""The setting that counts refused writes whose rows were dropped by the cap or the age limit."""


class ConflictKind(StrEnum):
    """Which precondition was lost, or which scope refused."""

    UPDATE = "update"
    RENAME = "rename"
    DELETE = "delete"
    CREATE = "create"
    READ_ONLY = "read_only"
    SCOPE = "scope"
    PAUSED = "paused"


class State(StrEnum):
    """What became of a conflict."""

    OPEN = "open"
    HEALED = "healed"
    """The same writer wrote that path successfully afterwards."""
    RESOLVED = "resolved"
    """Somebody decided; `resolved_version_id` is what was written, if anything was."""
    DISMISSED = "dismissed"
    REFUSED = "refused"
    """A scope refused it; there is nothing to decide."""


DECIDED = (State.RESOLVED, State.REFUSED)
"""Nothing more can be decided about such a conflict."""

LOST_PRECONDITIONS = frozenset(
    {ConflictKind.UPDATE, ConflictKind.RENAME, ConflictKind.DELETE, ConflictKind.CREATE}
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One refused write; identical retries of one writer count up in `attempts`."""

    id: str
    state: State
    kind: ConflictKind
    memory_store_id: str
    memory_id: str | None
    path: str
    base_sha256: str | None
    """The content the writer expected to replace."""
    base_version_id: str | None
    """The version with that content, when there is one."""
    theirs_version_id: str | None
    """The version that was there instead, as far as whoever decides has seen."""
    mine_path: str | None
    mine_sha256: str | None
    created_by: Actor
    agent: str | None
    """The agent's name, when a session wrote it."""
    attempts: int
    created_at: datetime
    updated_at: datetime
    resolved_version_id: str | None


class Conflicts:
    """The refused writes that one actor may see."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def retrieve(self, conflict_id: str) -> Conflict:
        """
        One conflict.

        Raises:
            NotFound: It does not exist for this actor.
        """
        with self._db.snapshot() as connection:
            conflict = load(connection, conflict_id)
            self._context.scope.require_visible(connection, conflict.memory_store_id)
            return conflict

    def text(self, conflict_id: str) -> str | None:
        """
        The text that was refused, `None` for a refused delete or rename, or after redaction.

        Raises:
            NotFound: The conflict does not exist for this actor.
        """
        with self._db.snapshot() as connection:
            conflict = load(connection, conflict_id)
            self._context.scope.require_visible(connection, conflict.memory_store_id)
            row = connection.execute(
                "SELECT text FROM contents JOIN conflicts"
                " ON contents.seq = conflicts.mine_content_seq WHERE conflicts.id = ?",
                (conflict_id,),
            ).fetchone()
        return None if row is None else str(row[0])

    def page(
        self,
        *,
        store_id: str | None = None,
        state: State | None = State.OPEN,
        kind: ConflictKind | None = None,
        limit: int = 20,
        page: str | None = None,
    ) -> Page[Conflict]:
        """One page of the conflicts, newest first; `state=None` for all of them."""
        condition, values = self._context.scope.visible_stores("store_id")
        conditions: list[str] = [condition]
        parameters: list[str | int] = [*values]
        for column, value in (("store_id", store_id), ("state", state), ("kind", kind)):
            if value is not None:
                conditions.append(f"conflicts.{column} = ?")
                parameters.append(str(value))
        if page is not None:
            conditions.append("conflicts.number < ?")
            parameters.append(decode_number_cursor(page))
        limit = check_limit(limit)
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"SELECT conflicts.number, {_COLUMNS} WHERE {' AND '.join(conditions)}"
                " ORDER BY conflicts.number DESC LIMIT ?",
                (*parameters, limit + 1),
            ).fetchall()
        data = tuple(_conflict(row[1:]) for row in rows[:limit])
        return Page(data, encode_cursor(rows[limit - 1][0]) if len(rows) > limit else None)

    def list(
        self, *, state: State | None = State.OPEN, kind: ConflictKind | None = None
    ) -> Iterator[Conflict]:
        """All conflicts in a state (`None`: in any), newest first."""
        return all_pages(lambda cursor: self.page(state=state, kind=kind, limit=100, page=cursor))

    def dropped(self) -> int:
        """How many refused writes were dropped by the cap and the age limit."""
        with self._db.snapshot() as connection:
            return dropped_count(connection)

    def count(self, state: State = State.OPEN) -> int:
        """How many conflicts are in a state."""
        condition, values = self._context.scope.visible_stores("store_id")
        with self._db.snapshot() as connection:
            (number,) = connection.execute(
                f"SELECT count(*) FROM conflicts WHERE state = ? AND {condition}",
                (state.value, *values),
            ).fetchone()
        return int(number)


_COLUMNS = (
    "conflicts.id, conflicts.state, conflicts.kind, conflicts.store_id, conflicts.memory_id,"
    " conflicts.path, conflicts.base_sha256, conflicts.base_version_id,"
    " conflicts.theirs_version_id, conflicts.mine_path, conflicts.mine_sha256,"
    " conflicts.actor_type, conflicts.actor_id, conflicts.attempts, conflicts.created_at,"
    " conflicts.updated_at, conflicts.resolved_version_id, sessions.agent"
    " FROM conflicts LEFT JOIN sessions"
    " ON conflicts.actor_type = 'session_actor' AND sessions.id = conflicts.actor_id"
)


def dropped_count(connection: Connection) -> int:
    """How many refused writes were dropped so far, in the whole workspace."""
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (DROPPED,)).fetchone()
    return 0 if row is None else int(row[0])


def load(connection: Connection, conflict_id: str) -> Conflict:
    """
    One conflict.

    Raises:
        NotFound: There is none with that id.
    """
    row = connection.execute(f"SELECT {_COLUMNS} WHERE conflicts.id = ?", (conflict_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no conflict {conflict_id}.")
    return _conflict(row)


_ConflictRow = tuple[
    str,
    str,
    str,
    str,
    str | None,
    str,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str,
    str,
    int,
    str,
    str,
    str | None,
    str | None,
]


def _conflict(row: _ConflictRow) -> Conflict:
    return Conflict(
        id=row[0],
        state=State(row[1]),
        kind=ConflictKind(row[2]),
        memory_store_id=row[3],
        memory_id=row[4],
        path=row[5],
        base_sha256=row[6],
        base_version_id=row[7],
        theirs_version_id=row[8],
        mine_path=row[9],
        mine_sha256=row[10],
        created_by=Actor(ActorType(row[11]), row[12]),
        agent=row[17],
        attempts=row[13],
        created_at=parse_time(row[14]),
        updated_at=parse_time(row[15]),
        resolved_version_id=row[16],
    )
