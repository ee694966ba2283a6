"""
What may stand in an answer in the place of a value: another of its kind and size, or other words.

Pure. Which of several is meant is another question; see `aligned`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.missing import is_missing
from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.language.words import SWITCH
from core.dreams.extract.names.kinship import said_by
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.tokens import Token
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.named_values import (
    is_code,
    is_somebody,
    look_of,
    somebody_in,
)
from core.dreams.material.seeing.phrases import may_be_phrase
from core.dreams.material.seeing.values import is_of_its_size, others_like
from core.dreams.material.seeing.values_in import word_beside

PARTS: Final = re.compile(
    r",(?!\d{3}(?!\d))\s*(?:with |and )?|;\s*|\s+[-\u2013\u2014]\s+|\.\s+|\s\("
)
"""What divides a line into parts that each tell of one value."""
_MOST_TIMES: Final = 50
"""How many times larger another value of the same setting may be."""


def parts_of(claim: Claim, cell: Cell) -> Iterable[Cell]:
    """A cell, or the parts of a line in which several values stand."""
    if not cell.is_prose or len(others_like(claim, cell)) < 2:
        return (cell,)
    parts = PARTS.split(cell.value)
    return (replace(cell, value=part, about=roots_in(part)) for part in parts)


def stand_in(claim: Claim, cell: Cell) -> str | None:
    """The one other value in a cell that may stand in the place of a claim's."""
    return _other(claim, cell) if claim.is_measure else _words_instead(claim, cell)


def _other(claim: Claim, cell: Cell) -> str | None:
    """The only other value of the kind in a cell."""
    found: Sequence[Token] = others_like(claim, cell)
    if len(found) != 1 or not _may_be_instead(claim, found[0], cell):
        return None
    if claim.kind == "number" and not _is_called_so(claim, found[0], cell):
        return None
    return found[0].text


def _may_be_instead(claim: Claim, token: Token, cell: Cell) -> bool:
    """Whether a value is of the size of a claim's, and not the same in more detail."""
    if claim.kind.startswith("quantity/") and not _is_near(claim.norm, token.norm):
        return False
    # `22.05.9` is 22.05, and 04:40:02 is 04:40; with a time alone a line of a log begins.
    is_finer = token.norm.startswith((f"{claim.norm}.", f"{claim.norm}:"))
    is_stamp = claim.kind == "time" and cell.quote.lstrip("[( ").startswith(token.text)
    return is_of_its_size(claim, token, cell) and not (is_finer or is_stamp)


def _is_called_so(claim: Claim, token: Token, cell: Cell) -> bool:
    """Whether what a number counts, or is called, is said in the entry."""
    around = cell.about | roots_in(cell.record or "")
    near = word_beside(token, cell.value)
    is_counted = claim.beside != "" and (near == claim.beside or claim.beside in around)
    said = said_by(cell.about - LIGHT, claim.about)
    return is_counted or len(said) > cell.is_prose


def _words_instead(claim: Claim, cell: Cell) -> str | None:
    """Other words, or another name, of the look of the claim's: the whole value of a cell."""
    if cell.is_prose:
        return somebody_in(claim, cell.value) if is_somebody(claim.text) else None
    value, low = cell.value.strip("\"'`, "), cell.plain
    is_of_itself = any(stands(name, low) or stands(low, name) for name in claim.names)
    is_like = look_of(value) == look_of(claim.text) and is_code(value) == is_code(claim.text)
    is_like &= is_somebody(value) or not is_somebody(claim.text)
    if not value or value[0].isdigit() or is_of_itself or not is_like:
        return None
    is_word = low not in SWITCH and may_be_phrase(low) and not is_missing("", low)
    return value if is_word else None


def _is_near(one: str, other: str) -> bool:
    """Whether two quantities of one dimension may be two values of one setting."""
    if one.partition(":")[0] != other.partition(":")[0]:
        return True
    try:
        least, most = sorted(abs(float(norm.rpartition(":")[2])) for norm in (one, other))
    except ValueError:
        return True
    return most <= _MOST_TIMES * least
