"""
Keys: what lets a program into a served workspace, and as whom.

A key is shown once, when it is made; the workspace keeps its SHA-256, so that nobody who reads the
file can use it. It is random and long, so no slow hash is needed. A key of a session is that
session, with its stores and its access, and ends with it; any other key acts in its own name.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from core import changes, ids
from core.access.scope import unknown_store
from core.context import Context
from core.errors import CoreError, InvalidRequest, NotFound, NotPermitted
from core.labels import check_name
from core.records.keys import COLUMNS, SELECT, Key, key_of, load_key
from core.storage.sqlite import Connection
from core.times import format_if_any, format_time

PREFIX = "memtui_"
_OPEN = ("running", "paused")
_ACCESSES = ("read_only", "read_write")


class KeyRefused(CoreError):
    """Nobody is let in with this key. Why is not said: it might help somebody to guess."""

    type = "authentication_error"


class Keys:
    """The keys of a workspace; a session knows of none."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def create(
        self,
        name: str,
        *,
        is_admin: bool = False,
        session_id: str | None = None,
        grants: Mapping[str, str] | None = None,
        expires_at: datetime | None = None,
    ) -> tuple[Key, str]:
        """
        Make a key, and give it with its secret, which nobody can be told again.

        Args:
            is_admin: It may manage keys, and do what only people do: review, resolve, undo.
            session_id: It is the key of this session.
            grants: Store id to `read_only` or `read_write`: it is for these stores only.

        Raises:
            InvalidRequest: A name or access is not valid, wishes exclude each other, the time is
                over already, or another key that can still be used has the name.
            NotFound: The session or a store does not exist.
            NotPermitted: A session asked, or the session has ended.
        """
        self._refuse_limited()
        name = check_name(name, self._context.limits, "key's name")
        if sum((is_admin, session_id is not None, grants is not None)) > 1:
            raise InvalidRequest("A key is for all, for one session, or for some stores.")
        given = None if grants is None else tuple(sorted(_checked(grants).items()))
        now = self._context.clock()
        if expires_at is not None and expires_at <= now:
            raise InvalidRequest("The key would have expired already; give a time to come.")
        secret = PREFIX + secrets.token_urlsafe(32)
        key = Key(
            self._context.new_id(ids.KEY),
            name,
            is_admin,
            session_id,
            given,
            self._context.scope.actor,
            now,
            expires_at,
            None,
        )

        def job(connection: Connection) -> None:
            self._check_use(connection, key)
            connection.execute(
                "INSERT INTO keys (id, name, secret_sha256, is_admin, session_id, grants,"
                " actor_type, actor_id, created_at, expires_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key.id,
                    name,
                    _hashed(secret),
                    is_admin,
                    session_id,
                    None if given is None else json.dumps(given),
                    key.created_by.type.value,
                    key.created_by.id,
                    format_time(now),
                    format_if_any(expires_at),
                ),
            )
            self._record(connection, "key.created", key.id, now)

        self._db.write(job)
        return key, secret

    def list(self) -> list[Key]:
        """
        Every key, newest first, revoked and expired ones too.

        Raises:
            NotPermitted: A session asked.
        """
        self._refuse_limited()
        with self._db.snapshot() as connection:
            rows = connection.execute(f"{SELECT} ORDER BY number DESC").fetchall()
        return [key_of(row) for row in rows]

    def revoke(self, key: str) -> Key:
        """
        End a key, by its id or its name; its next use is refused. Again changes nothing.

        Raises:
            NotFound: There is no such key.
            InvalidRequest: The name fits several keys that can still be used.
            NotPermitted: A session asked.
        """
        self._refuse_limited()

        def job(connection: Connection) -> Key:
            rows = connection.execute(f"{SELECT} WHERE id = ? OR name = ?", (key, key)).fetchall()
            found = sorted(map(key_of, rows), key=lambda one: one.revoked_at is not None)
            if not found:
                raise NotFound(f"There is no key {key}; `memtui key list` shows those there are.")
            if len(found) > 1 and found[1].revoked_at is None:
                raise InvalidRequest(f"Several keys are called {key!r}; name one by its id.")
            if found[0].revoked_at is not None:
                return found[0]
            now = self._context.clock()
            connection.execute(
                "UPDATE keys SET revoked_at = ? WHERE id = ?", (format_time(now), found[0].id)
            )
            self._record(connection, "key.revoked", found[0].id, now)
            return load_key(connection, found[0].id)

        return self._db.write(job)

    def admitted(self, secret: str) -> Key:
        """
        The key behind a secret that somebody came with.

        Raises:
            KeyRefused: There is none, or it was revoked, has expired, or its session has ended.
        """
        hashed = _hashed(secret)
        key = self._usable("secret_sha256", hashed)
        if key is None:
            raise KeyRefused("That key does not open this workspace.")
        return key

    def still_opens(self, key_id: str) -> bool:
        """Whether a key that somebody came in with has not ended meanwhile."""
        return self._usable("id", key_id) is not None

    def _usable(self, column: str, value: str) -> Key | None:
        # Asked every time, and not remembered: a key that was revoked is refused at once.
        row = self._db.row(
            f"SELECT {column}, {COLUMNS}, (SELECT status FROM sessions WHERE id = session_id)"
            f" FROM keys WHERE {column} = ?",
            (value,),
        )
        if row is None or not hmac.compare_digest(row[0], value):
            return None
        key, status = key_of(row[1:-1]), row[-1]
        is_over = key.expires_at is not None and key.expires_at <= self._context.clock()
        if key.revoked_at is not None or is_over:
            return None
        return None if key.session_id is not None and status not in _OPEN else key

    def _check_use(self, connection: Connection, key: Key) -> None:
        taken = connection.execute(
            "SELECT 1 FROM keys WHERE name = ? AND revoked_at IS NULL"
            " AND (expires_at IS NULL OR expires_at > ?)",
            (key.name, format_time(key.created_at)),
        ).fetchone()
        if taken is not None:
            raise InvalidRequest(
                f"There is a key called {key.name!r} already; revoke it, or choose another name."
            )
        if key.session_id is not None:
            row = connection.execute(
                "SELECT status FROM sessions WHERE id = ?", (key.session_id,)
            ).fetchone()
            if row is None:
                raise NotFound(f"There is no session {key.session_id}.")
            if row[0] not in _OPEN:
                raise NotPermitted(f"The session {key.session_id} has ended; start a new one.")
        for store_id, _ in key.grants or ():
            if not connection.execute("SELECT 1 FROM stores WHERE id = ?", (store_id,)).fetchone():
                raise unknown_store(store_id)

    def _refuse_limited(self) -> None:
        if self._context.scope.is_limited:
            raise NotPermitted("Only a user or an admin key manages keys.")

    def _record(self, connection: Connection, kind: str, key_id: str, at: datetime) -> None:
        actor = self._context.scope.actor
        changes.append(connection, kind, format_time(at), actor, subject_id=key_id)


def _checked(grants: Mapping[str, str]) -> dict[str, str]:
    for access in grants.values():
        if access not in _ACCESSES:
            raise InvalidRequest(f"An access is 'read_only' or 'read_write', not {access!r}.")
    if not grants:
        raise InvalidRequest("A key for some stores needs at least one.")
    return dict(grants)


def _hashed(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
