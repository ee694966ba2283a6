"""What processes of tests do. Each function runs in a process of its own."""

import contextlib
import os
import time
from dataclasses import astuple
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

from core import CoreError, PathConflict, PreconditionFailed, Workspace
from core.storage.gate import Gate
from support.processes import Log


def count(file: Path, memory_id: str, name: str, times: int, log: Path, start: Barrier) -> None:
    """Add one to the number in a memory again and again; log each version and each refusal."""
    facts = Log(log)
    with Workspace.open(file, user=name) as ws:
        start.wait()
        for turn in range(times):
            while True:
                now = ws.memories.retrieve(memory_id)
                number = int((now.content or "").split()[0])
                # Signed: the same text as another's would count as written already.
                text = f"{number + 1} by {name} in turn {turn}"
                try:
                    done = ws.memories.update(memory_id, content=text, expect=now.content_sha256)
                except PreconditionFailed as refusal:
                    facts.add("refused", refusal.conflict.id)
                    continue
                facts.add("written", done.memory_version_id, now.content_sha256, number + 1)
                break


def hammer(file: Path, memory_id: str, name: str, times: int, log: Path, start: Barrier) -> None:
    """Add a line to a whole file, and after a refusal the same once more; log every try."""
    facts = Log(log)
    with Workspace.open(file, user=name, conflicts_per_actor=100_000) as ws:
        for turn in range(times):
            now = ws.memories.retrieve(memory_id)
            text = f"{now.content}{name} in turn {turn}\n"
            if turn == 0:
                start.wait()  # everybody has read the same, so all but one are refused
            for _ in range(2):
                try:
                    ws.memories.update(memory_id, content=text, expect=now.content_sha256)
                except PreconditionFailed as refusal:
                    facts.add("refused", refusal.conflict.id, text)
                else:
                    facts.add("written", text)
                    break


def race(file: Path, memory_id: str, name: str, rounds: int, log: Path, start: Barrier) -> None:
    """Write with the hash that everybody read, all at once; log who won."""
    facts = Log(log)
    with Workspace.open(file, user=name) as ws:
        for turn in range(rounds):
            now = ws.memories.retrieve(memory_id)
            start.wait()
            try:
                text = f"{turn} by {name}"
                done = ws.memories.update(memory_id, content=text, expect=now.content_sha256)
                facts.add(turn, "won", done.memory_version_id)
            except PreconditionFailed as refusal:
                facts.add(turn, "lost", refusal.conflict.theirs_version_id)
            start.wait()


def write_own(file: Path, store_id: str, name: str, times: int, log: Path, start: Barrier) -> None:
    """Write one's own memory again and again; log every version, and any error at all."""
    facts = Log(log)
    try:
        with Workspace.open(file, user=name) as ws:
            memory = ws.memories.create(store_id, f"/{name}", "0")
            start.wait()
            for turn in range(times):
                memory = ws.memories.update(
                    memory.id, content=f"{turn} {'x' * 2_000}", expect=memory.content_sha256
                )
                facts.add("written", memory.memory_version_id)
    except BaseException as error:
        facts.add("error", repr(error))
        raise


def write_among_others(
    file: Path, store_id: str, name: str, times: int, log: Path, all_write: Event
) -> None:
    """Write one's own memory until everybody does, and then so often; log every version."""
    facts = Log(log)
    with Workspace.open(file, user=name) as ws:
        memory = ws.memories.create(store_id, f"/{name}", "0")
        turn, left = 0, times
        while left:
            turn += 1
            left -= all_write.is_set()
            memory = ws.memories.update(
                memory.id, content=f"{turn} {'x' * 2_000}", expect=memory.content_sha256
            )
            facts.add("written", memory.memory_version_id)


def live(file: Path, store_id: str, name: str, times: int) -> None:
    """Create, change, move and delete, so that the feed has some of everything."""
    with Workspace.open(file, user=name) as ws:
        for turn in range(times):
            memory = ws.memories.create(store_id, f"/{name}/{turn % 5}", f"{turn}")
            memory = ws.memories.update(memory.id, content=f"{turn} changed")
            memory = ws.memories.update(memory.id, path=f"/{name}/moved{turn % 3}")
            ws.memories.delete(memory.id)


def list_again_and_again(file: Path, store_id: str, stop: Event) -> None:
    """Page through a store, now and in the past, and count what is under `/old/` each time."""
    with Workspace.open(file, user="reader") as ws:
        turn = 0
        while not stop.is_set() or not turn:
            turn += 1
            for listed in (ws.memories.list(store_id), ws.asof.list(store_id, ws.seq())):
                paths = [item.path for item in listed]
                assert len(paths) == len(set(paths))
                assert sum(path.startswith("/old/") for path in paths) == 250


def ingest(file: Path, folder: Path, log: Path, start: Barrier) -> None:
    """Read all transcripts in a folder; log what was added."""
    facts = Log(log)
    with Workspace.open(file, user=log.name) as ws:
        ingester = ws.ingester()
        start.wait()
        for path in sorted(folder.rglob("*.*")):
            ingester.file(path)
        facts.add(*astuple(ingester.total.added), len(ingester.total.failed))


def ingest_until_killed(file: Path, folder: Path, log: Path) -> None:
    """Read all transcripts in a folder again and again; log each portion after it was kept."""
    facts = Log(log)
    with Workspace.open(file) as ws:
        ingester = ws.ingester()
        facts.add("ready")
        while True:
            for path in sorted(folder.rglob("*.*")):
                facts.add(ingester.file(path).events)


def watch(file: Path, since: int, until: str, log: Path) -> None:
    """Follow the feed from a seq and log it, until a memory of that path comes."""
    facts = Log(log)
    with Workspace.open(file, user="watcher") as ws:
        for change in ws.changes.follow(since):
            facts.add(change.seq, change.kind, change.path, change.version_id)
            if change.path == until:
                return


def open_new(file: Path, name: str, log: Path, start: Barrier) -> None:
    """Open a file that everybody opens at this moment, and write to it."""
    facts = Log(log)
    start.wait()
    with Workspace.open(file, user=name) as ws:
        store = ws.stores.create(name)
        ws.memories.create(store.id, "/a", name)
        facts.add(store.id, ws.context.db.path.name)


def write_and_search(file: Path, store_id: str, name: str, times: int) -> None:
    """What was just written must be found, and what was replaced must not."""
    with Workspace.open(file, user=name) as ws:
        memory = ws.memories.create(store_id, f"/{name}", "start")
        for turn in range(times):
            word = f"{name}word{turn}"
            ws.memories.update(memory.id, content=f"one {word} two")
            (match,) = ws.search(word)
            assert match.memory_id == memory.id
            assert not turn or ws.search(f"{name}word{turn - 1}") == []
            assert ws.search(f"{name}word{turn}", history=True)


def hold_snapshot(file: Path, ready: Event, release: Event) -> None:
    """Read the workspace as it is now, and keep reading that until released."""
    with Workspace.open(file, user="reader") as ws, ws.context.db.snapshot() as connection:
        connection.execute("SELECT count(*) FROM versions").fetchone()
        ready.set()
        release.wait()


def hold_write_lock(file: Path, ready: Event, release: Event) -> None:
    """Another program that locks the file for itself."""
    import sqlite3

    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    ready.set()
    release.wait()
    connection.execute("ROLLBACK")
    connection.close()


def go_through_gate(file: Path) -> None:
    """Wait for the gate of a workspace, and give it back."""
    with Gate(file).held():
        pass


def checkpoint(file: Path, stop: Event) -> None:
    """Another program that copies the write-ahead log back all the time."""
    import sqlite3

    connection = sqlite3.connect(file, isolation_level=None, timeout=5)
    modes = ("PASSIVE", "RESTART", "TRUNCATE")
    turn = 0
    while not stop.is_set():
        with contextlib.suppress(sqlite3.OperationalError):  # busy
            connection.execute(f"PRAGMA wal_checkpoint({modes[turn % 3]})").fetchall()
        turn += 1
        time.sleep(0.002)
    connection.close()


def update_once(file: Path, memory_id: str, content: str, log: Path) -> None:
    """One write by somebody else; log what came of it."""
    facts = Log(log)
    try:
        with Workspace.open(file, user="other", create=False) as ws:
            done = ws.memories.update(memory_id, content=content)
            facts.add("written", done.memory_version_id)
    except CoreError as error:
        facts.add("refused", type(error).__name__, str(error))


def write_until_killed(file: Path, store_id: str, name: str, log: Path, plant: str | None) -> None:
    """
    Write without end to shared and to own paths, and log each acknowledgement.

    `plant` is a bug: `early` acknowledges before the commit, `blind` does not check preconditions.
    """
    facts = Log(log)
    if plant == "early":
        _acknowledge_early(facts)
    ws = Workspace.open(file, user=name)
    turn = 0
    while True:
        turn += 1
        path = f"/shared/{turn % 4}" if turn % 3 else f"/{name}/{os.getpid()}/{turn}"
        text = f"{name} {os.getpid()} {turn} {'x' * (turn * 37 % 3_000)}"
        try:
            memory_id = ws.versions.memory_at(store_id, path)
            now = ws.memories.retrieve(memory_id)
        except CoreError:
            now = None
        try:
            if now is None:
                done, base = ws.memories.create(store_id, path, text), None
            elif turn % 17 == 0:
                deleted = ws.memories.delete(now.id, expect=now.content_sha256)
                if plant != "early":
                    facts.add(deleted, None, now.content_sha256)
                continue
            else:
                expect = None if plant == "blind" else now.content_sha256
                done = ws.memories.update(now.id, content=text, expect=expect)
                base = now.content_sha256
        except (PathConflict, PreconditionFailed, CoreError):
            continue
        if plant != "early":
            facts.add(done.memory_version_id, done.content_sha256, base)


def _acknowledge_early(facts: Log) -> None:
    from core.storage.writing_connection import WritingConnection

    def transaction(self: WritingConnection, outcomes: list) -> None:
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            outcomes[0].value = outcomes[0].job(connection)
            row = connection.execute(
                "SELECT id, content_sha256 FROM versions ORDER BY seq DESC LIMIT 1"
            ).fetchone()
            if row is not None:
                facts.add(row[0], row[1], None)
            time.sleep(0.002)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    WritingConnection._transaction = transaction
