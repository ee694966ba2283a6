"""The history of a memory across its lives: with contents or without, from a change on."""

import pytest

from core import NotFound
from core.reading.version_filter import VersionFilter
from core.texts.edits import Append
from core.undoing.restore import restore


@pytest.fixture
def lives(ws, store):
    """A memory that was written twice, deleted, and restored: its old id and the new memory."""
    old = ws.memories.create(store.id, "/a.md", "one")
    ws.memories.update(old.id, content="two")
    first, second = ws.versions.history(old.id)
    ws.memories.delete(old.id)
    return first, second, restore(ws.context, second.id)


def test_a_history_is_with_contents_or_without(ws, lives):
    """Oldest first, through the memory it was restored from; hashes are there either way."""
    _, _, memory = lives
    full = ws.versions.history(memory.id)
    basic = ws.versions.history(memory.id, view="basic")
    assert [version.content for version in full] == ["one", "two", None, "two"]
    assert [version.content for version in basic] == [None] * 4
    assert [version.id for version in full] == [version.id for version in basic]
    assert basic[0].content_sha256 == full[0].content_sha256 is not None
    assert [str(v.operation) for v in basic] == ["created", "modified", "deleted", "created"]


def test_a_version_of_an_earlier_life_goes_into_the_new_memory(ws, lives):
    """`into` names the memory whose history goes back; its id stays, and nothing else is made."""
    first, _, memory = lives
    back = restore(ws.context, first.id, into=memory.id)
    assert (back.id, back.content) == (memory.id, "one")
    newest = ws.versions.history(memory.id)[-1]
    assert (newest.origin, newest.origin_id) == ("restore", first.id)
    assert len(list(ws.memories.list(back.memory_store_id))) == 1


def test_a_version_of_another_memory_does_not_go_into_it(ws, store, lives):
    """It is not of that history; nothing is written."""
    _, _, memory = lives
    other = ws.memories.create(store.id, "/b.md", "other")
    before = ws.seq()
    with pytest.raises(NotFound, match="in the history of"):
        restore(ws.context, other.memory_version_id, into=memory.id)
    assert ws.seq() == before


def test_versions_after_a_change(ws, store, lives):
    """Strictly after it; with a path both conditions hold."""
    first, second, memory = lives
    ws.memories.create(store.id, "/b.md", "other")

    def found(**wanted):
        page = ws.versions.page(store.id, VersionFilter(**wanted), limit=100)
        return [(version.path, str(version.operation)) for version in page.data]

    assert len(found()) == len(found(after_seq=0)) == 5
    assert found(after_seq=second.seq) == [
        ("/b.md", "created"),
        ("/a.md", "created"),
        ("/a.md", "deleted"),
    ]
    assert len(found(after_seq=second.seq - 1)) == 4
    assert found(after_seq=second.seq, path="/b.md") == [("/b.md", "created")]
    assert found(after_seq=ws.seq()) == []
    assert len(found(after_seq=first.seq, memory_id=memory.id)) == 1


def test_an_edit_is_refused_at_another_path(ws, store):
    """A memory that moved counts as not found, so that nothing lands in the wrong file."""
    memory = ws.memories.create(store.id, "/a.md", "one")
    assert ws.memories.edit(memory.id, Append("two"), at="/a.md").content == "one\ntwo"
    ws.memories.update(memory.id, path="/moved.md")
    with pytest.raises(NotFound):
        ws.memories.edit(memory.id, Append("three"), at="/a.md")
    assert ws.memories.retrieve(memory.id).content == "one\ntwo"
