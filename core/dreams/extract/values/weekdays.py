"""
Days of the week and of the month, as values: "released on Tuesdays", "paid on the 22nd".
"""

import re
from typing import Final

from core.dreams.extract.language.calendar_names import SHORT_MONTHS, WEEKDAY, WEEKDAYS
from core.dreams.extract.tokens import Sort, Token

_DAY: Final = re.compile(
    rf"(?<![\w-])(?:(?i:{WEEKDAY})s?"
    r"|(?:[Mm]on|MON|[Tt]ues?|TUE|[Ww]ed|WED|[Tt]hu(?:rs?)?|THU|[Ff]ri|FRI|S(?:at|AT|un|UN))\.?)"
    # `Tue, 24 Nov` is a date.
    rf"(?![\w-]|,?\s+\d{{1,2}}\b(?!:)|,?\s+(?:{'|'.join(map(str.title, SHORT_MONTHS))}))"
)
_OF_MONTH: Final = re.compile(r"(?i)([12]?\d|3[01])(?:st|nd|rd|th)")
_SHORT: Final = 3


def weekday(word: str) -> str:
    """The day of the week that a word is, in full and in lower case; empty if it is none."""
    return _full(word) if _DAY.fullmatch(word) else ""


def weekdays_in(text: str) -> list[Token]:
    """The days of the week in a text that are no parts of dates."""
    return [
        Token(Sort.WORD, one[0], _full(one[0]), one.start(), one.end())
        for one in _DAY.finditer(text)
    ]


def day_of_month(word: str) -> str:
    """The number of a day as one says it, `22nd`; empty if a word is none."""
    found = _OF_MONTH.fullmatch(word)
    return found[1] if found else ""


def _full(word: str) -> str:
    return next(name for name in WEEKDAYS if name[:_SHORT] == word[:_SHORT].lower())
