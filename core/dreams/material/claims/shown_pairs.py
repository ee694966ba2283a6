"""
Pairs of entries of which a tool confirms one, while the other gives a like thing another value.

Pure. "Retention for the billing tenant: 30 days" is shown, and another memory says that "Loki keeps
billing logs for 14 days". Too little to settle anything: this is only asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.comparable import are_comparable
from core.dreams.material.claims.wordings import CROWD, Pair
from core.dreams.material.memories.entries import Entry
from core.dreams.material.seeing.relation import Fit, name_roots, names_said
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.values import are_of_one_size

_LEAST_SHARED: Final = 2
"""Words that both entries, or the entry and what was shown, have in common."""
_SHARE: Final = 0.5
"""Of the words of the entry that was not shown."""


def shown_pairs(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """The entry that was shown, and each one that gives what may be the same another value."""
    by_kind: dict[str, list[tuple[Entry, Claim]]] = defaultdict(list)
    for entry in entries:
        for claim in claimed.central(entry):
            if claim.is_measure and claim.is_set and claim.is_plain:
                by_kind[claim.kind].append((entry, claim))
    for kind in sorted(by_kind):
        for first, one in by_kind[kind]:
            seen = [found for found in claimed.seen_of(first, one) if found.fit >= Fit.KIN]
            if not seen or not seen[-1].is_same:
                continue
            rivals = [
                (second, other)
                for second, other in by_kind[kind]
                if second.key != first.key
                and other.norm != one.norm
                and _may_be_one(first, one, seen[-1], second, other)
                and not any(found.is_same for found in claimed.seen_of(second, other))
            ]
            for second, other in rivals if len(rivals) <= CROWD else ():
                yield first, one.text, second, other.text, False


def _may_be_one(first: Entry, one: Claim, seen: Sighting, second: Entry, other: Claim) -> bool:
    if not are_of_one_size(one, other) or not are_comparable(first, one, second, other):
        return False
    answer = f"{seen.result.command}\n{seen.result.event.body}"
    # The title of its memory may only be where it is kept.
    if not other.is_titled and len(names_said(other, answer)) < len(set(other.names)):
        return False
    asked = roots_in(seen.result.command)
    # Of one thing there are many measures: that both name it says nothing.
    names = name_roots(other) if set(other.names) == set(one.names) else frozenset()
    own = _words(other) - names
    shared = kin_of(own, _words(one) | seen.cell.about | asked)
    # A credit limit is given to many: what was asked about has to be named in some form.
    is_asked_about = bool(kin_of(own | names, asked))
    return is_asked_about and len(shared) >= max(_LEAST_SHARED, _SHARE * len(own))


def _words(claim: Claim) -> frozenset[str]:
    """What an entry says around a value, its names too."""
    names = frozenset() if claim.is_titled else roots_in(" ".join(claim.names))
    return (claim.about | names) - LIGHT
