"""
Two texts with the same words of content in one order: whether a small word makes the difference.

Pure. A rewording moves things about or says two things otherwise, such as "not until" and "only
after". Where all else is the same and one small word alone is of another kind, so is the statement.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.connectives import Tie, tie_at
from core.dreams.extract.language.said import PAUSES, rows_of
from core.dreams.extract.language.words import NEGATIONS
from core.transcripts.fields import words

_ALIKE: Final = {
    Tie.ONCE: Tie.IF,
    Tie.EXCEPT: Tie.UNLESS,
    Tie.LACKING: Tie.UNLESS,
}
"""Connectives of which either may stand for the other."""
_KINDS: Final = {
    **dict.fromkeys(words("only solely exclusively"), "only"),
    **dict.fromkeys(words("and or from"), ""),
    **dict.fromkeys(words("to into onto"), "to"),
    **dict.fromkeys(words("may can could"), "may"),
    **dict.fromkeys(words("must shall should"), "must"),
    **dict.fromkeys(words("all every each both"), "all"),
    **dict.fromkeys(words("any either"), "any"),
}
_SIDES: Final = (
    frozenset({"and", "or"}),
    frozenset({"from", "to"}),
    frozenset({"may", "must"}),
    frozenset({"all", "any"}),
)
"""Kinds that make a difference in each other's place, and none where one is missing."""
_ADDED: Final = frozenset({"only", "not"})
"""And those that do by standing there at all."""
_DENYING: Final = frozenset({Tie.BEFORE, Tie.UNTIL, Tie.UNLESS})
_TIES: Final = frozenset(Tie)
_LEAST: Final = 2


def differ_by_a_small_word(one: str, other: str) -> bool:
    """Whether two texts are the same but for one small word of another kind."""
    mine, theirs = _pieces(one), _pieces(other)
    if len(mine) != len(theirs) or len(mine) <= _LEAST:
        return False
    if any(first[0] != second[0] for first, second in zip(mine, theirs, strict=True)):
        return False
    apart = [
        (first[1], second[1])
        for first, second in zip(mine, theirs, strict=True)
        if first[1] != second[1]
    ]
    return len(apart) == 1 and _clash(*apart[0])


def _clash(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    only_mine, only_theirs = mine - theirs, theirs - mine
    if (only_mine | only_theirs) & _ADDED:
        # "Before it leaves" may ask for what "nothing leaves with it in" asks for.
        return not (_DENYING & (only_mine | only_theirs))
    ties = [{kind for kind in side if kind in _TIES} for side in (only_mine, only_theirs)]
    return all(ties) or any(only_mine & side and only_theirs & side for side in _SIDES)


@lru_cache(maxsize=32_768)
def _pieces(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of content of a text in their order, each with the kinds of what stands before."""
    found: list[tuple[str, frozenset[str]]] = []
    before: list[str] = []
    for row in rows_of(text):
        for word in row:
            if word.form:
                found.append((word.form, frozenset(_kinds(before))))
                before = []
            elif word.low not in PAUSES:
                before.append(word.low)
    return (*found, ("", frozenset(_kinds(before))))


def _kinds(low: Sequence[str]) -> Iterator[str]:
    place = 0
    while place < len(low):
        found = tie_at(low, place)
        if found is not None:
            yield _ALIKE.get(found[0], found[0])
            place += found[1]
            continue
        word = low[place]
        if word in _KINDS:
            yield _KINDS[word] or word
        elif word in NEGATIONS:
            yield "not"
        place += 1
