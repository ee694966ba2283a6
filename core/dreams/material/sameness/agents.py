"""
Who does what to whom, as far as the order of words and small words tell.

Pure. Two texts of the same words may say that one informs the other, or the other the one.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.facts import TIMES, form_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.grammar import PARTICLES
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.senses import Placed, placed
from core.dreams.extract.language.words import JOINING, NEGATIONS
from core.dreams.extract.tokens import Sort
from core.transcripts.fields import words

_DIRECTED: Final = words("to from by into onto against before after behind above below for with")
_TOWARDS: Final = ("to", "into", "onto", "against")
"""To whom it is done; from somebody it comes."""
_GOES: Final = re.compile(
    r"\b(?:go|goes|going|went|send|sends|sent|leave|left|assign|assigned|up|hand|handed|given) to\b"
)
"""What goes to somebody is done by them."""
_DETERMINERS: Final = words("the a an each every all its their this that your our my any")
_FRONTED: Final = words(
    "in on at for with within during after before from by if when while every each to until there"
)
_DONE: Final = words("is are was were be been being")
_BEING: Final = words("is are was were be been being get gets got gotten")


def agents_fit(one: str, other: str) -> bool:
    """Whether all that tells who does it to whom is alike: small words, voice, and order."""
    if are_swapped(one, other) or not _ends_fit(_directed(one), _directed(other)):
        return False
    first, second = _shared(_row(one), _row(other)), _shared(_row(other), _row(one))
    agents = _agent(one), _agent(other)
    if bool(agents[0]) != bool(agents[1]):
        active, row = (other, second) if agents[0] else (one, first)
        # "In the evening the guard locks it": there who does it need not come first.
        return _is_fronted(active) or not {*agents} & {*row[1:]}
    return first == second or _is_turnable(one) or _is_turnable(other)


def are_swapped(one: str, other: str) -> bool:
    """Whether by whom it is done in one text is to whom it is done in the other."""
    for passive, active in ((one, other), (other, one)):
        agent = _agent(passive)
        if (
            agent
            and not _agent(active)
            and any(agent in _directed(active).get(small, ()) for small in _TOWARDS)
            and _GOES.search(active.lower()) is None
        ):
            return True
    return False


def _ends_fit(mine: Mapping[str, frozenset[str]], theirs: Mapping[str, frozenset[str]]) -> bool:
    """Whether "to X" in one is no "to Y" in the other, where X stands elsewhere in that one."""
    return all(
        any(is_kin(word, theirs[small]) for word in ends)
        for small, ends in mine.items()
        if small in theirs
    )


@lru_cache(maxsize=32_768)
def _row(text: str) -> tuple[str, ...]:
    """The content words of a text as they follow each other."""
    return tuple(_content(one) for sentence in placed(text) for one in sentence if _content(one))


def _content(one: Placed) -> str:
    low = one.token.text.lower()
    if one.fact or one.token.sort is not Sort.WORD or low in JOINING or root(low) in PARTICLES:
        return ""
    return form_of(one.token.text)


def _shared(row: Sequence[str], other: Sequence[str]) -> list[str]:
    """The words of a row that another one has too, by the first of that one that is kin."""
    return list(dict.fromkeys(word for word in row if word in other))


@lru_cache(maxsize=32_768)
def _directed(text: str) -> Mapping[str, frozenset[str]]:
    """By small word, what stands behind it: `caretaker` in "to the caretaker"."""
    found: dict[str, set[str]] = {}
    for sentence in placed(text):
        for place, one in enumerate(sentence[:-1]):
            small = one.token.text.lower()
            if small not in _DIRECTED:
                continue
            following = sentence[place + 1 : place + 4]
            # What stands behind "to" without a determiner may be done, and no end of anything.
            if small == "to" and following[0].token.text.lower() not in _DETERMINERS:
                continue
            word = next((_content(part) for part in following if part.fact or _content(part)), "")
            if word:
                found.setdefault(small, set()).update(
                    _content(part) for part in following if _content(part)
                )
    return {small: frozenset(ends) for small, ends in found.items()}


@lru_cache(maxsize=32_768)
def _agent(text: str) -> str:
    """By whom it is done, if the text is in the passive and says so."""
    for sentence in placed(text):
        for place, one in enumerate(sentence[:-1]):
            if one.token.text.lower() != "by" or not place or _is_turned(sentence[place - 1]):
                continue
            following = _phrase(sentence[place + 1 :])
            if any(part.fact and part.fact[0] in TIMES for part in following):
                continue
            passive = any(part.token.text.lower() in _DONE for part in sentence[:place])
            word = next((_content(part) for part in following if part.fact or _content(part)), "")
            if passive and word:
                return word
    return ""


def _is_turned(before: Placed) -> bool:
    return before.token.text.lower() in NEGATIONS


def _phrase(row: Sequence[Placed]) -> Sequence[Placed]:
    """What a small word is about: to the next small word that is no part of it."""
    for place, one in enumerate(row):
        low = one.token.text.lower()
        if low in JOINING and low not in _DETERMINERS and low != "of":
            return row[:place]
    return row


def _is_turnable(text: str) -> bool:
    """Whether a text may have its words in another order than a plain statement has."""
    said = [one.token.text.lower() for sentence in placed(text) for one in sentence]
    return _is_fronted(text) or not _BEING.isdisjoint(said) or "of" in said


def _is_fronted(text: str) -> bool:
    first = next((one.token.text.lower() for sentence in placed(text) for one in sentence), "")
    return first in _FRONTED or ":" in text or "?" in text
