"""
Under which names tools show what entries give, learned from values that agree for several things.

Pure. "Longest ship for the North Mole: 180 m" and `loa_max 180` have no word in common; but where
entries of one form and what stands under one name agree for two things, and differ for no more,
that is the name of the value.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from core.dreams.extract.shown.cell import Cell
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.called import Name, Way, has_form, name_of, way_of
from core.dreams.material.seeing.rarity import is_telling
from core.dreams.material.seeing.sighting import Sighting

_LEAST: Final = 2
"""Things for which telling values agree; any that differ."""
_LEAST_OF_SMALL: Final = 3
"""And such as may stand anywhere by chance."""

_Pair: TypeAlias = tuple[Way, Name]


@dataclass(slots=True)
class Taught:
    """Forms of entries, and the names under which tools show what they give."""

    _met: defaultdict[_Pair, dict[tuple[str, ...], str]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """By thing, the value that an entry and a tool agree in."""
    _small: set[_Pair] = field(default_factory=set)
    _names: defaultdict[Way, set[Name]] = field(default_factory=lambda: defaultdict(set))

    def meet(self, claim: Claim, cells: Iterable[Cell]) -> None:
        """Note the cells that show the value of a claim, and tell of what has it."""
        is_able = bool(claim.names) and claim.is_set and has_form(claim)
        for cell in cells if is_able else ():
            name = name_of(claim, cell)
            if name is not None:
                pair = way_of(claim), name
                self._met[pair][claim.names] = claim.norm
                if not is_telling(claim):
                    self._small.add(pair)

    def settle(
        self,
        claims: Iterable[Claim],
        look: Callable[[Claim, frozenset[Name]], Iterable[Sighting]],
    ) -> None:
        """Keep the names for which no more things differ than agree; `look` shows what stands."""
        able: defaultdict[Way, set[Name]] = defaultdict(set)
        for pair, met in self._met.items():
            least = _LEAST_OF_SMALL if pair in self._small else _LEAST
            if len(met) >= least and len(set(met.values())) >= _LEAST:
                able[pair[0]].add(pair[1])
        apart: defaultdict[_Pair, set[tuple[str, ...]]] = defaultdict(set)
        for claim in claims:
            way = way_of(claim)
            for one in look(claim, frozenset(able[way])) if way in able else ():
                name = name_of(claim, one.cell)
                if not one.is_same and name is not None:
                    apart[way, name].add(claim.names)
        for way, names in able.items():
            self._names[way] |= {
                name for name in names if len(apart[way, name]) <= len(self._met[way, name])
            }

    def names_of(self, claim: Claim) -> frozenset[Name]:
        """The names under which tools show what is given in the form of a claim."""
        return frozenset(self._names.get(way_of(claim), ()))
