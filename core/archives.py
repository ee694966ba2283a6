"""
Closing a store for writes and opening it again, and who did that: the only writer of `archived_at`.

Each time is a row of the feed. What an undo or a redo did is noted beside its row, because the feed
itself only says what happened.
"""

from dataclasses import dataclass

from core import changes
from core.context import Context
from core.errors import InvalidRequest
from core.records.origins import Origin
from core.storage.sqlite import Connection
from core.times import format_time, parse_time

ARCHIVED, REOPENED = "store.archived", "store.unarchived"


@dataclass(frozen=True, slots=True)
class Archiving:
    """One time that a store was archived, or opened again."""

    seq: int
    store_id: str
    name: str
    """What the store is called now."""
    is_archived: bool
    """Whether it was archived by this; else it was opened again."""
    origin: Origin | None = None
    """Undo or redo; `None` when it was done by hand."""
    origin_seq: int | None = None
    """The `seq` of what was taken back."""


def require_reopening(context: Context) -> None:
    """
    Check that the profile lets an archived store be opened again.

    Raises:
        InvalidRequest: The hosted service archives for good, and so does its profile.
    """
    if not context.limits.reopens:
        raise InvalidRequest(
            "The profile managed-agents archives for good; make a new store and import into it."
        )


def set_archived(
    context: Context,
    connection: Connection,
    store_id: str,
    *,
    is_archived: bool,
    origin: Origin | None = None,
    origin_seq: int | None = None,
) -> None:
    """Archive a store, or open it again; the caller knows that it is the other way now."""
    (stood_at,) = connection.execute(
        "SELECT updated_at FROM stores WHERE id = ?", (store_id,)
    ).fetchone()
    now = format_time(max(context.clock(), parse_time(stood_at)))
    connection.execute(
        "UPDATE stores SET archived_at = ?, updated_at = ? WHERE id = ?",
        (now if is_archived else None, now, store_id),
    )
    kind = ARCHIVED if is_archived else REOPENED
    actor = context.scope.actor
    seq = changes.append(connection, kind, now, actor, subject_id=store_id, store_id=store_id)
    if origin is not None:
        connection.execute(
            "INSERT INTO archives_taken_back (seq, origin, origin_seq) VALUES (?, ?, ?)",
            (seq, origin.value, origin_seq),
        )


def newest_by_actor(context: Context, connection: Connection, limit: int) -> list[Archiving]:
    """What this actor archived and opened again of the stores that still exist, oldest first."""
    actor = context.scope.actor
    rows = connection.execute(
        f"{_SELECT} WHERE {_ARCHIVES} AND changes.actor_id = ? AND changes.actor_type = ?"
        " ORDER BY changes.seq DESC LIMIT ?",
        (actor.id, actor.type.value, limit),
    ).fetchall()
    return [_archiving(row) for row in reversed(rows)]


def at_seq(connection: Connection, seq: int) -> Archiving:
    """The one that a row of the feed is."""
    return _archiving(connection.execute(f"{_SELECT} WHERE changes.seq = ?", (seq,)).fetchone())


def stands(context: Context, connection: Connection, deed: Archiving) -> bool:
    """Whether a store is as this left it, and nobody else archived or opened it since."""
    actor = context.scope.actor
    (archived_at,) = connection.execute(
        "SELECT archived_at FROM stores WHERE id = ?", (deed.store_id,)
    ).fetchone()
    by_others = connection.execute(
        f"SELECT 1 FROM changes WHERE {_ARCHIVES} AND store_id = ? AND seq > ?"
        " AND (actor_id <> ? OR actor_type <> ?)",
        (deed.store_id, deed.seq, actor.id, actor.type.value),
    ).fetchone()
    return (archived_at is not None) == deed.is_archived and by_others is None


# As the partial indexes say it, so that they serve.
_ARCHIVES = f"changes.kind IN ('{ARCHIVED}', '{REOPENED}')"

_SELECT = (
    "SELECT changes.seq, stores.id, stores.name, changes.kind, taken.origin, taken.origin_seq"
    " FROM changes JOIN stores ON stores.id = changes.store_id"
    " LEFT JOIN archives_taken_back AS taken ON taken.seq = changes.seq"
)


def _archiving(row: tuple[int, str, str, str, str | None, int | None]) -> Archiving:
    seq, store_id, name, kind, origin, origin_seq = row
    done = None if origin is None else Origin(origin)
    return Archiving(seq, store_id, name, kind == ARCHIVED, done, origin_seq)
