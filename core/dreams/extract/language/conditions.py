"""
The condition that something is in, as one word: running, closed, primary, paused.

Pure. A word excludes those on the other side of its line, and says the same as those beside it. In
a clause that begins with "if", "until" and the like nothing is said to be in any.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.language.lexicon import root

_SIDES: Final = (
    ("open opened reopened", "closed resolved shut wontfix"),
    ("enabled on activated", "disabled off deactivated"),
    ("running up active started", "stopped down inactive halted dead crashed exited"),
    ("paused suspended frozen", "resumed unpaused running active"),
    ("primary leader master", "replica secondary standby follower"),
    ("locked", "unlocked"),
    ("public", "private"),
    ("healthy", "unhealthy degraded"),
    ("online", "offline"),
    ("available", "unavailable"),
    ("reachable", "unreachable"),
    ("mandatory required", "optional"),
    ("paid", "unpaid overdue"),
    ("approved accepted", "rejected declined refused"),
    ("valid", "invalid expired revoked"),
    ("full", "empty"),
    ("allowed permitted", "forbidden blocked denied"),
    ("connected", "disconnected"),
    ("installed", "uninstalled"),
    ("published", "unpublished draft"),
    ("encrypted", "unencrypted"),
    ("occupied taken", "free vacant"),
    ("frozen", "unfrozen"),
)
_LINES: Final = tuple(tuple(frozenset(side.split()) for side in line) for line in _SIDES)
_WORDS: Final = frozenset(word for line in _LINES for side in line for word in side)
_WORD: Final = "|".join(sorted(_WORDS, key=lambda one: (-len(one), one)))
_SAID: Final = re.compile(
    r"(?i)(?:\b(?:is|are|stays?|remains?|runs as|acts as|serves as)\s|[:=]\s?)\s*"
    r"(?P<word>(?P<no>(?:not|no longer|never)\s+)?"
    r"(?:(?:the|an?|our|its|currently|still|now|always|set|switched|turned)\s+){0,3}"
    rf"(?:{_WORD}))(?![\w-])"
)
_LISTED: Final = re.compile(
    rf"(?i)\A(?:and\s+)?(?P<key>[a-z][a-z -]{{2,24}}?)\s+(?P<word>(?:{_WORD}))\Z"
)
"""A piece of a list of settings: "version 15.4, backup on"."""
_CASE: Final = re.compile(
    r"(?i)\b(?:if|when|whenever|unless|until|till|while|once|after|before|because|since|so that"
    r"|as (?:soon|long) as|in case|where|whether)\b[^,;.]*"
)
_PIECE: Final = re.compile(r"[,;]\s+|\.\s*\Z|\.\s+")
_YES: Final = frozenset({"true", "yes", "y", "1", "on"})
_NO: Final = frozenset({"false", "no", "n", "0", "off"})
_GOES_ON: Final = re.compile(r"\A[\w-]+(?:\s+\w+)?\Z|\A[\w-]+\s*(?:[(,;:]|since\b|for\b|at\b|by\b)")
_FIRST: Final = re.compile(r"[\w-]+")
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Condition:
    """What a text says that something is, or is not."""

    word: str
    """In lower case."""
    text: str
    """As it is written, with a negation before it."""
    before: str
    """What its clause says before it: of what it is."""
    is_denied: bool = False


def conditions_in(text: str) -> Iterator[Condition]:
    """The conditions that a text says to be so now; none in what only may be."""
    for piece in _PIECE.split(_CASE.sub(" ", text[:_LONGEST])):
        bare = piece.strip(" `*.")
        found = _SAID.search(bare)
        if found is not None:
            said = found["word"]
            word = said.split()[-1].lower()
            yield Condition(word, said, bare[: found.start()], is_denied=bool(found["no"]))
        elif (listed := _LISTED.match(bare)) is not None:
            yield Condition(listed["word"].lower(), listed["word"], listed["key"])


def agrees(condition: Condition, name: frozenset[str], value: str) -> bool | None:
    """
    Whether a value says that a condition is so; None if it says nothing of it.

    Args:
        condition: What a text says.
        name: Roots of what the value is called: `enabled` makes a condition of `false`.
        value: In lower case.
    """
    if not _GOES_ON.match(value):
        return None
    first = _first(value)
    shown = _by_word(condition.word, first)
    if shown is None and first in _YES | _NO:
        called = {_by_word(condition.word, word) for word in _WORDS if root(word) in name}
        called.discard(None)
        shown = (first in _YES) == called.pop() if len(called) == 1 else None
    return None if shown is None else shown is not condition.is_denied


def _by_word(word: str, other: str) -> bool | None:
    """Whether one word says the same as another, or excludes it; None if it does neither."""
    for line in _LINES:
        sides = [word in side for side in line], [other in side for side in line]
        if any(sides[0]) and any(sides[1]):
            return sides[0] == sides[1]
    return None


def _first(value: str) -> str:
    found = _FIRST.match(value)
    return found[0] if found else ""
