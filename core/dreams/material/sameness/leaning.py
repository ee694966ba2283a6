"""
Whether a text is one only beside what stands before it, or tells somebody to do what the other one
does not speak of.

Pure. "Otherwise, uses the installed one" is the rest of a rule, and "Commit the settings with the
script" wants something of its reader, whatever else it shares with a statement about that script.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.shown.cell import roots_in

_LEANS: Final = re.compile(
    r"(?i)\W*(?:otherwise|else|if (?:not|so)|instead|in (?:that|this) case|in all other cases)\b"
)
_WISH: Final = re.compile(
    r"\W{0,4}(?P<deed>[A-Z][a-z]{2,14}) (?=`)"
    r"(?!.*\b(?:is|are|was|were|be|has|have|had|does|can|may|must|will|shall|should)\b)"
)
"""A verb at the beginning, right behind it what it is about, and no other verb."""


def leans_otherwise(one: str, other: str) -> bool:
    """Whether only one of two texts leans on what stands before it, or wishes for another deed."""
    if (_LEANS.match(one) is None) != (_LEANS.match(other) is None):
        return True
    return _wishes_alone(one, other) or _wishes_alone(other, one)


def _wishes_alone(one: str, other: str) -> bool:
    wish = _wish(one)
    if wish is None or _wish(other) is not None:
        return False
    return not is_kin(wish, roots_in(other))


@lru_cache(maxsize=32_768)
def _wish(text: str) -> str | None:
    """The root of the verb with which a text tells its reader to do something."""
    found = _WISH.match(text)
    deed = root(found["deed"].lower()) if found else ""
    return deed if deed and deed not in LIGHT else None
