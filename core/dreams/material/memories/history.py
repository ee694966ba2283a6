"""
Whether an entry tells of days that were over before something changed: then it stays as it is.

Pure. `Closing of the Graz warehouse: 2026-08-03 to 2026-08-14` is true of August whatever the
warehouse is called since; `in Graz since 2026-08-03` is true no more.
"""

import re
from typing import Final

from core.dreams.extract.values.days import DAY, MONTH_NAME, days_in
from core.dreams.material.memories.when import tells_of_past

_CLOCK: Final = r"(?:,? (?:at )?\d{1,2}:\d\d(?: ?[A-Z]{2,4})?)?"
_EVENT: Final = re.compile(
    rf"(?i)(?:{DAY}{_CLOCK} ?(?:to|until|through|till|-|\u2013) ?{DAY}|\bbetween {DAY} and {DAY}"
    rf"|\b\w[^:\n]{{2,80}}: (?:on )?{DAY})"
)
"""A period, or a day that is what a label names: `Audit of the Graz warehouse: 2026-05-04`."""
_BYGONE: Final = re.compile(
    r"(?i)\b(?:until|till|up to|before|prior to|in|during|to) (?:early |late |mid-)?"
    rf"(?:(?:{MONTH_NAME}) )?(?P<year>(?:19|20)\d\d)(?![\w-])"
)
"""A year, or a month of one, that bounds what was: `until 2023 the supplier was ...`."""
_STATE: Final = re.compile(
    r"(?i)(?:\b(?:since|as of|as from|from|effective|checked|verified|seen|confirmed|updated"
    rf"|looked|status|state|valid|last)(?: (?:again|on|of|in|at|by))?:? {DAY}(?! ?(?:to|until"
    rf"|through"
    r"|till|-|\u2013) ?\d))"
)
"""So a day dates what is still so: it began then, or was looked at."""


def is_of_before(text: str, changed: str) -> bool:
    """
    Whether a text tells of what was over when something changed.

    Args:
        text: The entry.
        changed: The day of the change, `YYYY-MM-DD`.
    """
    days = [day.iso for day in days_in(text)]
    if not days:
        years = [found["year"] for found in _BYGONE.finditer(text)]
        return bool(years) and max(years) <= changed[:4] and tells_of_past(text)
    if max(days) >= changed or _STATE.search(text):
        return False
    return _EVENT.search(text) is not None or tells_of_past(text)
