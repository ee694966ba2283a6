"""
What happens at the same time of day, over days and sessions.

For each kind of happening the ten minutes of the day that hold most of its times are the candidate,
or as many as there are between the first and the last if all are closer together. Chance baseline:
agents look at some hours more than at others, so a time falls into those minutes with the share
that all other happenings have there, but not less than that of so many minutes in a day; that k of
n days do is a binomial tail, times the number of kinds and of windows that were tried. Accepted
below one in a thousand, on at least four days, for most times, in three sessions of two agents.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.values.quantities import spoken
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.notes import DAY_MS, seen_note
from core.dreams.material.memories.placing import addition
from core.dreams.material.testimony.few import few
from core.dreams.material.timeline.chance import AGENTS, MOST_CHANCE, SESSIONS, at_least
from core.dreams.material.timeline.timeline import Series, Timeline
from core.dreams.miners.patterns import NEW_FILE
from core.dreams.proposal import ChangeKind, Evidence, Finding

_WINDOW_MS: Final = 600_000
_MINUTE_MS: Final = 60_000
_LEAST_DAYS: Final = 4
_SHARE: Final = 0.8
_DAYS_SHARE: Final = 0.5
"""Days among all times, at least: more often than twice a day is no time of day."""
_MOST_EVIDENCE: Final = 8


@dataclass(frozen=True, slots=True)
class Hour:
    """A kind of happening and the times that fall into one window of the day."""

    series: Series
    times: tuple[int, ...]
    window_ms: int
    chance: float


def hours_of(seen: Timeline) -> list[Hour]:
    """Every kind that keeps to a time of day, the most special label of each."""
    # A moment counts once, under however many labels it is told.
    everything = sorted(at % DAY_MS for at in {at for one in seen.series for at in one.times})
    # What has the same times under another label is no other trial.
    kinds = [one for one in seen.series if _days(one.times) >= _least_days(one.times)]
    tried = len({tuple(one.times) for one in kinds})
    found: list[Hour] = []
    taken: set[int] = set()
    for series in sorted(kinds, key=lambda one: (-len(one.label), one.label)):
        hour = _hour(series, everything, tried)
        if hour is not None and not taken & set(hour.times):
            taken.update(hour.times)
            found.append(hour)
    return sorted(found, key=lambda hour: hour.series.label)


def _days(times: Iterable[int]) -> int:
    return len({at // DAY_MS for at in times})


def _least_days(times: Sequence[int]) -> float:
    """Many times on each day are a beat, and a beat keeps to no hour."""
    return max(_LEAST_DAYS, _DAYS_SHARE * len(times))


def _hour(series: Series, everything: Sequence[int], tried: int) -> Hour | None:
    times, days = series.times, _days(series.times)
    best = max(
        ((_inside(times, start % DAY_MS), -start) for start in times),
        key=lambda one: (len(one[0]), one[1]),
    )
    inside, start = best[0], -best[1] % DAY_MS
    kept = _days(inside)
    window = _WINDOW_MS
    if len(inside) == len(times):
        span = max((at - start) % DAY_MS for at in inside)
        window = min(window, (span // _MINUTE_MS + 1) * _MINUTE_MS)
    if kept < max(_LEAST_DAYS, _SHARE * days) or len(inside) < _SHARE * len(times):
        return None
    sights = [sight for at in inside for sight in series.sights[at]]
    if (
        len({sight.result.log.id for sight in sights}) < SESSIONS
        or len({sight.result.log.agent for sight in sights}) < AGENTS
    ):
        return None
    others = len(everything) - len(times)
    there = _count(everything, start, window) - len(inside)
    usual = max(window / DAY_MS, (there + 0.5) / (others + 1))
    # What two agents saw on one day may be one thing: a day counts once.
    # The window begins at one of the times, so as many windows were tried as there are days.
    chance = at_least(kept - 1, days - 1, usual) * tried * days
    return Hour(series, tuple(inside), window, chance) if chance <= MOST_CHANCE else None


def _inside(times: Sequence[int], start: int) -> list[int]:
    return [at for at in times if (at - start) % DAY_MS < _WINDOW_MS]


def _count(of_day: Sequence[int], start: int, window: int) -> int:
    """How many of these times of day fall into a window, which may go over midnight."""
    end = start + window
    found = bisect_left(of_day, end) - bisect_left(of_day, start)
    return found + (bisect_left(of_day, end - DAY_MS) if end > DAY_MS else 0)


def hours(draft: Draft, found: Iterable[Hour]) -> list[Finding]:
    """One finding for each that no entry knows yet."""
    findings = []
    for hour in found:
        finding = _finding(draft, hour)
        if finding is not None:
            findings.append(finding)
    return findings


def _finding(draft: Draft, hour: Hour) -> Finding | None:
    series, times = hour.series, hour.times
    first = min(series.sights[times[0]], key=lambda one: (one.result.order, one.happening.quote))
    names = first.happening.shown[: len(series.label)]
    middle = sorted(at % DAY_MS for at in times)[len(times) // 2] // 60_000
    clock = f"{middle // 60:02}:{middle % 60:02}"
    if _is_known(draft, names, clock):
        return None
    sights = [sight for at in times for sight in series.sights[at]]
    sessions = {sight.result.log.id for sight in sights}
    agents = {sight.result.log.agent for sight in sights}
    note = seen_note(times, len(sessions), len(agents))
    text = (
        f"`{' '.join(names)}` comes around {clock} UTC: {len(times)} of {len(series.times)} times,"
        f" seen by {', '.join(sorted(agents))}. Something that runs at that hour may cause it."
        f" {note}"
    )
    return Finding(
        kind=ChangeKind.ADD_PATTERN,
        title=f"{' '.join(names)} around {clock} UTC",
        rationale=(
            f"{len(times)} of {len(series.times)} times within {spoken(hour.window_ms)} of the day,"
            f" in {len(sessions)} sessions of {len(agents)} agents; by chance less than one in a"
            " thousand."
        ),
        confidence=0.85,
        evidence=_evidence(hour, names),
        edits=addition(draft, text, names, NEW_FILE),
        scope=f"hour:{'/'.join(series.label)}",
    )


def _is_known(draft: Draft, names: Sequence[str], clock: str) -> bool:
    hour = re.compile(rf"(?<![\d:-]){clock[:3]}\d\d")
    return any(
        hour.search(entry.text) and all(name.lower() in entry.text.lower() for name in names)
        for entry in draft.entries
    )


def _evidence(hour: Hour, names: Sequence[str]) -> tuple[Evidence, ...]:
    found = []
    for at in hour.times:
        sight = min(hour.series.sights[at], key=lambda one: (one.result.order, one.happening.quote))
        held = next((name for name in names[::-1] if name in sight.happening.quote), None)
        if held is not None:
            found.append(sight.result.cite(sight.happening.quote, held))
    return few(found, _MOST_EVIDENCE)
