"""
Where the hunks of a proposal stand in a store that went on: they apply, were moved, or conflict.

Pure. A hunk remembers the text it was placed in, its anchor. What came after is compared with that
text three ways, as `core.merge` does it: a change that touches the lines of a hunk conflicts with
it, unless it is the same change, and then there is nothing left to do. Nothing is ever guessed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.dreams.lines import Lines, Piece, lines_of, replace
from core.dreams.proposal import Op
from core.merge import merge3
from core.texts.blocks import Block
from core.texts.merge_align import changes


class State(StrEnum):
    """How a hunk stands to the store as it is now."""

    APPLIES = "applies"
    REBASED = "rebased"
    """Its lines are still there, and stand elsewhere now."""
    CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True)
class Spot:
    """A hunk in its anchor text, or as a wish about a whole file."""

    id: str
    op: Op
    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    rank: tuple[int, ...]
    target: str | None = None
    """Where a rename goes."""

    @property
    def end(self) -> int:
        """The line after the last one that is replaced."""
        return self.start + len(self.old)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a hunk stands, and where."""

    state: State
    start: int | None = None
    """Its line in the text as it is now, from 1; `None` when it conflicts."""
    is_done: bool = False
    """Somebody made the very same change meanwhile: there is nothing left to do."""
    reason: str | None = None
    """Why it conflicts, for a person."""


@dataclass(frozen=True, slots=True)
class Now:
    """The file of an anchor as it is now."""

    path: str
    text: str


def standings(
    anchor: str,
    anchor_path: str,
    now: Now | None,
    spots: Iterable[Spot],
    blocked: Iterable[str] = (),
) -> dict[str, Standing]:
    """
    How each hunk stands that is anchored in one text.

    Args:
        anchor: The text, as it was at `anchor_path`.
        now: The same memory today, wherever it is; `None` when it is gone.
        blocked: The targets of renames that are not free today.
    """
    blocked = set(blocked)
    if now is None:
        return {spot.id: _without_file(spot, anchor_path) for spot in spots}
    moved = now.path != anchor_path
    before, after = lines_of(anchor), lines_of(now.text)
    blocks = [] if before.lines == after.lines else changes(before.lines, after.lines)
    result = {}
    for spot in spots:
        match spot.op:
            case Op.RENAME:
                result[spot.id] = _of_rename(spot, anchor_path, now, blocked)
            case Op.DELETE:
                result[spot.id] = _of_deletion(spot, after, moved=moved)
            case _:
                result[spot.id] = _of_lines(spot, before, after, blocks, moved=moved)
    return result


def creation(path: str, blocker: str | None, existing: str | None, spot: Spot) -> Standing:
    """How a hunk of a new file stands, given what is at its path now or keeps it from use."""
    if existing is not None and lines_of(existing).lines == spot.new:
        return Standing(State.APPLIES, 1, is_done=True)
    if existing is not None:
        return _conflict(f"{path} was made meanwhile, with another text.")
    if blocker is not None:
        return _conflict(f"{path} cannot be made beside {blocker}.")
    return Standing(State.APPLIES, 1)


def _conflict(reason: str) -> Standing:
    return Standing(State.CONFLICTS, reason=reason)


def _without_file(spot: Spot, path: str) -> Standing:
    if spot.op is Op.DELETE:
        return Standing(State.APPLIES, 1, is_done=True)
    return _conflict(f"{path} was deleted meanwhile.")


def _of_rename(spot: Spot, anchor_path: str, now: Now, blocked: set[str]) -> Standing:
    target = spot.target or ""
    if now.path == target:
        return Standing(State.APPLIES, 1, is_done=True)
    if now.path != anchor_path:
        return _conflict(f"{anchor_path} was moved to {now.path} meanwhile.")
    if target in blocked:
        return _conflict(f"{target} is not free any more.")
    return Standing(State.APPLIES, 1)


def _of_deletion(spot: Spot, after: Lines, *, moved: bool) -> Standing:
    if after.lines != spot.old:
        return _conflict("The file was changed meanwhile, and the deletion did not know that.")
    return Standing(State.REBASED if moved else State.APPLIES, 1)


def _of_lines(
    spot: Spot, before: Lines, after: Lines, blocks: Sequence[Block], *, moved: bool
) -> Standing:
    first, end = _reach(spot, before) if blocks else (spot.start - 1, spot.end - 1)
    at = bisect_left(blocks, first, key=lambda block: block.old_end)
    if at < len(blocks) and blocks[at].old_start <= end:
        return _of_touched(spot, before, after)
    shift = blocks[at - 1].new_end - blocks[at - 1].old_end if at else 0
    state = State.REBASED if shift or moved else State.APPLIES
    return Standing(state, spot.start + shift)


def _alone(spot: Spot, before: Lines) -> Lines:
    return before.having(replace(before.lines, [Piece(spot.start, spot.old, spot.new)]))


def _reach(spot: Spot, before: Lines) -> tuple[int, int]:
    """
    The lines of the anchor, counted from 0, that a hunk is a change of, wherever it is cut.

    A blank line before a blank line is the same text as one after it, and a merge says after. What
    touches either place, or stands between them, touches the hunk.
    """
    first, end = spot.start - 1, spot.end - 1
    changed = {*spot.old, *spot.new}
    if changed.isdisjoint(before.lines[max(0, first - 1) : first] + before.lines[end : end + 1]):
        return first, end
    blocks = changes(before.lines, _alone(spot, before).lines)
    first = min([first, *(block.old_start for block in blocks)])
    return first, max([end, *(block.old_end for block in blocks)])


def _of_touched(spot: Spot, before: Lines, after: Lines) -> Standing:
    merge = merge3(before.text, after.text, _alone(spot, before).text)
    if merge.clean and lines_of(merge.text).lines == after.lines:
        return Standing(State.REBASED, spot.start, is_done=True)
    return _conflict("The same lines, or those beside them, were changed meanwhile.")
