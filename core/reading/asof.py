"""
The past: a store's tree, and any memory in it, as of any change or any moment.

A memory stood at a path at a `seq` when the newest version up to then, at that path, was also its
memory's newest up to then. Both are one look-up each, so a page of the past costs what it shows.
"""

from collections.abc import Iterator
from datetime import datetime

from core.context import Context
from core.errors import InvalidRequest, NotFound
from core.paths import below, check_prefix, child
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page, all_pages, check_limit, decode_text_cursor, encode_cursor
from core.records.heads import content as load_content
from core.records.memories import Memory
from core.records.origins import Operation
from core.storage.sqlite import Connection
from core.times import format_time, parse_time


class AsOf:
    """Reads the past of the stores that one actor sees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def seq_at(self, moment: datetime) -> int:
        """The `seq` of the newest change recorded at or before a moment; 0 before the first."""
        at = format_time(moment)
        with self._db.snapshot() as connection:
            row = (
                connection.execute(
                    # The very last one first: if the clock went back, another has a later time.
                    "SELECT seq FROM (SELECT seq, at FROM changes ORDER BY seq DESC LIMIT 1)"
                    " WHERE at <= ?",
                    (at,),
                ).fetchone()
                or connection.execute(
                    "SELECT seq FROM changes WHERE at <= ? ORDER BY at DESC, seq DESC LIMIT 1",
                    (at,),
                ).fetchone()
            )
        return 0 if row is None else int(row[0])

    def moments(self, store_id: str) -> tuple[int, ...]:
        """
        The `seq` of each change of a memory of a store, oldest first: where its past has stops.

        Raises:
            NotFound: There is no such store for this actor.
        """
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            rows = connection.execute(
                "SELECT seq FROM versions WHERE store_id = ? ORDER BY seq", (store_id,)
            ).fetchall()
        return tuple(row[0] for row in rows)

    def resolve(self, at: str) -> int:
        """
        The `seq` that a person's `--at` means: a number, or an RFC 3339 time.

        Raises:
            InvalidRequest: It is neither.
        """
        if at.isascii() and at.isdigit():
            return min(int(at), (1 << 63) - 1)
        return self.seq_at(parse_time(at))

    def list(
        self, store_id: str, seq: int, path_prefix: str | None = None, depth: int | None = None
    ) -> Iterator[Memory | MemoryPrefix]:
        """Everything that stood under a prefix at a `seq`, as `Memories.list` shows the present."""
        return all_pages(
            lambda cursor: self.page(store_id, seq, path_prefix, depth, limit=100, page=cursor)
        )

    def page(
        self,
        store_id: str,
        seq: int,
        path_prefix: str | None = None,
        depth: int | None = None,
        *,
        limit: int = 20,
        page: str | None = None,
    ) -> Page[Memory | MemoryPrefix]:
        """
        One page of a listing of the past, without contents.

        Raises:
            NotFound: There is no such store for this actor.
            InvalidRequest: A prefix, depth, limit or cursor is not valid.
        """
        prefix = "/" if path_prefix is None else check_prefix(path_prefix)
        if depth not in (None, 0, 1):
            raise InvalidRequest("A depth is 0 (everything below) or 1 (direct children).")
        limit = check_limit(limit)
        start, end = below(prefix)
        if page is not None:
            last = decode_text_cursor(page)
            start = max(start, below(last)[1] if last.endswith("/") else last + "\0")
        items: list[Memory | MemoryPrefix] = []
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            while len(items) <= limit:
                path = _next_path(connection, store_id, start, end)
                if path is None:
                    break
                start = path + "\0"
                memory = _memory_at(connection, store_id, path, seq)
                if memory is None:
                    continue
                directory = child(prefix, path) if depth == 1 else None
                if directory is None:
                    items.append(memory)
                else:
                    items.append(MemoryPrefix(directory))
                    start = below(directory)[1]
        if len(items) <= limit:
            return Page(tuple(items), None)
        return Page(tuple(items[:limit]), encode_cursor(items[limit - 1].path))

    def at_path(self, store_id: str, path: str, seq: int) -> Memory:
        """
        The memory that stood at a path at a `seq`, with its content.

        Raises:
            NotFound: Nothing stood there, or no such store for this actor.
        """
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            memory = _memory_at(connection, store_id, path, seq, full=True)
        if memory is None:
            raise NotFound(f"There was no memory at {path} then.")
        return memory


def _next_path(connection: Connection, store_id: str, start: str, end: str) -> str | None:
    row = connection.execute(
        "SELECT path FROM versions WHERE store_id = ? AND path >= ? AND path < ?"
        " ORDER BY path LIMIT 1",
        (store_id, start, end),
    ).fetchone()
    return None if row is None else str(row[0])


def _memory_at(
    connection: Connection, store_id: str, path: str, seq: int, *, full: bool = False
) -> Memory | None:
    row = connection.execute(
        "SELECT seq, memory_id, id, operation, content_seq, content_sha256, content_size_bytes,"
        " (SELECT created_at FROM versions AS first WHERE first.memory_id = versions.memory_id"
        " ORDER BY seq LIMIT 1), created_at,"
        " (SELECT max(seq) FROM versions AS upto WHERE upto.memory_id = versions.memory_id"
        " AND upto.seq <= ?) FROM versions WHERE store_id = ? AND path = ? AND seq <= ?"
        " ORDER BY seq DESC LIMIT 1",
        (seq, store_id, path, seq),
    ).fetchone()
    if row is None or row[3] == Operation.DELETED:
        return None
    own_seq, memory_id, version_id, _, content_seq, sha256, size, created_at, updated_at, newest = (
        row
    )
    if newest != own_seq:
        return None  # it had been renamed away (or what it became then was redacted)
    return Memory(
        memory_id,
        store_id,
        version_id,
        path,
        load_content(connection, content_seq) if full else None,
        sha256,
        size,
        parse_time(created_at),
        parse_time(updated_at),
    )
