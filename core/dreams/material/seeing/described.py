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
from dataclasses import dataclass
from typing import Final, TypeAlias

from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT, key_roots, root
from core.dreams.extract.names.kinship import said_by
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.values.quantities import is_unit, unit_in
from core.dreams.material.claims.bounds import BOUNDING
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.bearing import may_be_its
from core.dreams.material.seeing.relation import (
    IMPLIED,
    NAMELESS_ROOTS,
    UNIT_ROOTS,
    minutes_of,
    names_all,
)
from core.dreams.material.seeing.values import same_value
from core.dreams.material.testimony.frames import Shown
from core.dreams.material.testimony.testimony import Result, Testimony
from core.transcripts.fields import words

_MUCH: Final = 3
_LEAST: Final = 2
"""Words that must agree where nothing has a name."""
_MOST_CELLS: Final = 2_000
"""A word in the names of more values than these tells nothing."""
_OF_ONE: Final = re.compile(r"(?<![\w.-])(?:[A-Za-z]+[-_#]?\d{2,}|#?\d{4,})(?![\w.-])")
_PATH: Final = re.compile(r"\S*[/=]\S*|\d{4}-\d\d-\d\d")
_SHORT_TEXT: Final = 60
"""Characters of a text that may be a title."""
_LONGEST_QUESTION: Final = 200
_SHORT_ANSWER: Final = 40
"""Values of an answer that is about one thing."""
_NO_TITLE: Final[frozenset[str]] = frozenset()
_Place: TypeAlias = tuple[str | None, frozenset[str]]
"""The record and the section that a value stands in."""
_SHORTEST: Final = 3
_BOUNDS: Final = BOUNDING | frozenset(map(root, words("limit max maximum min minimum")))
_PARTICLES: Final = frozenset(map(root, words("off out up in on down over")))


class Described:
    """All values that tools show under a name, by the words of these names and beside them."""

    def __init__(self, testimony: Testimony, frames: frozenset[Shown]) -> None:
        self._by_root: dict[str, list[_Shown]] = defaultdict(list)
        for result in testimony.results:
            # What is asked of one thing by its number is of that thing alone.
            if not result.has_failed and not _OF_ONE.search(_PATH.sub(" ", result.command)):
                for shown in _shown_by(result, frames):
                    for word in shown.cell.about | shown.cell.section | shown.titles:
                        self._by_root[word].append(shown)

    def of(self, claim: Claim) -> list[tuple[Result, Cell]]:
        """The values that are described as a claim describes its own, in order."""
        wanted = claim.about
        found = {
            (one.result.order, id(one.cell)): (one.result, one.cell)
            for one in self._near(wanted)
            if claim.environments <= one.result.environments
            and claim.keys <= one.cell.about | one.cell.section
            and (_is_it(claim, wanted, one) or _is_most(claim, wanted, one))
        }
        return [found[at] for at in sorted(found)]

    def _near(self, wanted: Iterable[str]) -> Iterator["_Shown"]:
        for word in sorted(wanted):
            posted = self._by_root.get(word, ())
            if len(posted) <= _MOST_CELLS:
                yield from posted


@dataclass(frozen=True, slots=True)
class _Shown:
    """A value under a name."""

    result: Result
    cell: Cell
    titles: frozenset[str]
    """Roots of the words of the texts beside it, which may say what its record is called."""


def _shown_by(result: Result, frames: frozenset[Shown]) -> Iterator[_Shown]:
    cells = (cell for cell in result.cells if cell.key and not cell.is_prose)
    keyed = [cell for cell in cells if (cell.key, cell.value) not in frames]
    texts: dict[_Place, list[str]] = defaultdict(list)
    for cell in keyed:
        # What a long answer shows beside a value may be about something else.
        is_near = cell.record is not None or len(result.cells) <= _SHORT_ANSWER
        if is_near and len(cell.value) <= _SHORT_TEXT and not cell.value[:1].isdigit():
            texts[cell.record, cell.section].append(cell.value)
    titles = {place: roots_in("; ".join(said)) for place, said in texts.items()}
    for cell in keyed:
        yield _Shown(result, cell, titles.get((cell.record, cell.section), _NO_TITLE))


def _is_it(claim: Claim, wanted: frozenset[str], shown: _Shown) -> bool:
    cell, result = shown.cell, shown.result
    own = frozenset(one for one in cell.about - NAMELESS_ROOTS - UNIT_ROOTS if not is_unit(one))
    implied = IMPLIED.get(claim.kind, frozenset())
    more = own - LIGHT - HOW_IT_IS - implied - minutes_of(claim, cell) - BOUNDING
    if more != said_by(more, wanted) or not may_be_its(claim, cell, result):
        return False
    # "A day pass": a unit is one of the words, unless it is only what is counted.
    units = frozenset(one for one in wanted if one in UNIT_ROOTS | implied or is_unit(one))
    needed = wanted - units
    # Of few words the light ones count as well: "mileage allowance".
    needed = needed - LIGHT if len(needed - LIGHT) >= _LEAST else needed
    # `value` is of what its record is called; `line` is no length, whatever stands beside it.
    near = cell.about | cell.section | (frozenset() if more else shown.titles)
    # `loan_days` says of one word all that there is to say, and so does a section of one word.
    # A bare number under another name counts something else: `people = 2` is no time.
    is_bare = claim.kind.startswith("quantity/") and not cell.is_prose and not unit_in(cell.key)
    rest = own - said_by(own, wanted) - implied - HOW_IT_IS
    if is_bare and rest and cell.value.strip("\"' ").isdigit():
        return False
    is_named = needed <= more and bool(needed & _asked(result))
    is_whole = bool(needed) and (is_named or (needed <= cell.section and not more))
    least = 1 if is_whole else _LEAST
    if len(needed) + len(units & near) < least or not said_by(needed, near):
        return False
    if claim.names and not names_all(
        claim, f"{result.command}\n{cell.record or result.event.body}"
    ):
        return False
    near |= _asked(result)
    unsaid = [
        word for word in needed - _PARTICLES - said_by(needed, near) if not _is_part(word, near)
    ]
    # Where three words agree, and the name says nothing else, one of the entry's may be its own.
    is_much = bool(more and needed & cell.section) and len(said_by(wanted, near)) >= _MUCH
    return len(unsaid) <= is_much


def _is_most(claim: Claim, wanted: frozenset[str], shown: _Shown) -> bool:
    """
    Whether the very value stands under words of the entry alone, and these are most of its words.

    Of another value that would be too little: the rest may say of what it is.
    """
    cell = shown.cell
    own = frozenset(one for one in cell.about if not is_unit(one))
    own -= LIGHT | HOW_IT_IS | UNIT_ROOTS | NAMELESS_ROOTS | _BOUNDS
    own -= minutes_of(claim, cell) | IMPLIED.get(claim.kind, frozenset()) | {unit_in(cell.key)}
    needed = wanted - LIGHT - UNIT_ROOTS
    said = cell.about | cell.section | roots_in(cell.record or "") | _asked(shown.result)
    near = said_by(needed, said)
    return (
        bool(own)
        and not claim.names
        and said_by(own, wanted) == own
        and len(near) >= _MUCH
        and 2 * len(near) > len(needed)
        and same_value(claim, cell) is not None
        and may_be_its(claim, cell, shown.result)
    )


def _is_part(word: str, said: frozenset[str]) -> bool:
    """Whether a word is one half of a word that is said, or made of two: `cut-off` and `cutoff`."""
    if len(word) < _SHORTEST:
        return False
    return any(word in one for one in said) or (
        any(word.startswith(one) for one in said) and any(word.endswith(one) for one in said)
    )


def _asked(result: Result) -> frozenset[str]:
    """Roots of the words of a question that is no essay."""
    if len(result.command) > _LONGEST_QUESTION:
        return frozenset()
    return roots_in(result.command) | key_roots(result.command)
