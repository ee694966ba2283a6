"""
Whether an answer tells of the case that a claim is narrowed to.

Pure. An answer that shows another opening time, and says nothing of Sundays, is none about Sundays.
"""

from core.dreams.extract.names.kinship import kin_of, said_by
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.relation import around, name_roots
from core.dreams.material.testimony.testimony import Result


def is_of_its_case(claim: Claim, cell: Cell, result: Result, *, is_known: bool = False) -> bool:
    """
    Whether all that narrows a claim is said beside a value, or in the question for it.

    Of what it is a part of, half is enough: few tools call it by all the words of an entry.

    Args:
        claim: What an entry says.
        cell: A value.
        result: What shows it.
        is_known: What the value is called is known to be what the entry says, in other words.
    """
    names = name_roots(claim)
    case, part = claim.narrowed.case - names, () if is_known else claim.narrowed.part
    if not case and not part:
        return True
    said = cell.about | cell.section | roots_in(cell.record or cell.quote)
    said |= around(result)
    unsaid = case - _said(case, said)
    is_case = all(word[0].isdigit() and word in result.whole for word in unsaid)
    told = [word for word in part if _said(roots_in(word), said)]
    return is_case and 2 * len(told) >= len(part)


def _said(wanted: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """Which of some words a text says in this or another form, short ones too: `consult`."""
    longer = (one for one in wanted if kin_of(said, frozenset({one})))
    return said_by(wanted, said) | frozenset(longer)
