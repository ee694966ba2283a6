"""
What two texts have in common, and what each of them says beside that.

Pure. The sentences that two entries share are their core; what only one of them says beside it is
an addition to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.dreams.extract.language.clauses import Fact
from core.dreams.extract.language.sense import Sense


@dataclass(frozen=True, slots=True)
class Core:
    """What one text has in common with another, and what it says beside that."""

    facts: frozenset[Fact]
    values: tuple[str, ...]
    heavy: frozenset[str]
    said: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    modifiers: frozenset[tuple[str, str]]
    ordinals: frozenset[str]
    of: frozenset[str]
    places: frozenset[str]
    named: frozenset[str]
    bounds: frozenset[str]
    is_turned: bool
    is_alone: bool
    extra: tuple[Sense, ...]

    @property
    def bag(self) -> frozenset[str]:
        """Its facts and words."""
        return frozenset(norm for _, norm in self.facts) | self.heavy


def core_of(one: Sequence[Sense], other: frozenset[str]) -> Core:
    """
    The sentences of a text of which another has more than half, as one.

    What a text says first is what it is about: without that nothing else of it is shared.
    """
    shared = [sense for sense in one if 2 * len(sense.bag & other) > len(sense.bag)]
    if not one or one[0] not in shared:
        shared = []
    return Core(
        facts=frozenset().union(*(sense.facts for sense in shared)),
        values=tuple(dict.fromkeys(norm for sense in shared for norm in sense.values)),
        heavy=frozenset().union(*(sense.heavy for sense in shared)),
        said=frozenset().union(*(sense.said for sense in shared)),
        pairs=frozenset().union(*(sense.pairs for sense in shared)),
        modifiers=frozenset().union(*(sense.modifiers for sense in shared)),
        ordinals=frozenset().union(*(sense.ordinals for sense in shared)),
        of=frozenset().union(*(sense.of for sense in shared)),
        places=frozenset().union(*(sense.places for sense in shared)),
        named=frozenset().union(*(sense.named for sense in shared)),
        bounds=frozenset().union(*(sense.bounds for sense in shared)),
        is_turned=sum(sense.is_turned for sense in shared) % 2 == 1,
        is_alone=any(sense.is_alone for sense in shared),
        extra=tuple(sense for sense in one if sense not in shared),
    )
