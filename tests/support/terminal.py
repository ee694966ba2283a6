"""
A program in a terminal of its own: what it writes, the keys it gets, how it leaves the terminal.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence

LEFT = b"\x1b[?1049l"
"""The program gave the screen back."""

ENTERED = b"\x1b[?1049h"
"""It took the screen."""


def in_tree(name: str) -> bytes:
    """
    How a memory in the root of a store is drawn in the tree: right behind the colour of its name.

    The feed has its path behind a slash, and may have it before the tree has its line: a key
    pressed then moves nothing.
    """
    return b"m" + name.encode()


PATIENCE_S = 30.0
"""Only ever waited for in full when the test fails."""


class Terminal:
    """One program, in front of its terminal."""

    def __init__(
        self,
        command: Sequence[str],
        width: int = 80,
        height: int = 24,
        *,
        is_own: bool = True,
        **environment: str,
    ) -> None:
        self.main, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.sane = termios.tcgetattr(child)
        self.process = subprocess.Popen(
            command,
            stdin=child,
            stdout=child,
            stderr=child,
            env=os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | environment,
            # Its own terminal, so that ctrl+c goes to whoever is in front.
            preexec_fn=_take_terminal if is_own else None,  # noqa: PLW1509 - no thread of the test holds a lock
            start_new_session=True,
        )
        # This side stays open, so that the terminal can be looked at when the program is gone.
        self.child = child
        self.out = b""

    def read(self, until: bytes, after: bytes = b"") -> None:
        """Read until the program wrote something since the last key, behind something else."""
        end = time.monotonic() + PATIENCE_S
        while after not in self.out or until not in self.out[self.out.index(after) :]:
            assert time.monotonic() < end, self.out[-2_000:]
            self._read_some()

    def read_to_its_end(self) -> int:
        """Read until the program has ended, and give its exit code."""
        end = time.monotonic() + 10 * PATIENCE_S
        while self.process.poll() is None:
            assert time.monotonic() < end, self.out[-2_000:]
            self._read_some()
        while self._read_some(0):
            pass
        return self.process.returncode

    def _read_some(self, patience_s: float = 0.2) -> bool:
        if not select.select([self.main], [], [], patience_s)[0]:
            return False
        self.out += os.read(self.main, 1 << 16)
        return True

    def press(self, keys: bytes) -> None:
        """Type; what was read before is forgotten."""
        self.out = b""
        os.write(self.main, keys)

    def is_suspended(self) -> bool:
        """Wait until the program stopped or ended, and say whether it is stopped."""
        _, status = os.waitpid(self.process.pid, os.WUNTRACED)
        return os.WIFSTOPPED(status)

    def continue_(self) -> None:
        """What `fg` of a shell does."""
        self.out = b""
        os.kill(self.process.pid, signal.SIGCONT)

    @property
    def is_sane(self) -> bool:
        """Whether the terminal echoes and reads lines as before."""
        return termios.tcgetattr(self.child)[:4] == self.sane[:4]

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self.child)
        os.close(self.main)
        self.main = self.child = -1

    def close(self) -> None:
        """End the program and the terminal, if they are still there."""
        self.process.kill()
        self.process.wait()
        if self.main >= 0:
            os.close(self.main)
            os.close(self.child)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
