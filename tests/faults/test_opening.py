"""Opening what is no workspace, not yet one, no longer one, or where nothing can be made."""

import contextlib
import os
import shutil
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from support.calls import refusal_of
from support.faults import just_open, open_and_die
from support.processes import CONTEXT, Crew, read_log
from support.workers import hold_write_lock, update_once

from core import NotFound, Workspace
from core.db import Database
from core.errors import CoreError
from core.records.stores import Store
from core.storage.schema import MIGRATIONS, VERSION, NewerWorkspace
from core.storage.sqlite import (
    NotAWorkspace,
    StorageFailed,
    StorageLocked,
    StorageReadOnly,
    sqlite3,
)

pytestmark = pytest.mark.usefixtures("from_nothing")


def change(file: Path, statement: str) -> None:
    """Do something to a file that nobody has open."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(statement)
    connection.close()


def descriptors() -> set[tuple[str, int, int]]:
    """
    What this process has open, by number, device and inode.

    Not how much: what earlier tests left to the collector of garbage may be closed at any time.
    """
    found = set()
    for number in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # the one by which they were listed
            known = os.fstat(int(number))
            found.add((number, known.st_dev, known.st_ino))
    return found


@pytest.mark.parametrize(
    "name", ["a b.db", "what?.db", "#1.db", "50%25.db", "é 日本.db", "semi;colon", "-rf", "x" * 200]
)
def test_a_workspace_may_have_any_name(tmp_path: Path, name: str) -> None:
    """What looks like part of an address, or of a command, is a name."""
    with Workspace.open(tmp_path / name) as ws:
        ws.memories.create(ws.stores.create("x").id, "/a", "x")
        expected = {f"{name}{end}" for end in ("", "-wal", "-shm", ".lock")}
        assert {path.name for path in tmp_path.iterdir()} == expected
    with Workspace.open(tmp_path / name, create=False) as ws:
        assert len(list(ws.stores.list())) == 1


def test_an_empty_file_is_no_workspace_unless_one_is_wanted(file: Path) -> None:
    """Reading does not turn it into one."""
    file.touch(mode=0o600)
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(NotFound):
            Workspace.open(file, **options)
    assert file.stat().st_size == 0
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    with Workspace.open(file) as ws:
        assert ws.examine().problems == ()


def test_an_empty_file_becomes_a_workspace_for_its_owner_only(file: Path) -> None:
    """Whoever made it with whatever mode; what is in it already keeps the mode it has."""
    file.touch()
    file.chmod(0o644)
    Workspace.open(file).close()
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    Workspace.open(file).close()
    assert file.stat().st_mode & 0o777 == 0o640


FOREIGN: dict[str, Callable[[Path], None]] = {
    "a database": lambda file: change(file, "CREATE TABLE a (x)"),
    "a database with a log": lambda file: (
        change(file, "PRAGMA journal_mode = WAL"),
        change(file, "CREATE TABLE a (x)"),
    ),
    "a text": lambda file: file.write_bytes(b"not sqlite at all, and long enough to be read" * 3),
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("options", [{}, {"create": False}, {"read_only": True}])
def test_nothing_is_left_beside_what_is_not_ours(
    file: Path, name: str, options: dict[str, bool]
) -> None:
    """Neither a lock nor a log; and the file is the same, byte for byte."""
    FOREIGN[name](file)
    before = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    with pytest.raises(NotAWorkspace):
        Workspace.open(file, **options)
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == before


def test_a_file_that_may_not_be_read_is_refused_as_such(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is left beside it; that it exists is certain."""
    change(file, "CREATE TABLE a (x)")

    def refusing(*_: object, **__: object) -> object:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = 14
        raise error

    monkeypatch.setattr(sqlite3, "connect", refusing)
    with pytest.raises(StorageFailed, match="check whether you may read it"):
        Workspace.open(file)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def cut(file: Path, size: int) -> None:
    os.truncate(file, size)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "header overwritten": lambda file: change_bytes(file, 0, b"not sqlite at all"),
    "header cut": lambda file: cut(file, 50),
    "first page only": lambda file: cut(file, 4096),
    "cut in the middle of a page": lambda file: cut(file, 4096 * 3 + 100),
    "schema overwritten": lambda file: change_bytes(file, 100, b"\xff" * 3000),
    "another page size": lambda file: change_bytes(file, 16, b"\x02\x00"),
    "another application": lambda file: change(file, "PRAGMA application_id = 12345"),
}


def change_bytes(file: Path, offset: int, raw: bytes) -> None:
    """Overwrite some bytes of a file that nobody has open."""
    with file.open("r+b") as opened:
        opened.seek(offset)
        opened.write(raw)


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_is_refused_in_words(
    ws: Workspace, store: Store, file: Path, name: str
) -> None:
    """Or opened, and then the doctor says so; nothing else comes out, and nothing stays open."""
    for number in range(30):
        ws.memories.create(store.id, f"/{number}", "x" * 3_000)
    ws.close()
    DAMAGE[name](file)
    before = descriptors()

    def look() -> None:
        with Workspace.open(file) as broken:
            assert not broken.examine().ok

    refusal = refusal_of(look)
    if refusal is not None:
        assert isinstance(refusal, NotAWorkspace)
        assert str(refusal).endswith(".")
    assert descriptors() <= before


def test_refused_openings_leave_nothing_open(tmp_path: Path, file: Path) -> None:
    """However often somebody tries."""
    (tmp_path / "text.md").write_text("# Not a database\n" * 100)
    (tmp_path / "folder").mkdir()
    Workspace.open(file, profile="managed-agents").close()
    before, threads = descriptors(), {*threading.enumerate()}
    for _ in range(20):
        for name, options, expected in (
            ("text.md", {}, NotAWorkspace),
            ("text.md", {"read_only": True}, NotAWorkspace),
            ("folder", {}, NotAWorkspace),
            ("missing", {"create": False}, NotFound),
            (file.name, {"profile": "default"}, CoreError),
            ("text.md/below", {}, StorageReadOnly),
        ):
            with pytest.raises(expected):
                Workspace.open(tmp_path / name, **options)
    assert descriptors() <= before
    assert {*threading.enumerate()} <= threads
    assert (tmp_path / "text.md").read_text() == "# Not a database\n" * 100


def test_handles_that_are_closed_leave_nothing_open(
    ws: Workspace, store: Store, file: Path
) -> None:
    """Also after many threads have read and written through them."""
    ws.memories.create(store.id, "/a", "x")
    ws.close()
    before, threads = descriptors(), {*threading.enumerate()}

    def use(other: Workspace, path: str) -> None:
        other.memories.create(store.id, path, "x")
        list(other.memories.list(store.id))

    for turn in range(5):
        with Workspace.open(file) as other:
            users = [
                threading.Thread(target=use, args=(other, f"/{turn}/{name}")) for name in range(16)
            ]
            for user in users:
                user.start()
            for user in users:
                user.join()
    assert descriptors() <= before
    assert {*threading.enumerate()} <= threads


def test_a_newer_workspace_is_refused_and_not_touched(
    ws: Workspace, store: Store, file: Path
) -> None:
    """For writing and for reading, with both numbers in the sentence."""
    ws.memories.create(store.id, "/a", "x")
    ws.close()
    change(file, f"PRAGMA user_version = {VERSION + 1}")
    before = file.read_bytes()
    for options in ({}, {"create": False}, {"read_only": True}):
        with pytest.raises(NewerWorkspace, match=f"{VERSION + 1}.*{VERSION}"):
            Workspace.open(file, **options)
    assert file.read_bytes() == before
    change(file, f"PRAGMA user_version = {VERSION}")
    with Workspace.open(file) as again:
        assert len(list(again.memories.list(store.id))) == 1


@pytest.mark.parametrize("older", range(1, VERSION))
def test_an_older_workspace_is_brought_up_to_date_by_whoever_comes_first(
    file: Path, tmp_path: Path, crew: Crew, monkeypatch: pytest.MonkeyPatch, older: int
) -> None:
    """Four processes at once; afterwards its tables are those of a new one."""
    with monkeypatch.context() as patch:
        patch.setattr("core.storage.schema.MIGRATIONS", MIGRATIONS[:older])
        patch.setattr("core.storage.schema.VERSION", older)
        patch.setattr("core.storage.opening.VERSION", older)
        Database(file, create=True).close()
    with pytest.raises(StorageReadOnly, match="older"):
        Workspace.open(file, read_only=True)
    logs = [tmp_path / f"log{number}" for number in range(4)]
    for log in logs:
        crew.start(just_open, file, log)
    crew.wait()
    assert [read_log(log) for log in logs] == [[["opened", 0]]] * 4
    Workspace.open(tmp_path / "new.db").close()
    assert schema_of(file) == schema_of(tmp_path / "new.db")


@pytest.mark.parametrize("older", range(VERSION + 1))
def test_a_kill_at_any_statement_of_opening_leaves_a_whole_file(
    in_memory: Path, crew: Crew, monkeypatch: pytest.MonkeyPatch, older: int, *, long: bool
) -> None:
    """A new file, and one of every older version: old or current afterwards, never between."""
    before = in_memory / "before.db"
    if older:
        with monkeypatch.context() as patch:
            patch.setattr("core.storage.schema.MIGRATIONS", MIGRATIONS[:older])
            patch.setattr("core.storage.schema.VERSION", older)
            patch.setattr("core.storage.opening.VERSION", older)
            Database(before, create=True).close()
    Workspace.open(in_memory / "new.db").close()
    expected = schema_of(in_memory / "new.db")
    # Every one of them in the long run; here others for each version.
    for statement in count(0 if long else older % 4, 1 if long else 4):
        file = in_memory / f"{statement}.db"
        if older:
            shutil.copy(before, file)
        process = crew.start(open_and_die, file, statement)
        process.join()
        crew.members.remove(process)
        with Workspace.open(file) as ws:
            ws.memories.create(ws.stores.create("after").id, "/a", "x")
            assert ws.examine().problems == ()
        assert schema_of(file) == expected
        if process.exitcode == 0:
            break
        assert process.exitcode == 9
    assert statement > 5


def schema_of(file: Path) -> list[tuple[str, str]]:
    """Every table and index, as SQL."""
    with Workspace.open(file) as ws, ws.context.db.snapshot() as connection:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_a_workspace_whose_maker_was_killed_is_still_readable(file: Path) -> None:
    """With the tables made and nothing in them, a reader sees an empty workspace."""
    Database(file, create=True).close()
    with Workspace.open(file, read_only=True) as reader:
        assert list(reader.stores.list()) == []
    with Workspace.open(file) as ws:
        ws.stores.create("x")
        assert ws.examine().problems == ()


def test_a_folder_where_nothing_can_be_made_is_named(file: Path) -> None:
    """The lock file cannot be opened: one sentence, for writing; reading goes on without it."""
    with Workspace.open(file) as ws:
        ws.stores.create("x")
    lock = file.with_name(f"{file.name}.lock")
    lock.unlink()
    lock.mkdir()
    with pytest.raises(StorageReadOnly, match=r"team\.db\.lock"):
        Workspace.open(file)
    with Workspace.open(file, read_only=True) as reader:
        assert len(list(reader.stores.list())) == 1


def test_a_read_only_file_system_is_read_as_it_is(
    ws: Workspace, store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where SQLite can make no file beside the workspace, it is taken for unchanging."""
    memory = ws.memories.create(store.id, "/a", "walrus")
    ws.search("walrus")
    ws.close()
    connect = sqlite3.connect

    def refusing(address: str, **options: object) -> object:
        if "immutable" not in address:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = 14
            raise error
        return connect(address, **options)

    monkeypatch.setattr(sqlite3, "connect", refusing)
    with Workspace.open(file, read_only=True) as reader:
        assert reader.memories.retrieve(memory.id).content == "walrus"
        assert len(reader.search("walrus")) == 1
        assert reader.examine().problems == ()
        with pytest.raises(StorageReadOnly):
            reader.memories.update(memory.id, content="x")
    with pytest.raises(CoreError):
        Workspace.open(file)


def test_a_link_to_a_workspace_leads_to_it(
    ws: Workspace, store: Store, file: Path, tmp_path: Path
) -> None:
    """Both names are one workspace, with one log and one queue of writers."""
    link = tmp_path / "link.db"
    link.symlink_to(file)
    with Workspace.open(link) as other:
        other.memories.create(store.id, "/a", "x")
        ws.memories.create(store.id, "/b", "x")
        other.memories.create(store.id, "/c", "x")
    assert len(list(ws.memories.list(store.id))) == 3
    assert ws.examine().problems == ()


def test_a_foreign_lock_is_named_and_waited_for_only_so_long(
    ws: Workspace,
    store: Store,
    file: Path,
    tmp_path: Path,
    crew: Crew,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Writing says who is in the way, reading and opening go on, and later writes succeed."""
    ws.close()
    monkeypatch.setattr("core.storage.opening.BUSY_TIMEOUT_MS", 30)
    ready, release = CONTEXT.Event(), CONTEXT.Event()
    holder = crew.start(hold_write_lock, file, ready, release)
    ready.wait()
    with Workspace.open(file) as mine:
        for _ in range(2):
            with pytest.raises(StorageLocked) as refusal:
                mine.memories.create(store.id, "/a", "x")
        assert (
            str(refusal.value)
            == "Another program holds the workspace file; close it and try again."
        )
        assert mine.stores.retrieve(store.id).name == "Notes"
        with pytest.raises(StorageLocked):
            mine.redact().text("whatever")
        release.set()
        holder.join()
        memory = mine.memories.create(store.id, "/a", "x")
        crew.start(update_once, file, memory.id, "y", tmp_path / "log")
        crew.wait()
        assert mine.memories.retrieve(memory.id).content == "y"
