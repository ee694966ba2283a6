"""
What the offline dreamer finds in stores and transcripts that people might have written.

    python tests/benchmarks/bench_hand_written.py [STORE ...] [--details]

The stores below `tests/hand_written` were written by hand, by somebody who did not know the
dreamer, with a key of what is wrong in them. A planted line counts as touched when a finding of a
fitting kind changes or quotes it; what has no line in a memory, when one quotes words of a session
that show it. That says how much is seen, and not that it is right: read the findings with
`--details`. What a dream dropped for its evidence is named. No test depends on it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1] / "hand_written"
FITTING = {
    "contradiction": {"resolve_contradiction", "verify", "remove_stale"},
    "verify": {"verify"},
    "denied": {"verify", "remove_stale", "resolve_contradiction"},
    "duplicate": {"merge_duplicates"},
    "stale": {"remove_stale"},
    "misfiled": {"reorganize"},
    "overgrown": {"reorganize"},
    "lesson": {"add_lesson"},
    "pattern": {"add_pattern"},
    "order": {"quarantine"},
}
"""The kinds of change that may be right about a plant."""
Change = dict[str, Any]


def answer(*words: str) -> Any:
    """What a command of memtui answers as JSON."""
    command = [sys.executable, "-m", "memtui", *words, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def changes_of(folder: Path) -> list[Change]:
    """What a dream over one of the stores proposes, in a workspace of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, MEMTUI_WORKSPACE=f"{home}/w.db")
        answer("store", "import", str(folder / "store"), "--name", "X")
        answer("ingest", str(folder / "transcripts"))
        dream = answer("dream", "run", "--store", "X", "--since", "900d", "--wait")
        for one in dream["dropped"]:
            print(f"DROPPED {folder.name}: {one['title']}: {one['reason']}")
        found: list[Change] = answer("review", "show", dream["id"])["changes"]
        return found


def lines_of(folder: Path, where: str) -> Iterator[tuple[str, int, str]]:
    """The planted lines: the path of a memory and a piece of each of its lines that are meant."""
    for one in where.split(";;"):
        path, _, piece = one.partition("~")
        file = folder / "store" / path
        if piece and file.is_file():
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                if piece in line:
                    yield f"/{path}", number, line


def touches(change: Change, path: str, number: int, line: str) -> bool:
    """Whether a change takes a line out, rewrites it, or quotes it."""
    return any(
        hunk["path"] == path
        and hunk["old_start"] <= number < hunk["old_start"] + max(1, len(hunk["old_lines"]))
        for hunk in change["hunks"]
    ) or any(
        one["source"].rpartition(":")[0] == path and one["quote"].strip() in line
        for one in change["evidence"]
    )


def cites(change: Change, shown: str) -> bool:
    """Whether a change quotes one of the texts that decide a plant, as `SESSION~WORDS`."""
    texts = [" ".join(one.partition("~")[2].split()) for one in shown.split(";;")]
    quotes = [" ".join(one["quote"].split()) for one in change["evidence"] if one["session_id"]]
    return any(text and text in quote for text in texts for quote in quotes)


def main() -> None:
    """Dream over each store, and print how many plants of each kind were touched."""
    parser = argparse.ArgumentParser()
    parser.add_argument("stores", nargs="*", metavar="STORE")
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    planted: Counter[str] = Counter()
    touched: Counter[str] = Counter()
    proposed: Counter[str] = Counter()
    for name in options.stores or sorted(one.name for one in HERE.iterdir() if one.is_dir()):
        changes = changes_of(HERE / name)
        proposed.update(one["kind"] for one in changes)
        for row in (HERE / name / "key.tsv").read_text("utf-8").splitlines():
            label, kind, where, shown = (*row.split("\t"), "")[:4]
            if kind not in FITTING:
                continue
            planted[kind] += 1
            places = list(lines_of(HERE / name, where))
            found = [
                change
                for change in changes
                if change["kind"] in FITTING[kind]
                and (any(touches(change, *at) for at in places) if where else cites(change, shown))
            ]
            touched[kind] += bool(found)
            if options.details:
                titles = (f"\n    {one['title']}" for one in found)
                print(name, label, kind, where or shown, *titles)
        if options.details:
            print(*(f"  {name}: {one['kind']}: {one['title']}" for one in changes), sep="\n")
    for kind in planted:
        print(f"{kind:14s} touched {touched[kind]:3d} of {planted[kind]:3d}")
    print("proposed:", ", ".join(f"{kind} {count}" for kind, count in sorted(proposed.items())))


if __name__ == "__main__":
    main()
