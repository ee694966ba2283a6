"""`session ...`, and acting as a session: its stores, its access, its name."""

import pytest

from core.text import sha256


@pytest.fixture
def org(memtui):
    """A store for reading."""
    memtui("store", "create", "Org")
    memtui("write", "org", "/rule.md", "--content", "a rule")
    return "org"


@pytest.fixture
def session(memtui, store, org):
    """Attached: `SRE Notes` to write, `Org` to read; `Secret` is not."""
    memtui("store", "create", "Secret")
    memtui("write", "secret", "/s.md", "--content", "a secret word")
    return memtui(
        *("session", "start", "--agent", "triage", "--json"),
        *("--attach", f"{store}=read_write", "--attach", "Org=read_only"),
        *("--instructions", "org=Read it first.", "--title", "P1"),
    ).json


def test_start_prints_the_session(session, store):
    """With its attached stores, in the order they were given."""
    assert session["id"].startswith("sesn_")
    assert (session["agent"], session["status"], session["title"]) == ("triage", "running", "P1")
    mine, org = session["resources"]
    assert mine == {
        "type": "memory_store",
        "memory_store_id": store,
        "access": "read_write",
        "name": "SRE Notes",
        "description": "",
        "mount_path": "/mnt/memory/sre-notes",
        "instructions": None,
    }
    assert (org["access"], org["instructions"]) == ("read_only", "Read it first.")


def test_start_without_json_prints_the_id(memtui, store):
    """So that a script can keep it; the access is `read_write` unless it is said."""
    started = memtui("session", "start", "--agent", "x", "--attach", "SRE Notes").text.strip()
    shown = memtui("session", "show", started, "--json").json
    assert [item["access"] for item in shown["resources"]] == ["read_write"]
    assert memtui("session", "start", "--agent", "x", "--json").json["resources"] == []


def test_start_refuses(memtui, store):
    """What is missing, wrong, twice, archived or too much."""
    start = ("session", "start", "--agent", "x")
    memtui("session", "start", code=2)
    memtui(*start, "--attach", "nothing", code=4)
    memtui(*start, "--attach", f"{store}=write", code=1)
    memtui(*start, "--attach", store, "--attach", "sre-notes", code=1)
    memtui(*start, "--instructions", f"{store}=x", code=1)
    memtui("session", "start", "--agent", "", code=1)
    memtui("store", "archive", store)
    memtui(*start, "--attach", store, code=5)
    many = [memtui("store", "create", f"s{n}", "--json").json["id"] for n in range(9)]
    memtui(*start, *(part for one in many for part in ("--attach", one)), code=1)
    assert memtui("session", "list", "--json").data == []


def test_list_show_and_end(memtui, session):
    """Newest first; ending again changes nothing."""
    other = memtui("session", "start", "--agent", "scribe", "--json").json["id"]
    assert [s["id"] for s in memtui("session", "list", "--json").data] == [other, session["id"]]
    (found,) = memtui("session", "list", "--agent", "triage", "--json").data
    assert found.items() >= session.items()
    assert memtui("session", "list", "--store", "org", "--json").data == [found]
    assert memtui("session", "show", session["id"], "--json").json == found
    assert found["native_id"] is None
    assert found["events"] == found["tool_errors"] == 0
    ended = memtui("session", "end", session["id"], "--json").json
    assert ended["status"] == "ended"
    assert ended["ended_at"] is not None
    assert memtui("session", "end", session["id"], "--json").json == ended
    for command in ("show", "end"):
        memtui("session", command, "sesn_01x", "--json", code=4)
    assert "triage" in memtui("session", "list").text
    assert "read_only" in memtui("session", "show", session["id"]).text


def test_what_a_session_writes_is_its_own(memtui, session, store):
    """The version carries session and agent."""
    memtui("--session", session["id"], "write", store, "/a.md", "--content", "x")
    (version,) = memtui("log", store, "--json").data
    assert version["created_by"] == {"type": "session_actor", "session_id": session["id"]}
    assert version["agent"] == "triage"


@pytest.mark.parametrize(
    "command",
    [
        ["write", "org", "/rule.md", "--content", "x"],
        ["write", "org", "/rule.md", "--content", "x", "--if-sha256", sha256("a rule")],
        ["write", "org", "/new.md", "--content", "x", "--create"],
        ["rm", "org", "/rule.md"],
        ["rm", "org", "/"],
        ["mv", "org", "/rule.md", "/b.md"],
        ["mv", "org", "/d/", "/b/"],
        ["store", "import", ".", "--into", "org"],
        ["store", "archive", "org"],
        ["store", "delete", "org", "--yes"],
        ["store", "create", "mine"],
        ["redact", "org", "--text", "a rule"],
        ["session", "start", "--agent", "x"],
    ],
)
def test_a_read_only_attachment_cannot_be_written(memtui, session, command, tmp_path, monkeypatch):
    """Through no command; exit code 5, and nothing changed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.md").write_text("x")  # something to import
    refused = memtui(*command, "--session", session["id"], "--json", code=5).error
    assert refused["type"] == "permission_error"
    assert memtui("cat", "org", "/rule.md").text == "a rule"
    assert len(memtui("log", "org", "--json").data) == 1


def test_restore_needs_write_access_too(memtui, session):
    """Exit code 5."""
    memtui("write", "org", "/rule.md", "--content", "another")
    old = memtui("log", "org", "--json").data[-1]["id"]
    restore = ("restore", "org", "/rule.md", "--version", old)
    memtui(*restore, "--session", session["id"], code=5)
    assert memtui("cat", "org", "/rule.md").text == "another"
    memtui(*restore)


@pytest.mark.parametrize(
    "command",
    [
        ["ls", "secret"],
        ["cat", "secret", "/s.md"],
        ["write", "secret", "/s.md", "--content", "x"],
        ["rm", "secret", "/s.md"],
        ["mv", "secret", "/s.md", "/t.md"],
        ["log", "secret"],
        ["log", "secret", "/s.md"],
        ["blame", "secret", "/s.md"],
        ["diff", "secret", "/s.md"],
        ["restore", "secret", "/s.md", "--version", "memver_01x"],
        ["search", "secret", "--store", "secret"],
        ["redact", "secret", "--text", "secret"],
        ["store", "show", "secret"],
        ["store", "export", "secret", "out"],
        ["changes", "--store", "secret"],
    ],
)
def test_a_store_that_is_not_attached_does_not_exist(memtui, session, command):
    """By name and by id, for reading and writing; the refusal is that of a missing store."""
    secret = memtui("store", "show", "secret", "--json").json["id"]
    here = ("--session", session["id"], "--json")
    for name in ("secret", secret):
        arguments = [name if part == "secret" else part for part in command]
        refused = memtui(*arguments, *here, code=4).error
        assert refused["type"] == "not_found_error"
        assert f"There is no store {name}" in refused["message"]


def test_a_session_reads_the_history_of_its_stores(memtui, session, store):
    """Lists, versions, search and feed hold nothing of other stores."""
    me = ("--session", session["id"])
    memtui("write", store, "/a.md", "--content", "hello word")
    assert memtui(*me, "cat", "org", "/rule.md").text == "a rule"
    assert len(memtui(*me, "log", store, "--json").data) == 1
    assert memtui("blame", store, "/a.md", *me, "--json").data[0]["session_id"] is None
    assert len(memtui("diff", store, "/a.md", *me, "--json").json["hunks"]) == 1
    found = memtui("search", "word", *me, "--json").data
    assert [match["path"] for match in found] == ["/a.md"]
    assert {item["name"] for item in memtui("store", "list", *me, "--json").data} == {
        "SRE Notes",
        "Org",
    }
    secret = memtui("store", "show", "secret", "--json").json["id"]
    feed = memtui("changes", *me, "--json").data
    assert secret not in {change["memory_store_id"] for change in feed}
    assert memtui("status", *me, "--json").json["stores"] == 2
    assert [s["id"] for s in memtui("session", "list", *me, "--json").data] == [session["id"]]


def test_a_session_may_name_a_store_that_is_ambiguous_outside(memtui, session, store):
    """Only what it sees counts."""
    memtui("store", "create", "SRE Notes")
    memtui("ls", "sre-notes", code=2)
    memtui("ls", "sre-notes", "--session", session["id"])


def test_an_ended_session_reads_and_does_not_write(memtui, session, store):
    """Exit code 5; an unknown session is not found."""
    memtui("session", "end", session["id"])
    refused = memtui("write", store, "/a", "--content", "x", "--session", session["id"], code=5)
    assert "ended" in refused.err
    memtui("ls", store, "--session", session["id"])
    memtui("ls", store, "--session", "sesn_01x", code=4)
    memtui("write", store, "/a", "--content", "x", "--session", "sesn_01x", code=4)


def test_a_stale_write_of_a_session_is_kept_as_its_conflict(memtui, session, store):
    """With the exit code 3."""
    me = ("--session", session["id"])
    memtui("write", store, "/a", "--content", "x")
    stale = ("--if-sha256", sha256("other"))
    for command in (
        ["write", store, "/a", "--content", "mine"],
        ["rm", store, "/a"],
        ["mv", store, "/a", "/b"],
    ):
        refused = memtui(*command, *stale, *me, "--json", code=3).error
        assert refused["content_sha256"] == sha256("x")
    assert memtui("status", "--json").json["open_conflicts"] == 3


def test_a_store_is_attached_to_a_running_session(memtui):
    """With an access; again with another one; and its text for the agent."""
    memtui("store", "create", "Notes")
    started = memtui("session", "start", "--agent", "triage", "--json").json
    answer = memtui(
        "session", "attach", started["id"], "--store", "Notes=read_only", "--instructions", "Look.",
        "--json",
    ).json  # fmt: skip
    assert [(r["name"], r["access"], r["instructions"]) for r in answer["resources"]] == [
        ("Notes", "read_only", "Look.")
    ]
    memtui("write", "Notes", "/a", "--session", started["id"], stdin="x", code=5)
    memtui("session", "attach", started["id"], "--store", "Notes")
    memtui("write", "Notes", "/a", "--session", started["id"], stdin="x")
    memtui("session", "attach", started["id"], "--store", "Nowhere", code=4)
    memtui("session", "attach", started["id"], "--store", "Notes=rw", code=1)
    memtui("session", "end", started["id"])
    memtui("session", "attach", started["id"], "--store", "Notes", code=5)


def test_agents_are_listed_with_what_they_wrote(memtui, store):
    """Over all their sessions, for people and programs."""
    for _ in range(2):
        session = memtui("session", "start", "--agent", "triage", "--attach", store).text.strip()
    memtui("write", store, "/a.md", "--session", session, stdin=b"text\n")
    (agent,) = memtui("agents", "--json").data
    assert (agent["agent"], agent["writes"]) == ("triage", 1)
    assert agent["last_seen_at"].endswith("Z")
    assert "triage" in memtui("agents").text


def test_a_list_of_stores_says_how_they_stand(memtui, store):
    """How much is in them, and what needs a person."""
    memtui("session", "start", "--agent", "oncall", "--attach", f"{store}=read_only")
    memtui("write", store, "/a.md", stdin=b"text\n")
    found = memtui("store", "list", "--json").data[0]
    assert (found["memories"], found["content_size_bytes"], found["open_conflicts"]) == (1, 5, 0)
    assert found["read_only_for"] == ["oncall"]
    assert "read-only for oncall" in memtui("store", "list").text
