"""
What a sentence asserts, clause by clause: its content words, its hard facts, its negations.

A hard fact is what must not differ between two texts that say the same: a name, a number with its
unit, a version, a path, a date, an environment.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from core.dreams.extract.language.words import CALENDAR, ENVIRONMENTS, JOINING, NEGATIONS, stem
from core.dreams.extract.tokens import Sort, Token, tokens

Fact: TypeAlias = tuple[str, str]
"""What kind of thing it is, and the thing in its normal form."""

DASH: Final = re.compile(r"\s(?:-+>?|=+>?)\s")
"""A dash or an arrow between two clauses."""
HARD: Final = frozenset(Sort) - {Sort.WORD, Sort.STOP}
_OPENERS: Final = frozenset({"and", "otherwise", "because", "but", "so", "or", "while", "which"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence."""

    words: tuple[str, ...]
    """Stems of the content words, in order."""
    facts: tuple[Fact, ...]
    order: tuple[str, ...]
    """Words and facts together, as they follow each other."""
    negations: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as facts and words."""

    clauses: tuple[Clause, ...]
    bag: frozenset[str]
    """Every content word and every fact's normal form."""
    facts: frozenset[Fact]
    text: str

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens, which are not kept."""
        return _tokens(self.text)

    def of(self, *sorts: str) -> frozenset[str]:
        """The facts of some kinds."""
        return frozenset(norm for sort, norm in self.facts if sort in sorts)


@lru_cache(maxsize=2_048)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(tokens(text))


@lru_cache(maxsize=65_536)
def reading(text: str) -> Reading:
    """A text, read."""
    found = _tokens(text)
    clauses = tuple(_clauses(found, text))
    facts = frozenset(fact for clause in clauses for fact in clause.facts)
    bag = frozenset(part for clause in clauses for part in clause.order)
    return Reading(clauses, bag, facts, text)


def _clauses(found: tuple[Token, ...], text: str) -> list[Clause]:
    clauses: list[Clause] = []
    part: list[Token] = []

    def close() -> None:
        if part:
            clauses.append(_clause(part, text))
            part.clear()

    for token in found:
        if token.sort is Sort.STOP:
            close()
        else:
            if token.text.lower() in _OPENERS:
                close()
            part.append(token)
    close()
    return clauses


def _clause(part: list[Token], text: str) -> Clause:
    words: list[str] = []
    facts: list[Fact] = []
    order: list[str] = []
    negations = 0
    for token in part:
        low = token.text.lower().replace("\u2019", "'")
        fact = _fact(token, low)
        if fact is not None:
            facts.append(fact)
            order.append(fact[1])
        elif low in NEGATIONS:
            negations += 1
        elif token.sort is Sort.WORD and low not in JOINING:
            words.append(token.norm)
            order.append(token.norm)
    said = text[part[0].start : part[-1].end]
    return Clause(tuple(words), tuple(facts), tuple(order), negations, said)


def _fact(token: Token, low: str) -> Fact | None:
    if token.sort in HARD:
        if low in ENVIRONMENTS:
            return "environment", ENVIRONMENTS[low]
        # A name of letters alone is the same with and without its backquotes.
        norm = stem(low) if token.sort is Sort.NAME and low.isalpha() else token.norm
        return token.sort.value, norm
    if low in ENVIRONMENTS:
        return "environment", ENVIRONMENTS[low]
    if low in CALENDAR:
        return "calendar", stem(low)
    return None


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; what stands in backquotes is not cut."""
    found: list[str] = []
    start = 0
    in_code = False
    for at, sign in enumerate(text):
        if sign == "`":
            in_code = not in_code
        elif sign in ".!?" and not in_code and text[at + 1 : at + 2] in {" ", ""}:
            found.append(text[start : at + 1].strip())
            start = at + 1
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]
