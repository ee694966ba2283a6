"""
How each store stands: how much is in it, what is written to it, and what needs a person.

What grows with a store is counted once and then kept up with the change feed: a look costs what
happened since the look before, not what there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

from core.changes import last_seq
from core.context import Context
from core.overseeing.overview import RECENT
from core.storage.sqlite import Connection
from core.times import format_time

_MOST = 20_000
"""After more changes than this, counting again is quicker than keeping up."""


@dataclass(frozen=True, slots=True)
class StoreStanding:
    """One store at one moment."""

    memories: int = 0
    content_bytes: int = 0
    recent_writes: int = 0
    """Versions written in the last minute."""
    open_conflicts: int = 0
    read_only_for: tuple[str, ...] = ()
    """The agents of running sessions that may only read it, by name."""


class Standing:
    """Keeps count of the stores that one actor sees. Safe to use from any thread."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lock = Lock()
        self._seq = 0
        self._sizes: dict[str, tuple[int, int]] = {}
        self._readers: dict[str, tuple[str, ...]] = {}

    def __call__(self) -> Mapping[str, StoreStanding]:
        """How each store stands now, by id; archived ones too."""
        condition, values = self._context.scope.visible_stores("id")
        since = format_time(self._context.clock() - RECENT)
        with self._lock, self._context.db.snapshot() as connection:
            self._keep_up(connection)
            stores = connection.execute(f"SELECT id FROM stores WHERE {condition}", values)
            found = {
                store_id: StoreStanding(
                    *self._sizes.get(store_id, (0, 0)),
                    read_only_for=self._readers.get(store_id, ()),
                )
                for (store_id,) in stores
            }
            for store_id, count in connection.execute(
                "SELECT store_id, count(*) FROM conflicts WHERE state = 'open' GROUP BY store_id"
            ):
                if store_id in found:
                    found[store_id] = replace(found[store_id], open_conflicts=count)
            for store_id, count in connection.execute(_RECENT_WRITES, (since,)):
                if store_id in found:
                    found[store_id] = replace(found[store_id], recent_writes=count)
        return found

    def _keep_up(self, connection: Connection) -> None:
        newest, known = last_seq(connection), self._seq
        if known == 0 or newest - known > _MOST or not self._add(connection, known):
            self._sizes = {
                store_id: (count, size) for store_id, count, size in connection.execute(_SIZES)
            }
        if known == 0 or connection.execute(_SESSIONS_CHANGED, (known,)).fetchone():
            readers: dict[str, list[str]] = {}
            for store_id, agent in connection.execute(_READERS):
                readers.setdefault(store_id, []).append(agent)
            self._readers = {store_id: tuple(agents) for store_id, agents in readers.items()}
        self._seq = newest

    def _add(self, connection: Connection, known: int) -> bool:
        """Add what was written since; False when that cannot be told from the versions alone."""
        sizes = dict(self._sizes)
        for store_id, operation, size, before in connection.execute(_WRITTEN, (known,)):
            count, total = sizes.get(store_id, (0, 0))
            if operation == "created":
                sizes[store_id] = (count + 1, total + (size or 0))
            elif before is None or (size is None and operation == "modified"):
                # Redacted meanwhile: how large it was is nowhere any more.
                return False
            elif operation == "deleted":
                sizes[store_id] = (count - 1, total - before)
            else:
                sizes[store_id] = (count, total + size - before)
        self._sizes = sizes
        return True


_SIZES = (
    "SELECT store_id, count(*), coalesce(sum(content_size_bytes), 0) FROM memories"
    " GROUP BY store_id"
)
_WRITTEN = (
    "SELECT store_id, operation, content_size_bytes, (SELECT before.content_size_bytes"
    " FROM versions AS before WHERE before.memory_id = versions.memory_id"
    " AND before.seq < versions.seq ORDER BY before.seq DESC LIMIT 1)"
    " FROM versions WHERE seq > ? ORDER BY seq"
)
_RECENT_WRITES = (
    "SELECT store_id, count(*) FROM versions WHERE seq > coalesce((SELECT seq FROM changes"
    " WHERE at < ? ORDER BY at DESC, seq DESC LIMIT 1), 0) GROUP BY store_id"
)
_SESSIONS_CHANGED = "SELECT 1 FROM changes WHERE seq > ? AND kind LIKE 'session.%' LIMIT 1"
_READERS = (
    "SELECT DISTINCT attachments.store_id, sessions.agent FROM sessions"
    " JOIN attachments ON attachments.session_id = sessions.id"
    " WHERE sessions.status = 'running' AND attachments.access = 'read_only'"
    " ORDER BY sessions.agent"
)
