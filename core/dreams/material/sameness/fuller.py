"""
Names that go on in other words: `ProRes LT` and `ProRes Proxy`, of which each is another codec.

Pure. A word with a capital behind a name is a part of it, also where small letters make it a word.
"""

import re
from collections import defaultdict
from functools import lru_cache
from typing import Final

_NAME: Final = re.compile(
    r"(?<![\w`.-])(?P<name>[A-Za-z]\w*[A-Z]\w*|[A-Z]\w*\d\w*) (?=(?P<rest>\S+))"
)
"""A word with capitals inside, or with a capital and a digit, and what stands behind it."""
_GOES_ON: Final = re.compile(r"[A-Z][\w.-]*")
_SHORTEST: Final = 3


def names_go_on_apart(one: str, other: str) -> bool:
    """Whether a name that two texts have goes on in other words with capitals in each."""
    mine, theirs = _going_on(one), _going_on(other)
    return any(mine[name].isdisjoint(theirs[name]) for name in mine.keys() & theirs.keys())


@lru_cache(maxsize=65_536)
def _going_on(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for match in _NAME.finditer(text):
        rest = _GOES_ON.match(match["rest"])
        if len(match["name"]) >= _SHORTEST and rest is not None:
            found[match["name"].lower()].add(rest[0].rstrip(".").lower())
    return {name: frozenset(words) for name, words in found.items()}
