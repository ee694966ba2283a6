"""
The column beside a text that says who wrote each line, and how long ago.

Consecutive lines of one version are one block, drawn as a bracket: its first line names the writer,
so that a text of few writers stays calm.
"""

from collections.abc import Sequence
from datetime import datetime

from memtui.backend.memory import Line
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.painted import Parts

WITH_SESSION = 84
"""From this width of the pane on there is room for the session."""

_WITH_NAMES = 60
_SIGN, _AGE, _SESSION = 2, 5, 7


def width(pane: int) -> int:
    """The cells it takes in a pane of so many."""
    return _SIGN + _name(pane) + _AGE + (_SESSION if pane >= WITH_SESSION else 0) + 1


def parts(
    lines: Sequence[Line], item: int, pane: int, now: datetime, *, is_first: bool = True
) -> Parts:
    """The gutter of one line; `is_first` is false on the rows that wrapping added."""
    if item >= len(lines):
        yield " " * width(pane), ""
        return
    before, after = _is_same(lines, item, item - 1), _is_same(lines, item, item + 1)
    yield _sign(before=before or not is_first, after=after), "faint"
    if before or not is_first:
        yield " " * (width(pane) - _SIGN), ""
        return
    version = lines[item].version
    yield fit(visible(figures.who(version), keep=""), _name(pane)), "strong"
    if pane >= WITH_SESSION:
        session = version.created_by.session_id
        yield fit_right(figures.short_id(session) if session else "", _SESSION), "faint"
    yield fit_right(figures.age(version.created_at, now), _AGE) + " ", "dim"


def _name(pane: int) -> int:
    return 12 if pane >= _WITH_NAMES else 9


def _is_same(lines: Sequence[Line], item: int, other: int) -> bool:
    return 0 <= other < len(lines) and lines[other].version.id == lines[item].version.id


def _sign(*, before: bool, after: bool) -> str:
    if before:
        return "│ " if after else "╰ "
    return "╭ " if after else "╶ "
