"""
The current state of memories: read by id, by path, by directory, and what blocks a path.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from core.errors import InvalidRequest, NotFound
from core.paths import ancestors, below
from core.storage.sqlite import Connection
from core.times import parse_time

HeadRow: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The current state of one memory, as its row holds it."""

    id: str
    store_id: str
    path: str
    version_id: str
    content_seq: int
    content_sha256: str
    content_size_bytes: int
    created_at: datetime
    updated_at: datetime


HEAD_COLUMNS = (
    "memories.id, memories.store_id, memories.path, memories.version_id, memories.content_seq,"
    " memories.content_sha256, memories.content_size_bytes, memories.created_at,"
    " memories.updated_at"
)
HEAD_WIDTH = 9
"""How many columns that is."""


def head_of(row: tuple[str, str, str, str, int, str, int, str, str]) -> Head:
    """A head from a row of `HEAD_COLUMNS`."""
    return Head(*row[:7], parse_time(row[7]), parse_time(row[8]))


def load(
    connection: Connection, memory_id: str, store_id: str | None = None, path: str | None = None
) -> Head:
    """
    The head of a memory.

    Raises:
        NotFound: There is no such memory, or not in that store, or not at that path.
    """
    row = connection.execute(
        f"SELECT {HEAD_COLUMNS} FROM memories WHERE id = ?", (memory_id,)
    ).fetchone()
    return checked(row, memory_id, store_id, path)


def checked(
    row: HeadRow | None, memory_id: str, store_id: str | None = None, path: str | None = None
) -> Head:
    """
    The head in a row that begins with `HEAD_COLUMNS`, if it is the one that was asked for.

    Raises:
        NotFound: There is no such memory, or not in that store, or not at that path.
    """
    if (
        row is None
        or (store_id is not None and row[1] != store_id)
        or (path is not None and row[2] != path)
    ):
        raise unknown_memory(memory_id)
    return head_of(row[:HEAD_WIDTH])


def at_path(connection: Connection, store_id: str, path: str) -> Head | None:
    """The head at a path, if there is a memory."""
    row = connection.execute(
        f"SELECT {HEAD_COLUMNS} FROM memories WHERE store_id = ? AND path = ?", (store_id, path)
    ).fetchone()
    return None if row is None else head_of(row)


def under(connection: Connection, store_id: str, prefix: str) -> list[Head]:
    """
    All heads under a prefix, in the order of their paths.

    Raises:
        NotFound: There are none.
    """
    rows = connection.execute(
        f"SELECT {HEAD_COLUMNS} FROM memories WHERE store_id = ? AND path >= ? AND path < ?"
        " ORDER BY path",
        (store_id, *below(prefix)),
    ).fetchall()
    if not rows:
        raise NotFound(f"There is nothing under {prefix}.")
    return [head_of(row) for row in rows]


def blocker(
    connection: Connection, store_id: str, path: str, besides: Collection[str] = ()
) -> Head | None:
    """
    The memory that keeps a path from being used: at it, above it or below it.

    `besides` are ids that are about to leave their places, so they block nothing.
    """
    above = [path, *ancestors(path)]
    marks = ", ".join("?" * len(above))
    for row in connection.execute(
        f"SELECT {HEAD_COLUMNS} FROM memories WHERE store_id = ? AND path IN ({marks})"
        " ORDER BY path DESC",
        (store_id, *above),
    ):
        if row[0] not in besides:
            return head_of(row)
    for row in connection.execute(
        f"SELECT {HEAD_COLUMNS} FROM memories WHERE store_id = ? AND path >= ? AND path < ?",
        (store_id, *below(path + "/")),
    ):
        if row[0] not in besides:
            return head_of(row)
    return None


def check_room(
    connection: Connection, store_id: str, memories_per_store: int | None, more: int = 1
) -> None:
    """
    Check that a store may hold `more` memories than it does.

    Raises:
        InvalidRequest: Its profile allows fewer.
    """
    if memories_per_store is None:
        return
    (count,) = connection.execute(
        "SELECT count(*) FROM memories WHERE store_id = ?", (store_id,)
    ).fetchone()
    if count + more > memories_per_store:
        raise InvalidRequest(
            f"The store holds {memories_per_store:,} memories at most; delete some."
        )


def content(connection: Connection, content_seq: int) -> str:
    """The text that a head or version points at."""
    row = connection.execute("SELECT text FROM contents WHERE seq = ?", (content_seq,)).fetchone()
    assert row is not None, f"content {content_seq} is missing"
    return str(row[0])


def unknown_memory(memory_id: str) -> NotFound:
    """The refusal for a memory that does not exist, or not for this session."""
    return NotFound(f"There is no memory {memory_id}.")
