"""What processes of fault tests do. Each function runs in a process of its own."""

import os
import resource
import sys
import threading
from multiprocessing.synchronize import Barrier
from pathlib import Path

from core import CoreError, Workspace
from support.processes import Log


def fill_disk(file: Path, log: Path) -> None:
    """Write until files may not grow any more; see what works; write again with room."""
    facts = Log(log)
    with Workspace.open(file) as ws:
        store = ws.stores.create("full")
        ws.memories.create(store.id, "/first", "walrus")
        ws.search("walrus")
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        wal = file.with_name(file.name + "-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (wal + 150_000, hard))
        written = 0
        try:
            while True:
                ws.memories.create(store.id, f"/{written}", "x" * 10_000)
                written += 1
        except CoreError as error:
            facts.add("refused", type(error).__name__, str(error), written)
        facts.add("versions", len(list(ws.versions.list(store.id))))
        facts.add("read", ws.memories.at_path(store.id, "/first").content)
        facts.add("found", len(ws.search("walrus")))
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with Workspace.open(file) as ws:
        ws.memories.create(store.id, "/after", "x" * 10_000)
        facts.add("again", len(list(ws.versions.list(store.id))))
        facts.add("problems", len(ws.examine().problems))


def hold_through_swap(
    file: Path,
    memory_id: str,
    how: str,
    log: Path,
    step: Barrier,
) -> None:
    """Have a workspace open while its files are exchanged; log every promise, then end well."""
    facts = Log(log)
    with Workspace.open(file, user="holder") as ws:
        facts.add("written", ws.memories.update(memory_id, content="before").memory_version_id)
        if how == "log copied back":
            with ws.context.db.alone() as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            facts.add("written", ws.memories.update(memory_id, content="after").memory_version_id)
        step.wait()
        for number in range(2):
            step.wait()
            if how == "idle":
                step.wait()
                continue
            try:
                done = ws.memories.update(memory_id, content=f"late {number}")
                facts.add("written", done.memory_version_id)
            except CoreError as error:
                facts.add("refused", type(error).__name__)
            step.wait()
    step.wait()


def open_and_die(file: Path, statement: int) -> None:
    """Open a workspace, and be gone when SQLite is about to run its n-th statement."""
    from core.storage.sqlite import sqlite3

    seen = 0

    def die(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen > statement:
            os._exit(9)

    connect = sqlite3.connect

    def traced(*arguments: object, **options: object) -> object:
        connection = connect(*arguments, **options)
        connection.set_trace_callback(die)
        return connection

    sqlite3.connect = traced
    Workspace.open(file).close()


def just_open(file: Path, log: Path) -> None:
    """Open a workspace and close it; log what came of it."""
    facts = Log(log)
    try:
        with Workspace.open(file) as ws:
            facts.add("opened", ws.seq())
    except CoreError as error:
        facts.add("refused", type(error).__name__)


def fork_and_write(file: Path, memory_id: str, log: Path) -> None:
    """A parent and its child write through the handle that was opened before the fork."""
    facts = Log(log)
    ws = Workspace.open(file, user="family")
    other = Workspace.open(file, user="other handle")
    assert other.seq()
    ws.memories.update(memory_id, content="parent before")
    come, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(go)
        try:
            ws.memories.update(memory_id, content="child")
            facts.add("locks", *_locked_by(os.getpid()))
            os.read(come, 1)  # the parent has closed its handle by now
            for number in range(3):
                ws.memories.update(memory_id, content=f"child alone {number}")
            assert other.seq() == ws.seq()
            ws.close()
            facts.add("child done")
        except BaseException as error:  # noqa: BLE001  # told through the log
            facts.add("error", repr(error))
        os._exit(0)
    os.close(come)
    ws.memories.update(memory_id, content="parent after")
    while "child" not in {version.content for version in ws.versions.history(memory_id)}:
        pass
    ws.close()
    other.close()
    with Workspace.open(file, user="stranger") as stranger:
        stranger.memories.update(memory_id, content="stranger")
    os.write(go, b"x")
    os.waitpid(child, 0)


def fork_twice(file: Path, store_id: str, log: Path) -> None:
    """A child that did not use the workspace opens a pipe and forks again, as daemons do."""
    facts = Log(log)
    ws = Workspace.open(file, user="family")
    child = os.fork()
    if child == 0:
        # The lowest numbers that are free: those of what was let go in the fork.
        come, go = os.pipe()
        grandchild = os.fork()
        if grandchild == 0:
            try:
                os.write(go, b"x")
                ws.memories.create(store_id, "/grandchild", "x")
                facts.add("grandchild", os.read(come, 1).decode())
            except BaseException as error:  # noqa: BLE001  # told through the log
                facts.add("error", repr(error))
            os._exit(0)
        os.waitpid(grandchild, 0)
        os._exit(0)
    os.waitpid(child, 0)
    ws.close()


def _locked_by(pid: int) -> list[str]:
    # What the kernel says, not what SQLite in this process believes.
    try:
        lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except OSError:
        return ["unknown"]
    return [line.split()[3] for line in lines if line.split()[4] == str(pid)]


def fork_while_busy(file: Path, store_id: str, log: Path) -> None:
    """A child of a fork in the middle of a read may not use what it inherited."""
    facts = Log(log)
    with Workspace.open(file) as ws:
        with ws.context.db.snapshot():
            child = os.fork()
            if child == 0:
                for call in (ws.seq, lambda: ws.memories.create(store_id, "/child", "x")):
                    try:
                        call()
                        facts.add("went on")
                    except CoreError as error:
                        facts.add("refused", type(error).__name__)
                ws.close()
                with Workspace.open(file.with_name("own.db")) as own:
                    facts.add("own", own.seq())
                os._exit(0)
            os.waitpid(child, 0)
        ws.memories.create(store_id, "/parent", "x")


def fork_among_writers(file: Path, store_id: str, log: Path) -> None:
    """Fork again and again while threads write; parent and children go on, or say why not."""
    facts = Log(log)
    ws = Workspace.open(file)
    stop = threading.Event()

    def write(name: int) -> None:
        number = 0
        while not stop.is_set():
            ws.memories.create(store_id, f"/{name}/{number}", "x")
            number += 1

    threads = [threading.Thread(target=write, args=(name,)) for name in range(3)]
    for thread in threads:
        thread.start()
    children = []
    for number in range(12):
        child = os.fork()
        if child == 0:
            try:
                made = ws.memories.create(store_id, f"/child/{number}", "x")
                facts.add("written", made.memory_version_id)
            except CoreError as error:
                facts.add("refused", type(error).__name__)
            except BaseException as error:  # noqa: BLE001  # told through the log
                facts.add("error", repr(error))
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    stop.set()
    for thread in threads:
        thread.join()
    ws.close()
    sys.stdout.flush()
