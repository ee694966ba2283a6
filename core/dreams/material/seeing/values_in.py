"""
The values in a text that a tool shows: what each is, its bare number, and the word beside it.

Pure.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.facts import kind_of
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.tokens import Sort, Token, tokens
from core.dreams.extract.values.literals import literal_of
from core.dreams.extract.values.quantities import normal_number
from core.dreams.extract.values.weekdays import day_of_month, weekdays_in

_PLAIN: Final = frozenset({Sort.NUMBER, Sort.VERSION, Sort.TIME, Sort.QUANTITY})
_STREAM: Final = re.compile(r"(?<![\w.])\d?>>?&?\d?(?![\w.])|(?<![\w.])[012]>>?(?=\s?[/&$\w])")
"""Where a command line sends what a program prints: `2>&1`, `1>/dev/null`."""


@lru_cache(maxsize=16_384)
def values_in(text: str) -> tuple[Token, ...]:
    """The numbers, quantities, versions, times and days of the week in a text."""
    found = [*(_valued(token) for token in tokens(text)), *weekdays_in(text)]
    streams = {place for one in _STREAM.finditer(text) for place in range(*one.span())}
    return tuple(token for token in found if token is not None and token.start not in streams)


def _valued(token: Token) -> Token | None:
    """A token as a value, if it is one."""
    literal = literal_of(token)
    if literal is not None:
        return token._replace(norm=literal[1])
    day = day_of_month(token.text) if token.sort is Sort.WORD else ""
    if day:
        return token._replace(sort=Sort.NUMBER, norm=day)
    return token if token.sort in _PLAIN else None


def kind_of_value(token: Token) -> str:
    """Of which kind a value is, as claims are."""
    literal = literal_of(token)
    if literal is not None:
        return literal[0]
    return "weekday" if token.sort is Sort.WORD else kind_of(token)


def word_beside(token: Token, text: str) -> str:
    """The root of the word behind a value, else of the one before it."""
    behind = re.match(r" ?([A-Za-z]{3,})", text[token.end :])
    if behind and behind[1].lower() not in JOINING:
        return root(behind[1])
    before = re.search(r"([A-Za-z]{3,}) \Z", text[: token.start])
    is_said = before is not None and before[1].lower() not in JOINING
    return root(before[1]) if before is not None and is_said else ""


def bare_of(token: Token) -> str:
    """The number that a token is, in its normal form; empty if there is more to it."""
    match = re.match(r"-?[\d,]+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z", token.text)
    return normal_number(match[0]) if match else ""
