"""
What a person decides of one block, the lines that gives, and how a text edited by hand is read as
decisions. Pure.
"""

from collections.abc import Sequence

from core.diff import diff
from core.merge import Agreed, Choice, Conflicted, Edited, Merge, resolve
from core.text import split_lines

Decision = Choice | Edited
Decisions = tuple[Decision | None, ...]
"""One for each block, `None` where nobody has decided yet."""


def chosen_lines(block: Conflicted, decision: Decision) -> tuple[str, ...]:
    """The lines that a decision puts in the place of a block."""
    match decision:
        case Edited(text):
            return tuple(split_lines(text))
        case Choice.MINE:
            return block.mine_lines
        case Choice.THEIRS:
            return block.theirs_lines
        case Choice.BOTH:
            return block.mine_lines + block.theirs_lines
        case Choice.BOTH_THEIRS_FIRST:
            return block.theirs_lines + block.mine_lines
        case Choice.BASE:
            return block.base_lines


def read_back(
    merge: Merge, decisions: Decisions, filled: Sequence[Decision], text: str
) -> Decisions | None:
    """
    The decisions that an edited text stands for; `None` if it changed what nobody asked.

    Args:
        filled: The decisions before the edit, and what stood in place of those that nobody made.
        text: The whole of it, after the edit.
    """
    regions = _regions(merge, filled)
    new = split_lines(text)
    starts = [0] * len(regions)
    ends = [0] * len(regions)
    touched = [False] * len(regions)
    hunks = list(diff(resolve(merge, list(filled)), text).hunks)
    shift = 0
    for at, (start, end) in enumerate(regions):
        # What was inserted right above a block or right under it does not belong to it.
        while hunks and hunks[0].old_start - 1 < start:
            hunk = hunks.pop(0)
            if hunk.old_end - 1 > start:
                return None
            shift = hunk.new_end - hunk.old_end
        starts[at] = start + shift
        while hunks and (hunks[0].old_start - 1, 0) < (end, int(start == end)):
            hunk = hunks.pop(0)
            if hunk.old_end - 1 > end:
                return None
            shift = hunk.new_end - hunk.old_end
            touched[at] = True
        ends[at] = end + shift
    return tuple(
        Edited("".join(new[starts[at] : ends[at]])) if touched[at] else decision
        for at, decision in enumerate(decisions)
    )


def _regions(merge: Merge, filled: Sequence[Decision]) -> list[tuple[int, int]]:
    """Which lines of the text, counted from 0, stand in the place of each block."""
    regions: list[tuple[int, int]] = []
    at = 0
    for block in merge.blocks:
        if isinstance(block, Agreed):
            at += len(block.lines)
        else:
            lines = chosen_lines(block, filled[len(regions)])
            regions.append((at, at + len(lines)))
            at += len(lines)
    return regions
