"""A store in a directory: both ways, with a real workspace, and a clock that the test moves."""

import os
import stat
from pathlib import Path

import pytest

from core import NotFound, Workspace
from core.conflicts import ConflictKind, State
from core.doors.mount import Kind, MountRefused, Rules
from core.records.stores import Store
from tests.support.mounting import Driven


@pytest.fixture
def mount(ws: Workspace, store: Store, tmp_path: Path) -> Driven:
    """A mount of a store with two memories."""
    ws.memories.create(store.id, "/a.md", "one\n")
    ws.memories.create(store.id, "/deep/b.md", "two\n")
    mount = Driven(ws, store.id, tmp_path / "notes")
    mount.events.clear()
    return mount


def test_the_store_appears_as_private_files(mount: Driven) -> None:
    """Files for their owner only, and the marker that the official client knows."""
    assert mount.in_step() == {"/a.md": "one\n", "/deep/b.md": "two\n"}
    marker = mount / ".anthropic-memory-store"
    assert marker.read_text() == f"version 1\n{mount.store_id}"
    assert stat.S_IMODE((mount / "a.md").stat().st_mode) == 0o600
    for directory in (mount.directory, mount / "deep"):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_what_is_done_in_the_directory_reaches_the_store(mount: Driven) -> None:
    """A change, a new file in a new directory, and an editor's atomic replacement."""
    (mount / "a.md").write_text("changed\n")
    (mount / "new/er").mkdir(parents=True)
    (mount / "new/er/c.md").write_text("three\n")
    (mount / "deep/.b.md.swp").write_text("an editor's")
    (mount / "deep/b.md~").write_text("a copy")
    (mount / "deep/tmp1234").write_text("edited\n")
    (mount / "deep/tmp1234").rename(mount / "deep/b.md")
    mount.sync()
    assert mount.memories() == {
        "/a.md": "changed\n",
        "/deep/b.md": "edited\n",
        "/new/er/c.md": "three\n",
    }
    assert len(mount.ws.versions.history(mount.memory_id("/deep/b.md"))) == 2
    assert mount.seen() == [
        ("pushed", "/a.md"),
        ("pushed", "/deep/b.md"),
        ("created", "/new/er/c.md"),
    ]


def test_what_is_done_in_the_store_reaches_the_directory(mount: Driven) -> None:
    """A change, a new memory, a deletion, and a rename, which keeps the file."""
    mount.write("/a.md", "theirs\n")
    mount.write("/x/y.md", "new\n")
    inode = (mount / "deep/b.md").stat().st_ino
    mount.ws.memories.update(mount.memory_id("/deep/b.md"), path="/else/b.md")
    mount.sync()
    assert mount.in_step() == {"/a.md": "theirs\n", "/x/y.md": "new\n", "/else/b.md": "two\n"}
    assert (mount / "else/b.md").stat().st_ino == inode
    assert not (mount / "deep").exists()
    mount.rm("/x/y.md")
    mount.sync()
    assert mount.in_step().keys() == {"/a.md", "/else/b.md"}


def test_a_text_that_both_changed_becomes_a_conflict(mount: Driven) -> None:
    """The file shows the store's; the local one is kept there, and here as a copy."""
    mount.write("/a.md", "theirs\n")
    (mount / "a.md").write_text("mine\n")
    mount.sync()
    assert mount.in_step()["/a.md"] == "theirs\n"
    (conflict,) = mount.ws.conflicts.list()
    assert conflict.kind is ConflictKind.UPDATE
    assert mount.ws.conflicts.text(conflict.id) == "mine\n"
    (event,) = [one for one in mount.events if one.kind is Kind.CONFLICT]
    assert event.conflict_id == conflict.id
    assert event.copy == f"/.memtui/conflicts/a.md.{conflict.id}"
    assert (mount.directory / event.copy[1:]).read_text() == "mine\n"


def test_the_longest_names_have_copies_too(mount: Driven) -> None:
    """A name that the system just takes has no room for an id at its end."""
    name = "é" * 126 + ".md"
    mount.write(f"/{name}", "base\n")
    mount.sync()
    mount.write(f"/{name}", "theirs\n")
    (mount / name).write_text("mine\n")
    mount.sync()
    (event,) = [one for one in mount.events if one.kind is Kind.CONFLICT]
    assert event.copy is not None
    assert (mount.directory / event.copy[1:]).read_text() == "mine\n"


def test_a_new_file_where_the_store_has_one_meanwhile(mount: Driven) -> None:
    """Nobody's text is overwritten; the same text on both sides is no conflict."""
    mount.write("/new.md", "theirs\n")
    mount.write("/same.md", "same\n")
    (mount / "new.md").write_text("mine\n")
    (mount / "same.md").write_text("same\n")
    mount.sync()
    assert mount.in_step()["/new.md"] == "theirs\n"
    (conflict,) = mount.ws.conflicts.list()
    assert (conflict.kind, conflict.path) == (ConflictKind.CREATE, "/new.md")
    assert mount.ws.conflicts.text(conflict.id) == "mine\n"


def test_who_only_adds_never_conflicts(mount: Driven) -> None:
    """What was added goes behind what others wrote, once, and the file shows both."""
    mount.write("/a.md", "theirs\n")
    with (mount / "a.md").open("a") as file:
        file.write("added\n")
    mount.sync()
    assert mount.in_step()["/a.md"] == "theirs\nadded\n"
    assert list(mount.ws.conflicts.list()) == []


def test_a_merge_is_made_only_when_asked_for(ws: Workspace, store: Store, tmp_path: Path) -> None:
    """Then changes in different lines are one text; those in the same line conflict still."""
    ws.memories.create(store.id, "/a.md", "1\n2\n3\n4\n5\n")
    mount = Driven(ws, store.id, tmp_path / "notes", rules=Rules(merge=True))
    mount.write("/a.md", "1\n2\n3\n4\nfive\n")
    (mount / "a.md").write_text("one\n2\n3\n4\n5\n")
    mount.sync()
    assert mount.in_step()["/a.md"] == "one\n2\n3\n4\nfive\n"
    mount.write("/a.md", "theirs\n")
    (mount / "a.md").write_text("mine\n")
    mount.sync()
    assert mount.in_step()["/a.md"] == "theirs\n"
    assert len(list(ws.conflicts.list())) == 1


def test_a_renamed_file_is_a_renamed_memory(mount: Driven) -> None:
    """Its id and its history stay, also when a whole directory moves, or it is added to."""
    ids = {path: mount.memory_id(path) for path in mount.memories()}
    (mount / "deep").rename(mount / "moved")
    (mount / "a.md").rename(mount / "z.md")
    with (mount / "z.md").open("a") as file:
        file.write("more\n")
    mount.sync()
    assert mount.in_step() == {"/z.md": "one\nmore\n", "/moved/b.md": "two\n"}
    assert mount.memory_id("/z.md") == ids["/a.md"]
    assert mount.memory_id("/moved/b.md") == ids["/deep/b.md"]


def test_a_file_that_took_the_number_of_a_deleted_one_is_no_rename(mount: Driven) -> None:
    """Its text is another one, so it is another memory."""
    (mount / "a.md").unlink()
    (mount / "other.md").write_text("nothing in common\n")
    mount.sync()
    assert mount.memories()["/a.md"] == "one\n"
    mount.wait(31)
    assert mount.in_step().keys() == {"/deep/b.md", "/other.md"}


def test_a_directory_may_take_the_place_of_a_file(mount: Driven) -> None:
    """And the other way round, without waiting: nothing else can be meant."""
    mount.write("/keep.md", "k")
    mount.sync()
    (mount / "a.md").unlink()
    (mount / "a.md").mkdir()
    (mount / "a.md/inner.md").write_text("inner\n")
    (mount / "deep/b.md").unlink()
    (mount / "deep").rmdir()
    (mount / "deep").write_text("a file now\n")
    mount.sync()
    assert mount.in_step() == {
        "/a.md/inner.md": "inner\n",
        "/deep": "a file now\n",
        "/keep.md": "k",
    }
    assert list(mount.ws.conflicts.list()) == []


def test_the_store_may_put_a_directory_in_the_place_of_a_file(mount: Driven) -> None:
    """And the other way round."""
    mount.rm("/a.md")
    mount.write("/a.md/inner.md", "inner\n")
    mount.rm("/deep/b.md")
    mount.write("/deep", "a file now\n")
    mount.sync()
    assert mount.in_step() == {"/a.md/inner.md": "inner\n", "/deep": "a file now\n"}


# Deletes


def test_a_deleted_file_waits_before_its_memory_is_deleted(mount: Driven) -> None:
    """An editor that writes anew, or somebody who puts it back, deletes nothing."""
    (mount / "a.md").unlink()
    mount.sync()
    mount.wait(29)
    assert "/a.md" in mount.memories()
    assert mount.syncing.pending_deletes == ["/a.md"]
    mount.wait(2)
    assert mount.in_step() == {"/deep/b.md": "two\n"}
    assert mount.seen() == [("deleted", "/a.md")]


def test_a_change_by_others_counts_more_than_a_deletion(mount: Driven) -> None:
    """The file comes back with it."""
    (mount / "a.md").unlink()
    mount.sync()
    mount.write("/a.md", "still needed\n")
    mount.wait(31)
    assert mount.in_step()["/a.md"] == "still needed\n"
    assert ("restored", "/a.md") in mount.seen()


def test_a_file_that_comes_back_is_not_deleted(mount: Driven) -> None:
    """The time it has to be gone begins anew."""
    (mount / "a.md").unlink()
    mount.wait(20)
    (mount / "a.md").write_text("one\n")
    mount.wait(1)
    (mount / "a.md").unlink()
    mount.wait(20)
    assert "/a.md" in mount.memories()


def test_a_wiped_directory_is_filled_again(mount: Driven) -> None:
    """All files gone at once delete nothing, however long they are gone."""
    for path in ("a.md", "deep/b.md"):
        (mount / path).unlink()
    mount.wait(0.2)
    mount.wait(2)
    assert mount.in_step().keys() == {"/a.md", "/deep/b.md"}
    assert ("wiped", None) in mount.seen()


def test_a_directory_that_was_removed_is_made_again(mount: Driven) -> None:
    """With everything in it, and the marker."""
    for path in sorted(mount.directory.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    mount.directory.rmdir()
    mount.wait(31)
    assert mount.in_step().keys() == {"/a.md", "/deep/b.md"}
    assert (mount / ".anthropic-memory-store").exists()
    (mount / "a.md").write_text("goes on\n")
    mount.sync()
    assert mount.memories()["/a.md"] == "goes on\n"


@pytest.mark.parametrize("marker", [None, "version 1\nmemstore_other", ""])
def test_without_its_marker_nothing_is_kept_in_step(mount: Driven, marker: str | None) -> None:
    """Though there are files; once it is back everything goes on."""
    file = mount / ".anthropic-memory-store"
    was = file.read_text()
    file.unlink() if marker is None else file.write_text(marker)
    (mount / "a.md").write_text("mine\n")
    (mount / "deep/b.md").unlink()
    mount.wait(40)
    assert mount.memories() == {"/a.md": "one\n", "/deep/b.md": "two\n"}
    assert mount.syncing.trouble is not None
    file.write_text(was)
    mount.sync()
    assert mount.memories()["/a.md"] == "mine\n"
    assert [kind for kind, _ in mount.seen(Kind.WAITS, Kind.GOES_ON)] == ["waits", "goes_on"]


def test_no_more_than_a_share_is_deleted_at_once(
    ws: Workspace, store: Store, tmp_path: Path
) -> None:
    """Eight of twenty in a quarter of a minute; the others later."""
    ws.memories.create_many(store.id, {f"/{number}.md": f"{number}\n" for number in range(20)})
    mount = Driven(ws, store.id, tmp_path / "notes")
    for number in range(12):
        (mount / f"{number}.md").unlink()
    mount.wait(0.1)
    mount.wait(31)
    assert len(mount.memories()) == 12
    mount.wait(16)
    assert len(mount.memories()) == 8


# Access


def test_a_read_only_mount_pushes_nothing(ws: Workspace, store: Store, tmp_path: Path) -> None:
    """What is deleted comes back; what is changed stays, and gives way as a copy."""
    ws.memories.create_many(store.id, {"/a.md": "one\n", "/b.md": "two\n", "/c.md": "c\n"})
    session = ws.sessions.start("reader", {store.id: "read_only"})
    mount = Driven(ws, store.id, tmp_path / "notes", context=session.context)
    assert stat.S_IMODE((mount / "a.md").stat().st_mode) == 0o400
    (mount / "a.md").unlink()
    (mount / "a.md").write_text("mine\n")
    (mount / "b.md").unlink()
    (mount / "new.md").write_text("new\n")
    mount.wait(31)
    assert mount.memories() == {"/a.md": "one\n", "/b.md": "two\n", "/c.md": "c\n"}
    assert (mount / "a.md").read_text() == "mine\n"
    assert (mount / "b.md").read_text() == "two\n"
    assert set(mount.syncing.kept) == {"/a.md", "/new.md"}
    assert list(ws.conflicts.list(state=None)) == []
    mount.write("/a.md", "theirs\n")
    mount.sync()
    assert (mount / "a.md").read_text() == "theirs\n"
    (copy,) = [one.copy for one in mount.events if one.kind is Kind.SET_ASIDE]
    assert copy is not None
    assert (mount.directory / copy[1:]).read_text() == "mine\n"


def test_a_mount_that_may_write_again_lets_the_agent_write(
    ws: Workspace, store: Store, tmp_path: Path
) -> None:
    """What is read-only looks so, and no longer than it is."""
    ws.memories.create_many(store.id, {"/a.md": "one\n", "/b.md": "two\n"})
    session = ws.sessions.start("reader", {store.id: "read_only"})
    mount = Driven(ws, store.id, tmp_path / "notes", context=session.context)
    ws.sessions.attach(session.id, store.id, "read_write")
    mount.sync()
    assert stat.S_IMODE((mount / "a.md").stat().st_mode) == 0o600
    ws.sessions.attach(session.id, store.id, "read_only")
    mount.sync()
    assert stat.S_IMODE((mount / "b.md").stat().st_mode) == 0o400
    mount.wait(40)
    assert mount.in_step().keys() == {"/a.md", "/b.md"}


def test_what_a_killed_run_left_is_cleared_away(mount: Driven) -> None:
    """A copy of what is known is of no use; a text that nobody has is kept."""
    (mount / ".memtui-part-1-1").write_text("one\n")
    (mount / "deep/.memtui-part-1-2").write_text("nobody else has this\n")
    mount.sync()
    assert not list(mount.directory.rglob("*part*"))
    (event,) = mount.events
    assert (event.kind, event.copy is not None) == (Kind.SET_ASIDE, True)
    assert (mount.directory / str(event.copy)[1:]).read_text() == "nobody else has this\n"


def test_a_paused_session_waits_and_goes_on(ws: Workspace, store: Store, tmp_path: Path) -> None:
    """Nothing is pushed, nothing is lost, and others' texts are still shown."""
    ws.memories.create_many(store.id, {"/a.md": "one\n", "/b.md": "two\n"})
    session = ws.sessions.start("writer", {store.id: "read_write"})
    mount = Driven(ws, store.id, tmp_path / "notes", context=session.context)
    ws.sessions.pause(session.id)
    mount.events.clear()
    (mount / "a.md").write_text("mine\n")
    (mount / "new.md").write_text("new\n")
    mount.write("/b.md", "theirs\n")
    mount.wait(31)
    assert mount.memories() == {"/a.md": "one\n", "/b.md": "theirs\n"}
    assert (mount / "b.md").read_text() == "theirs\n"
    ws.sessions.resume(session.id)
    mount.sync()
    assert mount.in_step() == {"/a.md": "mine\n", "/b.md": "theirs\n", "/new.md": "new\n"}
    assert [kind for kind, _ in mount.seen(Kind.WAITS, Kind.GOES_ON)] == ["waits", "goes_on"]
    (newest, *_) = ws.versions.history(mount.memory_id("/a.md"))[::-1]
    assert newest.agent == "writer"


def test_a_store_that_is_gone_ends_the_mount(mount: Driven) -> None:
    """The files stay: they may be all that is left of it."""
    mount.ws.stores.delete(mount.store_id)
    with pytest.raises(NotFound):
        mount.sync()
    assert mount.files().keys() == {"/a.md", "/deep/b.md"}


# What stays local


def test_what_is_no_memory_stays_and_is_retried_when_it_changes(mount: Driven) -> None:
    """Not UTF-8, too large, with a NUL, badly named, hidden; each is named once."""
    raw = {
        "latin": b"caf\xe9\n",
        "nul": b"a\0b",
        "large": b"x" * 102_401,
        "bad\tname": b"x",
        "e\u0301": b"not NFC",
        ".hidden": b"x",
    }
    for name, content in raw.items():
        (mount / name).write_bytes(content)
    os.mkdir(os.fsencode(mount.directory) + b"/\xff")
    (mount / ".git").mkdir()
    (mount / ".git/config").write_text("x")
    mount.wait(1)
    assert mount.memories().keys() == {"/a.md", "/deep/b.md"}
    assert {path for _, path in mount.seen(Kind.KEPT)} == {
        *(f"/{name}" for name in raw),
        "/\udcff/",
        "/.git/",
    }
    mount.wait(5)
    assert len(mount.seen(Kind.KEPT)) == len(raw) + 2
    (mount / "latin").write_text("café\n")
    (mount / "large").write_text("small")
    mount.sync()
    assert {"/latin", "/large"} <= mount.memories().keys()
    assert not {"/latin", "/large"} & set(mount.syncing.kept)


def test_a_local_text_that_no_store_can_keep_is_not_overwritten(mount: Driven) -> None:
    """Though the store's text changes; it is shown once the file gives way."""
    (mount / "a.md").write_bytes(b"\xff only here")
    mount.sync()
    mount.write("/a.md", "theirs\n")
    mount.sync()
    assert (mount / "a.md").read_bytes() == b"\xff only here"
    (mount / "a.md").unlink()
    mount.sync()
    assert (mount / "a.md").read_text() == "theirs\n"


def test_hidden_memories_stay_in_the_store(mount: Driven) -> None:
    """Programs read and run such files: a store cannot plant one."""
    mount.write("/.git/hooks/post-checkout", "#!/bin/sh\n")
    mount.write("/deep/.envrc", "x")
    mount.sync()
    assert not (mount / ".git").exists()
    assert not (mount / "deep/.envrc").exists()
    assert {path for _, path in mount.seen(Kind.KEPT)} == {
        "/.git/hooks/post-checkout",
        "/deep/.envrc",
    }
    mount.wait(40)
    assert "/deep/.envrc" in mount.memories()


# Ground


def test_a_directory_with_other_things_in_it_is_refused(
    ws: Workspace, store: Store, tmp_path: Path
) -> None:
    """And one of another store, of a workspace, within a mount, or in use."""
    other = ws.stores.create("Other")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    with pytest.raises(MountRefused, match="not empty"):
        Driven(ws, store.id, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    with pytest.raises(MountRefused, match="cannot be mounted"):
        Driven(ws, store.id, tmp_path / "file")
    with pytest.raises(MountRefused, match="workspace file"):
        Driven(ws, store.id, ws.path.parent)
    mount = Driven(ws, store.id, tmp_path / "notes")
    with pytest.raises(MountRefused, match="mounted already"):
        Driven(ws, store.id, tmp_path / "notes")
    with pytest.raises(MountRefused, match="lies inside"):
        Driven(ws, store.id, tmp_path / "notes/sub")
    mount.syncing.close()
    with pytest.raises(MountRefused, match="another store"):
        Driven(ws, other.id, tmp_path / "notes")


def test_it_resumes_after_a_kill(mount: Driven) -> None:
    """What both sides did meanwhile is known for what it is, deletes included."""
    mount.write("/c.md", "c\n")
    mount.write("/d.md", "d\n")
    mount.sync()
    mount.kill()
    (mount / "a.md").write_text("mine\n")
    (mount / "c.md").unlink()
    (mount / "new.md").write_text("new\n")
    mount.write("/deep/b.md", "theirs\n")
    mount.rm("/d.md")
    mount.start()
    mount.wait(31)
    assert mount.in_step() == {"/a.md": "mine\n", "/deep/b.md": "theirs\n", "/new.md": "new\n"}
    assert list(mount.ws.conflicts.list()) == []


def test_a_push_whose_answer_was_lost_is_not_repeated(mount: Driven) -> None:
    """Killed between the write and the note of it, while others went on: no conflict, no double."""
    with (mount / "a.md").open("a") as file:
        file.write("added\n")
    mount.sync()
    before = mount.syncing._footing.ledger._file.read_bytes()
    with (mount / "a.md").open("a") as file:
        file.write("again\n")
    mount.sync()
    mount.kill()
    mount.syncing._footing.ledger._file.write_bytes(before)
    mount.ws.memories.update(mount.memory_id("/a.md"), content="one\nadded\nagain\ntheirs\n")
    mount.start()
    assert mount.in_step()["/a.md"] == "one\nadded\nagain\ntheirs\n"
    assert list(mount.ws.conflicts.list()) == []


@pytest.mark.parametrize("damage", [b"", b"garbage\n", b'{"format": 1}\n{"path": []}\n'])
def test_a_lost_ledger_loses_nothing(mount: Driven, damage: bytes) -> None:
    """A file that is only old is brought up to date; one with a text of its own conflicts."""
    mount.kill()
    mount.syncing._footing.ledger._file.write_bytes(damage)
    mount.write("/a.md", "newer\n")
    (mount / "deep/b.md").write_text("mine\n")
    mount.start()
    assert mount.in_step() == {"/a.md": "newer\n", "/deep/b.md": "two\n"}
    (conflict,) = mount.ws.conflicts.list()
    assert conflict.state is State.OPEN
    assert mount.ws.conflicts.text(conflict.id) == "mine\n"


def test_a_file_that_is_never_at_rest_is_pushed_all_the_same(mount: Driven) -> None:
    """A log that is written all the time appears with a delay, not never."""
    for number in range(20):
        with (mount / "a.md").open("a") as file:
            file.write(f"{number}\n")
        mount.syncing.step(mount.now, ["/a.md"])
        mount.now += 0.02
    assert "10\n" in mount.memories()["/a.md"]
    assert len(mount.ws.versions.history(mount.memory_id("/a.md"))) < 6
    mount.sync()
    assert mount.in_step()["/a.md"].endswith("18\n19\n")


def test_files_that_did_not_change_are_not_read_again(mount: Driven) -> None:
    """Nor by the next run."""
    mount.syncing.close()
    (mount / "a.md").chmod(0o600)
    read: list[str] = []
    mount.start()
    real = mount.syncing.root.read
    mount.syncing.root.read = lambda path, *rest: (read.append(path), real(path, *rest))[1]  # type: ignore[method-assign]
    mount.wait(10)
    mount.wait(10)
    assert [path for path in read if not path.startswith("/.")] == []
