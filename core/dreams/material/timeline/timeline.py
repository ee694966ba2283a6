"""
All that happened, over all sessions: each kind of happening with its times, and who saw them.

Pure. A happening that several sessions report is one happening, seen several times.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

from core.dreams.extract.happenings.happenings import Happening, Label, happenings
from core.dreams.extract.values.moments import DAY_MS
from core.dreams.material.testimony.testimony import Result, Testimony

_SHORTEST_WATCH_MS: Final = 600_000
"""What a session saw at least of the world around its times."""
_LONGEST_GAP_MS: Final = 6 * 3_600_000
"""Between two times that are further apart a session did not watch: one of them is an old one."""
_MOST_MOMENTS: Final = 1_000
"""Different times of one kind; more are a measurement and no happenings."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One report of one happening."""

    result: Result
    happening: Happening


@dataclass(eq=False)
class Series:
    """One kind of happening: its times, and the reports of each; complete before it is asked."""

    label: Label
    sights: dict[int, list[Sight]] = field(default_factory=dict)

    @cached_property
    def times(self) -> list[int]:
        """When it happened, oldest first."""
        return sorted(self.sights)

    @cached_property
    def sessions(self) -> set[str]:
        """Which sessions report it."""
        return {sight.result.log.id for seen in self.sights.values() for sight in seen}


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that happened."""

    series: tuple[Series, ...]
    """By label."""
    watched_ms: int
    """How much time the reports cover, summed over sessions."""
    sights: tuple[Sight, ...] = ()
    """Every report, also of what happened once."""


def timeline(testimony: Testimony) -> Timeline:
    """The happenings that tool results report."""
    series: dict[Label, Series] = {}
    bounds: dict[str, list[int]] = defaultdict(list)
    sights: list[Sight] = []
    for result in testimony.results:
        ts = result.event.ts
        for happening in happenings(result.event.body, None if ts is None else ts // DAY_MS):
            bounds[result.log.id].append(happening.at)
            sights.append(Sight(result, happening))
            for label in happening.labels:
                found = series.setdefault(label, Series(label))
                found.sights.setdefault(happening.at, []).append(sights[-1])
    watched = sum(map(_watched, bounds.values()))
    kept = _worth_a_look(series.values())
    return Timeline(tuple(sorted(kept, key=lambda one: one.label)), watched, tuple(sights))


def _watched(times: Iterable[int]) -> int:
    """How much time there is between the first and the last, without long gaps."""
    ordered = sorted(set(times))
    gaps = (later - earlier for earlier, later in pairwise(ordered))
    return max(sum(min(gap, _LONGEST_GAP_MS) for gap in gaps), _SHORTEST_WATCH_MS)


def _worth_a_look(series: Iterable[Series]) -> list[Series]:
    return [
        one for one in series if 3 <= len(one.sights) <= _MOST_MOMENTS and len(one.sessions) >= 3
    ]
