"""
Whether a kind of happening keeps to a clock of its own: every ten minutes, on any day.

Pure. Two clocks keep a constant distance, so that one follows the other says nothing of either. A
clock skips no beat, and keeps it over the nights between what was looked at: who tries again every
minute after a fault is none, nor is what goes wrong in some of the runs of a job.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_ROUND_MS: Final = (3_600_000, 60_000, 1_000)
"""What clocks are set to; without it a beat that was measured a little off drifts away."""
_LONG_MS: Final = 6 * 3_600_000
"""Between two times that are further apart nobody looked, as a rule."""
_SHARE: Final = 0.85
_LEAST_TIMES: Final = 6
"""Fewer times are whole beats of something by chance."""
_LEAST_BEATS: Final = 8
"""A beat in units of what counts as the same time; of a shorter one every distance is one."""


def are_beats(pairs: Sequence[tuple[int, int]], tolerance_ms: int, share: float = _SHARE) -> bool:
    """Whether both sides of these pairs are times of a clock, in any order."""
    return all(is_beat(sorted(side), tolerance_ms, share) for side in zip(*pairs, strict=True))


def is_beat(times: Sequence[int], tolerance_ms: int, share: float = _SHARE) -> bool:
    """
    Whether these times, oldest first, are those of one clock.

    Args:
        times: Milliseconds since 1970.
        tolerance_ms: By how much a time may be off.
        share: Of the distances between neighbours, the part that has to be one beat, and of long
            ones whole beats.
    """
    gaps = [later - earlier for earlier, later in pairwise(times)]
    if len(times) < _LEAST_TIMES:
        return False
    beat = _rounded(sorted(gaps)[len(gaps) // 2], tolerance_ms)
    if beat < _LEAST_BEATS * tolerance_ms:
        return False
    near = [gap for gap in gaps if gap <= max(_LONG_MS, beat + tolerance_ms)]
    single = [abs(gap - beat) <= tolerance_ms for gap in near]
    apart = [gap for gap in gaps if gap > max(_LONG_MS, beat + tolerance_ms)]
    whole = [abs((gap + beat // 2) % beat - beat // 2) <= tolerance_ms for gap in apart]
    return sum(single) >= share * len(near) and sum(whole) >= share * len(apart)


def _rounded(gap: int, tolerance_ms: int) -> int:
    """The round time that a beat is meant to have."""
    for unit in _ROUND_MS:
        near = round(gap / unit) * unit
        if near and abs(near - gap) <= tolerance_ms:
            return near
    return gap
