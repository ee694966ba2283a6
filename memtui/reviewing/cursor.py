"""
Where a reviewer is in a review, and what a key is about there. Pure.

The cursor is a part, by its id, and a level: the file or change it belongs to, itself, or one of
its lines. Parts come and go with splits and with other reviewers; the cursor then stays at the
place of what it was on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.looking import Look
from core.dreams.verdicts import Part
from memtui.reviewing.groups import Group, Grouping, everything


class Level(IntEnum):
    """How much the cursor covers, the widest first."""

    FILE = 0
    CHANGE = 1
    HUNK = 2
    LINE = 3

    @property
    def word(self) -> str:
        """As the footer says it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the reviewer is."""

    part_id: str | None = None
    level: Level = Level.HUNK
    grouping: Grouping = Grouping.CHANGE

    def selection(self, look: Look, shown: Sequence[Part] | None = None) -> Selection:
        """
        What a verdict is about here.

        Args:
            shown: The parts that a filter leaves; a file is then only what is shown of it, while
                the hunks of a change belong together whatever is shown.
        """
        part = None if self.part_id is None else look.review.part(self.part_id)
        if part is None:
            return Selection()
        if self.level is Level.FILE and part.hunk.path:
            return _in_file(part.hunk.path, shown)
        # What only asks has no hunk: its change itself is decided.
        if self.level >= Level.HUNK and not part.is_finding:
            return Selection(hunks=(part.id,))
        return Selection(changes=(part.hunk.change_id,))

    def around(self, part: Part) -> Level:
        """What `rest` is of: the file, unless a change is decided here or there is no file."""
        is_change = self.level is Level.CHANGE or not part.hunk.path
        return Level.CHANGE if is_change else Level.FILE

    def rest(self, look: Look, shown: Sequence[Part] | None = None) -> Selection:
        """
        What is still pending around the cursor; of it, what a filter leaves.

        Args:
            shown: The parts that the filter leaves.
        """
        part = None if self.part_id is None else look.review.part(self.part_id)
        if part is None:
            return Selection()
        if self.around(part) is Level.FILE:
            return replace(_in_file(part.hunk.path, shown), pending_only=True)
        own = part.hunk.change_id
        if shown is None:
            return Selection(changes=(own,), pending_only=True)
        hunks = tuple(one.id for one in shown if one.hunk.change_id == own)
        return Selection(hunks=hunks, pending_only=True)


def _in_file(path: str, shown: Sequence[Part] | None) -> Selection:
    """Everything in a file, or what a filter leaves of it."""
    if shown is None:
        return Selection(everything=True, path=path)
    return Selection(hunks=tuple(part.id for part in shown if part.hunk.path == path))


def settled(cursor: Cursor, before: Look | None, listed: Sequence[Group]) -> Cursor:
    """The cursor on what is there now: the same part, one cut from it, or the one at its place."""
    ids = [part.id for group in listed for part in group.parts]
    if cursor.part_id in ids:
        return cursor
    own = cursor.part_id or ""
    related = [one for one in ids if one.startswith(f"{own}.") or own.startswith(f"{one}.")]
    if own and related:
        return replace(cursor, part_id=related[0])
    if before is not None:
        earlier = [part.id for part in everything(before)]
        at = earlier.index(own) if own in earlier else 0
        after_it = [one for one in earlier[at:] if one in ids]
        if after_it:
            return replace(cursor, part_id=after_it[0])
    return replace(cursor, part_id=ids[0] if ids else None)


def stepped(cursor: Cursor, listed: Sequence[Group], by: int) -> Cursor:
    """The next or the previous thing of the cursor's level."""
    places = [part for group in listed for part in group.parts]
    at = next((n for n, part in enumerate(places) if part.id == cursor.part_id), None)
    if at is None:
        return settled(cursor, None, listed)
    mine = _unit(places[at], cursor.level)
    rest = places[at + 1 :] if by > 0 else places[:at][::-1]
    found = next((part for part in rest if _unit(part, cursor.level) != mine), None)
    if found is None:
        return cursor
    if by < 0:
        # To the beginning of what is before, not to its end.
        unit = _unit(found, cursor.level)
        found = next(part for part in places if _unit(part, cursor.level) == unit)
    return replace(cursor, part_id=found.id)


def place(cursor: Cursor, listed: Sequence[Group]) -> tuple[int, int]:
    """Which of how many things of its level the cursor is on; from 1, and 0 if on none of them."""
    units: dict[str, None] = {}
    here = None
    for part in (part for group in listed for part in group.parts):
        unit = _unit(part, cursor.level)
        units[unit] = None
        if part.id == cursor.part_id:
            here = unit
    return 0 if here is None else [*units].index(here) + 1, len(units)


def next_pending(cursor: Cursor, listed: Sequence[Group]) -> Cursor | None:
    """The next part that nobody has decided on, from the cursor on and then from the top."""
    places = [part for group in listed for part in group.parts]
    at = next((n for n, part in enumerate(places) if part.id == cursor.part_id), 0)
    ordered = (*places[at:], *places[:at])
    found = next((part for part in ordered if not part.is_decided), None)
    return None if found is None else replace(cursor, part_id=found.id)


def _unit(part: Part, level: Level) -> str:
    if level is Level.FILE:
        return part.hunk.old_path or part.hunk.path
    return part.hunk.change_id if level is Level.CHANGE else part.id
