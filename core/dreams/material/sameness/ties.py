"""
Whether two texts tie the same things together in two ways: "if X" and "unless X".

Pure. Their words may be the same one by one; what is tied to what, and how, makes the statement.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from core.dreams.extract.language.connectives import Tie
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.lexicon import OPPOSITES, root
from core.dreams.extract.language.links import AT_ONCE, FIRST, LAST, Link, Part, parts_of
from core.dreams.extract.language.turns import HARM, denying_in, harm_in
from core.transcripts.fields import words

_SHARE: Final = 0.5
"""Of the smaller of two pieces, the part that both have, if they are about the same."""
_NONE: Final[frozenset[str]] = frozenset()
_OVER: Final = frozenset(root(word) for word in words("stop end finish halt cease over done gone"))
_REVERSED: Final = {FIRST: LAST, LAST: FIRST, "kept": "left"}


_OUTCOME: Final = re.compile(
    r"\b(?:otherwise|or else|else)\b"
    r"|[,;\u2013\u2014-] or (?:the|an?|it|its|they|their|we|you|he|she|there|this|that|no)\b"
)
"""What is said behind it happens if not."""
_ONLY: Final = re.compile(r"(?i)\bonly\b")
_PLAIN_TIES: Final = frozenset({Tie.UNLESS, Tie.EXCEPT, Tie.LACKING, Tie.INSTEAD})

_ASKING: Final = frozenset({Tie.UNLESS, Tie.LACKING})


def are_tied_otherwise(one: str, other: str) -> bool:
    """Whether one thing depends on another in one text as it does not in the other."""
    limits = [len(_ONLY.findall(text)) for text in (one, other)]
    if min(limits) and limits[0] != limits[1]:
        # "Only once if two are late", and "only once, only if two are late".
        return True
    mine, theirs = parts_of(one), parts_of(other)
    is_unsure = _is_unsure(one, other)
    return any(
        _differ(first, second, is_unsure=is_unsure)
        for first in _links(mine)
        for second in _links(theirs)
    ) or (not is_unsure and (_is_plain(mine, theirs) or _is_plain(theirs, mine)))


def _links(parts: tuple[Part, ...]) -> Iterator[Link]:
    for part in parts:
        yield from part.links


def _differ(one: Link, other: Link, *, is_unsure: bool) -> bool:
    """Whether two links of the same things are of two kinds."""
    if (one.tie is Tie.INSTEAD) != (other.tie is Tie.INSTEAD):
        return False
    is_same = _are_same(one.tied, other.tied)
    if is_same or _are_near(one.tied, other.tied):
        if not _are_near(one.main, other.main):
            return False
        if is_unsure and not is_same:
            return _is_ended(one, other) or _is_ended(other, one)
        is_needed_once = one.is_needed != other.is_needed and (one.is_enough or other.is_enough)
        return is_needed_once or not _fit(one, other)
    if not is_unsure and _are_near(one.tied, other.main) and _are_near(one.main, other.tied):
        # "If the fan runs it is hot" does not say that the fan runs if it is.
        is_turned_round = one.is_enough and other.is_enough
        return is_turned_round or not _fit(one, _reversed(other))
    return False


def _is_ended(one: Link, other: Link) -> bool:
    """Whether it holds in one text while something lasts, and in the other once that is over."""
    return (
        one.readings == {("+", AT_ONCE)}
        and other.readings == {("+", FIRST)}
        and not _OVER.isdisjoint(other.tied - one.tied)
        and _OVER.isdisjoint(one.tied)
        and not _contraries(one.main, other.main)
    )


def _fit(one: Link, other: Link) -> bool:
    """Whether two links may say the same: a contrary in one of them turns it round."""
    mine, theirs = one.main | one.tied, other.main | other.tied
    is_turned = _contraries(mine, theirs) % 2 == 1
    crossed = not one.readings.isdisjoint(other.turned) or not one.turned.isdisjoint(other.readings)
    if mine.isdisjoint(HARM) != theirs.isdisjoint(HARM):
        return crossed or not one.readings.isdisjoint(other.readings)
    return crossed if is_turned else not one.readings.isdisjoint(other.readings)


def _reversed(link: Link) -> Link:
    """A link told from its other end."""
    return replace(
        link,
        readings=frozenset((sign, _REVERSED.get(order, order)) for sign, order in link.readings),
        turned=frozenset((sign, _REVERSED.get(order, order)) for sign, order in link.turned),
    )


def _is_plain(mine: tuple[Part, ...], theirs: tuple[Part, ...]) -> bool:
    """Whether one text says plainly, in one go, what holds in the other only without it."""
    against = tuple(_links(theirs))
    for link in _links(mine):
        is_kept = {sign for sign, _ in link.readings} != {"-"} or link.tie not in _PLAIN_TIES
        # It fails without what is asked for elsewhere.
        is_kept |= link.tie in _ASKING and not link.main.isdisjoint(HARM)
        if is_kept or any(_are_near(link.tied, one.tied) for one in against):
            continue
        for part in theirs:
            plain = part.main
            if part.is_denied or any(
                not any(_are_near(one.tied, known.tied) for known in _links(mine))
                for one in part.links
            ):
                continue
            if _are_near(link.tied, plain) and _are_near(link.main, plain):
                return True
    return False


def _are_near(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    shared = min(_shared(one, other), _shared(other, one))
    return shared > 0 and shared >= _SHARE * least


def _are_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return _shared(one, other) == len(one) and _shared(other, one) == len(other)


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    return sum(is_kin(word, other) for word in one)


def _contraries(one: frozenset[str], other: frozenset[str]) -> int:
    """How many words of one text have their contrary in its place in the other."""
    mine, theirs = one - other, other - one
    return sum(
        bool(OPPOSITES.get(word, _NONE) & theirs or _denied_forms(word) & theirs) for word in mine
    ) + sum(bool(_denied_forms(word) & mine) for word in theirs)


def _denied_forms(word: str) -> frozenset[str]:
    return frozenset(f"{prefix}{word}" for prefix in ("un", "non", "dis", "in", "im"))


def _is_unsure(one: str, other: str) -> bool:
    """
    Whether a word of one text only denies by what it means, or says what goes wrong.

    "Without a stamp it is returned" and "with a stamp" are one rule; but where every word of either
    text is in the other one, nothing makes up for another connective.
    """
    mine, theirs = _words(one), _words(other)
    warns = [_OUTCOME.search(text.lower()) is not None for text in (one, other)]
    if _are_same(mine, theirs) and warns[0] == warns[1]:
        return False
    is_denying = bool(denying_in(one) - theirs or denying_in(other) - mine)
    return is_denying or any(warns) or harm_in(one) or harm_in(other)


def _words(text: str) -> frozenset[str]:
    return frozenset().union(*(part.words for part in parts_of(text)))
