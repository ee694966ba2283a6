"""
Two kinds of happenings that belong together: who saw both, and whether other labels tell the same.

Pure. What makes them belong together, a constant lag or being close, is asked elsewhere.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from core.dreams.material.testimony.few import few
from core.dreams.material.timeline.labels import first_of, shown_label
from core.dreams.material.timeline.timeline import Series
from core.dreams.proposal import Evidence

_SHARE_OF_SPECIAL: Final = 0.7
"""Of the pairs of two general labels, the part that more special ones tell as well."""
_MOST_EVIDENCE: Final = 20


class Paired(Protocol):
    """Two kinds of happenings, with the times of both wherever they belong together."""

    @property
    def sides(self) -> tuple[Series, Series]:
        """Both kinds."""

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The times of both."""


def is_told_by(one: Paired, other: Paired) -> bool:
    """
    Whether more special labels of the same tell most of it, and the rest is something else.

    What only differs in the last word of a label, `jam once` and `jam twice`, is no other thing.
    """
    labels = [side.label for side in one.sides]
    special = [side.label for side in other.sides]
    if (
        labels == special
        or len(other.pairs) < _SHARE_OF_SPECIAL * len(one.pairs)
        or any(long[: len(short)] != short for short, long in zip(labels, special, strict=True))
    ):
        return False
    rest = set(one.pairs).difference(other.pairs)
    alike = sum(
        any(at in side.sights for at, side in zip(pair, other.sides, strict=True)) for pair in rest
    )
    return 2 * alike <= len(rest)


def are_related(one: Series, other: Series) -> bool:
    """Whether one label is the other, or a part of it."""
    length = min(len(one.label), len(other.label))
    return one.label[:length] == other.label[:length]


def witnesses(
    earlier: Series, later: Series, pairs: Sequence[tuple[int, int]]
) -> tuple[set[str], set[str]]:
    """The sessions that saw both of a pair, and their agents."""
    sessions: set[str] = set()
    agents: set[str] = set()
    for start, end in pairs:
        mine = {sight.result.log.id for sight in earlier.sights[start]}
        for sight in later.sights[end]:
            if sight.result.log.id in mine:
                sessions.add(sight.result.log.id)
                agents.add(sight.result.log.agent)
    return sessions, agents


def evidence_of(
    earlier: Series, later: Series, pairs: Iterable[tuple[int, int]]
) -> tuple[Evidence, ...]:
    """Both lines of each pair, from a session that saw both where there is one."""
    found: list[Evidence] = []
    for start, end in pairs:
        both = {sight.result.log.id for sight in earlier.sights[start]} & {
            sight.result.log.id for sight in later.sights[end]
        }
        for series, at in ((earlier, start), (later, end)):
            sights = [one for one in series.sights[at] if not both or one.result.log.id in both]
            sight = first_of(sights)
            held = next(
                (name for name in shown_label(series)[::-1] if name in sight.happening.quote), None
            )
            if held is not None:
                found.append(sight.result.cite(sight.happening.quote, held))
    return few(found, _MOST_EVIDENCE)
