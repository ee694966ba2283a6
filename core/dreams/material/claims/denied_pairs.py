"""
Pairs of entries of which a tool denies one by the very value that the other one gives.

Pure. "Retention 3 days" is denied by `retention.ms=604800000`, and another memory says of the same
topic that events are kept for 7 days: however differently the two put it, one value stands in the
place of the other. Only asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.doubts import is_unsure
from core.dreams.extract.language.lexicon import key_roots, root
from core.dreams.extract.language.senses import senses
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.comparable import are_comparable
from core.dreams.material.claims.news import brings_news
from core.dreams.material.claims.pool import ANY_ONE, EMPTY, is_planned
from core.dreams.material.claims.stated import stated
from core.dreams.material.claims.wordings import Pair
from core.dreams.material.memories.entries import Entry
from core.dreams.material.seeing.rarity import is_telling
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.values import same_value

_VERSION: Final = re.compile(r"[._-]v\d+\Z")
_PARTS: Final = re.compile(r"[a-z]+|\d+")
_LEAST_SHARED: Final = 2
"""Words in common, where the value may stand in another entry by chance."""


def denied_pairs(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """Each entry that a tool denies, with those of other memories that say what it shows there."""
    said = [*entries, *(row.entry for row in claimed.rows)]
    by_kind: dict[str, list[tuple[Entry, Claim]]] = defaultdict(list)
    for entry in said:
        for claim in claimed.central(entry):
            if claim.is_set and not claim.is_denied:
                by_kind[claim.kind].append((entry, claim))
    for entry in said:
        for claim in claimed.central(entry):
            denied = [one for one in claimed.seen_of(entry, claim) if not one.is_same]
            for other, its in by_kind[claim.kind] if claim.is_set and denied else ():
                if (
                    other.key != entry.key
                    and (other.path != entry.path or brings_news(other.text))
                    and any(_is_shown_there(claim, one, other, its) for one in denied)
                    and _are_comparable(entry, claim, other, its)
                ):
                    yield entry, claim.text, other, its.text, False


def _is_shown_there(claim: Claim, seen: Sighting, other: Entry, its: Claim) -> bool:
    """Whether what denies a claim is the value of another one about the same thing."""
    if its.norm == claim.norm or its.environments != claim.environments:
        return False
    if same_value(its, seen.cell) is None:
        return False
    if is_planned(other) or is_unsure(stated(other, its.text).text):
        return False
    if not (_knows(its, claim) and _knows(claim, its)):
        return False
    names = (roots_in(name) | key_roots(name) for name in claim.names)
    theme = (claim.about | seen.cell.about).union(*names) - EMPTY
    shared = kin_of(theme, its.around)
    # Of one thing many last 30 min; "kept" is a word of its retention, however light.
    said = frozenset().union(*(one.said for one in senses(stated(other, its.text).text)))
    near = distant_kin_of(theme - shared, said)
    is_seldom = is_telling(its) and its.kind in {"time", "name", "phrase"}
    return bool(shared) and len(shared | near) >= (1 if is_seldom else _LEAST_SHARED)


def _are_comparable(entry: Entry, claim: Claim, other: Entry, its: Claim) -> bool:
    """Whether neither tells of a case of which the other one knows nothing."""
    return are_comparable(
        stated(entry, claim.text),
        replace(claim, about=claim.about | claim.around, is_plain=True),
        stated(other, its.text),
        replace(its, about=its.about | its.around, is_plain=True),
    )


def _knows(one: Claim, other: Claim) -> bool:
    """Whether an entry says, or stands under, all that another one is of by its names."""
    for name in () if other.is_titled else other.names:
        bare = _VERSION.sub("", name)
        parts = frozenset(root(word) for word in _PARTS.findall(bare)) - EMPTY - ANY_ONE
        is_numbered = any(word.isdigit() for word in parts - one.around)
        if is_numbered or parts - kin_of(parts, one.around):
            return False
    return True
