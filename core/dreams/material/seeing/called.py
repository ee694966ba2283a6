"""
What a tool calls a value, whatever thing it is of: what entries about other things are looked for
under.

Pure.
"""

from typing import Final, TypeAlias

from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.values.quantities import is_unit
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.relation import UNIT_ROOTS, name_roots
from core.dreams.material.seeing.values import others_like

Name: TypeAlias = tuple[str, frozenset[str]]
"""How it is called, and by which words."""
Way: TypeAlias = tuple[str, frozenset[str]]
"""What kind of value an entry gives, and in which words."""

_UNDER: Final = ""
"""It stands under these words."""
_BELOW: Final = "^"
"""It stands under a word that says little, below others: `limits: {max: 180}`."""
_AMONG: Final = "~"
"""It stands in a sentence, among these words."""
_MOST: Final = 24
"""Words of a sentence that a tool may have filled in."""
CALLED: Final = frozenset({_UNDER, _BELOW, _AMONG})


def name_of(claim: Claim, cell: Cell) -> Name | None:
    """What a cell calls the value in it; None if nothing tells that."""
    own = cell.about - name_roots(claim)
    if cell.is_prose:
        # Of two values in a sentence nobody knows which one it tells of.
        own -= roots_in(claim.text)
        is_form = claim.is_measure and 0 < len(own) <= _MOST and len(others_like(claim, cell)) == 1
        return (_AMONG, own) if is_form else None
    heavy = [one for one in own - LIGHT - HOW_IT_IS - UNIT_ROOTS if not is_unit(one)]
    if heavy or not cell.section:
        return (_UNDER, own) if own else None
    return _BELOW, own | (cell.section - name_roots(claim))


def way_of(claim: Claim) -> Way:
    """In which form an entry gives a value."""
    return claim.kind, (claim.frame - UNIT_ROOTS) or claim.frame


def has_form(claim: Claim) -> bool:
    """Whether others may give a value in the same form: `sess_max = 40` has no words for that."""
    return not claim.setting or bool(way_of(claim)[1])
