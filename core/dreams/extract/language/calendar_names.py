"""
What months and days of the week are called: in full, by their first letters, and in patterns.
"""

from typing import Final

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT: Final = 3

SHORT_MONTHS: Final = tuple(name[:_SHORT] for name in MONTHS)
SHORT_WEEKDAYS: Final = tuple(name[:_SHORT] for name in WEEKDAYS)

MONTH_BEGUN: Final = rf"(?:{'|'.join(SHORT_MONTHS)})[a-z]{{0,6}}"
"""What begins like a month: `sept`, and `febuary` as well."""
WEEKDAY: Final = rf"(?:{'|'.join(WEEKDAYS)})"


def _month(name: str) -> str:
    rest = name[_SHORT:].replace("tember", "t(?:ember)?")
    return rf"{name[:_SHORT]}(?:{rest})?" if rest else name


MONTH: Final = rf"(?:{'|'.join(map(_month, MONTHS))})"
"""A month in full or short: `september`, `sept`, `sep`."""
CAPITAL_MONTH: Final = rf"(?:{'|'.join(_month(name.title()) for name in MONTHS)})"
"""The same as it begins a word of prose, for patterns that do not ignore case."""
