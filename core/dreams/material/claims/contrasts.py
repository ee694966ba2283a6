"""
Small words by which one of several things is told from the others: `booth A`, `large`, `at least`.

Pure. Two entries that differ in them may both be right, however alike the rest is.
"""

import re
from itertools import pairwise
from typing import Final

from core.dreams.extract.language.senses import senses
from core.transcripts.fields import words

_LETTERED: Final = re.compile(r"(?<![\w-])([A-Za-z]{3,}) `?([A-HJ-Z])(?![\w'\u2019.-]|`\w)")
_SIZED: Final = words(
    "large larger small smaller big bigger little tiny short long tall wide narrow young old adult"
    " upper lower inner outer front rear back left right north south east west northern southern"
    " eastern western top bottom spare half double single extra refurbished used"
)
_WORD: Final = re.compile(r"[A-Za-z][\w-]*")
_ENDS: Final = (frozenset({"least"}), frozenset({"most"}))


def are_contrasted(one: str, value: str, other: str, its: str) -> bool:
    """
    Whether two texts speak of two things of a kind.

    Args:
        one: A text.
        value: What it gives, which tells nothing of this.
        other: Another text.
        its: What that gives.
    """
    texts = one.replace(value, " "), other.replace(its, " ")
    return (
        _are_lettered_apart(*texts)
        or _sized(texts[0], texts[1]) != _sized(texts[1], texts[0])
        or _are_ends(one, other)
    )


def _are_lettered_apart(one: str, other: str) -> bool:
    """Whether one word has another letter behind it: "booth A", "booth B"."""
    mine, theirs = (
        {word.lower(): letter for word, letter in _LETTERED.findall(text)} for text in (one, other)
    )
    return any(mine[word] != theirs[word] for word in mine.keys() & theirs.keys())


def _sized(text: str, other: str) -> frozenset[tuple[str, str]]:
    """Which of several sizes, ages or sides of what the other text names as well."""
    said = [word.lower() for word in _WORD.findall(text)]
    theirs = {word.lower() for word in _WORD.findall(other)}
    return frozenset(
        (word, after) for word, after in pairwise(said) if word in _SIZED and after in theirs
    )


def _are_ends(one: str, other: str) -> bool:
    """Whether one text tells of the least, and the other one of the most."""
    bounds = [senses(text)[0].bounds & frozenset({"least", "most"}) for text in (one, other)]
    return set(bounds) == set(_ENDS)
