"""
Whether the lines of a paragraph are notes of their own, one a line, as people write them in haste.

Pure. Markdown makes one paragraph of them, but no margin broke these lines: each of them ends a
sentence, or the next one begins with a day or stands behind a label, and none hangs on the line
before. Of a few lines that could be chance, so there the next word must have fitted as well.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_LEAST: Final = 3
"""Lines; two may be one thought with a break in it."""
_MANY: Final = 4
"""Lines that all end a sentence by no chance."""
_NARROWEST: Final = 60
"""Characters of a line; no margin is nearer."""
_ENDS: Final = re.compile(r"[.!?][)\"'`*_]{0,3}\s*\Z")
_BEGINS: Final = re.compile(r"\s*(?:\*\*|\d{4}-\d\d-\d\d\b)")
"""What begins a note whatever the line before it ends with."""
_LABELLED: Final = re.compile(r"\s*[A-Z][\w ]{1,30}: \S")
_OPEN: Final = re.compile(r"[:,;(\u2013\u2014-]\s*\Z|\b(?:and|or|the|a|an|of|to|for|with|in)\s*\Z")
"""How a line ends that is not over."""
_HANGING: Final = re.compile(
    r"(?i)\s*(?:it|its|they|their|them|this|these|those|that|then|he|she|his|her|there|here|and|or"
    r"|but|so|also|otherwise|else|because|since|which|who|while|after that|before that|instead"
    r"|therefore|however|yet|both|neither|either|first|second|third|next|finally|afterwards"
    r"|the (?:former|latter|same|other|second|rest|first))\b"
)
"""How a line begins that goes on with the one before, or is one of several steps."""


def are_notes(lines: Sequence[str]) -> bool:
    """Whether each of these lines is a note of its own."""
    if len(lines) < _LEAST or any(map(_HANGING.match, lines)):
        return False
    width = max(map(len, lines))
    return all(
        _is_over(line, after) and (len(lines) >= _MANY or _has_room(line, after, width))
        for line, after in pairwise(lines)
    )


def _is_over(line: str, after: str) -> bool:
    """Whether a note ends with a line."""
    if _OPEN.search(line):
        return False
    is_labelled = _LABELLED.match(line) and not after[:1].islower()
    return bool(_ENDS.search(line) or _BEGINS.match(after) or is_labelled)


def _has_room(line: str, after: str, width: int) -> bool:
    """Whether the next word would have fitted on a line; of the longest one nothing tells."""
    said = line.rstrip()
    is_longest = len(line) == width
    fits = len(said) + 1 + len(after.split(maxsplit=1)[0]) <= width
    return fits or is_longest or width < _NARROWEST
