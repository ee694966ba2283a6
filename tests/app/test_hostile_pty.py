"""
The app in a real terminal, on a real workspace full of hostile text: what comes out is looked at
byte by byte. Textual itself lets escapes of the text through, so this is where a leak would show.
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time

import pytest

from core import Workspace
from core.errors import CoreError

PROGRAM = """
import sys
from core import Workspace
from memtui.app import MemtuiApp
from memtui.local import LocalBackend
with Workspace.open(sys.argv[1]) as workspace:
    MemtuiApp(LocalBackend(workspace)).run()
"""

MARK = "Zq7"
"""Stands in every hostile text, so that it can be told from what Textual sends itself."""

ATTACKS = (
    "\x1b]52;c;{}\x07",
    "\x1b]0;{}\x07",
    "\x1b]8;;https://{}\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[31m{}",
    "\x1b[6n{}",
    "\x1bP{}\x1b\\",
    "\x9b31m{}",
    "\x9d0;{}\x9c",
    "[@click=app.quit]{}[/]",
    "[/{}]",
    "\u202e{}",
    "{}" + "\u0301" * 200,
)

# What Textual sends itself: CSI, and OSC 22 for the shape of the mouse pointer.
OWN = re.compile(rb"\x1b\[[<>?]?[0-9;:]*[$]?[A-Za-z]|\x1b\]22;[a-z]*\x07")


def read(fd, until=None, limit_s=20.0, quiet_s=0.06):
    """What the program writes until it is quiet, or until it has written something."""
    out = b""
    end = time.monotonic() + limit_s
    while time.monotonic() < end and not (until and until in out):
        if select.select([fd], [], [], 0.5 if until else quiet_s)[0]:
            try:
                out += os.read(fd, 1 << 16)
            except OSError:
                break
        elif not until:
            break
    return out


@pytest.fixture
def hostile_workspace(tmp_path):
    """Contents, agents, titles and store names that attack the terminal."""
    path = tmp_path / "hostile.db"
    with Workspace.open(path) as ws:
        for number, attack in enumerate(ATTACKS):
            text = attack.format(MARK)
            try:
                store = ws.stores.create(f"{number} {text}", description=text)
            except CoreError:
                store = ws.stores.create(f"{number} plain", description="")
            try:
                agent = ws.sessions.start(text, {store.id: "read_write"})
            except CoreError:
                agent = ws.sessions.start("agent", {store.id: "read_write"})
            note = agent.create(store.id, f"/{number}.md", f"{text}\nplain\n{text}")
            agent.update(note.id, content=f"{text}\nchanged\n{text} {text}")
    return path


def test_no_escape_of_the_content_reaches_the_terminal(hostile_workspace):
    """Through tree, content, diff, history, feed, help and palette."""
    main, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
    environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(hostile_workspace)],
        stdin=child,
        stdout=child,
        stderr=child,
        env=environment,
        start_new_session=True,
    )
    os.close(child)
    try:
        out = read(main, until=b"live")
        # Each store, memory and diff in turn; then the other panes, help and palette.
        visits = [b"=", *[b"j", b"j", b"d", b"dh"] * len(ATTACKS)]
        for keys in (*visits, b"\t", b"\t", b" ", b"\t", b"?", b"zoom", b"\x1b", b":"):
            os.write(main, keys)
            # An escape is told from the beginning of a sequence by the time after it.
            out += read(main, quiet_s=0.3 if keys == b"\x1b" else 0.06)
        os.write(main, b"\x1b")
        out += read(main, quiet_s=0.3)
        os.write(main, b"q")
        out += read(main, until=b"\x1b[?1049l", limit_s=5)
        assert program.wait(10) == 0
    finally:
        program.kill()
        program.wait()
        os.close(main)
    assert out.count(MARK.encode()) > 2 * len(ATTACKS), "the hostile text was not even shown"
    assert "\u241b".encode() in out, "an escape is shown as a marker"
    for attack in ATTACKS:
        raw = attack.format(MARK).encode()
        acts = b"\x1b" in raw or not raw.isascii()
        assert not (acts and raw in out), attack
    foreign = OWN.sub(b"", out).partition(b"\x1b")
    assert not foreign[1], foreign[2][:80]
    assert not re.search(rb"\xc2[\x80-\x9f]", out)
    assert "\u202e".encode() not in out
    # The terminal is left as it was found.
    assert b"\x1b[?1049l" in out
