"""
Dreams as jobs: made, listed, canceled, archived, and told how far they are.

Every change of one is a row of the change feed. The work itself is in `working`.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from core import ids
from core.access.scope import StoreArchived
from core.context import Context
from core.dreams.burying import bury_the_dead
from core.dreams.dream import (
    Behavior,
    Dream,
    DreamBusy,
    Status,
    Usage,
    Wish,
    checked,
)
from core.dreams.preview import Preview, preview, sessions_named
from core.dreams.rows import SELECT, dream_of, end, load, record, visible
from core.errors import InvalidRequest, NotPermitted
from core.reading.pages import Page, all_pages, check_limit, decode_number_cursor, encode_cursor
from core.storage.sqlite import Connection
from core.times import format_time


class Dreams:
    """The dreams over the stores that one actor sees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def create(self, wish: Wish) -> Dream:
        """
        Record a dream that a worker is to take up.

        Raises:
            NotFound: The store or a session does not exist for this actor.
            StoreArchived: The store is archived.
            NotPermitted: It would write into a store that this actor may not write, or a session
                asks for changes that nobody reviews.
            InvalidRequest: A rule about instructions or sessions is broken.
            DreamBusy: Another dream writes into that store.
        """
        wish = checked(wish)
        scope = self._context.scope

        def job(connection: Connection) -> Dream:
            scope.require_visible(connection, wish.store_id)
            _refuse_archived(connection, wish.store_id)
            sessions = sessions_named(connection, scope, wish.session_ids)
            if wish.behavior is Behavior.UPDATE_EXISTING:
                if scope.session_id is not None:
                    raise NotPermitted(
                        "A session may not change a store without a review; leave the proposal"
                        " to a reviewer."
                    )
                scope.require_writable(connection, wish.store_id)
                _refuse_busy(connection, wish.store_id)
            now = format_time(self._context.clock())
            dream_id = self._context.new_id(ids.DREAM)
            cursor = connection.execute(
                "INSERT INTO dreams (id, store_id, status, dreamer, instructions, behavior,"
                " max_loss, actor_type, actor_id, created_at, usage, sessions_read, findings,"
                " suppressed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '[]')",
                (
                    dream_id,
                    wish.store_id,
                    Status.PENDING.value,
                    wish.dreamer,
                    wish.instructions,
                    wish.behavior.value,
                    wish.max_loss,
                    scope.actor.type.value,
                    scope.actor.id,
                    now,
                    json.dumps(asdict(Usage())),
                ),
            )
            connection.executemany(
                "INSERT INTO dream_sessions (dream, session_id) VALUES (?, ?)",
                [(cursor.lastrowid, session_id) for session_id in sessions],
            )
            self._record(connection, "dream.created", dream_id, wish.store_id)
            return load(connection, dream_id)

        bury_the_dead(self._context)
        return self._db.write(job)

    def preview(self, store_id: str, session_ids: Sequence[str]) -> Preview:
        """
        What a dream over a store and some sessions would read if it began now.

        Raises:
            NotFound: The store or a session does not exist for this actor.
            InvalidRequest: A session is named twice, or by an id that fits several.
        """
        return preview(self._context, store_id, session_ids)

    def retrieve(self, dream_id: str) -> Dream:
        """
        One dream, archived or not.

        Raises:
            NotFound: It does not exist for this actor.
        """
        bury_the_dead(self._context)
        with self._db.snapshot() as connection:
            return visible(self._context, connection, dream_id)

    def list(self, *, include_archived: bool = False) -> Iterator[Dream]:
        """All dreams, newest first; archived ones only when asked for."""
        return all_pages(
            lambda cursor: self.page(include_archived=include_archived, limit=100, page=cursor)
        )

    def page(
        self,
        *,
        store_id: str | None = None,
        statuses: tuple[Status, ...] = (),
        created_at_gt: datetime | None = None,
        created_at_lt: datetime | None = None,
        include_archived: bool = False,
        limit: int = 20,
        page: str | None = None,
    ) -> Page[Dream]:
        """
        One page of the dreams, newest first.

        Raises:
            InvalidRequest: The limit or the cursor is not valid.
        """
        bury_the_dead(self._context)
        condition, values = self._context.scope.visible_stores("store_id")
        conditions: list[str] = [condition]
        parameters: list[str | int] = [*values]
        if not include_archived:
            conditions.append("archived_at IS NULL")
        if store_id is not None:
            conditions.append("store_id = ?")
            parameters.append(store_id)
        if statuses:
            conditions.append(f"status IN ({', '.join('?' * len(statuses))})")
            parameters.extend(status.value for status in statuses)
        for operator, moment in ((">", created_at_gt), ("<", created_at_lt)):
            if moment is not None:
                conditions.append(f"created_at {operator} ?")
                parameters.append(format_time(moment))
        if page is not None:
            conditions.append("dreams.number < ?")
            parameters.append(decode_number_cursor(page))
        limit = check_limit(limit)
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"{SELECT} WHERE {' AND '.join(conditions)} ORDER BY dreams.number DESC LIMIT ?",
                (*parameters, limit + 1),
            ).fetchall()
            data = tuple(dream_of(connection, row) for row in rows[:limit])
        return Page(data, encode_cursor(rows[limit - 1][0]) if len(rows) > limit else None)

    def cancel(self, dream_id: str) -> Dream:
        """
        End a dream that is not over, at once; canceled again changes nothing.

        Raises:
            NotFound: It does not exist for this actor.
            NotPermitted: A session asks that did not make it.
            InvalidRequest: It is completed, or failed.
        """

        def job(connection: Connection) -> Dream:
            dream = self._own(connection, dream_id)
            if dream.status is Status.CANCELED:
                return dream
            if dream.status.is_over:
                raise InvalidRequest(f"The dream {dream_id} is over already: {dream.status}.")
            end(self._context, connection, dream_id, Status.CANCELED)
            return load(connection, dream_id)

        bury_the_dead(self._context)
        return self._db.write(job)

    def archive(self, dream_id: str) -> Dream:
        """
        Take a dream that is over out of the usual lists, for good; again changes nothing.

        Raises:
            NotFound: It does not exist for this actor.
            NotPermitted: A session asks that did not make it.
            InvalidRequest: It is not over.
        """

        def job(connection: Connection) -> Dream:
            dream = self._own(connection, dream_id)
            if dream.archived_at is not None:
                return dream
            if not dream.status.is_over:
                raise InvalidRequest(f"The dream {dream_id} is {dream.status}; cancel it first.")
            connection.execute(
                "UPDATE dreams SET archived_at = ? WHERE id = ?",
                (format_time(self._context.clock()), dream_id),
            )
            self._record(connection, "dream.archived", dream_id, dream.memory_store_id)
            return load(connection, dream_id)

        bury_the_dead(self._context)
        return self._db.write(job)

    def _own(self, connection: Connection, dream_id: str) -> Dream:
        dream = visible(self._context, connection, dream_id)
        actor = self._context.scope.actor
        if actor.session_id is not None and dream.created_by != actor:
            raise NotPermitted("A session may end only the dreams that it started.")
        return dream

    def _record(self, connection: Connection, kind: str, dream_id: str, store_id: str) -> None:
        record(self._context, connection, kind, dream_id, store_id)


def _refuse_archived(connection: Connection, store_id: str) -> None:
    (archived_at,) = connection.execute(
        "SELECT archived_at FROM stores WHERE id = ?", (store_id,)
    ).fetchone()
    if archived_at is not None:
        raise StoreArchived(f"The store {store_id} is archived; a dream needs one that is not.")


def _refuse_busy(connection: Connection, store_id: str) -> None:
    row = connection.execute(
        "SELECT id FROM dreams WHERE store_id = ? AND behavior = ?"
        " AND status IN ('pending', 'running')",
        (store_id, Behavior.UPDATE_EXISTING.value),
    ).fetchone()
    if row is not None:
        raise DreamBusy(row[0])
