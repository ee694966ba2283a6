"""
How fast `core.diff` is next to difflib, and what the worst texts cost it in time and memory.

    python tests/benchmarks/bench_diff.py

Times are medians; "x difflib" is difflib's time (`autojunk=False`) by ours on the same lines. Each
peak is the growth of the resident set of a process that does this one diff and nothing else.
"""

import difflib
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.diff import diff, rows
from core.text import split_lines
from core.texts.words import word_marks

Case = Callable[[random.Random], tuple[str, str]]
LIMIT = 102_400


def _prose(rng: random.Random, count: int = 2_000) -> list[str]:
    return ["".join(rng.choices("abcdefghij ", k=49)) + "\n" for _ in range(count)]


def _edited(share: float) -> Case:
    def case(rng: random.Random) -> tuple[str, str]:
        lines = _prose(rng)
        edited = list(lines)
        for at in rng.sample(range(len(lines)), max(1, int(share * len(lines)))):
            edited[at] = edited[at][:20] + "changed" + edited[at][27:]
        return "".join(lines), "".join(edited)

    return case


def _shuffled(rng: random.Random) -> tuple[str, str]:
    lines = _prose(rng)
    return "".join(lines), "".join(rng.sample(lines, len(lines)))


def _unrelated(rng: random.Random) -> tuple[str, str]:
    return "".join(_prose(rng)), "".join(_prose(rng))


def _identical_lines(rng: random.Random) -> tuple[str, str]:
    return "a\n" + "same\n" * 2_000 + "b\n", "c\n" + "same\n" * 1_900 + "d\n"


def _letters(alphabet: str, count: int) -> Case:
    """Unrelated texts of one-character lines."""

    def case(rng: random.Random) -> tuple[str, str]:
        return "\n".join(rng.choices(alphabet, k=count)), "\n".join(rng.choices(alphabet, k=count))

    return case


def _letters_edited(rng: random.Random) -> tuple[str, str]:
    letters = rng.choices("abcdefghijklmnopqrstuvwxyz", k=51_000)
    edited = list(letters)
    for at in rng.sample(range(len(letters)), 500):
        edited[at] = rng.choice("0123456789")
    return "\n".join(letters), "\n".join(edited)


def _empty_lines(rng: random.Random) -> tuple[str, str]:
    """As many lines as fit: nearly all are empty."""

    def text() -> str:
        return "".join(rng.choices(["\n", "a\n"], [50, 1], k=100_000))

    return text(), text()


def _short_shuffled(rng: random.Random) -> tuple[str, str]:
    lines = [f"{number:x}\n" for number in range(20_000)]
    return "".join(lines), "".join(rng.sample(lines, len(lines)))


RELATED: dict[str, Case] = {
    "1 line of 2,000": _edited(0),
    "1 % of the lines": _edited(0.01),
    "20 % of the lines": _edited(0.2),
    "shuffled": _shuffled,
    "unrelated": _unrelated,
    "2,000 identical lines": _identical_lines,
}
HOSTILE: dict[str, Case] = {
    "51,000 letters, unrelated": _letters("abcdefghijklmnopqrstuvwxyz", 51_000),
    "51,000 of four letters": _letters("abcd", 51_000),
    "51,000 letters, 1 % edited": _letters_edited,
    "51,000 of two letters": _letters("ab", 51_000),
    "8,000 letters, unrelated": _letters("abcdefghijklmnopqrstuvwxyz", 8_000),
    "8,000 of two letters": _letters("ab", 8_000),
    "100,000 lines, most empty": _empty_lines,
    "20,000 short lines shuffled": _short_shuffled,
}


def _median_ms(repeat: int, work: Callable[..., object], *given: object) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work(*given)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1_000


def _texts(name: str) -> tuple[str, str]:
    old, new = (RELATED | HOSTILE)[name](random.Random(7))
    return old[:LIMIT], new[:LIMIT]


def _print_peak(name: str) -> None:
    import rapidfuzz.distance  # noqa: F401  (its import is no part of the peak)

    old, new = _texts(name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    diff(old, new)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)


def _peak_mb(name: str) -> float:
    command = [sys.executable, __file__, "--peak", name]
    kilobytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(kilobytes) / 1_024


def _difflib_opcodes(old: str, new: str) -> object:
    # Splitting the lines is part of both sides' work.
    matcher = difflib.SequenceMatcher(None, split_lines(old), split_lines(new), autojunk=False)
    return matcher.get_opcodes()


def main() -> None:
    """Print the tables."""
    # The peaks come first: a child starts with the peak of the process that made it.
    peaks = {name: _peak_mb(name) for name in RELATED | HOSTILE}
    print(f"{'case':30}{'ms':>9}{'x difflib':>11}{'peak MB':>9}{'hunks':>8}  capped")
    for name in RELATED | HOSTILE:
        old, new = _texts(name)
        result = diff(old, new)
        ours = _median_ms(9, diff, old, new)
        ratio = "-"
        if name in RELATED:
            ratio = f"{_median_ms(5, _difflib_opcodes, old, new) / ours:.1f}"
        print(
            f"{name:30}{ours:9.2f}{ratio:>11}{peaks[name]:9.1f}{len(result.hunks):8}"
            f"  {result.capped or ''}"
        )

    lines = _prose(random.Random(7), 5_000)
    edited = [line[:30] + "\n" if at % 12 == 0 else line for at, line in enumerate(lines)]
    large = diff("".join(lines), "".join(edited))
    words = "the cache of the payment service is warmed by a job at 04:00 UTC, not by deploys"
    print()
    print(f"rows, 5,000 lines, 417 hunks, all  {_median_ms(9, rows, large, None):8.2f} ms")
    print(f"rows, the same, 3 lines of context {_median_ms(9, rows, large):8.2f} ms")
    for name, old, new in (
        ("a line of 16 words", words, words.replace("04:00", "05:30").replace("job", "cron job")),
        ("a line of 90 kB", "ab " * 30_000, "ab " * 15_000 + "x" + "ab " * 15_000),
        ("one word of 90 kB", "a" * 90_000, "a" * 45_000 + "b" + "a" * 45_000),
        ("2,000 letters and spaces", "a " * 199 + "b", "c " * 199 + "a"),
    ):
        print(f"word marks, {name:23}{_median_ms(99, word_marks, old, new):8.3f} ms")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        _print_peak(sys.argv[2])
    else:
        main()
