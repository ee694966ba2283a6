"""
Tables whose columns are ruled below their names: each group of dashes begins where its column does.

Pure. What stands in such a column may hold blanks or be missing; only its place tells whose it is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from core.dreams.extract.shown.cell import Cell
from core.dreams.extract.shown.tables import row_cells

_RULE: Final = re.compile(r" {0,40}-+(?: +-+){1,40} *\Z")
_GROUP: Final = re.compile(r"-+")


def ruled_end(lines: Sequence[str], at: int) -> int:
    """Behind the last row of the table whose header is a line; its place if it is no header."""
    if at + 1 >= len(lines) or _RULE.match(lines[at + 1]) is None or not lines[at].strip():
        return at
    starts = _starts(lines[at + 1])
    if not _fits(lines[at], starts) or not all(_cut(lines[at], starts)):
        return at
    end = at + 2
    while end < len(lines) and lines[end].strip() and _fits(lines[end], starts):
        end += 1
    return end if end > at + 2 else at


def in_ruled(lines: Sequence[str]) -> Iterator[Cell]:
    """The cells of such a table."""
    starts = _starts(lines[1])
    names = _cut(lines[0], starts)
    for line in lines[2:]:
        yield from row_cells(zip(names, _cut(line, starts), strict=True), line)


def _starts(rule: str) -> list[int]:
    return [group.start() for group in _GROUP.finditer(rule)]


def _fits(line: str, starts: Sequence[int]) -> bool:
    """Whether nothing of a line stands across two columns."""
    return "\t" not in line and all(line[start - 1 : start] in {"", " "} for start in starts[1:])


def _cut(line: str, starts: Sequence[int]) -> list[str]:
    bounds = pairwise([0, *starts[1:], len(line) + starts[-1]])
    return [line[start:end].strip() for start, end in bounds]
