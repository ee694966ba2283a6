"""
`kill -9` at random moments while several writers are in flight: nothing acknowledged is ever lost.

The harness is only worth something if it can fail, so the same checks run over writers that are
broken on purpose, and have to find it.
"""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from core import Workspace
from core.versions import Version

WRITERS = 5
SCRIPT = Path(__file__).with_name("writer.py")


def start_writers(folder: Path, round_number: int, plant: str = "") -> list[subprocess.Popen]:
    """Writers of one round, each with a log of its own."""
    return [
        subprocess.Popen(
            [
                sys.executable,
                SCRIPT,
                folder / "team.db",
                folder / f"log-{round_number}-{number}",
                str(round_number * WRITERS + number),
                *([plant] if plant else []),
            ]
        )
        for number in range(WRITERS)
    ]


def wait_until_writing(folder: Path, round_number: int) -> None:
    """Wait until every writer of a round was acknowledged something."""
    deadline = time.monotonic() + 60
    logs = [folder / f"log-{round_number}-{number}" for number in range(WRITERS)]
    while not all(log.exists() and log.stat().st_size for log in logs):
        assert time.monotonic() < deadline, "the writers do not write"
        time.sleep(0.01)


def kill_rounds(folder: Path, rounds: int, plant: str = "") -> list[str]:
    """Kill all writers again and again, and give what is wrong in the workspace after each time."""
    moment = random.Random(rounds)
    with Workspace.open(folder / "team.db") as workspace:
        workspace.stores.create("shared")
    problems: list[str] = []
    for number in range(rounds):
        writers = start_writers(folder, number, plant)
        try:
            wait_until_writing(folder, number)
            time.sleep(moment.uniform(0, 0.15))
        finally:
            moment.shuffle(writers)
            for writer in writers:
                writer.send_signal(signal.SIGKILL)
                time.sleep(moment.uniform(0, 0.004))
            for writer in writers:
                writer.wait()
        problems += verify(folder)
    return problems


def verify(folder: Path) -> list[str]:
    """Compare everything that writers were told with everything that is there."""
    acknowledged = [
        tuple(json.loads(line))
        for log in sorted(folder.glob("log-*"))
        for line in log.read_bytes().splitlines(keepends=True)
        if line.endswith(b"\n")
    ]
    problems = []
    with Workspace.open(folder / "team.db") as workspace:
        (store,) = workspace.stores.list()
        history: dict[str, list[Version]] = {}
        for version in reversed(list(workspace.versions.list(store.id))):
            assert version.path is not None
            history.setdefault(version.path, []).append(version)
        problems += [problem.message for problem in workspace.examine().problems]
    bases = {(path, written): base for path, base, written in acknowledged}
    there = {(path, v.content_sha256) for path, versions in history.items() for v in versions}
    lost = [fact for fact in bases if fact not in there]
    problems += [f"acknowledged and lost: {path}" for path, _ in lost]
    for path, versions in history.items():
        hashes = [version.content_sha256 for version in versions]
        for before, after in zip([None, *hashes], hashes, strict=False):
            # A write in flight at the kill may be there without having been acknowledged.
            if bases.get((path, after), before) != before:
                problems.append(f"overwritten unseen: {path}")
        problems += [f"twice: {path}" for _, times in Counter(hashes).items() if times > 1]
    return problems


def test_nothing_acknowledged_is_lost_when_writers_are_killed(tmp_path, long):
    """After each kill every acknowledged version is there, in an unbroken chain."""
    assert kill_rounds(tmp_path, 400 if long else 8) == []
    with Workspace.open(tmp_path / "team.db") as workspace:
        assert workspace.context.db.wal_bytes() < 64 << 20


@pytest.mark.parametrize(
    ("plant", "found"), [("early", "acknowledged and lost"), ("blind", "overwritten unseen")]
)
def test_the_harness_finds_writers_that_are_broken_on_purpose(tmp_path, plant, found):
    """An acknowledgement before the commit, and a write without its precondition, turn it red."""
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        if any(problem.startswith(found) for problem in kill_rounds(folder, 2, plant)):
            return
    pytest.fail(f"the harness did not notice the planted bug {plant!r}")
