"""
Quotes beside what was masked or left out of an event: nothing is quoted across either.

Pure.
"""

import re
from typing import Final

from core.dreams.evidence import stands_in
from core.transcripts.secrets import MASK_START
from core.transcripts.storable import ELISION

_LEFT_OUT: Final = re.compile(rf"{re.escape(MASK_START)}[^\]\n]*\]?|{re.escape(ELISION.strip())}")
_SHORTEST: Final = 2
"""Characters of what a quote holds."""


def beside_masks(quote: str, holds: str) -> tuple[str, str]:
    """
    The longest piece of a quote with nothing masked or left out in it, and what it holds.

    Where a mask stands in what it should hold, the longest part beside it is quoted for the whole;
    without any there is no quote.
    """
    if _LEFT_OUT.search(quote) is None:
        return quote, holds
    pieces = [piece.strip() for piece in _LEFT_OUT.split(quote)]
    parts = [part.strip() for part in _LEFT_OUT.split(holds)]
    found = (
        (piece, part)
        for part in parts
        if len(part) >= _SHORTEST
        for piece in pieces
        if stands_in(part, piece)
    )
    return max(found, key=lambda one: (len(one[1]), len(one[0])), default=("", ""))
