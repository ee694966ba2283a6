"""
What is left over in two texts that share the rest, and whether it makes another statement.

Pure. Two nouns may be two things, a noun before a shared word tells which one is meant, and words
that stand at one place of a sentence are two values of one thing.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.grammar import WHICH
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.roles import Role, roles_of
from core.dreams.extract.language.senses import placed
from core.dreams.extract.language.words import JOINING
from core.dreams.material.sameness.pairing import Side
from core.transcripts.fields import words

_SAME_ALL_THE_SAME: Final = 4
"""Shared words beside which one more word before one of them tells nothing apart."""
_SKIPPED: Final = frozenset(
    root(word) for word in words("the a an each every all its their this that be is are was were")
)


def is_another(mine: Side, theirs: Side, *, is_much: bool = False) -> bool:
    """
    Whether a word that is left over tells another thing, or stands in another's place.

    Args:
        mine: One text, beside the other.
        theirs: The other one.
        is_much: They share so much that what only one of them says makes it more exact.
    """
    nouns = [Role.NOUN in side.roles.values() for side in (mine, theirs)]
    which = [
        (_chosen(one.told.text) & one.told.light) - other.told.light
        for one, other in ((mine, theirs), (theirs, mine))
    ]
    if all(nouns) or all(which) or (nouns[0] and which[1]) or (nouns[1] and which[0]):
        return True
    if is_much and not (mine.left and theirs.left):
        return False
    if _tells_which(mine, theirs) or _tells_which(theirs, mine):
        return True
    places = [_places(one, other) for one, other in ((mine, theirs), (theirs, mine))]
    return any(
        not (is_light and other_is_light)
        and ((left and left == other_left) or (right and right == other_right))
        for left, right, is_light in places[0]
        for other_left, other_right, other_is_light in places[1]
    )


def _chosen(text: str) -> frozenset[str]:
    """Words that tell which of several is meant, for something is named behind them."""
    return (
        frozenset(
            form_of(one.token.text)
            for sentence in placed(text)
            for one, after in pairwise(sentence)
            if after.fact is not None or after.token.text.lower() not in JOINING
        )
        & WHICH
    )


def _tells_which(side: Side, other: Side) -> bool:
    """Whether a noun that is left over stands before a shared word: `price cache`, `cache`."""
    shared = side.heavy - side.left - other.left
    # With so much in common, and nothing against it, one text is only more exact.
    if len(side.left) == 1 and not other.left and len(shared) >= _SAME_ALL_THE_SAME:
        return _have_another(side, other)
    roles = side.roles
    return any(
        roles.get(word) is Role.NOUN and following in shared
        for one in side.core
        for word, following in one.pairs
    )


def _have_another(side: Side, other: Side) -> bool:
    """Whether a noun has a light word before it where the other text has a heavy one."""
    lefts = {noun for one in side.core for word, noun in one.pairs if word in side.left}
    return any(
        noun in lefts and word not in side.told.said and word.isalpha()
        for one in other.core
        for word, noun in one.modifiers
    )


def _places(side: Side, other: Side) -> list[tuple[str, str, bool]]:
    """
    What stands before and behind each word that is left over, and whether that is a light noun.

    Light words are no difference, unless a word of the other text stands in the place of one.
    """
    roles = roles_of(side.told.text)
    light = {
        word for word in side.told.light - other.told.said if roles.get(word) is Role.NOUN
    } - WHICH
    alone = side.left | light
    found = []
    for sentence in placed(side.told.text) if alone else ():
        row = [one.fact[1] if one.fact else form_of(one.token.text) for one in sentence]
        for place, word in enumerate(row):
            if word in alone:
                before, behind = _next(row[:place][::-1], alone), _next(row[place + 1 :], alone)
                found.append((before, behind, word in light))
    return found


def _next(row: Sequence[str], left: AbstractSet[str]) -> str:
    return next((one for one in row if one not in _SKIPPED and one not in left), "")
