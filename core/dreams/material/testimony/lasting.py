"""
Whether what a result says of a thing holds for good, and not for the shift, week or leave it is of.

Pure. The line itself tells it, a title over it, or another line of the record in which it stands.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from core.dreams.extract.fates.fates import Statement
from core.dreams.extract.fates.stand_ins import is_of_a_while, is_only_away
from core.dreams.material.testimony.testimony import Result

_TITLE: Final = re.compile(r"\s{0,8}(?:[#=*-]{1,6} .{1,60}|[^\n]{1,60}:)\s{0,4}\Z")
_FIELD: Final = re.compile(r"\s{0,12}[\"']?[A-Za-z][\w -]{0,30}[\"']?\s{0,12}[:=]\s")
_MOST_AROUND: Final = 12
"""Lines of a record; a longer one is a list of many."""


def is_lasting(statement: Statement, result: Result) -> bool:
    """Whether a statement tells of a change that is to stay."""
    said = f"{statement.line}\n{statement.beside}".strip()
    if statement.new is None:
        return not is_only_away(statement.old, said)
    around = "\n".join(_around(statement.line, result.lines))
    return not is_of_a_while(statement.old, said, around, result.command)


def _around(line: str, lines: Sequence[str]) -> list[str]:
    """The titles over a line in its paragraph, and the other fields of its record."""
    at = next((at for at, one in enumerate(lines) if one.strip() == line.strip()), None)
    if at is None:
        return []
    above = list(takewhile(str.strip, reversed(lines[:at])))[:_MOST_AROUND]
    below = list(takewhile(str.strip, lines[at + 1 :]))[:_MOST_AROUND]
    titles = [one for one in above if _TITLE.fullmatch(one)]
    is_record = _FIELD.match(line) and len(above) + len(below) < _MOST_AROUND
    return [*titles, *(one for one in (*above, *below) if is_record and _FIELD.match(one))]
