"""
Whether two short sentences say the same, word for word in other words.

Pure, and strict where `rewording` weighs: every fact, every word that carries sense and every light
one of either sentence must have its like in the other, but for words that say nothing there. Then
little is enough, for nothing is left that could tell them apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from core.dreams.extract.clauses import Fact
from core.dreams.extract.facts import form_of
from core.dreams.extract.families import is_kin, parts_of
from core.dreams.extract.grammar import PARTICLES
from core.dreams.extract.lexicon import JOINING_ROOTS, LIGHT, NEGATION_ROOTS, are_opposed, root
from core.dreams.extract.senses import Placed, placed, senses
from core.dreams.extract.tokens import Sort
from core.dreams.extract.words import JOINING
from core.dreams.material.agents import agents_fit
from core.dreams.material.differences import bounds_differ, lacks_bound
from core.transcripts.fields import words


class Alignment(StrEnum):
    """How two sentences lie beside each other."""

    SAME = "same"
    NEAR = "near"
    """One has a word more, which may tell which one is meant."""


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
_BEFORE: Final = re.compile(r"\b(?:before|ahead|prior|until|first|without|by)\b")
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)\Z")
_WHEN: Final = {
    **dict.fromkeys(words("within in by until till before"), "until"),
    **dict.fromkeys(words("after from since"), "after"),
    **dict.fromkeys(words("every each per"), "every"),
}
"""What a word before a value says of it; others say nothing that could not be left out."""
_TIMES: Final = frozenset({"time", "date", "calendar", "quantity/time"})
_PHRASAL: Final = words("in out on off up down over under")
_NONE: Final[frozenset[str]] = frozenset()
_LEAST: Final = 2
"""Facts and words that two sentences must share."""
_LEAST_FOR_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class _Plain:
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


@lru_cache(maxsize=65_536)
def aligned(
    one: str, other: str, titles: tuple[frozenset[str], frozenset[str]] = (_NONE, _NONE)
) -> Alignment | None:
    """How two texts lie beside each other; what its title says a text need not say itself."""
    mine, theirs = _plain(one), _plain(other)
    if not _have_one_frame(mine, theirs, titles):
        return None
    only = [_alone(mine, theirs, titles[1]), _alone(theirs, mine, titles[0])]
    heavy, light = [side[0] for side in only], [side[1] for side in only]
    if (heavy[0] or light[0]) and (heavy[1] or light[1]):
        return None
    facts = len({norm for _, norm in mine.facts & theirs.facts})
    shared = facts + min(len(mine.heavy - heavy[0]), len(theirs.heavy - heavy[1]))
    content = shared + min(len(mine.light - light[0]), len(theirs.light - light[1]))
    if content < _LEAST or content == facts or not agents_fit(one, other):
        return None
    left = heavy[0] | heavy[1]
    if not left:
        return Alignment.SAME if facts or not (light[0] or light[1]) else None
    is_near = len(left) == 1 and content >= _LEAST_FOR_NEAR + (not facts)
    return Alignment.NEAR if is_near else None


def _have_one_frame(
    mine: _Plain, theirs: _Plain, titles: tuple[frozenset[str], frozenset[str]]
) -> bool:
    """Whether facts, bounds, mood and times are the same."""
    return (
        _has_facts(mine, theirs, titles[1])
        and _has_facts(theirs, mine, titles[0])
        and mine.ordinals == theirs.ordinals
        and _orders_fit(mine, theirs)
        and not bounds_differ(mine.bounds, theirs.bounds)
        and not lacks_bound(mine.bounds, theirs.bounds)
        and mine.is_turned == theirs.is_turned
        and mine.marks == theirs.marks
        and not {mine.mood, theirs.mood} >= {"may", "must"}
        and not are_opposed(mine.said - theirs.known, theirs.said - mine.known)
        and not _phrasals_differ(mine, theirs)
        and not ("before" in mine.low and _BEFORE.search(theirs.low) is None)
        and not ("before" in theirs.low and _BEFORE.search(mine.low) is None)
        and not any(
            value == same and when != other
            for when, value in mine.whens
            for other, same in theirs.whens
        )
    )


def _has_facts(side: _Plain, other: _Plain, given: frozenset[str]) -> bool:
    # Where a name begins a text, its first word does not look like one.
    return all(
        norm in other.known or norm in given or (kind == "proper" and is_kin(norm, other.said))
        for kind, norm in side.facts
    )


def _orders_fit(mine: _Plain, theirs: _Plain) -> bool:
    """Whether values of one kind follow each other alike, and names with values as well."""
    theirs_by_kind = dict(theirs.orders)
    return all(
        [one for one in row if one in theirs_by_kind.get(kind, ())]
        == [one for one in theirs_by_kind.get(kind, ()) if one in row]
        for kind, row in mine.orders
    )


def _phrasals_differ(mine: _Plain, theirs: _Plain) -> bool:
    """`check in` and `check out` share a verb; each needs its own particle."""
    return any(
        verb == same and particle != other
        for verb, particle in mine.phrasal
        for same, other in theirs.phrasal
    )


def _alone(
    side: _Plain, other: _Plain, given: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The heavy and the light words for which the other text has none."""
    known = other.known | given
    return (
        frozenset(word for word in side.heavy if not is_kin(word, known)),
        frozenset(word for word in side.light if not is_kin(word, known)),
    )


@lru_cache(maxsize=32_768)
def _plain(text: str) -> _Plain:
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
    return _Plain(
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
        if one.fact is None or one.fact[0] not in _TIMES:
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
