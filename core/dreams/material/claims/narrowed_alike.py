"""
Whether two claims are narrowed to one time, case and part of their thing.

Pure. "The airline version goes out at 24 fps" says nothing of the film itself.
"""

from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim


def are_of_one_part(one: Claim, other: Claim) -> bool:
    """Whether each says when, where and of which part of the thing the other is, or most of it."""
    return _says_what_narrows(one, other) and _says_what_narrows(other, one)


def _says_what_narrows(one: Claim, other: Claim) -> bool:
    """Whether a claim says the case that another one is of, and at least half of the part."""
    said = one.about | one.around | one.above
    case, part = other.narrowed.case, other.narrowed.part
    told = [word for word in part if kin_of(roots_in(word), said)]
    return case <= kin_of(case, said) and (not part or 2 * len(told) >= len(part))
