"""
Sessions as the Managed Agents wire tells of them: made over it, started here, or only ingested.

Who deletes a session takes its transcript out and hides it from the wire; its name stays on what it
wrote, since versions are never changed.
"""

import json
from collections.abc import Mapping

from core import changes
from core.access.attachments import Attach
from core.context import Context
from core.errors import InvalidRequest, Json
from core.labels import MetadataPatch, check_name, format_metadata, patch_metadata
from core.reading.pages import Page, check_limit, decode_text_cursor, encode_cursor
from core.reading.session_filter import SessionFilter
from core.sessions import Sessions
from core.storage.sqlite import Connection
from core.times import format_time
from core.transcripts.log import Transcripts
from core.wire.session_records import WireSession, load_wire_session, name_of


class WireSessions:
    """The sessions that one actor sees over the wire."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db
        self._sessions = Sessions(context)

    def create(
        self,
        agent: Json,
        environment_id: str,
        attach: Mapping[str, Attach],
        *,
        title: str | None = None,
        metadata: MetadataPatch | None = None,
    ) -> WireSession:
        """
        Start a session; its agent is a name, or an object with an id.

        Raises:
            NotFound, StoreArchived, InvalidRequest, NotPermitted: As `Sessions.start`.
        """
        started = self._sessions.start(name_of(agent), attach, title=title, metadata=metadata)

        def job(connection: Connection) -> WireSession:
            now = format_time(started.record.started_at)
            connection.execute(
                "INSERT INTO wire_sessions (session, agent, environment_id, updated_at)"
                " SELECT number, ?, ?, ? FROM sessions WHERE id = ?",
                (json.dumps(agent, ensure_ascii=False), environment_id, now, started.id),
            )
            return self.loaded(connection, started.id)

        return self._db.write(job)

    def retrieve(self, session_id: str) -> WireSession:
        """
        One session, archived or not.

        Raises:
            NotFound: It does not exist for this actor, or was deleted.
        """
        with self._db.snapshot() as connection:
            return self.loaded(connection, session_id)

    def page(
        self,
        wanted: SessionFilter,
        *,
        limit: int = 20,
        page: str | None = None,
        newest_first: bool = True,
    ) -> Page[WireSession]:
        """
        One page of the sessions, by the time they were made.

        Raises:
            InvalidRequest: The limit or the cursor is not valid, or it belongs to the other order.
        """
        order, sign = ("DESC", "<") if newest_first else ("ASC", ">")
        visible, own = self._context.scope.visible_sessions("sessions.id")
        found, of_filter = wanted.conditions()
        conditions = ["wire_sessions.deleted_at IS NULL", visible, *found]
        values: list[str | int] = [*own, *of_filter]
        if page is not None:
            of, _, rest = decode_text_cursor(page).partition(" ")
            started_at, _, number = rest.partition(" ")
            if of != order or not number.isdigit():
                raise InvalidRequest("That page cursor belongs to a list in another order.")
            conditions.append(f"(sessions.started_at, sessions.number) {sign} (?, ?)")
            values += [started_at, int(number)]
        limit = check_limit(limit)
        with self._db.snapshot() as connection:
            rows = connection.execute(
                "SELECT sessions.started_at, sessions.number, sessions.id FROM sessions"
                " LEFT JOIN wire_sessions ON wire_sessions.session = sessions.number"
                f" WHERE {' AND '.join(conditions)}"
                f" ORDER BY sessions.started_at {order}, sessions.number {order} LIMIT ?",
                (*values, limit + 1),
            ).fetchall()
            data = tuple(self.loaded(connection, row[2]) for row in rows[:limit])
        last = rows[limit - 1] if len(rows) > limit else None
        cursor = None if last is None else encode_cursor(f"{order} {last[0]} {last[1]}")
        return Page(data, cursor)

    def update(
        self, session_id: str, *, title: str | None, metadata: MetadataPatch | None
    ) -> WireSession:
        """
        Change a session's title or metadata; what is `None` stays.

        Raises:
            NotFound, InvalidRequest: Nothing was changed.
        """
        limits = self._context.limits
        wanted = None if title is None else check_name(title, limits, "title")

        def job(connection: Connection) -> WireSession:
            old = self.loaded(connection, session_id).record
            new = (
                old.title if wanted is None else wanted,
                patch_metadata(old.metadata, metadata or {}, limits),
            )
            if new == (old.title, old.metadata):
                return self.loaded(connection, session_id)
            connection.execute(
                "UPDATE sessions SET title = ?, metadata = ? WHERE id = ?",
                (new[0], format_metadata(new[1]), session_id),
            )
            self._note(connection, session_id, "session.updated", "")
            return self.loaded(connection, session_id)

        return self._db.write(job)

    def archive(self, session_id: str) -> WireSession:
        """
        End a session and take it out of the usual lists; again changes nothing.

        Raises:
            NotFound: It does not exist for this actor.
        """
        found = self.retrieve(session_id)
        if found.archived_at is None:
            if found.record.status != "ended":
                self._sessions.end(session_id)
            self._db.write(
                lambda connection: self._note(
                    connection, session_id, "session.archived", "archived_at"
                )
            )
        return self.retrieve(session_id)

    def delete(self, session_id: str) -> None:
        """
        End a session, take its transcript out, and hide it from the wire.

        Raises:
            NotFound: It does not exist for this actor.
            NotPermitted: A session asks.
        """
        found = self.retrieve(session_id)
        if found.record.status != "ended":
            self._sessions.end(session_id)
        Transcripts(self._context).delete(session_id)

        def job(connection: Connection) -> None:
            connection.execute(
                "DELETE FROM wire_events WHERE session ="
                " (SELECT number FROM sessions WHERE id = ?)",
                (session_id,),
            )
            # One that was only ingested is gone altogether by now.
            if connection.execute("SELECT 1 FROM sessions WHERE id = ?", (session_id,)).fetchone():
                self._note(connection, session_id, "session.deleted", "deleted_at")

        self._db.write(job)

    def _note(self, connection: Connection, session_id: str, kind: str, column: str) -> None:
        """Say when it happened, on the row that the wire keeps, and in the change feed."""
        at = format_time(self._context.clock())
        connection.execute(
            "INSERT OR IGNORE INTO wire_sessions (session, agent, environment_id, updated_at)"
            " SELECT number, ?, '', ? FROM sessions WHERE id = ?",
            ("null", at, session_id),
        )
        marked = "" if not column else f", {column} = :at"
        connection.execute(
            f"UPDATE wire_sessions SET updated_at = max(updated_at, :at){marked}"
            " WHERE session = (SELECT number FROM sessions WHERE id = :id)",
            {"at": at, "id": session_id},
        )
        changes.append(connection, kind, at, self._context.scope.actor, subject_id=session_id)

    def loaded(self, connection: Connection, session_id: str) -> WireSession:
        """
        The same as `retrieve`, inside a snapshot or a write of somebody else.

        Raises:
            NotFound: It does not exist for this actor, or was deleted.
        """
        return load_wire_session(connection, self._sessions.loaded(connection, session_id))
