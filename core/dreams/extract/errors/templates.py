"""
Texts with what changes from case to case taken out, so that the same error is the same text.

Pure. Numbers, hashes, ids, times, addresses, paths and quoted names become signs; words stay.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Final

from core.dreams.extract.language.calendar_names import CAPITAL_MONTH

LONGEST: Final = 2_000
"""Characters of an error that are looked at; what makes it that error stands early in it."""

_CHANGES: Final = 2
"""Changes between letters and digits in a word that no one would choose as a name: `7d9f8c`."""
_SHORTEST_ID: Final = 4
_HASH: Final = re.compile(r"(?=[a-f]{0,64}\d)[0-9a-f]{7,64}\Z")
_PARTS: Final = re.compile(r"[-_]")


def _id(word: re.Match[str]) -> str:
    """`ID` for a word of which a part was made by a machine, whatever stands around that."""
    return "ID" if any(map(_is_made, _PARTS.split(word[0]))) else word[0]


def _is_made(part: str) -> bool:
    if _HASH.match(part):
        return True
    changes = sum(one.isdigit() != other.isdigit() for one, other in pairwise(part))
    return len(part) >= _SHORTEST_ID and changes >= _CHANGES


_DAY = r"\d{4}-\d\d-\d\d"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\b)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\b)?"
_MONTH = rf"{CAPITAL_MONTH}\b\.?"
_WEEKDAY = r"(?:\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
_IN_MONTH = r"\d{1,2}(?:st|nd|rd|th)?\b\.?"
_DATED = rf"{_WEEKDAY}\b(?:{_IN_MONTH} {_MONTH}|{_MONTH} {{1,2}}{_IN_MONTH})(?:,? \d{{4}}\b)?"
_PATH = r"(?<![\w.])(?:[A-Za-z]:)?(?:~|\.{1,2})?(?:/[\w.@%+~-]{1,255}+){1,64}+/?"
_FILE = r"\b[\w-]{1,64}+(?:\.[\w-]{1,64}+){0,8}\.(?:[a-z]{1,4}|json|yaml|toml|lock)\b"
_PLACE = r"(?::\d{1,9}){0,2}"
_ABSTRACT: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"\x1b\[[0-9;?]{0,32}[A-Za-z]", ""),
        (r"\b(?:https?|ssh|git|ftp)://[^\s'\"`<>)]{1,500}+", "URL"),
        (r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b", "ID"),
        (rf"\b{_DAY}(?:[T ]{_CLOCK}{_ZONE})?", "TIME"),
        (rf"{_DATED}(?:(?:,| at)? {_CLOCK}{_ZONE})?", "TIME"),
        (rf"\b{_CLOCK}{_ZONE}", "TIME"),
        (r"\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b", "ADDRESS"),
        (r"\b[\w.+-]{1,64}+@[\w-]{1,64}+(?:\.[\w-]{1,64}+){1,8}", "ADDRESS"),
        (_PATH + _PLACE, "PATH"),
        (r"\b0x[0-9a-fA-F]{1,64}+\b", "ID"),
        (_FILE + _PLACE, "PATH"),
        (r"\b[A-Za-z0-9]{1,80}+(?:[-_][A-Za-z0-9]{1,80}+){0,16}+", _id),
        (r"(?<![A-Za-z])[-+]?\d[\d,]{0,40}(?:\.\d{1,20})?(?![A-Za-z])", "N"),
        (r"\d{1,40}", "N"),
    )
)
SIGNS: Final = frozenset({"ADDRESS", "ID", "PATH", "TIME", "URL"})
"""What stands for a name, a place or a day of which there are many."""
_BLANKS: Final = re.compile(r"\s++")


@lru_cache(maxsize=16_384)
def template(text: str) -> str:
    """A text on one line, with signs for what changes."""
    text = text[:LONGEST]
    for pattern, sign in _ABSTRACT:
        text = pattern.sub(sign, text)
    return _BLANKS.sub(" ", text).strip()
