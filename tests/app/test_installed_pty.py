"""The installed program in a terminal, from its start to a clean end."""

import sysconfig
from pathlib import Path

from core import Workspace
from tests.support.terminal import ENTERED, LEFT, Terminal, in_tree

EDITOR = """#!/bin/sh
echo "and a second line" >> "$1"
"""


def test_a_person_looks_edits_suspends_and_leaves(tmp_path):
    """What is edited is a version by that person, and the shell gets its terminal back."""
    path = tmp_path / "team.db"
    with Workspace.open(path, user="ann") as ws:
        store = ws.stores.create("Notes")
        note = ws.memories.create(store.id, "/note.md", "first words\n")
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    tui = Terminal(
        [str(Path(sysconfig.get_path("scripts")) / "memtui"), "--workspace", str(path)],
        VISUAL=str(editor),
        EDITOR="false",
        HOME=str(tmp_path),
        XDG_STATE_HOME=str(tmp_path / "state"),
        MEMTUI_USER="kim",
    )
    try:
        tui.read(in_tree("note.md"))
        tui.press(b"j")
        tui.read(b"first words")
        tui.press(b"?")
        tui.read(b"ype to search")
        tui.press(b"\x1b")
        tui.read(b"first words")
        tui.press(b"e")
        tui.read(b"Changed /note.md")
        assert tui.out.index(LEFT) < tui.out.index(ENTERED)
        tui.press(b"\x1a")
        tui.read(LEFT)
        assert tui.is_suspended()
        assert tui.is_sane
        tui.continue_()
        tui.read(ENTERED)
        tui.read(b"note.md")
        tui.press(b"q")
        assert tui.read_to_its_end() == 0
        assert LEFT in tui.out
        assert tui.is_sane
    finally:
        tui.close()
    with Workspace.open(path) as ws:
        first, newest = ws.versions.history(note.id)
        assert ws.memories.retrieve(note.id).content == "first words\nand a second line\n"
        assert (newest.created_by.id, first.created_by.id) == ("kim", "ann")
