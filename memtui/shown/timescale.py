"""
A stretch of time as columns on a screen: its scale, moving along it, and where a moment stands.

Columns begin at round times of the zone that the person reads, whatever is in view, so that a
column keeps its place and its content while time goes on. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Self

_SECOND, _MINUTE, _HOUR, _DAY = (timedelta(seconds=s) for s in (1, 60, 3_600, 86_400))

STEPS: Final[tuple[timedelta, ...]] = (
    _SECOND,
    5 * _SECOND,
    15 * _SECOND,
    _MINUTE,
    5 * _MINUTE,
    15 * _MINUTE,
    _HOUR,
    3 * _HOUR,
    12 * _HOUR,
    _DAY,
    7 * _DAY,
)
"""What a column may be: sixty of them are a minute, or more than a year."""

_TICKS: Final[tuple[timedelta, ...]] = (
    *(n * _SECOND for n in (5, 10, 15, 30)),
    *(n * _MINUTE for n in (1, 2, 5, 10, 15, 30)),
    *(n * _HOUR for n in (1, 2, 3, 6, 12)),
    *(n * _DAY for n in (1, 2, 7, 14, 28, 56, 112, 224)),
)
"""How far labels may be from each other."""

_MONDAY: Final = datetime(1970, 1, 5, tzinfo=UTC)
_FIRST: Final = datetime(1971, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""Calendars end; long before that a timeline does."""


@dataclass(frozen=True, slots=True)
class Scale:
    """So many columns from `since` on, each `step` long."""

    since: datetime
    step: timedelta
    columns: int
    offset: timedelta = timedelta(0)
    """How far the clock of the person is ahead of UTC."""

    @classmethod
    def ending(cls, last: datetime, step: timedelta, columns: int, offset: timedelta) -> Self:
        """The columns of which the last one holds `last`."""
        last = min(max(last, _FIRST), _LAST)
        since = _start(last, step, offset) - (columns - 1) * step
        return cls(max(since, _FIRST), step, columns, offset)

    @property
    def until(self) -> datetime:
        """Where the last column ends."""
        return self.since + self.columns * self.step

    def holds(self, moment: datetime) -> bool:
        """Whether a moment is in view."""
        return self.since <= moment < self.until

    def column(self, moment: datetime) -> int:
        """The column of a moment; below 0, or beyond the last one, when it is out of view."""
        return (moment - self.since) // self.step

    def start(self, column: int) -> datetime:
        """Where a column begins."""
        return self.since + column * self.step

    def panned(self, columns: int) -> Self:
        """As long, so many columns later."""
        last = self.start(self.columns - 1 + columns)
        return self.ending(last, self.step, self.columns, self.offset)

    def around(self, moment: datetime) -> Self:
        """As long, with a moment in the middle."""
        return self.ending(moment, self.step, self.columns, self.offset).panned(self.columns // 2)

    def resized(self, columns: int) -> Self:
        """With more columns or fewer; the last one stays."""
        last = self.start(self.columns - 1)
        return self.ending(last, self.step, max(1, columns), self.offset)

    def zoomed(self, by: int, anchor: datetime | None) -> Self:
        """
        With columns of another length.

        Args:
            by: How many lengths further, longer ones above 0.
            anchor: What stays in its column, as nearly as it goes; else the last column does.
        """
        place = STEPS.index(self.step) + by
        step = STEPS[max(0, min(place, len(STEPS) - 1))]
        if anchor is None or not self.holds(anchor):
            return self.ending(self.start(self.columns - 1), step, self.columns, self.offset)
        behind = self.columns - 1 - self.column(anchor)
        return self.ending(anchor, step, self.columns, self.offset).panned(behind)

    def in_zone(self, offset: timedelta) -> Self:
        """The same for another clock."""
        last = self.start(self.columns - 1)
        return replace(self.ending(last, self.step, self.columns, offset))

    def ticks(self, cells: int) -> Iterator[tuple[int, datetime]]:
        """Columns that get a label so many cells wide, with the round times at which they begin."""
        wide = (cells + 1) * self.step
        apart = next((tick for tick in _TICKS if tick >= wide and tick >= self.step), _TICKS[-1])
        at = _start(self.since, apart, self.offset)
        while at < self.until:
            if at >= self.since:
                yield self.column(at), at
            at += max(apart, self.step)


def fitting(last: datetime, now: datetime, columns: int) -> timedelta:
    """The shortest step with which both `last` and `now` are in view, from a minute on."""
    needed = (now - last) / max(1, columns - 1)
    return next((step for step in STEPS if step >= max(needed, _MINUTE)), STEPS[-1])


def span_words(span: timedelta) -> str:
    """A length of time in its largest round unit: `1 min`, `3 h`, `7 d`."""
    seconds = int(span.total_seconds())
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds} s"


def _start(moment: datetime, step: timedelta, offset: timedelta) -> datetime:
    """The round time at or before a moment."""
    zero = _MONDAY - offset
    return zero + (moment - zero) // step * step
