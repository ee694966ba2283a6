"""
Three-way merge by lines: what two writers made of one base, in one text, or where they conflict.

Pure. The outcome is that of `git merge-file`. Changes that touch or overlap conflict, unless they
are the same change; of a conflict only the lines that differ between the two stay one; conflicts
are one when hardly anything stands between them. Which lines a writer changed is decided in
`core.texts.merge_align`, and what that means for the other in `core.texts.merge_parts`.

Lines keep their line ends: text with CRLF comes through byte for byte, and a missing line end at
the end of a text is a difference like any other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from core.text import split_lines
from core.texts.merge_parts import Part, Texts, joined, lines_of, parts_of


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
    texts = Texts(*(tuple(split_lines(text)) for text in (base, theirs, mine)))
    blocks = tuple(_blocks(texts, joined(texts, parts_of(texts))))
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


# Putting the result together.


def _blocks(texts: Texts, parts: Iterable[Part]) -> Iterator[Block]:
    agreed: list[str] = []
    at, marked_start = 0, 1
    for part in parts:
        agreed += texts.mine[at : part.mine.start]
        at = part.mine.stop
        match part.outcome:
            case "mine":
                agreed += lines_of(texts.mine, part.mine)
            case "theirs":
                agreed += lines_of(texts.theirs, part.theirs)
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


def _conflicted(texts: Texts, part: Part, marked_start: int) -> Conflicted:
    return Conflicted(
        part.base.start + 1,
        lines_of(texts.base, part.base),
        part.theirs.start + 1,
        lines_of(texts.theirs, part.theirs),
        part.mine.start + 1,
        lines_of(texts.mine, part.mine),
        marked_start,
        _line_end(texts, part),
    )


def _line_end(texts: Texts, part: Part) -> str:
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
