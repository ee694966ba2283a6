"""
The app in a real terminal: bytes in to bytes out, on a workspace with 100,000 memories.

    python tests/benchmarks/bench_app.py [--agents N] [--rounds N]

First paint beside an empty Textual app; a key to its effect on the screen, idle and while N agents
write twice a second each; a write by another process to its path on the screen. Medians and 95th
percentiles, in milliseconds.
"""

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from core import Workspace
from memtui.demo.run import Demo

SIZE = (40, 120)
PATIENCE_S = 20.0
EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("first paint")
Empty().run()
"""


_AS_INSTALLED = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    # An installed program has its bytecode; a checkout may not, and would be compiled each time.
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "memtui-bench-bytecode"),
}


class Terminal:
    """A program in a pseudo-terminal, and what it wrote so far."""

    def __init__(self, *command: str) -> None:
        self.began = time.perf_counter()
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        environment = {**os.environ, **_AS_INSTALLED}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, close_fds=True
        )
        os.close(slave)
        self.seen = b""

    def wait_for(self, text: str, since: float | None = None) -> float:
        """Milliseconds until a text came out, from `since` or from the start."""
        start = self.began if since is None else since
        deadline = time.perf_counter() + PATIENCE_S
        while text.encode() not in self.seen:
            assert time.perf_counter() < deadline, f"{text!r} never came"
            if select.select([self.master], [], [], 0.5)[0]:
                self.seen += os.read(self.master, 1 << 16)
        return (time.perf_counter() - start) * 1e3

    def press(self, keys: str) -> float:
        """Send keys; what came out before counts no more."""
        self.drain()
        self.seen = b""
        now = time.perf_counter()
        os.write(self.master, keys.encode())
        return now

    def drain(self, seconds: float = 0.0) -> None:
        """Read what is there."""
        end = time.perf_counter() + seconds
        while select.select([self.master], [], [], max(0.0, end - time.perf_counter()))[0]:
            self.seen += os.read(self.master, 1 << 16)
            if time.perf_counter() >= end:
                break

    def close(self) -> None:
        """End the program."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def first_paint(path: Path, rounds: int) -> None:
    """From the start of the program to its first pane, beside a Textual app with one word."""
    took: dict[str, list[float]] = {"memtui": [], "empty app": []}
    warm = Terminal(*APP, str(path))
    warm.wait_for("Load")
    warm.close()
    for _ in range(rounds):
        for name, command, text in (
            ("memtui", (*APP, str(path)), "Load"),
            ("empty app", (sys.executable, "-c", EMPTY_APP), "first paint"),
        ):
            terminal = Terminal(*command)
            took[name].append(terminal.wait_for(text))
            terminal.close()
    for name, values in took.items():
        show(f"first paint, {name}", values)


def keys(path: Path, rounds: int, what: str) -> None:
    """Opening and closing the help: a whole screen that is drawn anew."""
    terminal = Terminal(*APP, str(path))
    terminal.wait_for("Load")
    terminal.drain(1.0)
    took = []
    for _ in range(rounds):
        took.append(terminal.wait_for("to search, enter", terminal.press("?")))
        terminal.press("\x1b")
        terminal.drain(0.15)
    terminal.close()
    show(f"key to paint, {what}", took)


def visible_writes(path: Path, rounds: int) -> None:
    """A write by this process, until its path stands in the feed of the app."""
    terminal = Terminal(*APP, str(path))
    terminal.wait_for("Load")
    terminal.drain(1.0)
    took = []
    with Workspace.open(path) as workspace:
        (store,) = workspace.stores.list()
        for number in range(rounds):
            terminal.drain(0.07)
            name = f"seen-{os.getpid()}-{number}"
            workspace.memories.create(store.id, f"/{name}.md", "new\n")
            took.append(terminal.wait_for(name, time.perf_counter()))
    terminal.close()
    show("write of another process on the screen", took)


def show(what: str, values: list[float]) -> None:
    """One line of figures."""
    ordered = sorted(values)
    worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{what:<42} median {statistics.median(values):7.1f} ms   p95 {worst:7.1f} ms")


APP = (sys.executable, "-m", "memtui", "--workspace")


def main() -> int:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agents", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        demo = Demo(path, 1.0, options.agents)
        demo.load()
        first_paint(path, max(3, options.rounds // 3))
        keys(path, options.rounds, "idle")
        visible_writes(path, options.rounds)
        demo.start(None)
        time.sleep(3)
        keys(path, options.rounds, f"{options.agents * 2} writes a second")
        demo.stop()
        counts = demo.finish()
        print(f"{counts.memories:,} memories, {counts.writes:,} writes meanwhile")
    return 0


if __name__ == "__main__":
    sys.exit(main())
