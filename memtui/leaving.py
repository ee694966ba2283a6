"""
Being ended from outside: SIGTERM, and SIGHUP when the terminal is closed.

Python would end at once, in the middle of drawing, and leave the terminal as it was drawn on. Here
the app ends as with its own key: what is open is kept, and the terminal is given back.
"""

import asyncio
import errno
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver

_ENDING = ("SIGTERM", "SIGHUP")

HUNG_UP = 129
"""The exit code of a program whose terminal was closed: that of SIGHUP."""


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


def terminal_is_gone() -> bool:
    """
    Whether the terminal that keys come from was closed.

    Only a program whose own terminal it is hears SIGHUP; any other would read its end for ever.
    """
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    import termios

    try:
        termios.tcgetattr(sys.__stdin__.fileno())
    except termios.error as error:
        return bool(error.args) and error.args[0] == errno.EIO
    except (OSError, ValueError):
        return False
    return False


def outliving(driver: "type[Driver]") -> "type[Driver]":
    """The same driver, if need be as one that a closed terminal does not stop from ending."""
    if sys.platform == "win32":
        return driver
    from textual.drivers.linux_driver import LinuxDriver

    from memtui.driver import TerminalDriver

    return TerminalDriver if driver is LinuxDriver else driver
