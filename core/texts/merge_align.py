"""
Which lines of a base a writer changed: the alignment below a three-way merge.

Two writers conflict when their changes touch, so where a block of changed lines stands decides
whether there is a conflict at all. `core.texts.align` puts it where a reader likes it best. Here it
stands where git puts it, so that a merge is the one that people know from git.

Pure. Git's way is Myers' search from both ends at once, among the lines that are worth comparing.
Texts that would take it too long are left to `core.texts.align`, and then only slid as git slides.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, count

from core.texts.align import align
from core.texts.blocks import Block
from core.texts.myers import search

MAX_STEPS = 500_000
"""
Lines that one search may look at, and places that the blocks of one text may slide by.

About 0.1 s each. A search over 3,000 lines with a hundred changes looks at a tenth of that.
"""

_WINDOW = 100
"""Lines on each side of a frequent one that are looked at for company."""


def changes(old: Sequence[str], new: Sequence[str], share: float = 1) -> list[Block]:
    """
    The blocks that turn `old` into `new`, in order, at least one unchanged line apart.

    `share` is how much of `MAX_STEPS` they may cost: many small texts then cost no more than one.
    """
    max_steps = round(MAX_STEPS * share)
    numbers = dict(zip(dict.fromkeys(chain(old, new)), count(), strict=False))
    a, b = [numbers[line] for line in old], [numbers[line] for line in new]
    pairs = _kept_by_search(a, b, max_steps)
    if pairs is None:
        pairs = _kept_between(align(old, new).blocks, len(old))
    old_kept = [-1, *(i for i, _ in pairs), len(a)]
    new_kept = [-1, *(j for _, j in pairs), len(b)]
    _slide(a, old_kept, new_kept, max_steps)
    _slide(b, new_kept, old_kept, max_steps)
    return list(_blocks_between(old_kept, new_kept))


def _kept_between(blocks: Iterable[Block], old_count: int) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    i = j = 0
    for block in [*blocks, Block(old_count, old_count, 0, 0)]:
        kept += zip(range(i, block.old_start), count(j), strict=False)
        i, j = block.old_end, block.new_end
    return kept


def _blocks_between(old_kept: list[int], new_kept: list[int]) -> Iterator[Block]:
    for at in range(len(old_kept) - 1):
        block = Block(old_kept[at] + 1, old_kept[at + 1], new_kept[at] + 1, new_kept[at + 1])
        if block.old_start < block.old_end or block.new_start < block.new_end:
            yield block


# Searching. A pair says that line i of a stays as line j of b.


def _kept_by_search(a: list[int], b: list[int], max_steps: int) -> list[tuple[int, int]] | None:
    """The lines that stay, in order, or `None` if finding them takes too long."""
    head, shortest = 0, min(len(a), len(b))
    while head < shortest and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shortest - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    a_rows = _worth_comparing(a, b, head, len(a) - tail)
    b_rows = _worth_comparing(b, a, head, len(b) - tail)
    found = search([a[i] for i in a_rows], [b[j] for j in b_rows], max_steps)
    if found is None:
        return None
    return [
        *((i, i) for i in range(head)),
        *((a_rows[i], b_rows[j]) for i, j in found),
        *((len(a) - k, len(b) - k) for k in range(tail, 0, -1)),
    ]


def _worth_comparing(lines: list[int], others: list[int], start: int, end: int) -> list[int]:
    """
    Which lines between start and end the search looks at.

    Not those that the other text does not have, nor a frequent one among many of those: a blank
    line in a rewritten passage is not what the passage has in common with the old one.
    """
    times = Counter(others)
    often = _rough_root(len(lines))
    here = [times[line] for line in lines[start:end]]
    if max(here, default=0) < often:
        return [start + at for at, n in enumerate(here) if n]
    unknown = list(accumulate((not n for n in here), initial=0))
    ordinary = [-1, *(at for at, n in enumerate(here) if 0 < n < often), len(here)]
    kept = []
    for at, n in enumerate(here):
        if n >= often:
            # The lines around it up to the next ordinary ones, all of them frequent or unknown.
            edge = bisect_left(ordinary, at)
            first = max(ordinary[edge - 1] + 1, at - _WINDOW)
            last = min(ordinary[edge] - 1, at + _WINDOW)
            before = unknown[at] - unknown[first]
            after = unknown[last + 1] - unknown[at + 1]
            frequent = last - first - before - after
            # The line itself counts twice, once for each side.
            if before and after and 3 * (frequent + 2) < before + after:
                continue
        if n:
            kept.append(start + at)
    return kept


def _rough_root(number: int) -> int:
    """A power of two near the square root."""
    return 1 << (number.bit_length() + 1) // 2


# Sliding. `kept` are the lines that stay, with one before the first and one after the last: block k
# is what lies between kept[k] and kept[k + 1], often nothing. It slides down when the line after it
# equals its own first line, which then stays instead; it then is the next block, one with whatever
# that was.


def _slide(lines: list[int], kept: list[int], other_kept: list[int], max_steps: int) -> None:
    """
    Move each block of one text as low as it goes, joining those it meets.

    If somewhere on its way it stands beside a block of the other text, it stays at the lowest such
    place: both then are one replacement.
    """
    steps_left = max_steps
    last = len(kept) - 2
    k = 0
    while k <= last and steps_left > 0:
        size = 0
        beside = moved = False
        while size < kept[k + 1] - kept[k] - 1 and steps_left > 0:
            size = kept[k + 1] - kept[k] - 1
            while k > 0 and lines[kept[k]] == lines[kept[k + 1] - 1]:
                k = _slide_up(kept, k)
                steps_left -= 1
            top = k
            beside = other_kept[k + 1] - other_kept[k] > 1
            while k < last and lines[kept[k] + 1] == lines[kept[k + 1]]:
                kept[k + 1] = kept[k] + 1
                k += 1
                beside = beside or other_kept[k + 1] - other_kept[k] > 1
                steps_left -= 1
            moved = k > top
        if moved and beside:
            while other_kept[k + 1] - other_kept[k] == 1:
                k = _slide_up(kept, k)
        k += 1


def _slide_up(kept: list[int], k: int) -> int:
    kept[k] = kept[k + 1] - 1
    return k - 1
