"""
The entries of a memory: the pieces that say one thing each, and the headings above them.

Pure. How a memory is cut into them is told in `cutting`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from core.dreams.material.memories.notes import without_notes

ITEM: Final = re.compile(r"([ \t]{0,12})([-*+]|\d{1,9}[.)])(?:[ \t]++(?:\[([ xX])\][ \t]++)?|\Z)")
"""The indent and the bullet of an item, with the box of a task."""
_NO_MARK: Final = re.compile(r"(?!)")
_BULLET: Final = re.compile(r"\A(?:[-*+]|\d{1,9}[.)])[ \t]++")


class Shape(StrEnum):
    """What an entry is in its Markdown."""

    ITEM = "item"
    STEP = "step"
    """An item of a numbered list: it belongs to its procedure and is left where it is."""
    PARAGRAPH = "paragraph"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"
    FRONT_MATTER = "front_matter"
    COMMENT = "comment"


PROSE: Final = frozenset({Shape.ITEM, Shape.PARAGRAPH})
"""Entries that may be merged, rewritten or removed by themselves."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the line it stands at."""

    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Entry:
    """One entry of a memory."""

    path: str
    start: int
    """Counted from 1."""
    lines: tuple[str, ...]
    """Exactly as they stand, without line ends."""
    shape: Shape
    trail: tuple[Heading, ...]
    """The headings above it, outermost first."""
    box: str = ""
    """Of a task: ` ` or `x`."""

    @property
    def end(self) -> int:
        """The last line, included."""
        return self.start + len(self.lines) - 1

    @property
    def key(self) -> tuple[str, int]:
        """Where it stands: no two entries share it, and it sorts."""
        return self.path, self.start

    @property
    def marker(self) -> str:
        """The indent and bullet of an item; empty for a paragraph."""
        match = ITEM.match(self.lines[0]) if self.shape in {Shape.ITEM, Shape.STEP} else None
        return match[0] if match else ""

    def __hash__(self) -> int:
        return hash(self.key)

    @cached_property
    def text(self) -> str:
        """What it says, without bullets and without what dreams noted on it; one line."""
        return without_notes(self.said)

    @cached_property
    def said(self) -> str:
        """What it says, on one line, with the notes of dreams."""
        first = self.lines[0][len(self.marker) :]
        # In a paragraph no line begins with the mark of a list; see `cutting`.
        mark = _NO_MARK if self.shape is Shape.PARAGRAPH else _BULLET
        rest = (mark.sub("", line.strip()) for line in self.lines[1:])
        return " ".join(part for part in (first.strip(), *rest) if part)
