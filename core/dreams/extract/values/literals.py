"""
Numbers with letters behind them that are no unit, or may be several: `20m`, `64k`, `5x`.
"""

import re
from typing import Final

from core.dreams.extract.tokens import Sort, Token

_LITERAL: Final = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)([A-Za-z]{1,2})")
LITERAL: Final = "quantity/~"
"""How the kinds of such values begin; each ending is one of its own."""


def literal_of(token: Token) -> tuple[str, str] | None:
    """Its kind and its normal form; None of any other token."""
    found = _LITERAL.fullmatch(token.text) if token.sort is Sort.WORD else None
    return (f"{LITERAL}{found[2].lower()}", f"~{found[2].lower()}:{found[1]}") if found else None
