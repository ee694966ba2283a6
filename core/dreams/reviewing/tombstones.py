"""
The tombstones of rejected changes in their table, as `rejections` understands them.
"""

from collections.abc import Iterable

from core.context import Context
from core.dreams.dream import Dream
from core.dreams.proposal import Change, ChangeKind
from core.dreams.review import Review
from core.dreams.reviewing.rejections import Tombstone, stone_of
from core.dreams.verdicts import Verdict
from core.storage.sqlite import Connection
from core.times import format_time


def load(connection: Connection, store_id: str) -> list[Tombstone]:
    """What was rejected in a store, oldest first."""
    rows = connection.execute(
        "SELECT kind, scope, content, reason, dreams.id, seen_until FROM tombstones"
        " JOIN dreams ON dreams.number = tombstones.dream"
        " WHERE tombstones.store_id = ? ORDER BY tombstones.number",
        (store_id,),
    ).fetchall()
    return [Tombstone(ChangeKind(row[0]), *row[1:]) for row in rows]


def settle(
    context: Context,
    connection: Connection,
    number: int,
    dream: Dream,
    review: Review,
    change_ids: Iterable[str],
) -> None:
    """Set the tombstones of some changes to what the review says now."""
    by_id = {change.id: change for change in review.changes}
    for change_id in dict.fromkeys(change_ids):
        connection.execute(
            "DELETE FROM tombstones WHERE dream = ? AND change_id = ?", (number, change_id)
        )
        parts = review.of_change(change_id)
        is_rejected = bool(parts) and all(part.verdict is Verdict.REJECTED for part in parts)
        # What only asks is done with once somebody has answered, whatever the answer was.
        if is_rejected or (not by_id[change_id].hunks and any(p.is_decided for p in parts)):
            reasons = dict.fromkeys(part.reason for part in parts if part.reason)
            _bury(context, connection, number, dream, by_id[change_id], "; ".join(reasons) or None)


def _bury(
    context: Context,
    connection: Connection,
    number: int,
    dream: Dream,
    change: Change,
    reason: str | None,
) -> None:
    actor = context.scope.actor
    stone = stone_of(change, dream_id=dream.id, seen_until=dream.newest_event, reason=reason)
    connection.execute(
        "INSERT INTO tombstones (dream, store_id, change_id, kind, scope, content, title, reason,"
        " seen_until, actor_type, actor_id, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            dream.memory_store_id,
            change.id,
            stone.kind.value,
            stone.scope,
            stone.content,
            change.title,
            stone.reason,
            stone.seen_until,
            actor.type.value,
            actor.id,
            format_time(context.clock()),
        ),
    )
