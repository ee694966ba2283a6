"""
The forms in which people and programs write moments: dates, times of day, zones, digits.

Patterns.
"""

import re
from typing import Final

from core.dreams.extract.language.calendar_names import MONTH, SHORT_WEEKDAYS

HOURS_EAST: Final = {
    zone: int(hours)
    for line in (
        "0 z utc gmt wet",
        "1 bst cet west",
        "2 cest eet",
        "3 eest msk",
        "8 sgt",
        "9 jst kst",
        "10 aest",
        "11 aedt",
        "12 nzst",
        "13 nzdt",
        "-4 edt",
        "-5 est cdt",
        "-6 mdt",
        "-7 mst pdt",
        "-8 pst",
    )
    for hours, *zones in (line.split(),)
    for zone in zones
}
"""Names of zones that mean one thing; what may be of two continents is left out."""
_WEEKDAY: Final = rf"(?:(?:{'|'.join(SHORT_WEEKDAYS)})[a-z]{{0,6}}\.?,?[ ]{{1,2}})?"
_MONTH: Final = rf"(?P<month>{MONTH})\.?"
_OF_MONTH: Final = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_CLOCK: Final = (
    r"(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"(?:[ ]?(?P<half>[ap]\.?m\b\.?))?"
    rf"(?:[ ]?(?P<zone>(?:{'|'.join(sorted(HOURS_EAST, key=len, reverse=True))})\b"
    r"|(?:\+(?:0\d|1[0-4]):?(?:00|30|45)|-(?:0\d|1[0-2]):?[03]0)(?!\d)))?(?!\d|:\d)"
)
_THEN: Final = r"(?:[ ]?[T_;,|:][ ]?|\t|[ ]{1,4}(?:at[ ]|\|[ ]{1,4})?)"
"""What stands between a date and its time of day."""
_DATES: Final = (
    rf"{_YEAR}(?P<sep>[-/.])(?P<m>[01]?\d)(?P=sep)(?P<d>[0-3]?\d)",
    rf"{_OF_MONTH}\.?[ /-]{_MONTH},?[ /-]{_YEAR}",
    r"(?P<first>[0-3]?\d)(?P<sep>[-/.])(?P<other>[0-3]?\d)(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?!\d)",
    rf"{_MONTH}[ ]{{1,2}}{_OF_MONTH},?[ ]{_YEAR}",
)
_YEARLESS: Final = (rf"{_MONTH}[ ]{{1,2}}{_OF_MONTH}", rf"{_OF_MONTH}[ ]{_MONTH}")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w.-]){_WEEKDAY}{pattern}")


FORMS: Final = (
    *(_compiled(day + _THEN + _CLOCK) for day in _DATES),
    # `Tue Mar  3 07:26:24 2026` and `07:26 on 3 March 2026`.
    _compiled(rf"{_YEARLESS[0]}[ ]{_CLOCK}[ ]{_YEAR}"),
    *(_compiled(rf"{_CLOCK},?[ ](?:on[ ])?(?:the[ ])?{_WEEKDAY}{day}") for day in _DATES),
    *(_compiled(rf"{day},?[ ]{{1,2}}(?:at[ ])?{_CLOCK}") for day in _YEARLESS),
    # `20260303T072624Z`, and the same without its letter.
    re.compile(
        r"(?<![\w.-])(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)[T_ -]?(?P<hour>[0-2]\d)(?P<colon>:?)"
        r"(?P<minute>[0-5]\d)(?P=colon)(?P<second>[0-5]\d)(?:[.,](?P<part>\d{1,9}))?"
        r"(?P<zone>Z|[+-]\d\d:?\d\d)?(?![\w-])"
    ),
    # `03-03 07:26:24.001` and `W0303 07:26:24.001` begin the lines of some loggers.
    re.compile(
        rf"(?i)^(?:(?P<m>[01]\d)-|[iwefd](?=\d{{4}} )(?P<m2>[01]\d))(?P<d>[0-3]\d) {_CLOCK}"
    ),
)
"""A date with a time of day."""
DAYS: Final = tuple(_compiled(rf"{day}(?![\w:])") for day in (*_DATES, *_YEARLESS))
"""A date alone."""
OF_DAY: Final = re.compile(rf"(?i)^[\W_]{{0,4}}{_CLOCK}(?![\w%])")
"""A time of day at the beginning of a line."""
KEYED: Final = re.compile(
    r"(?i)(?:^\W{0,3}|\b(?:ts|t|at|time|when|epoch|audit|[a-z_]*(?:timestamp|_ts|_time|_at))"
    r"[\"']?\s{0,2}[=:(]\s{0,2}[\"']?)"
    r"(?P<epoch>1\d{9}(?:\.\d{1,9})?|1\d{12}|1\d{15}|1\d{18})(?![\w.-])"
)
"""Seconds since 1970, or thousandths, millionths, billionths of them, where a time is expected."""
