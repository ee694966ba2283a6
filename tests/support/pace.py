"""
How long Textual's pilot waits before it calls an app idle.

It wants 20 ms in which next to nothing was done, three times for each key: most of the time of a
test that presses keys. A fifth of that says the same, and `memtui.screenshot.settled` waits for
what threads still have to answer.
"""

from textual import _wait


def quicken() -> None:
    """Wait a fifth as long."""
    _wait.SLEEP_GRANULARITY = 1 / 250
    _wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
