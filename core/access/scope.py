"""
Who acts, and what it may see and write: the one check that every door passes.

A scope without a session sees every store, unless its key names the ones it is for. A session's
scope sees the stores attached to it and nothing else: what it may not see does not exist for it, so
the refusal is the same `NotFound`.
In one process this guards against accident, not against malice.
"""

from dataclasses import dataclass
from typing import TypeAlias

from core.actors import Actor
from core.errors import CoreError, NotFound, NotPermitted
from core.storage.sqlite import Connection


class StoreArchived(NotPermitted):
    """The store is archived: it can be read and emptied, and nothing new is written to it."""

    type = "invalid_request_error"


class ReadOnlyAttachment(NotPermitted):
    """The store is attached to this session, or given to this key, for reading only."""


class SessionEnded(NotPermitted):
    """The session has ended; its history stays readable, but it writes nothing any more."""


class SessionPaused(NotPermitted):
    """A person paused the session's write access."""


Facts: TypeAlias = tuple[str | None, str, str]
"""When a store was archived, the access to it, and the state of the session."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One actor and, when it acts in a session, the limits of that session."""

    actor: Actor
    session_id: str | None = None
    grants: tuple[tuple[str, str], ...] | None = None
    """The stores that a key is for, each with its access; `None` is all of them."""

    @property
    def is_limited(self) -> bool:
        """Whether it sees some stores only."""
        return self.session_id is not None or self.grants is not None

    def require_visible(self, connection: Connection, store_id: str) -> None:
        """
        Check that the store exists for this actor.

        Raises:
            NotFound: It does not, or it is not attached to this session.
        """
        if self.session_id is None:
            found = connection.execute("SELECT 1 FROM stores WHERE id = ?", (store_id,)).fetchone()
            if self._granted(store_id) is None:
                found = None
        else:
            found = connection.execute(
                "SELECT 1 FROM attachments WHERE session_id = ? AND store_id = ?",
                (self.session_id, store_id),
            ).fetchone()
        if found is None:
            raise unknown_store(store_id)

    def require_writable(
        self, connection: Connection, store_id: str, *, archived_too: bool = False
    ) -> None:
        """
        Check that this actor may write to the store; deletes are allowed in archived stores.

        Raises:
            NotFound: The store does not exist for this actor.
            ReadOnlyAttachment, SessionEnded, SessionPaused, StoreArchived: It may not be written.
        """
        refusal = self.refusal(connection, store_id, archived_too=archived_too)
        if refusal is not None:
            raise refusal

    def refusal(
        self, connection: Connection, store_id: str, *, archived_too: bool = False
    ) -> CoreError | None:
        """Why this actor may not write to the store; `None` when it may."""
        columns, joins, values = self.facts_sql()
        row = connection.execute(
            f"SELECT {columns} FROM stores {joins} WHERE stores.id = ?", (*values, store_id)
        ).fetchone()
        facts = self.facts(store_id, row)
        return self.refusal_by(facts, store_id, archived_too=archived_too)

    def facts_sql(self) -> tuple[str, str, tuple[str, ...]]:
        """
        What decides whether a store may be written, to be asked beside a row of `stores`.

        Gives three columns, the joins that they need, and the values of the joins.
        """
        if self.session_id is None:
            return "stores.archived_at, 'read_write', 'running'", "", ()
        joins = (
            "LEFT JOIN attachments ON attachments.store_id = stores.id"
            " AND attachments.session_id = ?"
            " LEFT JOIN sessions ON sessions.id = attachments.session_id"
        )
        columns = "stores.archived_at, attachments.access, sessions.status"
        return columns, joins, (self.session_id,)

    def facts(self, store_id: str, row: tuple[str | None, str | None, str] | None) -> Facts | None:
        """What the columns of `facts_sql` say; `None` for a store that this actor cannot see."""
        granted = self._granted(store_id)
        if row is None or row[1] is None or granted is None:
            return None
        return row[0], granted if self.session_id is None else row[1], row[2]

    def refusal_by(
        self, facts: Facts | None, store_id: str, *, archived_too: bool = False
    ) -> CoreError | None:
        """Why this actor may not write to a store of which these are the facts."""
        if facts is None:
            return unknown_store(store_id)
        archived_at, access, status = facts
        if status == "ended":
            return SessionEnded(
                f"The session {self.session_id} has ended; start a new one to write."
            )
        if status == "paused":
            return SessionPaused(
                f"A person paused the session {self.session_id}, so nothing was written;"
                " wait until it is resumed."
            )
        if access != "read_write":
            whose = "given read-only to this key"
            if self.session_id is not None:
                whose = "attached read-only to this session"
            return ReadOnlyAttachment(f"The store {store_id} is {whose}; nothing was written.")
        if archived_at is not None and not archived_too:
            return StoreArchived(
                f"The store {store_id} is archived; it can be read but takes no new writes."
            )
        return None

    def visible_stores(self, column: str) -> tuple[str, tuple[str, ...]]:
        """A condition that keeps the rows whose `column` names a visible store, and its values."""
        if self.grants is not None:
            marks = ", ".join("?" * len(self.grants))
            return f"{column} IN ({marks})", tuple(store_id for store_id, _ in self.grants)
        if self.session_id is None:
            return "1", ()
        return f"{column} IN (SELECT store_id FROM attachments WHERE session_id = ?)", (
            self.session_id,
        )

    def visible_sessions(self, column: str) -> tuple[str, tuple[str, ...]]:
        """The same for sessions: one sees itself, and a key for some stores sees none."""
        if self.session_id is not None:
            return f"{column} = ?", (self.session_id,)
        return "1" if self.grants is None else "0", ()

    def sees_session(self, session_id: str) -> bool:
        """Whether a session exists for this actor, if there is one."""
        return not self.is_limited or self.session_id == session_id

    def _granted(self, store_id: str) -> str | None:
        """The access that the key has to a store; all, when it is for none in particular."""
        if self.grants is None:
            return "read_write"
        return dict(self.grants).get(store_id)


def unknown_store(store_id: str) -> NotFound:
    """The refusal for a store that does not exist, or not for this session."""
    return NotFound(f"There is no store {store_id}.")
