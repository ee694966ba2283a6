"""
Whether a value that a tool shows is where it is because of what an entry says.

Pure. How much the words around it have to say depends on how easily it may stand there by chance.
"""

import re
from typing import Final

from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT, root
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.bearing import is_called
from core.dreams.material.seeing.named_values import is_somebody
from core.dreams.material.seeing.phrases import may_be_phrase
from core.dreams.material.seeing.rarity import is_rare, is_telling
from core.dreams.material.seeing.relation import Fit, is_all_said, name_roots, names_all
from core.dreams.material.seeing.values import counts_alike, others_like
from core.dreams.material.testimony.testimony import Result

_SHARE: Final = re.compile(r"(?i)%|percent|pct|ratio|share|rate|cov|_under")
_VERSION: Final = root("version")
_SHORT_ANSWER: Final = 6
"""Lines of a result in which a rare value is no accident."""


def is_enough(claim: Claim, cell: Cell, fit: Fit, result: Result, text: str) -> bool:
    """Whether a value is where it is because of what the entry says."""
    if claim.kind == "echo":
        return cell.is_prose
    if claim.is_measure:
        enough = _is_enough_of_measure(claim, cell, fit, result, text)
    else:
        enough = _is_enough_of_words(claim, cell, fit)
    if enough is not None:
        return enough
    if fit >= Fit.KIN or counts_alike(claim, cell) or _is_version_beside(claim, cell):
        return True
    is_only_named = claim.kind == "name" and not claim.is_set
    is_aside = is_somebody(claim.text) and _does_something(claim, cell)
    # "java 4.5.2 agent 7.0.1": which of them is meant.
    is_of_several = claim.kind == "version" and len(others_like(claim, cell)) > 1
    if not claim.is_plain or is_only_named or is_aside or is_of_several:
        return False
    if fit >= Fit.TOPIC:
        return is_telling(claim)
    is_alone = claim.kind == "phrase" and claim.is_last and bool(claim.rivals)
    return (is_rare(claim) or is_alone) and result.event.body.strip().count("\n") < _SHORT_ANSWER


def _is_enough_of_words(claim: Claim, cell: Cell, fit: Fit) -> bool | None:
    """Likewise of names and plain words, that many a line has; None of others."""
    if not _tells_as_much(claim, cell, fit):
        return False
    return _is_enough_of_phrase(claim, cell, fit) if claim.kind == "phrase" else None


def _tells_as_much(claim: Claim, cell: Cell, fit: Fit) -> bool:
    """
    Whether a cell tells what an entry says of a name or of plain words, and not only has them.

    "Installed 6 hooks for Claude Code" does not say that these hooks use a script.
    """
    own = roots_in(claim.text)
    # What is a part of its own name stands wherever that does.
    is_of_name = bool(own) and own <= name_roots(claim)
    if not cell.is_prose:
        return fit >= Fit.KIN or not is_of_name
    said = (claim.near or claim.about) - LIGHT - HOW_IT_IS - name_roots(claim) - own
    told = kin_of(said, cell.about) | distant_kin_of(said, cell.about)
    return claim.is_plain and not is_of_name and 2 * len(told) >= len(said)


def _is_version_beside(claim: Claim, cell: Cell) -> bool:
    """Whether a line names what has a version and has that alone: "... @ mill-2:8444 (4.5.2)"."""
    is_said = claim.kind == "version" and claim.text.count(".") > 1 and _VERSION in claim.about
    is_plain = is_said and claim.is_plain and claim.is_set and bool(claim.names)
    if not is_plain or not names_all(claim, cell.quote.lower()):
        return False
    return len(others_like(claim, cell)) == 1


def _does_something(claim: Claim, cell: Cell) -> bool:
    """Whether a sentence tells of somebody what the entry knows nothing of: "... bought a map"."""
    rest = roots_in(cell.value) - roots_in(claim.text) - name_roots(claim) - LIGHT - HOW_IT_IS
    return bool(rest) and not (kin_of(rest, claim.about) or distant_kin_of(rest, claim.about))


def _is_enough_of_phrase(claim: Claim, cell: Cell, fit: Fit) -> bool | None:
    """Likewise of plain words that may stand anywhere, or that never vary; None of others."""
    if claim.is_last and not cell.is_prose and cell.key.lower() in claim.names:
        # `eviction-policy: oldest`: what has the value is what the value is called.
        return not claim.is_constant
    if not may_be_phrase(claim.norm):
        return fit >= Fit.KIN and not cell.is_prose
    if claim.rivals or claim.direct or is_rare(claim):
        return None
    # What never varies says nothing, unless its very name is said.
    least = Fit.KIN if claim.is_last else Fit.EXACT
    return fit >= least and not claim.is_constant


def _is_enough_of_measure(
    claim: Claim, cell: Cell, fit: Fit, result: Result, text: str
) -> bool | None:
    """Likewise of one of several numbers, and of a share; None of others."""
    if not claim.is_set and not is_all_said(claim, cell, result):
        # "30 days, and 60 as the last resort": which of them is shown?
        return False
    if claim.kind.startswith("quantity/") and len(text) == 1 and not is_called(claim, cell):
        # Two of what is measured in GiB, by the title above it, may be two of anything.
        return False
    if claim.kind == "quantity/share" and not _SHARE.search(cell.quote):
        # A bare 100 may count anything.
        return fit is Fit.EXACT
    return None
