"""
A memory as lines without their LF, and pieces of it replaced by others.

Pure. Only LF ends a line; the CR of a CRLF stays with its line, so that text with CRLF, or with
both, comes through byte for byte. Nobody is shown that CR (`bare`), and nobody has to give it:
`fitted` gives new lines the ends of their place. Whether the last line is ended belongs to the file
and not to any line of it: then lines may come and go at the end in any order, and no two of them
ever run together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.texts.align import align

_CR = "\r"


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one text."""

    lines: tuple[str, ...]
    is_ended: bool = True
    """The last line has a line end; so has a text without lines, for those to come."""

    @property
    def text(self) -> str:
        """The text again. A last line that is empty is always ended: else it would be none."""
        if not self.lines:
            return ""
        text = "\n".join(self.lines)
        if self.is_ended or not bare(self.lines[-1]):
            return f"{text}\n"
        return text.removesuffix(_CR)

    def having(self, lines: Iterable[str]) -> "Lines":
        """Other lines in the same file."""
        return Lines(tuple(lines), self.is_ended)


def lines_of(text: str) -> Lines:
    """The lines of a text."""
    if not text:
        return Lines(())
    if text.endswith("\n"):
        return Lines(tuple(text[:-1].split("\n")))
    lines = text.split("\n")
    # It has no end yet. What comes after it gives it one: that of the line above. A CR that stands
    # there by itself is text, and stays so with one more behind it.
    if lines[-1].endswith(_CR) or (len(lines) > 1 and lines[-2].endswith(_CR)):
        lines[-1] += _CR
    return Lines(tuple(lines), is_ended=False)


def bare(line: str) -> str:
    """A line as it is shown: without the CR of its line end."""
    return line.removesuffix(_CR)


def bared(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines as they are shown."""
    return tuple(map(bare, lines))


def fitted(old: Sequence[str], new: Iterable[str], beside: str) -> tuple[str, ...]:
    """
    Lines with the line ends of those in whose place they come.

    What stands among the old ones already is the same to the byte. What is new ends as the line
    whose place it takes, or else as the one before it.

    Args:
        old: The lines that are replaced, with the ends that they have.
        new: With any line ends; those do not count.
        beside: A line that ends as new ones do that come before all old ones.
    """
    found: list[str] = []
    new = bared(new)
    at = 0
    for block in align(bared(old), new).blocks:
        found += old[at : block.old_start]
        at = block.old_end
        for number in range(block.new_start, block.new_end):
            like = block.old_start + number - block.new_start
            model = old[like] if like < block.old_end else found[-1] if found else beside
            found.append(f"{new[number]}{_CR}" if model.endswith(_CR) else new[number])
    return (*found, *old[at:])


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that come in the place of others."""

    start: int
    """Counted from 1; an insertion goes before that line."""
    old: tuple[str, ...]
    new: tuple[str, ...]
    rank: tuple[int, ...] = ()
    """The order of those that start at one line."""

    @property
    def end(self) -> int:
        """The line after the last one that is replaced."""
        return self.start + len(self.old)


class Misfit(ValueError):
    """The lines of a piece are not where it says, or two pieces overlap."""


def replace(lines: Sequence[str], pieces: Iterable[Piece]) -> list[str]:
    """
    The lines with these pieces replaced.

    Raises:
        Misfit: A piece does not fit.
    """
    result: list[str] = []
    done = 0
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.rank)):
        first, after = piece.start - 1, piece.end - 1
        if first < done:
            raise Misfit(f"Two changes overlap at line {piece.start}.")
        if first > len(lines) or tuple(lines[first:after]) != piece.old:
            raise Misfit(f"The lines to change are not at line {piece.start}.")
        result += lines[done:first]
        result += piece.new
        done = after
    return [*result, *lines[done:]]
