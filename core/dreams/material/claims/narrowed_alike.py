"""
Whether two claims are narrowed to one time, case and part of their thing.

Pure. "The airline version goes out at 24 fps" says nothing of the film itself.
"""

from collections.abc import Sequence

from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.relation import around
from core.dreams.material.seeing.sighting import Sighting


def are_of_one_part(one: Claim, other: Claim) -> bool:
    """Whether each says when, where and of which part of the thing the other is, or most of it."""
    return _says_what_narrows(one, other) and _says_what_narrows(other, one)


def _says_what_narrows(one: Claim, other: Claim) -> bool:
    """Whether a claim says the case that another one is of, and at least half of the part."""
    said = one.about | one.around | one.above
    case, part = other.narrowed.case, other.narrowed.part
    told = [word for word in part if kin_of(roots_in(word), said)]
    return case <= kin_of(case, said) and (not part or 2 * len(told) >= len(part))


def is_of_another_case(claim: Claim, other: Claim, seen: Sequence[Sighting]) -> bool:
    """
    Whether something narrows a claim of which neither another claim nor what supports that tells.

    "In winter they are fed at 14:15" is not overtaken by a board that has 11:45 and no winter.

    Args:
        claim: The one that would be overtaken.
        other: The one that would overtake it.
        seen: Where tools show the value of that.
    """
    said = other.about | other.around | other.above
    told = [said | one.cell.about | one.cell.section | around(one.result) for one in seen]
    return not any(
        _tells_all(claim, words | roots_in(one.cell.record or one.cell.quote))
        for words, one in zip(told, seen, strict=True)
    )


def _tells_all(claim: Claim, said: frozenset[str]) -> bool:
    """
    Whether some words say the case of a claim, and which one of several parts it is of.

    "The side gate": who only says gate says of another one. Of "the sound limit" who calls it by
    other words says nothing narrower.
    """
    case, part = claim.narrowed.case, claim.narrowed.part
    is_part = bool(part) and bool(kin_of(roots_in(part[-1]), said))
    which = part[:-1] if is_part else ()
    return case <= kin_of(case, said) and all(kin_of(roots_in(word), said) for word in which)
