"""
A memory as lines without their line ends, and pieces of it replaced by others.

Pure. Only LF ends a line; a CR before it belongs to the line, so that text with CRLF comes through
byte for byte. Whether the last line is ended belongs to the file and not to any line of it: then
lines may come and go at the end in any order, and no two of them ever run together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


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
        return "\n".join(self.lines) + ("\n" if self.is_ended or not self.lines[-1] else "")

    def having(self, lines: Iterable[str]) -> "Lines":
        """Other lines in the same file."""
        return Lines(tuple(lines), self.is_ended)


def lines_of(text: str) -> Lines:
    """The lines of a text."""
    if not text:
        return Lines(())
    if text.endswith("\n"):
        return Lines(tuple(text[:-1].split("\n")))
    return Lines(tuple(text.split("\n")), is_ended=False)


def has_crlf(lines: Sequence[str]) -> bool:
    """Whether lines of a file that has these end with CRLF; a file says so with its first line."""
    return bool(lines) and lines[0].endswith("\r")


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
