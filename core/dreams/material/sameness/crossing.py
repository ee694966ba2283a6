"""
Which value belongs to which word: twelve for adults and seven for children, or the reverse.

Pure. A value is of the last word of content before it. Two days are counted by the calendar, and
48 hours by the clock: they are as long, and not the same.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.grammar import PARTICLES
from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.language.senses import placed
from core.dreams.extract.language.words import JOINING, NEGATIONS
from core.dreams.extract.tokens import Sort

_DAYS: Final = re.compile(r"(?i)\d\s?(?:d|days?|weeks?|months?|years?)\b|-(?:day|week|month|year)")


def values_cross(one: str, other: str) -> bool:
    """Whether two values have changed the words that they belong to."""
    mine, theirs = _owners(one), _owners(other)
    return any(
        mine[first] == theirs[second]
        and mine[second] == theirs[first]
        and mine[first] != mine[second]
        for first, second in combinations(sorted(mine.keys() & theirs.keys()), 2)
    )


def days_differ(one: str, other: str) -> bool:
    """Whether a time is counted in days in one text, and in hours in the other."""
    mine, theirs = _counted(one), _counted(other)
    return any(mine[value] != theirs[value] for value in mine.keys() & theirs.keys())


@lru_cache(maxsize=32_768)
def _counted(text: str) -> Mapping[str, bool]:
    """By time, whether it is counted in days or more; the last place counts."""
    return {
        one.fact[1]: _DAYS.search(one.token.text) is not None
        for sentence in placed(text)
        for one in sentence
        if one.fact is not None and one.fact[0] == "quantity/time"
    }


@lru_cache(maxsize=32_768)
def _owners(text: str) -> Mapping[str, str]:
    """By value, the word that it belongs to; the first place counts."""
    found: dict[str, str] = {}
    for value, owner in _belonging(text):
        found.setdefault(value, owner)
    return found


def _belonging(text: str) -> Iterator[tuple[str, str]]:
    for sentence in placed(text):
        owner = ""
        for one in sentence:
            kind = one.fact[0] if one.fact else ""
            if one.fact and (kind in {"number", "time", "date"} or kind.startswith("quantity")):
                if owner:
                    yield one.fact[1], owner
            elif one.fact:
                owner = one.fact[1]
            elif one.token.sort is Sort.WORD and _has_content(one.token.text.lower()):
                owner = form_of(one.token.text)


def _has_content(low: str) -> bool:
    form = form_of(low)
    return low not in JOINING | NEGATIONS and form not in LIGHT and form not in PARTICLES
