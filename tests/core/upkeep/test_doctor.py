"""The doctor: nothing wrong in a healthy workspace, and every kind of damage by its name."""

import sqlite3 as standard
from pathlib import Path

import pytest

from core import CoreError, Workspace
from core.records.stores import Store
from core.storage.sqlite import has_wal_reset_bug, sqlite3
from core.text import sha256
from core.upkeep.doctor import Report, rebuild_index


@pytest.fixture
def lived_in(ws: Workspace, store: Store) -> Workspace:
    """A workspace in which everything has happened."""
    session = ws.sessions.start("agent", {store.id: "read_write"}, metadata={"a": "b"})
    for number in range(6):
        memory = session.create(store.id, f"/d/{number}", f"walrus {number}")
        ws.memories.update(memory.id, content=f"penguin {number}")
    ws.memories.rename_directory(store.id, "/d/", "/e/")
    ws.memories.delete(memory.id)
    ws.restore(memory.memory_version_id)
    with pytest.raises(CoreError):
        session.create(store.id, "/e/0", "refused")
    ws.search("walrus", history=True)
    ws.search("walrus")
    old = ws.memories.create(store.id, "/old", "secret thing")
    ws.memories.update(old.id, content="clean")
    ws.redact().version(old.memory_version_id)
    ws.stores.archive(ws.stores.create("archived").id)
    ws.sessions.end(session.id)
    return ws


def checks(report: Report) -> set[str]:
    """The names of the checks that found something."""
    return {problem.check for problem in report.problems}


def test_a_healthy_workspace_has_no_problem(lived_in: Workspace) -> None:
    """It counts what there is and names the SQLite in use."""
    report = lived_in.examine()
    assert report.problems == ()
    assert report.ok
    assert report.sqlite_version == sqlite3.sqlite_version
    assert report.counts["memories"] == 7
    assert report.counts["changes"] == lived_in.seq()


def test_an_empty_workspace_has_no_problem(ws: Workspace) -> None:
    """Right after it was made."""
    assert ws.examine().problems == ()


NEWEST = "WHERE seq = (SELECT max(seq) FROM versions WHERE content_seq = seq)"

DAMAGE = {
    "a content that changed": (
        f"UPDATE contents SET text = text || 'x' {NEWEST}",
        "contents",
    ),
    "a content that is no text": (
        f"UPDATE contents SET text = CAST(x'ff00ff' AS TEXT) {NEWEST}",
        "contents",
    ),
    "a content that became bytes": (
        "UPDATE contents SET text = CAST(text AS BLOB) WHERE seq = (SELECT min(seq) FROM contents)",
        "contents",
    ),
    "a content that is missing": (
        "DELETE FROM contents WHERE seq = (SELECT min(seq) FROM contents)",
        "contents",
    ),
    "a content of nothing": (
        "INSERT INTO contents SELECT seq, 'x' FROM changes WHERE kind = 'store.created'",
        "contents",
    ),
    "a size that is wrong": (
        "UPDATE versions SET content_size_bytes = 1 WHERE seq = 3",
        "contents",
    ),
    "a head of an older version": (
        "UPDATE memories SET version_id = (SELECT id FROM versions WHERE seq = 3)",
        "heads",
    ),
    "a head of another content": ("UPDATE memories SET content_sha256 = 'x'", "heads"),
    "a head at another path": ("UPDATE memories SET path = path || 'x'", "heads"),
    "a memory that is missing": (
        "DELETE FROM memories WHERE id = (SELECT min(id) FROM memories)",
        "heads",
    ),
    "a path that is none": ("UPDATE memories SET path = 'x' WHERE path = '/old'", "paths"),
    "a file that is a directory": ("UPDATE memories SET path = '/e' WHERE path = '/old'", "paths"),
    "a change that is missing": ("DELETE FROM changes WHERE kind = 'session.started'", "feed"),
    "a change by somebody else": ("UPDATE changes SET actor_id = 'x' WHERE seq = 4", "feed"),
    "a change of another kind": ("UPDATE changes SET kind = 'x' WHERE seq = 4", "feed"),
    "a version that is missing": ("DELETE FROM versions WHERE operation = 'deleted'", "heads"),
    "an index without a memory": ("DELETE FROM indexed", "index"),
    "an index of nothing": ("INSERT INTO indexed VALUES (999, 'mem_01unknown')", "index"),
    "a row that points nowhere": (
        "UPDATE attachments SET store_id = 'memstore_01unknown'",
        "structure",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named(lived_in: Workspace, name: str) -> None:
    """Whatever was changed by hand is reported, and examining goes on to the end."""
    statement, check = DAMAGE[name]
    lived_in.search("walrus")
    connection = lived_in.context.db._writing.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    assert connection.execute(statement).rowcount > 0
    report = lived_in.examine()
    assert check in checks(report)
    assert not report.ok
    for problem in report.problems:
        assert problem.message.endswith(".") or problem.check == "structure"


def test_a_gap_in_the_newest_versions_is_noticed(lived_in: Workspace) -> None:
    """Removing the last version with its change leaves the head pointing at nothing."""
    connection = lived_in.context.db._writing.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM versions WHERE seq = (SELECT max(seq) FROM versions)")
    assert "heads" in checks(lived_in.examine())


def test_a_torn_page_does_not_stop_the_doctor(ws: Workspace, store: Store, file: Path) -> None:
    """Bytes overwritten behind the schema: problems are reported, not raised."""
    for number in range(200):
        ws.memories.create(store.id, f"/{number}", f"{number} " * 500)
    ws.close()
    size = file.stat().st_size
    with file.open("r+b") as damaged:
        for offset in range(64 * 4096, size, 16 * 4096):
            damaged.seek(offset)
            damaged.write(b"\xa5" * 4096)
    with Workspace.open(file) as broken:
        report = broken.examine()
    assert not report.ok
    assert all("SELECT" not in problem.message for problem in report.problems)


def test_rebuilding_makes_the_index_anew(lived_in: Workspace) -> None:
    """The one thing that the doctor repairs: what is made from something else."""
    lived_in.context.db._writing.connection.execute("DELETE FROM indexed")
    rebuild_index(lived_in.context)
    assert lived_in.examine().problems == ()
    assert len(lived_in.search("penguin")) == 5


def test_an_open_file_is_a_problem_for_its_owner(ws: Workspace, file: Path) -> None:
    """A file that other accounts can read is named with what to do."""
    file.chmod(0o644)
    (problem,) = ws.examine().problems
    assert problem.check == "files"
    assert "chmod 600" in problem.message
    file.chmod(0o600)
    file.parent.chmod(0o777)
    report = ws.examine()
    assert report.ok
    assert any("folder" in note for note in report.notes)


@pytest.mark.parametrize(
    ("version", "bug"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_the_wal_reset_bug_is_known_by_version(
    version: tuple[int, ...],
    bug: bool,  # noqa: FBT001
) -> None:
    """3.7.0 to 3.51.2, but for the two branches that were mended."""
    assert has_wal_reset_bug(version) is bug


def test_an_old_sqlite_is_named(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a note with the rule that keeps clear of the bug, not as a problem."""
    monkeypatch.setattr("core.upkeep.doctor.has_wal_reset_bug", lambda _: True)
    report = ws.examine()
    assert report.ok
    assert any("WAL-reset" in note and sqlite3.sqlite_version in note for note in report.notes)


def test_hashes_are_those_of_the_bytes(ws: Workspace, store: Store, file: Path) -> None:
    """Read by another program: the file says the same without us."""
    memory = ws.memories.create(store.id, "/a", "naïve\r\n")
    ws.close()
    connection = standard.connect(file)
    row = connection.execute(
        "SELECT text, content_sha256 FROM versions JOIN contents ON contents.seq = content_seq"
    ).fetchone()
    connection.close()
    assert row == ("naïve\r\n", sha256("naïve\r\n"))
    assert row[1] == memory.content_sha256
