"""
What stays in the first line when it is narrow. Pure.

The program, whether it is live, the keys of the modes, and how much needs a person always stay.
What is left of the line goes, in the order of `Extra`, to whatever still fits in it.
"""

from collections.abc import Mapping
from enum import StrEnum


class Extra(StrEnum):
    """What gives way, the last of these first."""

    AGENT = "agent"
    """The agent that is looked at."""
    UTC = "utc"
    """Times are not those of here."""
    NAMES = "names"
    """What the modes are called."""
    PLACE = "place"
    """The memory or whatever the cursor is on, if a part of it is left that can be read."""
    RATE = "rate"
    """Writes a minute."""
    WORKSPACE = "workspace"
    ALARM = "alarm"
    """What the worst alarm is about; else only how many there are."""


def kept(room: int, widths: Mapping[Extra, int]) -> frozenset[Extra]:
    """
    What fits into so many cells.

    Args:
        room: What is left beside that which always stays.
        widths: How many more cells each takes; what there is nothing to say of is not in it.
    """
    chosen = set()
    for extra in Extra:
        if extra in widths and widths[extra] <= room:
            chosen.add(extra)
            room -= widths[extra]
    return frozenset(chosen)
