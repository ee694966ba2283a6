"""Times of a clock, and times that only look regular where somebody looked."""

from random import Random

import pytest

from core.dreams.material.timeline.beats import are_beats, is_beat

MINUTE = 60_000
DAY = 1_440 * MINUTE


def ticks(every: int, days: int, *, off: int = 0, looked: int = 200 * MINUTE) -> list[int]:
    """What a clock did while somebody looked, at another hour of each day."""
    found = []
    for day in range(days):
        start = day * DAY + (day * 7 % 19) * 60 * MINUTE
        first = -(-(start - off) // every) * every + off
        found += range(first, start + looked, every)
    return found


@pytest.mark.parametrize("every", [MINUTE, 10 * MINUTE, 60 * MINUTE])
def test_a_clock_is_one_over_many_days(every: int) -> None:
    """Also where a tick was missed, and where each is a little off."""
    times = ticks(every, 5, off=20_000)
    assert is_beat(times, 2_000)
    assert is_beat([at for place, at in enumerate(times) if place % 16 != 3], 2_000)
    random = Random(4)
    assert is_beat([at + random.randint(-900, 900) for at in times], 2_000)


def test_what_is_tried_again_every_minute_after_a_fault_is_no_clock() -> None:
    """Each fault begins at a time of its own."""
    random = Random(4)
    faults = [day * DAY + random.randint(0, DAY // 2) for day in range(8)]
    assert not is_beat([at + MINUTE * again for at in faults for again in range(5)], 2_000)


def test_what_goes_wrong_in_some_of_the_runs_of_a_job_is_no_clock() -> None:
    """It keeps to the clock of the job, and skips many of its beats."""
    random = Random(4)
    assert not is_beat([at for at in ticks(10 * MINUTE, 8) if random.random() < 0.7], 2_000)


def test_times_without_any_order_are_no_clock() -> None:
    """Nor are few times, which are whole beats of something."""
    random = Random(4)
    times = sorted(random.randint(0, 9 * DAY) for _ in range(60))
    assert not is_beat(times, 2_000)
    assert not is_beat([0, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE], 2_000)


def test_both_sides_of_a_pair_have_to_be_clocks() -> None:
    """What follows a fault is told, and what only stands beside another clock is not."""
    times = ticks(10 * MINUTE, 5)
    assert are_beats([(at, at + 90_000) for at in times], 2_000)
    random = Random(4)
    faults = sorted(random.randint(0, 9 * DAY) for _ in range(60))
    assert not are_beats([(at, at + 90_000) for at in faults], 2_000)
