"""
Durable compare-and-swap writes through the HTTP door, beside a raw sqlite3 loop of the same rows.

    python tests/benchmarks/bench_http.py [--seconds S] [--rounds N]

Prints ratios, medians over interleaved rounds. The clients share the two cores with the server, as
cheaply as Python can be one: prepared requests on open connections.
"""

import argparse
import asyncio
import hashlib
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uvloop
from bench_writes import Raw, rate, text

from core import Workspace

ROUND_TEXTS = 16
"""Different texts of one client, in turns: their hashes are known before the clock starts."""


class Client(asyncio.Protocol):
    """One connection, which sends the next write as soon as the last is acknowledged."""

    def __init__(self, requests: list[bytes], took: list[float], done: asyncio.Event) -> None:
        self.requests, self.took, self.done = requests, took, done
        self.at = 0
        self.sent_at = 0.0
        self.buffer = b""
        self.stopped = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = transport
        self.send()

    def send(self) -> None:
        """The next write."""
        self.sent_at = time.perf_counter()
        self.transport.write(self.requests[self.at % len(self.requests)])  # type: ignore[attr-defined]
        self.at += 1

    def data_received(self, data: bytes) -> None:
        """Count a whole answer, and go on."""
        self.buffer += data
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(rest) < length:
            return
        assert head.startswith(b"HTTP/1.1 200"), self.buffer
        self.buffer = b""
        self.took.append(time.perf_counter() - self.sent_at)
        if self.stopped:
            self.transport.close()
            self.done.set()
        else:
            self.send()


class Served:
    """A server of its own, and what is needed to write to it."""

    def __init__(self, folder: Path, size: int, clients: int) -> None:
        path = folder / f"served-{size}-{clients}.db"
        with Workspace.open(path) as workspace:
            _, self.secret = workspace.keys.create("bench")
            store = workspace.stores.create("bench")
            texts = [text(number, size) for number in range(ROUND_TEXTS)]
            notes = [
                workspace.memories.create(store.id, f"/{number}.md", texts[-1])
                for number in range(clients)
            ]
        program = [sys.executable, "-m", "memtui", "--workspace", str(path), "serve", "--port", "0"]
        self.process = subprocess.Popen(program, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline().rpartition(":")[2])
        self.requests = [self._requests(store.id, note.id, texts) for note in notes]
        self.clients: list[Client] = []

    def _requests(self, store_id: str, memory_id: str, texts: list[str]) -> list[bytes]:
        hashes = [hashlib.sha256(one.encode()).hexdigest() for one in texts]
        found = []
        for number, content in enumerate(texts):
            # Each replaces the one before it, and the first the last.
            body = (
                f'{{"content":"{content}","precondition":{{"type":"content_sha256",'
                f'"content_sha256":"{hashes[number - 1]}"}}}}'
            )
            found.append(
                (
                    f"POST /v1/memory_stores/{store_id}/memories/{memory_id} HTTP/1.1\r\n"
                    f"host: 127.0.0.1:{self.port}\r\nauthorization: Bearer {self.secret}\r\n"
                    "content-type: application/json\r\n"
                    f"content-length: {len(body)}\r\n\r\n{body}"
                ).encode()
            )
        return found

    async def run(self, seconds: float) -> list[list[float]]:
        """The time of every write of each client."""
        loop = asyncio.get_running_loop()
        took: list[list[float]] = [[] for _ in self.requests]
        ended = [asyncio.Event() for _ in self.requests]
        started = [
            await loop.create_connection(
                lambda n=n: Client(self.requests[n], took[n], ended[n]), "127.0.0.1", self.port
            )
            for n in range(len(self.requests))
        ]
        await asyncio.sleep(seconds)
        for _, client in started:
            client.stopped = True
        await asyncio.gather(*(event.wait() for event in ended))
        for number, (_, client) in enumerate(started):
            # The next round goes on where this one stopped.
            turn = client.at % ROUND_TEXTS
            self.requests[number] = self.requests[number][turn:] + self.requests[number][:turn]
        return took

    def close(self) -> None:
        """End the server."""
        self.process.terminate()
        assert self.process.wait(20) == 0


def compare(size: int, clients: int, seconds: float, rounds: int) -> None:
    """The door against the raw loop, in turns."""
    doors, raws, took = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        served, raw = Served(folder, size, clients), Raw(folder / "raw.db", size)
        uvloop.run(served.run(seconds / 4))
        for _ in range(rounds):
            found = uvloop.run(served.run(seconds))
            doors.append(sum(map(len, found)) / seconds)
            took += [value for one in found for value in one]
            raws.append(rate(raw, seconds)[0])
        served.close()
        raw.close()
    door, loop = statistics.median(doors), statistics.median(raws)
    took.sort()
    print(
        f"{clients:>4} clients, {size:>6,} bytes: door {door:7,.0f}/s   raw {loop:7,.0f}/s"
        f"   ratio {door / loop:.2f}   p50 {took[len(took) // 2] * 1e3:.1f} ms"
        f"   p99 {took[int(len(took) * 0.99)] * 1e3:.1f} ms",
        flush=True,
    )


def main() -> int:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for size in (1_000, 10_000):
        for clients in (1, 32, 256):
            compare(size, clients, options.seconds, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
