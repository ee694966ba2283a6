"""
What comes together: two kinds of happenings of which neither is seen without the other.

Which of them comes first, and how long after, does not matter: `lags` tells constant ones.
Each must be close to the other in most of its occurrences. There are two chance baselines. If Bs
fell anywhere in the time that the reports cover, an A would have a B within the window with
probability `p = 1 - exp(-rate(B) * 2 * window)`. If agents look at both whenever anything is wrong,
a B falls anywhere in what the session looked at, of which the window is a part. That k of n As have
one is a binomial tail, times the number of pairs that were tried. Accepted below one in a thousand
for the first and one in twenty for the second, in at least four times, three sessions, two agents.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

from core.dreams.extract.values.quantities import spoken
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.notes import seen_note
from core.dreams.material.memories.placing import addition
from core.dreams.material.timeline.beats import are_beats
from core.dreams.material.timeline.chance import AGENTS, MOST_CHANCE, SESSIONS, at_least
from core.dreams.material.timeline.labels import shown_label, told_alike
from core.dreams.material.timeline.lags import Lag
from core.dreams.material.timeline.timeline import Series, Timeline
from core.dreams.material.timeline.two_kinds import are_related, evidence_of, is_told_by, witnesses
from core.dreams.miners.patterns import NEW_FILE
from core.dreams.proposal import ChangeKind, Finding

_WINDOW_MS: Final = 600_000
_LEAST_TIMES: Final = 4
_SHARE: Final = 0.75
"""Of each of the two, the part that has the other beside it."""
_LOOK_MS: Final = 6_000_000
"""What a session looks at when something is wrong: an hour and a half or so."""
_MOST_LOOKED_FOR: Final = 0.05
_EXACT_MS: Final = 15_000
"""How exactly a clock keeps to its time: two clocks come together without any reason."""
_OF_CLOCKS: Final = 0.7
"""Of the distances between neighbours: something else of a general label may stand between them."""
_MOST_TIMES: Final = 200
"""Of what happens more often than that, something is always near."""


@dataclass(frozen=True, slots=True)
class Companions:
    """Two kinds of happenings that come together."""

    one: Series
    other: Series
    pairs: tuple[tuple[int, int], ...]
    """The times of both."""
    chance: float

    @property
    def sides(self) -> tuple[Series, Series]:
        """Both kinds."""
        return self.one, self.other


def companions_of(seen: Timeline, lags: Iterable[Lag]) -> list[Companions]:
    """Every two kinds that come together, the most special labels of each; no constant lags."""
    known = {at for lag in lags for pair in lag.pairs for at in pair}
    series = [one for one in seen.series if _LEAST_TIMES <= len(one.times) <= _MOST_TIMES]
    pairs = [
        (one, other)
        for number, one in enumerate(series)
        for other in series[number + 1 :]
        if not are_related(one, other)
        and len(one.sessions & other.sessions) >= SESSIONS
        and max(len(one.times), len(other.times)) * _SHARE <= min(len(one.times), len(other.times))
    ]
    tested = (_together(one, other, seen.watched_ms, len(pairs)) for one, other in pairs)
    found = [one for one in tested if one is not None]
    kept: list[Companions] = []
    covered: set[tuple[int, int]] = set()
    for each in sorted(found, key=_rank):
        if any(is_told_by(each, other) for other in found):
            continue
        own = set(each.pairs)
        # What follows one of the two after a constant time comes with the other as well.
        is_told = 2 * sum(not known.isdisjoint(pair) for pair in own) > len(own)
        if not is_told and 2 * len(own & covered) < len(own):
            kept.append(each)
            covered |= own
    return sorted(kept, key=lambda one: (one.one.label, one.other.label))


def _rank(each: Companions) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
    special = len(each.one.label) + len(each.other.label)
    return -len(each.pairs), -special, each.one.label, each.other.label


def _together(one: Series, other: Series, watched_ms: int, tried: int) -> Companions | None:
    pairs = _pairs(one.times, other.times)
    if len(pairs) < max(_LEAST_TIMES, _SHARE * max(len(one.times), len(other.times))):
        return None
    sessions, agents = witnesses(one, other, pairs)
    if len(sessions) < SESSIONS or len(agents) < AGENTS:
        return None
    anywhere = 1 - exp(-len(other.times) / max(watched_ms, 1) * 2 * _WINDOW_MS)
    chance = at_least(len(pairs), len(one.times), anywhere) * tried
    looked = at_least(len(pairs), len(one.times), 2 * _WINDOW_MS / _LOOK_MS) * tried
    if chance > MOST_CHANCE or looked > _MOST_LOOKED_FOR or are_beats(pairs, _EXACT_MS, _OF_CLOCKS):
        return None
    return Companions(one, other, tuple(pairs), chance)


def _pairs(times: Sequence[int], others: Sequence[int]) -> list[tuple[int, int]]:
    """Each time with the closest other one within the window; each taken once."""
    found: dict[int, int] = {}
    for at in times:
        first = bisect_left(others, at - _WINDOW_MS)
        near = [
            other
            for other in others[first : bisect_left(others, at + _WINDOW_MS + 1)]
            if other not in found
        ]
        if near:
            found[min(near, key=lambda other: (abs(other - at), other))] = at
    return sorted((at, other) for other, at in found.items())


def companions(draft: Draft, found: Iterable[Companions]) -> list[Finding]:
    """One finding for each two that no entry knows yet."""
    return [finding for each in found if (finding := _finding(draft, each)) is not None]


def _finding(draft: Draft, each: Companions) -> Finding | None:
    first, second = shown_label(each.one), shown_label(each.other)
    names = [*first, *second]
    one, other = told_alike(each.one, each.other)
    if _is_known(draft, names):
        return None
    pairs = each.pairs
    apart = max(abs(one - other) for one, other in pairs)
    sessions, agents = witnesses(each.one, each.other, pairs)
    times = [at for pair in pairs for at in pair]
    note = seen_note(times, len(sessions), len(agents))
    within = spoken(max(-(-apart // 60_000), 1) * 60_000)
    text = (
        f"`{one}` and `{other}` come together, within {within} of each"
        f" other: {len(pairs)} of {max(len(each.one.times), len(each.other.times))} times, seen by"
        f" {', '.join(sorted(agents))}. Something behind both may be at fault. {note}"
    )
    return Finding(
        kind=ChangeKind.ADD_PATTERN,
        title=f"{one} comes together with {other}",
        rationale=(
            f"{len(pairs)} times in {len(sessions)} sessions of {len(agents)} agents, in either"
            " order, and seldom one without the other; by chance less than one in a thousand."
        ),
        confidence=0.85,
        evidence=evidence_of(each.one, each.other, pairs),
        edits=addition(draft, text, names, NEW_FILE),
        scope=f"together:{'/'.join(each.one.label)}:{'/'.join(each.other.label)}",
    )


def _is_known(draft: Draft, names: Sequence[str]) -> bool:
    return any(all(name.lower() in entry.text.lower() for name in names) for entry in draft.entries)
