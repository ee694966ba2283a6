"""
Versions: the immutable record of every change to every memory of a store, read in filtered pages.
"""

import builtins
from collections.abc import Iterator

from core.context import Context
from core.errors import InvalidRequest, NotFound
from core.reading.listing import FULL_VIEW_LIMIT
from core.reading.pages import Page, all_pages, check_limit, decode_number_cursor, encode_cursor
from core.reading.version_filter import EVERYTHING, VersionFilter
from core.records.lineage import chain
from core.records.versions import SELECT, Version, load_version, unknown_version, version_in


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
            raise unknown_version(version_id)
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
            data = tuple(version_in(connection, row, view) for row in rows[:limit])
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
