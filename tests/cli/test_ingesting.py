"""`ingest` and `watch` as a script uses them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core import Workspace
from tests.support.claude_lines import SESSION, answered, called, said, write

COUNTS = ("sessions", "events", "tool_calls", "tool_errors", "rejected", "quarantined")
KEYS = {"files", *COUNTS, "bytes", "seconds"}
NOTE = "/mnt/memory/sre-notes/p1.md"


@pytest.fixture
def transcripts(tmp_path: Path) -> Path:
    """A folder with one session, which fails once."""
    folder = tmp_path / "logs"
    write(
        folder / "deep" / f"{SESSION}.jsonl",
        [
            said(1, "look"),
            called(2, "Bash", command="make"),
            answered(3, 2, "Exit code 2", is_error=True),
            called(4, "Write", file_path=NOTE, content="CPU spike\n"),
            b"broken\n",
        ],
    )
    return folder


def test_it_counts_what_this_run_added(memtui, transcripts):
    """A missing workspace is made; a second run adds zeros but names what it looked at."""
    first = memtui("ingest", transcripts, "--json").json
    assert set(first) >= KEYS
    assert [first[name] for name in COUNTS] == [1, 4, 2, 1, 0, 1]
    assert first["files"] == 1
    size = sum(path.stat().st_size for path in transcripts.rglob("*.jsonl"))
    assert first["bytes"] == size
    second = memtui("ingest", transcripts, "--json").json
    assert [second[name] for name in COUNTS] == [0] * 6
    assert (second["files"], second["bytes"]) == (1, size)


def test_nothing_recognised_is_no_error(memtui, tmp_path):
    """Nor is an empty folder; a path that is not there is."""
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "a.json").write_text("[1, 2]")
    done = memtui("ingest", tmp_path / "none", "--json")
    assert (done.code, done.json["files"], done.json["events"]) == (0, 0, 0)
    missing = memtui("ingest", tmp_path / "nowhere", "--json", code=4)
    assert missing.error["type"] == "not_found_error"


def test_it_says_what_it_could_not_read(memtui, transcripts):
    """By its path; the others are read."""
    os.mkfifo(transcripts / "pipe.jsonl")
    bad = Path(os.fsdecode(os.fsencode(transcripts) + b"/bad-\xff.jsonl"))
    write(bad, [said(1, "x")])
    done = memtui("ingest", transcripts, "--json")
    assert done.code == 0
    assert {Path(one["path"]).name[:3] for one in done.json["failed"]} == {"pip", "bad"}
    assert done.json["events"] == 4
    assert b"pipe.jsonl" in memtui("ingest", transcripts).out
    named = memtui("ingest", transcripts, transcripts / "pipe.jsonl", "--json", code=1).json
    assert [Path(one["path"]).name for one in named["failed"]].count("pipe.jsonl") == 1


def test_a_file_that_may_not_be_read_is_named_wherever_it_is(memtui, transcripts, monkeypatch):
    """Below a folder it is left out; by its own name it is an error, and the rest is read."""
    closed = transcripts / "closed.jsonl"
    write(closed, [said(1, "x")])
    is_readable = os.access
    monkeypatch.setattr(
        os, "access", lambda path, *rest: Path(path) != closed and is_readable(path, *rest)
    )
    opened = os.open

    def refusing(path, *rest, **options):
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest, **options)

    monkeypatch.setattr(os, "open", refusing)
    done = memtui("ingest", transcripts, "--json").json
    assert (done["events"], len(done["failed"])) == (4, 1)
    assert memtui("ingest", closed, "--json", code=1).json["failed"] == done["failed"]


def test_a_directory_that_a_person_maps_is_a_store(memtui, store, tmp_path):
    """As the agent sees it, whatever it is called."""
    folder = tmp_path / "logs"
    write(folder / "a.jsonl", [called(1, "Read", file_path="/home/ann/notes/p1.md")])
    memtui("write", store, "/p1.md", "--content", "x")
    done = memtui("ingest", folder, "--map", f"/home/ann/notes={store}", "--json")
    assert done.code == 0
    (access,) = memtui("accesses", store, "/p1.md", "--json").data
    assert access["touch"] == "read"
    memtui("ingest", folder, "--map", "/home/ann/notes=nobody", code=4)
    assert "--map is DIR=STORE" in memtui("ingest", folder, "--map", "/home", code=2).err
    assert "a span such as 2h" in memtui("ingest", folder, "--since", "2x", code=1).err


def test_only_what_changed_lately(memtui, transcripts):
    """By the file's own time."""
    (path,) = transcripts.rglob("*.jsonl")
    os.utime(path, (0, 0))
    assert memtui("ingest", transcripts, "--since", "7d", "--json").json["files"] == 0
    assert memtui("ingest", transcripts, "--since", "1970-01-01", "--json").json["files"] == 1


def _program(home: Path, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "memtui", *map(str, words)],
        env={**os.environ, "HOME": str(home), "MEMTUI_WORKSPACE": str(home / "team.db")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_no_progress_bar_in_a_pipe(home, transcripts):
    """What is not a terminal gets the result and nothing else."""
    out, err = _program(home, "ingest", transcripts, "--json").communicate(timeout=60)
    assert json.loads(out)["events"] == 4
    assert err == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watching_ends_well(home, transcripts, number):
    """Ready when it says so; everything that was read is there after the signal."""
    process = _program(home, "watch", transcripts, "--json")
    try:
        assert process.stderr is not None
        assert process.stdout is not None
        assert process.stderr.readline().startswith("watching 1 folder")
        assert json.loads(process.stdout.readline())["events"] == 4
        (path,) = transcripts.rglob("*.jsonl")
        with path.open("ab") as file:
            file.write(said(9, "more"))
        assert json.loads(process.stdout.readline())["events"] == 1
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (0, "")
    finally:
        process.kill()
        process.wait()
    with Workspace.open(home / "team.db") as ws:
        assert ws.summaries.retrieve(SESSION).events == 5
        assert ws.examine().problems == ()
