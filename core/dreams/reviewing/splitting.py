"""
Cutting one hunk into smaller ones that can be decided one by one.

Pure and always the same, so that the parts of a hunk keep their ids. A replacement is cut between
its pairs: an old line and the new one that it became. Lines that only come or only go are cut into
the blocks that blank lines make, and such a block into its lines. Accepting every part is accepting
the hunk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.dreams.proposal import Op
from core.errors import InvalidRequest

MIN_LIKENESS = 0.5
"""An old and a new line that have less in common are not two states of one line."""

MAX_CELLS = 40_000
"""Old lines times new lines, beyond which no pairs are looked for."""


class NotSplittable(InvalidRequest):
    """There is nothing in the hunk to decide apart; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One part of a hunk, by its lines counted from 0: `old[old_start:old_end]` and so on."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def cuts(op: Op, old: Sequence[str], new: Sequence[str]) -> tuple[Cut, ...]:
    """
    The parts of a hunk, at least two.

    Raises:
        NotSplittable: It has only one.
    """
    if op is Op.RENAME or op is Op.DELETE:
        raise NotSplittable("A file moves or goes as a whole, so this hunk cannot be split.")
    if not old or not new:
        parts = [
            Cut(0, 0, start, end) if not old else Cut(start, end, 0, 0)
            for start, end in _blocks(old or new)
        ]
    else:
        parts = _between_pairs(old, new)
    if len(parts) < 2:
        raise NotSplittable("The hunk is one line, so there is nothing to split.")
    return tuple(parts)


def _blocks(lines: Sequence[str]) -> list[tuple[int, int]]:
    """What blank lines separate, each with the blank lines after it; else line by line."""
    starts = [
        at
        for at, line in enumerate(lines)
        if line.strip() and (at == 0 or not lines[at - 1].strip())
    ]
    if len(starts) > 1:
        return list(pairwise([0, *starts[1:], len(lines)]))
    return [(at, at + 1) for at in range(len(lines))]


def _between_pairs(old: Sequence[str], new: Sequence[str]) -> list[Cut]:
    pairs = _pairs(old, new)
    if not pairs:
        # Nothing became something else: the old lines may go or stay, and the new ones may come.
        return [Cut(0, len(old), 0, 0), Cut(len(old), len(old), 0, len(new))]
    edges = [(0, 0), *pairs[1:], (len(old), len(new))]
    parts = [Cut(i1, i2, j1, j2) for (i1, j1), (i2, j2) in pairwise(edges)]
    if len(parts) == 1 and (len(old) > 1 or len(new) > 1):
        i, j = pairs[0]
        around = [
            Cut(0, i, 0, j),
            Cut(i, i + 1, j, j + 1),
            Cut(i + 1, len(old), j + 1, len(new)),
        ]
        parts = [
            cut for cut in around if cut.old_end > cut.old_start or cut.new_end > cut.new_start
        ]
    return parts


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Old and new lines that belong together, in order: as alike as possible in sum."""
    if len(old) * len(new) > MAX_CELLS:
        return []
    # Imported here so that reading a review does not load it.
    from rapidfuzz.fuzz import ratio

    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[ratio(line, other) / 100 for other in new] for line in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = best[i + 1][j + 1] + like[i][j] if like[i][j] >= MIN_LIKENESS else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if like[i][j] >= MIN_LIKENESS and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
