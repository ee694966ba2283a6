"""
Refused writes: what a writer wanted, against what it believed and what was really there.

A write refused by its precondition changes no memory and no version; the writer's text is kept here
in the same transaction. States, merging and resolving come on top of these rows.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core import changes, ids
from core.actors import Actor, ActorType
from core.context import Context
from core.errors import CoreError, NotFound
from core.pages import Page, check_limit, decode_number_cursor, encode_cursor
from core.sqlite import Connection
from core.text import Text
from core.times import format_time, parse_time


class ConflictKind(StrEnum):
    """Which precondition was lost."""

    UPDATE = "update"
    RENAME = "rename"
    DELETE = "delete"
    CREATE = "create"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One refused write; identical retries of one writer count up in `attempts`."""

    id: str
    state: str
    kind: ConflictKind
    memory_store_id: str
    memory_id: str | None
    path: str
    base_sha256: str | None
    """The content the writer expected to replace."""
    base_version_id: str | None
    """The version with that content, when there is one."""
    theirs_version_id: str | None
    """The version that was there instead."""
    mine_path: str | None
    mine_sha256: str | None
    created_by: Actor
    attempts: int
    created_at: datetime
    updated_at: datetime


class PreconditionFailed(CoreError):
    """The memory changed since the writer read it; nothing was written, the text is kept."""

    type = "memory_precondition_failed_error"

    def __init__(self, conflict: Conflict, content_sha256: str) -> None:
        super().__init__(
            f"{conflict.path} changed since you read it (it is now {content_sha256[:12]}…), so"
            f" nothing was written; your text is kept as {conflict.id}."
            " Read it again and retry."
        )
        self.conflict = conflict
        self.content_sha256 = content_sha256
        """The hash of the content that is there now."""

    def details(self) -> dict[str, str | None]:
        return {"content_sha256": self.content_sha256, "conflict_id": self.conflict.id}


class PathConflict(CoreError):
    """The path is taken, or lies above or below another memory's path; nothing was written."""

    type = "memory_path_conflict_error"

    def __init__(
        self, path: str, conflicting_path: str, conflicting_memory_id: str, conflict: Conflict
    ) -> None:
        if path == conflicting_path:
            sentence = f"{path} exists already; update it, or choose another path."
        else:
            sentence = (
                f"{path} cannot exist beside {conflicting_path}: one path would be a file and a"
                " directory. Choose another path."
            )
        super().__init__(sentence)
        self.conflicting_path = conflicting_path
        self.conflicting_memory_id = conflicting_memory_id
        self.conflict = conflict

    def details(self) -> dict[str, str | None]:
        return {
            "conflicting_path": self.conflicting_path,
            "conflicting_memory_id": self.conflicting_memory_id,
            "conflict_id": self.conflict.id,
        }


@dataclass(frozen=True, slots=True)
class Refused:
    """What a refused write wanted: the facts of a conflict before it has an id."""

    kind: ConflictKind
    store_id: str
    path: str
    memory_id: str | None = None
    base_sha256: str | None = None
    theirs_version_id: str | None = None
    mine_path: str | None = None
    mine: Text | None = None


def keep(context: Context, connection: Connection, refused: Refused) -> Conflict:
    """Record a refused write; an identical retry counts up on the conflict that is there."""
    now = context.clock()
    actor = context.scope.actor
    same = connection.execute(
        "SELECT id, created_at FROM conflicts WHERE state = 'open' AND store_id = ? AND kind = ?"
        " AND path = ? AND actor_type = ? AND actor_id = ? AND base_sha256 IS ?"
        " AND mine_sha256 IS ? AND mine_path IS ?",
        (
            refused.store_id,
            refused.kind,
            refused.path,
            actor.type,
            actor.id,
            refused.base_sha256,
            None if refused.mine is None else refused.mine.sha256,
            refused.mine_path,
        ),
    ).fetchone()
    if same is not None:
        conflict_id, created_at = same
        now = max(now, parse_time(created_at))
        connection.execute(
            "UPDATE conflicts SET attempts = attempts + 1, theirs_version_id = ?, updated_at = ?"
            " WHERE id = ?",
            (refused.theirs_version_id, format_time(now), conflict_id),
        )
        _append(context, connection, "conflict.repeated", now, conflict_id, refused.store_id)
    else:
        conflict_id = context.new_id(ids.CONFLICT)
        _insert(context, connection, conflict_id, refused, now)
    return _load(connection, conflict_id)


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
            conflict = _load(connection, conflict_id)
            self._context.scope.require_visible(connection, conflict.memory_store_id)
            return conflict

    def text(self, conflict_id: str) -> str | None:
        """
        The text that was refused, `None` for a refused delete or rename, or after redaction.

        Raises:
            NotFound: The conflict does not exist for this actor.
        """
        with self._db.snapshot() as connection:
            conflict = _load(connection, conflict_id)
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
        state: str | None = "open",
        limit: int = 20,
        page: str | None = None,
    ) -> Page[Conflict]:
        """One page of the conflicts, newest first; `state=None` for all of them."""
        condition, values = self._context.scope.visible_stores("store_id")
        conditions: list[str] = [condition]
        parameters: list[str | int] = [*values]
        for column, value in (("store_id", store_id), ("state", state)):
            if value is not None:
                conditions.append(f"{column} = ?")
                parameters.append(value)
        if page is not None:
            conditions.append("number < ?")
            parameters.append(decode_number_cursor(page))
        limit = check_limit(limit)
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"SELECT number, {_COLUMNS} FROM conflicts WHERE {' AND '.join(conditions)}"
                " ORDER BY number DESC LIMIT ?",
                (*parameters, limit + 1),
            ).fetchall()
        data = tuple(_conflict(row[1:]) for row in rows[:limit])
        return Page(data, encode_cursor(rows[limit - 1][0]) if len(rows) > limit else None)

    def count(self, state: str = "open") -> int:
        """How many conflicts are in a state."""
        condition, values = self._context.scope.visible_stores("store_id")
        with self._db.snapshot() as connection:
            (number,) = connection.execute(
                f"SELECT count(*) FROM conflicts WHERE state = ? AND {condition}", (state, *values)
            ).fetchone()
        return int(number)


_COLUMNS = (
    "id, state, kind, store_id, memory_id, path, base_sha256, base_version_id, theirs_version_id,"
    " mine_path, mine_sha256, actor_type, actor_id, attempts, created_at, updated_at"
)


def _insert(
    context: Context, connection: Connection, conflict_id: str, refused: Refused, now: datetime
) -> None:
    seq = _append(context, connection, "conflict.opened", now, conflict_id, refused.store_id)
    if refused.mine is not None:
        connection.execute(
            "INSERT INTO contents (seq, text) VALUES (?, ?)", (seq, refused.mine.content)
        )
    actor = context.scope.actor
    at = format_time(now)
    connection.execute(
        "INSERT INTO conflicts (id, state, kind, store_id, memory_id, path, base_sha256,"
        " base_version_id, theirs_version_id, mine_path, mine_content_seq, mine_sha256,"
        " actor_type, actor_id, attempts, created_at, updated_at)"
        " VALUES (?, 'open', ?, ?, ?, ?, ?, (SELECT id FROM versions WHERE memory_id = ?"
        " AND content_sha256 = ? ORDER BY seq DESC LIMIT 1), ?, ?, ?, ?, ?, ?, 1, ?, ?)",
        (
            conflict_id,
            refused.kind,
            refused.store_id,
            refused.memory_id,
            refused.path,
            refused.base_sha256,
            refused.memory_id,
            refused.base_sha256,
            refused.theirs_version_id,
            refused.mine_path,
            None if refused.mine is None else seq,
            None if refused.mine is None else refused.mine.sha256,
            actor.type,
            actor.id,
            at,
            at,
        ),
    )


def _append(
    context: Context,
    connection: Connection,
    kind: str,
    at: datetime,
    conflict_id: str,
    store_id: str,
) -> int:
    return changes.append(
        connection,
        kind,
        format_time(at),
        context.scope.actor,
        subject_id=conflict_id,
        store_id=store_id,
    )


def _load(connection: Connection, conflict_id: str) -> Conflict:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM conflicts WHERE id = ?", (conflict_id,)
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no conflict {conflict_id}.")
    return _conflict(row)


def _conflict(
    row: tuple[
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
    ],
) -> Conflict:
    return Conflict(
        id=row[0],
        state=row[1],
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
        attempts=row[13],
        created_at=parse_time(row[14]),
        updated_at=parse_time(row[15]),
    )
