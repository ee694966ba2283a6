"""`log`, `blame`, `diff`, `restore`, `redact`: what was, who did it, and taking it back or out."""

import subprocess
import sys

import pytest

from core.forgetting.purge import purge
from core.text import sha256

VERSION_KEYS = {
    "id",
    "type",
    "memory_id",
    "memory_store_id",
    "operation",
    "path",
    "content",
    "content_sha256",
    "content_size_bytes",
    "created_at",
    "created_by",
    "redacted_at",
    "redacted_by",
    "seq",
    "agent",
    "session_id",
    "unconditional",
    "origin",
    "origin_id",
}


@pytest.fixture
def session(memtui, store):
    return memtui(
        "session", "start", "--agent", "triage", "--attach", f"{store}=read_write", "--json"
    ).json["id"]


def test_log_is_newest_first_with_seq(memtui, store):
    """Every key is always there."""
    for number in range(3):
        memtui("write", store, f"/{number}.md", "--content", "x")
    versions = memtui("log", store, "--json").data
    assert all(set(version) >= VERSION_KEYS for version in versions)
    seqs = [version["seq"] for version in versions]
    assert seqs == sorted(seqs, reverse=True)
    assert [version["path"] for version in versions] == ["/2.md", "/1.md", "/0.md"]


def test_log_of_a_path_follows_renames(memtui, store):
    """A whole life, under all its paths."""
    memtui("write", store, "/a.md", "--content", "one")
    memtui("mv", store, "/a.md", "/b.md")
    memtui("write", store, "/b.md", "--content", "two")
    assert [v["path"] for v in memtui("log", store, "/b.md", "--json").data] == [
        "/b.md",
        "/b.md",
        "/a.md",
    ]
    assert len(memtui("log", store, "/a.md", "--json").data) == 3
    memtui("log", store, "/never.md", code=4)


def test_log_of_a_path_shows_what_was_there_before(memtui, store):
    """Also a memory that was deleted, and a new one written to its path."""
    memtui("write", store, "/a.md", "--content", "one")
    memtui("rm", store, "/a.md")
    memtui("write", store, "/a.md", "--content", "two")
    operations = [v["operation"] for v in memtui("log", store, "/a.md", "--json").data]
    assert operations == ["created", "deleted", "created"]


def test_log_of_a_directory(memtui, store):
    """With the slash at its end, or without where no memory ever was."""
    for path in ("/d/a", "/d/e/b", "/other"):
        memtui("write", store, path, "--content", "x")
    for directory in ("/d/", "/d"):
        versions = memtui("log", store, directory, "--json").data
        assert [version["path"] for version in versions] == ["/d/e/b", "/d/a"]
    assert memtui("log", store, "/nothing/", "--json").data == []
    memtui("log", store, "/nothing", code=4)


@pytest.mark.parametrize("place", [[], ["/a.md"], ["/"]])
def test_log_filters(memtui, store, session, place):
    """By agent, session, time and seq; all must hold."""
    memtui("write", store, "/a.md", "--content", "one")
    memtui("write", store, "/a.md", "--content", "two", "--session", session)
    other = memtui("session", "start", "--agent", "scribe", "--attach", store, "--json").json["id"]
    memtui("--session", other, "write", store, "/a.md", "--content", "three")

    def found(*options: str) -> list[str]:
        versions = memtui("log", store, *place, *options, "--json").data
        return [version["content_sha256"] for version in versions]

    one, two, three = sha256("one"), sha256("two"), sha256("three")
    assert found() == [three, two, one]
    assert found("--agent", "triage") == [two]
    assert found("--session", session) == [two]
    assert found("--session", other) == [three]
    assert found("--agent", "scribe", "--session", session) == []
    middle = memtui("log", store, "--json").data[1]
    assert found("--since", str(middle["seq"])) == [three]
    assert found("--since", middle["created_at"]) == [three, two]
    assert found("--since", "2000-01-01") == [three, two, one]
    assert found("--limit", "5") == [three, two, one]
    assert found("--since", "2h") == [three, two, one]
    memtui("log", store, *place, "--since", "soon", code=1)
    limited = memtui("log", store, *place, "--limit", "2", "--json").json
    rest = memtui("log", store, *place, "--page", limited["next_page"], "--json").data
    assert [version["content_sha256"] for version in rest] == [one]
    # Before the command the option is no filter: the session reads what everybody wrote.
    seen = memtui("--session", session, "log", store, *place, "--json").data
    assert [version["content_sha256"] for version in seen] == [three, two, one]


def test_blame_names_agent_session_and_version(memtui, store, session):
    """Line by line; a user has no agent."""
    memtui("write", store, "/a.md", stdin="one\ntwo\n")
    memtui("write", store, "/a.md", stdin="one\n2\nthree", code=0)
    memtui("write", store, "/a.md", "--session", session, stdin="one\n2\nthree\nfour\n")
    newest, middle, oldest = memtui("log", store, "/a.md", "--json").data
    lines = memtui("blame", store, "/a.md", "--json").data
    assert {"line", "text", "version_id", "agent", "session_id", "created_at"} <= set(lines[0])
    assert [(x["line"], x["text"], x["version_id"]) for x in lines] == [
        (1, "one", oldest["id"]),
        (2, "2", middle["id"]),
        (3, "three", middle["id"]),
        (4, "four", newest["id"]),
    ]
    assert [(x["agent"], x["session_id"]) for x in lines] == [
        (None, None),
        (None, None),
        (None, None),
        ("triage", session),
    ]
    assert lines[3]["created_at"] == newest["created_at"]
    memtui("mv", store, "/a.md", "/b.md")
    assert memtui("blame", store, "/b.md", "--json").data == lines
    memtui("blame", store, "/a.md", code=4)
    people = memtui("blame", store, "/b.md").text.splitlines()
    assert people[0].split()[1] == "alex"
    assert people[3].split()[1] == "triage"


def test_diff_is_previous_to_current(memtui, store):
    """With hunks and a unified text; a first version is all new."""
    memtui("write", store, "/a.md", stdin="one\ntwo\n")
    first = memtui("diff", store, "/a.md", "--json").json
    assert first["from"] is None
    assert (first["added"], first["removed"]) == (2, 0)
    memtui("write", store, "/a.md", stdin="one\n2\n")
    memtui("mv", store, "/a.md", "/b.md")
    assert memtui("diff", store, "/b.md", "--json").json["hunks"] == []
    newest, middle, oldest = memtui("log", store, "/b.md", "--json").data
    between = memtui(
        "diff", store, "/b.md", "--from", oldest["id"], "--to", middle["id"], "--json"
    ).json
    assert between["hunks"] == [
        {"old_start": 2, "old_lines": ["two"], "new_start": 2, "new_lines": ["2"]}
    ]
    assert (between["from"]["id"], between["to"]["id"]) == (oldest["id"], middle["id"])
    assert memtui("diff", store, "/b.md", "--to", middle["id"]).text == between["unified"]
    assert between["unified"].splitlines()[:3] == ["--- a/a.md", "+++ b/a.md", "@@ -1,2 +1,2 @@"]
    whole = memtui("diff", store, "/b.md", "--from", oldest["id"], "--json").json
    assert whole["to"]["id"] == newest["id"]
    assert whole["unified"].startswith("--- a/a.md\n+++ b/b.md\n")


def test_diff_of_a_deletion_and_of_strangers(memtui, store):
    """What a deletion took away; a version of another memory is not found."""
    memtui("write", store, "/a.md", stdin="one\n")
    memtui("write", store, "/b.md", stdin="x\n")
    memtui("rm", store, "/a.md")
    gone = memtui("diff", store, "/a.md", "--json").json
    assert gone["hunks"][0]["old_lines"] == ["one"]
    assert "+++ /dev/null" in gone["unified"]
    of_b = memtui("log", store, "/b.md", "--json").data[0]["id"]
    memtui("diff", store, "/a.md", "--from", of_b, code=4)
    memtui("diff", store, "/a.md", "--to", of_b, code=4)
    memtui("diff", store, "/never.md", code=4)


def test_restore_writes_an_old_content_as_a_new_version(memtui, store):
    """The version must be one of this memory."""
    memtui("write", store, "/a.md", "--content", "one")
    memtui("write", store, "/a.md", "--content", "two")
    memtui("write", store, "/b.md", "--content", "b")
    oldest = memtui("log", store, "/a.md", "--json").data[-1]["id"]
    of_b = memtui("log", store, "/b.md", "--json").data[0]["id"]
    memtui("restore", store, "/a.md", "--version", of_b, code=4)
    memtui("restore", store, "/a.md", "--version", "memver_01x", code=4)
    memtui("restore", store, "/a.md", code=2)
    restored = memtui("restore", store, "/a.md", "--version", oldest, "--json").json
    assert restored["content_sha256"] == sha256("one")
    assert memtui("cat", store, "/a.md").text == "one"
    newest = memtui("log", store, "/a.md", "--json").data[0]
    assert (newest["origin"], newest["origin_id"]) == ("restore", oldest)


def test_restore_of_a_deleted_memory_is_linked_to_the_old_one(memtui, store):
    """A new memory at its path; log and blame go on through the link."""
    memtui("write", store, "/a.md", stdin="one\n")
    memtui("write", store, "/a.md", stdin="one\ntwo\n")
    memtui("rm", store, "/a.md")
    deletion, second, first = memtui("log", store, "/a.md", "--json").data
    memtui("restore", store, "/a.md", "--version", deletion["id"], code=1)
    restored = memtui("restore", store, "/a.md", "--version", second["id"], "--json").json
    assert restored["id"] != second["memory_id"]
    memtui("mv", store, "/a.md", "/moved.md")
    chain = memtui("log", store, "/moved.md", "--json").data
    assert [v["id"] for v in chain[2:]] == [deletion["id"], second["id"], first["id"]]
    blamed = memtui("blame", store, "/moved.md", "--json").data
    assert [line["version_id"] for line in blamed] == [first["id"], second["id"]]
    # An older version of the deleted memory is history of the new one, and goes into it.
    older = memtui("restore", store, "/moved.md", "--version", first["id"], "--json").json
    assert (older["id"], older["content_sha256"]) == (restored["id"], sha256("one\n"))
    assert memtui("status", "--json").json["open_conflicts"] == 0


def test_restore_over_a_new_memory_is_a_conflict(memtui, store):
    """The old memory is gone and its path is taken."""
    memtui("write", store, "/a.md", "--content", "one")
    old = memtui("log", store, "/a.md", "--json").data[0]["id"]
    memtui("rm", store, "/a.md")
    memtui("write", store, "/a.md", "--content", "new")
    memtui("restore", store, "/a.md", "--version", old, "--json", code=3)
    assert memtui("cat", store, "/a.md").text == "new"


def test_redact_a_version(memtui, store, home):
    """The live head cannot be; again changes nothing; the file forgets."""
    memtui("write", store, "/a.md", "--content", "hunter2-secret")
    (head,) = memtui("log", store, "--json").data
    assert "newer version" in memtui("redact", store, "--version", head["id"], code=1).err
    memtui("write", store, "/a.md", "--content", "clean")
    receipt = memtui("redact", store, "--version", head["id"], "--json").json
    assert {place["kind"] for place in receipt["places"]} == {"version"}
    assert receipt["version"]["path"] is None
    assert receipt["version"]["redacted_by"] == {"type": "user_actor", "user_id": "alex"}
    assert memtui("redact", store, "--version", head["id"], "--json").json["places"] == []
    assert "redacted" in memtui("cat", store, "/a.md", "--version", head["id"], code=1).err
    assert "redacted" in memtui("diff", store, "/a.md", "--from", head["id"], code=1).err
    memtui("redact", store, "--version", "memver_01x", code=4)
    raw = b"".join(file.read_bytes() for file in home.glob("team.db*"))
    assert b"hunter2" not in raw
    assert "(redacted)" in memtui("log", store).text


def test_redact_a_secret_everywhere(memtui, store, home):
    """A masked version is written first; the receipt lists every place, in every store."""
    other = memtui("store", "create", "Other hunter2-secret", "--json").json["id"]
    memtui("write", store, "/a.md", "--content", "key hunter2-secret end")
    memtui("write", other, "/hunter2-secret.md", "--content", "x")
    memtui("search", "hunter2")
    receipt = memtui("redact", store, "--text", "-", "--json", stdin="hunter2-secret\n").json
    assert len(receipt["masked_versions"]) == 2
    assert {(p["kind"], p["field"]) for p in receipt["places"]} >= {
        ("memory", "content"),
        ("memory", "path"),
        ("version", "content"),
        ("stores", "name"),
    }
    assert memtui("cat", store, "/a.md").text == "key ************ end"
    raw = b"".join(file.read_bytes() for file in home.glob("team.db*"))
    assert b"hunter2" not in raw
    again = memtui("redact", store, "--text", "hunter2-secret", "--json").json
    assert again["places"] == []
    assert memtui("doctor", "--json").json["ok"] is True


@pytest.fixture
def reader(store, home, monkeypatch):
    """A process that keeps reading an old state of the workspace; nobody waits long for it."""
    code = (
        "import sys; from core.storage.sqlite import sqlite3;"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN');"
        "c.execute('SELECT count(*) FROM versions').fetchone(); print(flush=True);"
        "sys.stdin.read()"
    )
    monkeypatch.setattr(purge, "__defaults__", (0.3,))
    monkeypatch.setattr("core.storage.opening.BUSY_TIMEOUT_MS", 100)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(home / "team.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as reader:
        reader.stdout.readline()
        yield reader
        if not reader.stdin.closed:
            reader.stdin.close()


def test_redact_waits_for_a_reader_and_names_it(memtui, store, home, reader):
    """Then it exits 1 with its receipt, and the doctor reports until the file has forgotten."""
    memtui("write", store, "/a.md", "--content", "hunter2-secret")
    refused = memtui("redact", store, "--text", "hunter2-secret", "--json", code=1).error
    if sys.platform == "linux":
        assert str(reader.pid) in refused["message"]
    (masked,) = refused["masked_versions"]
    assert masked == memtui("log", store, "--json").data[0]["id"]
    assert {(place["kind"], place["field"]) for place in refused["places"]} == {
        ("memory", "content"),
        ("version", "content"),
    }
    problems = memtui("doctor", "--json", code=1).json["problems"]
    assert [problem["check"] for problem in problems] == ["redaction"]
    reader.stdin.close()
    reader.wait()
    memtui("doctor")
    raw = b"".join(file.read_bytes() for file in home.glob("team.db*"))
    assert b"hunter2" not in raw


def test_a_receipt_is_shown_even_when_the_file_has_to_wait(memtui, store, reader):
    """Of a secret and of a version; for a person and for a program."""
    memtui("write", store, "/a.md", "--content", "hunter2-secret")
    memtui("write", store, "/a.md", "--content", "clean")
    old = memtui("log", store, "--json").data[-1]["id"]
    receipt = memtui("redact", store, "--version", old, "--json", code=1).error
    assert receipt["places"] == [
        {"kind": "version", "id": old, "field": field} for field in ("content", "path")
    ]
    memtui("write", store, "/b.md", "--content", "hunter2-secret")
    shown = memtui("redact", store, "--text", "hunter2-secret", code=1)
    assert "Redacted in 2 places." in shown.text
    assert "still reads an old state" in shown.err


def test_redact_needs_one_of_its_options(memtui, store, session):
    """Neither and both are usage errors; a short text and a session are refused."""
    memtui("redact", store, code=2)
    memtui("redact", store, "--version", "v", "--text", "secret", code=2)
    memtui("redact", store, "--text", "abc", code=1)
    memtui("redact", store, "--text", "secret", "--session", session, "--json", code=5)
    memtui("redact", "nothing", "--text", "secret", code=4)
