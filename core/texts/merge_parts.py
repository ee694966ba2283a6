"""
The parts of three texts: what one of two writers or both changed of a base, and how.

Pure. A part is a range of lines of each text, counted from 0. What lies between two parts is the
same in all three texts, or was changed alike.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from core.texts.blocks import Block as Changed
from core.texts.merge_align import changes

_JOINED_MAX = 3
"""Conflicts with no more lines in between are one; a person would have to read them as one."""


_WORDS = re.compile(r"[0-9A-Za-z]")
"""Lines without any of these, such as brackets, do not keep conflicts apart, however many."""


class Texts(NamedTuple):
    """The lines of the three."""

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]


class Part(NamedTuple):
    """One part, and whose it is."""

    outcome: Literal["theirs", "mine", "conflict"]
    base: range
    theirs: range
    mine: range


class _Side(NamedTuple):
    """What one writer did in a region of the base."""

    changes: list[Changed]
    lines: range
    """What stands there now."""


def parts_of(texts: Texts) -> Iterator[Part]:
    """The parts in order, without those where both made the very same change."""
    their_changes, my_changes = changes(texts.base, texts.theirs), changes(texts.base, texts.mine)
    regions = _regions([*their_changes, *my_changes])
    for base, theirs, mine in zip(
        regions, _sides(their_changes, regions), _sides(my_changes, regions), strict=True
    ):
        if not mine.changes:
            yield Part("theirs", base, theirs.lines, mine.lines)
        elif not theirs.changes:
            yield Part("mine", base, theirs.lines, mine.lines)
        elif not _same_change(texts, theirs, mine):
            yield from _differing(texts, base, theirs, mine)


def _regions(made: Iterable[Changed]) -> list[range]:
    """The changed parts of the base; those that touch or overlap are one."""
    regions: list[range] = []
    for change in sorted(made):
        start, end = change.old_start, change.old_end
        if regions and start <= regions[-1].stop:
            start, end = regions[-1].start, max(end, regions[-1].stop)
            regions.pop()
        regions.append(range(start, end))
    return regions


def _sides(made: list[Changed], regions: list[range]) -> Iterator[_Side]:
    """What one writer did in each region."""
    at = ahead = 0  # the next change; how many lines the writer's text is ahead of the base there
    for region in regions:
        first, start = at, region.start + ahead
        while at < len(made) and made[at].old_start <= region.stop:
            ahead = made[at].new_end - made[at].old_end
            at += 1
        yield _Side(made[first:at], range(start, region.stop + ahead))


def _same_change(texts: Texts, theirs: _Side, mine: _Side) -> bool:
    return (
        len(theirs.changes) == len(mine.changes) == 1
        and theirs.changes[0][:2] == mine.changes[0][:2]
        and lines_of(texts.theirs, theirs.lines) == lines_of(texts.mine, mine.lines)
    )


def lines_of(lines: tuple[str, ...], part: range) -> tuple[str, ...]:
    """The lines of a text in a part."""
    return lines[part.start : part.stop]


def _differing(texts: Texts, base: range, theirs: _Side, mine: _Side) -> Iterator[Part]:
    """The conflicts of a region, without the lines that both sides have there."""
    if not theirs.lines or not mine.lines:
        yield Part("conflict", base, theirs.lines, mine.lines)
        return
    share = (len(mine.lines) + len(theirs.lines)) / (len(texts.mine) + len(texts.theirs))
    blocks = changes(lines_of(texts.mine, mine.lines), lines_of(texts.theirs, theirs.lines), share)
    if not blocks:
        yield Part("mine", base, theirs.lines, mine.lines)
        return
    my_start, their_start = mine.lines.start, theirs.lines.start
    my_parts = [range(my_start + i1, my_start + i2) for i1, i2, _, _ in blocks]
    their_parts = [range(their_start + j1, their_start + j2) for _, _, j1, j2 in blocks]
    base_parts = _base_parts(base, ((theirs, their_parts), (mine, my_parts)))
    for found in zip(base_parts, their_parts, my_parts, strict=True):
        yield Part("conflict", *found)


def _base_parts(base: range, sides: Sequence[tuple[_Side, list[range]]]) -> Iterator[range]:
    """
    The base lines of each conflict in a region: those between the lines that both sides have.

    When both sides wrote the same lines anew, the base has nothing there, and the base lines around
    that place go with the conflict above it.
    """
    kept = [
        (*_kept(base, side), [*parts, range(side.lines.stop, side.lines.stop)])
        for side, parts in sides
    ]
    start = base.start
    for at in range(-1, len(sides[0][1])):
        between: list[int] = []
        below = base.stop
        for base_lines, lines, parts in kept:
            first = bisect_left(lines, parts[at].stop) if at >= 0 else 0
            last = bisect_left(lines, parts[at + 1].start)
            between += base_lines[first:last]
            below = min([below, *base_lines[last : last + 1]])
        if at >= 0:
            end = max(start, min(between, default=below))
            yield range(start, end)
            start = end
        start = max([start, *(line + 1 for line in between)])


def _kept(base: range, side: _Side) -> tuple[list[int], list[int]]:
    """The base lines in a region that a writer left, and where they stand now."""
    base_lines: list[int] = []
    lines: list[int] = []
    i, j = base.start, side.lines.start
    for old_start, old_end, new_start, new_end in side.changes:
        base_lines += range(i, old_start)
        lines += range(j, new_start)
        i, j = old_end, new_end
    return [*base_lines, *range(i, base.stop)], [*lines, *range(j, side.lines.stop)]


def joined(texts: Texts, parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, with conflicts that have too little between them made one."""
    last: Part | None = None
    for part in parts:
        if last and last.outcome == part.outcome == "conflict":
            between = texts.mine[last.mine.stop : part.mine.start]
            # Lines added above by one and below by the other make equal sides: still a conflict.
            if len(between) <= _JOINED_MAX or not _WORDS.search("".join(between)):
                both = zip(last[1:], part[1:], strict=True)
                last = Part("conflict", *(range(a.start, b.stop) for a, b in both))
                continue
        if last:
            yield last
        last = part
    if last:
        yield last
