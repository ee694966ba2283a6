"""
The lines of results, with what the values in them are called.

Pure.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.language.lexicon import key_roots
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.shown.holding import holding
from core.dreams.material.testimony.looking import shows_how_it_is
from core.dreams.material.testimony.testimony import Result

_LONGEST: Final = 400
_MOST_KEYED: Final = 60
"""Quotes of an answer that are looked for in each of its lines: `{"a": 1}` in one line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a result."""

    result: Result
    text: str
    about: frozenset[str]
    """Roots of its words, and of what its values are called."""
    cells: tuple[Cell, ...]
    """The values in it that are called something."""

    @property
    def whole(self) -> Cell:
        """All of it as one value."""
        return Cell("", self.about, self.text, self.text, is_prose=True)


def lines_of(result: Result) -> Iterator[Line]:
    """The lines of a result that shows how things are; those of another one are none."""
    if result.has_failed or not shows_how_it_is(result.command):
        return
    keyed: dict[str, list[Cell]] = defaultdict(list)
    for cell in result.cells:
        if cell.key and not cell.is_prose:
            keyed[cell.quote.strip()].append(cell)
    for raw in holding("\n".join(result.lines)).split("\n"):
        text = raw.strip()
        if text and len(text) <= _LONGEST:
            cells = tuple(keyed.get(text, ()))
            if not cells and len(keyed) <= _MOST_KEYED:
                cells = tuple(one for quote, some in keyed.items() if quote in text for one in some)
            about = roots_in(text) | key_roots(text)
            about = about.union(*(one.about | one.section for one in cells))
            yield Line(result, text, about, cells)
