"""`memtui screenshot`: a picture of the app without a terminal."""

import xml.etree.ElementTree as ET

import pytest

from core import Workspace
from memtui.screenshot import to_press


def test_it_writes_the_app_as_svg(tmp_path, memtui):
    """The picture is sound XML and shows the store and the memory that was opened by keys."""
    path = tmp_path / "team.db"
    with Workspace.open(path) as workspace:
        store = workspace.stores.create("Notes")
        workspace.memories.create(store.id, "/a.md", "hello from an agent\x1b[31m\n")
    target = tmp_path / "pictures" / "app.svg"
    memtui("screenshot", target, "--workspace", path, "--keys", "j enter")
    picture = target.read_text(encoding="utf-8")
    assert ET.fromstring(picture).tag.endswith("svg")
    assert "Notes" in picture
    assert "\x1b" not in picture


def test_a_size_that_is_none_is_a_usage_error(tmp_path, memtui):
    """And nothing is written; what is too small is told how large it has to be."""
    memtui("screenshot", tmp_path / "a.svg", "--size", "big", code=2)
    assert "10x10" in memtui("screenshot", tmp_path / "a.svg", "--size", "5x5", code=2).err
    assert list(tmp_path.glob("*.svg")) == []


@pytest.mark.parametrize("key", ["bar", "foo", "bel", "cmd+k"])
def test_a_key_that_is_none_is_a_usage_error(tmp_path, memtui, store, key):
    """Also one whose name Textual has for something else; the sentence names it."""
    refused = memtui("screenshot", tmp_path / "a.svg", "--keys", f"j {key}", code=2)
    assert refused.err.startswith(f"Error: --keys: {key!r} cannot be pressed: ")
    assert list(tmp_path.glob("*.svg")) == []


def test_a_key_is_named_as_people_or_as_textual_do():
    """As in the configuration, or as in the code."""
    names = ("esc", "escape", "?", "question_mark", "Ctrl+K", "PgDn", "f5", "/", "é", "+", "J")
    assert [to_press(name) for name in names] == [
        *("escape", "escape", "question_mark", "question_mark", "ctrl+k", "pagedown", "f5"),
        *("slash", "é", "plus", "J"),
    ]
