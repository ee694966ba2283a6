"""
The time of day at which a line of a crontab starts something, or how often, and whether that is
what an entry says. Pure.
"""

import re
from typing import Final, NamedTuple

from core.dreams.extract.shown.cell import Cell
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.values_in import values_in

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


class Cron(NamedTuple):
    """What a crontab says in the place of a value."""

    text: str
    is_same: bool


def cron_of(claim: Claim, cell: Cell) -> Cron | None:
    """What a crontab says of the time of a claim, or of how often something is done."""
    found = None
    if claim.kind == "time":
        found = cron_time(cell.value)
    elif claim.kind == "quantity/time" and claim.lead == "every":
        found = cron_interval(cell.value)
    if found is None:
        return None
    said, text = found
    return Cron(text, any(token.norm == claim.norm for token in values_in(said)))


def another_cron(claim: Claim, cell: Cell) -> str | None:
    """How a crontab says another time of day than a claim."""
    cron = cron_of(claim, cell) if claim.is_set else None
    return cron.text if cron is not None and not cron.is_same else None


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
