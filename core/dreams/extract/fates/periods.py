"""
The periods that rows tell of: what is valid from a day to a day.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.names.cell_names import DATE
from core.dreams.extract.shown.rows import Row

UNTIL: Final = re.compile(
    r"(?i)(?:valid|active|used|current|open|live|in_force)_(?:to|until|till|through)|end(?:ed"
    r"|s)?(?:_(?:date|on))?|expire[ds]?(?:_(?:on|at))?|expiry|until"
)
_BEGINS: Final = re.compile(r"(?:valid_)?(?:from|since|start(?:ed|s)?|begin|begins)(?:_date|_on)?")
_ENDS: Final = re.compile(rf"(?:{UNTIL.pattern.removeprefix('(?i)')}|to|till)")


def period_end(row: Row) -> str:
    """The day on which the period that a row tells of ends, if it tells both its ends."""
    if not any(_BEGINS.fullmatch("_".join(key)) and DATE.match(value) for key, value in row.values):
        return ""
    ends = [
        value[:10]
        for key, value in row.values
        if _ENDS.fullmatch("_".join(key)) and DATE.match(value)
    ]
    return ends[0] if len(ends) == 1 else ""
