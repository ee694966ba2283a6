"""
The time of day at which a line of a crontab starts something, or how often. Pure.
"""

import re
from typing import Final

_CRON: Final = re.compile(
    r"(?<![\w*/,-])([0-5]?\d) ([01]?\d|2[0-3]) (?:\*|[\d,/*-]{1,12}|L) (?:\*|[\w,/*-]{1,12})"
    r" (?:\*|[\w,/*-]{1,12})(?![\w*/])"
)
"""Five fields of which the first two are one minute and one hour: once a day at most."""

_OFTEN: Final = re.compile(
    r"(?<![\w*/,-])(?:\*/(?P<minutes>\d{1,2}) \*|[0-5]?\d \*(?:/(?P<hours>\d{1,2}))?)"
    r" \* \* \*(?![\w*/])"
)
"""Five fields of which the first or the second counts, on every day."""


def cron_interval(text: str) -> tuple[str, str] | None:
    """How often a line of a crontab starts something, as a quantity, and how it says so."""
    found = _OFTEN.search(text)
    if found is None:
        return None
    often = f"{found['minutes']} min" if found["minutes"] else f"{found['hours'] or 1} h"
    return often, found[0]


def cron_time(text: str) -> tuple[str, str] | None:
    """The time of day at which a line of a crontab starts something, and how it says so."""
    found = _CRON.search(text)
    return (f"{int(found[2]):02}:{int(found[1]):02}", found[0].strip()) if found else None
