"""
Values under names that an entry says in its own words, whatever it calls the thing: "Chunks are
compressed after 7 days", and `compress_after: 7 days`.

Pure. People name a thing once, or leave it to the title, and a tool that was asked about it does
not repeat the name. So the words decide: all of the value's name are said in the entry, some of
them right beside the value, and the answer says more of the entry's words than that one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.fates.doubts import is_given_up
from core.dreams.extract.language.grammar import PARTICLES
from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT, key_roots, root
from core.dreams.extract.names.kinship import kin_of, said_by
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.values.quantities import is_unit
from core.dreams.material.claims.bounds import BOUNDING
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.bearing import may_be_its
from core.dreams.material.seeing.rarity import is_telling
from core.dreams.material.seeing.relation import (
    IMPLIED,
    NAMELESS_ROOTS,
    UNIT_ROOTS,
    Fit,
    names_said,
)
from core.dreams.material.seeing.seeing import is_so
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.values import same_value
from core.dreams.material.testimony.frames import Shown
from core.dreams.material.testimony.testimony import Result, Testimony
from core.transcripts.fields import words

_MOST_CELLS: Final = 200
"""A word in the names of more values than these tells nothing."""
_LONGEST_QUESTION: Final = 300
_LEAST: Final = 2
"""Words of an entry that an answer has to say."""
_GENERAL: Final = (
    LIGHT
    | HOW_IT_IS
    | UNIT_ROOTS
    | NAMELESS_ROOTS
    | BOUNDING
    | PARTICLES
    | frozenset(map(root, words("limit max maximum min minimum count required config size data")))
)
"""What the name of a value may say beside what it is of."""
_OF_FORM: Final = re.compile(r"[\d_/@:]|(?<=\w)[.-](?=\w)")
"""What only a name has that stands for one thing among several of its kind."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A value under a name."""

    result: Result
    cell: Cell
    own: frozenset[str]
    """Roots of the words of the name that say what the value is."""


class Worded:
    """All values that tools show under a name, by the words of these names."""

    def __init__(self, testimony: Testimony, frames: frozenset[Shown]) -> None:
        self._by_root: dict[str, list[_Named]] = defaultdict(list)
        for result in testimony.results:
            for cell in result.cells if not result.has_failed else ():
                if cell.key and not cell.is_prose and (cell.key, cell.value) not in frames:
                    own = cell.about - _GENERAL - {root(cell.key)}
                    own = frozenset(one for one in own if not is_unit(one))
                    for word in own:
                        self._by_root[word].append(_Named(result, cell, own))

    def of(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where the value of a claim stands under its words, once for each result, in order."""
        if not (claim.is_measure and claim.is_plain) or claim.is_denied:
            return ()
        found: dict[int, Sighting] = {}
        for one in self._able(claim):
            text = same_value(claim, one.cell)
            if text is not None and _tells(claim, one, text):
                seen = Sighting(one.result, one.cell, text, is_same=True, fit=Fit.KIN)
                found.setdefault(one.result.order, seen)
        return tuple(found[order] for order in sorted(found))

    def _able(self, claim: Claim) -> Iterator[_Named]:
        seen: set[int] = set()
        for word in sorted(claim.near - _GENERAL):
            posted = self._by_root.get(word, ())
            for one in posted if len(posted) <= _MOST_CELLS else ():
                if id(one.cell) not in seen and _is_its(claim, one):
                    seen.add(id(one.cell))
                    yield one


def _is_its(claim: Claim, shown: _Named) -> bool:
    """Whether a value is called by the words of an entry, in an answer about what it is of."""
    cell, result = shown.cell, shown.result
    own = shown.own - IMPLIED.get(claim.kind, frozenset()) or shown.own
    beside = kin_of(own, claim.near)
    if not beside or beside | said_by(own, claim.around) != own:
        return False
    if not claim.environments <= result.environments or not is_so(claim, cell):
        return False
    if not _names_it(claim, cell, result):
        return False
    asked = roots_in(result.command) | key_roots(result.command)
    asked = asked if len(result.command) <= _LONGEST_QUESTION else frozenset()
    more = cell.section | asked | roots_in(cell.record or "")
    told = kin_of(claim.near - _GENERAL, own)
    rest = claim.around - _GENERAL
    rest -= said_by(rest, own)
    told |= kin_of(rest, more)
    return len(told) >= _LEAST and may_be_its(claim, cell, result)


def _names_it(claim: Claim, cell: Cell, result: Result) -> bool:
    """
    Whether an answer names what only a name says, and of several records the one that it tells of.

    A word of the entry, such as the program that keeps something, need not be repeated.
    """
    told = result.whole if cell.record is None else f"{result.command}\n{cell.record}".lower()
    said = names_said(claim, told)
    hard = claim.fixed.union(name for name in claim.names if _OF_FORM.search(name))
    return all(name in said or stands(name, told) for name in hard)


def _tells(claim: Claim, shown: _Named, text: str) -> bool:
    """Whether the very value is no accident there."""
    if text in shown.result.given or is_given_up(shown.cell.value, text):
        return False
    return is_telling(claim) or len(kin_of(shown.own, claim.near)) >= _LEAST
