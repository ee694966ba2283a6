"""Suspended, ended from outside, crashed, without a terminal: all stays sane, nothing is lost."""

import json
import signal
import sys

import pytest

from core import Workspace
from tests.support.terminal import ENTERED, LEFT, Terminal, in_tree

PROGRAM = """
import os, sys
from pathlib import Path
from core import Workspace
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.settings.state_file import StateFile
from memtui.settings.wishes import Wishes
def crash(app):
    raise RuntimeError("a bug")
def draw(app):
    app._driver.write("drawing")
    for _ in range(100):  # more than a terminal that nobody looks at takes, and Textual queues
        app._driver.write("." * 4_000)
if "crash" in sys.argv:
    MemtuiApp.toggle_pause = crash
if "draw" in sys.argv:
    MemtuiApp.toggle_pause = draw
with Workspace.open(sys.argv[1], user="ann") as workspace:
    state = StateFile(Path(sys.argv[1]).parent / "state", workspace.path)
    app = MemtuiApp(LocalBackend(workspace), wishes=Wishes(keep=state.save))
    app.run()
sys.exit(app.return_code)
"""


class Console(Terminal):
    """The program in front of a terminal, and what it keeps."""

    def __init__(self, folder, *arguments, is_own=True):
        self.folder = folder
        command = [sys.executable, "-c", PROGRAM, str(folder / "team.db"), *arguments]
        super().__init__(command, is_own=is_own)

    def kept(self):
        """Where the cursor was when it ended."""
        (path,) = (self.folder / "state").iterdir()
        return json.loads(path.read_text())["selected"][1]


@pytest.fixture
def console(tmp_path):
    """The app with its cursor on a memory."""
    with Workspace.open(tmp_path / "team.db", user="ann") as ws:
        ws.memories.create(ws.stores.create("Notes").id, "/note.md", "one\n")
    opened = []

    def start(*arguments, is_own=True):
        console = Console(tmp_path, *arguments, is_own=is_own)
        opened.append(console)
        console.read(in_tree("note.md"))
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
    assert tui.process.wait(60) == 128 + signal.SIGTERM
    assert tui.is_sane
    assert tui.kept() == "/note.md"


def test_without_its_terminal_it_ends_and_keeps_what_was_open(console):
    """A closed window: no process is left behind, and nothing of it is lost."""
    tui = console()
    tui.hang_up()
    assert tui.process.wait(60) == 128 + signal.SIGHUP
    assert tui.kept() == "/note.md"


def test_a_terminal_of_another_program_is_missed_too(console):
    """Nobody sends SIGHUP then; left alone, it would read the end of its input for ever."""
    tui = console(is_own=False)
    tui.hang_up()
    assert tui.process.wait(60) == 128 + signal.SIGHUP
    assert tui.kept() == "/note.md"


@pytest.mark.parametrize("is_own", [True, False])
def test_a_terminal_that_goes_while_it_is_drawn_on_is_missed_too(console, is_own):
    """However much is still to be drawn: what nobody takes must not keep it from ending."""
    tui = console("draw", is_own=is_own)
    tui.press(b"p")
    tui.read(b"drawing")
    tui.hang_up()
    assert tui.process.wait(60) == 128 + signal.SIGHUP
    assert tui.kept() == "/note.md"


def test_a_crash_gives_the_terminal_back_and_shows_why(console):
    """A bug in memtui itself."""
    tui = console("crash")
    tui.press(b"p")
    tui.read(b"a bug")
    assert tui.process.wait(60) == 1
    assert tui.is_sane


def test_suspended_it_leaves_the_terminal_to_the_shell_and_comes_back(console):
    """ctrl+z, then what `fg` does."""
    tui = console()
    tui.press(b"\x1a")
    tui.read(LEFT)
    assert tui.is_suspended()
    assert tui.is_sane
    tui.continue_()
    tui.read(ENTERED)
    tui.read(b"note.md")
    tui.press(b"q")
    tui.read(LEFT)
    assert tui.process.wait(60) == 0


def test_a_key_that_is_typed_while_the_app_starts_does_what_it_says(tmp_path):
    """It does not go into the hidden line of a filter, which would then let nothing through."""
    with Workspace.open(tmp_path / "team.db", user="ann") as ws:
        ws.memories.create(ws.stores.create("Notes").id, "/note.md", "one\n")
    console = Console(tmp_path)
    try:
        console.read(ENTERED)
        console.press(b"4")
        console.read(b"No dream yet")
    finally:
        console.close()
