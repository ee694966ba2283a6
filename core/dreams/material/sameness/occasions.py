"""
On which of two days, and of which of two contraries something is said: open day, not sports day.

Pure. "Evening flats; morning ones have a gradient" has the same words as "morning flats, the
evening ones have a gradient".
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.lexicon import OPPOSITES, root
from core.dreams.extract.language.words import CALENDAR, JOINING, NUMBERS
from core.dreams.extract.shown.cell import roots_in
from core.transcripts.fields import words

_OCCASION: Final = re.compile(
    r"(?i)\b(?:at|on|in|for|during|of) (?:the |our )?([a-z]+) (day|night|week|season|shift|term)\b"
)
_NO_NAME: Final = (
    words("each every any next last first second third other same working following whole one this")
    | JOINING
    | CALENDAR
    | NUMBERS.keys()
)
_SIDES: Final = frozenset(
    root(word)
    for word in words(
        "morning evening day night left right north south east west front back upper lower top"
        " bottom first last old new"
    )
)
"""Words that tell one of two from the other; what something does to it is no such word."""
_CLAUSE: Final = re.compile(r"[,;:.()]\s|\s[-\u2013\u2014]\s|\b(?:and|but|so|while|whereas)\b")


def occasions_differ(one: str, other: str) -> bool:
    """Whether each text is about another day of its own, or they give a word to its contrary."""
    mine, theirs = _occasions(one), _occasions(other)
    shared = mine.keys() & theirs.keys()
    return any(mine[noun].isdisjoint(theirs[noun]) for noun in shared) or _are_crossed(one, other)


@lru_cache(maxsize=65_536)
def _occasions(text: str) -> Mapping[str, frozenset[str]]:
    """By noun, what tells which one it is."""
    found: dict[str, frozenset[str]] = {}
    for which, noun in _OCCASION.findall(text.lower()):
        if which not in _NO_NAME:
            found[noun] = found.get(noun, frozenset()) | {which}
    return found


def _are_crossed(one: str, other: str) -> bool:
    """Whether what one text says of a word, the other one says of the contrary of that."""
    mine, theirs = _said_with(one), _said_with(other)
    for word in sorted(mine.keys() & theirs.keys()):
        for contrary in sorted(OPPOSITES[word] & mine.keys() & theirs.keys()):
            if word < contrary:
                both = {word, contrary}
                across = (mine[word] & theirs[contrary]) | (mine[contrary] & theirs[word])
                straight = (mine[word] & theirs[word]) | (mine[contrary] & theirs[contrary])
                if len(across - straight - both) > len(straight - across - both):
                    return True
    return False


@lru_cache(maxsize=65_536)
def _said_with(text: str) -> Mapping[str, frozenset[str]]:
    """By word that has a contrary, the words of the clauses it stands in."""
    found: dict[str, frozenset[str]] = {}
    for clause in _CLAUSE.split(text):
        said = roots_in(clause)
        for word in said & _SIDES:
            found[word] = found.get(word, frozenset()) | said
    return found
