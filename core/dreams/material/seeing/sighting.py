"""
A value as it was seen in what a tool shows. Pure.
"""

from dataclasses import dataclass
from typing import Final

from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import Cell
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.named_values import is_code
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.testimony.testimony import Result
from core.dreams.proposal import Evidence

_TELLING: Final = 6
"""Characters from which on one word seldom stands in another answer by chance."""
_LONGEST_TOLD: Final = 80


@dataclass(frozen=True, slots=True)
class Sighting:
    """A value as it was seen."""

    result: Result
    cell: Cell
    text: str
    """The value as it stands in the quote."""
    is_same: bool
    fit: Fit
    is_all_said: bool = False
    """The answer says every word of the claim."""

    @property
    def told(self) -> str:
        """What a quote must hold to show it: the value, with its name if it may stand anywhere."""
        words = " ".join(self.cell.quote.split())
        is_telling = " " in self.text or len(self.text) > _TELLING
        value = " ".join(self.text.split())
        # One sign alone stands anywhere, however long its line is.
        is_short = len(words) > _LONGEST_TOLD and len(value) > 1
        return value if is_telling or is_short else words

    @property
    def evidence(self) -> Evidence:
        """The result that shows it, as evidence."""
        return self.result.cite(self.cell.quote, self.told)


def has_own_code(claim: Claim, seen: Sighting) -> bool:
    """Whether a value in words holds the code of a claim: "converts to NP-49"."""
    codes = [word.strip("`.,;:()") for word in claim.text.split() if is_code(word)]
    return claim.kind == "phrase" and any(stands(code, seen.text) for code in codes)
