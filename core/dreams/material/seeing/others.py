"""
Answers that deny an entry, and are of another thing than the answers that confirm it.

Pure. What is said of `tides` and was seen of `tides.v2` is not denied by `tides.dead`; and where
one question was asked of two hosts, one of which shows what the entry says, the other one tells of
itself.
"""

import re
from collections.abc import Sequence
from typing import Final

from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.sighting import Sighting

_PLACE: Final = re.compile(r"\w[-./@:\d]")


def but_of_others(claim: Claim, seen: Sequence[Sighting]) -> Sequence[Sighting]:
    """What was seen of a claim, without other values that are of another thing."""
    same = [one for one in seen if one.is_same]
    if not same or len(same) == len(seen):
        return seen
    return [
        one
        for one in seen
        if one.is_same or not (_goes_on_otherwise(claim, one, same) or is_of_other_host(one, same))
    ]


def _goes_on_otherwise(claim: Claim, other: Sighting, same: Sequence[Sighting]) -> bool:
    """Whether what has another value only has a longer name, and what is confirmed has not."""
    if len(claim.names) != 1:
        return False
    (name,) = claim.names
    known = {_longer(name, one) for one in same}
    return _longer(name, other) not in known | {name, ""}


def _longer(name: str, seen: Sighting) -> str:
    """How a name goes on where a value was seen; empty if it is not named there."""
    text = f"{seen.cell.record or seen.cell.quote}\n{seen.result.command}".lower()
    found = re.search(rf"(?<![\w.-]){re.escape(name)}(?:[.-]\w+)*", text)
    return found[0] if found is not None else ""


def is_of_other_host(other: Sighting, same: Sequence[Sighting]) -> bool:
    """Whether the very question that another value answers was confirmed in another place."""
    words = other.result.command.split()
    asked = [one.result.command.split() for one in same]
    return words not in asked and any(_differ_in_one(words, those) for those in asked)


def _differ_in_one(words: list[str], others: list[str]) -> bool:
    """Whether two calls differ in one word, which is a host or the like: `db-1`, `a@db/X`."""
    if len(words) != len(others):
        return False
    pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(pairs) == 1 and all(map(_PLACE.search, pairs[0]))
