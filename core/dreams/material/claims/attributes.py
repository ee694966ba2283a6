"""
Whether two entries speak of one attribute of a thing, however differently they put it.

Pure. Their words tell, or what was seen: where tools show the values of two ways to say it under
one name, both mean that. What else differs (a part, a season, another name) keeps them apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.called import CALLED, Name, has_form, name_of, way_of
from core.dreams.material.seeing.named_values import is_somebody
from core.dreams.material.seeing.rarity import is_telling
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.values import is_address

_SHARE: Final = 0.5
"""Of the words of either side, those that the other one has in some form."""
_Node: TypeAlias = tuple[str, frozenset[str]]


@dataclass(slots=True)
class _Joined:
    """Sets of nodes that were joined."""

    _above: dict[_Node, _Node] = field(default_factory=dict)
    _sets: dict[_Node, list[_Node]] = field(default_factory=dict)
    """By their first node; made when they are asked for, and anew after a join."""

    def join(self, one: _Node, other: _Node) -> None:
        """Make two nodes, and all that was joined with either, one set."""
        self._sets.clear()
        self._above.setdefault(one, one)
        self._above.setdefault(other, other)
        first, second = sorted((self._top(one), self._top(other)), key=_order)
        self._above[second] = first

    def are_one(self, one: _Node, other: _Node) -> bool:
        """Whether two nodes are the same or were joined."""
        known = one in self._above and other in self._above
        return one == other or (known and self._top(one) == self._top(other))

    def with_node(self, node: _Node) -> list[_Node]:
        """All that was joined with a node."""
        if node not in self._above:
            return []
        if not self._sets:
            for one in self._above:
                self._sets.setdefault(self._top(one), []).append(one)
        return self._sets[self._top(node)]

    def _top(self, node: _Node) -> _Node:
        while self._above[node] != node:
            self._above[node] = self._above[self._above[node]]
            node = self._above[node]
        return node


@dataclass(slots=True)
class Attributes:
    """Ways to say a thing, joined where tools show their values under one name."""

    _likely: _Joined = field(default_factory=_Joined)
    _sure: _Joined = field(default_factory=_Joined)
    _met: dict[tuple[_Node, _Node], set[tuple[str, ...]]] = field(default_factory=dict)
    """About which things a way to say it and a name met."""

    def learn(self, claim: Claim, seen: Iterable[Sighting]) -> None:
        """Take in under which names the value of a claim was seen."""
        for one in seen if has_form(claim) else ():
            name = name_of(claim, one.cell)
            if claim.names and one.is_same and name is not None and is_telling(claim):
                pair = (way_of(claim), name)
                self._met.setdefault(pair, set()).add(claim.names)
                self._likely.join(*pair)
                # Once may be chance, unless their words agree too.
                if one.fit >= Fit.KIN or len(self._met[pair]) > 1:
                    self._sure.join(*pair)

    def may_be_one(self, first: Claim, second: Claim) -> bool:
        """Whether the values of two claims were seen under one name at least once."""
        return has_form(first) and self._likely.are_one(way_of(first), way_of(second))

    def are_one(self, first: Claim, second: Claim) -> bool:
        """Whether that was no chance: two claims are of one attribute."""
        return has_form(first) and self._sure.are_one(way_of(first), way_of(second))

    def is_under(self, claim: Claim, sighting: Sighting) -> bool:
        """Whether a claim is surely of what stands where something was seen."""
        name = name_of(claim, sighting.cell)
        return name is not None and self._sure.are_one(way_of(claim), name)

    def names_of(self, claim: Claim) -> frozenset[Name]:
        """The names under which values were seen that are claimed in this way."""
        return frozenset(one for one in self._likely.with_node(way_of(claim)) if one[0] in CALLED)


def _order(node: _Node) -> tuple[str, list[str]]:
    return node[0], sorted(node[1])


def say_alike(one: Claim, other: Claim) -> bool:
    """Whether most words around two values are the same, kin, or of one family."""
    if _are_two_people(one, other):
        return True
    mine, theirs = one.frame, other.frame
    if not mine or not theirs:
        return False
    if is_address(one) and is_address(other) and 1 in {len(mine), len(theirs)}:
        # "The address of", "answers at": there is one, unless an entry says of which.
        return True
    if mine <= LIGHT or theirs <= LIGHT:
        # Light words alone, such as who owns it, must be the very same; or several are all said.
        return mine == theirs or _says_all_lightly(one, other) or _says_all_lightly(other, one)
    kin = kin_of(mine, other.about), kin_of(theirs, one.about)
    family = distant_kin_of(mine, other.about), distant_kin_of(theirs, one.about)
    near = kin[0] | family[0], kin[1] | family[1]
    is_all = mine <= near[0] or theirs <= near[1]
    is_much = is_all or max(len(near[0]), len(near[1])) > 1
    return (
        bool(kin[0])
        and is_much
        and all(
            len(matched) >= _SHARE * len(whole)
            for matched, whole in zip(near, (mine, theirs), strict=True)
        )
    )


def _says_all_lightly(one: Claim, other: Claim) -> bool:
    """Whether a claim says several words, all of them light, and another one says them too."""
    return len(one.about) > 1 and one.about <= LIGHT & other.about


def _are_two_people(one: Claim, other: Claim) -> bool:
    """Whether two people are said to look after one thing, whatever else is said."""
    are_people = is_somebody(one.text) and is_somebody(other.text)
    return are_people and bool(distant_kin_of(one.about, other.about))


def add_nothing(one: Claim, other: Claim) -> bool:
    """Whether at least one of two claims has no word that the other does not have in some form."""
    mine, theirs = one.about - LIGHT, other.about - LIGHT
    if not (mine and theirs):
        return _says_all_lightly(one, other) or _says_all_lightly(other, one)
    return mine <= kin_of(mine, theirs) | distant_kin_of(mine, theirs) or theirs <= kin_of(
        theirs, mine
    ) | distant_kin_of(theirs, mine)
