"""
Which row of a list stands for what another row of it was: the same label, and in force.

Pure. `T-ENG-04, Engagement letter, withdrawn` is followed by `T-ENG-05, Engagement letter, in
force`. Two hosts of one role are no such rows: the label has to be what the thing is called, or,
for people, what they do.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from core.dreams.extract.names.likeness import Name
from core.dreams.extract.names.named import of_kind
from core.dreams.extract.shown.rows import Key, Row
from core.dreams.extract.values.days import days_in
from core.transcripts.fields import words

_CALLED: Final = words("name title label subject description purpose document what topic meaning")
_DOES: Final = words("role position function job post office duty responsibility")
"""What a person does; of machines several do the same."""
_MARKS: Final = words(
    "code id number no nr ref reference key version form template document sheet policy rule"
    " edition"
    " file article clause tariff"
)
"""Columns of what one thing of that name has after the other; machines of a name are several."""
_STATES: Final = words("status state condition lifecycle phase stage validity")
_STARTS: Final = frozenset(
    {("since",), ("from",), ("start",), ("valid", "from"), ("started",), ("starts",), ("begin",)}
)
_IN_FORCE: Final = re.compile(
    r"(?i)\W*(?:(?:is |now )?(?:in (?:force|use|effect)|current(?:ly valid)?|valid|active|live"
    r"|effective|published|approved))\b(?! (?:until|till|to|from)\b)(?!.*\b(?:not|no|until"
    r"|planned)\b)"
)
_ASIDE: Final = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_OVERLAP: Final = timedelta(days=62)
"""Who follows may be shown how it is done."""
_LONGEST: Final = 200


def heir_of(name: str, row: Row, rows: Sequence[Row]) -> tuple[str, str] | None:
    """
    What is in force in place of a thing that is over, and the day since when, if that is told.

    Args:
        name: The thing.
        row: The one that says that it is over.
        rows: All of the list; it has to name exactly one that can be meant.
    """
    key = next((key for key, value in row.values if _bare(value) == name.lower()), None)
    label = _label(name, row, key)
    if key is None or not label:
        return None
    found = {
        (heir.text, _start(other))
        for other in rows
        if other is not row and _label(name, other, key) == label
        if (heir := _named(name, key, other)) is not None and _follows(other, row)
    }
    return found.pop() if len(found) == 1 else None


def _named(name: str, key: Key, row: Row) -> Name | None:
    value = next((value for one, value in row.values if one == key), "")
    new = of_kind(name, value)
    return new if new is not None and new.text.lower() == _bare(value) else None


def _follows(row: Row, over: Row) -> bool:
    """Whether a row says that its thing is in force, or began when the other one ended."""
    states = [value for key, value in row.values if _STATES & set(key)]
    start, end = _start(row), max(_days(over) - {_start(over)}, default="")
    if any(_ASIDE.search(value) for _, value in row.values) or not all(
        map(_IN_FORCE.match, states)
    ):
        return False
    if not start or not end:
        return bool(states) and start >= _start(over)
    return date.fromisoformat(start) >= date.fromisoformat(end) - _OVERLAP


def _label(name: str, row: Row, key: Key | None) -> str:
    """What the thing of a row is called, or does if it is a person."""
    is_person = " " in name and name[:1].isupper() and name[-1:].isalpha()
    keys = _CALLED | _DOES if is_person else _CALLED if _MARKS & set(key or ()) else frozenset()
    found = [value for one, value in row.values if one != key and keys & set(one)]
    return _bare(found[0]) if len(found) == 1 and len(found[0]) > 2 else ""


def _start(row: Row) -> str:
    days = (_day(value) for key, value in row.values if key in _STARTS)
    return next(filter(None, days), "")


def _days(row: Row) -> set[str]:
    return {day.iso for _, value in row.values for day in days_in(value[:_LONGEST])}


def _day(value: str) -> str:
    return next((day.iso for day in days_in(value[:_LONGEST])), "")


def _bare(value: str) -> str:
    """A cell without remarks in brackets, signs and capitals."""
    return " ".join(_ASIDE.sub("", value).strip(" `\"'").lower().split())
