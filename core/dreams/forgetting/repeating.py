"""
Whether a text repeats what was said elsewhere. Pure.
"""

import re
from typing import Final

_RUN: Final = 24
"""Characters in a row that nobody writes twice by accident."""
_LEAST: Final = 6
"""A shorter text says nothing of who said it."""
_SPACE: Final = re.compile(r"\s+")


def repeats(text: str, said: str, known: str) -> bool:
    """
    Whether a text repeats a piece of what was said, which is not known otherwise.

    Case and blanks do not count.
    """
    text, said, known = _plain(text), _plain(said), _plain(known)
    if len(said) < _LEAST:
        return False
    run = min(_RUN, len(said))
    return any(
        said[at : at + run] in text and said[at : at + run] not in known
        for at in range(len(said) - run + 1)
    )


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()
