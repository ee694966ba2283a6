"""
How often something is done, told in two ways: "yearly" is "every year" and "once a year".

Pure.
"""

import re
from typing import Final

_UNITS: Final = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "night",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_EVERY: Final = r"(?:every|each|once (?:a|an|per|every)|per) (?:single )?"
_TOLD: Final = {name: re.compile(rf"\b{_EVERY}{unit}\b") for name, unit in _UNITS.items()}


def is_told_as(rhythm: str, text: str) -> bool:
    """Whether a text tells a rhythm with more words than one."""
    pattern = _TOLD.get(rhythm)
    return pattern is not None and pattern.search(text.lower()) is not None
