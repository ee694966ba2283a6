"""
Memory stores: named trees of memories, with a description for agents and metadata for people.

The only module that writes the `stores` table, but for `core.archives`. Names are not unique; ids
are.
"""

from collections.abc import Iterator
from datetime import datetime

from core import archives, changes, ids
from core.access.scope import StoreArchived
from core.context import Context
from core.errors import InvalidRequest, NotPermitted
from core.labels import (
    MetadataPatch,
    check_description,
    check_name,
    format_metadata,
    patch_metadata,
)
from core.reading.pages import Page, all_pages, check_limit, decode_number_cursor, encode_cursor
from core.records.store_deletion import delete_all_of
from core.records.stores import COLUMNS, Store, StoreSize, load_store, store_of
from core.storage.sqlite import Connection
from core.times import format_time


class Stores:
    """The stores that one actor sees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def create(
        self, name: str, description: str = "", metadata: MetadataPatch | None = None
    ) -> Store:
        """
        Make an empty store.

        Raises:
            InvalidRequest: A name, description or metadata rule is broken, or the profile's
                number of stores is reached.
            NotPermitted: A session asked; stores are made by people and keys.
        """
        self._refuse_sessions()
        limits = self._context.limits
        name = check_name(name, limits, "name")
        description = check_description(description, limits)
        labels = patch_metadata({}, metadata or {}, limits)

        def job(connection: Connection) -> Store:
            if limits.stores is not None:
                (count,) = connection.execute("SELECT count(*) FROM stores").fetchone()
                if count >= limits.stores:
                    raise InvalidRequest(f"The workspace has its {limits.stores:,} stores already.")
            now = self._context.clock()
            store = Store(
                self._context.new_id(ids.STORE), name, description, now, now, None, labels
            )
            at = format_time(now)
            connection.execute(
                "INSERT INTO stores (id, name, description, metadata, created_at, updated_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (store.id, name, description, format_metadata(labels), at, at),
            )
            self._record(connection, "store.created", store.id, now)
            return store

        return self._db.write(job)

    def retrieve(self, store_id: str) -> Store:
        """
        One store, archived or not.

        Raises:
            NotFound: It does not exist for this actor.
        """
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            return load_store(connection, store_id)

    def list(self, *, include_archived: bool = False) -> Iterator[Store]:
        """All stores, newest first; archived ones only when asked for."""
        return all_pages(
            lambda cursor: self.page(include_archived=include_archived, limit=100, page=cursor)
        )

    def page(
        self,
        *,
        include_archived: bool = False,
        created_at_gte: datetime | None = None,
        created_at_lte: datetime | None = None,
        limit: int = 20,
        page: str | None = None,
    ) -> Page[Store]:
        """
        One page of the stores, newest first.

        Raises:
            InvalidRequest: The limit or the cursor is not valid.
        """
        condition, values = self._context.scope.visible_stores("id")
        conditions: list[str] = [condition]
        parameters: list[str | int] = [*values]
        if not include_archived:
            conditions.append("archived_at IS NULL")
        for operator, moment in ((">=", created_at_gte), ("<=", created_at_lte)):
            if moment is not None:
                conditions.append(f"created_at {operator} ?")
                parameters.append(format_time(moment))
        if page is not None:
            conditions.append("number < ?")
            parameters.append(decode_number_cursor(page))
        limit = check_limit(limit)
        with self._db.snapshot() as connection:
            rows = connection.execute(
                # The number is the order of making: a clock may stand still or go back.
                f"SELECT number, {COLUMNS} FROM stores WHERE {' AND '.join(conditions)}"
                " ORDER BY number DESC LIMIT ?",
                (*parameters, limit + 1),
            ).fetchall()
        data = tuple(store_of(row[1:]) for row in rows[:limit])
        return Page(data, encode_cursor(rows[limit - 1][0]) if len(rows) > limit else None)

    def update(
        self,
        store_id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        metadata: MetadataPatch | None = None,
    ) -> Store:
        """
        Change a store's texts; what is `None` stays, metadata is a patch.

        Raises:
            NotFound, StoreArchived, InvalidRequest, NotPermitted: Nothing was changed.
        """
        self._refuse_sessions()
        limits = self._context.limits

        def job(connection: Connection) -> Store:
            old = load_store(connection, store_id)
            if old.archived_at is not None:
                raise StoreArchived(f"The store {store_id} is archived and cannot be changed.")
            texts = (
                old.name if name is None else check_name(name, limits, "name"),
                old.description if description is None else check_description(description, limits),
                patch_metadata(old.metadata, metadata or {}, limits),
            )
            if texts == (old.name, old.description, old.metadata):
                return old
            now = max(self._context.clock(), old.updated_at)
            connection.execute(
                "UPDATE stores SET name = ?, description = ?, metadata = ?, updated_at = ?"
                " WHERE id = ?",
                (texts[0], texts[1], format_metadata(texts[2]), format_time(now), store_id),
            )
            self._record(connection, "store.updated", store_id, now)
            return load_store(connection, store_id)

        return self._db.write(job)

    def archive(self, store_id: str) -> Store:
        """
        Close a store for new writes; archiving again changes nothing.

        Raises:
            NotFound, NotPermitted: Nothing was changed.
        """
        self._refuse_sessions()

        def job(connection: Connection) -> Store:
            old = load_store(connection, store_id)
            if old.archived_at is not None:
                return old
            archives.set_archived(self._context, connection, store_id, is_archived=True)
            return load_store(connection, store_id)

        return self._db.write(job)

    def unarchive(self, store_id: str) -> Store:
        """
        Open an archived store for writes again; on an open one this changes nothing.

        The hosted service archives for good, so its profile refuses this.

        Raises:
            NotFound, NotPermitted: Nothing was changed.
            InvalidRequest: The profile refuses.
        """
        self._refuse_sessions()
        archives.require_reopening(self._context)

        def job(connection: Connection) -> Store:
            old = load_store(connection, store_id)
            if old.archived_at is None:
                return old
            archives.set_archived(self._context, connection, store_id, is_archived=False)
            return load_store(connection, store_id)

        return self._db.write(job)

    def delete(self, store_id: str) -> None:
        """
        Delete a store with its memories, versions and conflicts; there is no undo.

        Raises:
            NotFound, NotPermitted: Nothing was deleted.
        """
        self._refuse_sessions()

        def job(connection: Connection) -> None:
            load_store(connection, store_id)
            now = self._context.clock()
            delete_all_of(connection, store_id)
            self._record(connection, "store.deleted", store_id, now)

        self._db.write(job)

    def size(self, store_id: str) -> StoreSize:
        """
        Count what a store holds; this reads all its heads, so it is for a person, not for a loop.

        Raises:
            NotFound: It does not exist for this actor.
        """
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            memories, size = connection.execute(
                "SELECT count(*), coalesce(sum(content_size_bytes), 0) FROM memories"
                " WHERE store_id = ?",
                (store_id,),
            ).fetchone()
            (versions,) = connection.execute(
                "SELECT count(*) FROM versions WHERE store_id = ?", (store_id,)
            ).fetchone()
        return StoreSize(memories, size, versions)

    def _record(self, connection: Connection, kind: str, store_id: str, at: datetime) -> None:
        actor = self._context.scope.actor
        stamp = format_time(at)
        changes.append(connection, kind, stamp, actor, subject_id=store_id, store_id=store_id)

    def _refuse_sessions(self) -> None:
        if self._context.scope.is_limited:
            raise NotPermitted("A session cannot make or change stores; do it as a user.")
