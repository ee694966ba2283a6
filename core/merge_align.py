"""
Which lines of a base a writer changed: the alignment below a three-way merge.

Two writers conflict when their changes touch, so where a block of changed lines stands decides
whether there is a conflict at all. `core.align` puts it where a reader likes it best. Here it
stands where git puts it, so that a merge is the one that people know from git.

Pure. Git's way is Myers' search from both ends at once, among the lines that are worth comparing.
Texts that would take it too long are left to `core.align`, and then only slid as git slides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, count

from core.align import Block, align

MAX_STEPS = 1_000_000
"""Lines that one search may look at, and places that one text's blocks may slide by: 0.1 s each."""

_FREQUENT_MAX = 1024
_WINDOW = 100
"""Lines on each side of a frequent one that are looked at for company."""

_NOWHERE = 1 << 60


def changes(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The blocks that turn `old` into `new`, in order, at least one unchanged line apart."""
    numbers = dict(zip(dict.fromkeys(chain(old, new)), count(), strict=False))
    a, b = [numbers[line] for line in old], [numbers[line] for line in new]
    pairs = _kept_by_search(a, b)
    if pairs is None:
        pairs = _kept_between(align(old, new).blocks, len(old))
    old_kept = [-1, *(i for i, _ in pairs), len(a)]
    new_kept = [-1, *(j for _, j in pairs), len(b)]
    _slide(a, old_kept, new_kept)
    _slide(b, new_kept, old_kept)
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


def _kept_by_search(a: list[int], b: list[int]) -> list[tuple[int, int]] | None:
    """The lines that stay, in order, or `None` if finding them takes too long."""
    head, shortest = 0, min(len(a), len(b))
    while head < shortest and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shortest - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    a_rows = _worth_comparing(a, b, head, len(a) - tail)
    b_rows = _worth_comparing(b, a, head, len(b) - tail)
    found = _Search([a[i] for i in a_rows], [b[j] for j in b_rows]).run()
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
    frequent = min(_rough_root(len(lines)), _FREQUENT_MAX)
    here = [times[line] for line in lines[start:end]]
    if max(here, default=0) < frequent:
        return [start + at for at, n in enumerate(here) if n]
    unknown = list(accumulate((not n for n in here), initial=0))
    # From where, and up to where, there are only unknown and frequent lines around each line.
    since = list(accumulate(range(len(here)), lambda first, at: _run(here, frequent, first, at)))
    until = _mirrored(here, frequent)
    kept = []
    for at, n in enumerate(here):
        if n >= frequent:
            first, last = max(since[at], at - _WINDOW), min(until[at], at + _WINDOW)
            before = unknown[at] - unknown[first]
            after = unknown[last + 1] - unknown[at + 1]
            company = before + after
            # The line itself counts twice, once for each side.
            if before and after and 3 * (last - first - company + 2) < company:
                continue
        if n:
            kept.append(start + at)
    return kept
