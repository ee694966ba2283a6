"""
Whether a kind of happening keeps to a clock of its own: every ten minutes, on any day.

Pure. Two clocks keep a constant distance, so that one follows the other says nothing of either. A
beat has to hold over the nights between what was looked at: who tries again every minute after a
fault keeps no clock, and what follows such a fault by a minute is worth telling.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_ROUND_MS: Final = (3_600_000, 60_000, 1_000)
"""What clocks are set to; without it a beat that was measured a little off drifts away."""
_LONG_MS: Final = 6 * 3_600_000
"""Between two times that are further apart nobody looked, as a rule."""
_SHARE: Final = 0.8
"""Of all distances between neighbours, the part that is whole beats."""
_LEAST_TIMES: Final = 6
"""Fewer times are whole beats of something by chance."""
_LEAST_BEATS: Final = 8
"""A beat in units of what counts as the same time; of a shorter one every distance is one."""


def are_beats(pairs: Sequence[tuple[int, int]], tolerance_ms: int) -> bool:
    """Whether both sides of these pairs are times of a clock, in any order."""
    return all(is_beat(sorted(side), tolerance_ms) for side in zip(*pairs, strict=True))


def is_beat(times: Sequence[int], tolerance_ms: int) -> bool:
    """
    Whether these times, oldest first, are those of one clock.

    Args:
        times: Milliseconds since 1970.
        tolerance_ms: By how much a time may be off.
    """
    gaps = [later - earlier for earlier, later in pairwise(times)]
    if len(times) < _LEAST_TIMES:
        return False
    beat = _rounded(sorted(gaps)[len(gaps) // 2], tolerance_ms)
    if beat < _LEAST_BEATS * tolerance_ms:
        return False
    fitting = [abs((gap + beat // 2) % beat - beat // 2) <= tolerance_ms for gap in gaps]
    over_night = [fits for gap, fits in zip(gaps, fitting, strict=True) if gap > _LONG_MS]
    return sum(fitting) >= _SHARE * len(gaps) and sum(over_night) >= _SHARE * len(over_night)


def _rounded(gap: int, tolerance_ms: int) -> int:
    """The round time that a beat is meant to have."""
    for unit in _ROUND_MS:
        near = round(gap / unit) * unit
        if near and abs(near - gap) <= tolerance_ms:
            return near
    return gap
