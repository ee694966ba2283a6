"""
What part each word of a text has: what is done, what it is done to, or something general.

Pure, and only as good as endings and neighbours tell: what cannot be told is a noun, for a noun
that is not shared keeps two texts apart.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.grammar import GENERAL, VERBS
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.tokens import Sort, Token, tokens
from core.transcripts.fields import words


class Role(StrEnum):
    """The part of a word."""

    NOUN = "noun"
    VERB = "verb"
    """A verb, or an adverb: how something is done."""
    GENERAL = "general"
    """It names nothing by itself."""


_BEFORE_VERBS: Final = words(
    "must not never don't should will can may cannot doesn't won't it they we you he she who which"
    " i"
)
_BEFORE_EITHER: Final = words("to be is are was were get gets got")
_DETERMINERS: Final = words("the a an each every all its their this that")
_PREPOSITIONS: Final = words("in on at of for from with by")
_TAKEN: Final = _DETERMINERS | _PREPOSITIONS | words("above below under over after before when if")
_PLAIN: Final = frozenset({Sort.WORD, Sort.STOP})
_LONGEST_PHRASE: Final = 3
_LINKS: Final = words("and or then but so")


@lru_cache(maxsize=32_768)
def roles_of(text: str) -> Mapping[str, Role]:
    """The role of each word by its root; a noun, if it is one anywhere."""
    found: dict[str, Role] = {}
    row = tokens(text.replace("*", ""))
    for place, token in enumerate(row):
        form = form_of(token.text)
        if token.sort is not Sort.STOP and found.get(form) is not Role.NOUN:
            found[form] = _role(form, row, place)
    return found


def _role(form: str, row: Sequence[Token], place: int) -> Role:
    if form in GENERAL:
        return Role.GENERAL
    low = row[place].text.lower()
    before = row[place - 1] if place else None
    after = row[place + 1] if place + 1 < len(row) else None
    left = before.text.lower() if before else ""
    right = after.text.lower() if after else ""
    starts = before is None or before.sort is Sort.STOP or left in _LINKS
    ends = after is None or after.sort is Sort.STOP
    if left in _BEFORE_VERBS or low.endswith("ly"):
        return Role.VERB
    if left in _BEFORE_EITHER and (form in VERBS or low.endswith(("ed", "ing"))):
        return Role.VERB
    if starts:
        opens = not ends and (right in JOINING or after is None or after.sort is not Sort.WORD)
        is_verb = right in _DETERMINERS or (form in VERBS and opens)
    elif is_in_phrase(row, place):
        is_verb = low.endswith("ing") and left in _PREPOSITIONS and form in VERBS
    elif low.endswith(("ing", "ed")):
        is_verb = form in VERBS or ends or right in JOINING
    else:
        # "Shows F25", "trips above 5": what follows is what is done to it, or where.
        takes = right in _TAKEN or (after is not None and after.sort not in _PLAIN)
        is_verb = form in VERBS and low.endswith("s") and takes
    return Role.VERB if is_verb else Role.NOUN


def is_in_phrase(row: Sequence[Token], place: int) -> bool:
    """Whether a determiner or a preposition stands before a word, and only plain words between."""
    for token in row[max(place - _LONGEST_PHRASE, 0) : place][::-1]:
        low = token.text.lower()
        if low in _DETERMINERS or low in _PREPOSITIONS:
            return True
        if token.sort is not Sort.WORD or low in JOINING:
            return False
    return False
