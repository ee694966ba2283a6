"""Editing in a real terminal: the editor has it, and gives it back."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

import pytest

from core import Workspace

PROGRAM = """
import sys
from core import Workspace
from memtui.app import MemtuiApp
from memtui.local import LocalBackend
with Workspace.open(sys.argv[1], user="ann") as workspace:
    MemtuiApp(LocalBackend(workspace)).run()
"""

EDITOR = """#!/bin/sh
echo EDITOR-IS-OPEN
read line
echo "$line" >> "$1"
"""


def _read(fd, until, limit_s=20.0):
    out = b""
    end = time.monotonic() + limit_s
    while until not in out:
        assert time.monotonic() < end, out[-500:]
        if select.select([fd], [], [], 0.5)[0]:
            out += os.read(fd, 1 << 16)
    return out


@pytest.fixture
def terminal(tmp_path):
    """The program on a workspace with one memory, and the other side of its terminal."""
    with Workspace.open(tmp_path / "team.db", user="ann") as ws:
        ws.memories.create(ws.stores.create("Notes").id, "/note.md", "one\n")
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    main, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "team.db")],
        stdin=child,
        stdout=child,
        stderr=child,
        env=os.environ | {"TERM": "xterm-256color", "VISUAL": str(editor)},
        # Its own terminal, so that ctrl+c goes to whoever is in front.
        preexec_fn=_take_terminal,  # noqa: PLW1509 - no thread of the test holds a lock
        start_new_session=True,
    )
    os.close(child)
    yield main, program, tmp_path / "team.db"
    program.kill()
    program.wait()
    os.close(main)


def _take_terminal():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _text(path):
    with Workspace.open(path) as ws:
        (store,) = ws.stores.list()
        return ws.memories.at_path(store.id, "/note.md").content


def test_the_editor_has_the_terminal_and_gives_it_back(terminal):
    """`ctrl+c` in it ends the editor, not memtui; what it saved is written, and `u` undoes it."""
    main, program, path = terminal
    _read(main, b"note.md")
    os.write(main, b"j")
    _read(main, b"one")
    os.write(main, b"e")
    assert b"\x1b[?1049l" in _read(main, b"EDITOR-IS-OPEN")
    os.write(main, b"\x03")
    _read(main, b"\x1b[?1049h")
    _read(main, b"nothing")
    assert _text(path) == "one\n"
    os.write(main, b"e")
    _read(main, b"EDITOR-IS-OPEN")
    os.write(main, b"two\r")
    _read(main, b"\x1b[?1049h")
    _read(main, b"Changed")
    assert _text(path) == "one\ntwo\n"
    os.write(main, b"u")
    _read(main, b"Undone")
    assert _text(path) == "one\n"
    os.write(main, b"q")
    _read(main, b"\x1b[?1049l")
    assert program.wait(10) == 0
