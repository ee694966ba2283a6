"""
Versions as they are recorded: the value, its row, and one by its id. Written only by `record`.
"""

from dataclasses import dataclass
from datetime import datetime

from core.access.scope import Scope
from core.actors import Actor, ActorType
from core.errors import NotFound
from core.records.heads import content as load_content
from core.records.origins import Operation, Origin
from core.storage.sqlite import Connection
from core.times import parse_time


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
        raise unknown_version(version_id)
    try:
        scope.require_visible(connection, row[2])
    except NotFound:
        raise unknown_version(version_id) from None
    return version_in(connection, row, "full")


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


def version_in(connection: Connection, row: VersionRow, view: str) -> Version:
    """A version from a row of `SELECT`, with its content unless the view is `basic`."""
    content_seq = row[6]
    if view == "basic" or content_seq is None:
        return version_of(row)
    return version_of(row, load_content(connection, content_seq))


def unknown_version(version_id: str) -> NotFound:
    """The refusal for a version that does not exist, or not for whoever asks."""
    return NotFound(f"There is no version {version_id}.")
