"""
What a text says comes before what, and on which side something is.

Pure. "A before B" is not "B before A", and the upper lock is not the lower one; but what stands
first in a text says nothing, if both texts tell the same order.
"""

from functools import lru_cache
from typing import Final

from core.dreams.extract.language.clauses import Reading
from core.dreams.extract.language.words import NEGATIONS
from core.dreams.extract.tokens import Sort
from core.transcripts.fields import words

_NAMES: Final = frozenset({Sort.NAME, Sort.PATH, Sort.TICKET, Sort.CODE})
_THEN: Final = (["and"], ["then"])
_RHYTHMS: Final = tuple([one] for one in words("a an per every each in more again"))
"""What follows "once" where it counts how often."""
_NEAREST: Final = 3
"""Words on each side of "before" that are put in order."""
_SIDES: Final = words(
    "upper lower inner outer left right north south east west front back top bottom primary"
    " secondary"
)


def orders_differ(one: Reading, other: Reading) -> bool:
    """Whether one says "A before B" and the other "B before A", or "the upper" and "the lower"."""
    if _sides_of(one, other) != _sides_of(other, one) and not _sides_fit(one, other):
        return True
    mine, theirs = _orders_of(one), _orders_of(other)
    return mine.isdisjoint(theirs) and any((second, first) in theirs for first, second in mine)


def _sides_of(one: Reading, other: Reading) -> list[str]:
    """The sides that both texts name, as they follow each other in the first."""
    both = {token.text.lower() for token in other.tokens} & _SIDES
    return [low for token in one.tokens if (low := token.text.lower()) in both]


def _sides_fit(one: Reading, other: Reading) -> bool:
    """Whether the same things have the same sides, whatever stands first."""
    mine, theirs = _sided(one), _sided(other)
    return mine.keys() == theirs.keys() and all(mine[noun] == theirs[noun] for noun in mine)


def _sided(said: Reading) -> dict[str, set[str]]:
    """By noun, the sides that are said of it: the front lift, the lift in front."""
    found: dict[str, set[str]] = {}
    low = [token.text.lower() for token in said.tokens]
    for place, word in enumerate(low):
        if word in _SIDES:
            behind = _plain(said, place + 1, min(place + 2, len(low)))
            before = _plain(said, max(place - _NEAREST, 0), place)[-1:]
            for noun in behind or before:
                found.setdefault(noun, set()).add(word)
    return found


@lru_cache(maxsize=32_768)
def _orders_of(said: Reading) -> frozenset[tuple[str, str]]:
    """Pairs of words of which the text says that the first comes before the second."""
    low = [token.text.lower() for token in said.tokens]
    found: set[tuple[str, str]] = set()
    for place, word in enumerate(low):
        if word == "first" and low[place + 1 : place + 2] in _THEN:
            found |= _in_turn(said, place)
        is_once = word == "once" and low[place + 1 : place + 2] not in _RHYTHMS
        if word not in {"before", "after", "until"} and not is_once:
            continue
        if low[place - 1 : place] in (["from"], ["since"]):
            continue  # what is `from before 2.0` is old, and comes before nothing
        start = _back_to_stop(said, place)
        end = _on_to_stop(said, place + 1)
        left, right = _plain(said, start, place)[-_NEAREST:], _plain(said, place + 1, end)
        if not left:
            left = _plain(said, end + 1, _on_to_stop(said, end + 1))
        turns = not NEGATIONS.isdisjoint(low[start:place])
        if turns != (word == "until"):
            # "Not before" and "until" alone say when something begins or ends, and no order.
            continue
        named = [_name_at(said, place - 1), _name_at(said, place + 1)]
        if all(named):
            left, right = [*left, named[0]], [named[1], *right]
        for first in left:
            for second in right[:_NEAREST]:
                found.add((first, second) if word == "before" else (second, first))
    return frozenset(found)


def _in_turn(said: Reading, place: int) -> set[tuple[str, str]]:
    """What comes before what in "exported first and dropped afterwards"."""
    left = _plain(said, _back_to_stop(said, place), place)[-_NEAREST:]
    right = _plain(said, place + 2, _on_to_stop(said, place + 2))[:_NEAREST]
    return {(first, second) for first in left for second in right}


def _name_at(said: Reading, place: int) -> str:
    """A name beside "before": it is this one, and not the other, that comes first."""
    token = said.tokens[place] if 0 <= place < len(said.tokens) else None
    return token.norm if token is not None and token.sort in _NAMES else ""


def _back_to_stop(said: Reading, place: int) -> int:
    while place and said.tokens[place - 1].sort is not Sort.STOP:
        place -= 1
    return place


def _on_to_stop(said: Reading, place: int) -> int:
    while place < len(said.tokens) and said.tokens[place].sort is not Sort.STOP:
        place += 1
    return place


def _plain(said: Reading, start: int, end: int) -> list[str]:
    """The content words of a piece; names stand on both sides of an order."""
    return [
        token.norm
        for token in said.tokens[start:end]
        if token.sort is Sort.WORD and token.norm in said.bag
    ]
