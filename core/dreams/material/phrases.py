"""
Values that are plain words: what tools show in the place of a value, found again in the entries.

Pure. No word tells by itself that "by hand" is a value; that some tool shows it under a name does.
What stands under the same name elsewhere are its rivals: an entry holds one of them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from core.dreams.extract.lexicon import LIGHT, root
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.words import ENVIRONMENTS, JOINING
from core.dreams.material.claims import Claim, environments_of, names_of, says_how_it_is
from core.dreams.material.entries import Entry
from core.dreams.material.subjects import plain

_MOST_WORDS: Final = 5
_SHORTEST: Final = 3
_LONGEST_ENTRY: Final = 400
_MOST_RIVALS: Final = 60
"""Values under one name; more are names of things, and no choice of values."""
_STATES: Final = frozenset(
    {"true", "false", "yes", "no", "none", "null", "n/a", "ok", "on", "off", "up", "ready", "done"}
)
"""What may stand under any name."""
_WORD: Final = re.compile(r"[^\s`*,;:!?()\[\]\"|]+")
_NUMERIC: Final = re.compile(r"[-+]?[\d.,:%/ ]+\S{0,3}\Z")


class Phrases:
    """The plain values of all outputs, by what they are called."""

    def __init__(self, cells: Iterable[Cell], subjects: frozenset[str]) -> None:
        self._subjects = subjects
        self._keys: dict[str, set[frozenset[str]]] = {}
        self._rivals: dict[frozenset[str], set[str]] = {}
        self._seen: Counter[str] = Counter()
        for cell in cells:
            if not cell.is_prose and cell.about and self._is_phrase(cell.plain):
                self._keys.setdefault(cell.plain, set()).add(cell.about)
                self._rivals.setdefault(cell.about, set()).add(cell.plain)
                self._seen[cell.plain] += 1

    def claims_of(self, entry: Entry) -> tuple[Claim, ...]:
        """What an entry claims in words that some tool shows as a value."""
        if len(entry.text) > _LONGEST_ENTRY:
            return ()
        text = plain(entry.text)
        names = names_of(entry, self._subjects)
        found = []
        for phrase in self._in(text, names) if names else ():
            rivals = frozenset().union(*(self._rivals[key] for key in self._keys[phrase]))
            rivals = frozenset(one for one in rivals - {phrase} if not _stands(one, text))
            found.append(
                Claim(
                    kind="phrase",
                    norm=phrase,
                    text=_as_written(entry.text, phrase),
                    number="",
                    about=roots_in(_cut(text, (phrase, *names))),
                    beside="",
                    names=names,
                    environments=environments_of(entry.text),
                    rivals=rivals if len(rivals) <= _MOST_RIVALS else frozenset(),
                    is_constant=self._seen[phrase] > 1,
                    is_plain=says_how_it_is(entry.text),
                )
            )
        return tuple(found)

    def _in(self, text: str, names: tuple[str, ...]) -> list[str]:
        """The phrases in a text, the longest of those that lie in each other."""
        spans = [at.span() for name in names for at in re.finditer(re.escape(name), text)]
        words = [
            word
            for word in _WORD.finditer(text)
            if not any(start <= word.start() < end for start, end in spans)
        ]
        found: dict[str, tuple[int, int]] = {}
        for length in range(_MOST_WORDS, 0, -1):
            for first, last in zip(words, words[length - 1 :], strict=False):
                start, end = first.start(), last.end()
                phrase = text[start:end].rstrip(".")
                is_inner = any(a <= start and end <= b for a, b in found.values())
                if phrase in self._keys and not is_inner:
                    found.setdefault(phrase, (start, end))
        return list(found)

    def _is_phrase(self, value: str) -> bool:
        parts = value.split()
        return (
            1 <= len(parts) <= _MOST_WORDS
            and len(value) >= _SHORTEST
            and value not in _STATES
            and value not in self._subjects
            and value not in ENVIRONMENTS
            and _NUMERIC.match(value) is None
            and any(part not in JOINING and root(part) not in LIGHT for part in parts)
        )


def _as_written(text: str, phrase: str) -> str:
    """A phrase as the entry has it, in its own case."""
    at = re.search(r"[\s`*]+".join(map(re.escape, phrase.split())), text, re.IGNORECASE)
    return at[0] if at else phrase


def _stands(phrase: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text) is not None


def _cut(text: str, parts: Iterable[str]) -> str:
    for part in parts:
        text = text.replace(part, " ")
    return text
