"""
What follows what after a constant time, over sessions, though no single session can know.

For two kinds of happenings A and B the lags from every A to every later B within six hours are
counted; the lag that fits most Bs is the candidate. Chance baseline: if As fell anywhere in the
time that the reports cover, a B would have an A at that lag, give or take the tolerance, with
probability `p = 1 - exp(-rate(A) * 2 * tolerance)`; that k of n Bs do is a binomial tail, times the
number of lags and of pairs that were tried (Bonferroni). Accepted below one in a thousand, with at
least three Bs in three sessions of two agents, for most Bs and at least half of the As.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log10
from typing import Final, Protocol

from core.dreams.extract.clauses import reading
from core.dreams.extract.quantities import spoken
from core.dreams.extract.tokens import Sort
from core.dreams.material.chance import at_least
from core.dreams.material.draft import Draft
from core.dreams.material.entries import Entry
from core.dreams.material.labels import first_of, shown_label, told_alike
from core.dreams.material.notes import seen_note
from core.dreams.material.placing import NewFile, addition
from core.dreams.material.timeline import Series, Timeline
from core.dreams.miners.lessons import AGENTS, SESSIONS
from core.dreams.proposal import ChangeKind, Evidence, Finding

_HORIZON_MS: Final = 6 * 3_600_000
_LEAST_LAG_MS: Final = 1_000
"""Below that two reports are one happening under two names."""
_TOLERANCE: Final = 0.02
_LEAST_TOLERANCE_MS: Final = 1_000
_MOST_CHANCE: Final = 1e-3
_SHARE_OF_LATER: Final = 0.6
_SHARE_OF_EARLIER: Final = 0.5
_MOST_SERIES: Final = 200
"""Kinds of happenings that are paired; the ones seen in most sessions come first."""
_SAMPLE: Final = 16
"""Later times whose lags are counted to find the candidate."""
_SHARE_OF_SPECIAL: Final = 0.7
"""Of the pairs of two general labels, the part that more special ones tell as well."""
_MOST_EVIDENCE: Final = 20
NEW_FILE: Final = NewFile("/patterns.md", "Patterns")
"""Where a pattern goes of which no memory speaks."""


@dataclass(frozen=True, slots=True)
class Lag:
    """One kind of happening that follows another after a constant time."""

    earlier: Series
    later: Series
    lag_ms: int
    pairs: tuple[tuple[int, int], ...]
    """The times of both."""
    chance: float

    @property
    def sides(self) -> tuple[Series, Series]:
        """Both kinds."""
        return self.earlier, self.later


def lags_of(seen: Timeline) -> list[Lag]:
    """Every constant lag, told once."""
    return _distinct(_lags(seen))


def patterns(draft: Draft, lags: Iterable[Lag]) -> list[Finding]:
    """One finding for each constant lag that no entry knows yet."""
    found = []
    for lag in lags:
        finding = _finding(draft, lag)
        if finding is not None:
            found.append(finding)
    return found


def _lags(seen: Timeline) -> list[Lag]:
    series = sorted(seen.series, key=lambda one: (-len(one.sessions), one.label))[:_MOST_SERIES]
    tried = max(len(series) * (len(series) - 1), 1)
    found = []
    sessions = {one.label: one.sessions for one in series}
    for earlier in series:
        for later in series:
            seen_both = len(sessions[earlier.label] & sessions[later.label]) >= SESSIONS
            if seen_both and not are_related(earlier, later):
                lag = _lag(earlier, later, seen.watched_ms, tried)
                if lag is not None:
                    found.append(lag)
    return found


def are_related(one: Series, other: Series) -> bool:
    """Whether one label is the other, or a part of it."""
    length = min(len(one.label), len(other.label))
    return one.label[:length] == other.label[:length]


def _lag(earlier: Series, later: Series, watched_ms: int, tried: int) -> Lag | None:
    starts, ends = earlier.times, later.times
    needed = max(SESSIONS, _SHARE_OF_LATER * len(ends), _SHARE_OF_EARLIER * len(starts))
    if needed > min(len(starts), len(ends)):
        return None
    # What holds for most of many times shows in a few of them.
    some = ends[:: len(ends) // _SAMPLE + 1]
    counted = Counter(_rounded(end - start) for end in some for start in _before(starts, end))
    # What belongs together may have been rounded to two neighbours.
    if not counted or 2 * max(counted.values()) < _SHARE_OF_LATER * len(some):
        return None
    rough = min(counted, key=lambda lag: (-counted[lag], lag))
    pairs = _pairs(starts, ends, rough)
    if len(pairs) < SESSIONS:
        return None
    lags = sorted(end - start for start, end in pairs)
    lag = lags[len(lags) // 2]
    pairs = _pairs(starts, ends, lag)
    if len(pairs) < needed:
        return None
    width = 2 * _tolerance(lag)
    one = 1 - exp(-len(starts) / max(watched_ms, 1) * width)
    chance = at_least(len(pairs), len(ends), one) * (_HORIZON_MS / width) * tried
    sessions, agents = witnesses(earlier, later, pairs)
    if chance > _MOST_CHANCE or len(sessions) < SESSIONS or len(agents) < AGENTS:
        return None
    return Lag(earlier, later, lag, tuple(pairs), chance)


def _before(starts: Sequence[int], end: int) -> Sequence[int]:
    """The earlier times within the horizon."""
    return starts[
        bisect_left(starts, end - _HORIZON_MS) : bisect_right(starts, end - _LEAST_LAG_MS)
    ]


def _rounded(lag: int) -> int:
    step = 2 * _tolerance(lag)
    return round(lag / step) * step


def _tolerance(lag_ms: int) -> int:
    return max(_LEAST_TOLERANCE_MS, round(_TOLERANCE * lag_ms))


def _pairs(starts: Sequence[int], ends: Sequence[int], lag: int) -> list[tuple[int, int]]:
    """Each later time with the earlier one that stands closest to this lag; each taken once."""
    found: dict[int, int] = {}
    width = _tolerance(lag)
    for end in ends:
        first = bisect_left(starts, end - lag - width)
        last = bisect_right(starts, min(end - lag + width, end - _LEAST_LAG_MS))
        fitting = [start for start in starts[first:last] if start not in found]
        if fitting:
            found[min((abs(end - start - lag), start) for start in fitting)[1]] = end
    return sorted(found.items())


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


def _finding(draft: Draft, lag: Lag) -> Finding | None:
    first, second = shown_label(lag.earlier), shown_label(lag.later)
    pairs, after = lag.pairs, spoken(lag.lag_ms)
    names = [*first, *second]
    earlier, later = told_alike(lag.earlier, lag.later)
    if _is_known(draft, names, lag.lag_ms):
        return None
    sessions, agents = witnesses(lag.earlier, lag.later, pairs)
    times = [end for _, end in pairs]
    note = seen_note(times, len(sessions), len(agents))
    text = (
        f"`{later}` follows `{earlier}` after {after}:"
        f" {len(pairs)} of {len(lag.later.sights)} times, seen by {', '.join(sorted(agents))}."
        f"{_meaning(draft, names, lag.lag_ms)} {note}"
    )
    return Finding(
        kind=ChangeKind.ADD_PATTERN,
        title=f"{later} always {after} after {earlier}",
        rationale=(
            f"{len(pairs)} of {len(lag.later.sights)} times in {len(sessions)} sessions of"
            f" {len(agents)} agents; no session saw more than {_most_in_one(lag)} of them. The"
            f" chance of such a coincidence is {odds(lag.chance)}."
        ),
        confidence=0.95 if len(pairs) >= 5 else 0.85,
        evidence=tuple(evidence_of(lag.earlier, lag.later, pairs)),
        edits=addition(draft, text, names, NEW_FILE),
        scope=f"lag:{'/'.join(lag.earlier.label)}:{'/'.join(lag.later.label)}",
    )


def _most_in_one(lag: Lag) -> int:
    """How many of the pairs the best informed session saw."""
    seen = Counter(
        session
        for start, end in lag.pairs
        for session in {sight.result.log.id for sight in lag.earlier.sights[start]}
        & {sight.result.log.id for sight in lag.later.sights[end]}
    )
    return max(seen.values(), default=0)


def odds(chance: float) -> str:
    """In a round number: it is estimated, not counted."""
    if chance < 1e-9:
        return "below 1 in a billion"
    return f"at most 1 in {10 ** int(-log10(chance)):,}"


def _meaning(draft: Draft, names: Sequence[str], lag_ms: int) -> str:
    """What it may mean; an entry that gives one of the names the same time is a likely reason."""
    for entry in draft.entries:
        low = entry.text.lower()
        piece = _with_time(entry, lag_ms)
        if piece is not None and any(name.lower() in low for name in names):
            return f" The same time stands in {entry.path}: {piece}."
    return " Something of that length may stand between them: a timeout, a retry or a schedule."


def _with_time(entry: Entry, lag_ms: int) -> str | None:
    """The piece of an entry that gives this duration, also as a setting named after its unit."""
    wanted = f"time:{lag_ms:.12g}"
    for token in reading(entry.text).tokens:
        if token.norm == wanted:
            return token.text
        if token.sort is Sort.CODE and "=" in token.text:
            key, _, value = token.text.partition("=")
            unit = key.strip().lower().rpartition("_")[2]
            if ("quantity", wanted) in reading(f"{value.strip()} {unit}").facts:
                return f"`{token.text}`"
    return None


def _is_known(draft: Draft, names: Sequence[str], lag_ms: int) -> bool:
    wanted = [name.lower() for name in names]
    return any(
        all(name in entry.text.lower() for name in wanted) and _with_time(entry, lag_ms) is not None
        for entry in draft.entries
    )


def evidence_of(earlier: Series, later: Series, pairs: Iterable[tuple[int, int]]) -> list[Evidence]:
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
    return list(dict.fromkeys(found))[:_MOST_EVIDENCE]
