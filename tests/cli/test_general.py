"""Options everywhere, exit codes, refusals as JSON, and what never reaches a user."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from memtui.cli import program as table
from memtui.cli.run import run

COMMAND = [sys.executable, "-m", "memtui"]


def test_an_address_of_another_kind_is_no_file(memtui, tmp_path, monkeypatch):
    """A folder called after its beginning would be made; the sentence says what there is."""
    monkeypatch.chdir(tmp_path)
    before = list(tmp_path.iterdir())
    for address in ("file:///x", "HTTP://127.0.0.1:1", "postgres://x/y"):
        for command in (["store", "create", "A"], ["status"]):
            assert "http://" in memtui(*command, "--workspace", address, code=2).err
    assert list(tmp_path.iterdir()) == before


def test_workspace_works_before_and_after_the_sub_command(memtui, home):
    """And in between, at a group; the innermost wins."""
    one, two = home / "one.db", home / "two.db"
    memtui("--workspace", one, "store", "create", "A")
    memtui("store", "--workspace", two, "create", "B")
    assert [s["name"] for s in memtui("store", "list", "--json", "--workspace", one).data] == ["A"]
    assert [s["name"] for s in memtui("store", "list", "--json", "--workspace", two).data] == ["B"]
    memtui("--workspace", one, "store", "create", "C", "--workspace", two)
    assert len(memtui("--workspace", two, "--json", "store", "list").data) == 2


def test_the_environment_names_the_workspace(memtui, home):
    """`$MEMTUI_WORKSPACE` counts when no option does."""
    memtui("store", "create", "A")
    assert (home / "team.db").exists()


def test_without_any_name_it_is_the_data_folder_of_the_account(memtui, monkeypatch, home):
    """The platform's own place."""
    monkeypatch.delenv("MEMTUI_WORKSPACE")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    made = memtui("init", "--json").json
    assert made == {"workspace": str(home / "data/memtui/memory.db"), "created": True}


def test_an_empty_workspace_option_is_refused(memtui, home):
    """An unset variable in a script must not lead to the default workspace."""
    memtui("store", "create", "A", "--workspace", "", code=2)
    memtui("log", "A", "--session", "", code=2)
    assert not (home / "team.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["ls", "s"],
        ["cat", "s", "/a"],
        ["log", "s"],
        ["blame", "s", "/a"],
        ["diff", "s", "/a"],
        ["search", "word"],
        ["store", "list"],
        ["store", "show", "s"],
        ["store", "export", "s", "out"],
        ["session", "list"],
        ["session", "show", "x"],
        ["changes"],
        ["changes", "--follow"],
        ["status"],
        ["status", "--short"],
        ["doctor"],
        ["conflicts", "list"],
        ["conflicts", "show", "x"],
        ["undo", "--list"],
    ],
)
def test_a_reading_command_needs_a_workspace(memtui, home, arguments):
    """It exits 4 with a sentence, and makes nothing."""
    refused = memtui(*arguments, code=4)
    assert "There is no workspace at" in refused.err
    assert "memtui init" in refused.err
    assert memtui(*arguments, "--json", code=4).error["type"] == "not_found_error"
    assert not (home / "team.db").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["init"], 0),
        (["store", "create", "A"], 0),
        (["write", "s", "/a", "--content", "x"], 4),
        (["rm", "s", "/a"], 4),
        (["mv", "s", "/a", "/b"], 4),
        (["session", "start", "--agent", "x"], 0),
        (["store", "import", "."], 0),
        (["undo"], 1),
        (["redo"], 1),
    ],
)
def test_a_writing_command_makes_the_workspace(memtui, home, arguments, code, monkeypatch):
    """Whatever becomes of the write itself."""
    monkeypatch.chdir(home)
    memtui(*arguments, code=code)
    assert (home / "team.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["session", "pause", "x"],
        ["session", "undo", "x"],
        ["conflicts", "resolve", "x", "--merge"],
        ["conflicts", "dismiss", "x"],
    ],
)
def test_what_changes_a_thing_by_its_id_needs_a_workspace(memtui, home, arguments):
    """Where there is none there is no such thing, and none is made for looking."""
    assert "There is no workspace at" in memtui(*arguments, code=4).err
    assert not (home / "team.db").exists()


def test_init_again_is_harmless(memtui, store):
    """Nothing is lost, and the exit code is 0."""
    assert memtui("init", "--json").json["created"] is False
    assert memtui("store", "list", "--json").data[0]["id"] == store


def test_init_takes_a_profile(memtui):
    """A wrong one, or another one than the workspace has, is an error."""
    memtui("init", "--profile", "nonsense", code=1)
    memtui("init", "--profile", "managed-agents")
    memtui("init", "--profile", "managed-agents")
    memtui("init")
    assert "profile" in memtui("init", "--profile", "default", "--json", code=1).error["message"]


def test_the_user_is_the_option_the_environment_or_the_account(memtui, store, monkeypatch):
    """In this order."""

    def writer() -> str:
        return memtui("log", store, "--json").data[0]["created_by"]

    memtui("write", store, "/a", "--content", "1")
    assert writer() == {"type": "user_actor", "user_id": "alex"}
    monkeypatch.setenv("MEMTUI_USER", "sam")
    memtui("write", store, "/a", "--content", "2")
    assert writer() == {"type": "user_actor", "user_id": "sam"}
    memtui("--user", "kim", "write", store, "/a", "--content", "3")
    assert writer() == {"type": "user_actor", "user_id": "kim"}


def test_a_store_is_an_id_a_name_or_a_slug(memtui, store):
    """All three mean the same."""
    for name in (store, "SRE Notes", "sre-notes"):
        assert memtui("store", "show", name, "--json").json["id"] == store
    for name in ("sre notes", "nothing", "memstore_01nothing"):
        assert memtui("store", "show", name, "--json", code=4).error["type"] == "not_found_error"


def test_an_ambiguous_store_is_a_usage_error_that_lists_the_ids(memtui, store):
    """By name and by slug; the ids still work."""
    other = memtui("store", "create", "sre notes!", "--json").json["id"]
    third = memtui("store", "create", "SRE Notes", "--json").json["id"]
    refused = memtui("ls", "SRE Notes", "--json", code=2)
    assert set(refused.error["memory_store_ids"]) == {store, third}
    refused = memtui("ls", "sre-notes", code=2)
    assert all(found in refused.err for found in (store, other, third))
    assert refused.out == b""
    assert memtui("ls", other, "--json").data == []


@pytest.mark.parametrize("command", ["cat", "write", "rm", "blame", "diff", "log"])
def test_a_path_without_its_slash_is_refused_with_the_rule(memtui, store, command):
    """In every command that takes one."""
    extra = ["--content", "x"] if command == "write" else []
    refused = memtui(command, store, "notes.md", *extra, "--json", code=1)
    assert refused.error["type"] == "invalid_request_error"
    assert "starts with '/'" in refused.error["message"]


@pytest.mark.parametrize(
    "command",
    [
        ("dream", "run"),
        ("dream", "preview"),
        ("dream", "list"),
        ("search", "words"),
        ("conflicts", "list"),
        ("changes",),
        ("timeline",),
        ("session", "list"),
    ],
)
def test_a_second_store_does_not_take_the_place_of_the_first(memtui, store, command):
    """Which of the two was meant is for the person to say."""
    refused = memtui(*command, "--store", store, "--store", "other", code=2)
    assert "--store was given 2 times" in refused.err


def test_a_usage_error_under_json_is_a_document(memtui):
    """Also before the options could be read."""
    for arguments in (
        ["ls", "--json"],
        ["--json", "nonsense"],
        ["ls", "s", "--nonsense", "--json"],
        ["--json"],
        ["store", "--json"],
        ["changes", "--since", "x", "--json"],
    ):
        assert memtui(*arguments, code=2).error["type"] == "invalid_request_error"


def test_a_mistyped_command_is_met_with_the_right_one(memtui):
    """And the exit code is 2."""
    assert "Did you mean 'status'?" in memtui("statsu", code=2).err


def test_the_app_without_a_terminal_names_headless(memtui):
    """It exits 2 and opens nothing."""
    assert "--headless" in memtui(code=2).err


def test_a_refusal_is_one_sentence_without_json(memtui, store):
    """On stderr; stdout stays empty."""
    refused = memtui("cat", store, "/a", code=4)
    assert refused.out == b""
    assert refused.err == "Error: There is no memory at /a.\n"


def test_a_bug_is_one_sentence_and_debug_shows_where(memtui, capfd, store, monkeypatch):
    """No traceback otherwise."""
    from core.memories import Memories

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(Memories, "page", broken)
    refused = memtui("ls", store, "--json", code=1)
    assert refused.error["type"] == "api_error"
    assert "ZeroDivisionError" in refused.err
    assert run(["ls", store, "--debug"]) == 1
    assert "Traceback" in capfd.readouterr().err


def test_bytes_that_are_not_utf8_in_arguments_are_refused(program, memtui, store):
    """Nothing is stored, whichever argument it is."""
    for arguments in (
        [b"write", store, b"/\xff.md", b"--content", b"x"],
        [b"write", store, b"/a.md", b"--content", b"caf\xe9"],
        [b"--user", b"\xe9", b"write", store, b"/a.md", b"--content", b"x"],
    ):
        program(*arguments, code=2)
    assert program(b"ls", b"\xff", b"--json", code=2).error["type"] == "invalid_request_error"
    assert memtui("ls", store, "--json").data == []


def test_utf8_arguments_survive_any_locale(program, memtui, store):
    """The bytes count, not what the locale takes them for."""
    for locale in ("C", "POSIX", "en_US.ISO-8859-1"):
        program(
            "write", store, "/é.md", "--content", "naïve →", env={**os.environ, "LC_ALL": locale}
        )
        assert memtui("cat", store, "/é.md").out == "naïve →".encode()


def test_a_closed_pipe_is_quiet(memtui, store):
    """As when `head` has seen enough."""
    memtui("write", store, "/a", stdin="line\n" * 20_000)
    ran = subprocess.run(
        f"{sys.executable} -m memtui blame {store} /a | head -1",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert ran.stderr == b""
    assert ran.stdout.count(b"\n") == 1


def test_a_full_disk_under_stdout_is_a_sentence(program, store):
    """The write was done, the answer could not be given."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with open("/dev/full", "wb") as full:
        for arguments in (["status"], ["status", "--json"]):
            ran = subprocess.run(
                [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, check=False
            )
            assert ran.returncode == 1
            assert b"Traceback" not in ran.stderr
            assert ran.stderr.startswith(b"Error: ")
            assert ran.stderr.count(b"\n") == 1


def test_closed_streams_do_no_harm(store):
    """A caller may have closed stdin, stdout and stderr."""
    for closing in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        line = f"exec {sys.executable} -m memtui status {closing}"
        ran = subprocess.run(line, shell=True, capture_output=True, check=False)
        assert b"Traceback" not in ran.stderr
        assert ran.returncode == 0
    line = f"exec {sys.executable} -m memtui write {store} /a <&-"
    ran = subprocess.run(line, shell=True, capture_output=True, check=False)
    assert (ran.returncode, b"no stdin" in ran.stderr) == (2, True)


def test_every_command_loads_and_explains_itself(memtui):
    """Each of the table has a help, and the table's sentence is its short one."""
    entries = [entry for _, entries in table.SECTIONS for entry in entries]
    assert len({entry.name for entry in entries}) == len(entries)
    for entry in entries:
        command = table.load(entry)
        assert command.get_short_help_str(200) == entry.help
        shown = memtui(entry.name, "--help")
        assert "--workspace" in shown.text
        assert "--json" in shown.text
        for name in getattr(command, "commands", {}):
            assert "--workspace" in memtui(entry.name, name, "--help").text


def test_every_reading_command_answers_with_one_document_of_stable_keys(memtui, store, home):
    """Keys may be added; these stay."""
    memtui("write", store, "/a", "--content", "word")
    session = memtui("session", "start", "--agent", "x", "--attach", store).text.strip()
    version = memtui("log", store, "--json").data[0]["id"]
    refused = memtui("write", store, "/a", "--create", "--content", "x", "--json", code=3)
    conflict = refused.error["conflict_id"]
    listing = {"data", "next_page"}
    memory = {"id", "path", "content", "content_sha256", "memory_version_id", "updated_at"}
    expected = {
        ("ls", store): listing,
        ("ls", store, "--at", "2"): listing,
        ("ls", store, "--depth", "1"): listing,
        ("cat", store, "/a"): memory,
        ("cat", store, "/a", "--at", "2"): memory,
        ("cat", store, "/a", "--version", version): {"id", "path", "content", "operation", "seq"},
        ("log", store): listing,
        ("log", store, "/a"): listing,
        ("blame", store, "/a"): listing,
        ("diff", store, "/a"): {"from", "to", "hunks", "unified", "added", "removed"},
        ("search", "word"): listing,
        ("search", "word", "--history"): listing,
        ("accesses", store, "--unread-for", "0s"): listing,
        ("changes",): listing,
        ("store", "list"): listing,
        ("store", "show", store): {"id", "name", "description", "metadata", "memories", "versions"},
        ("store", "export", store, str(home / "out")): {"store", "files", "skipped"},
        ("session", "list"): listing,
        ("session", "show", session): {"id", "agent", "status", "resources", "started_at"},
        ("status",): {"workspace", "seq", "stores", "memories", "open_conflicts", "alarms"},
        ("conflicts", "list"): listing,
        ("conflicts", "show", conflict): {"base", "theirs", "mine", "merged", "blocks", "state"},
        ("undo", "--list"): {"undo", "redo"},
        ("doctor",): {"ok", "problems", "notes"},
        ("config", "path"): {"path", "exists"},
        ("config", "show"): {"path", "exists", "settings"},
        ("init",): {"workspace", "created"},
    }
    for command, keys in expected.items():
        for arguments in ([*command, "--json"], ["--json", *command]):
            answer = memtui(*arguments)
            assert answer.err == ""
            assert keys <= set(answer.json)
            if keys is listing:
                assert answer.data


def test_help_loads_neither_core_nor_the_app():
    """So that it comes at once."""
    code = (
        "import sys; from memtui.__main__ import main; main(['--help']);"
        "bad = {'core', 'textual', 'rich', 'platformdirs', 'asyncio'} & set(sys.modules);"
        "sys.exit(f'loaded: {bad}' if bad else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_help_comes_within_a_quarter_of_a_second():
    """Counted in seconds of the processor: what else a machine does says nothing about us."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*COMMAND, "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(times) < 0.25


def test_the_version(memtui):
    """One line."""
    assert memtui("--version").text.startswith("memtui ")


def test_a_shell_completes_commands_stores_and_paths(memtui, store):
    """Through click's own script."""
    memtui("write", store, "/notes/a.md", "--content", "x")

    def offered(words: str) -> list[str]:
        ran = subprocess.run(
            COMMAND,
            env={
                **os.environ,
                "_MEMTUI_COMPLETE": "bash_complete",
                "COMP_WORDS": words,
                "COMP_CWORD": str(len(words.split(" ")) - 1),
            },
            capture_output=True,
            check=False,
        )
        return [line.partition(",")[2] for line in ran.stdout.decode().splitlines() if line]

    assert "doctor" in offered("memtui do")
    assert offered("memtui cat sre") == ["sre-notes"]
    assert offered(f"memtui cat {store} /n") == ["/notes/"]
    assert offered(f"memtui cat {store} /notes/") == ["/notes/a.md"]
    assert offered("memtui cat nothing /n") == []
    assert offered("memtui --workspace /nowhere/at.db cat sre") == []


def test_an_empty_list_says_so_on_stderr(memtui, store):
    """Stdout stays empty, and with --json nothing is said: the document shows it."""
    memtui("write", store, "/a.md", "--content", "x")
    for command in (
        ["ls", store, "/b"],
        ["ls", store, "--filter", "nothing"],
        ["log", store, "--agent", "nobody"],
        ["search", "nothing"],
        ["search", "nothing", "--transcripts"],
        ["accesses", store, "/a.md"],
        ["session", "list"],
        ["conflicts", "list"],
        ["dream", "list"],
        ["review", "list"],
        ["key", "list"],
    ):
        shown = memtui(*command)
        assert shown.out == b"", command
        assert shown.err.endswith(".\n"), command
        as_json = memtui(*command, "--json")
        assert (as_json.data if "--filter" not in command else as_json.json["data"]) == []
        assert as_json.err == ""
    memory = memtui("ls", store, "/a.md")
    assert (memory.out, memory.err) == (
        b"",
        "/a.md is a memory and no directory; `memtui cat` prints it.\n",
    )
