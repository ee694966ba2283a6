"""
Pairs of entries of two memories that call a measure by the same words, wherever these stand.

Pure. What one entry names, another one says in plain words, or the title of its memory does: a row
of a table has `home | quota 50 GB`, and a note says that "home quota is 100 GB now". Only asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from core.dreams.extract.fates.doubts import is_unsure
from core.dreams.extract.language.lexicon import LIGHT, key_roots
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.comparable import are_comparable
from core.dreams.material.claims.parts import sentence_with
from core.dreams.material.claims.wordings import Pair
from core.dreams.material.memories.entries import Entry
from core.dreams.material.seeing.relation import IMPLIED, UNIT_ROOTS
from core.dreams.material.seeing.values import are_of_one_size

_PLANNED: Final = re.compile(r"(?i)\b(?:planned|planning|scheduled (?:for|to))\b")
_FEW: Final = 8
"""Entries that have one word beside a value of one kind; what more of them have tells nothing."""
_LEAST_SHARED: Final = 2
_SHARE: Final = 0.4
"""Of the words of the entry that says more."""


@dataclass(frozen=True, slots=True)
class _Pooled:
    """A measure, and what it is called by."""

    entry: Entry
    sentence: Entry
    """The same, without its other sentences."""
    claim: Claim
    own: frozenset[str]
    """Roots of the words around it, those of its names too."""
    known: frozenset[str]
    """And of the titles above it, and of what its memory is called."""
    title: frozenset[str]
    """Of what stands first in a row, or in its memory as the name of a thing: all must say it."""
    is_row: bool


def pooled_pairs(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """Two measures that are called by the same words in two memories, under different names."""
    rows = [row.entry for row in claimed.rows]
    made = [*_pooled(entries, claimed, is_row=False), *_pooled(rows, claimed, is_row=True)]
    by_word: dict[tuple[str, str], list[_Pooled]] = defaultdict(list)
    for one in made:
        for word in one.own:
            by_word[one.claim.kind, word].append(one)
    seen: set[frozenset[tuple[str, int]]] = set()
    for key in sorted(by_word):
        group = by_word[key]
        for one, other in combinations(group, 2) if len(group) <= _FEW else ():
            pair = frozenset((one.entry.key, other.entry.key))
            if one.entry.path != other.entry.path and pair not in seen and _are_one(one, other):
                seen.add(pair)
                yield one.entry, one.claim.text, other.entry, other.claim.text, False


def _pooled(entries: Sequence[Entry], claimed: Claimed, *, is_row: bool) -> Iterator[_Pooled]:
    for entry in entries:
        is_plan = is_unsure(entry.text) or _PLANNED.search(entry.text) is not None
        claims = [] if is_plan else claimed.central(entry)
        stem = entry.path.rpartition("/")[2].removesuffix(".md")
        above = roots_in(" ".join(heading.text for heading in entry.trail)) | key_roots(stem)
        for claim in claims:
            # The title of a memory is a name where tools know it: its entries are of that alone.
            is_heading = claim.is_titled and not claimed.is_known(claim)
            names = () if is_heading else claim.names
            # What stands first in a row is what has its values; the rest is where the table is.
            names = (entry.text.partition(": ")[0],) if is_row else names
            named = frozenset().union(*(roots_in(name) | key_roots(name) for name in names))
            own = (claim.about | named) - LIGHT - UNIT_ROOTS
            own -= IMPLIED.get(claim.kind, frozenset())
            if own and claim.is_measure and claim.is_plain and _is_given(claim, claims):
                # What other sentences of a paragraph name does not keep this one apart.
                said = replace(entry, lines=(sentence_with(entry.text, claim.text),))
                title = named - LIGHT if claim.is_titled or is_row else frozenset()
                yield _Pooled(entry, said, claim, own, own | above, title, is_row)


def _is_given(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether an entry gives one such value: "16 nodes (4 more of them)" has one of nodes."""
    others = (one.beside for one in claims if one.kind == claim.kind and one.norm != claim.norm)
    is_only = claim.beside != "" and claim.beside not in set(others)
    return (claim.is_set or is_only) and not (claim.is_bound or claim.is_denied)


def _are_one(one: _Pooled, other: _Pooled) -> bool:
    """Whether each says, or stands under, what the other is called, and nothing else differs."""
    first, second = one.claim, other.claim
    # A row has one such value for each thing; its other columns are other values.
    rows = one.is_row + other.is_row
    if first.norm == second.norm or rows > 1 or (rows < 1 and first.names == second.names):
        return False
    folders = {entry.path.rpartition("/")[0] for entry in (one.entry, other.entry)}
    if first.is_titled and second.is_titled and len(folders) == 1:
        # Files of one folder are each about something, which their entries need not name again.
        return False
    if one.title - other.known or other.title - one.known:
        return False
    if first.lead and second.lead and first.lead != second.lead:
        return False
    shared = kin_of(one.own, other.own)
    is_version = first.kind == "version" and {first.beside, second.beside} & shared
    if len(shared) < _LEAST_SHARED and not is_version:
        return False
    left = one.own - _said(one.own, other), other.own - _said(other.own, one)
    share = 1 - max(len(left[0]) / len(one.own), len(left[1]) / len(other.own))
    is_beside = first.beside != "" and first.beside == second.beside and first.beside in shared
    return (
        not all(left)
        and (share >= _SHARE or is_beside or bool(is_version))
        and are_of_one_size(first, second)
        and (
            are_comparable(one.entry, first, other.entry, second)
            or are_comparable(one.sentence, first, other.sentence, second)
        )
    )


def _said(own: frozenset[str], other: _Pooled) -> frozenset[str]:
    return kin_of(own, other.known) | distant_kin_of(own, other.own)
