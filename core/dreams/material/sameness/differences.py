"""
What tells two texts apart that share most of their words.

Pure. Each function is one way in which texts differ that look alike: a word in the place of
another, what is counted, the order of two things, a bound, an answer to the same question.
"""

import re
from collections.abc import Sequence
from typing import Final

from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.lexicon import JOINING_ROOTS
from core.dreams.extract.language.roles import Role, roles_of
from core.dreams.extract.language.sense import Sense
from core.dreams.extract.language.senses import content_of, senses
from core.dreams.material.memories.when import DAY
from core.dreams.material.sameness.cores import Core

_MOST_MORE: Final = 3
"""Words that only one of two cores has: a rewording, and no other statement."""
_SHORTEST_PART: Final = 4
"""Letters of a word by which a compound is known."""
_PARALLEL: Final = 0.5
"""Additions of both sides that share so much are two answers to one question."""
_LONGEST_LABEL: Final = 3
"""Words and facts of what is a label and no sentence of its own."""
_MEASURED: Final = re.compile(r"([a-z]+):")
_LABEL: Final = re.compile(r"\W*([^:.]{1,60}):\s")


def has_facts_of(core: Core, other: Sequence[Sense]) -> bool:
    """Whether another text has every fact of a core."""
    said = frozenset().union(*(sense.bag for sense in other))
    return all(norm in said for _, norm in core.facts)


def is_one_order(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether values of one kind follow each other alike: 3 and then 5 is not 5 and then 3."""
    return all(
        [one for one in mine if one in theirs and _dimension(one) == kind]
        == [one for one in theirs if one in mine and _dimension(one) == kind]
        for kind in {_dimension(one) for one in mine}
    )


def _dimension(value: str) -> str:
    """What a value measures; nothing, if it has no unit."""
    found = _MEASURED.match(value)
    return found[1] if found else ""


def labels_fit(one: Sequence[Sense], other: Sequence[Sense]) -> bool:
    """A short label before a colon says what the rest is about: it may not be missing."""
    for mine, theirs in ((one, other), (other, one)):
        said = frozenset().union(*(sense.bag for sense in theirs))
        for sense in mine[:1]:
            label = _LABEL.match(sense.text)
            about = content_of(DAY.sub("", label[1])) if label else frozenset()
            if len(about) <= _LONGEST_LABEL and not about <= said:
                return False
    return True


def differ_in_wording(
    mine: Core, theirs: Core, known: Sequence[frozenset[str]], *, is_claim: bool
) -> bool:
    """Whether what one core has more is a few words, none of which tells another thing apart."""
    only_mine, only_theirs = mine.heavy - known[1], theirs.heavy - known[0]
    if is_claim:
        # `autoscaler` is a scaler; of what has one value such words mean the same.
        compound = {
            word
            for one in only_mine
            for other in only_theirs
            if len(min(one, other, key=len)) >= _SHORTEST_PART
            and (one.endswith(other) or other.endswith(one))
            for word in (one, other)
        }
        only_mine, only_theirs = only_mine - compound, only_theirs - compound
    if only_mine and only_theirs:
        return False
    for own, core, rest in ((only_mine, mine, theirs), (only_theirs, theirs, mine)):
        if len(own) > _MOST_MORE:
            return False
        # "price cache" and "cache": what stands before a shared word tells which one is meant, and
        # so does what it is a part of.
        if any(first in own and second in rest.heavy for first, second in core.pairs):
            return False
        # Of a value, where and when it holds is half of what is said.
        if is_claim and own & core.places:
            return False
        # In "the owner of X is ..." it is what the value is called.
        if own & (core.of - core.named if is_claim else core.of):
            return False
    return True


def are_told_apart(mine: Core, theirs: Core) -> bool:
    """Whether a word has another one before it on either side: `second draft`, `last draft`."""
    if mine.ordinals - theirs.said or theirs.ordinals - mine.said:
        return True
    for word, noun in mine.modifiers:
        if word not in theirs.said and any(
            other == noun and more not in mine.said for more, other in theirs.modifiers
        ):
            return True
    return False


def bounds_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(
        (low in one and high in other) or (high in one and low in other)
        for low, high in (("least", "most"), ("over", "under"))
    )


def lacks_bound(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a number is a bound in one text only: "over 5" is not 5, "up to 5" may be the 5."""
    return any((bound in one) != (bound in other) for bound in ("over", "under"))


def answer_the_same(mine: Sequence[Sense], theirs: Sequence[Sense]) -> bool:
    """Whether additions on both sides stand in each other's place."""
    for one in mine:
        for other in theirs:
            least = max(min(len(one.bag), len(other.bag)), 1)
            if len(one.bag & other.bag) >= _PARALLEL * least:
                return True
            kinds = {kind for kind, _ in one.facts} & {kind for kind, _ in other.facts}
            said = [side.said - JOINING_ROOTS for side in (one, other)]
            if kinds and (not all(said) or said[0] & said[1]):
                return True
    return False


def are_parallel(mine: Sequence[Sense], theirs: Sequence[Sense]) -> bool:
    """Whether additions on both sides are built alike: "it is Ada", "it is Bo"."""
    return answer_the_same(mine, theirs) or any(
        len(one.said & other.said) >= _PARALLEL * max(min(len(one.said), len(other.said)), 1)
        for one in mine
        for other in theirs
    )


def name_other_parts(one: str, other: str) -> bool:
    """
    Whether a noun has another noun before it in either text: `mill gate`, `church gate`.

    Anywhere in them: what else a text says may name the very thing that the other one differs in.
    """
    mine, theirs = senses(one), senses(other)
    said = [frozenset().union(*(sense.said for sense in side)) for side in (mine, theirs)]
    parts = [
        {
            (first, noun)
            for sense in side
            for first, noun in sense.pairs
            if first not in against and roles_of(text).get(first) is Role.NOUN
        }
        for side, text, against in ((mine, one, said[1]), (theirs, other, said[0]))
    ]
    return any(
        noun == same and not is_kin(first, frozenset({second}))
        for first, noun in parts[0]
        for second, same in parts[1]
    )
