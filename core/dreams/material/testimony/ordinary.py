"""
Which words are ordinary ones in what tools print and memories say, and so no name of one thing.

Pure. A memory may write any word in backquotes: `changes`, `session`. Where results speak of a
session and of every session, a line with that word is not about the thing that the memory names.
Nor is a word that begins a sentence of the memory: "Neither fits".
"""

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import chain
from typing import Final

from core.dreams.extract.language.lexicon import JOINING_ROOTS, root
from core.dreams.extract.language.words import JOINING, NEGATIONS, SWITCH
from core.dreams.material.testimony.testimony import Testimony

_PLAIN: Final = re.compile(r"[a-z]{3,30}")
_SMALL: Final = JOINING | NEGATIONS | SWITCH
_ONE_OF_SEVERAL: Final = re.compile(
    r"(?i)(?<![\w`'\"-])(?:an?|any|every|each|another|some|these|those|several|many|multiple"
    r"|all|more|much|other|its|their|old|stale|existing)"
    r" (?P<word>[a-z]{3,30})(?=[^\w\s/.-]|\.?\s*\Z|\.\s|\n"
    r"| (?:in|of|is|was|are|were|has|had|to|for|with|that|which|who|and|or|on|at|by|from|when|if|as"
    r"|may|must|can|will)\b)"
)
"""So one speaks of a thing of a kind; what has a name is spoken of without, and `a git` goes on."""
_LEAST: Final = 3
"""How often a word is used so until it is an ordinary one."""
_FORMS: Final = 4
"""Forms of one word, as `name`, `names`, `named` and `naming`."""


class Ordinary:
    """The ordinary words of the results of a dream, and of the store that it reads."""

    def __init__(self, testimony: Testimony) -> None:
        self._testimony = testimony

    def has(self, name: str) -> bool:
        """Whether a name is nothing but such a word."""
        word = name.rstrip(":")
        if not _PLAIN.fullmatch(word):
            return word.lower() in _SMALL
        is_small = word in _SMALL or root(word) in JOINING_ROOTS
        return is_small or self._uses[word] >= _LEAST or len(self._forms[root(word)]) >= _FORMS

    @cached_property
    def _uses(self) -> Counter[str]:
        said = (result.event.body for result in self._testimony.results)
        return Counter(
            found["word"].lower()
            for text in chain(said, self._testimony.recalled)
            for found in _ONE_OF_SEVERAL.finditer(text)
        )

    @cached_property
    def _forms(self) -> defaultdict[str, set[str]]:
        forms: defaultdict[str, set[str]] = defaultdict(set)
        for word in self._testimony.vocabulary:
            if _PLAIN.fullmatch(word):
                forms[root(word)].add(word)
        return forms
