"""
Ingesting transcripts: throughput, memory, and how soon an appended line is committed.

    python tests/benchmarks/bench_ingest.py [--mb N] [--large-mb N] [--folder DIR]

Makes its own transcripts, with the sizes and the shares of record types of real ones. Every figure
comes with the CPU time behind it, since on a machine that is shared the clock says little, and with
its ratio to reading and parsing the same file without keeping anything.
"""

import argparse
import json
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

from core import Workspace
from core.transcripts.files import CHUNK
from core.transcripts.formats.claude_code import FORMAT
from core.transcripts.stream import LineStream
from core.transcripts.watch import Watcher

BASE_TURNS = 150
APPENDED = 60
TAG = "0" * 12
"""The end of every id; each copy of the base has another one."""


def base(chance: random.Random) -> bytes:
    """About 20 MB of one session: messages, calls, results twice over, and progress in between."""
    lengths = chance.choices(range(2, 10), k=4_000)
    vocabulary = ["".join(chance.choices("etaoinshrdlu", k=length)) for length in lengths]

    def prose(length: int) -> str:
        words = chance.choices(vocabulary, k=max(length // 7, 1))
        return "\n".join(" ".join(words[at : at + 12]) for at in range(0, len(words), 12))

    lines: list[bytes] = []

    def add(kind: str, message: object = None, **more: object) -> None:
        number = len(lines)
        hours, rest = divmod(number // 3, 3_600)
        record = {
            "parentUuid": f"{max(number - 1, 0):08x}-0000-4000-8000-{TAG}",
            "isSidechain": False,
            "userType": "external",
            "cwd": "/work/payments",
            "sessionId": f"10000000-0000-4000-8000-{TAG}",
            "version": "2.1.231",
            "gitBranch": "main",
            "type": kind,
            "uuid": f"{number:08x}-0000-4000-8000-{TAG}",
            "timestamp": f"2026-11-20T{hours:02d}:{rest // 60:02d}:{rest % 60:02d}.000Z",
            **({} if message is None else {"message": message}),
            **more,
        }
        lines.append(json.dumps(record).encode() + b"\n")

    for turn in range(BASE_TURNS):
        add("user", {"role": "user", "content": prose(chance.randint(40, 1_500))})
        for step in range(9):
            call = f"toolu_{turn:06d}{step}{TAG}"
            usage = {"input_tokens": 4, "output_tokens": 90, "cache_read_input_tokens": 9_000}
            answer = {"id": f"msg_{turn:06d}{step}{TAG}", "role": "assistant", "usage": usage}
            answer["model"] = "bench-1"
            said = {"type": "text", "text": prose(chance.randint(60, 700))}
            add("assistant", {**answer, "content": [said]})
            tool, given, output, extra = _call(step % 3, chance, prose)
            block = {"type": "tool_use", "id": call, "name": tool, "input": given}
            add("assistant", {**answer, "content": [block]})
            add("progress", data={"type": "hook_progress", "text": prose(300)}, toolUseID=call)
            result = {"type": "tool_result", "tool_use_id": call, "content": output}
            if step == 8:
                result |= {"is_error": True, "content": f"Exit code 2\n{output}"}
            add("user", {"role": "user", "content": [result]}, toolUseResult=extra)
    return b"".join(lines)


def _call(
    kind: int, chance: random.Random, prose: Callable[[int], str]
) -> tuple[str, dict[str, str], str, dict[str, str]]:
    """A tool, what it is given, what the agent sees of its result, and what the program keeps."""
    if kind == 0:
        output = prose(int(min(chance.lognormvariate(6.3, 1.3), 100_000)))
        given = {"command": f"make {prose(30)} | tail", "description": prose(200)}
        return "Bash", given, output, {"stdout": output}
    path = f"/work/payments/{chance.randint(1, 400)}.py"
    if kind == 1:
        # Of a file that is edited the whole old text is kept.
        given = {"file_path": path, "old_string": prose(200), "new_string": prose(700)}
        return "Edit", given, prose(400), {"originalFile": prose(22_000)}
    output = prose(int(min(chance.lognormvariate(7.0, 1.2), 100_000)))
    return "Read", {"file_path": path}, output, {"content": output}


def make(path: Path, megabytes: int) -> None:
    """A transcript of that size: the base again and again, with other ids each time."""
    one = base(random.Random(7))
    size = copy = 0
    with path.open("wb") as file:
        while size < megabytes * 1_000_000:
            size += file.write(one.replace(TAG.encode(), f"{copy:012x}".encode()))
            copy += 1


def parse_only(path: Path) -> int:
    """Read and parse, and keep nothing; gives how many events there were."""
    stream, count = LineStream(FORMAT), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            count += len(stream.feed(chunk).events)
    return count


def ingest(path: Path) -> int:
    """Into a new workspace beside the file."""
    with Workspace.open(path.with_suffix(".db")) as ws:
        return ws.ingester().file(path).events


def latencies(folder: Path) -> list[float]:
    """Seconds from appending a line to the end of the commit with its event, under a watcher."""
    path = folder / "live.jsonl"
    line = base(random.Random(1)).split(b"\n")[0] + b"\n"
    came, stop = threading.Event(), threading.Event()
    found = []
    with Workspace.open(folder / "live.db") as ws:
        watcher = Watcher(ws.ingester(stop=stop), [folder], told=lambda *_: came.set())
        path.write_bytes(line)
        thread = threading.Thread(target=watcher.run, args=(stop,))
        thread.start()
        came.wait()
        time.sleep(1)  # until the folder is watched
        for number in range(1, APPENDED):
            came.clear()
            record = line.replace(b'"uuid": "00000000', f'"uuid": "{number:08x}'.encode())
            began = time.perf_counter()
            with path.open("ab") as file:
                file.write(record)
            came.wait()
            found.append(time.perf_counter() - began)
            time.sleep(0.05)
        stop.set()
        thread.join()
    return found


def measured(what: str, path: Path) -> dict[str, float]:
    """Run one of them in a process of its own: events, seconds, CPU seconds and peak megabytes."""
    program = [sys.executable, __file__, "--child", what, str(path)]
    done = subprocess.run(program, check=True, capture_output=True, env=os.environ)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def child(what: str, path: Path) -> None:
    """What `measured` runs."""
    run = {"parse": parse_only, "ingest": ingest}[what]
    began, cpu = time.perf_counter(), time.process_time()
    events = run(path)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    # Not `getrusage`, which counts what the parent had when it forked.
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps({"events": events, "seconds": seconds, "cpu": cpu, "peak": peak}))


def report(name: str, megabytes: float, found: dict[str, float]) -> None:
    """One line of figures."""
    seconds, cpu, events = found["seconds"], found["cpu"], found["events"]
    print(
        f"{name:24} {megabytes / seconds:7.1f} MB/s {events / seconds:8,.0f} events/s"
        f"   of CPU alone {megabytes / cpu:7.1f} MB/s {events / cpu:8,.0f} events/s"
        f"   peak {found['peak']:.0f} MB"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=150)
    parser.add_argument("--large-mb", type=int, default=1_000, help="0 leaves it out")
    parser.add_argument("--folder", type=Path, help="where the files are made, and removed again")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Make, measure, report."""
    wanted = _arguments()
    if wanted.child:
        child(wanted.child[0], Path(wanted.child[1]))
        return
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory(dir=wanted.folder) as name:
        folder = Path(name)
        path = folder / "a.jsonl"
        make(path, wanted.mb)
        size = path.stat().st_size / 1e6
        parsed, kept = measured("parse", path), measured("ingest", path)
        report(f"parse {size:.0f} MB", size, parsed)
        report(f"ingest {size:.0f} MB", size, kept)
        print(f"ratio to parsing: {kept['cpu'] / parsed['cpu']:.2f} in CPU time")
        path.unlink()
        if wanted.large_mb:
            large = folder / "large.jsonl"
            make(large, wanted.large_mb)
            report(f"ingest {wanted.large_mb:,} MB", wanted.large_mb, measured("ingest", large))
            large.unlink()
        live = folder / "live"
        live.mkdir()
        found = sorted(latencies(live))
        print(
            f"appended to committed: median {statistics.median(found) * 1000:.0f} ms,"
            f" 95th percentile {found[int(len(found) * 0.95)] * 1000:.0f} ms"
        )
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
