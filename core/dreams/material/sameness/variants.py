"""
Variants of one named thing, told apart by the word behind its name: "FastPath Pro" and "FastPath
Lite".

Pure. The second word of such a name may be a plain word that both texts say anyway; written with a
capital behind a name it is a part of that name all the same.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.senses import Placed, placed, unmarked
from core.dreams.extract.language.words import JOINING

_NAMES: Final = frozenset({"name", "code"})


def are_variants(one: str, other: str) -> bool:
    """Whether each text has another variant of the same named thing, and none that both have."""
    mine, theirs = _variants(one), _variants(other)
    return any(
        name in theirs
        and not any(_is_one(first, second) for first in own for second in theirs[name])
        for name, own in mine.items()
    )


def _is_one(first: str, second: str) -> bool:
    """Whether two words may be one, maybe shortened: `Enterprise` and `Ent`."""
    return first.startswith(second) or second.startswith(first)


@lru_cache(maxsize=32_768)
def _variants(text: str) -> dict[str, frozenset[str]]:
    """By name, the words in capitals that stand right behind it."""
    found: dict[str, frozenset[str]] = {}
    plain = unmarked(text)
    for sentence in placed(text):
        for name, behind in pairwise(sentence):
            if _names(name, behind, plain):
                key = name.fact[1] if name.fact else ""
                found[key] = found.get(key, frozenset()) | {form_of(behind.token.text)}
    return found


def _names(name: Placed, behind: Placed, text: str) -> bool:
    gap = text[name.token.end : behind.token.start]
    word = behind.token.text
    return (
        name.fact is not None
        and name.fact[0] in _NAMES
        and gap == " "
        and word[:1].isupper()
        and word.isalpha()
        and word.lower() not in JOINING
    )
