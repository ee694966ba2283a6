"""The command line on a workspace that somebody serves: the same answers as on its file."""

import json
from pathlib import Path

import pytest
from support.serving import Server

from core import PreconditionFailed, Workspace

SHA = "0" * 64


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """A served workspace with a little history, and a key of an administrator in a file."""
    folder = tmp_path_factory.mktemp("served")
    file = folder / "team.db"
    with Workspace.open(file, user="alex") as workspace:
        store = workspace.stores.create("SRE Notes", "What was learned.")
        archived = workspace.stores.create("Old")
        workspace.stores.archive(archived.id)
        session = workspace.sessions.start("triage", {store.id: "read_write"})
        note = session.create(store.id, "/a/b.md", "one\ntwo\n")
        session.update(note.id, content="one\n2\n", expect=note.content_sha256)
        with pytest.raises(PreconditionFailed) as lost:
            session.update(note.id, content="one\nII\n", expect=note.content_sha256)
        reader = workspace.sessions.start("reader", {store.id: "read_only"})
        ended = workspace.sessions.start("gone", {store.id: "read_write"})
        workspace.sessions.end(ended.id)
        _, secret = workspace.keys.create("console", is_admin=True)
    key = folder / "key"
    key.write_text(f"{secret}\n")
    words = {
        "SESSION": session.id,
        "READER": reader.id,
        "ENDED": ended.id,
        "CONFLICT": lost.value.conflict.id,
        "STORE": store.id,
        "VERSION": note.memory_version_id,
    }
    with Server(file) as server:
        yield file, server.address, key, words


READING = [
    ("store", "list"),
    ("store", "list", "--all"),
    ("store", "show", "SRE Notes"),
    ("ls", "sre-notes"),
    ("ls", "STORE", "/a/"),
    ("cat", "SRE Notes", "/a/b.md"),
    ("log", "SRE Notes"),
    ("log", "SRE Notes", "/a/b.md"),
    ("blame", "SRE Notes", "/a/b.md"),
    ("diff", "SRE Notes", "/a/b.md"),
    ("search", "one"),
    ("session", "list"),
    ("session", "show", "SESSION"),
    ("changes",),
    ("conflicts", "list"),
    ("conflicts", "list", "--state", "all"),
    ("conflicts", "show", "CONFLICT"),
    ("undo", "--list"),
    ("key", "list"),
    ("doctor",),
    ("dream", "list"),
    ("ls", "STORE", "--session", "SESSION"),
    ("cat", "STORE", "/a/b.md", "--session", "READER"),
    # Refused
    ("cat", "SRE Notes", "/none"),
    ("cat", "SRE Notes", "none"),
    ("cat", "none", "/a"),
    ("ls", "memstore_none"),
    ("session", "show", "sesn_none"),
    ("conflicts", "show", "conf_none"),
    ("diff", "SRE Notes", "/a/b.md", "--from", "memver_none"),
    ("cat", "Old", "/a", "--session", "SESSION"),
    ("ls", "STORE", "--session", "sesn_none"),
    ("write", "SRE Notes", "/a", "--create"),
    ("write", "SRE Notes", "/a/b.md", "--create"),
    ("write", "SRE Notes", "/none", "--if-sha256", SHA),
    ("write", "SRE Notes", "/a/b.md", "--if-sha256", "x"),
    ("write", "SRE Notes", "/a/b.md", "--create", "--if-sha256", SHA),
    ("write", "SRE Notes", "a/b.md"),
    ("write", "Old", "/a"),
    ("write", "STORE", "/a/b.md", "--session", "READER"),
    ("write", "STORE", "/c.md", "--session", "ENDED"),
    ("rm", "SRE Notes", "/none"),
    ("mv", "SRE Notes", "/none", "/b"),
    ("restore", "SRE Notes", "/a/b.md", "--version", "memver_none"),
    ("redact", "STORE", "--version", "VERSION", "--session", "SESSION"),
    ("key", "revoke", "nobody"),
    ("nonsense",),
]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_command_says_the_same_of_a_file_and_over_the_line(memtui, stage, command):
    """The same JSON and the same exit code, done or refused."""
    file, address, key, words = stage
    arguments = [words.get(word, word) for word in command]
    here, there = (
        memtui(*arguments, "--json", *options, stdin="text\n", code=None)
        for options in (
            ("--workspace", file),
            ("--workspace", address, "--key-file", key),
        )
    )
    assert here.code == there.code, (here, there)
    if command != ("nonsense",):
        assert _settled(here.json) == _settled(there.json)
    if here.code:
        assert here.code in (1, 2, 3, 4, 5)


def _settled(document):
    """Without the names of what each run makes anew."""
    changing = {"conflict_id", "attempts", "age", "recent_writes"}
    if isinstance(document, dict):
        return {name: _settled(one) for name, one in document.items() if name not in changing}
    if isinstance(document, list):
        return [_settled(one) for one in document]
    return document


def test_commands_that_write_give_the_same_on_both(memtui, stage):
    """Step by step on a store of its own each, with ids and times left out."""
    file, address, key, _ = stage
    steps = [
        ("store", "create", "NAME", "--description", "d"),
        ("write", "NAME", "/x/a.md"),
        ("write", "NAME", "/x/a.md", "--if-sha256", SHA),
        ("write", "NAME", "/y.md", "--create"),
        ("mv", "NAME", "/y.md", "/x/y.md"),
        ("mv", "NAME", "/x/", "/z/"),
        ("rm", "NAME", "/z/y.md"),
        ("rm", "NAME", "/z/"),
        ("undo",),
        ("undo", "--redo"),
        ("log", "NAME"),
        ("store", "archive", "NAME"),
        ("write", "NAME", "/late"),
        ("store", "delete", "NAME", "--yes"),
    ]
    told: dict[str, list[object]] = {}
    for name, options in (
        ("Here", ("--workspace", file)),
        ("There", ("--workspace", address, "--key-file", key)),
    ):
        for step in steps:
            words = [name if word == "NAME" else word for word in step]
            done = memtui(*words, "--json", *options, stdin=f"{step[-1]}\n", code=None)
            told.setdefault(name, []).append((step, done.code, _shape(done.json, name)))
    assert told["Here"] == told["There"]


def _shape(document, name):
    """What is the same whoever does it, and whenever: no ids, no times, no numbers of order."""
    if isinstance(document, dict):
        return {
            key: _shape(one, name)
            for key, one in document.items()
            if not key.endswith(("id", "_at", "ids")) and key not in ("seq", "since", "batch")
        }
    if isinstance(document, list):
        return [_shape(one, name) for one in document]
    if isinstance(document, str):
        words = document.replace(name, "NAME").split()
        return " ".join("ID" if "_01" in word else word for word in words)
    return document


def test_without_a_key_or_with_another_it_says_where_one_comes_from(memtui, stage, tmp_path):
    """Never as an argument; a refusal names the ways."""
    _, address, _, _ = stage
    wrong = tmp_path / "wrong"
    wrong.write_text("memtui_wrong")
    for options in ((), ("--key-file", wrong)):
        refused = memtui("store", "list", "--workspace", address, *options, "--json", code=None)
        assert refused.code == 1
        assert refused.error["type"] == "authentication_error"
        assert "--key-file" in refused.err


def test_the_key_may_be_in_the_environment(memtui, stage, monkeypatch):
    """Like the address."""
    _, address, key, _ = stage
    monkeypatch.setenv("MEMTUI_KEY", key.read_text().strip())
    monkeypatch.setenv("MEMTUI_WORKSPACE", address)
    assert "SRE Notes" in [one["name"] for one in memtui("store", "list", "--json").data]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1", "http://nobody.invalid:1", "http://", "http://x:y", "http://h/path"],
)
def test_where_nobody_answers_is_one_sentence(memtui, address):
    """And exit 1."""
    refused = memtui("store", "list", "--workspace", address, "--json", code=1)
    assert len(refused.err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", [("serve",), ("ingest", "."), ("watch", "."), ("init",)])
def test_what_needs_the_file_says_so(memtui, stage, command, home, monkeypatch):
    """Where it is served."""
    _, address, key, _ = stage
    monkeypatch.chdir(home)
    refused = memtui(*command, "--workspace", address, "--key-file", key, code=None)
    assert refused.code in (1, 2)
    assert "served" in refused.err or "machine" in refused.err


def test_a_store_goes_out_and_in_over_the_line(memtui, stage, tmp_path):
    """The files are those that a file gives."""
    file, address, key, _ = stage
    line = ("--workspace", address, "--key-file", key)
    memtui("store", "export", "SRE Notes", tmp_path / "here", "--workspace", file)
    memtui("store", "export", "SRE Notes", tmp_path / "there", *line)
    assert _files(tmp_path / "here") == _files(tmp_path / "there")
    (tmp_path / "there" / "new.md").write_text("new\n")
    done = memtui("store", "import", tmp_path / "there", "--name", "Imported", "--json", *line)
    assert json.loads(done.out)["created"] == 2
    memtui("store", "delete", "Imported", "--yes", *line)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
