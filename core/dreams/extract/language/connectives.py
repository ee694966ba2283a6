"""
The words that tie two parts of a sentence together, by what they do: if, unless, until, even if.

Pure. Most of them are light words everywhere else, for a rewording may change or leave out any of
them; but one that is changed for a word of another kind makes another statement.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from core.transcripts.fields import words


class Tie(StrEnum):
    """What a connective does."""

    IF = "if"
    ONCE = "once"
    AFTER = "after"
    WHILE = "while"
    UNTIL = "until"
    BEFORE = "before"
    UNLESS = "unless"
    EXCEPT = "except"
    LACKING = "lacking"
    EVEN = "even"
    INSTEAD = "instead"
    THEN = "then"


_PHRASES: Final = {
    Tie.IF: (
        "if|when|whenever|in case of|in case|in the event of|in the event that|provided that"
        "|provided|providing|on condition that|given that|assuming"
    ),
    Tie.ONCE: "once|as soon as|upon|the moment|immediately after|straight after|right after",
    Tie.AFTER: "after|following",
    Tie.WHILE: "while|whilst|as long as|so long as|during|throughout",
    Tie.UNTIL: "until|till|up until",
    Tie.BEFORE: "before|prior to|ahead of|by the time",
    Tie.UNLESS: "unless",
    Tie.EXCEPT: (
        "except if|except when|except after|except while|except during|except in case of"
        "|except in|except on|except at|except for|except from|except|excepting|excluding"
        "|apart from|aside from|other than|with the exception of|save for|but not"
    ),
    Tie.LACKING: "without",
    Tie.EVEN: (
        "even if|even when|even though|even while|even after|even before|even without|even during"
        "|even in|even on|even at|whether or not|no matter whether|no matter if|no matter"
        "|regardless of whether|regardless of|regardless|irrespective of|despite|in spite of"
    ),
    Tie.INSTEAD: "instead of|rather than|in place of|in preference to",
    Tie.THEN: "then|and then|afterwards|followed by|thereafter",
}
_TIES: Final = {
    tuple(phrase.split()): tie for tie, line in _PHRASES.items() for phrase in line.split("|")
}
_LONGEST: Final = max(map(len, _TIES))
_RHYTHMS: Final = words(
    "a an per every each in more again and if when whenever unless only even until till"
)
"""Behind "once" they tell that it counts how often: "once a day", "only once, if two are late"."""


_COMPARED: Final = words("be is are was were been least just twice almost nearly about")
"""Behind these "as long as" compares two lengths."""
_ALL: Final = words("all every each any everything everyone everybody anything anyone anybody")
_FAR: Final = 4
"""Words before "but" among which is what it excepts from."""


def _is_exception(low: Sequence[str], place: int) -> bool:
    """Whether "but" excepts something of all: "every clerk but Ruiz"."""
    before = low[max(place - _FAR, 0) : place]
    return low[place] == "but" and "," not in before and not _ALL.isdisjoint(before)


def tie_at(low: Sequence[str], place: int) -> tuple[Tie, int] | None:
    """The connective that begins at a place, and how many words it has."""
    for size in range(min(_LONGEST, len(low) - place), 0, -1):
        found = _TIES.get(tuple(low[place : place + size]))
        if found is None:
            continue
        if low[place] in {"as", "so"} and place and low[place - 1] in _COMPARED:
            return None
        behind = low[place + size : place + size + 1]
        is_count = not behind or behind[0] in _RHYTHMS or list(low[place - 1 : place]) == ["at"]
        if found is Tie.ONCE and is_count:
            return None
        return found, size
    return (Tie.EXCEPT, 1) if _is_exception(low, place) else None


def say_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two pieces are connectives of one kind and nothing else: "till" and "until"."""
    ties = [tie_at(piece, 0) for piece in (one, other)]
    return (
        all(
            tie is not None and tie[1] == len(piece)
            for tie, piece in zip(ties, (one, other), strict=True)
        )
        and len({tie[0] for tie in ties if tie is not None}) == 1
    )
