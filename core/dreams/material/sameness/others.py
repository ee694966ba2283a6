"""
Sentences that are said of others than those a text spoke of: "old bags may be used up".

Pure. They are additions. What both texts say of a thing must not stand there alone in one of them:
"keys hang in the red cabinet, old keys in the blue one" says nothing of keys in the blue one.
"""

import re
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.senses import content_of, senses

_OTHERS: Final = re.compile(
    r"(?i)(?:(?:the|all|any) )?(old|older|existing|earlier|former|previous) (?=[a-z])"
)
"""Without "other": what others do wrong is how one says that only this one does it right."""


def is_of_others(sentence: str, known: frozenset[str]) -> bool:
    """Whether a later sentence begins with others that another text does not know."""
    found = _OTHERS.match(sentence)
    return found is not None and form_of(found[1]) not in known


def say_of_others(one: str, other: str) -> bool:
    """Whether either text says only of others what the other one says of the thing itself."""
    return _says_of_others(one, other) or _says_of_others(other, one)


def _says_of_others(text: str, other: str) -> bool:
    said = senses(text)
    against = content_of(other)
    known = against.union(*(one.said for one in senses(other)))
    return any(
        is_kin(word, against)
        and not is_kin(word, frozenset().union(*(one.bag for one in said if one is not sentence)))
        for sentence in said[1:]
        if is_of_others(sentence.text, known)
        for word in sentence.bag
    )
