"""
Whether two short sentences say the same, word for word in other words.

Pure, and strict where `rewording` weighs: every fact, every word that carries sense and every light
one of either sentence must have its like in the other, but for words that say nothing there. Then
little is enough, for nothing is left that could tell them apart.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.lexicon import are_opposed
from core.dreams.material.sameness.agents import agents_fit
from core.dreams.material.sameness.differences import bounds_differ, lacks_bound
from core.dreams.material.sameness.laid import Laid, laid_out


class Alignment(StrEnum):
    """How two sentences lie beside each other."""

    SAME = "same"
    NEAR = "near"
    """One has a word more, which may tell which one is meant."""


_BEFORE: Final = re.compile(r"\b(?:before|ahead|prior|until|first|without|by)\b")
_NONE: Final[frozenset[str]] = frozenset()
_LEAST: Final = 2
"""Facts and words that two sentences must share."""
_LEAST_FOR_NEAR: Final = 3


@lru_cache(maxsize=65_536)
def aligned(
    one: str, other: str, titles: tuple[frozenset[str], frozenset[str]] = (_NONE, _NONE)
) -> Alignment | None:
    """How two texts lie beside each other; what its title says a text need not say itself."""
    mine, theirs = laid_out(one), laid_out(other)
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
    mine: Laid, theirs: Laid, titles: tuple[frozenset[str], frozenset[str]]
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


def _has_facts(side: Laid, other: Laid, given: frozenset[str]) -> bool:
    # Where a name begins a text, its first word does not look like one.
    return all(
        norm in other.known or norm in given or (kind == "proper" and is_kin(norm, other.said))
        for kind, norm in side.facts
    )


def _orders_fit(mine: Laid, theirs: Laid) -> bool:
    """Whether values of one kind follow each other alike, and names with values as well."""
    theirs_by_kind = dict(theirs.orders)
    return all(
        [one for one in row if one in theirs_by_kind.get(kind, ())]
        == [one for one in theirs_by_kind.get(kind, ()) if one in row]
        for kind, row in mine.orders
    )


def _phrasals_differ(mine: Laid, theirs: Laid) -> bool:
    """`check in` and `check out` share a verb; each needs its own particle."""
    return any(
        verb == same and particle != other
        for verb, particle in mine.phrasal
        for same, other in theirs.phrasal
    )


def _alone(side: Laid, other: Laid, given: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The heavy and the light words for which the other text has none."""
    known = other.known | given
    return (
        frozenset(word for word in side.heavy if not is_kin(word, known)),
        frozenset(word for word in side.light if not is_kin(word, known)),
    )
