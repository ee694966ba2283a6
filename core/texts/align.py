"""
Which lines of two texts stay: the alignment below every diff and blame.

Owns the choice of the matching lines and the limits on that choice. Where a block of changed lines
stands that could slide is `core.texts.blocks`', hunks and all that is shown of them `core.diff`'s.

Pure. The matching is a longest common subsequence while that is cheap. A pair of memories can hold
50,000 one-character lines each, for which it would take a second and 300 MB; beyond a limit the
texts are first cut at lines, then at runs of lines, that occur once in both, and what is still too
large after that is given up as one block.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, compress, count, islice
from operator import ne
from typing import NamedTuple

from core.texts.blocks import Block, settled

MAX_CELLS = 64_000_000
"""
The matrix cells that one alignment may fill: 8,000 lines against as many, after the common ends
and the lines of one side only are left out. A cell is a bit, so this is 8 MB and about 20 ms.
"""

_RUN_WIDTHS = (1, 24)
"""Cut at single lines first. In runs of 8, unrelated texts of one-letter lines meet by chance."""


class Alignment(NamedTuple):
    """The blocks that changed, in order, with at least one unchanged line between two of them."""

    blocks: list[Block]
    given_up: list[Block]
    """The parts that were too large to match; each lies within one block."""


def align(old: Sequence[str], new: Sequence[str]) -> Alignment:
    """The blocks of lines that turn `old` into `new`."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    a, b = _numbered(old[head : len(old) - tail], new[head : len(new) - tail])
    partners, given_up = _match(a, b)
    blocks = [block.moved(head) for block in _blocks(partners, len(b))]
    return Alignment(settled(blocks, old, new), [part.moved(head) for part in given_up])


def _alike(a: Sequence[object], b: Sequence[object]) -> int:
    """How many items two sequences begin with alike."""
    return next(compress(count(), map(ne, a, b)), min(len(a), len(b)))


def _numbered(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """A number for each line, the same for equal lines: numbers compare and hash faster."""
    numbers = dict(zip(dict.fromkeys(chain(old, new)), count(), strict=False))
    return list(map(numbers.__getitem__, old)), list(map(numbers.__getitem__, new))


# Matching. From here to `_blocks`, `partners[i]` is the line of b that line i of a stays as, or -1.


def _match(a: list[int], b: list[int]) -> tuple[list[int], list[Block]]:
    """The partner of each line of a, and the parts given up."""
    # A line that only one side has can match nothing. Leaving it out changes no result, and makes
    # unrelated texts free.
    common = set(a) & set(b)
    a_kept = list(compress(count(), map(common.__contains__, a)))
    b_kept = list(compress(count(), map(common.__contains__, b)))
    found, given_up = _match_kept(
        list(map(a.__getitem__, a_kept)), list(map(b.__getitem__, b_kept))
    )
    partners = [-1] * len(a)
    for i, j in zip(a_kept, found, strict=True):
        if j >= 0:
            partners[i] = b_kept[j]
    return partners, [
        Block(a_kept[i1], a_kept[i2 - 1] + 1, b_kept[j1], b_kept[j2 - 1] + 1)
        for i1, i2, j1, j2 in given_up
    ]


def _match_kept(a: list[int], b: list[int]) -> tuple[list[int], list[Block]]:
    # Imported here so that `import core` does not load it.
    from rapidfuzz.distance import Indel

    partners = [-1] * len(a)
    parts = [Block(0, len(a), 0, len(b))]
    for width in _RUN_WIDTHS:
        if sum(part.cells for part in parts) <= MAX_CELLS:
            break
        parts = [cut for part in parts for cut in _cut(a, b, part, width, partners)]
    cells_left = MAX_CELLS
    given_up = []
    # The smallest first: the limit then costs the fewest places of the texts their detail.
    for part in sorted(parts, key=lambda part: (part.cells, part)):
        i1, i2, j1, j2 = part
        cells_left -= part.cells
        if cells_left < 0:
            given_up.append(part)
        elif part.cells:
            for run in Indel.opcodes(a[i1:i2], b[j1:j2]).as_matching_blocks():
                _stay(partners, i1 + run.a, j1 + run.b, run.size)
    return partners, sorted(given_up)


def _stay(partners: list[int], i: int, j: int, count: int) -> None:
    partners[i : i + count] = range(j, j + count)


def _cut(
    a: list[int], b: list[int], part: Block, width: int, partners: list[int]
) -> Iterator[Block]:
    """Match the part's anchors and the lines around them; yield what is left in between."""
    i1, i2, j1, j2 = part
    anchors = [(i1 + i, j1 + j) for i, j in _anchors(a[i1:i2], b[j1:j2], width)]
    for i, j in [*anchors, (i2, j2)]:
        if i > i1 or j > j1:
            head = _alike(a[i1:i], b[j1:j])
            tail = _alike(a[i1 + head : i][::-1], b[j1 + head : j][::-1])
            _stay(partners, i1, j1, head)
            _stay(partners, i - tail, j - tail, tail)
            yield Block(i1 + head, i - tail, j1 + head, j - tail)
        if i < i2:
            partners[i] = j
        i1, j1 = i + 1, j + 1


def _anchors(a: list[int], b: list[int], width: int) -> list[tuple[int, int]]:
    """Where runs of `width` lines start that occur once in a and once in b, in order in both."""
    # Only every width-th run of a is looked at: an anchor grows into the lines around it anyway.
    a_runs, b_runs = _runs(a, width, step=width), _runs(b, width, step=1)
    single = {run for run, times in Counter(a_runs).items() if times == 1}
    found = [(run, j) for j, run in enumerate(b_runs) if run in single]
    times_found = Counter(run for run, _ in found)
    where = {run: j for run, j in found if times_found[run] == 1}
    pairs = [(i * width, where[run]) for i, run in enumerate(a_runs) if run in where]
    # Until here runs were equal if their hashes are.
    return _longest_increasing([(i, j) for i, j in pairs if a[i : i + width] == b[j : j + width]])


def _runs(numbers: list[int], width: int, step: int) -> list[int]:
    """A hash for every step-th run of lines: tuples of them would need three times the memory."""
    if width == 1:
        return numbers
    columns = (islice(numbers, k, None, step) for k in range(width))
    return list(map(hash, zip(*columns, strict=False)))


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs, already in order of their first, that are also in order of their second."""
    lowest_ends: list[int] = []  # by length: the lowest last second of an ordered choice
    holders: list[int] = []  # which pair that is
    before: list[int] = []  # by pair: the one before it in its choice
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(lowest_ends, j)
        before.append(holders[length - 1] if length else -1)
        lowest_ends[length : length + 1] = [j]
        holders[length : length + 1] = [at]
    chosen = []
    at = holders[-1] if holders else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _blocks(partners: list[int], new_count: int) -> Iterator[Block]:
    """What lies between the lines that stay."""
    i = j = 0
    for old_line, new_line in enumerate(partners):
        if new_line >= 0:
            if old_line > i or new_line > j:
                yield Block(i, old_line, j, new_line)
            i, j = old_line + 1, new_line + 1
    if len(partners) > i or new_count > j:
        yield Block(i, len(partners), j, new_count)
