"""`memtui screenshot`: a picture of the app without a terminal."""

import xml.etree.ElementTree as ET

from core import Workspace


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
    """And nothing is written."""
    memtui("screenshot", tmp_path / "a.svg", "--size", "big", code=2)
    assert list(tmp_path.glob("*.svg")) == []
