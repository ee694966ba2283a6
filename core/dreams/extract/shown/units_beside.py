"""
Units that stand beside the values they are of, under a name of their own.

Pure. `{"amount": 30, "currency": "EUR"}` and `limit='50' ccy='EUR'` tell of euros.
"""

import re
from collections.abc import Iterable
from typing import Final

from core.dreams.extract.values.quantities import is_unit, unit_in
from core.transcripts.fields import words

_KEYS: Final = words("unit units uom currency ccy")
_NUMBER: Final = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?\Z")


def unit_beside(pairs: Iterable[tuple[str, str]]) -> str:
    """The unit that one of some names gives for the values beside it; empty without one."""
    found = {
        value.strip()
        for key, value in pairs
        if key.lower() in _KEYS and is_unit(value.strip().lower())
    }
    return found.pop() if len(found) == 1 else ""


def with_unit(key: str, value: str, unit: str) -> str:
    """What a value is called, with its unit if that stands elsewhere: `amount [EUR]`."""
    is_bare = _NUMBER.match(value.strip()) is not None and not unit_in(key)
    return f"{key} [{unit}]" if unit and is_bare else key
