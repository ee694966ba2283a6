"""
What "only" is said of: only admins may approve, and admins may only approve.

Pure. Where it stands may change with the wording, but not what it singles out; and where all other
words are the same, it may not be missing.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.connectives import tie_at
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.grammar import VERBS
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.said import PAUSES, Word, rows_of
from core.transcripts.fields import words

_ALONE: Final = words("only solely exclusively")
_NONE_BUT: Final = words("nobody nothing none")
_ASKS: Final = re.compile(
    r"\b(?:alone|exclusively|solely|just|must|shall|needs?|needed|requires?|required|ha(?:s|ve) to"
    r"|at most|no more|up to|limit\w*|until|till|unless|without|before|never|nobody|nothing|except"
    r"|between|from [^.;]{1,30} to|no other|no one|none|not|no|cannot|first|always|reserved"
    r"|otherwise|else|after|once)\b"
)
"""What asks for something as "only" does."""
_LIGHT_VERBS: Final = frozenset(
    root(word)
    for word in words(
        "give take make let put set keep hold bring send pass move go come get start stop use apply"
        " serve help write read open show tell ask call see enter leave carry run"
    )
)
_DETERMINERS: Final = words("the a an this that")
_NOUNS: Final = ("or", "ors", "er", "ers", "ion", "ions", "ment", "ments")
"""How nouns end that are made of verbs."""


def limits_differ(one: str, other: str) -> bool:
    """Whether "only" is said of something else, or only in one of two texts of the same words."""
    mine, theirs = _limited(one), _limited(other)
    said = [_said(text) for text in (one, other)]
    if mine and theirs:
        is_apart = not any(is_kin(word, theirs) for word in mine)
        are_said = all(is_kin(word, said[1]) for word in mine) and all(
            is_kin(word, said[0]) for word in theirs
        )
        return is_apart and are_said
    if not mine and not theirs:
        return False
    bare = other if mine else one
    return said[0] == said[1] and _ASKS.search(bare.lower()) is None


@lru_cache(maxsize=32_768)
def _limited(text: str) -> frozenset[str]:
    """What "only" is said of."""
    found: set[str] = set()
    for row in rows_of(text):
        low = [word.low for word in row]
        for place, word in enumerate(low):
            if word in _ALONE:
                found.update(_focus(row, place + 1) or _before(row, place))
            elif word == "alone":
                found.update(_before(row, place))
            elif word == "but" and place and low[place - 1] in _NONE_BUT:
                found.update(_focus(row, place + 1))
    return frozenset(found)


def _focus(row: Sequence[Word], start: int) -> frozenset[str]:
    """What stands behind "only": a thing, or all of what is done."""
    low = [word.low for word in row]
    end = start
    while end < len(row) and low[end] not in PAUSES:
        end += 1
    piece = row[start:end]
    at = next((place for place, word in enumerate(piece) if word.form), None)
    if at is None:
        return frozenset()
    if tie_at(low, start) is not None or _is_done(piece, at):
        return frozenset(word.form for word in piece if word.form)
    found = [piece[at].form]
    for word in piece[at + 1 :]:
        if not word.form or _is_verb(word):
            break
        found.append(word.form)
    return frozenset(found)


def _is_done(piece: Sequence[Word], at: int) -> bool:
    is_named = any(word.low in _DETERMINERS for word in piece[:at])
    following = piece[at + 1] if at + 1 < len(piece) else None
    # "Only nurses give it" is said of nurses.
    is_named |= following is not None and piece[at].low.endswith("s") and _is_verb(following)
    return not is_named and _is_verb(piece[at])


def _is_verb(word: Word) -> bool:
    return word.form in VERBS | _LIGHT_VERBS and not word.low.endswith(_NOUNS)


def _before(row: Sequence[Word], place: int) -> frozenset[str]:
    """The words right before "only", of which it is said there."""
    start = place
    while start and row[start - 1].form:
        start -= 1
    return frozenset(word.form for word in row[start:place])


def _said(text: str) -> frozenset[str]:
    return frozenset(word.form for row in rows_of(text) for word in row if word.form)
