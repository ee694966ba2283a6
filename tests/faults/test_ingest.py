"""Ingesting in several processes at once, and being killed in the middle of it."""

import json
import random
import time
from pathlib import Path

import pytest
from support.claude_lines import answered, called, said, write
from support.ingesting import NOTHING, check, ingest, known
from support.processes import CONTEXT, Crew, read_log
from support.workers import ingest as ingest_all
from support.workers import ingest_until_killed

from core import Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sessions long enough for many portions, and documents long enough for some."""
    root = tmp_path / "transcripts"
    for number in range(3):
        session = f"{number:08d}-0000-4000-8000-000000000000"
        lines = [
            record
            for turn in range(0, 1_800, 3)
            for record in (
                said(turn, f"{turn} {'x' * 200}", session),
                called(turn + 1, "Bash", session, command=f"echo {turn} >> /memories/log.md"),
                answered(turn + 2, turn + 1, "Exit code 1", session, is_error=turn % 30 == 0),
            )
        ]
        write(root / "claude" / f"{number}.jsonl", lines)
    step = {"thought": "t", "response": "r", "state": "{}", "execution_time": 0.1}
    steps = [step | {"action": f"cat {n}", "observation": f"seen {n}"} for n in range(520)]
    document = {"environment": "e", "trajectory": steps, "history": [], "info": {}}
    (root / "swe.traj").write_text(json.dumps(document))
    return root


def _alone(folder: Path, file: Path) -> dict[str, list[tuple[object, ...]]]:
    with Workspace.open(file) as ws:
        ingest(ws, folder)
        return known(ws)


def test_processes_that_read_the_same_folder_add_it_once(
    file: Path, folder: Path, tmp_path: Path, crew: Crew
) -> None:
    """All at once; together they report what one alone would have added."""
    expected = _alone(folder, tmp_path / "alone.db")
    Workspace.open(file).close()
    start = CONTEXT.Barrier(3)
    logs = [tmp_path / f"log{number}" for number in range(3)]
    for log in logs:
        crew.start(ingest_all, file, folder, log, start)
    crew.wait()
    added = [read_log(log)[0] for log in logs]
    with Workspace.open(file) as ws:
        check(ws)
        assert known(ws) == expected
        total = ingest(ws, folder)
        assert total.added == NOTHING
    sessions, events, calls, errors, *_, failed = map(sum, zip(*added, strict=True))
    assert (sessions, events) == (4, len(expected["events"]))
    assert (calls, errors, failed) == (1_800 + 520, 180, 0)


def test_killed_in_the_middle_nothing_is_lost_or_doubled(
    file: Path, folder: Path, tmp_path: Path, crew: Crew, *, long: bool
) -> None:
    """Again and again, at any moment; whoever comes next goes on there."""
    expected = _alone(folder, tmp_path / "alone.db")
    Workspace.open(file).close()
    chance = random.Random(5)
    part = 0
    for number in range(200 if long else 5):
        log = tmp_path / f"log{number}"
        process = crew.start(ingest_until_killed, file, folder, log)
        while not read_log(log):
            time.sleep(0.001)
        time.sleep(chance.random() * 0.15)
        crew.kill(process)
        with Workspace.open(file) as ws:
            check(ws)
            rows = len(known(ws)["events"])
            assert rows >= part
            part = rows
    with Workspace.open(file) as ws:
        ingest(ws, folder)
        check(ws)
        assert known(ws) == expected
