"""
One text, as far as it is laid beside another one: its facts, words, mood, and what stands when.

Pure. How two of them lie beside each other is asked in `alignment`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from core.dreams.extract.language.clauses import Fact
from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.families import parts_of
from core.dreams.extract.language.grammar import PARTICLES
from core.dreams.extract.language.lexicon import JOINING_ROOTS, LIGHT, NEGATION_ROOTS, root
from core.dreams.extract.language.senses import Placed, placed, senses
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.tokens import Sort
from core.transcripts.fields import words

_EMPTY: Final = frozenset(
    root(word)
    for word in words(
        "be have do get must shall should will would need require there please also always make"
        " sure ensure due time hour period duration case stand lie sit live situated located"
        " possible allowed allow permit may can could it we you they someone"
    )
)
"""Words that say nothing beside a fact, or are told by the mood of the sentence."""
_SILENT: Final = _EMPTY | PARTICLES | JOINING_ROOTS | NEGATION_ROOTS
_MAY: Final = re.compile(r"\b(?:may|can|could|possible|allowed|permitted|free to)\b")
_MUST: Final = re.compile(r"\b(?:must|shall|has to|have to|needs?|required?|requires)\b")
_ONLY: Final = re.compile(r"\b(?:only|solely|exclusively|alone)\b")
_USUALLY: Final = re.compile(
    r"\b(?:usually|mostly|often|sometimes|rarely|seldom|about|roughly|around|almost|nearly)\b"
)
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)\Z")
_WHEN: Final = {
    **dict.fromkeys(words("within in by until till before"), "until"),
    **dict.fromkeys(words("after from since"), "after"),
    **dict.fromkeys(words("every each per"), "every"),
}
"""What a word before a value says of it; others say nothing that could not be left out."""
_MOMENTS: Final = frozenset({"time", "date", "calendar", "quantity/time"})
_PHRASAL: Final = words("in out on off up down over under")


@dataclass(frozen=True, slots=True)
class Laid:
    """One text, as far as it is laid beside another one."""

    facts: frozenset[Fact]
    orders: tuple[tuple[str, tuple[str, ...]], ...]
    """By kind, the facts as they follow each other."""
    ordinals: frozenset[str]
    heavy: frozenset[str]
    light: frozenset[str]
    said: frozenset[str]
    known: frozenset[str]
    bounds: frozenset[str]
    is_turned: bool
    mood: str
    marks: tuple[bool, ...]
    """Whether it holds only so, roughly or mostly."""
    low: str
    whens: frozenset[tuple[str, str]]
    phrasal: frozenset[tuple[str, str]]


@lru_cache(maxsize=32_768)
def laid_out(text: str) -> Laid:
    """A text, read for that."""
    said = senses(text)
    row = [one for sentence in placed(text) for one in sentence]
    low = text.lower()
    forms = [one.fact[1] if one.fact else form_of(one.token.text) for one in row]
    rhythms = frozenset(_rhythms(row))
    facts = frozenset().union(*(one.facts for one in said)) - rhythms
    names = {norm for _, norm in facts}
    ordinals = frozenset(form for form in forms if _ORDINAL.fullmatch(form))
    heavy = frozenset().union(*(one.heavy for one in said), {norm for _, norm in rhythms})
    heavy -= _SILENT | ordinals
    everything = frozenset(forms)
    bounds = frozenset().union(*(one.bounds for one in said))
    turned = sum(one.is_turned for one in said) % 2 == 1
    # "May send at most 5" sets a limit; it permits nothing that was forbidden.
    may = _MAY.search(low) is not None and "most" not in bounds and not turned
    return Laid(
        facts=facts,
        orders=tuple(_orders(row)),
        ordinals=ordinals,
        heavy=heavy,
        light=(everything & LIGHT) - _SILENT - heavy - names - ordinals,
        said=frozenset().union(*(one.said for one in said)),
        known=everything | names | frozenset().union(*(one.known for one in said)),
        bounds=bounds,
        is_turned=turned,
        mood="may" if may else "must" if _MUST.search(low) else "",
        low=low,
        marks=(_ONLY.search(low) is not None, _USUALLY.search(low) is not None),
        whens=frozenset(_whens(row)),
        phrasal=frozenset(_phrasals(row)),
    )


def _rhythms(row: list[Placed]) -> Iterator[Fact]:
    """Words such as "hourly" before a noun: of the hourly rate, and not of when."""
    for first, second in pairwise(row):
        if first.fact and first.fact[0] == "calendar" and first.fact[1].endswith("ly"):
            low = second.token.text.lower()
            if second.fact is None and low not in JOINING and root(low) not in PARTICLES:
                yield first.fact


def _orders(row: list[Placed]) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = [(one.fact[0], one.fact[1]) for one in row if one.fact]
    for kind, group in groupby(sorted(facts, key=lambda one: one[0]), key=lambda one: one[0]):
        yield kind, tuple(dict.fromkeys(norm for _, norm in group))
    named = [norm for kind, norm in facts if kind in {"proper", "name", "calendar"}]
    yield "named", tuple(dict.fromkeys(named))


def _whens(row: list[Placed]) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(row):
        if one.fact is None or one.fact[0] not in _MOMENTS:
            continue
        for before in row[max(place - 3, 0) : place][::-1]:
            if before.fact:
                break
            when = _WHEN.get(before.token.text.lower())
            is_day = one.fact[0] == "calendar"
            if before.token.text.lower() in {"on", "at"} and is_day:
                when = "on"
            # "Every Monday" is on Mondays.
            if when:
                yield ("on" if is_day and when == "every" else when), one.fact[1]
                break


def _phrasals(row: list[Placed]) -> Iterator[tuple[str, str]]:
    for first, second in pairwise(row):
        particle = second.token.text.lower()
        if particle in _PHRASAL and first.token.sort is Sort.WORD and not first.fact:
            yield form_of(first.token.text), particle
    for one in row:
        verb, _, particle = one.token.text.lower().rpartition("-")
        if particle in _PHRASAL and verb:
            yield next(iter(parts_of(verb))) if "-" in verb else root(verb), particle
