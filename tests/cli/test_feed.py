"""`changes`, `search`, `status`, `doctor`, `config`."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

COMMAND = [sys.executable, "-m", "memtui"]
CHANGE_KEYS = {
    "seq",
    "kind",
    "at",
    "memory_store_id",
    "subject_id",
    "created_by",
    "agent",
    "path",
    "version_id",
}


def test_changes_are_every_change_in_order(memtui, store):
    """Each with a seq that only grows."""
    memtui("write", store, "/a", "--content", "x")
    memtui("store", "create", "B")
    feed = memtui("changes", "--json").data
    assert all(set(change) >= CHANGE_KEYS for change in feed)
    assert [change["kind"] for change in feed] == [
        "store.created",
        "memory.created",
        "store.created",
    ]
    assert [change["seq"] for change in feed] == [1, 2, 3]
    assert [c["seq"] for c in memtui("changes", "--since", "2", "--json").data] == [3]
    assert memtui("changes", "--since", "99", "--json").data == []
    assert [c["seq"] for c in memtui("changes", "--store", store, "--json").data] == [1, 2]
    assert memtui("changes", "--limit", "2").text.splitlines()[1].split()[0] == "#2"
    memtui("changes", "--since", "-1", code=2)


def test_a_refused_write_is_told_with_its_path(memtui, store):
    """And with its id, which is what settles it."""
    memtui("write", store, "/a", "--content", "x")
    memtui("write", store, "/a", "--content", "y", "--create", code=3)
    last = memtui("changes", "--json").data[-1]
    assert (last["kind"], last["path"]) == ("conflict.opened", "/a")
    assert f"/a  {last['subject_id']}" in memtui("changes").text


def test_the_newest_changes_and_those_since_a_time(memtui, store):
    """In their order; of one store as many of its own, however old they are."""
    for number in range(5):
        memtui("write", store, "/a", "--content", str(number))
    other = memtui("store", "create", "B", "--json").json["id"]

    def seqs(*options):
        return [one["seq"] for one in memtui("changes", *options, "--json").data]

    assert seqs("--newest", "2") == [6, 7]
    assert seqs("--newest", "2", "--store", store) == [5, 6]
    assert seqs("--newest", "9", "--store", other) == [7]
    assert seqs("--newest", "99") == seqs("--since", "2h") == seqs() == [1, 2, 3, 4, 5, 6, 7]
    made = memtui("changes", "--json").data[3]["at"]
    assert seqs("--since", made) == [5, 6, 7]
    assert seqs("--since", "2999-01-01") == []
    for options in (("--since", "1"), ("--limit", "1"), ("--page", "x")):
        memtui("changes", "--newest", "1", *options, code=2)
    said = memtui("changes", "--since", "soon", code=2).err
    assert "a span such as 2h or 7d" in said
    assert "oldest first" in next(
        line for line in memtui("--help").text.splitlines() if line.strip().startswith("changes")
    )


def _hears_ctrl_c():
    # A suite that a shell started in the background was told to ignore it, and so are its children.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def following(store):
    """Starts `changes --follow` as a process, and ends it."""
    with contextlib.ExitStack() as stack:

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            process = stack.enter_context(
                subprocess.Popen(
                    [*COMMAND, "changes", "--follow", *arguments],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    preexec_fn=_hears_ctrl_c,  # noqa: PLW1509 - no thread of the test holds a lock
                )
            )
            stack.callback(process.kill)
            return process

        yield start


def test_follow_prints_one_document_a_line_as_it_comes(memtui, store, following):
    """It begins with what was there; Ctrl-C ends it quietly."""
    process = following("--json")
    assert json.loads(process.stdout.readline())["kind"] == "store.created"
    memtui("write", store, "/a", "--content", "x")
    start = time.monotonic()
    change = json.loads(process.stdout.readline())
    assert time.monotonic() - start < 2
    assert (change["kind"], change["path"]) == ("memory.created", "/a")
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    assert process.stderr.read() == b""


def test_follow_begins_with_the_newest_or_where_it_is_told(memtui, store, following):
    """And ends by itself after `--limit`."""
    for number in range(14):
        memtui("write", store, "/a", "--content", str(number))
    process = following("--json", "--limit", "10")
    seqs = [json.loads(line)["seq"] for line in process.stdout]
    assert seqs == list(range(6, 16))
    assert process.wait(10) == 0
    assert len(following("--since", "1", "--limit", "3").stdout.read().splitlines()) == 3


def test_search_finds_lines(memtui, store):
    """Ranked, with line numbers; in one store, below a prefix, in history."""
    memtui("write", store, "/a/one.md", stdin="first\nthe retry budget\n")
    memtui("write", store, "/b.md", stdin="retry\n")
    memtui("store", "create", "Other")
    memtui("write", "other", "/c.md", stdin="nothing here\nretry too\n")
    found = memtui("search", "retry", "--json").data
    assert {"memory_store_id", "memory_id", "path", "line", "text"} <= set(found[0])
    assert {(m["path"], m["line"], m["text"]) for m in found} == {
        ("/a/one.md", 2, "the retry budget"),
        ("/b.md", 1, "retry"),
        ("/c.md", 2, "retry too"),
    }
    assert len(memtui("search", "retry", "--limit", "1", "--json").data) == 1
    in_store = memtui("search", "retry", "--store", "other", "--json").data
    assert [m["path"] for m in in_store] == ["/c.md"]
    for prefix in ("/a", "/a/"):
        below = memtui("search", "retry", "--prefix", prefix, "--json").data
        assert [m["path"] for m in below] == ["/a/one.md"]
    both = memtui("search", "retry", "budget", "--json").data
    assert [m["path"] for m in both] == ["/a/one.md"]
    memtui("write", store, "/b.md", stdin="gone\n")
    assert "/b.md" not in memtui("search", "retry").text
    assert "/b.md" in memtui("search", "retry", "--history").text
    assert memtui("search", "zebra", "--json").data == []
    memtui("search", "***", code=1)
    memtui("search", code=2)
    memtui("search", "x", "--store", "nothing", code=4)
    memtui("search", "x", "--prefix", "a", code=1)


def test_status_counts(memtui, store):
    """And carries the newest seq."""
    memtui("write", store, "/a", "--content", "x")
    memtui("session", "start", "--agent", "x")
    status = memtui("status", "--json").json
    assert status["workspace"] == os.environ["MEMTUI_WORKSPACE"]
    assert (status["stores"], status["memories"], status["versions"]) == (1, 1, 1)
    assert (status["recent_writes"], status["running_sessions"]) == (1, 1)
    assert (status["open_conflicts"], status["needs_person"], status["seq"]) == (0, False, 3)
    assert status["sqlite_version"].count(".") == 2
    assert "#3" in memtui("status").text


def test_status_short_is_one_line_and_says_whether_a_person_is_needed(memtui, store):
    """Exit code 0, and 3 with an open conflict; plain `status` is 0 then too."""
    assert memtui("status", "--short").text.count("\n") == 1
    memtui("write", store, "/a", "--content", "x")
    memtui("write", store, "/a", "--content", "y", "--create", code=3)
    short = memtui("status", "--short", code=3)
    assert short.text.count("\n") == 1
    assert "1 open conflict" in short.text
    assert memtui("status", "--json").json["needs_person"] is True


def test_doctor_finds_nothing_in_a_sound_workspace(memtui, store):
    """And makes the index anew when asked."""
    memtui("write", store, "/a", "--content", "word")
    report = memtui("doctor", "--json").json
    assert {"ok", "problems"} <= set(report)
    assert (report["ok"], report["problems"]) == (True, [])
    assert memtui("doctor", "--rebuild-index", "--json").json["ok"] is True
    assert len(memtui("search", "word", "--json").data) == 1
    assert "SQLite" in memtui("doctor").text


def test_doctor_exits_1_with_what_is_wrong(memtui, store, home):
    """A changed content, and a file that cannot be opened at all."""
    from core.storage.sqlite import sqlite3

    memtui("write", store, "/a", "--content", "word")
    with contextlib.closing(sqlite3.connect(home / "team.db")) as connection:
        connection.execute("UPDATE contents SET text = 'other'")
        connection.commit()
    report = memtui("doctor", "--json", code=1).json
    assert report["ok"] is False
    assert {"check", "message"} <= set(report["problems"][0])
    assert "not what was written" in memtui("doctor", code=1).text
    (home / "bad.db").write_bytes(b"not a database" * 1000)
    report = memtui("doctor", "--workspace", home / "bad.db", "--json", code=1).json
    assert report["ok"] is False
    memtui("ls", store, "--workspace", home / "bad.db", "--json", code=1)


def test_config_path_and_show(memtui, home, monkeypatch):
    """Where each value comes from."""
    monkeypatch.delenv("MEMTUI_WORKSPACE")
    where = memtui("config", "path", "--json").json
    assert where["exists"] is False
    assert memtui("config", "path").text.strip() == where["path"]
    folder = home / ".config/memtui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('workspace = "mine.db"\nuser = "sam"\n')
    shown = memtui("config", "show", "--json", "--user", "kim").json
    assert shown["path"] == str(folder / "config.toml")
    texts = {key: value for key, value in shown["settings"].items() if "." not in key}
    assert texts.pop("workspace") == {"value": str(folder / "mine.db"), "source": "file"}
    assert texts.pop("user") == {"value": "kim", "source": "option"}
    assert texts["theme"] == {"value": None, "source": "default"}
    assert {one["source"] for one in texts.values()} == {"default"}
    memtui("init")
    assert (folder / "mine.db").exists()
    monkeypatch.setenv("MEMTUI_USER", "env")
    assert memtui("config", "show", "--json").json["settings"]["user"]["source"] == "environment"
    assert "mine.db" in memtui("config", "show").text


@pytest.mark.parametrize(
    "text", ["wrkspace = 'x'", "workspace = 3", "user = ''", "user = ", "\xff"]
)
def test_a_wrong_configuration_is_named(memtui, home, text):
    """Every command that needs it stops, and `config path` still says where the file is."""
    folder = home / ".config/memtui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_bytes(text.encode("latin-1"))
    refused = memtui("status", "--json", code=1).error
    assert str(folder / "config.toml") in refused["message"]
    memtui("config", "show", code=1)
    memtui("config", "path")


def test_a_workspace_that_cannot_be_written_can_be_read(memtui, store, monkeypatch):
    """By an account that may only read the file or its folder."""
    memtui("write", store, "/a", "--content", "word")
    memtui("search", "word")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert memtui("cat", store, "/a").text == "word"
    assert len(memtui("search", "word", "--json").data) == 1
    for command in (["ls", store], ["log", store], ["status"], ["changes"], ["doctor"]):
        memtui(*command)
    refused = memtui("doctor", "--rebuild-index", "--json", code=1).json
    assert "read-only" in refused["problems"][0]["message"]
