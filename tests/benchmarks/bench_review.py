"""
How long a reviewer waits: a verdict, a look, and an apply on 400 hunks of a file of 5,000 lines.

    python tests/benchmarks/bench_review.py

Times are medians in milliseconds; "x write" is next to one durable write of a small memory, which
is the least that a durable verdict can cost. The fold alone is what a screen pays to draw one more.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.reviewing import edit, finding, proposed

from core import Workspace
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.folding import fold
from core.dreams.verdicts import Action

LINES, HUNKS = 5_000, 400


def median_ms(times: int, call: Callable[[int], object]) -> float:
    """The median of so many calls."""
    taken = []
    for number in range(times):
        start = time.perf_counter()
        call(number)
        taken.append((time.perf_counter() - start) * 1_000)
    return statistics.median(taken)


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace.open(Path(folder) / "bench.db", user="reviewer") as ws,
    ):
        store = ws.stores.create("Notes")
        lines = [f"- line {n} of it" for n in range(LINES)]
        memory = ws.memories.create(store.id, "/a.md", "".join(f"{line}\n" for line in lines))
        small = ws.memories.create(store.id, "/small.md", "x")
        step = LINES // HUNKS
        findings = [
            finding(f"{n}", edit("/a.md", n * step + 1, [lines[n * step]], [f"- better {n}"]))
            for n in range(HUNKS)
        ]
        dream_id = proposed(ws, store.id, findings)
        parts = ws.reviews.look(dream_id).review.parts
        write = median_ms(50, lambda n: ws.memories.update(small.id, content=f"{n}"))
        report("one small write", write, write)
        report("look, nothing decided", median_ms(10, lambda _: ws.reviews.look(dream_id)), write)

        def verdict(number: int) -> None:
            only = Selection(hunks=(parts[number].id,))
            ws.reviews.decide(dream_id, Action.ACCEPT, only)

        report("verdict and look, first 50", median_ms(50, verdict), write)
        for number in range(50, 350):
            verdict(number)
        report("verdict and look, last 50", median_ms(50, lambda n: verdict(350 + n)), write)
        look = ws.reviews.look(dream_id)
        records = list(look.review.done)
        report(
            "fold of 400 records alone",
            median_ms(20, lambda _: fold(look.review.changes, records)),
            write,
        )
        changed = (memory.content or "").replace("line 5 of it", "line 5 of it\n# new")
        ws.memories.update(memory.id, content=changed)
        report("look, the file moved", median_ms(10, lambda _: ws.reviews.look(dream_id)), write)
        report("preview", median_ms(3, lambda _: ws.reviews.preview(dream_id)), write)
        report("apply all", median_ms(1, lambda _: ws.reviews.apply(dream_id)), write)
        report("undo the apply", median_ms(1, lambda _: ws.reviews.undo(dream_id)), write)


def report(what: str, took_ms: float, write_ms: float) -> None:
    print(f"{what:28} {took_ms:9.2f} ms {took_ms / write_ms:8.1f} x write")


if __name__ == "__main__":
    main()
