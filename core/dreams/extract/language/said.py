"""
The words of a text as they are said: which carry sense by themselves, and which are small ones.

Pure. What is compared word by word elsewhere leaves the small ones out; here they all stay where
they are, with the signs between them.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from core.dreams.extract.language.facts import ENDS, fact_of, form_of, inner_capitals
from core.dreams.extract.language.senses import unmarked
from core.dreams.extract.language.words import JOINING, NEGATIONS
from core.dreams.extract.tokens import Sort, tokens
from core.transcripts.fields import words

PAUSES: Final = frozenset(",:()[]\u2014\u2013")
"""Signs between the pieces of a sentence."""
_SILENT: Final = words("more less fewer later sooner earlier higher lower other else only matter")
"""Behind "no" or "not" they bound or single out, and deny nothing."""
_ANYTHING: Final = words(
    "everything everyone everybody anything anyone anybody something someone somebody"
)


class Word(NamedTuple):
    """A token as it is read here."""

    low: str
    form: str
    """Its fact or root; nothing, if it carries no sense by itself."""


@lru_cache(maxsize=32_768)
def rows_of(text: str) -> tuple[tuple[Word, ...], ...]:
    """The words of each sentence of a text, with the signs between them."""
    plain = unmarked(text).replace(" - ", " , ").replace("\u2019", "'")
    found = tokens(plain)
    capitals = inner_capitals(found)
    rows: list[list[Word]] = [[]]
    for token in found:
        low = token.text.lower()
        if token.sort is Sort.STOP:
            if token.text in ENDS:
                rows.append([])
            else:
                rows[-1].append(Word(token.text, ""))
            continue
        fact = fact_of(token, low, capitals)
        is_silent = low in JOINING | NEGATIONS | _ANYTHING or token.sort is not Sort.WORD
        form = fact[1] if fact else "" if is_silent else form_of(token.text)
        rows[-1].append(Word(low, form))
    return tuple(tuple(row) for row in rows if row)


def denials_in(row: Sequence[Word]) -> int:
    """How often something is denied in a piece of a sentence."""
    return sum(
        word.low in NEGATIONS and not (row[place + 1 :] and row[place + 1].low in _SILENT)
        for place, word in enumerate(row)
    )


def forms_of(row: Sequence[Word]) -> frozenset[str]:
    """What of a piece of a sentence carries sense."""
    return frozenset(word.form for word in row if word.form)
