"""
Which of the names in a sentence a value is of, and which words are near it.

Pure. "`nightly` (02:15) and `hourly-feed` (10 min)", "`tar` default is 3.2, `zip` default is 5.1":
each value is of the name beside it. What stands only behind the clause with a value has it not.
"""

import re
from typing import Final

from core.dreams.extract.language.calendar_names import CAPITAL_MONTH
from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.language.senses import Placed
from core.dreams.extract.shown.cell import roots_in
from core.dreams.extract.tokens import Sort

_NEXT: Final = re.compile(
    r"[;,(]\s|\s\(|\s[-\u2013\u2014]\s|,?\s(?:so|because|since|while|when|if|but|as|until|unless|which)\s"
)
"""Where a clause ends."""
_PARTS: Final = re.compile(r"[;,]\s+(?:and\s+)?|\s+and\s+|\)\s*")
_OPENED: Final = re.compile(r"([`\w./@:-]+)[`*]*\s\([^()]*\Z")
"""The word before the bracket that a value stands in."""
_REACH: Final = 400
"""Characters before a value in which a bracket is looked for that it stands in."""
_PLACED: Final = re.compile(
    r"(?i)\b(?:on|at|for|of|from|in|to|via) (?:the )?[`*]{0,2}((?:[a-z]{2,}-)+[a-z]{2,})(?![\w-])"
)
"""Two words written as one behind a preposition, as hosts are called: `on seed-db`."""
_MONTH: Final = re.compile(rf"{CAPITAL_MONTH}\.?")
_LAST_DAY: Final = 31


def beyond(sentence: str, value: str, names: tuple[str, ...]) -> frozenset[str]:
    """
    The names that stand only behind the clause with a value, which tells enough without them.

    "Server is 16.4 so `pg_stat_io` is available": it is not of that table.
    """
    low = sentence.lower()
    at = low.find(value.lower())
    cut = _NEXT.search(low, at + len(value)) if at >= 0 else None
    if cut is None or not (roots_in(low[:at]) - LIGHT):
        return frozenset()
    return frozenset(name for name in names if name not in low[: cut.start()])


def of_others(sentence: str, value: str, names: tuple[str, ...]) -> frozenset[str]:
    """The names that other values of a sentence are of, each of its own."""
    low = sentence.lower()
    at = low.find(value.lower())
    if at < 0 or len(names) < 2:
        return frozenset()
    opened = _OPENED.search(low[max(0, at - _REACH) : at])
    if opened is not None and (own := opened[1].strip("`")) in names:
        return frozenset(names) - {own}
    parts = [part for part in _PARTS.split(low) if part.strip()]
    held = [tuple(name for name in names if name in part) for part in parts]
    if len(parts) < 2 or not all(map(_is_pair, parts, held)):
        return frozenset()
    own = [some for some, part in zip(held, parts, strict=True) if value.lower() in part]
    return frozenset(names).difference(*own[:1]) if own else frozenset()


def _is_pair(part: str, names: tuple[str, ...]) -> bool:
    """Whether a part of a sentence has one name, and a number beside that."""
    return len(names) == 1 and any(map(str.isdigit, part.replace(names[0], "")))


def placed_in(clause: str) -> frozenset[str]:
    """The names of two words in a clause that say where it is so."""
    return frozenset(name.lower() for name in _PLACED.findall(clause))


def is_of_date(part: tuple[Placed, ...], at: int) -> bool:
    """Whether a token is the month or the day of a date without its year: `2 Nov`, `Sep 17`."""
    near = [part[place].token for place in (at - 1, at + 1) if 0 <= place < len(part)]
    token = part[at].token
    if _MONTH.fullmatch(token.text):
        return any(one.sort is Sort.NUMBER and one.text.isdigit() for one in near)
    is_day = token.sort is Sort.NUMBER and token.text.isdigit() and int(token.text) <= _LAST_DAY
    return is_day and any(_MONTH.fullmatch(one.text) is not None for one in near)
