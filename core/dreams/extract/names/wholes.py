"""
Pieces of a text that stand there whole: a name or a value, and no part of a longer one. Pure.
"""

import re
from collections.abc import Iterable
from functools import lru_cache


def stands(piece: str, text: str) -> bool:
    """Whether a text has a piece, whole and by itself; case counts for nothing."""
    return _whole(piece).search(text) is not None


@lru_cache(maxsize=16_384)
def _whole(piece: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(piece)}(?![\w-])", re.IGNORECASE)


def cut(text: str, pieces: Iterable[str], gap: str = " ") -> str:
    """A text with a gap in the place of each of these pieces; case counts for nothing."""
    for piece in pieces:
        text = re.sub(re.escape(piece), lambda _: gap, text, flags=re.IGNORECASE)
    return text


def shortened(text: str, most: int = 100) -> str:
    """A text of at most so many characters, with a sign where it was cut off."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"
