"""
A mounted store: how long a text takes from one side to the other.

    python tests/benchmarks/bench_mount.py [--memories N] [--rounds N]

Mounts a store in a process of its own, changes one file or memory at a time at irregular moments,
and prints medians and 95th percentiles in milliseconds; then what the mount costs at rest.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from core import NotFound, Workspace

PATIENCE_S = 10.0
REST_S = 10.0


def until(condition: Callable[[], bool]) -> float:
    """How long it takes until something is so, in milliseconds."""
    began = time.monotonic()
    while not condition():
        time.sleep(0.001)
        if time.monotonic() - began > PATIENCE_S:
            raise SystemExit("It never came to be so.")
    return (time.monotonic() - began) * 1_000


def content(ws: Workspace, store_id: str, path: str) -> str | None:
    try:
        return ws.memories.at_path(store_id, path).content
    except NotFound:
        return None


def measure(folder: Path, memories: int, rounds: int) -> None:
    chance = random.Random(1)
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    notes, file = folder / "notes", folder / "team.db"
    with Workspace.open(file) as ws:
        store = ws.stores.create("bench").id
        paths = [f"/d{number % 50}/{number}.md" for number in range(memories)]
        for start in range(0, memories, 500):
            ws.memories.create_many(store, dict.fromkeys(paths[start : start + 500], "text\n" * 40))
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "memtui", "--workspace", file, "mount", store, notes],
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        process.stderr.readline()
        print(f"{memories:,} memories are there after {time.monotonic() - began:.2f} s")
        threading.Thread(target=process.stderr.read, daemon=True).start()
        until_rest(process.pid)
        took: dict[str, list[float]] = {"push": [], "create": [], "pull": []}
        for number in range(rounds):
            path, text = chance.choice(paths), f"mine {number}\n"
            (notes / path[1:]).write_text(text)
            took["push"].append(until(lambda p=path, t=text: content(ws, store, p) == t))
            time.sleep(chance.random() / 10)
            (notes / f"new{number}.md").write_text(text)
            took["create"].append(
                until(lambda n=number, t=text: content(ws, store, f"/new{n}.md") == t)
            )
            time.sleep(chance.random() / 10)
            path, text = chance.choice(paths), f"theirs {number}\n"
            ws.memories.put(store, path, text)
            took["pull"].append(until(lambda p=path, t=text: (notes / p[1:]).read_text() == t))
            time.sleep(chance.random() / 10)
        for what, times in took.items():
            late = statistics.quantiles(times, n=20)[-1]
            print(
                f"{what:8} {statistics.median(times):6.1f}  p95 {late:6.1f}  max {max(times):6.1f}"
            )
        time.sleep(1)
        used = cpu_s(process.pid)
        time.sleep(REST_S)
        print(f"at rest {(cpu_s(process.pid) - used) / REST_S * 100:.1f} % of a core")
        process.terminate()
        process.wait()


def until_rest(pid: int) -> None:
    """Wait until the history is written, so that nothing else is measured."""
    while True:
        used = cpu_s(pid)
        time.sleep(1)
        if cpu_s(pid) - used < 0.1:
            return


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--memories", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=100)
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), wishes.memories, wishes.rounds)


if __name__ == "__main__":
    main()
