"""
Blocks of an output that are alike: sections, objects and items of a list with the same keys.

Pure. `replicas: 6` below `staging` says nothing of production, whose block stands beside it: each
value carries what its own block is called, and what the others are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from core.dreams.extract.language.lexicon import LIGHT, key_roots, root
from core.dreams.extract.language.words import ENVIRONMENTS
from core.dreams.extract.shown.cell import Level, roots_in

_MOST_NAMING: Final = 6
"""Texts of a block that may say which one it is."""
_LONGEST_NAMING: Final = 40
_NO_NAME: Final = frozenset("0123456789{[")
_DEEPEST: Final = 12
_LONGEST_TEXT: Final = 4_000
"""Characters of a block in which names are looked for: each block holds the text of others."""


class _Alike(NamedTuple):
    """What several blocks have in common."""

    ids: frozenset[int]
    among: frozenset[str]
    """Roots of what some of them are called, and not all."""
    common: frozenset[str]
    """What each of them is called tells none apart: `day_pass`, `night_pass`."""


@dataclass(eq=False)
class Block:
    """A section, an object, or an item of a list."""

    heading: str
    above: "Block | None"
    is_item: bool = False
    """One of a list: what it is called stands inside."""
    below: list["Block"] = field(default_factory=list)
    values: dict[str, set[str]] = field(default_factory=dict)
    """What stands under each key, here and in the blocks below."""
    source: str = ""
    start: int = 0
    """Where it begins in the output, with its heading."""
    end: int = 0
    _naming: list[str] = field(default_factory=list)
    _told: dict[bool, Level] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.above is not None:
            self.above.below.append(self)

    def take(self, key: str, value: str) -> None:
        """Note a value that stands directly in it."""
        if value[:1] not in _NO_NAME and len(value) <= _LONGEST_NAMING:
            self._naming.append(value)
        for block in self.chain():
            block.values.setdefault(key.lower(), set()).add(value.strip().strip("\"'").lower())

    def chain(self) -> Iterator["Block"]:
        """It, and what holds it, from the inside."""
        here: Block | None = self
        for _ in range(_DEEPEST):
            if here is None:
                return
            yield here
            here = here.above

    @cached_property
    def called(self) -> frozenset[str]:
        """The roots of the words that say which one it is."""
        return frozenset().union(*map(_roots_of, self.naming))

    @property
    def naming(self) -> list[str]:
        """The texts that say which one it is."""
        return [self.heading, *(self._naming[:_MOST_NAMING] if self.is_item else ())]

    @cached_property
    def text(self) -> str:
        """How it begins."""
        return self.source[self.start : min(self.end, self.start + _LONGEST_TEXT)]

    @cached_property
    def alike(self) -> _Alike:
        """The blocks directly below that share a key."""
        counted = Counter(key for one in self.below for key in one.values)
        alike = [one for one in self.below if any(counted[key] > 1 for key in one.values)]
        called = [one.called for one in alike] or [frozenset[str]()]
        common = called[0].intersection(*called)
        return _Alike(frozenset(map(id, alike)), frozenset().union(*called) - common, common)

    @property
    def is_one_of_several(self) -> bool:
        """Whether blocks like it stand beside it."""
        return self.above is not None and id(self) in self.above.alike.ids

    def levels(self, key: str) -> tuple[Level, ...]:
        """Which one of several it is, and which ones those are that hold it."""
        several = (block for block in self.chain() if block.is_one_of_several)
        return tuple(block.level(key.lower()) for block in several)

    def level(self, key: str) -> Level:
        """Which one of several it is itself, for what stands under a key."""
        above = self.above or self
        is_same = len(above.values.get(key, ())) == 1
        if is_same not in self._told:
            alike = above.alike
            own = self.called - alike.common
            self._told[is_same] = Level(own, alike.among, self.text, is_same)
        return self._told[is_same]

    @cached_property
    def record(self) -> str | None:
        """The innermost of them that is one of several, with what those are called that hold it."""
        for block in self.chain():
            if block.is_one_of_several and block.above is not None:
                above = [text for one in block.above.chain() for text in one.naming]
                return "\n".join([*above, block.text])
        return None


def _roots_of(text: str) -> frozenset[str]:
    words = roots_in(text) | key_roots(text)
    return (words | _environments(text.lower().replace("_", " ").split())) - LIGHT


def _environments(words: Iterable[str]) -> frozenset[str]:
    return frozenset(root(ENVIRONMENTS[word]) for word in words if word in ENVIRONMENTS)
