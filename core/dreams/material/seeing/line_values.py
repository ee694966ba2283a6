"""
The values in a line that a tool prints, whatever stands beside them.

Pure. A bare number under a name in milliseconds is a time, `2.17.0` shows release 2.17 too, and a
line of a crontab, or `PT30M`, says how often or how long.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from core.dreams.extract.shown.cell import Cell
from core.dreams.extract.values.quantities import normal_quantity, unit_in
from core.dreams.material.seeing.crontab import cron_interval
from core.dreams.material.seeing.values_in import kind_of_value, values_in

_BARE: Final = re.compile(r"\d+(?:\.\d+)?")
_LASTING: Final = re.compile(
    r"\bP(?:(?P<days>\d{1,4})D)?(?:T(?=\d)(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,5})M)?)?"
    r"(?<=[DHM])\b"
)
"""`PT30M`, as calendars and rules write how long something lasts."""
_HOURS_MS: Final = 3_600_000
_MINUTES_MS: Final = 60_000


class LineValue(NamedTuple):
    """A value as a line has it."""

    kind: str
    norm: str
    text: str
    """As it stands there."""


def line_values(text: str, cells: Sequence[Cell]) -> Iterator[LineValue]:
    """
    The values in a line.

    Args:
        text: The line.
        cells: The values in it that are called something.
    """
    for token in values_in(text):
        kind = kind_of_value(token)
        yield LineValue(kind, token.norm, token.text)
        if kind == "version":
            parts = token.norm.split(".")
            # 2 is too little to tell a release by.
            for size in range(2, len(parts)):
                yield LineValue(kind, ".".join(parts[:size]), token.text)
    often = cron_interval(text)
    if often is not None:
        said, written = often
        for token in values_in(said):
            yield LineValue(kind_of_value(token), token.norm, written)
    yield from map(_lasting, _LASTING.finditer(text))
    for cell in cells:
        value, unit = cell.value.strip("\"' "), unit_in(cell.key)
        norm = normal_quantity(f"{value} {unit}") if unit and _BARE.fullmatch(value) else ""
        if norm:
            yield LineValue(f"quantity/{norm.partition(':')[0]}", norm, value)


def _lasting(found: re.Match[str]) -> LineValue:
    days, hours, minutes = (int(one or 0) for one in found.group("days", "hours", "minutes"))
    ms = (24 * days + hours) * _HOURS_MS + minutes * _MINUTES_MS
    return LineValue("quantity/time", f"time:{ms:.12g}", found[0])
