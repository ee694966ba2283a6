"""
Blocks of an output that are alike: sections, objects and items of a list with the same keys.

Pure. `replicas: 6` below `staging` says nothing of production, whose block stands beside it: each
value carries what its own block is called, and what the others are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from core.dreams.extract.lexicon import LIGHT, key_roots, root
from core.dreams.extract.shown.cell import Level, roots_in
from core.dreams.extract.words import ENVIRONMENTS

_MOST_NAMING: Final = 6
"""Texts of a block that may say which one it is."""
_LONGEST_NAMING: Final = 40
_NO_NAME: Final = frozenset("0123456789{[")
_DEEPEST: Final = 12


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
    text: str = ""
    _naming: list[str] = field(default_factory=list)

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
    def alike(self) -> tuple[frozenset[int], frozenset[str], frozenset[str]]:
        """The blocks below that share a key; what any of them, and what each of them is called."""
        counted = Counter(key for one in self.below for key in one.values)
        alike = [one for one in self.below if any(counted[key] > 1 for key in one.values)]
        called = [one.called for one in alike] or [frozenset[str]()]
        return (
            frozenset(map(id, alike)),
            frozenset().union(*called),
            called[0].intersection(*called),
        )

    def levels(self, key: str) -> tuple[Level, ...]:
        """Which one of several it is, and which ones those are that hold it."""
        return tuple(self._levels(key.lower()))

    def _levels(self, key: str) -> Iterator[Level]:
        for block in self.chain():
            above = block.above
            if above is not None and id(block) in above.alike[0]:
                is_same = len(above.values.get(key, ())) == 1
                _, among, common = above.alike
                # What each of them is called tells none apart: `day_pass`, `night_pass`.
                yield Level(block.called - common, among - common, block.text, is_same)

    @cached_property
    def record(self) -> str | None:
        """The innermost of them that is one of several, with what those are called that hold it."""
        for block in self.chain():
            if block.above is not None and id(block) in block.above.alike[0]:
                above = [text for one in block.above.chain() for text in one.naming]
                return "\n".join([*above, block.text])
        return None


def _roots_of(text: str) -> frozenset[str]:
    words = roots_in(text) | key_roots(text)
    return (words | _environments(text.lower().replace("_", " ").split())) - LIGHT


def _environments(words: Iterable[str]) -> frozenset[str]:
    return frozenset(root(ENVIRONMENTS[word]) for word in words if word in ENVIRONMENTS)
