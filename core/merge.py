"""
Three-way merge by lines: what two writers made of one base, in one text, or where they conflict.

Pure. The outcome is that of `git merge-file`. Changes that touch or overlap conflict, unless they
are the same change; of a conflict only the lines that differ between the two stay one; conflicts
are one when hardly anything stands between them. Which lines a writer changed is decided in
`core.merge_align`.

Lines keep their line ends: text with CRLF comes through byte for byte, and a missing line end at
the end of a text is a difference like any other.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, assert_never

from core.align import Block as Changed
from core.merge_align import changes
from core.text import split_lines

_JOINED_MAX = 3
"""Conflicts with no more lines in between are one; a person would have to read them as one."""

_WORDS = re.compile(r"[0-9A-Za-z]")
"""Lines without any of these, such as brackets, do not keep conflicts apart, however many."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Lines of the result that nobody has to decide on."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflicted:
    """Lines of the base that the two writers changed in different ways."""

    base_start: int
    """The first base line, counted from 1; without base lines, both inserted before it."""
    base_lines: tuple[str, ...]
    """Short of lines that both changed alike: those are agreed, beside or between conflicts."""
    theirs_start: int
    theirs_lines: tuple[str, ...]
    mine_start: int
    mine_lines: tuple[str, ...]
    marked_start: int
    """The line of the first marker in the marked text."""
    line_end: str
    """What the markers end with, and a last line that has no line end of its own."""

    def marked(self) -> tuple[str, ...]:
        """The lines of the conflict in the marked text, with the markers."""
        end = self.line_end
        return (
            f"<<<<<<< mine{end}",
            *_ended(self.mine_lines, end),
            f"======={end}",
            *_ended(self.theirs_lines, end),
            f">>>>>>> theirs{end}",
        )


Block = Agreed | Conflicted


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome of a merge."""

    text: str
    """The result if it is clean, else the result with git's markers around each conflict."""
    blocks: tuple[Block, ...]
    """All of the result, in order; no two agreed blocks in a row, and none of them empty."""

    @property
    def clean(self) -> bool:
        """Whether there is no conflict."""
        return not self.conflicts

    @property
    def conflicts(self) -> tuple[Conflicted, ...]:
        """The blocks to decide on, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Conflicted))


class Choice(StrEnum):
    """Whose lines stand in the place of a conflict."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    """Mine, then theirs."""
    BOTH_THEIRS_FIRST = "both_theirs_first"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Edited:
    """A text of one's own in the place of a conflict."""

    text: str


def merge3(base: str, theirs: str, mine: str) -> Merge:
    """The base with the changes of both writers."""
    texts = _Texts(*(tuple(split_lines(text)) for text in (base, theirs, mine)))
    blocks = tuple(_blocks(texts, _joined(texts, _parts(texts))))
    lines = (block.lines if isinstance(block, Agreed) else block.marked() for block in blocks)
    return Merge("".join(line for part in lines for line in part), blocks)


def resolve(merge: Merge, choices: Sequence[Choice | Edited]) -> str:
    """
    The text with one choice made for each conflict, in order.

    A last line without a line end gets one where another line follows it.

    Raises:
        ValueError: There are more or fewer choices than conflicts.
    """
    conflicts = len(merge.conflicts)
    if len(choices) != conflicts:
        raise ValueError(f"{conflicts} conflicts need {conflicts} choices, not {len(choices)}.")
    left = iter(choices)
    result: list[str] = []
    line_end = "\n"
    for block in merge.blocks:
        pieces: tuple[tuple[str, ...], ...]
        if isinstance(block, Agreed):
            pieces = (block.lines,)
        else:
            pieces, line_end = _chosen(block, next(left)), block.line_end
        for piece in pieces:
            if piece and result and not result[-1].endswith("\n"):
                result.append(line_end)
            result += piece
    return "".join(result)


def take(merge: Merge, choice: Choice) -> str:
    """The text with the same choice made for all conflicts."""
    return resolve(merge, [choice] * len(merge.conflicts))


def _chosen(block: Conflicted, choice: Choice | Edited) -> tuple[tuple[str, ...], ...]:
    match choice:
        case Edited(text):
            return (tuple(split_lines(text)),)
        case Choice.MINE:
            return (block.mine_lines,)
        case Choice.THEIRS:
            return (block.theirs_lines,)
        case Choice.BOTH:
            return block.mine_lines, block.theirs_lines
        case Choice.BOTH_THEIRS_FIRST:
            return block.theirs_lines, block.mine_lines
        case Choice.BASE:
            return (block.base_lines,)
    assert_never(choice)


def _ended(lines: tuple[str, ...], line_end: str) -> tuple[str, ...]:
    """The lines with a line end at the end of the last one."""
    if not lines or lines[-1].endswith("\n"):
        return lines
    return (*lines[:-1], lines[-1] + line_end)


# Merging. A part is what one of the writers or both changed, as ranges of lines counted from 0.
# What lies between two parts is the same in all three texts, or was changed alike.


class _Texts(NamedTuple):
    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]


class _Part(NamedTuple):
    outcome: Literal["theirs", "mine", "conflict"]
    base: range
    theirs: range
    mine: range


class _Side(NamedTuple):
    """What one writer did in a region of the base."""

    changes: list[Changed]
    lines: range
    """What stands there now."""


def _parts(texts: _Texts) -> Iterator[_Part]:
    """The parts in order, without those where both made the very same change."""
    their_changes, my_changes = changes(texts.base, texts.theirs), changes(texts.base, texts.mine)
    regions = _regions([*their_changes, *my_changes])
    for base, theirs, mine in zip(
        regions, _sides(their_changes, regions), _sides(my_changes, regions), strict=True
    ):
        if not mine.changes:
            yield _Part("theirs", base, theirs.lines, mine.lines)
        elif not theirs.changes:
            yield _Part("mine", base, theirs.lines, mine.lines)
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


def _same_change(texts: _Texts, theirs: _Side, mine: _Side) -> bool:
    return (
        len(theirs.changes) == len(mine.changes) == 1
        and theirs.changes[0][:2] == mine.changes[0][:2]
        and _of(texts.theirs, theirs.lines) == _of(texts.mine, mine.lines)
    )


def _of(lines: tuple[str, ...], part: range) -> tuple[str, ...]:
    return lines[part.start : part.stop]


def _differing(texts: _Texts, base: range, theirs: _Side, mine: _Side) -> Iterator[_Part]:
    """The conflicts of a region, without the lines that both sides have there."""
    if not theirs.lines or not mine.lines:
        yield _Part("conflict", base, theirs.lines, mine.lines)
        return
    share = (len(mine.lines) + len(theirs.lines)) / (len(texts.mine) + len(texts.theirs))
    blocks = changes(_of(texts.mine, mine.lines), _of(texts.theirs, theirs.lines), share)
    if not blocks:
        yield _Part("mine", base, theirs.lines, mine.lines)
        return
    my_start, their_start = mine.lines.start, theirs.lines.start
    my_parts = [range(my_start + i1, my_start + i2) for i1, i2, _, _ in blocks]
    their_parts = [range(their_start + j1, their_start + j2) for _, _, j1, j2 in blocks]
    base_parts = _base_parts(base, ((theirs, their_parts), (mine, my_parts)))
    for found in zip(base_parts, their_parts, my_parts, strict=True):
        yield _Part("conflict", *found)


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


def _joined(texts: _Texts, parts: Iterable[_Part]) -> Iterator[_Part]:
    """The parts, with conflicts that have too little between them made one."""
    last: _Part | None = None
    for part in parts:
        if last and last.outcome == part.outcome == "conflict":
            between = texts.mine[last.mine.stop : part.mine.start]
            # Lines added above by one and below by the other make equal sides: still a conflict.
            if len(between) <= _JOINED_MAX or not _WORDS.search("".join(between)):
                both = zip(last[1:], part[1:], strict=True)
                last = _Part("conflict", *(range(a.start, b.stop) for a, b in both))
                continue
        if last:
            yield last
        last = part
    if last:
        yield last


# Putting the result together.


def _blocks(texts: _Texts, parts: Iterable[_Part]) -> Iterator[Block]:
    agreed: list[str] = []
    at, marked_start = 0, 1
    for part in parts:
        agreed += texts.mine[at : part.mine.start]
        at = part.mine.stop
        match part.outcome:
            case "mine":
                agreed += _of(texts.mine, part.mine)
            case "theirs":
                agreed += _of(texts.theirs, part.theirs)
            case "conflict":
                if agreed:
                    yield Agreed(tuple(agreed))
                marked_start += len(agreed)
                agreed = []
                conflict = _conflicted(texts, part, marked_start)
                yield conflict
                marked_start += len(conflict.marked())
            case _:
                assert_never(part.outcome)
    agreed += texts.mine[at:]
    if agreed:
        yield Agreed(tuple(agreed))


def _conflicted(texts: _Texts, part: _Part, marked_start: int) -> Conflicted:
    return Conflicted(
        part.base.start + 1,
        _of(texts.base, part.base),
        part.theirs.start + 1,
        _of(texts.theirs, part.theirs),
        part.mine.start + 1,
        _of(texts.mine, part.mine),
        marked_start,
        _line_end(texts, part),
    )


def _line_end(texts: _Texts, part: _Part) -> str:
    """CRLF if the base begins with it and neither text has LF alone above the conflict."""
    above = (
        _ends_with_crlf(texts.mine, max(part.mine.start - 1, 0)),
        _ends_with_crlf(texts.theirs, max(part.theirs.start - 1, 0)),
    )
    return "\r\n" if _ends_with_crlf(texts.base, 0) and False not in above else "\n"


def _ends_with_crlf(lines: tuple[str, ...], at: int) -> bool | None:
    """Of a line without a line end, what the line before it ends with; `None` without any."""
    ended = [line for line in lines[max(at - 1, 0) : at + 1] if line.endswith("\n")]
    return ended[-1].endswith("\r\n") if ended else None
