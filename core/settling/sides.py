"""
The three texts of a conflict, their merge, and what a decision makes of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from core.access.scope import Scope
from core.conflicts import Conflict, ConflictKind, load
from core.errors import CoreError, InvalidRequest, Json
from core.merge import Choice, Merge, merge3, take
from core.records import heads
from core.records.heads import Head
from core.records.versions import load_version
from core.storage.sqlite import Connection
from core.text import sha256


class NotClean(CoreError):
    """No merge can be written without a decision: one line has two changes, or a side is gone."""

    type = "conflict_error"

    def __init__(self, sides: "Sides") -> None:
        path = sides.conflict.path
        if sides.merge is None:
            sentence = f"{path} is gone meanwhile, so there is nothing to merge with"
        else:
            sentence = f"Both sides changed the same lines of {path}, so the merge needs a decision"
        super().__init__(f"{sentence}; take a side, or give a text.")
        self.sides = sides

    def details(self) -> Mapping[str, Json]:
        """The text with git's markers, and the hash of the theirs it was made with."""
        theirs, merge = self.sides.theirs, self.sides.merge
        return {
            "conflict_id": self.sides.conflict.id,
            "content_sha256": None if theirs is None else sha256(theirs),
            "merged": {"clean": False, "content": None if merge is None else merge.text},
        }


@dataclass(frozen=True, slots=True)
class Sides:
    """A conflict with its texts; a text is `None` where there is none: deleted, or never there."""

    conflict: Conflict
    base: str | None
    theirs: str | None
    mine: str | None
    merge: Merge | None
    """The three-way merge, when theirs and mine are texts."""


def with_merge(conflict: Conflict, base: str | None, theirs: str | None, mine: str | None) -> Sides:
    """The sides of a conflict from its texts."""
    merge = None
    if theirs is not None and mine is not None:
        merge = merge3("" if base is None else base, theirs, mine)
    return Sides(conflict, base, theirs, mine, merge)


def load_sides(connection: Connection, scope: Scope, conflict_id: str) -> tuple[Sides, Head | None]:
    """
    The sides of a conflict as they stand now, and the memory that a decision is about.

    Raises:
        NotFound: There is no such conflict for this scope.
    """
    conflict = load(connection, conflict_id)
    scope.require_visible(connection, conflict.memory_store_id)
    head = _target_of(connection, conflict)
    theirs = None if head is None else heads.content(connection, head.content_seq)
    mine = _mine_of(connection, conflict_id)
    base = None
    if conflict.base_version_id is not None:
        base = load_version(connection, scope, conflict.base_version_id).content
    if mine is None and conflict.kind is ConflictKind.RENAME:
        mine = theirs  # only the path was to change
    return with_merge(conflict, base, theirs, mine), head


def decided_text(sides: Sides, choice: Choice) -> str | None:
    """The text that taking a side gives; `None` means that the memory is to be gone."""
    if choice is Choice.THEIRS:
        return sides.theirs
    if choice is Choice.BASE:
        return sides.base
    if choice is Choice.MINE and sides.conflict.kind is ConflictKind.DELETE:
        return None
    if sides.mine is None:
        _refuse_missing(sides)
    if choice is Choice.MINE or sides.merge is None:
        return sides.mine
    return take(sides.merge, choice)


def merged_text(sides: Sides) -> str:
    """
    The merge, where it may be taken.

    Raises:
        NotClean: It needs a decision.
        InvalidRequest: The refused write had no text, or it was redacted.
    """
    if sides.mine is None:
        _refuse_missing(sides)
    if sides.merge is None or not sides.merge.clean:
        raise NotClean(sides)
    return sides.merge.text


def _refuse_missing(sides: Sides) -> NoReturn:
    if sides.conflict.kind is ConflictKind.DELETE:
        raise InvalidRequest(
            "A refused deletion has no text; take mine to delete, theirs to keep the memory."
        )
    raise InvalidRequest("The refused text was redacted, so only theirs or a new text is left.")


def _target_of(connection: Connection, conflict: Conflict) -> Head | None:
    """The memory a decision is about: the one by id, else the one at the path now."""
    if conflict.kind is ConflictKind.CREATE:
        # Only what stands at that path: the memory that blocked it may have another one now.
        return heads.at_path(connection, conflict.memory_store_id, conflict.path)
    row = connection.execute(
        f"SELECT {heads.HEAD_COLUMNS} FROM memories WHERE id = ?", (conflict.memory_id,)
    ).fetchone()
    if row is not None:
        return heads.head_of(row)
    return heads.at_path(connection, conflict.memory_store_id, conflict.path)


def _mine_of(connection: Connection, conflict_id: str) -> str | None:
    """The text of the refused write, where there is one."""
    row = connection.execute(
        "SELECT text FROM contents JOIN conflicts ON contents.seq = conflicts.mine_content_seq"
        " WHERE conflicts.id = ?",
        (conflict_id,),
    ).fetchone()
    return None if row is None else str(row[0])
