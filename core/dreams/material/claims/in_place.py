"""
Whether what a tool shows of one entry stands in the place of what another one gives.

Pure. A tool calls the value by a word of either entry, however differently they put it: "roll of
Form 7B: 31", "there are 26 pupils in Form 7B", and `pupils on roll: 26`.
"""

from dataclasses import replace
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.language.senses import senses
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.bounds import are_crossed_alike
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.comparable import are_comparable
from core.dreams.material.claims.wordings import gives_one_value
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import undated
from core.dreams.material.seeing.named_values import is_somebody, somebody_in
from core.dreams.material.seeing.relation import UNIT_ROOTS, Fit, is_all_said, name_roots
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.values import are_of_one_size, others_like

_IN_WORDS: Final = frozenset({"name", "phrase"})


def are_of_one_thing(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same thing a value of one kind, in the same environments."""
    # Where one value is shown for both, the titles of their memories are no names.
    names = [() if claim.is_titled else claim.names for claim in (one, other)]
    kinds = {one.kind, other.kind}
    same = (len(kinds) == 1 or kinds == _IN_WORDS) and one.environments == other.environments
    return same and names[0] == names[1]


def is_in_place(
    entry: Entry, claim: Claim, other: Entry, its: Claim, seen: Sighting, claimed: Claimed
) -> bool:
    """
    Whether a value of an entry would have to stand where that of another one was seen.

    Args:
        entry: The one whose value is not shown.
        claim: What it says.
        other: The one whose value is shown.
        its: What that says.
        seen: Where its value stands.
        claimed: Everything that entries claim.
    """
    is_of_size = not claim.is_measure or _are_of_one_size(claim, its, seen)
    if not (are_of_one_thing(claim, its) and claim.is_set and its.is_set and is_of_size):
        return False
    are_alike = are_crossed_alike(entry.text, claim.text, other.text, its.text)
    if its.norm == claim.norm or not are_alike:
        return False
    is_one = claim.is_measure or gives_one_value(undated(entry.text))
    if is_one and _is_said_beside(claim, its, seen):
        return True
    # What has no measure stands under its own name, or there may be several of it.
    least = Fit.FAMILY if claim.is_measure and claim.kind == its.kind else Fit.KIN
    is_near = claimed.fit(claim, seen) >= least
    if is_near and is_one and is_all_said(claim, seen.cell, seen.result):
        return True
    # What neither the answer nor the other entry says may be a part of the thing.
    is_told = is_near and not unsaid(claim, its, seen)
    return is_told and are_comparable(entry, claim, other, its)


def unsaid(claim: Claim, its: Claim, seen: Sighting) -> frozenset[str]:
    """The words of a claim that neither an answer nor the claim that it shows says in any form."""
    said = kin_of(claim.about, its.about) | distant_kin_of(claim.about, its.about)
    rest = claim.about - said - LIGHT - UNIT_ROOTS
    return frozenset(
        word
        for word in rest
        if not is_all_said(replace(claim, about=frozenset({word})), seen.cell, seen.result)
    )


def is_of_another(entry: Entry, claim: Claim, its: Claim, seen: Sighting) -> bool:
    """
    Whether a tool calls a value by words of the entry that gives it, and the other has its own.

    `fridge_set_point` is the set point of the fridge, and no alarm threshold.
    """
    theirs = kin_of(seen.cell.about - name_roots(its) - UNIT_ROOTS, its.about)
    # "Loki keeps them for 14 days" is of a retention, light as the word is.
    said = claim.about.union(name_roots(claim), *(one.said for one in senses(entry.text)))
    known = kin_of(theirs, said) | distant_kin_of(theirs, said)
    return bool(theirs - known) and bool(unsaid(claim, its, seen))


def _are_of_one_size(claim: Claim, its: Claim, seen: Sighting) -> bool:
    """Whether two measures may be of one thing, where a tool says what is counted."""
    told = seen.cell.about | claim.about | its.about | {""}
    is_named = claim.beside in told and its.beside in told
    return are_of_one_size(replace(claim, beside=its.beside) if is_named else claim, its)


def _is_said_beside(claim: Claim, its: Claim, seen: Sighting) -> bool:
    """Whether a line of a tool says every word of a claim, and has one such value only."""
    line = seen.cell.quote
    wanted = claim.about - LIGHT - UNIT_ROOTS
    if not wanted or not wanted <= roots_in(line):
        return False
    if is_somebody(claim.text):
        return somebody_in(claim, line) == its.text
    return len(others_like(claim, replace(seen.cell, value=line))) == 1
