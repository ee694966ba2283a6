"""
Pairs of entries that give one thing two values of a kind, and share a word that tells of what.

Pure. "The pale ferments at 23 °C" and "set the tank to 20 °C for the fermentation of the pale": no
third entry says such a value of it with that word. This is only asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.names.kinship import kin_of
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.comparable import are_comparable
from core.dreams.material.claims.narrowed_alike import are_of_one_part
from core.dreams.material.claims.wordings import Pair
from core.dreams.material.memories.entries import Entry
from core.dreams.material.seeing.relation import IMPLIED, UNIT_ROOTS
from core.dreams.material.seeing.values import are_of_one_size

_MOST: Final = 6
"""Entries with a measure of one kind of one thing that are compared; more are a table in words."""


def sharing_pairs(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """Two entries, and no third, that share a telling word beside a measure of one kind."""
    groups: dict[tuple[tuple[str, ...], str], list[tuple[Entry, Claim]]] = defaultdict(list)
    for entry in entries:
        central = claimed.central(entry)
        for claim in central:
            is_one = [one.kind for one in central].count(claim.kind) == 1
            if claim.names and not claim.is_titled and claim.is_measure and is_one:
                groups[claim.names, claim.kind].append((entry, claim))
    for key in sorted(groups):
        group = groups[key]
        if not 1 < len(group) <= _MOST:
            continue
        for first, one in group:
            near = [(second, its) for second, its in group if _share(one, its)]
            if len(near) != 2 or near[0][1] is not one:  # itself, and the other one behind it
                continue
            second, other = near[1]
            if _may_be_one(first, one, second, other):
                yield first, one.text, second, other.text, False


def _may_be_one(first: Entry, one: Claim, second: Entry, other: Claim) -> bool:
    return (
        first.key != second.key
        and one.norm != other.norm
        and one.is_set
        and other.is_set
        and are_of_one_size(one, other)
        and are_of_one_part(one, other)
        and are_comparable(first, one, second, other)
    )


def _share(one: Claim, other: Claim) -> bool:
    """Whether two claims have a word in common that says more than in which unit a value is."""
    if one is other:
        return True
    mine, theirs = (_telling(claim) for claim in (one, other))
    return bool(kin_of(mine, theirs))


def _telling(claim: Claim) -> frozenset[str]:
    return claim.about - LIGHT - UNIT_ROOTS - IMPLIED.get(claim.kind, frozenset())
