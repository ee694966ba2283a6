"""
Whether the name of a value and the words of a note may mean the same: `max_conn` and "connections".

Pure. For finding what a value is called, never for telling whether two texts say the same: a kin is
a good reason to look at a value, and no synonym.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root

_SHORTEST: Final = 3
"""Letters of an abbreviation."""
_SHORTEST_PART: Final = 4
"""Letters of the part by which a compound is known."""

_FAMILIES: Final = (
    # Whose it is, and who sees to it.
    (
        "owner own belong team responsible maintain maintainer steward charge custodian keeper"
        " holder manager manage managed lead head chief boss supervisor foreman run look"
    ),
    "approve approver approval sign signature signatory sign-off review reviewer ok permit consent",
    "contact phone call reach extension ring mail email hear answer reply respond response",
    "crew staff shift team squad",
    "supplier vendor provider source supply deliver come feed carrier contractor",
    "holder hold contract contractor carrier",
    # How much and how many.
    "limit maximum cap ceiling quota most bound threshold allow accept",
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
    rest = names - found
    if rest:
        pairs = _joined(said)
        found |= {one for one in rest if one in pairs or any(_are_alike(one, o) for o in said)}
    own = _joined(names)
    if own & said:
        found |= {one for one in names for whole in own & said if one in whole}
    return frozenset(found)


@lru_cache(maxsize=65_536)
def distant_kin_of(names: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """Which roots of a name belong to the family of a word of a text."""
    known = _by_root()
    families = {number for word in said for number in known.get(word, ())}
    return frozenset(one for one in names if families & known.get(one, _NO_FAMILY))


def _joined(words: Iterable[str]) -> frozenset[str]:
    """Words written as one: `set point` is `setpoint`."""
    plain = [word for word in words if len(word) >= _SHORTEST]
    return frozenset(root(one + other) for one in plain for other in plain if one != other)


def _are_alike(name: str, word: str) -> bool:
    if name in LIGHT or word in LIGHT:
        return False
    least = min(len(name), len(word))
    if least >= _SHORTEST_PART and (name.endswith(word) or word.endswith(name)):
        return True
    # `conn` is short for connections, `temp` for temperature.
    return _SHORTEST <= len(name) <= len(word) - 2 and word.startswith(name)
