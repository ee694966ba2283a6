"""
Whether the name of a value and the words of a note may mean the same: `max_conn` and "connections".

Pure. For finding what a value is called, never for telling whether two texts say the same: a kin is
a good reason to look at a value, and no synonym.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root

_SHORTEST: Final = 3
"""Letters of an abbreviation."""
_SHORTEST_PART: Final = 4
"""Letters of the part by which a compound is known."""
_FEW: Final = 8
"""Words of a name all pairs of which are tried."""

_FAMILIES: Final = (
    # Whose it is, and who sees to it.
    (
        "owner own belong team responsible maintain maintainer steward charge custodian keeper"
        " holder manager manage managed lead head chief boss supervisor foreman run look"
    ),
    "approve approver approval sign signature signatory sign-off review reviewer ok permit consent",
    (
        "contact phone tel telephone call reach extension ring mail email hear answer reply"
        " respond response"
    ),
    "crew staff shift team squad",
    "supplier vendor provider source supply deliver come feed carrier contractor",
    "holder hold contract contractor carrier",
    # How much and how many.
    "limit maximum cap ceiling quota most bound threshold allow accept top peak",
    "minimum least floor",
    "capacity room space seat fit hold size take",
    "size extent length large big page",
    "count number many amount quantity total",
    "weight weigh heavy mass load",
    "price cost fee charge tariff rate",
    "pay payment settle settlement invoice bill",
    "temperature degree warm cold heat cool setpoint thermostat",
    "speed rate fast throughput pace",
    "memory heap ram",
    "stock supply store reserve left",
    # When, how often and how long.
    "interval every cadence frequency period schedule often rhythm cycle",
    "begin start open opening from",
    "end stop close closing until cutoff deadline curfew",
    "duration length take last long lead",
    "timeout wait patience give deadline",
    "retention keep retain kept store ttl live history delete purge",
    "expire expiry valid until due",
    "delivery deliver arrive arrival",
    # Where and what.
    (
        "place location site where stand shelf position room address kept live host region city"
        " country centre center station"
    ),
    "port listen",
    "version release build firmware run",
    "job task run load build batch process pipeline",
    "deploy deployment ship release rollout roll production",
    "type kind mode strategy style method manner policy action",
    "region zone area location",
    "colour color paint",
    "typeface font type set",
    "backup copy replica",
    "language locale speak written",
    "key secret credential token",
    "code pin combination password",
)


_NO_FAMILY: Final[frozenset[int]] = frozenset()


@lru_cache(maxsize=1)
def _by_root() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_FAMILIES):
        for word in line.split():
            found.setdefault(root(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=65_536)
def kin_of(names: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """Which roots of a name are said, in this or another form, by the roots of a text."""
    found = set(names & said)
    forms = _forms_of(said)
    for one in names - found:
        if _is_joined(one, said) or forms.are_alike(one):
            found.add(one)
    for whole in _joined_in(said, names):
        found |= {one for one in names if one in whole}
    return frozenset(found)


@lru_cache(maxsize=65_536)
def distant_kin_of(names: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """Which roots of a name belong to the family of a word of a text."""
    known = _by_root()
    families = {number for word in said for number in known.get(word, ())}
    return frozenset(one for one in names if families & known.get(one, _NO_FAMILY))


def said_by(names: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """Which roots of a name a text says, in any form or by a word of their family."""
    return kin_of(names, said) | distant_kin_of(names, said)


@dataclass(frozen=True, slots=True)
class _Forms:
    """How the words of a text begin and end: looked up, for of a long text all pairs are many."""

    words: frozenset[str]
    """Those by which a compound is known."""
    ends: frozenset[str]
    beginnings: frozenset[str]

    def are_alike(self, name: str) -> bool:
        """Whether a name is a part of a word, has one as its part, or is short for one."""
        if name in LIGHT:
            return False
        if len(name) >= _SHORTEST_PART and (
            name in self.ends
            or any(name[at:] in self.words for at in range(len(name) - _SHORTEST_PART + 1))
        ):
            return True
        # `conn` is short for connections, `temp` for temperature.
        return name in self.beginnings


@lru_cache(maxsize=16_384)
def _forms_of(said: frozenset[str]) -> _Forms:
    words = said - LIGHT
    long = frozenset(word for word in words if len(word) >= _SHORTEST_PART)
    ends = (word[at:] for word in long for at in range(len(word) - _SHORTEST_PART + 1))
    starts = (word[:size] for word in words for size in range(_SHORTEST, len(word) - 1))
    return _Forms(long, frozenset(ends), frozenset(starts))


def _joined_in(said: frozenset[str], names: frozenset[str]) -> Iterable[str]:
    """The words of a text that are two words of a name written as one."""
    if len(names) > _FEW:
        return (whole for whole in said if _is_joined(whole, names))
    return said & _joined_of(names)


@lru_cache(maxsize=4_096)
def _joined_of(names: frozenset[str]) -> frozenset[str]:
    words = [word for word in names if len(word) >= _SHORTEST]
    found = ((first, second) for first in words for second in words if first != second)
    return frozenset(
        whole
        for first, second in found
        # The root of both may be less than they are.
        if (whole := root(first + second)).startswith(first + second[0])
    )


def _is_joined(whole: str, words: frozenset[str]) -> bool:
    """Whether a word is two others written as one: `set point` is `setpoint`."""
    if len(whole) <= _SHORTEST:
        return False
    by_letter = _by_first_letter(words)
    # Only what it begins with can be the first, and only what goes on with the next letter, the
    # second: of a long text all pairs would be thousands.
    return any(
        root(first + second) == whole
        for first in by_letter.get(whole[0], ())
        if whole.startswith(first) and len(whole) > len(first)
        for second in by_letter.get(whole[len(first)], ())
        if first != second
    )


@lru_cache(maxsize=4_096)
def _by_first_letter(words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST:
            found.setdefault(word[0], []).append(word)
    return {letter: tuple(held) for letter, held in found.items()}
