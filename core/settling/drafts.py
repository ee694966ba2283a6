"""
What somebody decided about a conflict and has not written yet: it outlives the program.

Kept for each actor, with the "theirs" that it was decided against; a conflict that ends takes its
drafts with it (`core.writing.refusals`).
"""

from dataclasses import dataclass

from core.conflicts import DECIDED, ConflictKind, load
from core.context import Context
from core.records.versions import load_version
from core.settling.sides import Sides, load_sides, with_merge
from core.storage.sqlite import Connection


@dataclass(frozen=True, slots=True)
class Draft:
    """Decisions that were not written yet."""

    decisions: str
    """The JSON document that was kept."""
    sides: Sides
    """The texts as they were when it was decided."""


def keep(context: Context, connection: Connection, conflict_id: str, decisions: str | None) -> None:
    """
    Keep what an actor has decided so far, in the place of what was kept before; None forgets it.

    Raises:
        NotFound: There is no such conflict for this actor.
    """
    conflict = load(connection, conflict_id)
    context.scope.require_visible(connection, conflict.memory_store_id)
    actor = context.scope.actor
    key = (conflict_id, actor.type.value, actor.id)
    connection.execute(
        "DELETE FROM conflict_drafts WHERE conflict_id = ? AND actor_type = ? AND actor_id = ?",
        key,
    )
    if decisions is not None and conflict.state not in DECIDED:
        connection.execute(
            "INSERT INTO conflict_drafts (conflict_id, actor_type, actor_id,"
            " theirs_version_id, decisions) VALUES (?, ?, ?, ?, ?)",
            (*key, conflict.theirs_version_id, decisions),
        )


def kept(context: Context, connection: Connection, conflict_id: str) -> Draft | None:
    """
    What an actor decided, with the texts as they were then.

    Raises:
        NotFound: There is no such conflict for this actor.
    """
    sides, _ = load_sides(connection, context.scope, conflict_id)
    actor = context.scope.actor
    row = connection.execute(
        "SELECT theirs_version_id, decisions FROM conflict_drafts"
        " WHERE conflict_id = ? AND actor_type = ? AND actor_id = ?",
        (conflict_id, actor.type.value, actor.id),
    ).fetchone()
    if row is None:
        return None
    theirs = None
    if row[0] is not None:
        theirs = load_version(connection, context.scope, row[0]).content
    mine = sides.mine
    if sides.conflict.kind is ConflictKind.RENAME:
        mine = theirs
    return Draft(row[1], with_merge(sides.conflict, sides.base, theirs, mine))
