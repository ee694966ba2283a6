"""Undo and redo: found in the history, refused when something moved, and back to the start."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import InvalidRequest, Workspace
from core.records.memories import Memory
from core.testing import temporary_workspace
from core.undoing.inverses import UndoRefused
from core.undoing.undo import ArchiveMoved

PATHS = ("/a.md", "/b.md", "/notes/c.md", "/notes/d.md")


@pytest.fixture
def ws():
    with temporary_workspace() as workspace:
        yield workspace


@pytest.fixture
def store(ws):
    return ws.stores.create("notes").id


def state(ws: Workspace, store: str) -> dict[str, str]:
    """Every path with its content."""
    items = [item for item in ws.memories.list(store) if isinstance(item, Memory)]
    return {item.path: ws.memories.retrieve(item.id).content or "" for item in items}


def test_an_edit_is_undone_and_done_again(ws, store):
    """Undo writes the text before as a new version, redo the text after."""
    note = ws.memories.create(store, "/a.md", "one")
    ws.memories.update(note.id, content="two")
    assert ws.undo.undo().label == "changing /a.md"
    assert state(ws, store) == {"/a.md": "one"}
    ws.undo.redo()
    assert state(ws, store) == {"/a.md": "two"}
    assert len(list(ws.versions.list(store, memory_id=note.id))) == 4


def test_a_deleted_memory_comes_back_with_its_history(ws, store):
    """The memory made by undoing a deletion goes on with the log of the old one."""
    note = ws.memories.create(store, "/a.md", "one\n")
    ws.memories.delete(note.id)
    ws.undo.undo()
    back = ws.memories.at_path(store, "/a.md")
    assert back.id != note.id
    assert [version.memory_id for version in ws.versions.history(back.id)] == [
        note.id,
        note.id,
        back.id,
    ]


def test_undo_goes_on_past_a_deletion_that_was_undone(ws, store):
    """What was done before a memory was deleted can still be undone after it came back."""
    note = ws.memories.create(store, "/a.md", "one")
    ws.memories.update(note.id, content="two")
    ws.memories.delete(note.id)
    ws.undo.undo()
    ws.undo.undo()
    assert state(ws, store) == {"/a.md": "one"}


def test_a_directory_is_one_deed(ws, store):
    """Deleting or moving a directory is undone in one step."""
    ws.memories.create(store, "/notes/c.md", "c")
    ws.memories.create(store, "/notes/d.md", "d")
    ws.memories.delete_directory(store, "/notes/")
    ws.undo.undo()
    ws.memories.rename_directory(store, "/notes/", "/old/")
    ws.undo.undo()
    assert state(ws, store) == {"/notes/c.md": "c", "/notes/d.md": "d"}


def test_undo_is_refused_when_somebody_wrote_since(ws, store):
    """A session's later write is kept, and the refusal names its version."""
    note = ws.memories.create(store, "/a.md", "one")
    ws.memories.update(note.id, content="two")
    agent = ws.sessions.start("triage", {store: "read_write"})
    theirs = agent.update(note.id, content="three")
    with pytest.raises(UndoRefused) as refused:
        ws.undo.undo()
    assert refused.value.head_version_id == theirs.memory_version_id
    assert state(ws, store) == {"/a.md": "three"}


def test_a_new_deed_ends_what_could_be_done_again(ws, store):
    """After something new there is nothing to redo."""
    ws.memories.create(store, "/a.md", "one")
    ws.undo.undo()
    ws.memories.create(store, "/b.md", "two")
    with pytest.raises(InvalidRequest, match="nothing to redo"):
        ws.undo.redo()


def test_the_stack_is_the_users_own_and_survives_a_restart(ws, store):
    """Another user has nothing to undo; the same one has, in a new process as well."""
    ws.memories.create(store, "/a.md", "one")
    with Workspace.open(ws.path, user="somebody else") as other:
        assert other.undo.next() == (None, None)
    with Workspace.open(ws.path, user="tester") as again:
        again.undo.undo()
    assert state(ws, store) == {}


def test_a_session_is_undone_but_for_what_others_wrote(ws, store):
    """One step takes back all of it, keeps later edits by others and names them."""
    kept = ws.memories.create(store, "/a.md", "one")
    ws.memories.create(store, "/b.md", "untouched")
    agent = ws.sessions.start("triage", {store: "read_write"})
    other = ws.sessions.start("capacity", {store: "read_write"})
    agent.update(kept.id, content="agent")
    other.update(kept.id, content="agent and other")
    made = agent.create(store, "/notes/c.md", "made")
    moved = agent.update(ws.memories.at_path(store, "/b.md").id, path="/moved.md", content="new")
    result = ws.undo.session(agent.id)
    assert set(result.paths) == {made.path, moved.path}
    assert [(item.path, item.by) for item in result.kept] == [("/a.md", "capacity")]
    assert state(ws, store) == {"/a.md": "agent and other", "/b.md": "untouched"}
    ws.undo.undo()
    assert state(ws, store)["/moved.md"] == "new"


def is_archived(ws: Workspace, store: str) -> bool:
    """Whether a store takes no writes."""
    return ws.stores.retrieve(store).archived_at is not None


def test_an_archived_store_is_opened_again_by_undo_and_archived_by_redo(ws, store):
    """In its place among the other deeds, by the same person in another process as well."""
    ws.memories.create(store, "/a.md", "one")
    ws.stores.archive(store)
    with Workspace.open(ws.path, user="tester") as again:
        assert again.undo.undo().label == "archiving the store notes"
        assert not is_archived(ws, store)
        assert again.undo.undo().label == "making /a.md"
    assert ws.undo.redo().label == "making /a.md"
    assert ws.undo.redo().label == "archiving the store notes"
    assert is_archived(ws, store)
    assert state(ws, store) == {"/a.md": "one"}
    assert ws.examine().ok


def test_opening_a_store_again_is_a_deed_of_its_own(ws, store):
    """Undo archives it, and one more opens what was archived before."""
    ws.stores.archive(store)
    ws.stores.unarchive(store)
    assert ws.undo.undo().label == "opening the store notes again"
    assert is_archived(ws, store)
    ws.undo.undo()
    assert not is_archived(ws, store)
    assert ws.undo.next()[0] is None
    ws.undo.redo()
    ws.undo.redo()
    assert not is_archived(ws, store)


def test_an_archive_is_not_undone_when_somebody_else_was_there(ws, store):
    """Opened by another, or opened and archived again: what they decided stays."""
    ws.stores.archive(store)
    with Workspace.open(ws.path, user="kim") as kim:
        kim.stores.unarchive(store)
        with pytest.raises(ArchiveMoved, match="Somebody else archived the store notes or opened"):
            ws.undo.undo()
        kim.stores.archive(store)
        with pytest.raises(ArchiveMoved):
            ws.undo.undo()
        assert is_archived(ws, store)
        kim.undo.undo()
        assert not is_archived(ws, store)


def test_a_deleted_store_is_in_nobodys_way(ws, store):
    """What was done before it can still be undone."""
    ws.memories.create(store, "/a.md", "one")
    other = ws.stores.create("other").id
    ws.stores.archive(other)
    ws.stores.delete(other)
    assert ws.undo.undo().label == "making /a.md"


def test_the_hosted_profile_archives_for_good():
    """Undo refuses as opening it does."""
    with temporary_workspace(profile="managed-agents") as hosted:
        store = hosted.stores.create("notes").id
        hosted.stores.archive(store)
        with pytest.raises(InvalidRequest, match="archives for good"):
            hosted.undo.undo()


DEEDS = st.one_of(
    st.tuples(st.sampled_from(("archive", "unarchive")), st.just(""), st.just("")),
    st.tuples(st.just("write"), st.sampled_from(PATHS), st.text("xyz\n", max_size=6)),
    st.tuples(st.just("delete"), st.sampled_from(PATHS), st.just("")),
    st.tuples(st.just("move"), st.sampled_from(PATHS), st.sampled_from(PATHS)),
    st.tuples(st.just("delete directory"), st.just("/notes/"), st.just("")),
    st.tuples(st.just("move directory"), st.just("/notes/"), st.sampled_from(("/x/", "/y/"))),
)


def do(ws: Workspace, store: str, deed: tuple[str, str, str]) -> None:
    """One deed, when the store allows it."""
    if deed[0] in ("archive", "unarchive"):
        (ws.stores.archive if deed[0] == "archive" else ws.stores.unarchive)(store)
    elif not is_archived(ws, store):
        write(ws, store, deed)


def write(ws: Workspace, store: str, deed: tuple[str, str, str]) -> None:
    """One deed on memories, when they allow it."""
    kind, path, more = deed
    here = state(ws, store)
    if kind == "write" and path in here:
        ws.memories.update(ws.memories.at_path(store, path).id, content=more)
    elif kind == "write":
        ws.memories.create(store, path, more)
    elif kind == "delete" and path in here:
        ws.memories.delete(ws.memories.at_path(store, path).id)
    elif kind == "move" and path in here and more not in here:
        ws.memories.update(ws.memories.at_path(store, path).id, path=more)
    elif kind == "delete directory" and any(name.startswith(path) for name in here):
        ws.memories.delete_directory(store, path)
    elif kind == "move directory" and any(name.startswith(path) for name in here):
        taken = {more + name[len(path) :] for name in here if name.startswith(path)}
        if not taken & set(here):
            ws.memories.rename_directory(store, path, more)


@settings(max_examples=40, deadline=None)
@given(st.lists(DEEDS, max_size=8), st.integers(0, 8))
def test_undoing_everything_is_the_start_and_redoing_it_the_end(deeds, back):
    """Any deeds, any number of undos and redos: every state is met again on the way."""
    with temporary_workspace() as ws:
        store = ws.stores.create("notes").id
        states = [(state(ws, store), False)]
        for deed in deeds:
            do(ws, store, deed)
            if (now := (state(ws, store), is_archived(ws, store))) != states[-1]:
                states.append(now)
        last = len(states) - 1
        here = last
        for _ in range(min(back, last)):
            ws.undo.undo()
            here -= 1
            assert (state(ws, store), is_archived(ws, store)) == states[here]
        while here < last:
            ws.undo.redo()
            here += 1
            assert (state(ws, store), is_archived(ws, store)) == states[here]
        while here > 0:
            ws.undo.undo()
            here -= 1
            assert (state(ws, store), is_archived(ws, store)) == states[here]
        assert ws.examine().ok
