"""
What changed between two texts: hunks, applying them, and their rows on a screen or in a patch.

A hunk is one block of consecutive changed lines, without context: the unit that a reviewer accepts
or rejects. Any subset of a diff's hunks can be applied. Which lines count as unchanged is decided
in `core.texts.align`.

Pure. Lines keep their line ends, so that a missing one at the end of a text is a real difference.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from core.text import split_lines
from core.texts.align import align
from core.texts.blocks import Block


@dataclass(frozen=True, slots=True)
class Hunk:
    """Consecutive lines of an old text and what stands in their place in a new one."""

    old_start: int
    """The first old line, counted from 1; an insertion goes before it."""
    old_lines: tuple[str, ...]
    """Empty for an insertion."""
    new_start: int
    """The first new line, counted from 1; what a deletion took out stood before it."""
    new_lines: tuple[str, ...]
    """Empty for a deletion."""

    @property
    def old_end(self) -> int:
        """The old line after the last one."""
        return self.old_start + len(self.old_lines)

    @property
    def new_end(self) -> int:
        """The new line after the last one."""
        return self.new_start + len(self.new_lines)


@dataclass(frozen=True, slots=True)
class Diff:
    """Two texts as lines, and the hunks between them: ordered, with unchanged lines in between."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    hunks: tuple[Hunk, ...]
    capped: str | None
    """Why a hunk may hold lines that did not change, in words for a person."""


class Row(NamedTuple):
    """One row of a diff on a screen. A tuple, since a long diff makes thousands at once."""

    kind: Literal["context", "removed", "added", "gap"]
    old_line: int | None
    """The line's number in the old text, from 1; of a gap, that of its first line."""
    new_line: int | None
    text: str
    """The line without its line end; of a gap, how many lines it stands for."""
    ended: bool = True
    """Whether the line has a line end; without it, two rows may differ in nothing else."""


def diff(old: str, new: str) -> Diff:
    """
    The difference of two texts, with as few changed lines as possible.

    Texts too long for that (see `core.texts.align`) may have a few more, or large hunks and a
    reason.
    """
    old_lines, new_lines = tuple(split_lines(old)), tuple(split_lines(new))
    if old_lines == new_lines:
        return Diff(old_lines, new_lines, (), None)
    blocks, given_up = align(old_lines, new_lines)
    hunks = tuple(
        Hunk(i1 + 1, old_lines[i1:i2], j1 + 1, new_lines[j1:j2]) for i1, i2, j1, j2 in blocks
    )
    return Diff(old_lines, new_lines, hunks, _capped(given_up))


def _capped(given_up: list[Block]) -> str | None:
    if not given_up:
        return None
    i1, i2, j1, j2 = max(given_up, key=lambda part: part.cells)
    shown = "one block" if len(given_up) == 1 else f"{len(given_up)} blocks"
    return f"shown as {shown}: {i2 - i1:,} lines are too many to match with {j2 - j1:,}"


def apply(old: str, hunks: Iterable[Hunk]) -> str:
    """
    The old text with these hunks applied, in any order; insertions at one place stay in theirs.

    Raises:
        ValueError: The text does not have a hunk's old lines there, two hunks overlap, or a line
            without a line end would come before another line.
    """
    lines = split_lines(old)
    result: list[str] = []
    done = 0
    for hunk in sorted(hunks, key=lambda hunk: (hunk.old_start, bool(hunk.old_lines))):
        start, end = hunk.old_start - 1, hunk.old_end - 1
        if start < done:
            raise ValueError(f"Two hunks overlap at line {hunk.old_start}.")
        if start > len(lines) or tuple(lines[start:end]) != hunk.old_lines:
            raise ValueError(f"The text does not have the hunk's lines at line {hunk.old_start}.")
        result += lines[done:start]
        result += hunk.new_lines
        done = end
    result += lines[done:]
    for line in result[:-1]:
        if not line.endswith("\n"):
            raise ValueError(f"A line without a line end would come before another: {line[:40]!r}.")
    return "".join(result)


def stat(diff: Diff) -> tuple[int, int]:
    """How many lines were added and how many removed."""
    return (
        sum(len(hunk.new_lines) for hunk in diff.hunks),
        sum(len(hunk.old_lines) for hunk in diff.hunks),
    )


def rows(diff: Diff, context: int | None = 3) -> list[Row]:
    """
    The diff row by row, with so many unchanged lines around each hunk (`None`: all of them).

    A gap stands for at least two lines: one line takes no more room than its gap.
    """
    near = len(diff.old) if context is None else context
    # The ends of the text have no hunk on their other side, so no context there.
    edge = near if context is None else 0
    result: list[Row] = []
    old_at, new_at, head = 1, 1, edge
    for hunk in diff.hunks:
        result += _unchanged(diff.old, old_at, hunk.old_start, new_at - old_at, head, near)
        result += _changed("removed", hunk.old_start, hunk.old_lines)
        result += _changed("added", hunk.new_start, hunk.new_lines)
        old_at, new_at, head = hunk.old_end, hunk.new_end, near
    result += _unchanged(diff.old, old_at, len(diff.old) + 1, new_at - old_at, head, edge)
    return result


def _changed(
    kind: Literal["removed", "added"], start: int, lines: tuple[str, ...]
) -> Iterator[Row]:
    for number, line in enumerate(lines, start):
        old, new = (number, None) if kind == "removed" else (None, number)
        yield Row(kind, old, new, *_without_end(line))


def _without_end(line: str) -> tuple[str, bool]:
    return (line[:-1], True) if line.endswith("\n") else (line, False)


def _unchanged(
    old: tuple[str, ...], start: int, end: int, shift: int, head: int, tail: int
) -> Iterator[Row]:
    """The lines from `start` to before `end`, with a gap for all but the first and last few."""
    gap_start, gap_end = start + head, end - tail
    if gap_end - gap_start < 2:
        gap_start = gap_end = end
    yield from _context(old, start, gap_start, shift)
    if gap_start < gap_end:
        text = f"{gap_end - gap_start:,} unchanged lines"
        yield Row("gap", gap_start, gap_start + shift, text)
    yield from _context(old, gap_end, end, shift)


def _context(old: tuple[str, ...], start: int, end: int, shift: int) -> Iterator[Row]:
    for number, line in enumerate(old[start - 1 : end - 1], start):
        yield Row("context", number, number + shift, *_without_end(line))


def unified(diff: Diff, old_name: str, new_name: str, context: int = 3) -> Iterator[str]:
    """
    The diff as git writes it, line by line without line ends; nothing if there is no difference.

    The names stand as they are given: `a/notes.md`, or `/dev/null` for a text that is not there.
    """
    if diff.hunks:
        yield f"--- {_patch_name(old_name)}"
        yield f"+++ {_patch_name(new_name)}"
    for group in _groups(diff.hunks, context):
        at = max(1, group[0].old_start - context)
        shift = group[0].new_start - group[0].old_start
        end = min(len(diff.old) + 1, group[-1].old_end + context)
        new_end = group[-1].new_end + end - group[-1].old_end
        yield f"@@ -{_range(at, end)} +{_range(at + shift, new_end)} @@"
        for hunk in group:
            yield from _patch_lines(" ", diff.old[at - 1 : hunk.old_start - 1])
            yield from _patch_lines("-", hunk.old_lines)
            yield from _patch_lines("+", hunk.new_lines)
            at = hunk.old_end
        yield from _patch_lines(" ", diff.old[at - 1 : end - 1])


def _groups(hunks: Iterable[Hunk], context: int) -> Iterator[list[Hunk]]:
    """The hunks that share a heading: their contexts meet."""
    group: list[Hunk] = []
    for hunk in hunks:
        if group and hunk.old_start - group[-1].old_end > 2 * context:
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _patch_name(name: str) -> str:
    # A tab ends a name that has a space in it; otherwise `patch` would read a date there.
    return f"{name}\t" if " " in name else name


def _range(start: int, end: int) -> str:
    """A range of lines in a heading; an empty one is named by the line before it."""
    count = end - start
    if count == 1:
        return str(start)
    return f"{start if count else start - 1},{count}"


def _patch_lines(sign: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"
