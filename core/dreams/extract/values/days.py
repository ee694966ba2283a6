"""
Days as people and programs write them, without a time: `2026-03-01`, `1 March 2026`, `03/01/2026`.

Pure. A day without its year is none, for nothing says which year it means.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from core.dreams.extract.language.calendar_names import MONTH_BEGUN, SHORT_MONTHS, WEEKDAY

_MONTH: Final = rf"(?i:(?P<{{}}>{'|'.join(SHORT_MONTHS)})[a-z]{{{{0,6}}}}\.?)"
_NAME, _FIRST, _ALONE, _CLOCKED = (
    _MONTH.format(name) for name in ("month", "month_first", "month_alone", "month_clocked")
)
_WHOLE: Final = _MONTH.format("month")
DAY: Final = (
    rf"(?:{WEEKDAY},? (?:the )?)?"
    r"(?:\d{4}[-/.][01]?\d[-/.][0-3]?\d|[0-3]?\d[/.][01]?\d[/.]\d{4}|[01]?\d/[0-3]?\d/\d{4}"
    r"|[0-3]?\d(?:st|nd|rd|th|\.)? (?:of )?[a-z]{3,9}\.?,? \d{4}"
    r"|[a-z]{3,9}\.? [0-3]?\d(?:st|nd|rd|th)?,? \d{4}"
    r"|(?:the )?(?:end|close) of [a-z]{3,9}\.? \d{4})(?![\d-])"
)
"""What may be a day, for patterns that ignore case."""
MONTH_NAME: Final = rf"{MONTH_BEGUN}\.?"
"""The name of a month, for patterns that ignore case."""
MONTH: Final = r"(?:[a-z]{3,9}\.? \d{4}(?![\d-]))"
"""What may be a month, for patterns that ignore case."""
_ONLY_MONTH: Final = re.compile(rf"(?<!\w){_WHOLE} (?P<year>\d{{4}})(?![\d-])", re.IGNORECASE)
_DAY: Final = re.compile(
    r"(?<![\w-])(?:(?P<year>\d{4})[-/.](?P<mm>[01]?\d)[-/.](?P<dd>[0-3]?\d)"
    r"|(?P<one>[0-3]?\d)(?P<sign>[/.])(?P<two>[0-3]?\d)(?P=sign)(?P<year_last>\d{4})"
    rf"|(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.)? (?:of )?{_NAME},? (?P<year_named>\d{{4}})"
    rf"|{_FIRST} (?P<day_last>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<year_first>\d{{4}})"
    # `Jan 19 08:51:17 2027 GMT`, as programs write it.
    rf"|{_CLOCKED} {{1,2}}(?P<day_clocked>[0-3]?\d) \d\d:\d\d:\d\d(?: [a-z]{{3,4}})?"
    r" (?P<year_clocked>\d{4})"
    rf"|(?:end|close) of {_ALONE} (?P<year_alone>\d{{4}}))(?![\d-])",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A day in a text."""

    start: int
    end: int
    iso: str


def days_in(text: str) -> Iterator[Day]:
    """The days that a text names; of `03/04/2026` the later reading."""
    for match in _DAY.finditer(text):
        day = _day(match)
        if day is not None:
            yield Day(match.start(), match.end(), day)


def month_ends_in(text: str) -> Iterator[Day]:
    """The last days of the months that a text names with their years: until then lasts a month."""
    for match in _ONLY_MONTH.finditer(text):
        number, year = _number(match["month"]), match["year"]
        last = _iso(year, number, str(calendar.monthrange(int(year) or 1, int(number))[1]))
        if last is not None:
            yield Day(match.start(), match.end(), last)


def _day(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    if found["year"]:
        return _iso(found["year"], found["mm"], found["dd"])
    if found["one"]:
        year, one, two = found["year_last"], found["one"], found["two"]
        # Only with a stroke does anybody write the month first.
        readings = [_iso(year, two, one), _iso(year, one, two) if found["sign"] == "/" else None]
        return max((one for one in readings if one is not None), default=None)
    if found["month"]:
        return _iso(found["year_named"], _number(found["month"]), found["day"])
    if found["month_first"]:
        return _iso(found["year_first"], _number(found["month_first"]), found["day_last"])
    if found["month_clocked"]:
        month = _number(found["month_clocked"])
        return _iso(found["year_clocked"], month, found["day_clocked"])
    month, year = _number(found["month_alone"]), found["year_alone"]
    return _iso(year, month, str(calendar.monthrange(int(year) or 1, int(month))[1]))


def _number(month: str) -> str:
    return str(SHORT_MONTHS.index(month.lower()) + 1)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
