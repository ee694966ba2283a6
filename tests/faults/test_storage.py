"""The disk and the file failing: one clear sentence, nothing acknowledged lost or half done."""

import contextlib
import os
import sqlite3 as foreign
from pathlib import Path

import pytest

from core import CoreError, NotFound, Workspace
from core.db import Database
from core.storage.schema import APPLICATION_ID
from core.storage.sqlite import NotAWorkspace, has_wal_reset_bug, sqlite3

TEXT = "x" * 20_000


@pytest.fixture
def team(tmp_path) -> Path:
    """A workspace with one store and one memory."""
    path = tmp_path / "team.db"
    with Workspace.open(path) as workspace:
        store = workspace.stores.create("shared")
        workspace.memories.create(store.id, "/first.md", "first\n")
    return path


def the_store(workspace: Workspace) -> str:
    """The id of the only store."""
    (store,) = workspace.stores.list()
    return store.id


def other_database(path: Path) -> None:
    """A SQLite file of another program."""
    connection = foreign.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "make",
    [
        other_database,
        lambda path: path.write_text("just a text file, nothing else in it\n" * 40),
        lambda path: path.write_bytes(os.urandom(5_000)),
        lambda path: path.mkdir(),
    ],
    ids=["other database", "text", "noise", "folder"],
)
def test_a_file_that_is_no_workspace_is_left_alone(tmp_path, make):
    """It is refused in a sentence, and not one byte of it changes."""
    path = tmp_path / "file.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(NotAWorkspace):
        Workspace.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_an_empty_file_becomes_a_workspace(tmp_path):
    """A name that somebody reserved is as good as none."""
    path = tmp_path / "team.db"
    path.touch()
    with Workspace.open(path) as workspace:
        assert workspace.examine().problems == () or all(
            problem.check == "files" for problem in workspace.examine().problems
        )


def test_a_missing_workspace_is_not_made_by_reading(tmp_path):
    """`create=False` says that there is none and leaves the folder as it was."""
    with pytest.raises(NotFound, match="There is no workspace"):
        Workspace.open(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_flipped_byte_of_any_content_is_found(team):
    """SQLite sees nothing wrong with such a file; hashing the contents again does."""
    with Workspace.open(team) as workspace:
        store = the_store(workspace)
        for number in range(10, 20):
            workspace.memories.create(store, f"/{number}.md", f"<{number}>" * 5_000)
    clean = team.read_bytes()
    for number in range(10, 20):
        # The last page of it that is in the file: older ones may be copies that a split left.
        offset = clean.rindex(f"<{number}>".encode() * 900) + 1_000
        team.write_bytes(clean[:offset] + bytes([clean[offset] ^ 1]) + clean[offset + 1 :])
        with Workspace.open(team) as workspace:
            (problem,) = workspace.examine().problems
            memory = workspace.memories.at_path(store, f"/{number}.md")
            assert (problem.check, problem.subject) == ("contents", memory.memory_version_id)


def test_damaged_pages_never_raise_anything_but_a_sentence(team):
    """Whatever is broken: a report, or an error of ours, and no traceback."""
    with Workspace.open(team) as workspace:
        store = the_store(workspace)
        for number in range(40):
            workspace.memories.create(store, f"/{number}.md", f"{number} " * 500)
    clean = team.read_bytes()
    found = 0
    for offset in range(5_000, len(clean), len(clean) // 25):
        team.write_bytes(clean[:offset] + b"\xff" * 40 + clean[offset + 40 :])
        with contextlib.suppress(CoreError), Workspace.open(team) as workspace:
            if workspace.examine().ok:
                continue  # it lies in unused space, which hurts nobody
        found += 1
    assert found


def test_files_are_made_for_their_owner_only(tmp_path):
    """With a careless umask too: the file, its log, its index and its lock."""
    before = os.umask(0)
    try:
        path = tmp_path / "deep" / "team.db"
        workspace = Workspace.open(path)
        store = workspace.stores.create("shared")
        workspace.memories.create(store.id, "/a.md", "a")
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
        assert set(modes) == {"team.db", "team.db-wal", "team.db-shm", "team.db.lock"}
        assert set(modes.values()) == {0o600}
        assert path.parent.stat().st_mode & 0o777 == 0o700
        workspace.close()
    finally:
        os.umask(before)


def test_a_read_only_workspace_reads_and_refuses_writes(team):
    """Opened for reading, it shows everything, and says why it writes nothing."""
    before = team.read_bytes()
    with Workspace.open(team, read_only=True) as workspace:
        store = the_store(workspace)
        assert workspace.memories.at_path(store, "/first.md").content == "first\n"
        with pytest.raises(CoreError, match="read-only"):
            workspace.memories.create(store, "/a.md", "a")
    assert team.read_bytes() == before


def test_nothing_but_sqlite_opens_the_database_while_it_is_open(team, monkeypatch):
    """Opening and closing it in the same process would silently drop SQLite's locks."""
    opened = []
    sys_open = os.open
    monkeypatch.setattr(
        os, "open", lambda path, *a, **k: opened.append(str(path)) or sys_open(path, *a, **k)
    )
    with Workspace.open(team) as workspace:
        store = the_store(workspace)
        workspace.memories.create(store, "/a.md", "a")
        workspace.redact().text("first")
        workspace.examine()
    assert not [path for path in opened if path.endswith((".db", "-wal", "-shm"))]


@pytest.mark.parametrize(
    ("version", "has_it"),
    [
        ((3, 6, 23), False),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_the_versions_with_the_wal_reset_bug_are_known(version, has_it):
    """3.7.0 to 3.51.2, but for the two branches that were mended."""
    assert has_wal_reset_bug(version) is has_it


def test_an_old_sqlite_is_named_by_the_doctor(team, monkeypatch):
    """It is worth knowing, and no problem: all our writers and checkpoints stand in one queue."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    with Workspace.open(team) as workspace:
        report = workspace.examine()
    assert report.ok
    assert any("WAL-reset bug" in note for note in report.notes)


def test_the_application_id_is_what_tells_our_files(team):
    """The header says so, for `file` and for us."""
    assert team.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big")
    Database(team, create=False).close()
