"""
Pairs of entries that give one thing different values, whoever is right.

Pure. Three ways to find them: they say the same but for one value; a tool shows the value of one
where the other has another; or most of their words are kin. What happened twice is no clash:
entries that each report their own day are history.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, TypeAlias

from core.dreams.extract.lexicon import LIGHT, root
from core.dreams.extract.wholes import cut
from core.dreams.extract.words import RHYTHM
from core.dreams.material.attributes import (
    Attributes,
    add_nothing,
    are_comparable,
    say_alike,
)
from core.dreams.material.claim import Claim
from core.dreams.material.claimed import Claimed
from core.dreams.material.draft import Draft
from core.dreams.material.entries import Entry
from core.dreams.material.logs import logs_of
from core.dreams.material.named_values import look_of
from core.dreams.material.plain_facts import is_denied
from core.dreams.material.rarity import is_rare_kind
from core.dreams.material.relation import Fit
from core.dreams.material.sighting import Sighting
from core.dreams.material.spans import pieces
from core.dreams.material.subjects import named_in
from core.dreams.material.values import are_of_one_size
from core.dreams.material.when import entry_time, leading_date, tells_of_past, undated
from core.dreams.material.wordings import CROWD, Pair, gives_one_value, same_but_for_a_value

_LONGEST: Final = 1_000
_OCCASION: Final = re.compile(r"(?i)\b(?:during|under|after|before|without)(?: the)? `?(?:\w+ )?\Z")
_IS_SCOPE: Final = re.compile(r"v?\d+(?:\.\d+)+`?: ")
"""A version before a colon is the one of which the rest is said: `ember 3.1: it needs 4 GB`."""
_IN_WORDS: Final = frozenset({"name", "phrase"})
_SHORT_FRAME: Final = 2
_OF_CLOCK: Final = frozenset({root("local"), root("sharp")})
_CLAUSE_OF_OCCASION: Final = re.compile(
    r"(?i)\A(?:when(?:ever)?|if|while|once|unless|where|as soon as)\b[^,;:]*\Z"
)
"""The beginning of a sentence that tells when the rest of it holds."""
_KIND_OF_CASE: Final = re.compile(r"(?i)\A(?:an? [\w`-]+ |(?:\w+ )?)\Z")
_RULE: Final = re.compile(r"`? (?:may|can|must|should|shall|might|could)\b")
_MARK: Final = re.compile(r"[:;,.] ")
_DIGIT: Final = re.compile(r"\d+")
_LETTER: Final = re.compile(r"[A-Za-z]")

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
        *_kin(entries, claimed),
        *_alike(entries, claimed.subjects),
        *_alone(entries, claimed),
    )
    for first, old, second, new, is_sure in pairs:
        pair = frozenset((first.key, second.key))
        is_better = pair not in found or (is_sure and not found[pair].is_sure)
        is_aside = any(
            _is_aside(entry.text, value, claimed.names_in(entry))
            for entry, value in ((first, old), (second, new))
        )
        if is_better and not is_aside and not _are_history(first, second, logs, claimed):
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
        mine = [claim for claim in claimed.by(first) if claim.text == old]
        theirs = [claim for claim in claimed.by(second) if claim.text == new]
        is_sure = not (mine and theirs) or any(
            one.frame == other.frame or say_alike(one, other) for one in mine for other in theirs
        )
        yield first, old, second, new, is_sure


def _seen(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """Where a tool shows what one entry says, and not what another one says of the same."""
    shown: dict[tuple[int, str, str], list[tuple[Entry, Claim, Sighting]]] = defaultdict(list)
    denied: list[tuple[Entry, Claim, Sighting]] = []
    for entry in entries:
        for claim in claimed.central(entry):
            for one in claimed.seen_of(entry, claim):
                if one.is_same:
                    at = (one.result.order, one.cell.quote, one.text.lower())
                    shown[at].append((entry, claim, one))
                else:
                    denied.append((entry, claim, one))
    times: Counter[tuple[Key, Claim, Key, Claim]] = Counter()
    for entry, claim, one in denied:
        for other, its, _same in shown.get(
            (one.result.order, one.cell.quote, one.text.lower()), ()
        ):
            if other.key != entry.key and _are_of_one_thing(claim, its):
                pair = entry.key, claim, other.key, its
                times[pair] += 1
                is_sure = _is_sure(entry, claim, one, other, its, claimed.attributes)
                is_sure |= times[pair] > 1 and _is_settled(entry, claim, one, other, its)
                yield entry, claim.text, other, its.text, is_sure


def _are_of_one_thing(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same thing a value of one kind, in the same environments."""
    # Where one value is shown for both, the titles of their memories are no names.
    names = [() if claim.is_titled else claim.names for claim in (one, other)]
    kinds = {one.kind, other.kind}
    same = (len(kinds) == 1 or kinds == _IN_WORDS) and one.environments == other.environments
    return same and names[0] == names[1]


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
    return is_told and are_comparable(entry, claim, other, its)


def _kin(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
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
            if not are_comparable(first, one, second, other):
                continue
            are_alike = say_alike(one, other)
            if are_alike or _says_no_more(one, other) or claimed.attributes.may_be_one(one, other):
                is_sure = are_alike and add_nothing(one, other)
                is_sure |= claimed.attributes.are_one(one, other)
                # Of what has no measure there may be several: then it is asked.
                is_one = one.is_measure or RHYTHM.fullmatch(one.norm) is not None
                is_sure &= is_one or gives_one_value(undated(first.text))
                yield first, one.text, second, other.text, is_sure


def _alone(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
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


def _alike(entries: Sequence[Entry], subjects: frozenset[str]) -> Iterator[Pair]:
    """Entries that are the same but for one piece, whatever its words are."""
    groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[tuple(sorted(named_in(entry.text, subjects)))].append(entry)
    for names in sorted(groups):
        group = groups[names] if names else []
        for first, second in combinations(group, 2) if len(group) <= CROWD else ():
            one, other = undated(first.text), undated(second.text)
            found = pieces(one, other, subjects)
            if found is None or any(_MARK.search(piece) for piece in found):
                continue
            # A thing may call, ship with or export to many others; what it is, it is alone.
            is_sure = gives_one_value(one) or all(map(_is_measure, found))
            are_names = f"`{found[0]}`" in one and f"`{found[1]}`" in other
            if is_sure or not are_names:
                yield first, found[0], second, found[1], is_sure


def _is_measure(piece: str) -> bool:
    """Whether a piece says how much or how often: there is one answer to that."""
    return any(map(str.isdigit, piece)) or RHYTHM.fullmatch(piece.lower()) is not None


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
        return is_rival or (_are_placed_alike(one, other) and are_alike)
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


def _is_aside(text: str, value: str, names: tuple[str, ...]) -> bool:
    """Whether a value is one of the occasions on which something holds, or is denied."""
    at = max(text.find(value), 0)
    # `a new lamp after 2,350 hours` tells what the value is, and on no occasion.
    is_occasion = not value[:1].isdigit() and _OCCASION.search(text[:at]) is not None
    is_scope = _IS_SCOPE.match(text, at) is not None or _is_case(undated(text), value)
    # `brassfox b28.2`: one of its builds, of which the rest is said.
    is_scope |= any(text[:at].lower().rstrip("`* ").endswith(name) for name in names) and (
        text[at - 1 : at] in {" ", "`"} and text[at + len(value) :].lstrip("`*")[:1] == " "
    )
    return is_occasion or is_scope or is_denied(text, value)


def _is_case(text: str, value: str) -> bool:
    """
    Whether a value says of which of several cases the rest is said, and is given to nothing.

    "When the desk is on ring 2, ...", "flats in r2: only at dusk", "a code 486 is harmless", "gate
    N1 may be opened".
    """
    at = max(text.find(value), 0)
    before, behind = text[:at], text[at + len(value) :]
    if _CLAUSE_OF_OCCASION.match(before) and "," in behind:
        return True
    if (
        before
        and not before.rstrip("`* ").endswith((":", "="))
        and behind.lstrip("`*").startswith(": ")
    ):
        return True
    begins = _KIND_OF_CASE.match(before)
    return begins is not None and (
        before.lower().startswith(("a ", "an ")) or bool(_RULE.match(behind))
    )


def _are_history(first: Entry, second: Entry, logs: frozenset[str], claimed: Claimed) -> bool:
    """Whether they report what happened, each on its day."""
    return (first.path == second.path and first.path in logs) or any(
        leading_date(one.text) and tells_of_past(cut(one.text, claimed.names_in(one)))
        for one in (first, second)
    )
