"""
Whether an entry brings news: from when on something is so, or that it was otherwise before.

Pure. Such an entry is about a thing of another memory, which it need not name as that one does.
"""

import re
from typing import Final

from core.dreams.extract.language.calendar_names import CAPITAL_MONTH

_NEWS: Final = re.compile(
    r"(?i)\b(?:now|nowadays|since|from now on|as of|any ?more|no longer|used to|these days|went to"
    r"|after the(?: \w+)? (?:move|migration|upgrade|switch|switch-?over|extension|change)"
    r"|(?:was|were|got|been) \w+ed)\b"
)
_DATED: Final = re.compile(
    rf"\W*(?:(?:\d{{4}}-)?\d\d?[-./]\d\d\b|{CAPITAL_MONTH}\.? \d|\d\d?\.? {CAPITAL_MONTH}\b)"
)
"""A day at the beginning: with its year or without, in numbers or with the month by name."""


def brings_news(text: str) -> bool:
    """Whether a text begins with a day, or says that something is otherwise than it was."""
    return _DATED.match(text) is not None or _NEWS.search(text) is not None
