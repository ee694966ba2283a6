"""Files that vanish or are exchanged under an open workspace are noticed before any promise."""

import os
import shutil
import stat
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from support.faults import hold_through_swap
from support.processes import CONTEXT, Crew, read_log
from support.workers import update_once

from core import CoreError, Workspace
from core.records.stores import Store
from core.storage.files import FileSwapped
from core.storage.sqlite import Connection


def beside(file: Path, end: str) -> Path:
    """A file that belongs to a workspace."""
    return file.with_name(file.name + end)


def replace_with_copy(path: Path) -> None:
    """The same bytes in another file, as a careless restore does; copied by another process."""
    copy = path.with_name("copy")
    subprocess.run(["cp", path, copy], check=True)
    copy.replace(path)


SWAPS: dict[str, Callable[[Path], None]] = {
    "log deleted": lambda file: beside(file, "-wal").unlink(),
    "log moved": lambda file: beside(file, "-wal").rename(beside(file, "-wal.old")),
    "log replaced": lambda file: replace_with_copy(beside(file, "-wal")),
    "log emptied by a new one": lambda file: (
        beside(file, "-wal").unlink(),
        beside(file, "-wal").touch(),
    ),
    "index deleted": lambda file: beside(file, "-shm").unlink(),
    "both deleted": lambda file: (beside(file, "-wal").unlink(), beside(file, "-shm").unlink()),
    "file deleted": lambda file: file.unlink(),
    "file moved": lambda file: file.rename(file.with_name("moved.db")),
    "file replaced": replace_with_copy,
    "file a folder": lambda file: (file.unlink(), file.mkdir()),
    "everything deleted": lambda file: [
        path.unlink() for path in file.parent.glob(f"{file.name}*")
    ],
}


@pytest.mark.parametrize("name", SWAPS)
def test_after_a_swap_nothing_is_acknowledged(
    ws: Workspace, store: Store, file: Path, name: str
) -> None:
    """Every write is refused, and a rescue copy holds all that was acknowledged before."""
    promised = [ws.memories.create(store.id, f"/{n}", str(n)).memory_version_id for n in range(30)]
    SWAPS[name](file)
    for number in range(3):
        with pytest.raises(FileSwapped) as refusal:
            ws.memories.create(store.id, f"/late/{number}", "x")
        assert "deleted or replaced" in str(refusal.value)
    rescues = list(file.parent.glob(f"{file.name}.rescue-*"))
    assert len(rescues) == 1
    assert stat.S_IMODE(rescues[0].stat().st_mode) == 0o600
    assert str(rescues[0]) in str(refusal.value)
    ws.close()
    with Workspace.open(rescues[0]) as rescued:
        there = {version.id for version in rescued.versions.list(store.id)}
        assert set(promised) <= there
        assert rescued.examine().problems == ()
        rescued.memories.create(store.id, "/again", "x")


@pytest.mark.parametrize("name", SWAPS)
def test_a_swap_in_the_middle_of_a_write_is_noticed(
    ws: Workspace, store: Store, file: Path, name: str
) -> None:
    """What was committed into a file that nobody will find is not acknowledged."""
    ws.memories.create(store.id, "/a", "x")

    def job(connection: Connection) -> None:
        connection.execute("INSERT INTO settings (name, value) VALUES ('test', 'x')")
        SWAPS[name](file)

    with pytest.raises(FileSwapped):
        ws.context.db.write(job)


@pytest.mark.parametrize("name", SWAPS)
def test_a_reader_of_a_swapped_file_makes_no_new_one(
    ws: Workspace, store: Store, file: Path, name: str
) -> None:
    """Reading answers from what is still open, or is refused in words; no empty file appears."""
    memory = ws.memories.create(store.id, "/a", "walrus")
    SWAPS[name](file)
    existed = file.exists()
    answers: list[object] = []

    def read() -> None:
        try:
            answers.append(ws.memories.retrieve(memory.id).content)
        except CoreError as refusal:
            answers.append(str(refusal))

    with ws.context.db.snapshot():  # so that the others need connections of their own
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(answers) == 4
    assert file.exists() == existed
    for answer in answers:
        assert answer == "walrus" or "SELECT" not in str(answer)


@pytest.mark.parametrize("how", ["", "log copied back", "idle"])
@pytest.mark.parametrize("name", SWAPS)
def test_whoever_opens_after_a_swap_keeps_what_it_is_promised(
    file: Path,
    tmp_path: Path,
    crew: Crew,
    name: str,
    how: str,
) -> None:
    """Another process writes in between; what each was promised is in the file or in a rescue."""
    with Workspace.open(file) as ws:
        store = ws.stores.create("x")
        memory = ws.memories.create(store.id, "/a", "one")
    step = CONTEXT.Barrier(2)
    holding, other = tmp_path / "holding", tmp_path / "other"
    holder = crew.start(hold_through_swap, file, memory.id, how, holding, step)
    step.wait()
    SWAPS[name](file)
    for text in ("two", "three"):
        crew.start(update_once, file, memory.id, text, other).join()
        step.wait()
        step.wait()  # the holder has tried to write as well
    step.wait()
    holder.join()
    crew.wait()
    promised = {
        fact[1] for log in (holding, other) for fact in read_log(log) if fact[0] == "written"
    }
    assert promised
    found: set[object] = set()
    for candidate in (file, file.with_name("moved.db"), *file.parent.glob(f"{file.name}.rescue-*")):
        if candidate.is_file():
            with Workspace.open(candidate) as each:
                if any(known.id == store.id for known in each.stores.list()):
                    found |= {version.id for version in each.versions.list(store.id)}
                assert each.examine().problems == ()
    assert promised <= found


def test_a_moved_folder_is_noticed_and_loses_nothing(tmp_path: Path) -> None:
    """There is no place for a rescue copy then, and the sentence says so; the file is whole."""
    home = tmp_path / "home"
    ws = Workspace.open(home / "team.db")
    store = ws.stores.create("x")
    memory = ws.memories.create(store.id, "/a", "one")
    home.rename(tmp_path / "elsewhere")
    with pytest.raises(FileSwapped, match="could not be saved"):
        ws.memories.update(memory.id, content="two")
    ws.close()
    with Workspace.open(tmp_path / "elsewhere" / "team.db") as again:
        assert again.memories.retrieve(memory.id).content in ("one", "two")
        assert again.examine().problems == ()


def test_a_missing_lock_file_stops_nobody(ws: Workspace, store: Store, file: Path) -> None:
    """It only makes writers take turns; SQLite's own lock still keeps them apart."""
    beside(file, ".lock").unlink()
    ws.memories.create(store.id, "/a", "x")
    with Workspace.open(file) as other:
        other.memories.create(store.id, "/b", "x")
        ws.memories.create(store.id, "/c", "x")
    assert len(list(ws.memories.list(store.id))) == 3
    assert ws.examine().problems == ()


def test_a_copy_made_at_rest_is_a_workspace(ws: Workspace, store: Store, file: Path) -> None:
    """After closing, everything is in the one file; nothing lies beside it but the lock."""
    memory = ws.memories.create(store.id, "/a", "one")
    ws.close()
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name, f"{file.name}.lock"]
    copy = file.with_name("copy.db")
    shutil.copy(file, copy)
    with Workspace.open(copy) as other:
        assert other.memories.retrieve(memory.id).content == "one"
    os.unlink(copy)
