"""
Sessions: one run of one named agent, with the memory stores attached to it and how.

`Sessions` starts, lists and ends them; the handle an agent writes through is in `core.handle`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from core import changes, ids
from core.access.attachments import Attach, attach_another, attachments_to_make, wanted_of
from core.access.scope import SessionEnded
from core.context import Context
from core.errors import InvalidRequest, NotPermitted
from core.handle import Session
from core.labels import MetadataPatch, check_name, patch_metadata
from core.reading.pages import Page, all_pages, check_limit, decode_number_cursor, encode_cursor
from core.records.sessions import SessionRecord, insert_session, load_session, unknown_session
from core.storage.sqlite import Connection
from core.times import format_time


class Sessions:
    """The sessions of a workspace."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def start(
        self,
        agent: str,
        attach: Mapping[str, str | Attach],
        *,
        title: str | None = None,
        metadata: MetadataPatch | None = None,
    ) -> Session:
        """
        Start a session of `agent` with stores attached, and give its handle.

        Args:
            attach: Store id to `"read_only"`, `"read_write"`, or an `Attach`.

        Raises:
            NotFound: A store does not exist.
            StoreArchived: A store is archived, so nothing new may be attached to it.
            InvalidRequest: A rule about names, accesses or counts is broken.
            NotPermitted: A session asked.
        """
        if self._context.scope.is_limited:
            raise NotPermitted("A session cannot start sessions; do it as a user.")
        limits = self._context.limits
        agent = check_name(agent, limits, "agent's name")
        title = None if title is None else check_name(title, limits, "title")
        labels = patch_metadata({}, metadata or {}, limits)
        if len(attach) > limits.stores_per_session:
            raise InvalidRequest(
                f"A session has at most {limits.stores_per_session} stores, not {len(attach)}."
            )
        wishes = {store_id: wanted_of(wish, limits) for store_id, wish in attach.items()}

        def job(connection: Connection) -> SessionRecord:
            now = self._context.clock()
            session_id = self._context.new_id(ids.SESSION)
            attachments = attachments_to_make(connection, wishes, set())
            made = SessionRecord(
                session_id, agent, "running", title, labels, now, None, tuple(attachments)
            )
            insert_session(connection, made)
            self._record(connection, "session.started", session_id, now)
            return made

        return Session(self._context, self._db.write(job))

    def retrieve(self, session_id: str) -> SessionRecord:
        """
        One session, running or ended.

        Raises:
            NotFound: It does not exist (a session sees only itself).
        """
        with self._db.snapshot() as connection:
            return self.loaded(connection, session_id)

    def loaded(self, connection: Connection, session_id: str) -> SessionRecord:
        """
        The same inside a snapshot or a write of somebody else.

        Raises:
            NotFound: It does not exist (a session sees only itself).
        """
        self._require_own(session_id)
        return load_session(connection, session_id)

    def handle(self, session_id: str) -> Session:
        """
        The handle of a session that was started before.

        Raises:
            NotFound: It does not exist.
        """
        return Session(self._context, self.retrieve(session_id))

    def list(
        self, *, agent: str | None = None, store_id: str | None = None
    ) -> Iterator[SessionRecord]:
        """All sessions, newest first; of one agent or with one store attached when given."""
        return all_pages(
            lambda cursor: self.page(agent=agent, store_id=store_id, limit=100, page=cursor)
        )

    def page(
        self,
        *,
        agent: str | None = None,
        store_id: str | None = None,
        limit: int = 20,
        page: str | None = None,
    ) -> Page[SessionRecord]:
        """
        One page of the sessions, newest first.

        Raises:
            InvalidRequest: The limit or the cursor is not valid.
        """
        visible, own = self._context.scope.visible_sessions("id")
        conditions = [visible]
        values: list[str | int] = [*own]
        if agent is not None:
            conditions.append("agent = ?")
            values.append(agent)
        if store_id is not None:
            conditions.append("id IN (SELECT session_id FROM attachments WHERE store_id = ?)")
            values.append(store_id)
        if page is not None:
            conditions.append("number < ?")
            values.append(decode_number_cursor(page))
        limit = check_limit(limit)
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"SELECT number, id FROM sessions WHERE {' AND '.join(conditions)}"
                " ORDER BY number DESC LIMIT ?",
                (*values, limit + 1),
            ).fetchall()
            data = tuple(load_session(connection, row[1]) for row in rows[:limit])
        return Page(data, encode_cursor(rows[limit - 1][0]) if len(rows) > limit else None)

    def end(self, session_id: str) -> SessionRecord:
        """
        End a session: it writes nothing any more. Ending it again changes nothing.

        Raises:
            NotFound: It does not exist.
        """
        self._require_own(session_id)

        def job(connection: Connection) -> SessionRecord:
            record = load_session(connection, session_id)
            if record.status == "ended":
                return record
            now = max(self._context.clock(), record.started_at)
            connection.execute(
                "UPDATE sessions SET status = 'ended', ended_at = ? WHERE id = ?",
                (format_time(now), session_id),
            )
            self._record(connection, "session.ended", session_id, now)
            return load_session(connection, session_id)

        return self._db.write(job)

    def attach(self, session_id: str, store_id: str, wish: str | Attach) -> SessionRecord:
        """
        Attach one more store to a session that has not ended; its handles see it at once.

        Attaching a store again gives it the new access and instructions. The hosted service
        attaches stores only when a session starts, so its profile refuses this.

        Raises:
            NotFound: The session or the store does not exist.
            NotPermitted: A session asked, the session has ended, or the store is archived.
            InvalidRequest: A rule about accesses or counts is broken, or the profile refuses.
        """
        if self._context.scope.is_limited:
            raise NotPermitted("A session cannot attach stores; ask a user to do it.")
        limits = self._context.limits
        if not limits.attaches_later:
            raise InvalidRequest(
                "The profile managed-agents attaches stores only when a session starts;"
                " start a new one with this store."
            )
        wanted = wanted_of(wish, limits)

        def job(connection: Connection) -> SessionRecord:
            record = load_session(connection, session_id)
            if record.status == "ended":
                raise SessionEnded(
                    f"The session {session_id} has ended, so it sees no more stores."
                )
            attach_another(connection, session_id, record.resources, store_id, wanted, limits)
            self._record(connection, "session.attached", session_id, self._context.clock())
            return load_session(connection, session_id)

        return self._db.write(job)

    def pause(self, session_id: str) -> SessionRecord:
        """
        Stop a session's writes until it is resumed; its next write is told so.

        Raises:
            NotFound: It does not exist.
            NotPermitted: A session asked, or the session has ended.
        """
        return self._switch(session_id, "running", "paused", "session.paused")

    def resume(self, session_id: str) -> SessionRecord:
        """
        Let a paused session write again.

        Raises:
            NotFound: It does not exist.
            NotPermitted: A session asked, or the session has ended.
        """
        return self._switch(session_id, "paused", "running", "session.resumed")

    def _switch(self, session_id: str, old: str, new: str, kind: str) -> SessionRecord:
        if self._context.scope.is_limited:
            raise NotPermitted("A session cannot pause or resume sessions; ask a user to do it.")

        def job(connection: Connection) -> SessionRecord:
            record = load_session(connection, session_id)
            if record.status == "ended":
                raise SessionEnded(f"The session {session_id} has ended, so it writes nothing.")
            if record.status == old:
                connection.execute("UPDATE sessions SET status = ? WHERE id = ?", (new, session_id))
                self._record(connection, kind, session_id, self._context.clock())
            return load_session(connection, session_id)

        return self._db.write(job)

    def _record(self, connection: Connection, kind: str, session_id: str, at: datetime) -> None:
        actor = self._context.scope.actor
        changes.append(connection, kind, format_time(at), actor, subject_id=session_id)

    def _require_own(self, session_id: str) -> None:
        if not self._context.scope.sees_session(session_id):
            raise unknown_session(session_id)
