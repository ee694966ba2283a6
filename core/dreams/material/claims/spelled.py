"""
Times whose number is written in words: "the last six days" are 144 hours.

Pure.
"""

from typing import Final

from core.dreams.extract.language.senses import Placed
from core.dreams.material.claims.settings import are_close

_UNITS: Final = frozenset({"hour", "day", "week", "month", "year"})
"""Who writes "two seconds" means few."""
_ROUGHLY: Final = frozenset({"to", "about", "around", "some"})


def unit_behind(part: tuple[Placed, ...], at: int) -> str:
    """The unit behind a number in words; empty if there is none, or it is a rough one."""
    if at + 1 >= len(part) or not part[at].token.text.isalpha():
        return ""
    after = part[at + 1].token.text
    is_rough = at > 0 and part[at - 1].token.text.lower() in _ROUGHLY
    is_unit = after.lower().removesuffix("s") in _UNITS and are_close(part[at], part[at + 1])
    return after if is_unit and not is_rough else ""
