"""
Whether one text says that something goes wrong, and the other one that it goes well.

Pure. "Both pumps at once blow the fuse" and "both pumps may run at once, the fuse holds" share
nearly every word, and no negation tells them apart. What lets somebody off or goes well has a few
usual wordings; what goes wrong is a word of harm that nothing denies.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.lexicon import LIGHT, OPPOSITES, root
from core.dreams.extract.language.senses import content_of, senses
from core.dreams.extract.language.turns import denying_in, pieces_of
from core.dreams.extract.language.words import JOINING
from core.transcripts.fields import words

_HARM: Final = frozenset(
    root(word)
    for word in words(
        "fail break crash lose block return refuse reject decline deny miss die hang burn blow"
        " jam stall leak spoil ruin damage corrupt garble collide clash interfere"
    )
)
_HARM_TOLD: Final = re.compile(
    r"\b(?:comes?|came|goes|went|sends?|sent) (?:\w+ ){0,4}?back\b|\bturn(?:s|ed)? (?:\w+ )?down\b"
    r"|\bthrow(?:s|n)? (?:[\w -]{1,40} )?out\b|\btoo (?:high|low|early|late)\b|\bor not at all\b"
    r"|\b(?:any\w+|every\w+) but\b|\bno answer\b"
)
_WORD: Final = re.compile(r"[a-z][a-z'-]*")
_NEGATED: Final = re.compile(
    r"\b(?:not|n't|never|no longer|without|cannot|nothing|nobody)(?: (?:be|been|being|get|gets|it"
    r"|them|any|ever))* \Z"
)
_FINE: Final = re.compile(
    r"\b(?:is|are|works?|runs?|goes|go) (?:fine|safe|as (?:it|they) (?:is|are)|all right)\b"
    r"|\bfine\b|\bno (?:harm|problem|trouble|difference)\b|\bthe same result\b"
    r"|\bresult is the same\b|\bas (?:it|they) (?:is|are)\b|\bhas no use for\b"
    r"|\bno need (?:to|of|for)\b|\bneeds? (?:not|no)\b|\bnot (?:needed|necessary|required)\b"
    r"|\b(?:is|are) (?:superfluous|unnecessary)\b|\bjust once\b"
    r"|\bno [\w -]{2,40} (?:is|are) (?:needed|required)\b"
)
_MAY: Final = re.compile(
    r"(?:\A|[.;:,] )[^.;:,]*?\b(?:may|can|accepts?)\b(?! (?:not|only|no)\b)[^.;]*"
)
_BOUNDED: Final = re.compile(
    r"\b(?:only|not|no|never|nothing|nobody|until|till|unless|after|before|once|except|at most"
    r"|up to|if|when)\b"
)
_SAID_UP: Final = re.compile(
    r"\b(?:shows?|reads?|gives?|says?|measures?|displays?|indicates?|is|gauge|runs?)\b[^;\n]{0,24}?"
    r"\b(?:too (?:high|much|fast|early)|more than|above|ahead of)\b"
)
_SAID_DOWN: Final = re.compile(
    r"\b(?:shows?|reads?|gives?|says?|measures?|displays?|indicates?|is|gauge|runs?)\b[^;\n]{0,24}?"
    r"\b(?:too (?:low|little|slow|late)|less than|below|behind)\b"
)


_NEGATION: Final = re.compile(r"\b(?:no|not|never|nothing|nobody|none|cannot|without)\b|n't\b")
_FORBIDS: Final = re.compile(
    r"\b(?:do not|don't|never|must not|may not) (?:ever )?([a-z]+)\b"
    r"(?![^.;]*\b(?:before|until|till|unless|without|except|rather|instead|other|else)\b)"
)
_TOLD_TO: Final = re.compile(
    r"(?:\A|[.;:,] |\b(?:then|and|please|must|should|to) )\W?([a-z]+)\b|\b([a-z]+) (?=`)"
)
_OUT: Final = frozenset({root("out")})
"""Of date, of order."""
_MAKES_UP: Final = re.compile(
    r"\b(?:unless|until|till|except|otherwise|else|or|before|ahead|first|instead|rather|neither|nor"
    r"|even|but|as long as|while|if|when|whenever)\b"
)
_STAYS_ON: Final = re.compile(r"\b(?:may|can) (?:stay|remain|be left|be|go) on\b")
_TURNS_OFF: Final = re.compile(
    r"\b(?:turn|switch|leave|keep|have)\b[^.;]{0,24}?\boff\b|\boff when\b"
)
_COUNTS: Final = (
    re.compile(r"\b(?:just|only) (?:once|one time)\b"),
    re.compile(r"\b(?:twice|two times|a second time)\b"),
)


class _Outcome(NamedTuple):
    is_fine: bool
    is_harm: bool
    direction: int
    """Whether what is shown is more than what is so, or less."""


@lru_cache(maxsize=65_536)
def outcomes_differ(one: str, other: str) -> bool:
    """Whether what one text warns of is what the other one says is well."""
    one, other = _about(one, other), _about(other, one)
    mine, theirs = _outcome(one), _outcome(other)
    return (
        (mine.is_fine and not mine.is_harm and theirs.is_harm and not theirs.is_fine)
        or (theirs.is_fine and not theirs.is_harm and mine.is_harm and not mine.is_fine)
        or mine.direction * theirs.direction < 0
        or _are_exchanged(one, other)
        or _is_forbidden(one, other)
        or _is_forbidden(other, one)
        or _are_crossed(one, other)
        or _is_left_on(one, other)
        or _is_left_on(other, one)
        or _counts_differ(one, other)
        or _are_of_contraries(one, other)
    )


def _about(text: str, other: str) -> str:
    """The sentences of a text that have a word in common with another one, and its first one."""
    known = content_of(other)
    return " ".join(
        sentence
        for place, sentence in enumerate(sentences_of(text))
        if not place or any(is_kin(word, known) for word in content_of(sentence))
    )


@lru_cache(maxsize=32_768)
def _outcome(text: str) -> _Outcome:
    low = text.lower().replace("\u2019", "'").replace("*", "")
    harm = [
        _NEGATED.search(low[: found.start()]) is not None
        for found in _WORD.finditer(low)
        if form_of(found[0]) in _HARM
    ]
    told = [found.start() for found in _HARM_TOLD.finditer(low)]
    harm += [_NEGATED.search(low[:start]) is not None for start in told]
    may = [found[0] for found in _MAY.finditer(low) if not _BOUNDED.search(found[0])]
    up, down = _SAID_UP.search(low) is not None, _SAID_DOWN.search(low) is not None
    return _Outcome(
        is_fine=_FINE.search(low) is not None or any(harm) or bool(may),
        is_harm=not all(harm),
        direction=up - down,
    )


def _is_forbidden(one: str, other: str) -> bool:
    """Whether the first text forbids, without a condition, what the other one tells to do."""
    low, against = (text.lower().replace("\u2019", "'") for text in (one, other))
    deeds = {form_of(found[1]) for found in _FORBIDS.finditer(low)}
    if not deeds or _NEGATION.search(against) or _outcome(other).is_harm:
        return False
    plain = {form_of(found[1] or found[2]) for found in _TOLD_TO.finditer(against)}
    return bool(deeds & plain) and not denying_in(other) - _OUT


def _are_crossed(one: str, other: str) -> bool:
    """Whether each text denies one thing, and affirms the one that the other denies."""
    if any(_MAKES_UP.search(text.lower()) or denying_in(text) for text in (one, other)):
        return False
    mine, theirs = _signed(one), _signed(other)
    return bool(mine[0] & theirs[1] - theirs[0]) and bool(theirs[0] & mine[1] - mine[0])


@lru_cache(maxsize=32_768)
def _signed(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What the pieces of a text affirm, and what its only denial is about."""
    pieces = pieces_of(text)
    denied = [piece for piece in pieces if piece.negations]
    if len(denied) != 1 or denied[0].negations > 1 or denied[0].is_lacking or denied[0].is_compared:
        return frozenset(), frozenset()
    facts = frozenset(norm for sense in senses(text) for _, norm in sense.facts)
    affirmed = frozenset().union(*(piece.words for piece in pieces if not piece.negations))
    return affirmed - LIGHT - facts, denied[0].words - LIGHT - facts - affirmed


def _is_left_on(one: str, other: str) -> bool:
    """Whether the first text lets something stay on that the other one wants off."""
    return bool(_STAYS_ON.search(one.lower())) and bool(_TURNS_OFF.search(other.lower()))


def _counts_differ(one: str, other: str) -> bool:
    """Whether a thing is done once in one text, and twice in the other."""
    once, twice = ([bool(sign.search(text.lower())) for text in (one, other)] for sign in _COUNTS)
    return (once[0] and twice[1] and not once[1]) or (once[1] and twice[0] and not once[0])


def _are_of_contraries(one: str, other: str) -> bool:
    """Whether the same noun has contrary words before it: a fast readout is no slow one."""
    mine, theirs = _before_nouns(one), _before_nouns(other)
    said = [
        frozenset(form_of(found[0]) for found in _WORD.finditer(text.lower()))
        for text in (one, other)
    ]
    return any(
        noun == same
        and second in OPPOSITES.get(first, ())
        and second not in said[0]
        and first not in said[1]
        for first, noun in mine
        for second, same in theirs
    )


@lru_cache(maxsize=32_768)
def _before_nouns(text: str) -> frozenset[tuple[str, str]]:
    """Each word that has a contrary, with the word behind it."""
    row = [found[0] for found in _WORD.finditer(text.lower())]
    return frozenset(
        (form_of(first), form_of(behind))
        for first, behind in pairwise(row)
        if form_of(first) in OPPOSITES and JOINING.isdisjoint((first, behind))
    )


def _are_exchanged(one: str, other: str) -> bool:
    """Whether two contraries have changed what is said of them: mornings dull, evenings bright."""
    mine, theirs = _company(one), _company(other)
    return any(
        second in OPPOSITES.get(first, ())
        and bool((mine[first] - mine[second]) & (theirs[second] - theirs[first]))
        and bool((mine[second] - mine[first]) & (theirs[first] - theirs[second]))
        for first in mine.keys() & theirs.keys()
        for second in mine.keys() & theirs.keys()
    )


@lru_cache(maxsize=32_768)
def _company(text: str) -> dict[str, frozenset[str]]:
    """By word that has a contrary, the words of the pieces in which it stands."""
    found: dict[str, set[str]] = {}
    for piece in pieces_of(text):
        for word in piece.words & OPPOSITES.keys():
            found.setdefault(word, set()).update(piece.words - {word})
    return {word: frozenset(others) for word, others in found.items()}
