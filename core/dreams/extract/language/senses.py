"""
What the sentences of a text say, and what of it must not be lost.

Pure. `sense` says what is kept of one sentence; here a text is cut into them.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from core.dreams.extract.language.clauses import Fact
from core.dreams.extract.language.facts import ENDS, fact_of, inner_capitals
from core.dreams.extract.language.sense import Sense, sense_of
from core.dreams.extract.tokens import Sort, Token, tokens

_MARKS: Final = re.compile(r"\*\*|__|~~")


def unmarked(text: str) -> str:
    """A text without marks of emphasis: tokens are placed in it, and not in what is written."""
    return _MARKS.sub("", text)


@lru_cache(maxsize=65_536)
def senses(text: str) -> tuple[Sense, ...]:
    """The sentences of a text that say anything."""
    plain = unmarked(text)
    found = tokens(plain)
    capitals = inner_capitals(found)
    made = []
    part: list[Token] = []
    for token in found:
        if token.sort is Sort.STOP and token.text in ENDS:
            if part:
                made.append(sense_of(part, plain, capitals))
            part = []
        else:
            part.append(token)
    if part:
        made.append(sense_of(part, plain, capitals))
    return tuple(one for one in made if one.facts or one.heavy)


@lru_cache(maxsize=65_536)
def content_of(text: str) -> frozenset[str]:
    """Everything that a text says and that must not be lost: its facts and its heavy words."""
    return frozenset().union(*(one.bag for one in senses(text)))


class Placed(NamedTuple):
    """A token of a sentence, and the fact that it is, if it is one."""

    token: Token
    fact: Fact | None


@lru_cache(maxsize=32_768)
def placed(text: str) -> tuple[tuple[Placed, ...], ...]:
    """The tokens of each sentence of a text, without the signs between them."""
    plain = unmarked(text)
    found = tokens(plain)
    capitals = inner_capitals(found)
    sentences: list[list[Placed]] = [[]]
    for token in found:
        if token.sort is not Sort.STOP:
            fact = fact_of(token, token.text.lower().replace("\u2019", "'"), capitals)
            sentences[-1].append(Placed(token, fact))
        elif token.text in ENDS:
            sentences.append([])
    return tuple(tuple(one) for one in sentences if one)


def written(text: str, facts: frozenset[Fact]) -> str:
    """How some facts stand in a text: from the first word of them to the last."""
    plain = unmarked(text)
    found = tokens(plain)
    capitals = inner_capitals(found)
    spans = [
        (token.start, token.end)
        for token in found
        if fact_of(token, token.text.lower(), capitals) in facts
    ]
    if not spans:
        return ""
    if len(facts) == 1:
        spans = spans[:1]
    return plain[min(start for start, _ in spans) : max(end for _, end in spans)].strip("`")
