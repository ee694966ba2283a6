"""
Kinds of happenings that follow others after a constant time, and how likely that is by chance.

Pure. For two kinds of happenings A and B the lags from every A to every later B within six hours
are counted; the lag that fits most Bs is the candidate. Chance baseline: if As fell anywhere in the
time that the reports cover, a B would have an A at that lag, give or take the tolerance, with
probability `p = 1 - exp(-rate(A) * 2 * tolerance)`; that k of n Bs do is a binomial tail, times the
number of lags and of pairs that were tried (Bonferroni). Accepted below one in a thousand, with at
least three Bs in three sessions of two agents, for most Bs and at least half of the As; one agent
is enough if it is a hundred times less likely, and on three days. If Bs only
come soon after an A, one falls anywhere up to the lag, of which the tolerance is a part: that is a
second baseline, accepted below one in twenty. Two clocks fall nowhere by chance: of two beats none
is said to follow the other.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

from core.dreams.extract.values.moments import DAY_MS
from core.dreams.material.timeline.beats import are_beats
from core.dreams.material.timeline.chance import AGENTS, MOST_CHANCE, SESSIONS, at_least
from core.dreams.material.timeline.timeline import Series, Timeline
from core.dreams.material.timeline.two_kinds import are_related, is_told_by, witnesses

_HORIZON_MS: Final = 6 * 3_600_000
_MINUTE_MS: Final = 60_000
_SECOND_MS: Final = 1_000
_IN_SECONDS_MS: Final = 10_000
"""From here on parts of a second are no part of what is constant."""
_LEAST_LAG_MS: Final = 1_000
"""Below that two reports are one happening under two names."""
_TOLERANCE: Final = 0.02
_WIDE: Final = 0.05
"""The same where there are few times, of which each counts: what people start takes not always as
long."""
_FEW: Final = 8
_LEAST_TOLERANCE_MS: Final = 1_000
_SHARE_OF_LATER: Final = 0.6
_SHARE_OF_EARLIER: Final = 0.5
_MOST_SOON: Final = 0.05
_MOST_ALONE: Final = MOST_CHANCE / 100
_MOST_SERIES: Final = 200
"""Kinds of happenings that are paired; the ones seen in most sessions come first."""
_SAMPLE: Final = 16
"""Later times whose lags are counted to find the candidate."""


@dataclass(frozen=True, slots=True)
class Lag:
    """One kind of happening that follows another after a constant time."""

    earlier: Series
    later: Series
    lag_ms: int
    pairs: tuple[tuple[int, int], ...]
    """The times of both."""
    chance: float
    is_rough: bool = False
    """It is only about as long each time."""

    @property
    def told_ms(self) -> int:
        """The lag as one tells it: in whole seconds, one that is only about as long in minutes."""
        is_long = self.is_rough and self.lag_ms >= 2 * _MINUTE_MS
        step = _MINUTE_MS if is_long else _SECOND_MS if self.lag_ms >= _IN_SECONDS_MS else 1
        return round(self.lag_ms / step) * step

    @property
    def sides(self) -> tuple[Series, Series]:
        """Both kinds."""
        return self.earlier, self.later


def lags_of(seen: Timeline) -> list[Lag]:
    """Every constant lag, told once."""
    return _distinct(_lags(seen))


def _lags(seen: Timeline) -> list[Lag]:
    series = sorted(seen.series, key=lambda one: (-len(one.sessions), one.label))[:_MOST_SERIES]
    tried = max(len(series) * (len(series) - 1), 1)
    found = []
    sessions = {one.label: one.sessions for one in series}
    for earlier in series:
        for later in series:
            seen_both = len(sessions[earlier.label] & sessions[later.label]) >= SESSIONS
            is_enough = _needed(earlier, later) <= min(len(earlier.times), len(later.times))
            if seen_both and is_enough and not are_related(earlier, later):
                lag = _lag(earlier, later, seen.watched_ms, tried, _TOLERANCE)
                if lag is None and len(later.times) <= _FEW:
                    lag = _lag(earlier, later, seen.watched_ms, 2 * tried, _WIDE)
                if lag is not None:
                    found.append(lag)
    return found


def _needed(earlier: Series, later: Series) -> float:
    """How many pairs there have to be."""
    return max(SESSIONS, _SHARE_OF_LATER * len(later.times), _SHARE_OF_EARLIER * len(earlier.times))


def _lag(earlier: Series, later: Series, watched_ms: int, tried: int, share: float) -> Lag | None:
    starts, ends = earlier.times, later.times
    # What holds for most of many times shows in a few of them.
    some = ends[:: len(ends) // _SAMPLE + 1]
    counted = Counter(
        _rounded(end - start, share) for end in some for start in _before(starts, end)
    )
    # What belongs together may have been rounded to two neighbours.
    if not counted or 2 * max(counted.values()) < _SHARE_OF_LATER * len(some):
        return None
    rough = min(counted, key=lambda lag: (-counted[lag], lag))
    pairs = _pairs(starts, ends, rough, share)
    if len(pairs) < SESSIONS:
        return None
    lags = sorted(end - start for start, end in pairs)
    lag = lags[len(lags) // 2]
    pairs = _pairs(starts, ends, lag, share)
    if len(pairs) < _needed(earlier, later):
        return None
    width = 2 * _tolerance(lag, share)
    one = 1 - exp(-len(starts) / max(watched_ms, 1) * width)
    chance = at_least(len(pairs), len(ends), one) * (_HORIZON_MS / width) * tried
    sessions, agents = witnesses(earlier, later, pairs)
    # What one agent alone saw has to be on several days, and further from chance.
    is_alone = len(agents) < AGENTS
    most = _MOST_ALONE if is_alone else MOST_CHANCE
    days = {end // DAY_MS for _, end in pairs}
    if chance > most or len(sessions) < SESSIONS or (is_alone and len(days) < SESSIONS):
        return None
    soon = at_least(len(pairs), len(ends), width / (lag + width / 2)) * (lag / width)
    if soon > _MOST_SOON or are_beats(pairs, width // 2):
        return None
    return Lag(earlier, later, lag, tuple(pairs), chance, is_rough=share > _TOLERANCE)


def _before(starts: Sequence[int], end: int) -> Sequence[int]:
    """The earlier times within the horizon."""
    return starts[
        bisect_left(starts, end - _HORIZON_MS) : bisect_right(starts, end - _LEAST_LAG_MS)
    ]


def _rounded(lag: int, share: float) -> int:
    step = 2 * _tolerance(lag, share)
    return round(lag / step) * step


def _tolerance(lag_ms: int, share: float = _TOLERANCE) -> int:
    return max(_LEAST_TOLERANCE_MS, round(share * lag_ms))


def _pairs(
    starts: Sequence[int], ends: Sequence[int], lag: int, share: float
) -> list[tuple[int, int]]:
    """Each later time with the earlier one that stands closest to this lag; each taken once."""
    found: dict[int, int] = {}
    width = _tolerance(lag, share)
    for end in ends:
        first = bisect_left(starts, end - lag - width)
        last = bisect_right(starts, min(end - lag + width, end - _LEAST_LAG_MS))
        fitting = [start for start in starts[first:last] if start not in found]
        if fitting:
            found[min((abs(end - start - lag), start) for start in fitting)[1]] = end
    return sorted(found.items())


def _distinct(lags: list[Lag]) -> list[Lag]:
    """One lag for each set of moments, told by its most special labels; no sums of two others."""
    kept: list[Lag] = []
    covered: set[tuple[int, int]] = set()
    for lag in sorted(lags, key=_rank):
        if any(is_told_by(lag, other) for other in lags):
            continue
        own = set(lag.pairs)
        if 2 * len(own & covered) < len(own):
            kept.append(lag)
            covered |= own
    return [lag for lag in kept if not _is_sum(lag, kept)]


def _rank(lag: Lag) -> tuple[int, int, int, int, tuple[str, ...], tuple[str, ...]]:
    special = len(lag.earlier.label) + len(lag.later.label)
    extent = len(lag.earlier.sights) + len(lag.later.sights)
    return -len(lag.pairs), -special, extent, lag.lag_ms, lag.earlier.label, lag.later.label


def _is_sum(lag: Lag, others: Sequence[Lag]) -> bool:
    ends = {end for _, end in lag.pairs}
    return any(
        first is not lag
        and second is not lag
        and abs(first.lag_ms + second.lag_ms - lag.lag_ms) <= 2 * _tolerance(lag.lag_ms)
        and {start for start, _ in lag.pairs} & {start for start, _ in first.pairs}
        and ends & {end for _, end in second.pairs}
        for first in others
        for second in others
    )
