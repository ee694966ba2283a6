"""Suspended, ended from outside, crashed, without a terminal: all stays sane, nothing is lost."""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest

from core import Workspace

PROGRAM = """
import os, sys
from pathlib import Path
from core import Workspace
from memtui.app import MemtuiApp
from memtui.local import LocalBackend
from memtui.state_file import StateFile
from memtui.wishes import Wishes
def crash(app):
    raise RuntimeError("a bug")
if "crash" in sys.argv:
    MemtuiApp.toggle_pause = crash
with Workspace.open(sys.argv[1], user="ann") as workspace:
    state = StateFile(Path(sys.argv[1]).parent / "state", workspace.path)
    app = MemtuiApp(LocalBackend(workspace), wishes=Wishes(keep=state.save))
    app.run()
sys.exit(app.return_code)
"""

LEFT = b"\x1b[?1049l"
ENTERED = b"\x1b[?1049h"


class Console:
    """The program in a terminal of its own, in front of it."""

    def __init__(self, folder, *arguments):
        self.folder = folder
        self.main, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.sane = termios.tcgetattr(child)
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder / "team.db"), *arguments],
            stdin=child,
            stdout=child,
            stderr=child,
            env=os.environ | {"TERM": "xterm-256color"},
            preexec_fn=_take_terminal,  # noqa: PLW1509 - no thread of the test holds a lock
            start_new_session=True,
        )
        # This side stays open, so that the terminal can be looked at when the program is gone.
        self.child = child
        self.out = b""

    def read(self, until, limit_s=20.0):
        end = time.monotonic() + limit_s
        while until not in self.out:
            assert time.monotonic() < end, self.out[-500:]
            if select.select([self.main], [], [], 0.2)[0]:
                self.out += os.read(self.main, 1 << 16)

    def press(self, keys):
        self.out = b""
        os.write(self.main, keys)

    @property
    def is_sane(self):
        """Whether the terminal echoes and reads lines as before."""
        return termios.tcgetattr(self.child)[:4] == self.sane[:4]

    def kept(self):
        """Where the cursor was when it ended."""
        (path,) = (self.folder / "state").iterdir()
        return json.loads(path.read_text())["selected"][1]

    def hang_up(self):
        os.close(self.child)
        os.close(self.main)
        self.main = self.child = -1

    def close(self):
        self.process.kill()
        self.process.wait()
        if self.main >= 0:
            os.close(self.main)
            os.close(self.child)


def _take_terminal():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def console(tmp_path):
    """The app with its cursor on a memory."""
    with Workspace.open(tmp_path / "team.db", user="ann") as ws:
        ws.memories.create(ws.stores.create("Notes").id, "/note.md", "one\n")
    opened = []

    def start(*arguments):
        console = Console(tmp_path, *arguments)
        opened.append(console)
        console.read(b"note.md")
        console.press(b"j")
        console.read(b"one")
        return console

    yield start
    for one in opened:
        one.close()


def test_ended_from_outside_it_gives_the_terminal_back(console):
    """SIGTERM: the last cursor is kept, the code says which signal it was."""
    tui = console()
    tui.out = b""
    tui.process.terminate()
    tui.read(LEFT)
    assert tui.process.wait(10) == 128 + signal.SIGTERM
    assert tui.is_sane
    assert tui.kept() == "/note.md"


def test_without_its_terminal_it_ends_and_keeps_what_was_open(console):
    """A closed window: no process is left behind, and nothing of it is lost."""
    tui = console()
    tui.hang_up()
    assert tui.process.wait(10) == 128 + signal.SIGHUP
    assert tui.kept() == "/note.md"


def test_a_crash_gives_the_terminal_back_and_shows_why(console):
    """A bug in memtui itself."""
    tui = console("crash")
    tui.press(b"p")
    tui.read(b"a bug")
    assert tui.process.wait(10) == 1
    assert tui.is_sane


def test_suspended_it_leaves_the_terminal_to_the_shell_and_comes_back(console):
    """ctrl+z, then what `fg` does."""
    tui = console()
    tui.press(b"\x1a")
    tui.read(LEFT)
    _, status = os.waitpid(tui.process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    assert tui.is_sane
    tui.out = b""
    os.kill(tui.process.pid, signal.SIGCONT)
    tui.read(ENTERED)
    tui.read(b"note.md")
    tui.press(b"q")
    tui.read(LEFT)
    assert tui.process.wait(10) == 0
