"""How the work for something grows with its size: a loop that goes back shows at any speed."""

from collections.abc import Callable
from time import process_time

TIMES = 4
"""How much larger the second size is; what is linear takes that much longer, or a bit more."""
QUADRATIC = TIMES * TIMES / 2
"""From here on it goes back; in between is the noise of a busy machine."""


def growth(do: Callable[[int], object], size: int) -> float:
    """How many times longer something takes with four times as much; the best of three runs."""
    took = [min(_seconds(do, number) for _ in range(3)) for number in (size, TIMES * size)]
    return took[1] / took[0]


def _seconds(do: Callable[[int], object], size: int) -> float:
    # What else the machine does is no time of this process.
    start = process_time()
    do(size)
    return process_time() - start
