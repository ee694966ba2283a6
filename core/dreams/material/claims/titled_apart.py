"""
Whether the titles of two memories keep their entries apart: each may be of its own hall or machine.

Pure.
"""

from typing import Final

from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.memories.entries import Entry

_SEVERAL: Final = 2


def are_titled_apart(first: Entry, second: Entry) -> bool:
    """Whether the titles of two memories differ in one word: `Hall north`, `Hall south`."""
    one, other = (_title(entry).lower().split() for entry in (first, second))
    if first.path == second.path or len(one) != len(other) or len(one) < _SEVERAL:
        return False
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=True)) == 1


def are_set_apart(first: Entry, second: Entry, claimed: Claimed) -> bool:
    """Whether memories of two titles set one thing: each may be of its own machine."""
    titles = {_title(entry) for entry in (first, second)}
    return len(titles) > 1 and all(
        any(claim.setting for claim in claimed.central(entry)) for entry in (first, second)
    )


def are_asked_apart(first: Entry, second: Entry, claimed: Claimed) -> bool:
    """Whether what confirms one of two entries was asked of what the title of its memory names."""
    one, other = (roots_in(_title(entry)) for entry in (first, second))
    return _is_asked_of(one - other, first, claimed) or _is_asked_of(other - one, second, claimed)


def _is_asked_of(title: frozenset[str], entry: Entry, claimed: Claimed) -> bool:
    return any(
        not (title - LIGHT).isdisjoint(roots_in(seen.result.command))
        for claim in claimed.central(entry)
        for seen in claimed.seen_of(entry, claim)
        if seen.is_same
    )


def _title(entry: Entry) -> str:
    return entry.trail[0].text if entry.trail else ""
