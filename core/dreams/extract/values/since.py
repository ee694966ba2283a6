"""
Since when a record says that it is so: `since 2026-11-01` beside a name.

Pure. Only a record of its own may say it; of several together, nobody knows which it is of.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from core.dreams.extract.values.days import DAY

_SINCE: Final = re.compile(
    rf"(?i)\s{{0,8}}[\"'(]?(?:since|valid[ _]from|in[ _](?:office|force)[ _]since|effective"
    rf"(?:[ _]from)?|as of)[\"']?\s{{0,12}}[:=]?\s{{0,12}}[\"']?{DAY}[\"'),]{{0,3}}\s{{0,4}}\Z"
)
_MOST_LINES: Final = 12


def since_line(holds: str, lines: Sequence[str]) -> str:
    """The line of a record that names the day since when a value in it is so; empty if none."""
    places = [at for at, line in enumerate(lines) if holds in line]
    if len(places) != 1:
        return ""
    above = list(takewhile(str.strip, reversed(lines[: places[0]])))
    below = list(takewhile(str.strip, lines[places[0] + 1 :]))
    found = [" ".join(one.split()) for one in (*above, *below) if _SINCE.match(one)]
    return found[0] if len(found) == 1 and len(above) + len(below) < _MOST_LINES else ""
