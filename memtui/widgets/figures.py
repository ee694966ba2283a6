"""
Ages, sizes and short ids in the few cells that a list has for them. Pure: the caller
gives the time.
"""

from datetime import datetime, timedelta

from core.changes import Change
from core.records.versions import Version

FRESH = timedelta(seconds=10)
"""How long a change counts as live."""


def age(then: datetime, now: datetime) -> str:
    """How long ago, in at most four cells: `now`, `40s`, `5m`, `3h`, `12d`, `9w`, `2y`."""
    seconds = (now - then).total_seconds()
    if seconds < 10:
        return "now"
    if seconds < 60:
        # Steps of ten, so that a quiet screen does not flicker.
        return f"{int(seconds) // 10 * 10}s"
    for unit, length, end in _UNITS:
        if seconds < end:
            return f"{int(seconds // length)}{unit}"
    return f"{int(seconds // _YEAR)}y"


_YEAR = 365.25 * 86400
_UNITS = (
    ("m", 60, 3600),
    ("h", 3600, 86400),
    ("d", 86400, 30 * 86400),
    ("w", 7 * 86400, _YEAR),
)


def ago(then: datetime, now: datetime) -> str:
    """An age as a part of a sentence."""
    text = age(then, now)
    return "just now" if text == "now" else f"{text} ago"


def size(count: int) -> str:
    """A number of bytes in at most five cells: `812`, `1.4k`, `97k`, `2.1M`."""
    if count < 1000:
        return str(count)
    for unit in "kMG":
        scaled = count / 1000 ** (" kMG".index(unit))
        if scaled < 9.95:
            return f"{scaled:.1f}{unit}"
        if scaled < 999.5:
            return f"{scaled:.0f}{unit}"
    return f"{count / 1000**4:.0f}T"


def delta(change: int) -> str:
    """A difference of sizes with its sign."""
    if change == 0:
        return "±0"
    return f"{'+' if change > 0 else '-'}{size(abs(change))}"


def counted(number: int, one: str, more: str) -> str:
    """A number of things, in words."""
    return f"{number:,} {one if number == 1 else more}"


def short_id(full: str) -> str:
    """The end of an id: it is random there, while the beginnings are times and look alike."""
    return full.rpartition("_")[2][-5:]


def who(written: Change | Version) -> str:
    """Who did it, as a person calls them: the agent's name, else the user or key."""
    return written.agent or written.created_by.id
