"""
Which entries of a store are worth comparing: those that share some of their rarest words.

Pure. So nobody compares every entry with every other; and what only two entries of a store have in
common tells more about them than any number of words that many have.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from core.dreams.extract.language.senses import content_of
from core.dreams.extract.values.figures import in_figures
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.noted import Noted

_RAREST: Final = 6
"""Words and facts by which an entry is looked up."""
_BEGINNING: Final = 5
"""Letters that words have in common which are made of one."""
_CROWD: Final = 16
"""Entries that share a word; a larger crowd has nothing in common that would mean something."""
_SHARE: Final = 0.3
"""Of the smaller entry's words and facts, what two must share to be compared."""
_FEW: Final = 2


@dataclass(frozen=True, slots=True)
class Lookup:
    """Entries by their words and facts, without the days on which some were noted."""

    entries: Sequence[Entry]
    noted: Noted
    bags: Sequence[frozenset[str]]
    often: Counter[str]
    """By word, in how many entries it stands."""

    def candidates(self) -> Iterator[tuple[Entry, Entry]]:
        """Pairs that may say the same, each once."""
        by_part: dict[str, list[int]] = defaultdict(list)
        by_text: dict[str, list[int]] = defaultdict(list)
        for number, bag in enumerate(self.bags):
            # What stands once in the store is shared with nobody.
            shared = [part for part in bag if self.often[part] > 1]
            for part in sorted(shared, key=lambda one: (self.often[one], one))[:_RAREST]:
                by_part[part].append(number)
            by_text[self.noted.of(self.entries[number]).text].append(number)
        crowds = [crowd for _, crowd in sorted(by_part.items()) if len(crowd) <= _CROWD]
        crowds += [crowd[:_CROWD] for crowd in by_text.values() if len(crowd) > 1]
        seen: set[tuple[int, int]] = set()
        for crowd in crowds:
            for pair in combinations(crowd, 2):
                one, other = self.bags[pair[0]], self.bags[pair[1]]
                if pair in seen or len(one & other) < max(2, _SHARE * min(len(one), len(other))):
                    continue
                seen.add(pair)
                yield self.entries[pair[0]], self.entries[pair[1]]

    def only_in_both(self, first: Entry, second: Entry) -> frozenset[str]:
        """The words and facts that two entries share, and no other one has."""
        one, other = (
            content_of(in_figures(self.noted.of(entry).text)) for entry in (first, second)
        )
        return frozenset(part for part in one & other if self.often[part] <= _FEW)


def lookup_of(entries: Sequence[Entry], noted: Noted) -> Lookup:
    """Entries, made ready to be looked up."""
    bags = [_marks(noted.of(entry)) for entry in entries]
    return Lookup(entries, noted, bags, Counter(part for bag in bags for part in bag))


def _marks(entry: Entry) -> frozenset[str]:
    """What an entry is looked up by: its facts and words, whatever their form or family."""
    bag = content_of(in_figures(entry.text))
    return bag | {f"{word[:_BEGINNING]}*" for word in bag if len(word) > _BEGINNING}
