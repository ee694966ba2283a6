"""
How seldom a value stands somewhere by chance: a rare one is known again without its name.

Pure.
"""

from typing import Final

from core.dreams.extract.values.literals import LITERAL
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.named_values import is_code

_TELLING_DIGITS: Final = 3
_EVERYWHERE: Final = frozenset(
    {"quantity/time", "quantity/share", "quantity/size", "quantity/factor"}
)
_SHORTEST_CODE: Final = 3
_SHORTEST_TELLING: Final = 5
"""Letters of a word that seldom stands somewhere by chance."""


def is_telling(claim: Claim) -> bool:
    """Whether a value seldom stands somewhere by chance: it is known again without its name."""
    if claim.kind in {"time", "weekday"} or claim.kind.startswith("quantity/"):
        return True
    if claim.kind in {"number", "version"}:
        return _digits(claim) >= _TELLING_DIGITS
    return is_rare(claim) or len(claim.text) >= _SHORTEST_TELLING


def is_rare_kind(claim: Claim) -> bool:
    """Whether few things of one thing are measured in its unit: bars, and not minutes."""
    is_unit = claim.kind.startswith("quantity/") and not claim.kind.startswith(LITERAL)
    return is_unit and claim.kind not in _EVERYWHERE


def is_rare(claim: Claim) -> bool:
    """
    Whether a value stands for itself wherever it is seen: several words, a code, a rare unit.

    Durations, shares and sizes are everywhere, and a bare number may count anything.
    """
    if claim.kind in {"name", "phrase"}:
        has_form = is_code(claim.text) and len(claim.text) >= _SHORTEST_CODE
        return " " in claim.text.strip() or has_form
    if claim.kind == "time":
        return not claim.text.endswith(":00")
    if is_rare_kind(claim):
        return _digits(claim) > 1
    return claim.kind == "version" and _digits(claim) >= _TELLING_DIGITS


def _digits(claim: Claim) -> int:
    return sum(map(str.isdigit, claim.text))
