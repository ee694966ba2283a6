"""
Versions: the immutable record of every change to every memory of a store.

Read here in every way people ask for: filtered pages, the history of one memory with the memory it
was restored from, differences, blame, and the log of a store or a path. Written only by `record`.
"""

import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.actors import Actor, ActorType
from core.context import Context
from core.errors import InvalidRequest, NotFound
from core.heads import content as load_content
from core.listing import FULL_VIEW_LIMIT
from core.origins import CONTINUES, Operation, Origin
from core.pages import Page, all_pages, check_limit, decode_number_cursor, encode_cursor
from core.scope import Scope
from core.sqlite import Connection
from core.times import parse_time
from core.version_filter import EVERYTHING, VersionFilter


@dataclass(frozen=True, slots=True)
class Version:
    """One version, as the wire describes it, and what this workspace knows besides."""

    id: str
    memory_store_id: str
    memory_id: str
    operation: Operation
    path: str | None
    content: str | None
    content_sha256: str | None
    content_size_bytes: int | None
    created_at: datetime
    created_by: Actor
    redacted_at: datetime | None
    redacted_by: Actor | None
    seq: int
    agent: str | None
    """The name of the agent, when a session wrote it."""
    unconditional: bool
    """It replaced a content without stating which one it expected to replace."""
    origin: Origin | None
    origin_id: str | None
    batch: str | None
    """What was done in one go shares this id."""


class Versions:
    """The versions that one actor may read."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def retrieve(self, version_id: str, *, store_id: str | None = None) -> Version:
        """
        One version with its content.

        Raises:
            NotFound: It does not exist for this actor, or is not in `store_id`.
        """
        with self._db.snapshot() as connection:
            version = load_version(connection, self._context.scope, version_id)
        if store_id is not None and version.memory_store_id != store_id:
            raise _unknown(version_id)
        return version

    def list(
        self, store_id: str, *, memory_id: str | None = None, view: str = "basic"
    ) -> Iterator[Version]:
        """All versions of a store or of one memory, newest first."""
        wanted = VersionFilter(memory_id=memory_id)
        return all_pages(
            lambda cursor: self.page(store_id, wanted, limit=100, page=cursor, view=view)
        )

    def page(
        self,
        store_id: str,
        wanted: VersionFilter = EVERYTHING,
        *,
        limit: int = 20,
        page: str | None = None,
        view: str = "basic",
    ) -> Page[Version]:
        """
        One page of the versions of a store, newest first; `view="full"` brings contents.

        Raises:
            NotFound: There is no such store for this actor.
            InvalidRequest: The limit, the view or the cursor is not valid.
        """
        if view not in ("basic", "full"):
            raise InvalidRequest(f"A view is 'basic' or 'full', not {view!r}.")
        limit = check_limit(limit)
        if view == "full":
            limit = min(limit, FULL_VIEW_LIMIT)
        conditions, values = wanted.conditions()
        conditions.append("versions.store_id = ?")
        values.append(store_id)
        if page is not None:
            conditions.append("versions.seq < ?")
            values.append(decode_number_cursor(page))
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            rows = connection.execute(
                f"{SELECT} WHERE {' AND '.join(conditions)} ORDER BY versions.seq DESC LIMIT ?",
                (*values, limit + 1),
            ).fetchall()
            data = tuple(_version(connection, row, view) for row in rows[:limit])
        more = len(rows) > limit
        return Page(data, encode_cursor(data[-1].seq) if more else None)

    def history(self, memory_id: str, *, view: str = "full") -> builtins.list[Version]:
        """
        Every version of a memory, oldest first, with contents unless `view` is `basic`.

        When the memory was restored from a deleted one, that one's versions come before.

        Raises:
            NotFound: There never was such a memory for this actor.
        """
        with self._db.snapshot() as connection:
            return chain(connection, self._context.scope, memory_id, view)[::-1]

    def memory_at(self, store_id: str, path: str) -> str:
        """
        The id of the memory at a path, or of the last one that was there.

        Raises:
            NotFound: There never was one, or no such store for this actor.
        """
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            row = connection.execute(
                "SELECT id FROM memories WHERE store_id = ? AND path = ?", (store_id, path)
            ).fetchone()
            if row is None:
                row = connection.execute(
                    "SELECT memory_id FROM versions WHERE store_id = ? AND path = ?"
                    " ORDER BY seq DESC LIMIT 1",
                    (store_id, path),
                ).fetchone()
        if row is None:
            raise NotFound(f"There is no memory at {path}, and there never was one.")
        return str(row[0])


SELECT = (
    "SELECT versions.seq, versions.id, versions.store_id, versions.memory_id, versions.operation,"
    " versions.path, versions.content_seq, versions.content_sha256, versions.content_size_bytes,"
    " versions.created_at, versions.actor_type, versions.actor_id, versions.unconditional,"
    " versions.origin, versions.origin_id, versions.redacted_at, versions.redacted_by_type,"
    " versions.redacted_by_id, sessions.agent, versions.batch"
    " FROM versions LEFT JOIN sessions"
    " ON versions.actor_type = 'session_actor' AND sessions.id = versions.actor_id"
)
"""Every column of a version and the agent's name; rows of it go to `version_of`."""

VersionRow = tuple[
    int,
    str,
    str,
    str,
    str,
    str | None,
    int | None,
    str | None,
    int | None,
    str,
    str,
    str,
    int,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
]


def load_version(connection: Connection, scope: Scope, version_id: str) -> Version:
    """
    One version with its content, if the scope may read it.

    Raises:
        NotFound: It does not exist for this scope.
    """
    row = connection.execute(f"{SELECT} WHERE versions.id = ?", (version_id,)).fetchone()
    if row is None:
        raise _unknown(version_id)
    try:
        scope.require_visible(connection, row[2])
    except NotFound:
        raise _unknown(version_id) from None
    return _version(connection, row, "full")


def chain(
    connection: Connection, scope: Scope, memory_id: str, view: str = "basic"
) -> list[Version]:
    """
    The versions of a memory, newest first, then those of the memory it was restored from, and on.

    Raises:
        NotFound: There never was such a memory for this scope.
    """
    versions: list[Version] = []
    seen: set[str] = set()
    following: str | None = memory_id
    while following is not None and following not in seen:
        seen.add(following)
        rows = connection.execute(
            f"{SELECT} WHERE versions.memory_id = ? ORDER BY versions.seq DESC", (following,)
        ).fetchall()
        if not rows:
            break
        versions.extend(_version(connection, row, view) for row in rows)
        following = _restored_from(connection, versions[-1])
    missing = NotFound(f"There is no memory {memory_id}, and there never was one.")
    if not versions:
        raise missing
    try:
        scope.require_visible(connection, versions[0].memory_store_id)
    except NotFound:
        raise missing from None
    return versions


def version_of(row: VersionRow, content: str | None = None) -> Version:
    """A version from a row of `SELECT`, without its content unless that is given."""
    return Version(
        id=row[1],
        memory_store_id=row[2],
        memory_id=row[3],
        operation=Operation(row[4]),
        path=row[5],
        content=content,
        content_sha256=row[7],
        content_size_bytes=row[8],
        created_at=parse_time(row[9]),
        created_by=Actor(ActorType(row[10]), row[11]),
        redacted_at=None if row[15] is None else parse_time(row[15]),
        redacted_by=None
        if row[16] is None or row[17] is None
        else Actor(ActorType(row[16]), row[17]),
        seq=row[0],
        agent=row[18],
        unconditional=bool(row[12]),
        origin=None if row[13] is None else Origin(row[13]),
        origin_id=row[14],
        batch=row[19],
    )


def _version(connection: Connection, row: VersionRow, view: str) -> Version:
    content_seq = row[6]
    if view == "basic" or content_seq is None:
        return version_of(row)
    return version_of(row, load_content(connection, content_seq))


def _restored_from(connection: Connection, first: Version) -> str | None:
    if first.origin not in CONTINUES or first.operation is not Operation.CREATED:
        return None
    row = connection.execute(
        "SELECT memory_id FROM versions WHERE id = ?", (first.origin_id,)
    ).fetchone()
    return None if row is None else str(row[0])


def _unknown(version_id: str) -> NotFound:
    return NotFound(f"There is no version {version_id}.")
