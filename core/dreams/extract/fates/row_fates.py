"""
Statements that rows of keys with values make about what became of a thing.

Pure.
"""

from collections.abc import Sequence
from typing import Final

from core.dreams.extract.fates.fates import Fate, Statement
from core.dreams.extract.fates.heirs import heir_of
from core.dreams.extract.fates.periods import period_end
from core.dreams.extract.fates.states import Turn, turn_of
from core.dreams.extract.shown.rows import Row

_LONGEST: Final = 600


def row_statement(name: str, rows: Sequence[Row], lines: Sequence[str]) -> Statement | None:
    """What rows state about a name, if anything."""
    for row in rows:
        turn = turn_of(name, row)
        line = _line_with(name, lines)
        end = period_end(row) if turn is None else ""
        if not line or (turn is None and not end):
            continue
        turn = turn or Turn(None, until=end)
        heir = heir_of(name, row, rows) if turn.new is None else None
        if heir is None and end:
            continue
        if heir is not None:
            new, since = heir
            until, beside = max(turn.until, since), _line_with(new, lines)
            return Statement(Fate.RENAMED, name, new, line, turn.about, until, beside=beside)
        fate = Fate.GONE if turn.new is None else Fate.RENAMED
        fate = Fate.LIKELY if turn.is_idle else fate
        return Statement(fate, name, turn.new, line, turn.about, turn.until)
    return None


def _line_with(name: str, lines: Sequence[str]) -> str:
    low = name.lower()
    return next((line[:_LONGEST] for line in lines if low in line.lower()), "")
