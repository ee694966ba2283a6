"""
Whether two entries say the same, so that one may take the place of both.

Pure, and careful before it is clever: a wrong merge loses what someone wrote, a missed one only
leaves a line too many. Two texts are the same if they use the same words, with a few more on one
side, or if one is a rewording of the other; what tells them apart is asked in `differences`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from core.dreams.extract.clauses import reading
from core.dreams.extract.families import is_kin
from core.dreams.extract.figures import in_figures
from core.dreams.extract.lexicon import are_opposed, root
from core.dreams.extract.polarity import contradict
from core.dreams.extract.sense import Sense
from core.dreams.extract.senses import content_of, senses
from core.dreams.extract.tokens import Sort
from core.dreams.extract.words import JOINING
from core.dreams.material.agents import are_swapped
from core.dreams.material.alignment import Alignment, aligned
from core.dreams.material.cores import Core, core_of
from core.dreams.material.differences import (
    answer_the_same,
    are_parallel,
    are_told_apart,
    bounds_differ,
    differ_in_wording,
    has_facts_of,
    is_one_order,
    labels_fit,
    name_other_parts,
    orders_differ,
)
from core.dreams.material.entries import Entry, Shape
from core.dreams.material.rewording import are_compatible, begin_alike, is_reworded
from core.dreams.material.slots import slot_of
from core.dreams.material.standing import (
    around,
    fit,
    is_in_heap,
    points,
    share_a_place,
    stands_alone,
    title_of,
)
from core.dreams.material.subjects import named_in, plain, with_names
from core.dreams.material.when import undated

_LEAST_SHARED: Final = 3
"""Words and facts two entries must share; fewer say too little to be known again."""
_LEAST_ALONE: Final = 2
"""Words and facts of what is known again only word by word, or among notes about anything."""
_MOST_PARTS: Final = 16
"""Sentences of a paragraph, alone and in pairs, that an entry is laid beside."""
_SHARE: Final = 0.6
"""Of the smaller core, the part that the larger one has too."""
_LEAST_AROUND: Final = 4
"""Words that are the same around the one place in which two texts differ."""
_LOOKS: Final = re.compile(r"[,;:!?\u2013\u2014]+|(?<!\.)\.++(?=\s|\Z)|(?<!\S)-+(?!\S)")
_LABELLED: Final = re.compile(r"\W*[^:.]{1,40}:\s")
_JOINING: Final = frozenset(root(word) for word in JOINING)


def likeness(
    first: Entry, second: Entry, subjects: frozenset[str] = frozenset()
) -> Alignment | None:
    """Whether two entries say the same about the same thing, or nearly; subjects are names."""
    # Most texts that look alike differ in a fact, and that is seen soonest.
    if first.box != second.box or not fit(first, second):
        return None
    if begin_alike(first.text, second.text) and _stand_together(first, second, subjects):
        if _spelling(first.text) == _spelling(second.text):
            return Alignment.SAME if len(content_of(first.text)) >= _LEAST_ALONE else None
        if _are_told_apart(first, second, subjects):
            return None
        if _agree(with_names(first.text, subjects), with_names(second.text, subjects)):
            return Alignment.SAME
    return beside(first, second, subjects)


def beside(first: Entry, second: Entry, subjects: frozenset[str]) -> Alignment | None:
    """How a sentence lies beside another one, or beside one of a paragraph."""
    parts = [_parts(entry) for entry in (first, second)]
    if min(map(len, parts)) > 1:
        return None
    found = {
        _beside(one, other, subjects)
        for one in (parts[0] if len(parts[0]) > 1 else [first])
        for other in (parts[1] if len(parts[1]) > 1 else [second])
    }
    return next((one for one in (Alignment.SAME, Alignment.NEAR) if one in found), None)


def _parts(entry: Entry) -> list[Entry]:
    """An entry by its sentences: each alone, and each with the next one."""
    said = [sense.text for sense in senses(entry.text)]
    spans = [[one] for one in said] + [list(pair) for pair in pairwise(said)]
    return [
        replace(entry, lines=(". ".join(span),), shape=Shape.PARAGRAPH)
        for span in spans[:_MOST_PARTS]
    ]


def _beside(first: Entry, second: Entry, subjects: frozenset[str]) -> Alignment | None:
    one, other = (in_figures(entry.text) for entry in (first, second))
    found = aligned(one, other, (title_of(first), title_of(second)))
    if found is None or points(first.text) or points(second.text):
        return None
    if _are_told_apart(first, second, subjects) or not _are_not_at_odds(one, other):
        return None
    if _stand_together(first, second, subjects) or _names_place(first, second):
        return found
    if all(_LABELLED.match(text) for text in (one, other)):
        # "Owner: Ada" is of whatever it stands under.
        return None
    said = [len(content_of(text)) for text in (one, other)]
    heaps = is_in_heap(first) + is_in_heap(second)
    if not heaps or min(said) < _LEAST_ALONE:
        return None
    is_known = heaps == len(said) or min(said) >= _LEAST_SHARED
    return found if is_known else Alignment.NEAR


def _names_place(first: Entry, second: Entry) -> bool:
    """Whether one entry names what the other one stands under, and that is all it has above it."""
    return any(
        plain(other.trail[-1].text) in plain(entry.text)
        for entry, other in ((first, second), (second, first))
        if other.trail and len(other.trail[-1].text.split()) == 1 and not is_in_heap(other)
    )


def _are_told_apart(first: Entry, second: Entry, subjects: frozenset[str]) -> bool:
    return _differ_in_one_place(first.text, second.text) or _differ_in_value(
        first, second, subjects
    )


@lru_cache(maxsize=65_536)
def _differ_in_one_place(first: str, second: str) -> bool:
    """Whether two texts are word by word the same but for one place, where each has its own."""
    one, other = (_spelling(undated(text)).split() for text in (first, second))
    before = 0
    while before < min(len(one), len(other)) and one[before] == other[before]:
        before += 1
    after = 0
    least = min(len(one), len(other)) - before
    while after < least and one[-1 - after] == other[-1 - after]:
        after += 1
    mine, theirs = one[before : len(one) - after], other[before : len(other) - after]
    if any(map(str.isdigit, "".join((*mine, *theirs)))):
        # Numbers are facts, and may be the same in another unit.
        return False
    if before + after < _LEAST_AROUND or not 0 < len(mine) <= 2 or not 0 < len(theirs) <= 2:
        return False
    roots = [frozenset(root(word) for word in piece) for piece in (mine, theirs)]
    are_kin = all(
        is_kin(word, against)
        for own, against in ((roots[0], roots[1]), (roots[1], roots[0]))
        for word in own - _JOINING
    )
    return not are_kin


def _differ_in_value(first: Entry, second: Entry, subjects: frozenset[str]) -> bool:
    """Whether both say what one thing is, each something else: `is allowed`, `is on request`."""
    names = named_in(first.text, subjects)
    if not names or names != named_in(second.text, subjects):
        return False
    slots = [slot_of(plain(undated(one.text)), tuple(names)) for one in (first, second)]
    one, other = slots
    if one is None or other is None or "is" not in {one.link, other.link}:
        return False
    mine, theirs = (frozenset(map(root, slot.text.split())) for slot in (one, other))
    return mine.isdisjoint(theirs) and not any(is_kin(word, theirs) for word in mine)


def may_be_same(first: Entry, second: Entry, subjects: frozenset[str] = frozenset()) -> bool:
    """Whether nothing tells two entries apart of which each is the same as a third."""
    return _may_meet(first, second, subjects) and _fit_together(
        *(with_names(entry.text, subjects) for entry in (first, second))
    )


def _may_meet(first: Entry, second: Entry, subjects: frozenset[str]) -> bool:
    return (
        first.box == second.box and fit(first, second) and _stand_together(first, second, subjects)
    )


def _stand_together(first: Entry, second: Entry, subjects: frozenset[str]) -> bool:
    return share_a_place(first, second) or stands_alone(first, second, subjects)


@lru_cache(maxsize=65_536)
def _agree(first: str, second: str) -> bool:
    """Whether two texts say the same; asked again in every round of a dream."""
    # What is dearest to find out is asked last, of the few that are left.
    return (
        _say_same(senses(first), senses(second)) or is_reworded(first, second)
    ) and _are_not_at_odds(first, second)


@lru_cache(maxsize=65_536)
def _are_not_at_odds(first: str, second: str) -> bool:
    return (
        not orders_differ(reading(first), reading(second))
        and not contradict(first, second)
        and not name_other_parts(first, second)
        and not are_swapped(first, second)
    )


@lru_cache(maxsize=65_536)
def _fit_together(first: str, second: str) -> bool:
    return (
        are_compatible(first, second)
        and not orders_differ(reading(first), reading(second))
        and not name_other_parts(first, second)
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
        and not are_opposed(mine.said, theirs.said)
        and not answer_the_same(mine.extra, theirs.extra)
        and (is_claim or not are_parallel(mine.extra, theirs.extra))
    )


def _share_a_word(mine: Core, theirs: Core) -> bool:
    names = frozenset(norm for _, norm in mine.facts | theirs.facts)
    return bool((mine.said & theirs.said) - names - _JOINING)


def _spelling(text: str) -> str:
    """A text without the signs that only show how it looks."""
    return " ".join(_LOOKS.sub(" ", text.lower().replace("`", "").replace("*", "")).split())
