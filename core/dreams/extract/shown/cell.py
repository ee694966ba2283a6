"""
One value as a tool showed it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.lexicon import key_roots, root
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.tokens import Sort, tokens

_WRAPPING: Final = "\"'`*_ \t,;."
_ASIDE: Final = re.compile(r"\s*\([^()]{0,80}\)\s*\Z")
_IS: Final = re.compile(r" (?:is|are) ")
_LONGEST_SENTENCE: Final = 120
"""Characters of a sentence that is shown as it stands, for its verb."""
_ARTICLE: Final = re.compile(r"(?i)\A(?:the|an?)\s+")


_HEAD: Final = re.compile(r"(?=[^AEIOU]*[AEIOU])[A-Z]{4,}(?: [A-Z]{2,})*\Z")
"""The head of a column in capitals: a word, no short form, and no variable."""


@dataclass(frozen=True, slots=True)
class Level:
    """Which of several blocks that are alike a value stands in."""

    own: frozenset[str]
    """Roots of what the block is called."""
    among: frozenset[str]
    """Roots of what any of them is called."""
    text: str
    """The whole block."""
    is_same: bool
    """All of them show the same under the name of the value."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and what is said of it."""

    key: str
    """What the value is called, as it is written; empty if it stands in a sentence or a row."""
    about: frozenset[str]
    """Roots of the words that say what it is: of its key, or of what else its clause says."""
    value: str
    quote: str
    """A contiguous piece of the output: the value, and its key where both are near."""
    record: str | None = None
    """Where an output tells of several things, the part that tells of this one."""
    section: frozenset[str] = frozenset()
    """Roots of the words above it: a section's title, an object's key."""
    is_prose: bool = False
    levels: tuple[Level, ...] = ()
    """Where blocks are alike, the ones that hold it, from the inside."""
    is_count: bool = False
    """It counts things, and is in no unit."""

    @property
    def initials(self) -> str:
        """The key, if it may stand for the first letters of some words: `lr`, `SLO`."""
        low = self.key.lower()
        return low if low.isalpha() and 1 < len(low) < 5 and low not in JOINING else "-"

    @property
    def said(self) -> str:
        """What was seen, short enough for a note."""
        is_sentence = " " in self.key and _IS.search(self.quote) is not None
        is_short = len(self.quote) <= _LONGEST_SENTENCE
        if not self.key or (is_sentence and is_short):
            return self.quote
        is_head = _HEAD.match(self.key) is not None and f"{self.key}=" not in self.quote
        # `value [s]`: its unit stands behind a value.
        key, _, unit = self.key.removesuffix("]").partition(" [")
        return f"{key.lower() if is_head else key} {self.value} {unit}".rstrip()

    @property
    def plain(self) -> str:
        """The value in lower case, without signs, asides and articles around it."""
        return _plain_value(self.value)


@lru_cache(maxsize=32_768)
def _plain_value(text: str) -> str:
    """A value in lower case, without signs, asides and articles around it."""
    bare = _ASIDE.sub("", text.strip(_WRAPPING)).strip(_WRAPPING)
    return " ".join(_ARTICLE.sub("", bare, count=1).lower().split())


@lru_cache(maxsize=32_768)
def roots_in(text: str) -> frozenset[str]:
    """The roots of the words in a text, those inside of its identifiers too."""
    found: set[str] = set()
    for token in tokens(text):
        if token.sort is Sort.WORD:
            if token.text.lower() not in JOINING:
                found.add(root(token.text.replace("-", "")))
                found |= {root(part) for part in token.text.split("-") if len(part) > 2}
        elif token.sort in {Sort.NAME, Sort.CODE, Sort.FLAG}:
            found |= key_roots(token.text)
    return frozenset(found)
