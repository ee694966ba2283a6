"""
Which words of a text are facts: names, numbers with units, dates, environments.

Pure. A fact must not differ between two texts that say the same.
"""

import re
from collections.abc import Sequence
from typing import Final

from core.dreams.extract.language.clauses import HARD, Fact
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.words import CALENDAR, ENVIRONMENTS, JOINING, stem
from core.dreams.extract.tokens import Sort, Token, tokens

ENDS: Final = frozenset(".!?;\n|")
"""What a sentence ends with."""
TIMES: Final = frozenset({"time", "date", "calendar", "quantity/time", "number"})
"""Kinds of facts that may tell when; a number may be an hour or a year."""

_COMPASS: Final = re.compile(
    r"(north|south|east|west)-?(north|south|east|west)?-?(?:ern|erly|wards?|bound)?(?:er|most)?"
)
"""A side of the world, which is another one with one more letter."""


def inner_capitals(found: Sequence[Token]) -> frozenset[str]:
    """Words that are written with a capital inside of a sentence: names of someone."""
    names = set()
    is_first = True
    before: Token | None = None
    for place, token in enumerate(found):
        if token.sort is Sort.STOP:
            is_first = token.text in ENDS or token.text == ":"
            before = token
            continue
        # `CPU` and `README` are words, however they are written.
        bare = token.text.removesuffix("s")
        is_name = (
            token.text[:1].isupper()
            and not (bare.isupper() and len(token.text) > 1)
            and token.text.lower() not in JOINING
        )
        behind = found[place + 1] if place + 1 < len(found) else None
        if token.sort is Sort.WORD and is_name and (not is_first or _is_alone(before, behind)):
            names.add(token.text.lower())
        is_first = False
        before = token
    return frozenset(names)


def _is_alone(before: Token | None, behind: Token | None) -> bool:
    """Whether one word is all that a label tells: "list: Jun"."""
    ends = behind is None or behind.text in {".", ")", ",", ";"}
    return before is not None and before.text == ":" and ends


def form_of(word: str) -> str:
    """A plain word by its root; what has other signs in it is a name, and stays as it is."""
    bare = word.replace("\u2019", "'").removesuffix("'s")
    return root(bare) if bare.isalpha() else bare.lower()


def norms_in(text: str, sorts: frozenset[Sort]) -> frozenset[str]:
    """What a text says by tokens of some sorts, in normal form, without words that only join."""
    return frozenset(
        token.norm
        for token in tokens(text)
        if token.sort in sorts and token.text.lower() not in JOINING
    )


def fact_of(token: Token, low: str, capitals: frozenset[str]) -> Fact | None:
    """The fact that a token is, if it is one; `capitals` are the words that name somebody."""
    compass = _COMPASS.fullmatch(low)
    if low in ENVIRONMENTS:
        fact = "environment", ENVIRONMENTS[low]
    elif low in CALENDAR:
        fact = "calendar", stem(low)
    elif compass is not None:
        fact = "direction", "".join(point[0] for point in compass.groups() if point)
    elif token.sort is Sort.NAME and token.sort in HARD:
        # A name of letters alone is the same with and without its backquotes.
        fact = "name", form_of(low)
    elif token.sort in HARD:
        fact = kind_of(token), token.norm
    elif low in capitals and token.sort is Sort.WORD:
        fact = "proper", root(low)
    else:
        return None
    return fact


def kind_of(token: Token) -> str:
    """What kind of value a token is, with its dimension if it has a unit."""
    if token.sort is Sort.QUANTITY:
        return f"quantity/{token.norm.partition(':')[0]}"
    return token.sort.value
