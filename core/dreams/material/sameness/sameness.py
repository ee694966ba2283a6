"""
Whether two entries say the same, so that one may take the place of both.

Pure, and careful before it is clever: a wrong merge loses what someone wrote, a missed one only
leaves a line too many. Two texts are the same if they use the same words, with a few more on one
side, or if one is a rewording of the other; what tells them apart is asked in `differences`.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.clauses import reading
from core.dreams.extract.language.lexicon import JOINING_ROOTS, are_opposed
from core.dreams.extract.language.sense import Sense
from core.dreams.extract.language.senses import content_of, senses
from core.dreams.extract.tokens import Sort
from core.dreams.extract.values.figures import in_figures
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.standing import around, fit, share_a_place, stand_together
from core.dreams.material.memories.subjects import with_names
from core.dreams.material.memories.things import are_of_two_things
from core.dreams.material.sameness.alignment import Alignment
from core.dreams.material.sameness.beside import beside
from core.dreams.material.sameness.contraries import are_contrary
from core.dreams.material.sameness.cores import Core, core_of
from core.dreams.material.sameness.differences import (
    answer_the_same,
    are_parallel,
    are_told_apart,
    bounds_differ,
    differ_in_wording,
    has_facts_of,
    is_one_order,
    labels_fit,
    lacks_bound,
    name_other_parts,
)
from core.dreams.material.sameness.logic import logic_differs
from core.dreams.material.sameness.odds import are_not_at_odds, is_narrower, spelling, tell_apart
from core.dreams.material.sameness.others import say_of_others
from core.dreams.material.sameness.outcomes import outcomes_differ
from core.dreams.material.sameness.restricted import is_one_restricted, is_one_titled_so
from core.dreams.material.sameness.rewording import are_compatible, begin_alike, is_reworded
from core.dreams.material.sameness.sequences import orders_differ
from core.dreams.material.sameness.signs import signs_differ
from core.dreams.material.sameness.substance import (
    have_substance,
    introduces,
    only_points,
    share_little,
    stands_for_itself,
)
from core.dreams.material.sameness.titled import with_title
from core.dreams.material.sameness.variants import are_variants
from core.dreams.material.sameness.word_for_word import says_it_anywhere

_LEAST_SHARED: Final = 3
"""Words and facts two entries must share; fewer say too little to be known again."""
_LEAST_ALONE: Final = 2
"""Words and facts of what is known again only word by word, or among notes about anything."""
_SHARE: Final = 0.6
"""Of the smaller core, the part that the larger one has too."""


def likeness(
    first: Entry, second: Entry, subjects: frozenset[str] = frozenset()
) -> Alignment | None:
    """Whether two entries say the same about the same thing, or nearly; subjects are names."""
    # Most texts that look alike differ in a fact, and that is seen soonest.
    if (
        first.box != second.box
        or not fit(first, second)
        or is_one_titled_so(first, second)
        or are_of_two_things(first, second)
        or any(introduces(entry.text) for entry in (first, second))
        or signs_differ(first.text, second.text)
    ):
        return None
    # Backquotes make a fact of what are plain words without them.
    if spelling(first.text) == spelling(second.text):
        return _likeness_spelled_alike(first, second, subjects)
    if stands_for_itself(first.text, second.text):
        return None
    if is_narrower(first.text, second.text):
        return Alignment.NEAR if stand_together(first, second, subjects) else None
    one, other = (in_figures(entry.text) for entry in (first, second))
    if is_one_restricted(one, other) or outcomes_differ(one, other):
        return None
    found = _likeness_in_words(first, second, subjects)
    titled = with_title(first, second) if found is None else None
    found = found if titled is None else _likeness_in_words(*titled, subjects)
    return None if found is None or share_little(one, other) else found


def _likeness_spelled_alike(
    first: Entry, second: Entry, subjects: frozenset[str]
) -> Alignment | None:
    if first.path != second.path and only_points(first.text):
        return None
    if stand_together(first, second, subjects):
        return Alignment.SAME if len(content_of(first.text)) >= _LEAST_ALONE else None
    if first.path != second.path and says_it_anywhere(first, second):
        return Alignment.SAME
    return _likeness_in_words(first, second, subjects)


def _likeness_in_words(first: Entry, second: Entry, subjects: frozenset[str]) -> Alignment | None:
    one, other = (in_figures(entry.text) for entry in (first, second))
    if begin_alike(one, other) and stand_together(first, second, subjects):
        if tell_apart(first, second, subjects):
            return None
        if _agree(with_names(one, subjects), with_names(other, subjects)):
            return Alignment.SAME
    return beside(first, second, subjects)


def may_be_same(first: Entry, second: Entry, subjects: frozenset[str] = frozenset()) -> bool:
    """Whether nothing tells two entries apart of which each is the same as a third."""
    return _may_meet(first, second, subjects) and _fit_together(
        *(with_names(in_figures(entry.text), subjects) for entry in (first, second))
    )


def _may_meet(first: Entry, second: Entry, subjects: frozenset[str]) -> bool:
    return (
        first.box == second.box
        and fit(first, second)
        and not is_one_titled_so(first, second)
        and not are_of_two_things(first, second)
        and not signs_differ(first.text, second.text)
        and stand_together(first, second, subjects)
        and not is_narrower(first.text, second.text)
        and not is_one_restricted(*(in_figures(entry.text) for entry in (first, second)))
        and not outcomes_differ(*(in_figures(entry.text) for entry in (first, second)))
    )


@lru_cache(maxsize=65_536)
def _agree(first: str, second: str) -> bool:
    """Whether two texts say the same; asked again in every round of a dream."""
    # What is dearest to find out is asked last, of the few that are left.
    return (
        (_say_same(senses(first), senses(second)) or is_reworded(first, second))
        and have_substance(first, second)
        and are_not_at_odds(first, second)
    )


@lru_cache(maxsize=65_536)
def _fit_together(first: str, second: str) -> bool:
    return (
        are_compatible(first, second)
        and not orders_differ(reading(first), reading(second))
        and not name_other_parts(first, second)
        and not are_variants(first, second)
        and not say_of_others(first, second)
        and not are_contrary(first, second)
        and not logic_differs(first, second)
    )


def say_same_but(
    first: Entry, second: Entry, *, dropped: frozenset[str], names: frozenset[str]
) -> bool:
    """
    Whether two entries would say the same but for these facts, which are left out of both.

    Their dates do not count: that one is older is why it may be wrong. Names that both share make
    sure that both speak of one thing.
    """
    if first.box != second.box or around(first)[1] != around(second)[1]:
        return False
    if not names and not share_a_place(first, second):
        return False
    one, other = (_without(senses(entry.text), dropped) for entry in (first, second))
    return _say_same(one, other, least=1, is_claim=True)


def _without(said: Sequence[Sense], dropped: frozenset[str]) -> tuple[Sense, ...]:
    return tuple(
        replace(
            sense,
            facts=frozenset(
                fact for fact in sense.facts if fact[1] not in dropped and fact[0] != Sort.DATE
            ),
        )
        for sense in said
    )


def _say_same(
    one: Sequence[Sense],
    other: Sequence[Sense],
    *,
    least: int = _LEAST_SHARED,
    is_claim: bool = False,
) -> bool:
    known = [frozenset().union(*(sense.known for sense in side)) for side in (one, other)]
    mine, theirs = core_of(one, known[1]), core_of(other, known[0])
    both = mine.bag & theirs.bag
    # That both name the same things makes no statement yet: a word has to be the same too.
    if is_claim and not _share_a_word(mine, theirs):
        return False
    if len(both) < least or len(both) < _SHARE * min(len(mine.bag), len(theirs.bag)):
        return False
    return (
        has_facts_of(mine, other)
        and has_facts_of(theirs, one)
        and is_one_order(mine.values, theirs.values)
        and labels_fit(one, other)
        and differ_in_wording(mine, theirs, known, is_claim=is_claim)
        and not are_told_apart(mine, theirs)
        and mine.is_turned == theirs.is_turned
        and one[0].is_turned == other[0].is_turned
        and mine.is_alone == theirs.is_alone
        and not bounds_differ(mine.bounds, theirs.bounds)
        and (is_claim or not lacks_bound(mine.bounds, theirs.bounds))
        and not are_opposed(mine.said, theirs.said)
        and not answer_the_same(mine.extra, theirs.extra)
        and (is_claim or not are_parallel(mine.extra, theirs.extra))
    )


def _share_a_word(mine: Core, theirs: Core) -> bool:
    names = frozenset(norm for _, norm in mine.facts | theirs.facts)
    return bool((mine.said & theirs.said) - names - JOINING_ROOTS)
