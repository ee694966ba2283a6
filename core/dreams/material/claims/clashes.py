"""
Pairs of entries that give one thing different values, whoever is right.

Pure. Three ways to find them: they say the same but for one value; a tool shows the value of one
where the other has another; or most of their words are kin. What happened twice is no clash:
entries that each report their own day are history.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.names.wholes import cut, stands
from core.dreams.material.claims.alike import alike_pairs
from core.dreams.material.claims.asides import is_aside
from core.dreams.material.claims.attributes import (
    Attributes,
    add_nothing,
    say_alike,
)
from core.dreams.material.claims.cases import are_of_one_case
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.comparable import are_comparable
from core.dreams.material.claims.denied_pairs import denied_pairs
from core.dreams.material.claims.in_place import are_of_one_thing, is_in_place, is_of_another
from core.dreams.material.claims.labelled import are_listed_apart
from core.dreams.material.claims.pooled import pooled_pairs
from core.dreams.material.claims.rivals import kin_pairs, lone_pairs, nameless_pairs
from core.dreams.material.claims.sharing import sharing_pairs
from core.dreams.material.claims.shown_pairs import shown_pairs
from core.dreams.material.claims.siblings import sibling_pairs
from core.dreams.material.claims.titled_apart import (
    are_asked_apart,
    are_set_apart,
    are_titled_apart,
)
from core.dreams.material.claims.wordings import CROWD, Pair, gives_one_value, same_but_for_a_value
from core.dreams.material.memories.becoming import became
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.logs import logs_of
from core.dreams.material.memories.when import (
    entry_time,
    is_told_as_past,
    leading_date,
    undated,
)
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.seeing.sighting import Sighting

_LONGEST: Final = 1_000
_SHORT_FRAME: Final = 2
_SHARE: Final = 1 / 3
"""Of the words round two values, those that are kin where the entries may be of one thing."""
Key: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two entries, older first, and the two values that differ."""

    older: Entry
    newer: Entry
    old: str
    """The value as it stands in the older entry."""
    new: str
    has_order: bool
    """Which of them is newer is known."""
    is_sure: bool = True
    """Both are surely about the same; else it may only be asked."""


def clashes(draft: Draft, claimed: Claimed) -> list[Clash]:
    """All of them; each pair once, the surest first."""
    entries = [one for one in claimed.entries if len(one.text) < _LONGEST]
    logs = logs_of(draft)
    found: dict[frozenset[Key], Clash] = {}
    pairs = (
        *_same(entries, claimed),
        *_seen(entries, claimed),
        *kin_pairs(entries, claimed),
        *alike_pairs(entries, claimed.subjects),
        *lone_pairs(entries, claimed),
        *nameless_pairs(entries, claimed),
        *shown_pairs(entries, claimed),
        *pooled_pairs(entries, claimed),
        *denied_pairs(entries, claimed),
        *sibling_pairs(entries, claimed),
        *sharing_pairs(entries, claimed),
    )
    for first, old, second, new, seems_sure in pairs:
        pair = frozenset((first.key, second.key))
        if are_titled_apart(first, second) or are_listed_apart(first, second):
            continue
        is_apart = are_set_apart(first, second, claimed)
        if is_apart and are_asked_apart(first, second, claimed):
            continue
        is_sure = seems_sure and not is_apart
        is_better = pair not in found or (is_sure and not found[pair].is_sure)
        tells_case = any(
            is_aside(entry.text, value, claimed.names_in(entry))
            for entry, value in ((first, old), (second, new))
        )
        if (
            is_better
            and not tells_case
            and (is_sure or not _are_told_apart((first, old), (second, new), claimed))
            and not _are_history((first, old), (second, new), logs, claimed)
        ):
            found[pair] = _ordered(draft, first, old, second, new, is_sure=is_sure)
    return list(found.values())


def _ordered(
    draft: Draft, first: Entry, old: str, second: Entry, new: str, *, is_sure: bool
) -> Clash:
    times = [entry_time(draft.page_of(entry), entry) for entry in (first, second)]
    has_order = times[0] != times[1]
    if (times[0] or 0) <= (times[1] or 0):
        return Clash(first, second, old, new, has_order, is_sure)
    return Clash(second, first, new, old, has_order, is_sure)


def _same(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """Entries that say the same but for a value; sure, unless one has words for two."""
    for first, old, second, new, _ in same_but_for_a_value(entries, claimed.subjects):
        if not are_of_one_case(first.text, second.text):
            continue
        # Of a name of two words only one may differ.
        mine = [claim for claim in claimed.by(first) if stands(old, claim.text)]
        theirs = [claim for claim in claimed.by(second) if stands(new, claim.text)]
        is_sure = not (mine and theirs) or any(
            one.frame == other.frame or say_alike(one, other) for one in mine for other in theirs
        )
        if not is_sure and not any(_say_something_alike(*both) for both in product(mine, theirs)):
            continue
        yield first, old, second, new, is_sure


def _say_something_alike(one: Claim, other: Claim) -> bool:
    """Whether enough of what two entries say around their values is kin: one of four is not."""
    mine, theirs = one.about, other.about
    return len(kin_of(mine, theirs)) >= _SHARE * min(len(mine), len(theirs))


def _seen(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """Where a tool shows what one entry says, and not what another one says of the same."""
    shown: dict[tuple[int, str], list[tuple[Entry, Claim, Sighting]]] = defaultdict(list)
    denied: list[tuple[Entry, Claim, Sighting]] = []
    for entry in entries:
        for claim in claimed.central(entry):
            for one in claimed.seen_of(entry, claim):
                if one.is_same:
                    shown[one.result.order, one.cell.quote].append((entry, claim, one))
                else:
                    denied.append((entry, claim, one))
    times: Counter[tuple[Key, Claim, Key, Claim]] = Counter()
    for entry, claim, one in denied:
        for other, its, same in shown.get((one.result.order, one.cell.quote), ()):
            is_its = stands(same.text.lower(), one.text.lower())
            if is_its and other.key != entry.key and are_of_one_thing(claim, its):
                pair = entry.key, claim, other.key, its
                times[pair] += 1
                is_sure = _is_sure(entry, claim, one, other, its, claimed.attributes)
                is_sure |= times[pair] > 1 and _is_settled(entry, claim, one, other, its)
                yield entry, claim.text, other, its.text, is_sure
    yield from _in_place(entries, claimed, [one for found in shown.values() for one in found])


def _in_place(
    entries: Sequence[Entry], claimed: Claimed, shown: Sequence[tuple[Entry, Claim, Sighting]]
) -> Iterator[Pair]:
    """The entries that were seen, with those whose measure would have to stand there."""
    able: dict[tuple[tuple[str, ...], str], list[tuple[Entry, Claim]]] = defaultdict(list)
    for entry in entries:
        for claim in claimed.central(entry):
            if claim.is_measure and claim.names:
                able[claim.names, claim.kind].append((entry, claim))
    for other, its, same in shown:
        group = able.get((its.names, its.kind), ())
        for entry, claim in group if len(group) <= CROWD else ():
            if entry.key != other.key and is_in_place(entry, claim, other, its, same, claimed):
                yield entry, claim.text, other, its.text, False


def _is_settled(entry: Entry, claim: Claim, denied: Sighting, other: Entry, its: Claim) -> bool:
    """Whether several answers that deny one entry by the value of another leave no doubt."""
    # An entry that says much, of which no word is known there, may be about something else.
    says_little = len(claim.frame) <= _SHORT_FRAME
    if denied.fit < Fit.FAMILY and (claim.is_measure or not says_little):
        return False
    is_one = (
        claim.is_measure
        or denied.fit >= Fit.KIN
        or any(gives_one_value(undated(one.text)) for one in (entry, other))
    )
    is_one = is_one and not is_of_another(entry, claim, its, denied)
    return is_one and are_comparable(entry, claim, other, its)


def _is_sure(
    entry: Entry, claim: Claim, denied: Sighting, other: Entry, its: Claim, attributes: Attributes
) -> bool:
    """Whether an entry that a tool denies is about what the other one is about."""
    if (claim.kind == "name" and not its.is_set) or not (claim.is_measure or say_alike(claim, its)):
        return False
    is_denied_in_full = claim.is_measure and denied.is_all_said and denied.fit >= Fit.FAMILY
    if is_denied_in_full and are_comparable(entry, claim, other, its):
        return True
    # Of what has no measure there may be several, unless it stands under the very name.
    is_one = claim.is_measure or gives_one_value(undated(entry.text))
    are_alike = say_alike(claim, its) and add_nothing(claim, its) and denied.fit is Fit.FAMILY
    if denied.fit < Fit.KIN and not (claim.is_measure and is_one) and not are_alike:
        return False
    if attributes.are_one(claim, its) or attributes.is_under(claim, denied):
        return True
    # Each with words of its own: then they may be about two parts of the thing.
    is_told = denied.fit is Fit.EXACT or say_alike(claim, its)
    is_told = is_told or (denied.fit is Fit.KIN and add_nothing(claim, its))
    is_told = is_told and not is_of_another(entry, claim, its, denied)
    return is_told and are_comparable(entry, claim, other, its)


def _are_told_apart(first: tuple[Entry, str], second: tuple[Entry, str], claimed: Claimed) -> bool:
    """Whether all that shows one of two values calls it what only the entry of that says."""
    told = [
        is_of_another(entry, claim, its, seen)
        for (entry, value), (other, shown) in ((first, second), (second, first))
        for its in claimed.by(other)
        if its.text == shown
        for seen in claimed.seen_of(other, its)
        if seen.is_same
        for claim in claimed.by(entry)
        if claim.text == value and claim.kind == its.kind
    ]
    return bool(told) and all(told)


def _are_history(
    first: tuple[Entry, str], second: tuple[Entry, str], logs: frozenset[str], claimed: Claimed
) -> bool:
    """Whether they report what happened, each on its day."""
    (one, _), (other, _) = first, second
    return (one.path == other.path and one.path in logs) or any(
        leading_date(entry.text)
        and not became(entry.text, value)
        and is_told_as_past(cut(entry.text, claimed.names_in(entry)), value)
        for entry, value in (first, second)
    )
