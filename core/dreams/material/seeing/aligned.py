"""
The one value of an answer that says most of what an entry says of its own, if it is another one.

Pure. An answer about a thing shows many values; the one under, or beside, more of the entry's words
than any other is the entry's, and where it is another one, the entry is not so. Of two that say as
much, and differ, nobody knows which is meant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.fates.doubts import is_given_up
from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT, key_roots, root
from core.dreams.extract.names.kinship import said_by
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.values.quantities import is_unit
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.relation import (
    IMPLIED,
    NAMELESS_ROOTS,
    UNIT_ROOTS,
    Fit,
    around,
    is_short,
    minutes_of,
    name_roots,
    names_all,
)
from core.dreams.material.seeing.seeing import is_so
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.stand_ins import parts_of, stand_in
from core.dreams.material.seeing.values import same_value
from core.dreams.material.testimony.testimony import Result
from core.transcripts.fields import words

_READINGS: Final = frozenset(
    map(root, words("present actual measured reading observed used usage seen now last average"))
)
"""What the name of a value says that is measured, where an entry says what is set."""
_SIDES: Final = tuple(
    (frozenset(map(root, words(one))), frozenset(map(root, words(other))))
    for one, other in (
        (
            "maximum max upper most high hi highest ceiling cap",
            "minimum min lower least low lo floor",
        ),
        ("begin start open opening from first", "end stop close closing until last finish"),
        ("primary leader", "standby secondary replica follower"),
        ("warn warning", "critical crit error page"),
    )
)
_LEADS: Final = frozenset(map(root, words("from until till every")))
"""What stands right before a value, and says what kind of value it is."""
_ENDS: Final = frozenset(map(root, words("begin start open end stop close finish expire")))
"""Light words that say which of two times is meant."""
_OFTEN: Final = re.compile(r"(?i)\bevery\b|interval|schedule|cadence|cycle")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A value of an answer that may be the one an entry is about."""

    cell: Cell
    text: str
    is_same: bool
    under: int
    """Words of the entry that its own name, or what stands above it, says."""
    beside: int
    """Words of the entry that only its row or line says."""
    more: int
    """Words of its name that the entry does not say."""

    @property
    def rank(self) -> tuple[int, int, int]:
        """The best is the greatest."""
        return self.under + self.beside, self.under, -self.more


def aligned(claim: Claim, result: Result, cells: Sequence[Cell]) -> Sighting | None:
    """
    Another value than that of a claim, where an answer says it in the claim's place.

    Args:
        claim: What an entry says.
        result: What a tool answered.
        cells: Those of it that are about the thing of the claim.
    """
    is_given = claim.is_measure or claim.kind == "name" or (claim.kind == "phrase" and claim.link)
    is_number = not claim.is_measure or any(map(str.isdigit, claim.text))
    # "Fainter than 16.5" bounds what is spoken of, and gives nothing a value.
    is_number &= claim.lead != "than"
    if not (is_given and is_number and claim.is_set and claim.is_plain):
        return None
    able = [cell for cell in cells if is_so(claim, cell) and _names_its(claim, cell, result)]
    best = _best_of(claim, result, able)
    if best is None or best.is_same or (claim.is_bound and not _is_how_often(claim, best.cell)):
        return None
    return Sighting(result, best.cell, best.text, is_same=False, fit=Fit.KIN)


def _best_of(claim: Claim, result: Result, cells: Sequence[Cell]) -> _Candidate | None:
    """
    The only value of an answer that says more of an entry's words than every other one.

    Args:
        claim: What an entry says: a number, a quantity, a version or a time.
        result: What a tool answered.
        cells: Those of it that are about the thing of the claim.
    """
    parts = (part for cell in cells for part in parts_of(claim, cell))
    every = [one for part in parts if (one := _candidate(claim, part)) is not None]
    if not every:
        return None
    top = max(one.rank for one in every)
    best = [one for one in every if one.rank == top]
    is_one = len({one.text.lower() for one in best}) == 1 and not _is_which(claim, best[0], cells)
    return best[0] if is_one and _is_enough(claim, result, best[0], every) else None


def _is_which(claim: Claim, best: _Candidate, cells: Sequence[Cell]) -> bool:
    """
    Whether a number says which of several rows it stands in: `PARTITION` 0, 1 and 2 of one thing.

    Then another row says as much of what the entry says, and has another number there.
    """
    if claim.kind != "number" or best.cell.is_prose:
        return False
    wanted = _wanted(claim)
    said = len(said_by(wanted, roots_in(best.cell.record or best.cell.quote)))
    rows = (one for one in cells if one.about == best.cell.about and one.record is not None)
    others = (one.record for one in rows if one.plain != best.cell.plain)
    return any(len(said_by(wanted, roots_in(row or ""))) >= said for row in others)


def _candidate(claim: Claim, cell: Cell) -> _Candidate | None:
    same = same_value(claim, cell)
    text = same or stand_in(claim, cell)
    if text is None or is_given_up(cell.value, text) or _is_reading(claim, cell):
        return None
    wanted = _wanted(claim)
    own = cell.about | cell.section
    if _is_of_other_side(claim, own):
        return None
    under = said_by(wanted, own)
    beside = said_by(wanted - under, roots_in(cell.record or cell.quote))
    more = frozenset(one for one in cell.about if not is_unit(one)) - name_roots(claim)
    more -= LIGHT | HOW_IT_IS | UNIT_ROOTS | NAMELESS_ROOTS | IMPLIED.get(claim.kind, frozenset())
    more -= minutes_of(claim, cell)
    more -= said_by(more, claim.about | name_roots(claim))
    return _Candidate(cell, text, same is not None, len(under), len(beside), len(more))


def _is_enough(claim: Claim, result: Result, best: _Candidate, every: Sequence[_Candidate]) -> bool:
    """Whether a value says enough of what the entry says to be no other one."""
    is_alone = len({one.text.lower() for one in every}) == 1
    wanted, asked = _wanted(claim), roots_in(result.command) | key_roots(result.command)
    told = best.cell.record or best.cell.quote
    said = best.cell.about | best.cell.section | roots_in(told) | around(result)
    # "9 visitors" are how many there are; that is no bound, and of what it is nobody says.
    is_bare = best.cell.is_prose and not said_by(wanted - {claim.beside}, said)
    # Who says much more than an answer speaks of something else.
    if is_bare or 2 * len(said_by(wanted, said)) < len(wanted):
        return False
    if best.more and not is_alone:
        return best.under > 1
    if claim.kind == "version" and not best.under:
        # A release beside nothing that says of what it is may be that of anything.
        return bool(best.beside) or any(stands(name, told.lower()) for name in claim.names)
    if not claim.is_measure:
        # Words may stand in a row for anything that they are not called.
        return bool(best.under)
    return bool(best.under or best.beside) or (
        is_alone and is_short(result) and bool(said_by(wanted, asked))
    )


def _wanted(claim: Claim) -> frozenset[str]:
    own = frozenset(one for one in claim.about if not is_unit(one))
    own -= HOW_IT_IS | UNIT_ROOTS | name_roots(claim)
    # "From 10:10" is when it opens.
    return (own - LIGHT or own) | (own & _ENDS) | (frozenset({root(claim.lead)}) & _LEADS)


def _is_reading(claim: Claim, cell: Cell) -> bool:
    """Whether a value is called a reading, where the entry says nothing of one."""
    return bool((cell.about & _READINGS) - claim.about)


def _is_of_other_side(claim: Claim, own: frozenset[str]) -> bool:
    """Whether a value is called by the opposite of what the entry says: a minimum, a maximum."""
    said = claim.about | frozenset({root(claim.lead.split()[0])} if claim.lead else ())
    return any(
        bool(said & one) and not said & other and bool(own & other) and not own & one
        for pair in _SIDES
        for one, other in (pair, pair[::-1])
    )


def _is_how_often(claim: Claim, cell: Cell) -> bool:
    """Whether a value says how often something is done, as the claim does; no reading is that."""
    said = f"{cell.key} {cell.value} {cell.record or cell.quote}"
    is_told = _OFTEN.search(said) is not None or root("interval") in cell.section
    return claim.lead == "every" and is_told


def _names_its(claim: Claim, cell: Cell, result: Result) -> bool:
    """Whether a question, the row or line of a value, or a short answer names what has it."""
    told = result.event.body if is_short(result) else cell.record or cell.quote
    return names_all(claim, f"{result.command}\n{told}")
