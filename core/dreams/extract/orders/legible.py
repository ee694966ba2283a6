"""
Text without the signs that drive a terminal or turn the direction of what stands there.

Pure. Colours and other sequences that begin with an escape, other control characters but tabs and
ends of lines, and the marks of direction. What is quoted of a text is a piece between them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_SEQUENCE = (
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]?|\x1b[\]PX^_][^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)?"
    r"|\x1b[ -/]{0,4}[0-~]?|\x9b[0-?]{0,64}[ -/]{0,8}[@-~]?"
)
_SIGNS = (
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u061c\u200e\u200f"
    "\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
_ILLEGIBLE: Final = re.compile(rf"{_SEQUENCE}|{_SIGNS}")
_RETURN: Final = re.compile(r"\r(?!\n|\Z)")
"""What a progress bar writes over, as if a line had ended."""
_SUSPECT: Final = re.compile(rf"{_SIGNS}|\r(?!\n|\Z)")


def is_legible(text: str) -> bool:
    """Whether there is nothing in a text that nobody sees."""
    return _SUSPECT.search(text) is None


def legible(text: str) -> str:
    """A text without what nobody sees."""
    return text if is_legible(text) else _RETURN.sub("\n", _ILLEGIBLE.sub("", text))


def verbatim(quote: str, holds: str, texts: Iterable[str]) -> tuple[str, str]:
    """
    The longest piece of a quote that stands in a text as it is, and what it holds.

    Args:
        quote: A piece of one of the texts without what nobody sees.
        holds: What the piece should hold. Where it is itself in pieces, one of them is quoted for
            the whole, with a number if there is one; without any there is no quote.
        texts: What the quote may be from.
    """
    known = list(texts)
    if any(quote in text for text in known):
        return quote, holds
    found = (piece for text in known for piece in _pieces(text, quote) if holds in piece)
    best = max(found, key=len, default="")
    if best:
        return best, holds
    parts = (piece for text in known for piece in _pieces(text, holds))
    part = max(parts, key=lambda one: (any(map(str.isdigit, one)), len(one)), default="")
    return part, part


def _pieces(text: str, quote: str) -> Iterator[str]:
    lines = [line.strip() for line in quote.split("\n")]
    for run in _ILLEGIBLE.split(_RETURN.sub("\x00", text)):
        yield from (line for line in lines if line and line in run)
        for line in (run.strip(), *map(str.strip, run.split("\n"))):
            if line and line in quote:
                yield line
