"""
Moments as people and programs write them: a date and a time of day, in one of the usual orders.

Pure. A time without a date is none, for nothing says which day it means.
"""

import re
from datetime import UTC, datetime
from typing import Final

_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_MONTH: Final = rf"(?i:({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?)"
_CLOCK: Final = (
    r"([0-2]?\d):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?"
    r"\s?(Z\b|UTC|GMT|[+-]\d\d:?\d\d)?(?!\d|:\d)"
)
MOMENT: Final = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<ymd>(\d{4})[-/.]([01]?\d)[-/.]([0-3]?\d)(?:[T ]|, | at ))"
    rf"|(?P<dmy>([0-3]?\d)(?:[./ -]([01]?\d)[./ -]|\.? ?[ /-]{_MONTH}[ /-])"
    r"(\d{4})(?:[ :]|, | at ))"
    rf"|(?P<mdy>{_MONTH} ([0-3]?\d),? (\d{{4}})(?: |, | at ))"
    rf"){_CLOCK}"
)
"""A date with a time of day: `2026-03-01T07:26:24Z`, `1 Mar 2026 07:26`, `01.03.2026 07:26:24`."""


def moment_ms(match: re.Match[str]) -> int | None:
    """Milliseconds since 1970, UTC; a time without a zone is taken as UTC; None if it is none."""
    year, month, day = _date(match)
    hour, minute, second, fraction, zone = match.groups()[-5:]
    try:
        moment = datetime(year, month, day, int(hour), int(minute), int(second or 0), tzinfo=UTC)
    except ValueError:
        return None
    millis = int((fraction or "0")[:3].ljust(3, "0"))
    offset = 0
    if zone and zone[0] in "+-":
        sign = 1 if zone[0] == "+" else -1
        offset = sign * (int(zone[1:3]) * 60 + int(zone[-2:]))
    return int(moment.timestamp() * 1000) + millis - offset * 60_000


def _date(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day, in whichever order they are written; a day stands before its month."""
    groups = match.groups()
    if match["ymd"]:
        return int(groups[1]), int(groups[2]), int(groups[3])
    if match["dmy"]:
        month = int(groups[6]) if groups[6] else _MONTHS.index(groups[7].lower()) + 1
        return int(groups[8]), month, int(groups[5])
    return int(groups[12]), _MONTHS.index(groups[10].lower()) + 1, int(groups[11])
