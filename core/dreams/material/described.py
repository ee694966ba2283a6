"""
Values of entries that name nothing, found by their description: "a company formation costs
1,800 EUR", and `company_formation = 1800`.

Pure. What has the value has no name there, so every word must agree, both ways: all that the entry
says of the value stands in its name, its section or beside it, and its name says nothing else. And
all answers must agree, or be to the same question at different times.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from core.dreams.extract.kinship import distant_kin_of, kin_of
from core.dreams.extract.lexicon import HOW_IT_IS, LIGHT, key_roots, root
from core.dreams.extract.quantities import is_unit, normal_number, unit_in
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.material.bearing import may_be_its
from core.dreams.material.claims import Claim
from core.dreams.material.relation import JOINING_ROOTS, UNIT_ROOTS
from core.dreams.material.testimony import Result, Testimony
from core.transcripts.fields import words

_LEAST: Final = 2
"""Words that must agree where nothing has a name."""
_MOST_CELLS: Final = 2_000
"""A word in the names of more values than these tells nothing."""
_NUMBER: Final = re.compile(r"-?\d[\d,]{0,12}(?:\.\d{1,6})?")
_SHORT_TEXT: Final = 60
_IMPLIED: Final = {
    "quantity/money": frozenset(map(root, words("cost price fee charge amount pay rate sum"))),
    "quantity/time": frozenset(
        map(root, words("period duration time valid validity after within"))
    ),
    "quantity/size": frozenset(map(root, words("size"))),
    "number": frozenset(map(root, words("number count total"))),
    "version": frozenset(map(root, words("version release"))),
}
"""What a value of a kind says itself."""


class Described:
    """All values that tools show under a name, by the words of these names."""

    def __init__(self, testimony: Testimony) -> None:
        self._by_root: dict[str, list[tuple[Result, Cell]]] = defaultdict(list)
        for result in testimony.results:
            if result.has_failed:
                continue
            for cell in result.cells:
                if cell.key and not cell.is_prose:
                    for word in cell.about | cell.section:
                        self._by_root[word].append((result, cell))

    def of(self, claim: Claim) -> list[tuple[Result, Cell]]:
        """The values that are described as a claim describes its own, in order."""
        wanted = said_of(claim)
        if len(wanted) < _LEAST:
            return []
        found = {
            (result.order, id(cell)): (result, cell)
            for result, cell in self._near(wanted)
            if claim.environments <= result.environments and _is_it(claim, wanted, cell, result)
        }
        return [found[at] for at in sorted(found)]

    def _near(self, wanted: Iterable[str]) -> Iterator[tuple[Result, Cell]]:
        for word in sorted(wanted):
            posted = self._by_root.get(word, ())
            if len(posted) <= _MOST_CELLS:
                yield from posted


def bare_number(claim: Claim, cell: Cell) -> str | None:
    """Another number in the place of one with a unit, which its name need not say."""
    value = cell.value.strip().strip("\"'")
    is_bare = _NUMBER.fullmatch(value) is not None and unit_in(cell.key) == ""
    is_other = bool(claim.number) and normal_number(value) != claim.number if is_bare else False
    return value if is_other and claim.is_set and claim.is_plain else None


def said_of(claim: Claim) -> frozenset[str]:
    """The words of a claim that say what its value is of, beside what every such value is of."""
    said = claim.about - UNIT_ROOTS - _IMPLIED.get(claim.kind, frozenset())
    said = frozenset(one for one in said if not is_unit(one))
    # Of few words the light ones count as well: "mileage allowance".
    return said - LIGHT if len(said - LIGHT) >= _LEAST else said


def _is_it(claim: Claim, wanted: frozenset[str], cell: Cell, result: Result) -> bool:
    own = frozenset(one for one in cell.about - JOINING_ROOTS - UNIT_ROOTS if not is_unit(one))
    more = own - LIGHT - HOW_IT_IS - _IMPLIED.get(claim.kind, frozenset())
    if more != _said(more, wanted) or not may_be_its(claim, cell, result.event.body):
        return False
    near = cell.about | cell.section | roots_in(_titles(cell, result))
    if not _said(wanted, near):
        return False
    return wanted <= _said(wanted, near | roots_in(result.command) | key_roots(result.command))


def _titles(cell: Cell, result: Result) -> str:
    """The texts beside a value that are no sentences: the title of a record, what it is called."""
    record = cell.record or (result.event.body if len(result.cells) <= _SHORT_TEXT else "")
    texts = (
        one.value
        for one in result.cells
        if one is not cell and one.key and not one.is_prose and one.quote in record
    )
    return "; ".join(one for one in texts if len(one) <= _SHORT_TEXT and not one[:1].isdigit())


def _said(names: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    return kin_of(names, said) | distant_kin_of(names, said)
