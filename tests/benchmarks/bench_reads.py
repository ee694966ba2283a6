"""
Reads on a large workspace: no page may cost more when the store has grown.

    python tests/benchmarks/bench_reads.py [--memories N] [--versions-each N]

Fills a small and a large workspace with plain statements, much faster than writing would, and
prints medians in milliseconds with the ratio between the two.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from core import Workspace
from core.reading.version_filter import VersionFilter
from core.text import sha256

HOT_VERSIONS = 10_000
FILES_A_FOLDER = 1_000
ROUNDS = 30


def fill(path: Path, memories: int, versions_each: int) -> str:
    """A workspace with that many memories in folders, and one memory with 10,000 versions."""
    with Workspace.open(path) as workspace:
        store_id = workspace.stores.create("bench").id
        connection = workspace.context.db._writing.connection
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        seq = 1
        for version in range(versions_each):
            for start in range(0, memories, 50_000):
                numbers = range(start, min(start + 50_000, memories))
                rows = [(seq + 1 + n - start, n, version) for n in numbers]
                _insert(connection, store_id, rows, last=version == versions_each - 1)
                seq += len(rows)
        for version in range(HOT_VERSIONS):
            seq += 1
            _insert(connection, store_id, [(seq, 0, versions_each + version)], last=False)
        connection.execute("COMMIT")
    return store_id


def _insert(connection: object, store_id: str, rows: list[tuple[int, int, int]], *, last: bool):
    execute = connection.executemany
    at = "2026-01-01T00:00:00.000000Z"
    execute(
        "INSERT INTO changes VALUES (?, 'memory.modified', ?, ?, ?, 'user_actor', 'bench')",
        [(seq, at, store_id, _memory_id(n)) for seq, n, _ in rows],
    )
    execute("INSERT INTO contents VALUES (?, ?)", [(seq, _text(n, v)) for seq, n, v in rows])
    execute(
        "INSERT INTO versions (seq, id, store_id, memory_id, operation, path, content_seq,"
        " content_sha256, content_size_bytes, created_at, actor_type, actor_id, unconditional)"
        " VALUES (?, ?, ?, ?, 'modified', ?, ?, ?, ?, ?, 'user_actor', 'bench', 0)",
        [
            (seq, _version_id(seq), store_id, _memory_id(n), _path(n), seq, _sha(n, v), 300, at)
            for seq, n, v in rows
        ],
    )
    if last:
        execute(
            "INSERT INTO memories VALUES (?, ?, ?, ?, ?, ?, 300, ?, ?)",
            [
                (_memory_id(n), store_id, _path(n), _version_id(seq), seq, _sha(n, v), at, at)
                for seq, n, v in rows
            ],
        )


def _text(number: int, version: int) -> str:
    return f"# Note {number} version {version}\n".ljust(300, "x")


def _sha(number: int, version: int) -> str:
    return sha256(f"{number}.{version}")  # not of the text: nothing here reads it


def _memory_id(number: int) -> str:
    return f"mem_{number:024d}"


def _version_id(seq: int) -> str:
    return f"memver_{seq:024d}"


def _path(number: int) -> str:
    return f"/team-{number // FILES_A_FOLDER:04d}/note-{number % FILES_A_FOLDER:04d}.md"


def measure(path: Path, store_id: str, memories: int) -> dict[str, float]:
    """Medians of every read, in milliseconds."""
    took: dict[str, float] = {}
    start = time.perf_counter()
    workspace = Workspace.open(path)
    took["open"] = (time.perf_counter() - start) * 1e3
    middle = memories // 2
    folder = f"/team-{middle // FILES_A_FOLDER:04d}/"
    asof = workspace.seq() - HOT_VERSIONS - memories
    cases: dict[str, Callable[[], object]] = {
        "read a memory": lambda: workspace.memories.retrieve(_memory_id(middle)),
        "read by path": lambda: workspace.memories.at_path(store_id, _path(middle)),
        "list 100 of the store": lambda: workspace.memories.page(store_id, limit=100),
        "list 100 of a folder": lambda: workspace.memories.page(store_id, folder, limit=100),
        "list 100 folders": lambda: workspace.memories.page(store_id, depth=1, limit=100),
        "newest 20 versions": lambda: workspace.versions.page(store_id),
        "newest 50 of 10,000": lambda: workspace.versions.page(
            store_id, VersionFilter(memory_id=_memory_id(0)), limit=50
        ),
        "newest 100 changes": lambda: workspace.changes.newest(100),
        "list 100 of the past": lambda: workspace.asof.page(store_id, asof, folder, limit=100),
        "read of the past": lambda: workspace.asof.at_path(store_id, _path(middle), asof),
    }
    for name, case in cases.items():
        case()
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            case()
            times.append(time.perf_counter() - start)
        took[name] = statistics.median(times) * 1e3
    workspace.close()
    return took


def main() -> int:
    """Fill two workspaces and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memories", type=int, default=100_000)
    parser.add_argument("--versions-each", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = []
        for memories in (2_000, options.memories):
            path = Path(folder) / f"{memories}.db"
            store_id = fill(path, memories, options.versions_each)
            results.append(measure(path, store_id, memories))
            size = path.stat().st_size / 1e6
            print(f"{memories:,} memories, {options.versions_each} versions each: {size:,.0f} MB")
    small, large = results
    for name, value in large.items():
        print(f"{name:<24}{small[name]:8.2f} ms {value:8.2f} ms   x {value / small[name]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
