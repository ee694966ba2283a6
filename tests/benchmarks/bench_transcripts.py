"""
A session of 100,000 events in the app: opening it, going through it, folding and searching it.

Most events have the same time, or none, which is the worst case for finding a place among them.

    .venv/bin/python tests/benchmarks/bench_transcripts.py [EVENTS]
"""

import asyncio
import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from core import Workspace
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.screenshot import settled

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.support.claude_lines import SESSION, answered, called, said, write

ROUND = 10
"""Events in a turn: a message, and calls with their results."""


def lines(count: int):
    """A session whose every tenth turn reads a memory, and whose every seventh fails."""
    for start in range(0, count, ROUND):
        turn = start // ROUND
        yield said(start, f"message {turn}: look into dispatch again, please")
        for number in range(start + 1, start + ROUND - 1, 2):
            if turn % 10 == 0 and number == start + 1:
                yield called(number, "Read", file_path="/mnt/memory/notes/p1.md")
            else:
                yield called(number, "Bash", command=f"kubectl get pods --selector=n{number}")
            text = "\n".join(f"pod-{number}-{line} Running" for line in range(20))
            yield answered(number + 1, number, text, is_error=turn % 7 == 0)
        yield said(start + ROUND - 1, "needle" if turn == count // ROUND // 2 else "go on")


@contextmanager
def timed(what: str):
    """Print how long something took."""
    began = time.perf_counter()
    yield
    print(f"{what:<58}{(time.perf_counter() - began) * 1000:>7.0f} ms")


def resident_mb() -> float:
    """The memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


async def look(app: MemtuiApp) -> None:
    """Open the only session, go through it, fold it, search it."""
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app)
        await pilot.press("5")
        await settled(app)
        sessions = app.modes.sessions
        before = resident_mb()
        for what, key in STEPS:
            with timed(what):
                await pilot.press(key)
                await settled(app)
        screen = sessions.transcript
        for word in ("needle", "dispatch"):
            screen.action_search()
            screen.line.value = word
            with timed(f"search for {word}: {WORDS[word]}"):
                await pilot.press("enter")
                await settled(app)
        with timed("100 pages down"):
            for _ in range(100):
                await pilot.press("pagedown")
        await settled(app)
        print(f"{'resident, more than before':<58}{resident_mb() - before:>7.0f} MB")
        print(f"{'events loaded':<58}{screen.transcript.loaded.count:>7,}")


STEPS = (
    ("nothing (what each of these takes at least)", "shift"),
    ("open it", "enter"),
    ("a page down", "pagedown"),
    ("to the end", "G"),
    ("to the beginning", "g"),
    ("only tools", "T"),
    ("all again", "T"),
    ("only memory", "M"),
    ("all again", "M"),
    ("only errors", "E"),
    ("all again", "E"),
    ("fold all turns", "minus"),
    ("to the end, folded", "G"),
    ("unfold all turns", "equals_sign"),
    ("to the beginning", "g"),
)
WORDS = {"needle": "one event", "dispatch": "one event in ten"}


def main(count: int, folder: Path) -> None:
    """Make the session, and look at it."""
    with Workspace.open(folder / "team.db") as workspace:
        workspace.stores.create("notes")
        with timed(f"ingest {count:,} events"):
            workspace.ingester().file(write(folder / f"{SESSION}.jsonl", lines(count)))
        asyncio.run(look(MemtuiApp(LocalBackend(workspace))))


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as made:
        main(wanted, Path(made))
