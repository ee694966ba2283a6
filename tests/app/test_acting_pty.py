"""Editing in a real terminal: the editor has it, and gives it back."""

import sys

import pytest

from core import PreconditionFailed, Workspace
from tests.support.terminal import ENTERED, LEFT, Terminal, in_tree

PROGRAM = """
import sys
from core import Workspace
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
with Workspace.open(sys.argv[1], user="ann") as workspace:
    MemtuiApp(LocalBackend(workspace)).run()
"""

EDITOR = """#!/bin/sh
echo EDITOR-IS-OPEN
read line
echo "$line" >> "$1"
"""


@pytest.fixture
def editing(tmp_path):
    """Starts the program on a workspace, with an editor that adds the line that is typed."""
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    started = []

    def start():
        command = [sys.executable, "-c", PROGRAM, str(tmp_path / "team.db")]
        started.append(Terminal(command, VISUAL=str(editor)))
        return started[0]

    yield start
    for terminal in started:
        terminal.close()


def _text(path):
    with Workspace.open(path) as ws:
        (store,) = ws.stores.list()
        return ws.memories.at_path(store.id, "/note.md").content


def test_the_editor_has_the_terminal_and_gives_it_back(editing, tmp_path):
    """`ctrl+c` in it ends the editor, not memtui; what it saved is written, and `u` undoes it."""
    path = tmp_path / "team.db"
    with Workspace.open(path, user="ann") as ws:
        ws.memories.create(ws.stores.create("Notes").id, "/note.md", "one\n")
    tui = editing()
    tui.read(in_tree("note.md"))
    tui.press(b"j")
    tui.read(b"one")
    tui.press(b"e")
    tui.read(b"EDITOR-IS-OPEN")
    assert LEFT in tui.out
    tui.press(b"\x03")
    tui.read(ENTERED)
    tui.read(b"nothing")
    assert _text(path) == "one\n"
    tui.press(b"e")
    tui.read(b"EDITOR-IS-OPEN")
    tui.press(b"two\r")
    tui.read(ENTERED)
    tui.read(b"Changed")
    assert _text(path) == "one\ntwo\n"
    tui.press(b"u")
    tui.read(b"Undone")
    assert _text(path) == "one\n"
    tui.press(b"q")
    tui.read(LEFT)
    assert tui.read_to_its_end() == 0


def test_a_conflict_is_settled_in_the_editor(editing, tmp_path):
    """`e` in the resolver opens the result, what was saved stands there, `ctrl+s` writes it."""
    path = tmp_path / "team.db"
    with Workspace.open(path, user="ann") as ws:
        store = ws.stores.create("Notes")
        agent = ws.sessions.start("triage", {store.id: "read_write"})
        note = agent.create(store.id, "/note.md", "base\n")
        ws.memories.update(note.id, content="theirs\n")
        with pytest.raises(PreconditionFailed):
            agent.update(note.id, content="mine\n", expect=note.content_sha256)
    tui = editing()
    tui.read(b"note.md")
    tui.press(b"3")
    # The feed in the stores names triage too, but only once the list is there can it be opened.
    tui.read(b"what triage wanted")
    tui.press(b"\r")
    # Its frames are painted before the conflict was read; until then there is nothing to take.
    tui.read(b"0 of 1 decided")
    tui.press(b"M")
    tui.read(b"whole memory: mine")
    tui.press(b"e")
    tui.read(b"EDITOR-IS-OPEN")
    tui.press(b"and by hand\r")
    # The terminal echoes what is typed into the editor; and until the app paints again, `ctrl+s`
    # would hold its output and never reach it.
    tui.read(b"and by hand", after=ENTERED)
    tui.press(b"\x13")
    tui.read(b"Resolved")
    assert _text(path) == "mine\nand by hand\n"
    tui.press(b"q")
    assert tui.read_to_its_end() == 0
