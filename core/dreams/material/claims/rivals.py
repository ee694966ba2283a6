"""
Pairs of entries that give one thing two values of a kind, by their words alone.

Pure. Most words around the values are kin, or an entry says little else than its value.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.senses import senses
from core.dreams.extract.language.words import RHYTHM
from core.dreams.extract.names.kinship import kin_of
from core.dreams.material.claims.attributes import (
    add_nothing,
    say_alike,
)
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.comparable import are_comparable
from core.dreams.material.claims.wordings import (
    CROWD,
    Pair,
    allows_others,
    gives_one_value,
)
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import undated
from core.dreams.material.seeing.named_values import look_of
from core.dreams.material.seeing.rarity import is_rare_kind
from core.dreams.material.seeing.values import are_of_one_size, is_address

_SHORT_FRAME: Final = 2
"""Words beside its value of an entry that says little more than that."""
_OF_CLOCK: Final = frozenset({root("local"), root("sharp")})
_CHANGED: Final = re.compile(
    r"(?i)\b(?:now|nowadays|since|from now on|as of|any ?more|no longer|instead of|used to|newly"
    r"|changed|raised|lowered|extended|shortened|cut|moved) ?\b"
)
"""What says that something was otherwise before."""
_DIGIT: Final = re.compile(r"\d+")
_LETTER: Final = re.compile(r"[A-Za-z]")


def kin_pairs(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """Entries about one thing, with one value of a kind each, that say it in kindred words."""
    groups: dict[tuple[str, ...], list[tuple[Entry, Claim]]] = defaultdict(list)
    for entry in entries:
        kinds = [claim.kind for claim in claimed.central(entry)]
        for claim in claimed.central(entry):
            if claim.names and kinds.count(claim.kind) == 1:
                groups[claim.names].append((entry, claim))
    for names in sorted(groups):
        group = groups[names]
        if len({entry.key for entry, _ in group}) > CROWD:
            continue
        for (first, one), (second, other) in combinations(group, 2):
            are_set = (one.is_set and other.is_set) or _are_coded_alike(one.text, other.text)
            if first.key == second.key or not (are_set and _differ(one, other)):
                continue
            if not are_comparable(first, one, second, other) or (
                not one.is_measure and any(allows_others(entry.text) for entry in (first, second))
            ):
                continue
            are_alike = say_alike(one, other)
            if are_alike or _says_no_more(one, other) or claimed.attributes.may_be_one(one, other):
                is_sure = are_alike and add_nothing(one, other)
                is_sure |= claimed.attributes.are_one(one, other)
                # There is one address, whatever it is called.
                is_sure |= are_alike and is_address(one) and is_address(other)
                # Of what has no measure there may be several: then it is asked.
                is_one = one.is_measure or RHYTHM.fullmatch(one.norm) is not None
                is_sure &= is_one or gives_one_value(undated(first.text))
                yield first, one.text, second, other.text, is_sure


def lone_pairs(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """
    Entries that say of one thing little else than one measure of a kind, as no third one does.

    "The barn measures 5 ha", "the book gives 7 ha for the barn"; this is only asked.
    """
    groups: dict[tuple[tuple[str, ...], str], list[tuple[Entry, Claim]]] = defaultdict(list)
    for entry in entries:
        for claim in claimed.central(entry):
            if (
                claim.names
                and not claim.is_titled
                and (claim.kind == "time" or is_rare_kind(claim))
            ):
                groups[claim.names, claim.kind].append((entry, claim))
    for key in sorted(groups):
        group = groups[key]
        if len(group) != 2 or group[0][0].key == group[1][0].key:
            continue
        (first, one), (second, other) = group
        says_little = all(
            len(claim.about - LIGHT) <= (1 if claim.kind == "time" else _SHORT_FRAME)
            for claim in (one, other)
        )
        are_set = one.is_set and other.is_set and one.norm != other.norm
        if (
            are_set
            and says_little
            and are_of_one_size(one, other)
            and are_comparable(first, one, second, other)
        ):
            yield first, one.text, second, other.text, False


def nameless_pairs(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """
    Entries that name nothing, and give what they call by the same two words another measure.

    "Operator sessions lock after 15 min", and later "operator sessions lock after 10 min since the
    audit"; one of them says no more than the other, or that something changed. Only asked.
    """
    groups: dict[tuple[str, tuple[str, str]], list[tuple[Entry, Claim]]] = defaultdict(list)
    for entry in entries:
        if claimed.names_in(entry):
            continue
        called = sorted({pair for sense in senses(entry.text) for pair in sense.pairs})
        for claim in claimed.central(entry):
            if claim.is_measure and claim.is_set and (claim.is_titled or not claim.names):
                for pair in called:
                    if pair[1] in claim.about:
                        groups[claim.kind, pair].append((entry, claim))
    for key in sorted(groups):
        group = groups[key] if len(groups[key]) <= CROWD else []
        for (first, one), (second, other) in combinations(group, 2):
            are_two = first.key != second.key and one.norm != other.norm
            if (
                are_two
                and are_of_one_size(one, other)
                and say_alike(one, other)
                and _are_of_one_place(first, one, second, other)
                and are_comparable(first, one, second, other)
            ):
                yield first, one.text, second, other.text, False


def _are_of_one_place(first: Entry, one: Claim, second: Entry, other: Claim) -> bool:
    """
    Whether two memories may tell of one thing: they are one, or one of them brings news.

    "Credit limit: 80,000" of one customer and of the next are two; so are files of one directory.
    """
    if first.path == second.path:
        mine, theirs = one.about - LIGHT, other.about - LIGHT
        says_as_much = mine == kin_of(mine, theirs) and theirs == kin_of(theirs, mine)
        return says_as_much or _one_is_new(first, second)
    folders = [entry.path.rpartition("/")[0] for entry in (first, second)]
    return folders[0] != folders[1] and _one_is_new(first, second)


def _one_is_new(first: Entry, second: Entry) -> bool:
    """Whether one of two entries says that it was otherwise before."""
    return any(_CHANGED.search(one.text) for one in (first, second))


def _differ(one: Claim, other: Claim) -> bool:
    """Whether two values are of one kind, and not the same."""
    if one.kind != other.kind or one.norm == other.norm:
        return False
    if one.kind == "phrase":
        is_rival = other.norm in one.rivals or one.norm in other.rivals
        if RHYTHM.fullmatch(one.norm) and RHYTHM.fullmatch(other.norm):
            return True
        looks = look_of(one.text), look_of(other.text)
        are_alike = looks[0] == looks[1] or ("-" in one.text and "-" in other.text)
        # Where most words agree it may be called in any way: `Midland Grid`, "its own turbine".
        return is_rival or (_are_placed_alike(one, other) and (are_alike or say_alike(one, other)))
    if one.kind == "name":
        return look_of(one.text) == look_of(other.text)
    # What has a unit is told by more words than the one beside it.
    is_measured = one.kind.startswith("quantity/")
    is_like = is_measured or one.beside == other.beside
    return is_like or "" in {one.beside, other.beside}


def _says_no_more(one: Claim, other: Claim) -> bool:
    """Whether the measure of one entry is of what the other gives in more words."""
    if one.kind == "time":
        one, other = (replace(claim, about=claim.about - _OF_CLOCK) for claim in (one, other))
    shared = (one.about - LIGHT) & (other.about - LIGHT)
    is_near = one.is_measure and are_of_one_size(one, other)
    return is_near and bool(shared) and add_nothing(one, other)


def _are_placed_alike(one: Claim, other: Claim) -> bool:
    """Whether two values stand in one place of their sentences: `kept in the loft`, `is in ...`."""
    links = {one.link, other.link}
    return "" not in links and (len(links) == 1 or "is" in links)


def _are_coded_alike(one: str, other: str) -> bool:
    """Whether two values are codes of one form: `NB-469`, `WK-517`."""
    forms = [_LETTER.sub("a", _DIGIT.sub("0", text)) for text in (one, other)]
    return forms[0] == forms[1] and "0" in forms[0] and "a" in forms[0]
