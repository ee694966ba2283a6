"""
Another value in the place of the one that an entry gives: where nothing else can be meant.

Pure. One result shows many values; only the one that stands under the entry's own words, alone of
its kind, says that the entry is no longer so.
"""

import re
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.missing import is_missing
from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.words import RHYTHM, SWITCH, pace_of
from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.values.quantities import is_unit
from core.dreams.material.claims.bounds import lead_of
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.answers import Answer
from core.dreams.material.seeing.bearing import is_called
from core.dreams.material.seeing.crontab import another_cron
from core.dreams.material.seeing.named_values import (
    is_somebody,
    look_of,
    name_behind,
    name_in,
    somebody_in,
)
from core.dreams.material.seeing.phrases import may_be_phrase
from core.dreams.material.seeing.rarity import is_rare, is_rare_kind
from core.dreams.material.seeing.relation import UNIT_ROOTS, Fit, name_roots, names_all
from core.dreams.material.seeing.stand_ins import PARTS
from core.dreams.material.seeing.values import (
    bare_number,
    is_like,
    is_of_its_size,
    others_like,
)
from core.dreams.material.seeing.values_in import word_beside
from core.transcripts.fields import words

_BOUNDS: Final = frozenset(
    root(word)
    for word in words(
        "maximum max minimum min limit threshold cap ceiling floor least most above below over"
        " under upper lower exceed warn warning critical bound quota allowance until"
    )
)
"""What the name of a value says that bounds another one."""
_ONE_OF_KIND: Final = frozenset({"time", "weekday"})
"""Kinds of values of which an answer that has one only tells when something is."""
_SHORT_FRAME: Final = 2
_SHORT_VALUE: Final = 4
"""Words of a value that says nothing beside it."""


def other_value(cell: Cell, fit: Fit, answer: Answer) -> str | None:
    """
    Another value of the kind, where nothing else can be meant.

    It is the only one there, and stands under a name that the entry uses itself, or beside the
    very word that says in the entry what is counted.
    """
    claim = answer.claim
    if claim.kind == "echo" or not claim.is_set or (not claim.is_plain and fit < Fit.EXACT):
        return None
    if _is_another_setting(claim, cell) or _is_reading(claim, cell, fit):
        return None
    is_switch = cell.plain.strip(",;") in SWITCH and claim.norm not in SWITCH
    if not claim.is_measure and (is_switch or is_missing("", cell.value.lstrip())):
        # `branch = true` names no branch, and that a file is not there is the value of nothing.
        return None
    if claim.kind == "phrase":
        return _other_phrase(cell, fit, answer)
    if claim.kind == "name":
        return _other_name(cell, fit, answer) if is_called(claim, cell) else None
    return _other_measure(cell, fit, answer)


def _is_another_setting(claim: Claim, cell: Cell) -> bool:
    """Whether an entry spells out what is set, and it is another one: `retries`, `retry_delay`."""
    return "_" in claim.setting and cell.key.isidentifier() and cell.key.lower() != claim.setting


def _is_reading(claim: Claim, cell: Cell, fit: Fit) -> bool:
    """
    Whether an entry tells of a limit, and a value is a reading.

    `wind_stop` is called by what happens at the bound; `wind` is a reading.
    """
    own = cell.about - name_roots(claim)
    is_called_so = fit is Fit.EXACT and len(own & claim.about) > 1
    return claim.is_bound and not is_called_so and not (cell.about | cell.section) & _BOUNDS


def _other_measure(cell: Cell, fit: Fit, answer: Answer) -> str | None:
    claim = answer.claim
    cron = another_cron(claim, cell) if not cell.is_prose else None
    if cron is not None:
        return cron if len(answer.crons) == 1 else None
    found = others_like(claim, cell)
    if cell.is_prose and len(found) > 1:
        cell = _clause_of(claim, cell)
        found = others_like(claim, cell)
    if len(found) != 1:
        # Beside what has the unit a bare number counts something else: `reels 21`, `fps 16`.
        is_lone = not (answer.norms and is_rare_kind(claim))
        is_bare = not found and is_lone and fit is Fit.EXACT and not cell.is_prose
        return bare_number(claim, cell) if is_bare else None
    near = word_beside(found[0], cell.value)
    is_beside = claim.beside != "" and near == claim.beside
    is_alike = is_like(claim, found[0], cell)
    if not cell.is_prose:
        is_all = is_beside or near == "" or len(cell.value.split()) <= _SHORT_VALUE
        is_its = is_all and _is_under_its_name(cell, fit, answer, is_alike=is_alike)
        return found[0].text if is_its else None
    is_end = cell.value.strip().endswith(found[0].text)
    # `16.5 mag` is no version, whatever it looks like.
    is_its = near in {"", claim.beside} or near in claim.about
    is_version = claim.kind == "version" and is_alike and is_end and is_its
    if is_version and fit >= Fit.KIN and answer.is_alone:
        return found[0].text
    if claim.kind == "number" and not is_of_its_size(claim, found[0], cell):
        # "Pupil 20417" is one, and not that many.
        return None
    return _other_in_prose(claim, cell, found[0].text, is_beside=is_beside, near=near)


def _clause_of(claim: Claim, cell: Cell) -> Cell:
    """
    The only part of a sentence that has a value and a word of the claim, of those that have any.

    "Insured for EUR 7,750, with an excess of EUR 50" tells in one part what is insured.
    """
    parts = [replace(cell, value=part, about=roots_in(part)) for part in PARTS.split(cell.value)]
    own = claim.about - LIGHT - name_roots(claim)
    able = [one for one in parts if others_like(claim, one) and kin_of(own, one.about)]
    return able[0] if len(able) == 1 else cell


def _is_under_its_name(cell: Cell, fit: Fit, answer: Answer, *, is_alike: bool) -> bool:
    """Whether what a value is called, or its kind, tells that it is the one an entry gives."""
    claim = answer.claim
    if claim.kind == "number" and not claim.is_titled and answer.has_several(cell):
        return False
    is_only = len(answer.norms) == 1
    # `review: day 30` says nothing of a review after six weeks.
    may_count = is_alike or claim.kind != "number"
    # `non_renewal_notice_days` is of a notice, and not of what is renewed.
    own = frozenset(one for one in cell.about if not is_unit(one))
    own -= LIGHT | UNIT_ROOTS | name_roots(claim)
    is_of_it = 2 * len(kin_of(own, claim.about)) >= len(own)
    is_near = fit >= Fit.KIN and is_of_it and is_only and is_alike
    # A reading is no setting: of what is measured all the time a word must agree as well.
    is_kind = is_rare_kind(claim) or (claim.kind in _ONE_OF_KIND and answer.is_alone)
    has_kind = fit >= Fit.TOPIC and is_only and is_alike and is_kind
    return (fit is Fit.EXACT and may_count) or is_near or has_kind


def _other_in_prose(
    claim: Claim, cell: Cell, text: str, *, is_beside: bool, near: str
) -> str | None:
    shared = kin_of(cell.about - name_roots(claim), claim.about)
    # `python 3.11` says all; `12 boxes` may be boxes of anything.
    says_all = re.fullmatch(rf"\W*[A-Za-z]+ {re.escape(text)}\W*", cell.value)
    if is_beside and (says_all or shared - {near} or names_all(claim, cell.quote)):
        return text
    if claim.kind in {"number", "version"} and near not in claim.about | {claim.beside, ""}:
        # "1.22 electrons" are no 16.5 mag.
        return None
    if claim.lead and shared - LIGHT and lead_of(cell.value, text) == claim.lead:
        # "Visitors get in from 10:10", and "are let in from 09:15".
        return text if names_all(claim, cell.quote) else None
    rest = cell.about - LIGHT - claim.about - name_roots(claim)
    return text if len(shared - LIGHT) >= 2 and len(rest) <= 2 else None


def _other_name(cell: Cell, fit: Fit, answer: Answer) -> str | None:
    found = _name_instead(cell, fit, answer)
    # What the entry speaks of is not what it has: "Halm (partner)" is no contact at Halm.
    is_itself = found is not None and any(stands(n, found.lower()) for n in answer.claim.names)
    return None if is_itself else found


def _name_instead(cell: Cell, fit: Fit, answer: Answer) -> str | None:
    claim = answer.claim
    if cell.is_prose:
        found = name_behind(claim, cell.value, claim.about - name_roots(claim) - LIGHT)
        if found is None and is_somebody(claim.text) and fit >= Fit.FAMILY:
            found = somebody_in(claim, cell.value)
        return found if fit >= Fit.FAMILY else None
    found = name_in(claim, cell)
    if found is None or fit is Fit.EXACT or fit is Fit.FAMILY:
        return found
    if fit is Fit.KIN and len(answer.names) == 1:
        return found
    # Somebody with two names, and nobody else in the whole answer.
    is_alone = is_somebody(claim.text) and is_somebody(found) and len(answer.people) == 1
    return found if is_alone and fit >= Fit.TOPIC else None


def _says_most(claim: Claim, cell: Cell) -> bool:
    """
    Whether the name of a value says much of what the entry says, or that says little.

    "Customers in Norway get the return label by post" is not about what a label costs.
    """
    said = 2 * len(kin_of(claim.frame, cell.about | cell.section))
    is_most = said >= len(claim.frame) if claim.link == "is" else said > len(claim.frame)
    return len(claim.frame) <= _SHORT_FRAME + 1 or is_most


def _other_phrase(cell: Cell, fit: Fit, answer: Answer) -> str | None:
    """A rival in the place of a phrase: the whole value, or the only one in a sentence."""
    claim, low = answer.claim, cell.plain
    if not cell.is_prose:
        looks = look_of(claim.text), look_of(cell.value.strip("\"'` "))
        # Under its own name anything but a code may stand in the place of plain words.
        is_alike = looks[0] == looks[1] or (fit >= Fit.KIN and looks[0][0] == looks[1][0])
        is_state = fit >= Fit.KIN and low.isalpha()
        is_phrase = is_alike and (may_be_phrase(low) or is_state) and low not in claim.names
        # Where no word agrees, an entry that says little is meant; one that says more is not.
        is_kin = fit >= Fit.KIN and is_called(claim, cell) and _says_most(claim, cell)
        is_its = is_kin or (fit is Fit.FAMILY and len(claim.frame) <= _SHORT_FRAME)
        if claim.link and is_its and is_phrase and answer.phrases(fit) == 1:
            return cell.value.strip("\"'` ")
        is_near = low in claim.rivals and fit >= Fit.TOPIC
        is_direct = low in claim.direct and is_rare(claim)
        return cell.value.strip("\"'` ") if is_near or is_direct else None
    if fit < Fit.TOPIC:
        return None
    paces = [one[0] for one in RHYTHM.finditer(low)] if RHYTHM.fullmatch(claim.norm) else []
    if len(paces) == 1 and fit >= Fit.KIN and pace_of(paces[0]) != pace_of(claim.norm):
        return paces[0]
    standing = [one for one in claim.rivals if stands(one, low)]
    longest = [one for one in standing if not any(one in two for two in standing if one != two)]
    return longest[0] if len(longest) == 1 and fit >= Fit.KIN else None
