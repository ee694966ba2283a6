"""
The lines of results that may say what became of something, found once for all the names.

Pure. A store asks about thousands of names, and most lines say nothing of an end.
"""

from collections.abc import Iterator
from typing import NamedTuple

from core.dreams.extract.fates.fates import Statement, may_state, statement_on
from core.dreams.material.testimony.testimony import Result


class _Line(NamedTuple):
    """A line that may say so, between its neighbours."""

    low: str
    text: str
    before: str
    after: str


class Stating:
    """These lines, by result."""

    def __init__(self) -> None:
        self._lines: dict[int, tuple[_Line, ...]] = {}

    def on(self, name: str, result: Result) -> Iterator[Statement]:
        """What single lines of a result state about a name."""
        if result.order not in self._lines:
            self._lines[result.order] = tuple(_stating(result.lines))
        low = name.lower()
        for line in self._lines[result.order]:
            if low in line.low:
                statement = statement_on(name, line.text, line.after, line.before)
                if statement is not None:
                    yield statement


def _stating(lines: tuple[str, ...]) -> Iterator[_Line]:
    around = ("", *lines, "")
    able = [may_state(line) for line in around]
    for at, line in enumerate(lines, 1):
        # A label may say it together with the next line.
        if able[at] or able[at + 1]:
            yield _Line(line.lower(), line, around[at - 1], around[at + 1])
