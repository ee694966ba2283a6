"""
Texts with what changes from case to case taken out, so that the same error is the same text.

Pure. Numbers, hashes, ids, times, addresses, paths and quoted names become signs; words stay.
"""

import re
from functools import lru_cache
from typing import Final

LONGEST: Final = 2_000
"""Characters of an error that are looked at; what makes it that error stands early in it."""

_DAY = r"\d{4}-\d\d-\d\d"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?"
_PATH = r"(?<![\w.])(?:[A-Za-z]:)?(?:~|\.{1,2})?(?:/[\w.@%+~-]{1,255}+){1,64}+/?"
_FILE = r"\b[\w-]{1,64}+(?:\.[\w-]{1,64}+){0,8}\.(?:[a-z]{1,4}|json|yaml|toml|lock)\b"
_PLACE = r"(?::\d{1,9}){0,2}"
_ABSTRACT: Final = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"\x1b\[[0-9;?]{0,32}[A-Za-z]", ""),
        (r"\b(?:https?|ssh|git|ftp)://[^\s'\"`<>)]{1,500}+", "URL"),
        (r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b", "ID"),
        (rf"\b{_DAY}(?:[T ]{_CLOCK}(?:Z|[+-]\d\d:?\d\d)?)?", "TIME"),
        (rf"\b{_CLOCK}\b", "TIME"),
        (r"\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b", "ADDRESS"),
        (_PATH + _PLACE, "PATH"),
        (r"\b0x[0-9a-fA-F]{1,64}+\b", "HEX"),
        (r"\b(?=[a-f]{0,64}\d)[0-9a-f]{7,64}\b", "HEX"),
        (_FILE + _PLACE, "PATH"),
        (r"(?<![A-Za-z])[-+]?\d[\d,]{0,40}(?:\.\d{1,20})?(?![A-Za-z])", "N"),
        (r"\d{1,40}", "N"),
    )
)
_BLANKS: Final = re.compile(r"\s++")


@lru_cache(maxsize=16_384)
def template(text: str) -> str:
    """A text on one line, with signs for what changes."""
    text = text[:LONGEST]
    for pattern, sign in _ABSTRACT:
        text = pattern.sub(sign, text)
    return _BLANKS.sub(" ", text).strip()
