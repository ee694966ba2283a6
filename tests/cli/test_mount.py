"""`mount` as an agent with a shell has it: a real process, real files, and real time."""

import contextlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core import NotFound, Workspace
from tests.support.claude_lines import called, write

PATIENCE_S = 20.0


def until(condition: Callable[[], object], what: str = "") -> float:
    """Wait until something is so, and give how long that took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < PATIENCE_S, what
        time.sleep(0.005)
    return time.monotonic() - began


class Mounted:
    """A process that mounts, and what it says."""

    def __init__(self, home: Path, *words: object) -> None:
        self.directory = Path(str(words[1]))
        self.log = home / "mount.log"
        self.log.touch()
        before = self.said().count("mounted ")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "memtui", "mount", *map(str, words)],
                stdout=subprocess.PIPE,
                stderr=log,
            )
        until(lambda: self.said().count("mounted ") > before or self.process.poll() is not None)

    def said(self) -> str:
        return self.log.read_text()

    def __truediv__(self, name: str) -> Path:
        return self.directory / name

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode


@pytest.fixture
def mounted(home: Path) -> Iterator[Callable[..., Mounted]]:
    """Starts mounts, none of which outlives the test."""
    started: list[Mounted] = []

    def start(*words: object) -> Mounted:
        started.append(Mounted(home, *words))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate()


@pytest.fixture
def ws(home: Path) -> Iterator[Workspace]:
    """The workspace of the account, as somebody else sees it."""
    with Workspace.open(home / "team.db", user="ann") as workspace:
        yield workspace


def content(ws: Workspace, store: str, path: str) -> str | None:
    try:
        return ws.memories.at_path(store, path).content
    except NotFound:
        return None


def test_both_ways_and_at_once(mounted: Any, ws: Workspace, store: str, tmp_path: Path) -> None:
    """What one side writes the other one has within 200 ms; loosely, for machines are busy."""
    ws.memories.create(store, "/a.md", "one\n")
    notes = mounted(store, tmp_path / "notes")
    assert notes.said().endswith(f"mounted SRE Notes at {tmp_path / 'notes'}\n")
    took = []
    for number in range(8):
        (notes / "a.md").write_text(f"mine {number}\n")
        took.append(until(lambda n=number: content(ws, store, "/a.md") == f"mine {n}\n"))
        (notes / f"new{number}.md").write_text("new\n")
        took.append(until(lambda n=number: content(ws, store, f"/new{n}.md") == "new\n"))
        ws.memories.put(store, "/a.md", f"theirs {number}\n")
        took.append(until(lambda n=number: (notes / "a.md").read_text() == f"theirs {n}\n"))
    assert sorted(took)[len(took) // 2] < 0.2
    assert notes.end() == 0
    assert "pushed /a.md" in notes.said()
    assert "pulled /a.md" in notes.said()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_well_after_a_last_pass(
    mounted: Any, ws: Workspace, store: str, tmp_path: Path, number: int
) -> None:
    """What was written right before the signal is pushed; the directory stays as it is."""
    notes = mounted(store, tmp_path / "notes")
    (notes / "last.md").write_text("in the last moment\n")
    assert notes.end(number) == 0
    assert content(ws, store, "/last.md") == "in the last moment\n"
    assert (notes / "last.md").exists()


def test_a_killed_mount_goes_on_where_it_was(
    mounted: Any, ws: Workspace, store: str, tmp_path: Path
) -> None:
    """Nothing is lost that either side did meanwhile."""
    ws.memories.create_many(store, {"/a.md": "one\n", "/b.md": "two\n", "/c.md": "three\n"})
    notes = mounted(store, tmp_path / "notes")
    (notes / "a.md").write_text("in its last moment\n")
    assert notes.end(signal.SIGKILL) == -signal.SIGKILL
    (notes / "b.md").write_text("mine\n")
    (notes / "new.md").write_text("new\n")
    ws.memories.put(store, "/b.md", "theirs\n")
    ws.memories.put(store, "/c.md", "theirs too\n")
    notes = mounted(store, tmp_path / "notes")
    until(lambda: content(ws, store, "/new.md") == "new\n")
    assert content(ws, store, "/a.md") == "in its last moment\n"
    until(lambda: (notes / "c.md").read_text() == "theirs too\n")
    until(lambda: (notes / "b.md").read_text() == "theirs\n")
    (conflict,) = ws.conflicts.list()
    assert ws.conflicts.text(conflict.id) == "mine\n"
    assert f"conflict /b.md: kept as {conflict.id}" in notes.said()
    assert (notes / f".memtui/conflicts/b.md.{conflict.id}").read_text() == "mine\n"


def test_a_session_has_all_its_stores(
    mounted: Any, memtui: Any, ws: Workspace, store: str, tmp_path: Path
) -> None:
    """Each in a directory of its own, with the session's access and name."""
    org = ws.stores.create("Org Knowledge")
    ws.memories.create(org.id, "/runbook.md", "fixed\n")
    session = ws.sessions.start("triage", {store: "read_write", org.id: "read_only"})
    notes = mounted(session.id, tmp_path / "memory")
    until(lambda: notes.said().count("mounted ") == 2)
    assert sorted(path.name for path in notes.directory.iterdir()) == ["org-knowledge", "sre-notes"]
    (notes / "sre-notes/a.md").write_text("mine\n")
    (notes / "org-knowledge/runbook.md").unlink()
    until(lambda: content(ws, store, "/a.md") == "mine\n")
    until((notes / "org-knowledge/runbook.md").exists)
    (version,) = ws.versions.list(store)
    assert (version.agent, version.created_by.session_id) == ("triage", session.id)
    for status in memtui("mount", "--status", "--json").data:
        assert status["running"]
        assert status["session_id"] == session.id
    later = ws.stores.create("Later")
    ws.memories.create(later.id, "/a.md", "later\n")
    (notes / "stray").write_text("nobody's")
    ws.sessions.attach(session.id, later.id, "read_write")
    until((notes / "later/a.md").exists)
    (notes / "stray").unlink()
    ws.stores.delete(later.id)
    until(lambda: "Later at" in notes.said(), "that one has ended")
    (notes / "sre-notes/b.md").write_text("the others go on\n")
    until(lambda: content(ws, store, "/b.md"))
    assert notes.end() == 0
    (tmp_path / "memory/else").mkdir()
    refused = memtui("mount", session.id, tmp_path / "memory", "--json", code=1)
    assert "else" in refused.error["message"]


def test_how_it_does(mounted: Any, memtui: Any, store: str, tmp_path: Path) -> None:
    """What is mounted, what waits and what stays, also after it ended."""
    assert memtui("mount", "--status", "--json").data == []
    notes = mounted(store, tmp_path / "notes")
    (notes / "latin.md").write_bytes(b"caf\xe9\n")
    (notes / "a.md").write_text("x")

    def status() -> Any:
        return memtui("mount", "--status", "--json").data[0]

    until(lambda: status()["files"] == 1 and status()["kept"], "the file is seen")
    assert status()["running"] is True
    assert status()["pid"] == notes.process.pid
    assert status()["kept"] == [{"path": "/latin.md", "reason": "It is not UTF-8 text."}]
    assert "left alone /latin.md: It is not UTF-8 text." in notes.said()
    shown = memtui("mount", "--status").text
    assert f"running as process {notes.process.pid}, read_write, 1 file" in shown
    assert notes.end() == 0
    assert status()["running"] is False
    assert "not running" in memtui("mount", "--status").text


def test_each_thing_that_happens_is_a_line_of_json(
    mounted: Any, store: str, tmp_path: Path
) -> None:
    """On stdout; stderr says only that it is ready."""
    notes = mounted(store, tmp_path / "notes", "--json")
    (notes / "a.md").write_text("x")
    line = json.loads(notes.process.stdout.readline())
    assert {"event": "created", "path": "/a.md", "memory_store_id": store}.items() <= line.items()
    assert notes.end() == 0
    assert notes.said().count("\n") == 1


def test_the_past_can_be_read_with_a_shell(
    mounted: Any, ws: Workspace, store: str, tmp_path: Path
) -> None:
    """Who wrote what, and the differences; nobody writes in there."""
    session = ws.sessions.start("triage", {store: "read_write"})
    note = session.create(store, "/deep/a.md", "hunter2\n")
    notes = mounted(store, tmp_path / "notes")
    session.update(note.id, content="two\n")
    diffs = notes / ".memtui/history/diffs/deep/a.md.diff"
    until(lambda: diffs.exists() and "+two" in diffs.read_text())
    assert "By:   triage" in diffs.read_text()
    assert diffs.stat().st_mode & 0o777 == 0o400
    assert "triage  created  /deep/a.md" in (notes / ".memtui/history/log.txt").read_text()
    ws.redact().text("hunter2")
    until(lambda: "hunter2" not in diffs.read_text(), "what was redacted is gone from there too")
    session.delete(note.id)
    until(lambda: not diffs.exists())


def test_what_cannot_be_mounted(memtui: Any, mounted: Any, store: str, tmp_path: Path) -> None:
    """By exit code and sentence: no names, an unknown store, a full directory, one in use."""
    memtui("mount", code=2)
    memtui("mount", store, code=2)
    memtui("mount", store, tmp_path / "notes", "--status", code=2)
    memtui("mount", "nobody", tmp_path / "notes", code=4)
    memtui("mount", "sesn_unknown", tmp_path / "notes", code=4)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").write_text("x")
    refused = memtui("mount", store, tmp_path / "full", "--json", code=1)
    assert refused.error["type"] == "invalid_request_error"
    mounted(store, tmp_path / "notes")
    again = memtui("mount", store, tmp_path / "notes", code=1)
    assert "mounted already" in again.err


def test_a_read_only_mount(mounted: Any, ws: Workspace, store: str, tmp_path: Path) -> None:
    """Shows the store, and pushes nothing."""
    ws.memories.create(store, "/a.md", "one\n")
    notes = mounted(store, tmp_path / "notes", "--read-only")
    (notes / "new.md").write_text("mine\n")
    until(lambda: "left alone /new.md" in notes.said())
    ws.memories.put(store, "/a.md", "two\n")
    until(lambda: (notes / "a.md").read_text() == "two\n")
    assert notes.end() == 0
    assert content(ws, store, "/new.md") is None


def test_a_store_that_is_deleted_ends_it(
    mounted: Any, ws: Workspace, store: str, tmp_path: Path
) -> None:
    """With the sentence and the exit code of what is not there."""
    ws.memories.create(store, "/a.md", "one\n")
    notes = mounted(store, tmp_path / "notes")
    ws.stores.delete(store)
    notes.process.communicate(timeout=PATIENCE_S)
    assert notes.process.returncode == 4
    assert "There is no store" in notes.said()
    assert (notes / "a.md").read_text() == "one\n"


def test_transcripts_match_what_is_mounted(
    mounted: Any, memtui: Any, ws: Workspace, store: str, tmp_path: Path
) -> None:
    """Without being told: an access below the directory is one of its store's memory."""
    ws.memories.create(store, "/p1.md", "x\n")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "notes")
    (tmp_path / "notes").mkdir()
    assert mounted(store, link).end() == 0
    lines = [
        called(1, "Read", file_path=f"{tmp_path}/notes/p1.md"),
        called(2, "Read", file_path=f"{link}/p1.md"),
    ]
    write(tmp_path / "logs/a.jsonl", lines)
    memtui("ingest", tmp_path / "logs")
    found = memtui("accesses", store, "/p1.md", "--json").data
    assert [access["touch"] for access in found] == ["read", "read"]


@pytest.mark.skipif(sys.platform != "linux", reason="counts what the kernel watches")
def test_a_link_out_of_the_directory_is_not_followed_by_the_watcher(
    mounted: Any, ws: Workspace, store: str, tmp_path: Path
) -> None:
    """Neither one that was there before nor one that comes: it could lead through everything."""
    for number in range(50):
        (tmp_path / f"outside/{number}").mkdir(parents=True)
    (tmp_path / "notes").mkdir()
    notes = mounted(store, tmp_path / "notes")
    (notes / "later").symlink_to(tmp_path / "outside")
    (notes / "in").mkdir()
    (notes / "in/a.md").write_text("x")
    until(lambda: content(ws, store, "/in/a.md") == "x")
    assert notes.end() == 0
    notes = mounted(store, tmp_path / "notes")
    (notes / "in/b.md").write_text("x")
    until(lambda: content(ws, store, "/in/b.md") == "x")

    def watches() -> int:
        count = 0
        for file in Path(f"/proc/{notes.process.pid}/fdinfo").iterdir():
            with contextlib.suppress(FileNotFoundError):
                count += file.read_text().count("inotify wd")
        return count

    until(watches, "the directories are followed")
    assert watches() <= 4


def test_a_mass_change_is_one_of_many_files(
    mounted: Any, ws: Workspace, store: str, tmp_path: Path
) -> None:
    """As a tool that copies, moves and rewrites a whole tree leaves it."""
    notes = mounted(store, tmp_path / "notes")
    for number in range(150):
        place = notes / f"d{number % 5}/{number}.md"
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"{number}\n")
    until(lambda: len(list(ws.memories.list(store))) == 150)
    subprocess.run(["cp", "-r", notes / "d0", notes / "copy"], check=True)
    subprocess.run(["mv", notes / "d1", notes / "moved"], check=True)
    subprocess.run(["sh", "-c", f"sed -i s/^/x/ {notes.directory}/d2/*.md"], check=True)
    until(lambda: content(ws, store, "/d2/147.md") == "x147\n")
    until(lambda: content(ws, store, "/moved/146.md") == "146\n")
    until(lambda: len(list(ws.memories.list(store))) == 180)
    assert content(ws, store, "/d1/146.md") is None
    assert not [one for one in ws.memories.list(store) if "sed" in getattr(one, "path", "")]
    assert ws.conflicts.count() == 0
