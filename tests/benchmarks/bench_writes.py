"""
Durable compare-and-swap writes, beside a raw sqlite3 loop that stores the same rows.

    python tests/benchmarks/bench_writes.py [--seconds S] [--rounds N]

Prints ratios, medians over interleaved rounds: absolute numbers say more about the disk than about
the program.
"""

import argparse
import hashlib
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from core import Workspace
from core.db import Database
from core.storage.opening import CHECKPOINT_PAGES
from core.storage.sqlite import sqlite3
from core.times import format_time, system_clock

PATHS = 64
STORE_ID = "memstore_000000000000000000000001"
SESSION_ID = "sesn_000000000000000000000001"


def text(number: int, size: int) -> str:
    """A text of `size` bytes that differs for every number."""
    head = f"{number:012d} "
    return head + "x" * (size - len(head))


class Core:
    """Compare-and-swap through the public handle of a session."""

    name = "core"

    def __init__(self, path: Path, size: int, prefix: str = "a") -> None:
        self.workspace = Workspace.open(path)
        stores = list(self.workspace.stores.list())
        self.store = stores[0] if stores else self.workspace.stores.create("bench")
        self.session = self.workspace.sessions.start("bench", {self.store.id: "read_write"})
        self.size = size
        self.number = 0
        self.notes = [
            self.session.create(self.store.id, f"/{prefix}{n}.md", text(0, size))
            for n in range(PATHS)
        ]

    def write(self) -> None:
        """One durable write."""
        self.number += 1
        slot = self.number % PATHS
        note = self.notes[slot]
        self.notes[slot] = self.session.update(
            note.id, content=text(self.number, self.size), expect=note.content_sha256
        )

    def close(self) -> None:
        """Give the file back."""
        self.workspace.close()


class Raw:
    """The same rows, the same flushes, and nothing else: plain statements on one connection."""

    name = "raw sqlite3"

    def __init__(self, path: Path, size: int) -> None:
        Database(path, create=True).close()
        self.size = size
        self.number = 0
        self.connection = connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        at = format_time(system_clock())
        connection.execute(
            "INSERT INTO stores (id, name, description, metadata, created_at, updated_at)"
            " VALUES (?, 'bench', '', '{}', ?, ?)",
            (STORE_ID, at, at),
        )
        self.hashes = []
        for slot in range(PATHS):
            content = text(0, size)
            sha = hashlib.sha256(content.encode()).hexdigest()
            memory_id = f"mem_{slot:024d}"
            seq = connection.execute(_CHANGE, ("memory.created", at, memory_id)).lastrowid
            connection.execute("INSERT INTO contents (seq, text) VALUES (?, ?)", (seq, content))
            connection.execute(
                "INSERT INTO memories VALUES (?, ?, ?, 'v', ?, ?, ?, ?, ?)",
                (memory_id, STORE_ID, f"/a{slot}.md", seq, sha, size, at, at),
            )
            self.hashes.append(sha)

    def write(self) -> None:
        """One durable write."""
        self.number += 1
        slot = self.number % PATHS
        memory_id = f"mem_{slot:024d}"
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        (sha,) = execute(
            "SELECT content_sha256 FROM memories WHERE id = ?", (memory_id,)
        ).fetchone()
        assert sha == self.hashes[slot]
        content = text(self.number, self.size)
        sha = hashlib.sha256(content.encode()).hexdigest()
        at = format_time(system_clock())
        seq = execute(_CHANGE, ("memory.modified", at, memory_id)).lastrowid
        execute("INSERT INTO contents (seq, text) VALUES (?, ?)", (seq, content))
        version_id = f"memver_{self.number:024d}"
        execute(_VERSION, (seq, version_id, memory_id, f"/a{slot}.md", seq, sha, self.size, at))
        execute(
            "UPDATE memories SET version_id = ?, content_seq = ?, content_sha256 = ?,"
            " content_size_bytes = ?, updated_at = ? WHERE id = ?",
            (version_id, seq, sha, self.size, at, memory_id),
        )
        execute("COMMIT")
        self.hashes[slot] = sha

    def close(self) -> None:
        """Give the file back."""
        self.connection.close()


_CHANGE = (
    "INSERT INTO changes (kind, at, store_id, subject_id, actor_type, actor_id)"
    f" VALUES (?, ?, '{STORE_ID}', ?, 'session_actor', '{SESSION_ID}')"
)
_VERSION = (
    "INSERT INTO versions (seq, id, store_id, memory_id, operation, path, content_seq,"
    " content_sha256, content_size_bytes, created_at, actor_type, actor_id, unconditional)"
    f" VALUES (?, ?, '{STORE_ID}', ?, 'modified', ?, ?, ?, ?, ?, 'session_actor',"
    f" '{SESSION_ID}', 0)"
)


def rate(writer: Core | Raw, seconds: float) -> tuple[float, list[float]]:
    """Writes a second, and how long each took, in seconds."""
    took = []
    start = now = time.perf_counter()
    while now - start < seconds:
        writer.write()
        after = time.perf_counter()
        took.append(after - now)
        now = after
    return len(took) / (now - start), took


def one_process(size: int, seconds: float, rounds: int) -> None:
    """The loop of one process against the raw loop, in turns."""
    rates: dict[str, list[float]] = {"core": [], "raw sqlite3": []}
    with tempfile.TemporaryDirectory() as folder:
        writers = [Core(Path(folder) / "core.db", size), Raw(Path(folder) / "raw.db", size)]
        for writer in writers:
            rate(writer, seconds / 4)
        for _ in range(rounds):
            for writer in writers:
                rates[writer.name].append(rate(writer, seconds)[0])
        for writer in writers:
            writer.close()
    core, raw = (statistics.median(values) for values in rates.values())
    print(
        f"one process, {size:>7,} bytes: core {core:8,.0f}/s   raw {raw:8,.0f}/s"
        f"   ratio {core / raw:.2f}"
    )


def _worker(path: str, size: int, seconds: float, name: str, go: object, answers: object) -> None:
    writer = Core(Path(path), size, name)
    go.wait()  # type: ignore[attr-defined]
    _, took = rate(writer, seconds)
    writer.close()
    answers.put(took)  # type: ignore[attr-defined]


def many_processes(count: int, size: int, seconds: float) -> None:
    """Fairness among processes: slowest against mean, 99th percentile of a write."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "core.db"
        Core(path, size, "setup").close()
        go, answers = context.Barrier(count), context.Queue()
        workers = [
            context.Process(target=_worker, args=(str(path), size, seconds, f"p{n}-", go, answers))
            for n in range(count)
        ]
        for worker in workers:
            worker.start()
        results = [answers.get() for _ in workers]
        for worker in workers:
            worker.join()
    counts = [len(took) for took in results]
    print(f"{count} processes, {size:>6,} bytes: {_fairness(counts, results, seconds)}")


def many_threads(count: int, size: int, seconds: float) -> None:
    """Group commit: threads of one process on one workspace."""
    with tempfile.TemporaryDirectory() as folder:
        writers = []
        first = Core(Path(folder) / "core.db", size, "t0-")
        for number in range(count):
            writer = Core.__new__(Core)
            writer.__dict__.update(first.__dict__, number=0)
            writer.notes = [
                first.session.create(first.store.id, f"/u{number}-{n}.md", text(0, size))
                for n in range(PATHS)
            ]
            writers.append(writer)
        results: list[list[float]] = []
        threads = [
            threading.Thread(target=lambda w=w: results.append(rate(w, seconds)[1]))
            for w in writers
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        first.close()
    counts = [len(took) for took in results]
    print(f"{count} threads,  {size:>7,} bytes: {_fairness(counts, results, seconds)}")


def _fairness(counts: list[int], results: list[list[float]], seconds: float) -> str:
    took = sorted(value for result in results for value in result)
    mean = sum(counts) / len(counts)
    return (
        f"{sum(counts) / seconds:8,.0f}/s   slowest/mean {min(counts) / mean:.2f}"
        f"   p50 {took[len(took) // 2] * 1e3:.1f} ms"
        f"   p99 {took[int(len(took) * 0.99)] * 1e3:.1f} ms   max {took[-1] * 1e3:.0f} ms"
    )


def main() -> int:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for size in (1_000, 10_000, 100_000):
        one_process(size, options.seconds, options.rounds)
    many_processes(8, 10_000, options.seconds * 2)
    many_processes(32, 10_000, options.seconds * 2)
    for count in (8, 64):
        many_threads(count, 10_000, options.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
