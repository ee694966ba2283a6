"""
The lines of a hunk that can be decided by themselves: as small as splitting it makes them. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.dreams.proposal import Op
from core.dreams.reviewing.splitting import NotSplittable, cuts
from core.dreams.verdicts import Part
from memtui.reviewing.rows import ReviewRow, RowKind


@dataclass(frozen=True, slots=True)
class Leaf:
    """An old line and what it became, or lines that only come or only go together."""

    part_id: str
    """What it is called once the hunk is split so far."""
    old: range
    """Which old lines of the hunk, from 0."""
    new: range


def leaves(part: Part) -> tuple[Leaf, ...]:
    """The leaves of a hunk in the order of its lines; one that cannot be split is its only one."""
    hunk = part.hunk
    old, new = range(len(part.old_lines)), range(len(part.new_lines))
    whole = Leaf(part.id, old, new)
    if part.is_finding or part.edited is not None:
        return (whole,)
    return tuple(_leaves(whole, hunk.op, part.old_lines, part.new_lines))


def _leaves(leaf: Leaf, op: Op, old: Sequence[str], new: Sequence[str]) -> Iterator[Leaf]:
    i, j = leaf.old, leaf.new
    try:
        parts = cuts(op, old[i.start : i.stop], new[j.start : j.stop])
    except NotSplittable:
        yield leaf
        return
    for number, cut in enumerate(parts, 1):
        smaller = Leaf(
            f"{leaf.part_id}.{number}",
            range(i.start + cut.old_start, i.start + cut.old_end),
            range(j.start + cut.new_start, j.start + cut.new_end),
        )
        yield from _leaves(smaller, op, old, new)


def rows_of_leaf(rows: Sequence[ReviewRow], part_id: str, leaf: Leaf) -> tuple[int, ...]:
    """Where the lines of a leaf stand among the rows of a review."""
    found: list[int] = []
    removed = added = 0
    for at, row in enumerate(rows):
        if row.part_id != part_id:
            continue
        if row.kind is RowKind.REMOVED:
            if removed in leaf.old:
                found.append(at)
            removed += 1
        elif row.kind is RowKind.ADDED:
            if added in leaf.new:
                found.append(at)
            added += 1
    return tuple(found)
