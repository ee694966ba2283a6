"""A directory full of traps: nothing outside of it is read or written, and nothing breaks."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import PathConflict, Workspace
from core.doors.mount import Head, Kind, LocalSide, swap
from core.records.stores import Store
from tests.support.mounting import Driven

SECRET = "outside, and nobody's business\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the mount."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.md").write_text(SECRET)
    return folder


@pytest.fixture
def mount(ws: Workspace, store: Store, tmp_path: Path, outside: Path) -> Iterator[Driven]:
    """A mount, after which everything outside is as it was."""
    ws.memories.create(store.id, "/a.md", "one\n")
    ws.memories.create(store.id, "/d/b.md", "two\n")
    mount = Driven(ws, store.id, tmp_path / "notes")
    mount.events.clear()
    yield mount
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"secret.md": SECRET}
    assert SECRET not in mount.texts() - set(mount.files().values())


def reasons(mount: Driven) -> dict[str, str]:
    return {str(one.path): str(one.detail) for one in mount.events if one.kind is Kind.KEPT}


def test_links_and_special_files_stay_what_they_are(mount: Driven, outside: Path) -> None:
    """Links to files and directories, a pipe, a second name of a file elsewhere; each is named."""
    (mount / "file.md").symlink_to(outside / "secret.md")
    (mount / "folder").symlink_to(outside)
    (mount / "loop").symlink_to(mount.directory)
    (mount / "nowhere").symlink_to("/nonexistent")
    os.mkfifo(mount / "pipe")
    os.link(outside / "secret.md", mount / "hard.md")
    mount.wait(1)
    assert mount.memories().keys() == {"/a.md", "/d/b.md"}
    names = {"/file.md", "/folder", "/loop", "/nowhere", "/pipe", "/hard.md"}
    assert reasons(mount).keys() == names
    assert "hard link" in reasons(mount)["/hard.md"]


def test_a_memory_is_not_written_through_a_link(mount: Driven, outside: Path) -> None:
    """Neither through one in its path, nor over one in its place."""
    (mount / "x").symlink_to(outside)
    (mount / "y.md").symlink_to(outside / "made.md")
    mount.write("/x/made.md", "theirs\n")
    mount.write("/y.md", "theirs\n")
    (mount / "a.md").unlink()
    (mount / "a.md").symlink_to(outside / "secret.md")
    mount.write("/a.md", "theirs\n")
    mount.wait(1)
    assert {"/x", "/y.md", "/a.md"} <= reasons(mount).keys()
    assert (mount / "a.md").is_symlink()
    (mount / "x").unlink()
    (mount / "y.md").unlink()
    (mount / "a.md").unlink()
    mount.wait(40)
    assert mount.in_step().keys() == {"/a.md", "/d/b.md", "/x/made.md", "/y.md"}


def test_its_own_directory_may_be_a_trap_too(mount: Driven, outside: Path) -> None:
    """The copy of a conflict, the history and the marker go nowhere else."""
    subprocess.run(["rm", "-rf", mount / ".memtui"], check=True)
    (mount / ".memtui").symlink_to(outside)
    mount.write("/a.md", "theirs\n")
    (mount / "a.md").write_text("mine\n")
    mount.sync()
    (event,) = [one for one in mount.events if one.kind is Kind.CONFLICT]
    assert event.copy is None
    assert mount.ws.conflicts.text(str(event.conflict_id)) == "mine\n"
    (mount / ".anthropic-memory-store").unlink()
    (mount / ".anthropic-memory-store").symlink_to(outside / "secret.md")
    mount.sync()
    assert mount.syncing.trouble is not None


def test_a_directory_that_is_swapped_for_a_link_leads_nowhere(mount: Driven, outside: Path) -> None:
    """Thousands of times, while texts go both ways through it."""
    stop = threading.Event()
    swaps = 0
    (mount / "trap").symlink_to(outside)
    here = os.open(mount.directory, os.O_RDONLY)

    def swap_names() -> None:
        nonlocal swaps
        while not stop.is_set():
            swap.exchange(here, "d", "trap")
            swaps += 1

    thread = threading.Thread(target=swap_names)
    thread.start()
    try:
        for number in range(100):
            for path in ("/d/b.md", f"/d/{number % 7}.md", "/d/secret.md", "/trap/secret.md"):
                with contextlib.suppress(PathConflict):
                    mount.write(path, f"{number}\n")
            mount.sync(1)
    finally:
        stop.set()
        thread.join()
        os.close(here)
    assert swaps > 1_000


def test_a_store_that_is_served_by_somebody_else_leads_nowhere(
    ws: Workspace, store: Store, tmp_path: Path, outside: Path
) -> None:
    """Whatever its paths say."""

    class Evil(LocalSide):
        paths = ("/../outside/made.md", "/d/../../x", "//x", "/a\0b", "/\ud800", "relative", "/a/.")

        def heads(self) -> list[Head]:
            known = super().heads()
            return known + [
                Head(f"mem_{number}", path, known[0].sha256, known[0].size_bytes)
                for number, path in enumerate(self.paths)
            ]

    ws.memories.create(store.id, "/a.md", "one\n")
    mount = Driven(ws, store.id, tmp_path / "notes", side=Evil(ws.context, store.id))
    mount.wait(1)
    assert mount.files() == {"/a.md": "one\n"}
    assert len(mount.syncing.kept) == len(Evil.paths)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("ledger", "notes", "outside"),
        *("team.db", "team.db-shm", "team.db-wal", "team.db.lock"),
    ]


def test_very_deep_and_very_many_names(mount: Driven) -> None:
    """Deeper than a path may be is named once; what is too long for a memory likewise."""
    deep = mount.directory
    for number in range(40):
        deep = deep / f"level{number}"
        deep.mkdir()
    (deep / "x.md").write_text("x")
    (mount / ("n" * 200)).mkdir()
    long = mount / ("n" * 200)
    for _ in range(5):
        long = long / ("n" * 200)
        long.mkdir()
    mount.wait(1)
    assert mount.memories().keys() == {"/a.md", "/d/b.md"}
    assert len(reasons(mount)) == 2


WATCHED = """
import os, sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
from pathlib import Path
from core import Workspace
sys.path.insert(0, "tests")
from tests.support.mounting import Driven
file = Path(sys.argv[1])
with Workspace.open(file) as ws:
    store = ws.stores.create("x")
    ws.memories.create(store.id, "/a", "walrus")
    opened.clear()
    mount = Driven(ws, store.id, file.parent / "notes")
    for end in ("", "-wal", "-shm", ".lock"):
        os.link(f"{file}{end}", mount / f"link{end}")
    mount.wait(1)
    ws.memories.create(store.id, "/b", "still locked")
    mount.wait(1)
    assert len(mount.syncing.kept) == 4, mount.syncing.kept
print([name for name in opened if "team.db" in name or "link" in name])
"""


def test_files_of_the_workspace_are_never_opened(tmp_path: Path) -> None:
    """Not even by another name: that would drop SQLite's locks."""
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path / "team.db")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert (run.returncode, run.stdout.strip()) == (0, "[]"), run.stderr


# Whoever had a file open goes on writing into it


def test_what_is_written_into_a_replaced_file_is_not_lost(mount: Driven) -> None:
    """A log that an agent holds open is added to the text that others wrote meanwhile."""
    with (mount / "a.md").open("a") as file:
        mount.write("/a.md", "theirs\n")
        mount.sync()
        assert (mount / "a.md").read_text() == "theirs\n"
        for number in range(3):
            file.write(f"late {number}\n")
            file.flush()
            mount.wait(20)
    assert mount.in_step()["/a.md"] == "theirs\nlate 0\nlate 1\nlate 2\n"
    mount.wait(20)
    assert mount.syncing._footing.held._kept == {}


def test_a_late_rewrite_of_a_replaced_file_is_a_conflict(mount: Driven) -> None:
    """And one of a file that others deleted is a new memory."""
    with (mount / "a.md").open("r+") as file, (mount / "d/b.md").open("r+") as other:
        mount.write("/a.md", "theirs\n")
        mount.rm("/d/b.md")
        mount.sync()
        file.write("mine, at last\n")
        file.flush()
        other.write("another\n")
        other.flush()
        mount.wait(1)
    assert mount.in_step() == {"/a.md": "theirs\n", "/d/b.md": "another\n"}
    (conflict,) = mount.ws.conflicts.list()
    assert mount.ws.conflicts.text(conflict.id) == "mine, at last\n"


def test_a_file_that_is_replaced_in_the_same_moment_is_not_lost(
    mount: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor's rename may fall between our last look and our own exchange."""
    real = swap.exchange

    def exchange(directory: int, part: str, name: str) -> bool:
        monkeypatch.setattr(swap, "exchange", real)
        (mount / "editor.tmp").write_text("mine, just now\n")
        (mount / "editor.tmp").rename(mount / name)
        return real(directory, part, name)

    monkeypatch.setattr(swap, "exchange", exchange)
    mount.write("/a.md", "theirs\n")
    mount.wait(1)
    assert mount.in_step()["/a.md"] == "theirs\n"
    (conflict,) = mount.ws.conflicts.list()
    assert mount.ws.conflicts.text(conflict.id) == "mine, just now\n"


def test_where_names_cannot_be_exchanged_it_works_all_the_same(
    mount: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems know no such call."""
    monkeypatch.setattr(swap, "_call", lambda: None)
    mount.write("/a.md", "theirs\n")
    mount.write("/new.md", "new\n")
    mount.ws.memories.update(mount.memory_id("/d/b.md"), path="/e/b.md")
    mount.wait(1)
    assert mount.in_step() == {"/a.md": "theirs\n", "/new.md": "new\n", "/e/b.md": "two\n"}
