"""
Who wrote which line: the newest text of a history, line by line, with the version behind each.

Pure. A version is whatever the caller's history is made of. A line counts as written again when the
difference to the version before has it among its changed lines, so a line that moved is new in its
new place. Line ends do not count: whoever appends to a text that ends without one has not written
the line above.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.text import split_lines
from core.texts.align import align

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Blamed(Generic[V]):
    """One line of the newest text and the version that last changed it."""

    line: int
    """Its number, from 1."""
    text: str
    """Without its line end."""
    version: V


def blame(history: Iterable[tuple[V, str]]) -> tuple[Blamed[V], ...]:
    """Each line of the last text of a history, given oldest first; no text has no lines."""
    lines: list[str] = []
    writers: list[V] = []
    for version, text in history:
        newer = [line.removesuffix("\n") for line in split_lines(text)]
        # From the end, so that the numbers of the blocks before stay true.
        for block in reversed(align(lines, newer).blocks):
            count = block.new_end - block.new_start
            writers[block.old_start : block.old_end] = [version] * count
        lines = newer
    return tuple(
        Blamed(number, line, writer)
        for number, (line, writer) in enumerate(zip(lines, writers, strict=True), 1)
    )
