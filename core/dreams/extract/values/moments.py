"""
Moments as people and programs write them: a date and a time of day, in one of the usual orders.

Pure. A time of day without a date is none, for nothing says which day it means, unless a heading
above it does. A date without a year is of the last year that puts it before the day of the report.
"""

import re
from datetime import date
from typing import Final, NamedTuple

from core.dreams.extract.language.calendar_names import (
    MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)
from core.dreams.extract.values.moment_forms import DAYS, FORMS, HOURS_EAST, KEYED, OF_DAY

DAY_MS: Final = 86_400_000
_IS_POSSIBLE: Final = re.compile(r"\d:[0-5]\d|(?<!\d)(?:1\d{9}|20\d{6}[T_ -]?\d{6})")
_DIGITS_OF_SECONDS: Final = 10
_AGE_DAYS: Final = 800
"""A bare number is a time only if that lies so shortly before the report."""
_LONGEST_HEADING: Final = 60
_MOST_WORDS: Final = 4
"""Words of a heading beside its date."""
_HALF_DAY_MS: Final = DAY_MS // 2
_MONTHS_OF_YEAR: Final = 12
_HALF_DAY: Final = 12
_LAST_HOUR: Final = 23
_OF_CALENDAR: Final = frozenset(
    {*MONTHS, *SHORT_MONTHS, "sept", *WEEKDAYS, *SHORT_WEEKDAYS, "am", "pm"}
)
_FIRST_DAY: Final = date(1970, 1, 1).toordinal()


class Moment(NamedTuple):
    """A moment in a line, and where it is written."""

    at: int
    """Milliseconds since 1970, UTC; a time without a zone is taken as UTC."""
    start: int
    end: int
    form: int = 0
    """Which of the ways to write it; lines of one log have the same."""


def may_have_moments(text: str) -> bool:
    """Whether it is worth while to look for moments; most texts have none."""
    return _IS_POSSIBLE.search(text) is not None


def is_of_calendar(word: str) -> bool:
    """Whether a word is the name of a month, of a day of the week, or of half a day."""
    return word.lower().strip(".,") in _OF_CALENDAR


def first_moment(line: str, today: int | None = None, likely: int = 0) -> Moment | None:
    """
    The first moment in a line.

    Args:
        today: Days from 1970 to the report; None where nobody knows, and then a moment without a
            year, or of digits only, is none.
        likely: The form of the line before, which is looked for first.
    """
    if not may_have_moments(line):
        return None
    best: Moment | None = None
    for form in (likely, *range(len(FORMS))):
        match = FORMS[form].search(line)
        if match is not None and (best is None or match.start() < best.start):
            at = _read(match, today)
            best = best if at is None else Moment(at, match.start(), match.end(), form)
            if best is not None and not may_have_moments(line[: best.start]):
                return best
    if best is None and today is not None and (match := KEYED.search(line)):
        digits, _, part = match["epoch"].partition(".")
        at = int(int(digits) * 10.0 ** (3 + _DIGITS_OF_SECONDS - len(digits)) + _millis(part))
        if -1 <= today - at // DAY_MS <= _AGE_DAYS:
            best = Moment(at, *match.span("epoch"))
    return best


def heading_day(line: str, today: int | None = None) -> int | None:
    """The beginning of the day that a line names and says little else; None if it is none."""
    if len(line) > _LONGEST_HEADING or not any(map(str.isdigit, line)):
        return None
    for form in DAYS:
        match = form.search(line)
        if match is not None:
            rest = f"{line[: match.start()]} {line[match.end() :]}"
            is_heading = len(rest.split()) <= _MOST_WORDS and not any(map(str.isdigit, rest))
            day = _day(match.groupdict(), today, is_american=False) if is_heading else None
            return _begin(day) if day else None
    return None


def moment_of_day(line: str, after: int) -> Moment | None:
    """
    The time of day that a line begins with, on the day of an earlier moment, or on the next one.

    Past midnight the clock goes back by more than half a day.
    """
    match = OF_DAY.match(line)
    of_day = _of_day(match.groupdict()) if match else None
    if match is None or of_day is None:
        return None
    at = after - after % DAY_MS + of_day
    return Moment(at + DAY_MS * (after - at > _HALF_DAY_MS), *match.span())


def _read(match: re.Match[str], today: int | None) -> int | None:
    found = match.groupdict()
    day = _day(found, today, is_american=bool(found.get("half")))
    of_day = _of_day(found)
    if day is None or of_day is None:
        return None
    return _begin(day) + of_day


def _begin(day: date) -> int:
    return (day.toordinal() - _FIRST_DAY) * DAY_MS


def _of_day(found: dict[str, str | None]) -> int | None:
    """Milliseconds since midnight UTC, which may be before it; None if there is no such hour."""
    hour = int(found["hour"] or 0)
    half = (found.get("half") or "").lower()
    if half:
        if not 1 <= hour <= _HALF_DAY:
            return None
        hour = hour % _HALF_DAY + _HALF_DAY * half.startswith("p")
    if hour > _LAST_HOUR:
        return None
    seconds = (hour * 60 + int(found["minute"] or 0)) * 60 + int(found.get("second") or 0)
    return seconds * 1_000 + _millis(found.get("part")) - _offset_ms(found.get("zone") or "")


def _millis(part: str | None) -> int:
    return int((part or "")[:3].ljust(3, "0"))


def _offset_ms(zone: str) -> int:
    if zone[:1] not in {"+", "-"}:
        return HOURS_EAST.get(zone.lower(), 0) * 3_600_000
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return (minutes if zone[0] == "+" else -minutes) * 60_000


def _day(found: dict[str, str | None], today: int | None, *, is_american: bool) -> date | None:
    """The day, in whichever order it is written."""
    if first := found.get("first"):
        day, month = int(first), int(found["other"] or 0)
        # Only one order is possible, or a clock of twelve hours tells where it comes from.
        if month > _MONTHS_OF_YEAR or (is_american and day <= _MONTHS_OF_YEAR):
            day, month = month, day
    else:
        named = found.get("month")
        month = (
            SHORT_MONTHS.index(named[:3].lower()) + 1
            if named
            else int(found.get("m") or found.get("m2") or 0)
        )
        day = int(found["d"] or 0)
    year = found.get("y")
    if year:
        return _date(int(year) + 2000 * (len(year) == len("26")), month, day)
    if today is None:
        return None
    last = date.fromordinal(today + _FIRST_DAY + 1)
    this_year = _date(last.year, month, day)
    is_past = this_year is not None and this_year <= last
    return this_year if is_past else _date(last.year - 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
