"""
Which memory a touched file is, and which version of it a call read or wrote.

Both are looked up when the transcript is ingested and again as it grows, for a transcript tells of
a write before it is done. A version is taken for what a call wrote if it has the text that the call
shows, or if it is the only one that the session, or anybody, wrote there in that moment.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.access.attachments import mount_slug
from core.storage.sqlite import Connection
from core.times import format_time, from_milliseconds
from core.transcripts.directories import MEMORY_TOOL, MOUNTS, Touch, Touched
from core.transcripts.events import Event
from core.transcripts.storable import plain_name

BEFORE_S: Final = 5.0
"""A version may be that much older than the call that wrote it: clocks differ."""

AFTER_S: Final = 120.0
"""A version may be that much younger: calls wait, and mounted files are synchronised late."""

_UNSETTLED: Final = 500
_LONGEST_PATH: Final = 4_096


def keep_touches(
    connection: Connection, number: int, session: int, touched: Sequence[Touched], event: Event
) -> Counter[str]:
    """Write down what an event touched; gives how many reads and writes that makes."""
    connection.executemany(
        "INSERT INTO accesses (event, session, touch, directory, path, written_sha256, ts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                session,
                one.touch,
                plain_name(one.directory, _LONGEST_PATH),
                plain_name(one.path, _LONGEST_PATH),
                one.written_sha256,
                event.ts,
            )
            for one in touched
        ],
    )
    return Counter(
        {
            "reads": sum(one.touch is Touch.READ for one in touched),
            "writes": sum(one.touch is Touch.WRITE for one in touched),
        }
    )


def forget_touches(connection: Connection, number: int) -> Counter[str]:
    """Take back what an event touched; gives how many reads and writes that were."""
    rows = connection.execute(
        "SELECT touch || 's', count(*) FROM accesses WHERE event = ? AND touch <> 'possible'"
        " GROUP BY touch",
        (number,),
    ).fetchall()
    connection.execute("DELETE FROM accesses WHERE event = ?", (number,))
    return Counter(dict(rows))


@dataclass(frozen=True, slots=True)
class _Access:
    number: int
    touch: Touch
    directory: str
    path: str
    written_sha256: str | None
    ts: int | None
    store_id: str | None
    is_refused: bool
    """The call failed or never ran: it may not have done what it names."""


def settle(connection: Connection, sessions: Iterable[int], maps: Mapping[str, str]) -> None:
    """Find the store, the memory and the version of what these sessions touched lately."""
    for session in sorted(sessions):
        rows = connection.execute(
            "SELECT accesses.number, touch, directory, path, written_sha256, accesses.ts, store_id,"
            " coalesce(events.status IN ('failed', 'rejected_by_user', 'cancelled_sibling'), 0)"
            " FROM accesses JOIN events ON events.number = accesses.event"
            " WHERE accesses.session = ? AND version_id IS NULL AND touch <> 'possible'"
            " ORDER BY accesses.number DESC LIMIT ?",
            (session, _UNSETTLED),
        ).fetchall()
        if not rows:
            continue
        (session_id,) = connection.execute(
            "SELECT id FROM sessions WHERE number = ?", (session,)
        ).fetchone()
        stores = _Stores(connection, session_id, maps)
        for number, touch, *rest in reversed(rows):
            access = _Access(number, Touch(touch), *rest)
            store_id = access.store_id or stores.at(access.directory)
            if store_id is not None:
                _settle_one(connection, access, store_id, session_id, stores)


def _settle_one(
    connection: Connection, access: _Access, store_id: str, session_id: str, stores: "_Stores"
) -> None:
    if access.touch is Touch.READ:
        found = _version_read(connection, store_id, access)
    else:
        found = _version_written(
            connection, store_id, access, session_id, is_attached=stores.are_attached
        )
    version_id, memory_id = found or (None, None)
    if memory_id is None:
        memory_id = _memory_at(connection, store_id, access.path)
    connection.execute(
        "UPDATE accesses SET store_id = ?, memory_id = ?, version_id = ? WHERE number = ?",
        (store_id, memory_id, version_id, access.number),
    )


class _Stores:
    """Which store stands behind a directory, for one session."""

    def __init__(self, connection: Connection, session_id: str, maps: Mapping[str, str]) -> None:
        self._connection = connection
        self._maps = {directory.rstrip("/"): store_id for directory, store_id in maps.items()}
        attached = connection.execute(
            "SELECT mount_path, store_id, access FROM attachments WHERE session_id = ?",
            (session_id,),
        ).fetchall()
        self._mounted = {mount_path: store_id for mount_path, store_id, _ in attached}
        writable = [store_id for _, store_id, access in attached if access == "read_write"]
        self._own = writable[0] if len(writable) == 1 else None
        self._by_slug: dict[str, list[str]] | None = None

    @property
    def are_attached(self) -> bool:
        """The session itself writes through this workspace."""
        return bool(self._mounted)

    def at(self, directory: str) -> str | None:
        """The store at a directory; None if it is not known, or not the only one."""
        known = self._mounted.get(directory) or self._maps.get(directory)
        if known is not None:
            return known
        if directory == MEMORY_TOOL:
            return self._own
        if self._mounted or not directory.startswith(MOUNTS):
            return None
        named = self._slugs().get(directory.removeprefix(MOUNTS), [])
        return named[0] if len(named) == 1 else None

    def _slugs(self) -> dict[str, list[str]]:
        if self._by_slug is None:
            self._by_slug = {}
            for store_id, name in self._connection.execute("SELECT id, name FROM stores"):
                self._by_slug.setdefault(mount_slug(name), []).append(store_id)
        return self._by_slug


def _version_read(connection: Connection, store_id: str, access: _Access) -> tuple[str, str] | None:
    """The version that stood at the path when it was read."""
    if access.ts is None or access.is_refused:
        return None
    row = connection.execute(
        "SELECT id, memory_id FROM versions AS there WHERE store_id = ?1 AND path = ?2"
        " AND created_at <= ?3 AND seq = (SELECT max(seq) FROM versions WHERE store_id = ?1"
        " AND path = ?2 AND created_at <= ?3) AND operation <> 'deleted'"
        # The memory may have been moved away since.
        " AND NOT EXISTS (SELECT 1 FROM versions WHERE memory_id = there.memory_id"
        " AND seq > there.seq AND created_at <= ?3)",
        (store_id, access.path, _moment(access.ts)),
    ).fetchone()
    return None if row is None else (row[0], row[1])


def _version_written(
    connection: Connection, store_id: str, access: _Access, session_id: str, *, is_attached: bool
) -> tuple[str, str] | None:
    condition, values = "1", tuple[str, ...]()
    if access.ts is not None:
        condition = "created_at >= ? AND created_at <= ?"
        values = (_moment(access.ts, -BEFORE_S), _moment(access.ts, AFTER_S))
    elif access.written_sha256 is None:
        return None
    rows = connection.execute(
        "SELECT id, memory_id, content_sha256, actor_id FROM versions"
        f" WHERE store_id = ? AND path = ? AND {condition} AND NOT EXISTS (SELECT 1 FROM accesses"
        " WHERE accesses.version_id = versions.id AND touch = 'write') ORDER BY seq LIMIT 100",
        (store_id, access.path, *values),
    ).fetchall()
    shown = access.written_sha256
    same = [row for row in rows if shown is not None and row[2] == shown]
    likely = same if access.is_refused else same or rows
    own = [row for row in likely if row[3] == session_id]
    if own:
        return own[0][0], own[0][1]
    if same:
        return same[0][0], same[0][1]
    # A session that writes here signs its writes; another's is not taken for its own.
    if len(likely) == 1 and shown is None and not is_attached:
        return rows[0][0], rows[0][1]
    return None


def _memory_at(connection: Connection, store_id: str, path: str) -> str | None:
    row = connection.execute(
        "SELECT id FROM memories WHERE store_id = ? AND path = ?", (store_id, path)
    ).fetchone()
    return None if row is None else row[0]


def _moment(milliseconds: int, plus_s: float = 0.0) -> str:
    return format_time(from_milliseconds(milliseconds + int(plus_s * 1000)))
