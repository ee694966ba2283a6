"""
A dream over a large store: how long it takes, how much memory, and whether it repeats itself.

    python tests/benchmarks/bench_dream.py [--sessions N] [--memories N] [--dreamer NAME]

The store and the sessions are made by the generator of `memtui dream bench`. The budget for 500
sessions and 2,000 memories is 30 s. Memory is what the dream adds to the peak of the process.
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence

from core.dreams.bench import baselines
from core.dreams.bench.domains import DEVELOPMENT, HELD_OUT
from core.dreams.bench.generate import Size, generate
from core.dreams.bench.score import score
from core.dreams.dreamers.named import dreamer_named
from core.dreams.inputs import Inputs
from core.dreams.proposal import Finding

BUDGET_S = 30.0


def dream(name: str, inputs: Inputs) -> Sequence[Finding]:
    """What the dreamer of this name finds."""
    if name == "noop":
        return baselines.noop(inputs)
    return dreamer_named(name).dream(inputs)


def peak_mb() -> float:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure and print; 1 when the budget is not kept or the dream does not repeat itself."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--memories", type=int, default=2_000)
    parser.add_argument("--noise", type=int, default=40, help="calls of each session")
    parser.add_argument("--dreamer", default="offline")
    parser.add_argument("--domain", default="sre")
    options = parser.parse_args()

    domain = next(one for one in (*DEVELOPMENT, *HELD_OUT) if one.name == options.domain)
    start = time.perf_counter()
    size = Size(sessions=options.sessions, memories=options.memories, noise=options.noise)
    case = generate(domain, 1, size)
    events = sum(len(log.events) for log in case.inputs.sessions)
    lines = sum(file.text.count("\n") for file in case.inputs.files)
    print(f"made in {time.perf_counter() - start:.1f} s: {len(case.inputs.sessions):,} sessions,")
    print(f"  {events:,} events, {len(case.inputs.files):,} memories, {lines:,} lines")

    before = peak_mb()
    start, busy = time.perf_counter(), time.process_time()
    findings = dream(options.dreamer, case.inputs)
    took_s, busy_s = time.perf_counter() - start, time.process_time() - busy
    added = peak_mb() - before
    print(f"{options.dreamer}: {took_s:.1f} s of {BUDGET_S:.0f} s ({busy_s:.1f} s of a processor),")
    print(f"  +{added:.0f} MB at the peak,", end="")
    print(f"  {len(findings):,} findings, {sum(len(one.edits) for one in findings):,} edits")

    repeats = tuple(findings) == tuple(dream(options.dreamer, case.inputs))
    seen = score(case, findings)
    print(f"  says the same again: {'yes' if repeats else 'NO'}")
    print(f"  false merges {len(seen.harm.falsely_merged)}, ", end="")
    print(f"wrong removals {len(seen.harm.wrongly_removed)}")
    return 0 if repeats and took_s < BUDGET_S else 1


if __name__ == "__main__":
    sys.exit(main())
