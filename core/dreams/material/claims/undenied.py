"""
What looks like another value of an entry in an answer, and is one of something else.

Pure. An answer that has an entry's own value as well, or what another line of the memory gives,
denies nothing.
"""

from collections.abc import Iterable
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.labelled import are_listed_apart
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.subjects import plain
from core.dreams.material.seeing.rarity import is_telling
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.seeing.seeing import is_so
from core.dreams.material.seeing.sighting import Sighting

_TELLING: Final = 4
"""Characters of a value that two things seldom have."""


def is_shown_too(claim: Claim, denied: Sighting, standing: Iterable[Sighting]) -> bool:
    """
    Whether an answer that has another value has that of the entry, too, and it tells.

    "Scrap at 833 mm" beside `new_mm: 920, condemned_mm: 833`; only where all that the entry says
    of a measure is its name it is sure which of the two is meant.

    Args:
        claim: What an entry says.
        denied: Where another value was seen.
        standing: Where its own value stands in answers about the same thing.
    """
    is_named = claim.is_measure and denied.fit is Fit.EXACT and denied.is_all_said
    if is_named or not is_telling(claim):
        return False
    said = _said_of(claim, denied.cell)
    return any(
        one.result.order == denied.result.order
        and is_so(claim, one.cell)
        and _said_of(claim, one.cell) >= said
        for one in standing
    )


def is_of_another_line(entry: Entry, denied: Sighting, others: Iterable[Entry]) -> bool:
    """Whether what is seen is what another line of a memory gives under a label of its own."""
    text = spaced(denied.text.strip("\"'`").lower())
    # Two things may well have as many replicas.
    return len(text) >= _TELLING and any(
        stands(text, spaced(plain(other.text))) and are_listed_apart(entry, other)
        for other in others
        if other.key != entry.key
    )


def spaced(text: str) -> str:
    """A text with its words apart, also where a tool joins them: `type_engineer`."""
    return text.replace("_", " ")


def _said_of(claim: Claim, cell: Cell) -> int:
    """How many words of a claim the row, or the line and the title, of a value say."""
    told = cell.about | cell.section | roots_in(cell.record or cell.quote)
    return len(kin_of(claim.about - LIGHT, told))
