"""
Whether one text is a rewording of another: the same facts, told in other words and another order.

Pure. All facts of what both speak of must be the same, and neither may deny what the other says.
Words are paired by their roots and families; a few may be left over on both sides, if they are not
two nouns, and if they do not stand at the same place of a sentence: there they would be two values
of one thing.
"""

from collections.abc import Sequence
from typing import Final

from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.lexicon import are_opposed, root
from core.dreams.extract.language.polarity import contradict, polarity
from core.dreams.extract.language.sense import Sense
from core.dreams.extract.language.senses import senses
from core.dreams.extract.language.turns import HARM
from core.dreams.extract.values.rhythms import is_told_as
from core.dreams.material.sameness.commands import holds_fact
from core.dreams.material.sameness.differences import (
    are_parallel,
    bounds_differ,
    is_one_order,
    lacks_bound,
)
from core.dreams.material.sameness.leftovers import is_another
from core.dreams.material.sameness.pairing import Side, Told, sides_of
from core.transcripts.fields import words

_LIGHT_WEIGHT: Final = 0.34
_FACT_WEIGHT: Final = 0.75
_MOST_FACTS: Final = 3
"""More facts than these make two texts no more alike."""
_LEAST: Final = 2.2
"""What two texts must share, facts and words."""
_LEAST_WORDS: Final = (0.3, 0.9, 2.3)
"""And of words alone: if nothing is left over, on one side, on both."""
_MUCH_SHARED: Final = 3
_MANY_FACTS: Final = 2
"""Words and facts beside which a word more in one text is a detail."""
_LEAST_UNNAMED: Final = 4
"""And if words are left over on both sides, and nothing has a name that both speak of."""
_NAMES: Final = frozenset({"name", "proper", "ticket", "path", "code", "link", "channel"})
_MORE_FACTS: Final = 0.5
"""Words that a second and a third fact stand for."""
_MOST_LEFT: Final = 4
"""Words that one text may have alone."""
_LEFT_SHARE: Final = 0.7
"""Words that both may have alone, for each word that they share."""
_MOST_OVER: Final = 1
"""How many words more than they share may be left over on both sides together."""
_COMPARING: Final = frozenset(
    root(word)
    for word in words(
        "more less fewer high higher low long longer short shorter above below over under"
        " early earlier late later fast faster slow slower old older new newer"
    )
)
_BOUNDING: Final = _COMPARING | frozenset(
    root(word)
    for word in words(
        "fastest slowest most least limit maximum minimum exceed beyond down until till large"
        " larger small smaller big bigger warm warmer cold colder hot hotter cool cooler heavy"
        " heavier wide wider thick thicker deep deeper next"
    )
)
_TWO: Final = frozenset(root(word) for word in words("second both twice double pair couple apart"))
_ONE: Final = frozenset(root(word) for word in words("single once"))


def is_reworded(one: str, other: str) -> bool:
    """Whether two texts say the same in other words."""
    sides = sides_of(one, other)
    return sides is not None and _is_near(*sides) and _agree(*sides)


def is_retold(one: str, other: str) -> bool:
    """Whether a text says in other words all that another one says, and nothing beside it."""
    sides = sides_of(one, other)
    return (
        sides is not None
        and not sides[0].extra
        and not sides[1].extra
        and not sides[1].left
        and _is_near(*sides)
        and _agree(*sides)
    )


def are_compatible(one: str, other: str) -> bool:
    """Whether two texts have the same facts, and nothing in one speaks against the other."""
    sides = sides_of(one, other)
    return sides is not None and not contradict(one, other) and _agree(*sides)


def begin_alike(one: str, other: str) -> bool:
    """Whether two texts can say the same at all: each has the facts that the other begins with."""
    mine, theirs = senses(one), senses(other)
    return _begins_in(mine, theirs) and _begins_in(theirs, mine)


def _begins_in(one: Sequence[Sense], other: Sequence[Sense]) -> bool:
    return all(
        any(_is_in(norm, sense.known, sense.said, sense.text) for sense in other)
        for kind, norm in (one[0].facts if one else ())
        # Where a name of plain words begins a text, its first word does not look like one.
        if kind != "proper"
    )


def _is_in(norm: str, known: frozenset[str], said: frozenset[str], text: str) -> bool:
    """Whether a text has a fact: "two" may be told by "both", and "yearly" by "every year"."""
    return (
        norm in known
        or (norm == "2" and bool(said & _TWO))
        or (norm == "1" and bool(said & _ONE))
        or is_told_as(norm, text)
        or holds_fact(text, norm)
    )


def _agree(mine: Side, theirs: Side) -> bool:
    """Whether what both speak of is the same thing, and no word of one says the contrary."""
    return (
        _has_facts(mine, theirs)
        and _has_facts(theirs, mine)
        and is_one_order(_values(mine), _values(theirs))
        and not _goes_on(mine.told, theirs.told)
        and not _goes_on(theirs.told, mine.told)
        and not bounds_differ(
            *(frozenset().union(*(one.bounds for one in side.core)) for side in (mine, theirs))
        )
        and not _puts_for_bound(mine, theirs)
        and not _puts_for_bound(theirs, mine)
        and not _are_opposed(mine.told, theirs.told)
        and not (_ordinals(mine, theirs) and _ordinals(theirs, mine))
        and not are_parallel(mine.extra, theirs.extra)
    )


def _goes_on(one: Told, other: Told) -> bool:
    """Whether a name of several parts is only a part of another's: `north-gate`, `north-gate-2`."""
    longer = [word for word in other.known - one.known if "-" in word]
    return any(
        long.startswith(f"{short}-") or long.endswith(f"-{short}")
        for short in one.known - other.known
        if "-" in short
        for long in longer
    )


def _puts_for_bound(side: Side, other: Side) -> bool:
    """Whether a text has a word of its own where the other one says above or below what it is."""
    bounds = [frozenset().union(*(one.bounds for one in part.core)) for part in (side, other)]
    return (
        bool(side.left)
        and lacks_bound(bounds[0] | bounds[1], bounds[0])
        and _BOUNDING.isdisjoint(side.told.said)
        # What goes wrong beyond the bound, if both tell it, says on which side one has to stay.
        and HARM.isdisjoint(side.told.said & other.told.said)
    )


def _are_opposed(one: Told, other: Told) -> bool:
    """Whether what is said plainly in one has its contrary in the other; bounds are no contrary."""
    mine = polarity(one.text).plain - other.said - _COMPARING
    theirs = polarity(other.text).plain - one.said - _COMPARING
    return are_opposed(
        frozenset(word for word in mine if not is_kin(word, other.said)),
        frozenset(word for word in theirs if not is_kin(word, one.said)),
    )


def _has_facts(side: Side, other: Side) -> bool:
    """Whether the other text has the facts of a core."""
    return all(
        _is_in(norm, other.told.known, other.told.said, other.told.text)
        for one in side.core
        for _, norm in one.facts
    )


def _values(side: Side) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for one in side.core for value in one.values))


def _ordinals(side: Side, other: Side) -> frozenset[str]:
    """Which one of several it is about, where the other text does not have the word."""
    return frozenset().union(*(one.ordinals for one in side.core)) - other.told.said


def _is_near(mine: Side, theirs: Side) -> bool:
    """Whether they share enough, and what is left over makes no other statement."""
    shared: float = min(len(side.heavy) - len(side.left) for side in (mine, theirs))
    shared += _LIGHT_WEIGHT * len(mine.told.light & theirs.told.light)
    facts = {norm for one in mine.core for _, norm in one.facts} & theirs.told.known
    left = sorted(len(side.left) for side in (mine, theirs))
    if left[0] and shared < _LEAST_UNNAMED and not _share_a_name(mine, theirs):
        return False
    if (left[0] and left[0] + left[1] > shared + _MOST_OVER) or (
        left[1] and not _share_a_word(mine, theirs)
    ):
        return False
    return (
        shared >= _LEAST_WORDS[0]
        and shared + _MORE_FACTS * (min(len(facts), _MOST_FACTS) - 1)
        >= _LEAST_WORDS[sum(bool(side.left) for side in (mine, theirs))]
        and shared + _FACT_WEIGHT * min(len(facts), _MOST_FACTS) >= _LEAST
        and left[1] <= _MOST_LEFT
        and left[0] <= max(1, _LEFT_SHARE * shared)
        and not is_another(
            mine, theirs, is_much=shared >= _MUCH_SHARED and len(facts) >= _MANY_FACTS
        )
    )


def _share_a_word(mine: Side, theirs: Side) -> bool:
    """Whether they have a word in common that is no part of a name, or two that are kin."""
    names = frozenset(
        root(part)
        for side in (mine, theirs)
        for one in side.core
        for kind, norm in one.facts
        if kind in _NAMES
        for part in norm.lower().split()
    )
    same = (mine.heavy & theirs.heavy) - names
    kin = (mine.heavy - mine.left - names, theirs.heavy - theirs.left - names)
    return bool(same) or min(map(len, kin)) > 1


def _share_a_name(mine: Side, theirs: Side) -> bool:
    return any(
        kind in _NAMES and norm in theirs.told.known
        for one in mine.core
        for kind, norm in one.facts
    )
