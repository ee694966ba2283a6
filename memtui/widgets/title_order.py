"""
What stays in the first line when it is narrow. Pure.

Whether it is live, and how much needs a person, always stay. What is left of the line goes to the
rest in the order of `Extra`, and nothing comes in where something before it gave way: what is
missing then says how narrow the line is, and not what happened to be short enough.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Extra(StrEnum):
    """What gives way, the last of these first."""

    KEYS = "keys"
    """The keys of the modes, and what the one in front is called."""
    BRAND = "brand"
    """The program."""
    AGENT = "agent"
    """The agent that is looked at."""
    UTC = "utc"
    """Times are not those of here."""
    NAMES = "names"
    """What the other modes are called, each by itself."""
    PLACE = "place"
    """The memory or whatever the cursor is on, if a part of it is left that can be read."""
    RATE = "rate"
    """Writes a minute."""
    WORKSPACE = "workspace"
    ALARM = "alarm"
    """What the worst alarm is about; else only how many there are."""


def kept(room: int, widths: Mapping[Extra, Sequence[int]]) -> dict[Extra, int]:
    """
    How many parts of each fit into so many cells, from the first on.

    Args:
        room: What is left beside that which always stays.
        widths: How many more cells each part takes; what there is nothing to say of is not in it.
    """
    stays: dict[Extra, int] = {}
    for extra in Extra:
        for count, width in enumerate(widths.get(extra, ()), 1):
            if width > room:
                return stays
            stays[extra] = count
            room -= width
    return stays
