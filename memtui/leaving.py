"""
Being ended from outside: SIGTERM, and SIGHUP when the terminal is closed.

Python would end at once, in the middle of drawing, and leave the terminal as it was drawn on. Here
the app ends as with its own key: what is open is kept, and the terminal is given back.
"""

import asyncio
import signal
import sys
from collections.abc import Callable

_ENDING = ("SIGTERM", "SIGHUP")


def stop_on_signals(leave: Callable[[int], None]) -> None:
    """Call `leave` with the exit code of a signal that comes; to be called in the event loop."""
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for name in _ENDING:
        number = signal.Signals[name]
        try:
            loop.add_signal_handler(number, leave, 128 + number)
        except (ValueError, RuntimeError):
            # Not in the main thread, where no signal arrives either.
            return
