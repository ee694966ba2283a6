"""
The change feed: one row with a growing `seq` for every change of anything.

Everything else is only a wake-up that says "look": a reader keeps the last `seq` it saw and asks
for what came since, so a missed wake-up, a second process, a restart and a test all work the same.
"""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.access.scope import Scope
from core.actors import Actor, ActorType
from core.db import Database
from core.errors import InvalidRequest
from core.storage.sqlite import Connection
from core.times import parse_time

POLL_S = 0.05
"""How often a waiting reader looks whether another process has committed (3 us each time)."""

_BATCH = 500
MOST = 10_000
"""Of one reading; whoever wants more goes on from the last."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of anything; for a memory also which version it made."""

    seq: int
    kind: str
    """Subject and verb: `memory.modified`, `store.archived`, `conflict.opened`."""
    at: datetime
    memory_store_id: str | None
    subject_id: str
    created_by: Actor
    agent: str | None
    """The agent's name, when a session did it."""
    path: str | None = None
    """Of a memory, or of what a refused write was about, as long as that is kept."""
    version_id: str | None = None


def append(
    connection: Connection,
    kind: str,
    at: str,
    actor: Actor,
    *,
    subject_id: str,
    store_id: str | None = None,
) -> int:
    """Add one row to the feed inside a write, at a formatted time, and give its `seq`."""
    cursor = connection.execute(
        "INSERT INTO changes (kind, at, store_id, subject_id, actor_type, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (kind, at, store_id, subject_id, actor.type.value, actor.id),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def last_seq(connection: Connection) -> int:
    """The newest `seq`, 0 in a new workspace."""
    (seq,) = connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()
    return int(seq)


class Changes:
    """Reads the feed for one scope: a session sees its attached stores and itself."""

    def __init__(self, db: Database, scope: Scope) -> None:
        self._db = db
        self._scope = scope

    def last_seq(self) -> int:
        """The `seq` of the newest change in the workspace, 0 when there is none."""
        with self._db.snapshot() as connection:
            return last_seq(connection)

    def since(self, seq: int = 0, limit: int = _BATCH) -> list[Change]:
        """
        At most `limit` changes after `seq`, oldest first.

        Raises:
            InvalidRequest: The limit is none.
        """
        _check_limit(limit)
        condition, values = self._visible()
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"{_SELECT} WHERE changes.seq > ? AND {condition} ORDER BY changes.seq LIMIT ?",
                (seq, *values, limit),
            ).fetchall()
        return [_change(row) for row in rows]

    def newest(self, limit: int = _BATCH, before: int | None = None) -> list[Change]:
        """
        The newest `limit` changes (of those before a `seq`), newest first.

        Raises:
            InvalidRequest: The limit is none.
        """
        _check_limit(limit)
        condition, values = self._visible()
        end = before if before is not None else (1 << 63) - 1
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"{_SELECT} WHERE changes.seq < ? AND {condition}"
                " ORDER BY changes.seq DESC LIMIT ?",
                (end, *values, limit),
            ).fetchall()
        return [_change(row) for row in rows]

    def __call__(self, since: int = 0) -> Iterator[Change]:
        """Every change after `since` that exists by now, oldest first."""
        while batch := self.since(since):
            yield from batch
            since = batch[-1].seq

    def wait(
        self, since: int, timeout_s: float | None = None, stop: threading.Event | None = None
    ) -> bool:
        """
        Wait until there is a change after `since`, by this process or any other.

        Gives False when the time is over or `stop` was set before one came.
        """
        stop = stop or threading.Event()
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        seen: int | None = None
        while True:
            version = self._db.data_version()
            if version != seen:
                if self.last_seq() > since:
                    return True
                seen = version
            pause = POLL_S if deadline is None else min(POLL_S, deadline - time.monotonic())
            if pause <= 0 or stop.wait(pause):
                return False

    def follow(self, since: int, stop: threading.Event | None = None) -> Iterator[Change]:
        """Every change after `since`, and those to come, until `stop` is set."""
        stop = stop or threading.Event()
        while not stop.is_set():
            for change in self(since):
                yield change
                since = change.seq
            self.wait(since, stop=stop)
            if self._scope.session_id is not None:
                # What this session may not see must not keep it awake.
                since = max(since, self._skip_unseen(since))

    def _skip_unseen(self, since: int) -> int:
        with self._db.snapshot() as connection:
            end = last_seq(connection)
        batch = self.since(since, limit=1)
        return batch[0].seq - 1 if batch else end

    def _visible(self) -> tuple[str, tuple[str, ...]]:
        condition, values = self._scope.visible_stores("changes.store_id")
        if self._scope.session_id is None:
            return condition, values
        return f"({condition} OR changes.subject_id = ?)", (*values, self._scope.session_id)


def _check_limit(limit: int) -> None:
    # To SQLite a negative one would be none at all: the whole feed at once.
    if limit not in range(1, MOST + 1):
        raise InvalidRequest(f"1 to {MOST:,} changes are read at once.")


_SELECT = (
    "SELECT changes.seq, changes.kind, changes.at, changes.store_id, changes.subject_id,"
    " changes.actor_type, changes.actor_id, sessions.agent,"
    " coalesce(versions.path, conflicts.path), versions.id"
    " FROM changes LEFT JOIN versions ON versions.seq = changes.seq"
    " LEFT JOIN conflicts ON conflicts.id = changes.subject_id"
    " LEFT JOIN sessions ON changes.actor_type = 'session_actor' AND sessions.id = changes.actor_id"
)


def _change(
    row: tuple[int, str, str, str | None, str, str, str, str | None, str | None, str | None],
) -> Change:
    seq, kind, at, store_id, subject_id, actor_type, actor_id, agent, path, version_id = row
    return Change(
        seq,
        kind,
        parse_time(at),
        store_id,
        subject_id,
        Actor(ActorType(actor_type), actor_id),
        agent,
        path,
        version_id,
    )
