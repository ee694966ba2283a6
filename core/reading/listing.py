"""
Pages of a store's tree: whole subtrees, or one level with its sub-directories rolled up.

The order is the byte order of paths, a directory standing where its first path stands. A page costs
the items it shows, not the size of the store: a rolled-up directory is stepped over in one jump.
"""

from dataclasses import dataclass

from core.errors import InvalidRequest
from core.paths import below, check_prefix, child
from core.reading.pages import Page, check_limit, decode_text_cursor, encode_cursor
from core.records.heads import HEAD_COLUMNS, Head, head_of
from core.records.memories import Memory, memory_of, read_memory
from core.storage.sqlite import Connection

FULL_VIEW_LIMIT = 20
"""Items a page has at most when it carries contents, whatever was asked for."""


@dataclass(frozen=True, slots=True)
class MemoryPrefix:
    """A directory in a listing of depth 1; `path` ends in `/` and is the prefix to list next."""

    path: str


def list_page(
    connection: Connection,
    store_id: str,
    path_prefix: str | None,
    depth: int | None,
    limit: int,
    page: str | None,
    view: str,
) -> Page[Memory | MemoryPrefix]:
    """
    One page of memories and rolled-up directories; with contents when the view is `full`.

    Raises:
        InvalidRequest: A prefix, depth, limit or cursor is not valid.
    """
    prefix = "/" if path_prefix is None else check_prefix(path_prefix)
    if depth not in (None, 0, 1):
        raise InvalidRequest("A depth is 0 (everything below) or 1 (direct children).")
    limit = check_limit(limit)
    if view == "full":
        limit = min(limit, FULL_VIEW_LIMIT)
    start, end = below(prefix)
    if page is not None:
        start = max(start, _after(decode_text_cursor(page)))
    items = _walk(connection, store_id, prefix, start, end, limit + 1, roll_up=depth == 1)
    cursor = None if len(items) <= limit else encode_cursor(items[limit - 1].path)
    return Page(tuple(_shown(connection, item, view) for item in items[:limit]), cursor)


def _shown(connection: Connection, item: Head | MemoryPrefix, view: str) -> Memory | MemoryPrefix:
    if isinstance(item, MemoryPrefix):
        return item
    return read_memory(connection, item) if view == "full" else memory_of(item, None)


def _walk(
    connection: Connection,
    store_id: str,
    prefix: str,
    start: str,
    end: str,
    limit: int,
    *,
    roll_up: bool,
) -> list[Head | MemoryPrefix]:
    items: list[Head | MemoryPrefix] = []
    while len(items) < limit:
        directory = _first_directory(connection, store_id, prefix, start, end) if roll_up else None
        if directory is not None:
            items.append(MemoryPrefix(directory))
            start = below(directory)[1]
            continue
        rows = connection.execute(
            f"SELECT {HEAD_COLUMNS} FROM memories WHERE store_id = ? AND path >= ? AND path < ?"
            " ORDER BY path LIMIT ?",
            (store_id, start, end, limit - len(items)),
        )
        for row in rows:
            if roll_up and child(prefix, row[2]) is not None:
                start = row[2]
                break
            items.append(head_of(row))
        else:
            break
    return items


def _first_directory(
    connection: Connection, store_id: str, prefix: str, start: str, end: str
) -> str | None:
    """The sub-directory that the next path lies in, told from the index of paths alone."""
    row = connection.execute(
        "SELECT path FROM memories WHERE store_id = ? AND path >= ? AND path < ?"
        " ORDER BY path LIMIT 1",
        (store_id, start, end),
    ).fetchone()
    return None if row is None else child(prefix, row[0])


def _after(path: str) -> str:
    # Past everything below a directory; past exactly this path for a file.
    return below(path)[1] if path.endswith("/") else path + "\0"
