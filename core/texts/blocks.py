"""
Blocks of changed lines, and where one stands that could slide.

When the line after an insertion equals its first line, it may as well stand one lower. Of all such
places a block takes the one where a reader likes it best; two that can meet are made one. Pure.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MAX_SLIDE = 100
"""Positions a block is weighed at, counted from the lowest; more is a run of identical lines."""


class Block(NamedTuple):
    """Changed lines: `old[old_start:old_end]` became `new[new_start:new_end]`, counted from 0."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def one_sided(self) -> bool:
        """Whether it only inserts or only deletes; only such a block can slide."""
        return self.old_start == self.old_end or self.new_start == self.new_end

    @property
    def cells(self) -> int:
        """The size of the matrix that matching its two sides fills."""
        return (self.old_end - self.old_start) * (self.new_end - self.new_start)

    def moved(self, by: int) -> "Block":
        """The same block `by` lines lower on both sides."""
        return Block(*(edge + by for edge in self))


def settled(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Blocks, in order, where a person would have put them."""
    blocks = _joined_upwards(_joined_downwards(blocks, old, new), old, new)
    return list(_placed(blocks, old, new))


# Each function looks at a line between two blocks at most once, so all of it is linear.


def _room(block: Block, old: Sequence[str], new: Sequence[str], limit: int, *, up: bool) -> int:
    """How many lines up or down a one-sided block can slide, at most `limit`."""
    deletes = block.new_start == block.new_end
    lines = old if deletes else new
    start, end = block[:2] if deletes else block[2:]
    first, last, step = (start - 1, end - 1, -1) if up else (start, end, 1)
    room = 0
    while room < limit and lines[first + room * step] == lines[last + room * step]:
        room += 1
    return room


def _joined_downwards(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The blocks, with one that can slide down onto a one-sided next one made one with it."""
    # Never onto a replacement: an inserted entry and an edit of the entry below it are two changes
    # to whoever reviews them.
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and last.one_sided and block.one_sided:
            gap = block.old_start - last.old_end
            if _room(last, old, new, gap, up=False) == gap:
                i, _, j, _ = last.moved(gap)
                joined[-1] = Block(i, block.old_end, j, block.new_end)
                continue
        joined.append(block)
    return joined


def _joined_upwards(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The mirror image of `_joined_downwards`."""
    joined: list[Block] = []
    for block in reversed(blocks):
        following = joined[-1] if joined else None
        if following and following.one_sided and block.one_sided:
            gap = following.old_start - block.old_end
            if _room(following, old, new, gap, up=True) == gap:
                _, i, _, j = following.moved(-gap)
                joined[-1] = Block(block.old_start, i, block.new_start, j)
                continue
        joined.append(block)
    return joined[::-1]


def _placed(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Each block that can slide where a person would have put it."""
    above = -1  # the old line that the block must stay below
    for at, block in enumerate(blocks):
        placed = block
        if block.one_sided:
            last = at + 1 == len(blocks)
            below = len(old) if last else blocks[at + 1].old_start - 1
            lowest = block.moved(_room(block, old, new, below - block.old_end, up=False))
            up = _room(lowest, old, new, min(lowest.old_start - above - 1, _MAX_SLIDE), up=True)
            deletes = lowest.new_start == lowest.new_end
            lines, start = (old, lowest.old_start) if deletes else (new, lowest.new_start)
            placed = lowest.moved(
                -min(range(up + 1), key=lambda higher: _awkwardness(lines, start - higher))
            )
        above = placed.old_end
        yield placed


def _awkwardness(lines: Sequence[str], start: int) -> tuple[bool, bool, bool, int]:
    """How little the line at `start` looks like the start of something; the lower the better."""
    first = lines[start]
    body = first.lstrip()
    after_blank = start > 0 and not lines[start - 1].strip()
    begins_section = first.startswith(("#", "---"))
    return not begins_section, not after_blank, not body, len(first) - len(body)
