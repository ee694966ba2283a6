"""
Whether only one of two texts says that it is so for now, or that nobody is sure of it.

Pure. "The bay closes at 18:00 for now" and "presumably it closes at 18:00" are not the same as "it
closes at 18:00": one entry from both would lose what the restriction says, or spread it.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.fates.doubts import (
    is_hedged,
    is_of_present,
    is_passing,
    is_restricting,
    works_in,
)
from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.senses import content_of, senses
from core.dreams.material.memories.entries import Entry

_SO_LONG: Final = re.compile(
    r"(?i)(?<=\d )[a-z]{1,8}[^.;:\d]{0,24}[:;,.] (?:until|till|before) then\b"
)
"""`Wait 5 s, until then it is deaf`: so it is each time, and not for now."""
_LEAST_TOLD: Final = 1 / 3
"""Of what a sentence says, the part from which on another text tells of it as well."""


@lru_cache(maxsize=65_536)
def is_one_restricted(first: str, second: str) -> bool:
    """Whether one of two texts restricts what the other one says without that."""
    return _is_restricted(first, second) or _is_restricted(second, first)


def is_one_titled_so(first: Entry, second: Entry) -> bool:
    """Whether one of two entries stands under a title that restricts it: `Until further notice`."""
    return _is_titled_so(first) != _is_titled_so(second)


def _is_titled_so(entry: Entry) -> bool:
    return any(is_restricting(title.text) for title in entry.trail)


def passes_first(text: str, other: str) -> bool:
    """Whether a text says that it will not stay so, or is so during some works, and another not."""
    return _passes(text) and not _passes(other)


def _passes(text: str) -> bool:
    return is_passing(text) or bool(works_in(text))


def _is_restricted(text: str, other: str) -> bool:
    return any(
        _has_more(sentence, other) and not _is_addition(sentence, other)
        for sentence in sentences_of(text)
    )


def _has_more(sentence: str, other: str) -> bool:
    """Whether a sentence has a restriction that another text has nowhere."""
    if _is_for_a_time(sentence) and not _is_for_a_time(other):
        return True
    if is_hedged(sentence) and not is_hedged(other):
        return True
    works = works_in(sentence)
    # "Use key 4 for cleaning" may be "clean with key 4" in other words.
    said = frozenset().union(*(one.said for one in senses(other))) if works else frozenset()
    return any(form_of(one) not in said for one in works)


def _is_for_a_time(text: str) -> bool:
    text = _SO_LONG.sub("", text)
    return is_passing(text) or is_of_present(text)


def _is_addition(sentence: str, other: str) -> bool:
    """
    Whether a sentence tells of something that another text says nothing of.

    One without any word that carries sense is about the sentence before it: `That is for now.`
    """
    own, known = content_of(sentence), content_of(other)
    return bool(own) and sum(is_kin(word, known) for word in own) < _LEAST_TOLD * len(own)
