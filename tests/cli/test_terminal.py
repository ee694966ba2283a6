"""What a person sees on a terminal: columns, colours, and nothing that drives it."""

import os
import pty
import subprocess
import sys

import pytest

from tests.support.hostile_world import FIRST, SESSION, TEXTS, build

COMMAND = [sys.executable, "-m", "memtui"]
HOSTILE = "a\x1b[2Jb\x07c\u202ed\x9be\u200bf\r"


@pytest.fixture
def terminal():
    """Runs the program with a terminal on stdin, stdout and stderr, and gives what it shows."""

    def call(*arguments: str, typed: bytes = b"", code: int = 0, **environment: str) -> str:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "60", **environment},
        )
        os.close(theirs)
        if typed:
            os.write(ours, typed)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        os.close(ours)
        assert process.wait(20) == code, shown
        return shown.decode().replace("\r\n", "\n")

    return call


def is_safe(shown: str) -> bool:
    """Whether nothing but our own colours is in it."""
    import re

    plain = re.sub(r"\x1b\[\d*m", "", shown)
    return not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e]", plain)


def test_foreign_text_is_made_visible(memtui, store):
    """In every place where it can stand; in a pipe, but for what is asked for exactly."""
    memtui("store", "create", "B\u202eC", "--description", HOSTILE)
    memtui("session", "start", "--agent", "x\u202ey", "--attach", store, "--title", "t\u202et")
    session = memtui("session", "list", "--json").data[0]["id"]
    memtui("write", store, "/a.md", "--session", session, stdin="word one\n")
    memtui("write", store, "/a.md", "--session", session, stdin=f"word {HOSTILE}\n")
    exact = (["cat", store, "/a.md"], ["diff", store, "/a.md"])
    for command in (
        *exact,
        ["blame", store, "/a.md"],
        ["search", "word"],
        ["log", store],
        ["changes"],
        ["store", "list"],
        ["store", "show", "B\u202eC"],
        ["session", "list"],
        ["session", "show", session],
    ):
        for tty in (True, False):
            if tty or command not in exact:
                shown = memtui(*command, tty=tty).text
                assert is_safe(shown), (command, shown)
                assert "U+202E" in shown or "word" in shown or "/a.md" in shown
    assert memtui("cat", store, "/a.md").out == f"word {HOSTILE}\n".encode()
    assert HOSTILE in memtui("diff", store, "/a.md").text
    assert is_safe(memtui("cat", store, "/\x1b[2J", code=1).err)
    assert is_safe(memtui("cat", store, "/\u202e", code=1).err)


def test_a_whole_hostile_workspace_is_shown_safely(memtui, home):
    """Every reading command, with every text that an agent can name or write; in pipes too."""
    build(home / "team.db")
    session = SESSION.format(1)
    conflict = memtui("conflicts", "list", "--json").data[0]["id"]
    exact = (["cat", FIRST, "/0000.md"], ["diff", FIRST, "/0000.md"])
    for command in (
        *exact,
        ["ls", FIRST],
        ["log", FIRST],
        ["blame", FIRST, "/0000.md"],
        ["search", "needle"],
        ["changes"],
        ["timeline"],
        ["store", "list"],
        ["store", "show", FIRST],
        ["session", "list"],
        ["session", "show", session],
        ["events", session],
        ["search", "--transcripts", "Zq7"],
        ["accesses", FIRST, "--unread-for", "1d"],
        ["conflicts", "list"],
        ["conflicts", "show", conflict],
        ["status"],
        ["undo", "--list"],
    ):
        for tty in (True, False):
            if tty or command not in exact:
                ran = memtui(*command, tty=tty)
                assert is_safe(ran.text + ran.err), (command, ascii(ran.text)[:300])
    for text in TEXTS.values():
        for command in (["cat", FIRST, f"/{text}"], ["store", "show", "--", text]):
            ran = memtui(*command, tty=True, code=None)
            assert is_safe(ran.text + ran.err), (command, ascii(ran.text + ran.err)[:300])


def test_a_review_is_safe_in_a_pipe(memtui, store):
    """Also its Markdown; a patch is for a program, and is exact."""
    line = "- The db host is db-1.internal\x1b[31m on port 5432."
    for path in ("/a.md", "/b.md"):
        memtui("write", store, path, stdin=f"# {path}\n\n{line}\n")
    dream = memtui("dream", "run", "--store", store, "--wait", "--json").json["id"]
    memtui("review", "accept", dream, "--all")
    for command in (["show", dream], ["export", dream]):
        shown = memtui("review", *command).text
        assert "\u241b[31m" in shown
        assert "\x1b" not in shown
    assert line in memtui("review", "export", dream, "--format", "patch").text


def test_a_real_terminal_gets_visible_text_and_colours(memtui, store, terminal):
    """As a process with a terminal of its own."""
    memtui("write", store, "/a.md", stdin="one\n")
    memtui("write", store, "/a.md", stdin=HOSTILE)
    assert terminal("cat", store, "/a.md").startswith("a\u241b[2Jb\u2407c<U+202E>d")
    assert "\x1b[31m-one\x1b[0m" in terminal("diff", store, "/a.md")


def test_colours_are_for_terminals_that_want_them(memtui, store, monkeypatch):
    """Not for pipes, not with NO_COLOR, not for a dumb one."""
    memtui("write", store, "/a.md", stdin="one\n")
    memtui("write", store, "/a.md", stdin="two\n")

    def diff(**environment: str) -> str:
        with monkeypatch.context() as patched:
            for name, value in {"TERM": "xterm", **environment}.items():
                patched.setenv(name, value)
            return memtui("diff", store, "/a.md", tty=True).text

    assert "\x1b[31m-one\x1b[0m" in diff()
    assert "\x1b[32m+two\x1b[0m" in diff(NO_COLOR="")
    assert "\x1b" not in diff(NO_COLOR="1")
    assert "\x1b" not in diff(TERM="dumb")
    assert "\x1b" not in memtui("diff", store, "/a.md").text


def test_a_long_line_of_blame_stays_one_line(memtui, store, monkeypatch):
    """On a terminal; a pipe gets all of it."""
    memtui("write", store, "/a.md", stdin="漢" * 500)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    (shown,) = memtui("blame", store, "/a.md", tty=True).text.splitlines()
    assert shown.endswith("…")
    assert len(shown.encode()) < 200
    assert "漢" * 500 in memtui("blame", store, "/a.md").text


def test_the_columns_of_a_feed_never_touch(memtui, store):
    """However long a cell is."""
    memtui("store", "create", "B", "--user", "a-user-with-a-very-long-name")
    for line in memtui("changes", "--utc").text.splitlines():
        assert len(line.split("  ")) >= 5


def test_times_are_ages_or_exact(memtui, store):
    """With `--utc`."""
    memtui("write", store, "/a.md", "--content", "x")
    assert "ago" in memtui("ls", store).text or "now" in memtui("ls", store).text
    year = memtui("log", store, "--json").data[0]["created_at"][:10]
    for command in (["ls", store], ["log", store], ["blame", store, "/a.md"], ["changes"]):
        assert year in memtui(*command, "--utc").text


def test_columns_are_aligned(memtui, store):
    """Also around wide characters."""
    for agent in ("漢字", "abc"):
        memtui("session", "start", "--agent", agent, "--attach", store)
    first, second = memtui("session", "list").text.splitlines()
    assert (
        first.index("SRE Notes") == second.index("SRE Notes") + 2
    )  # each character of the second takes two cells


def test_delete_asks_a_person(memtui, store, terminal):
    """And takes the typed name."""
    assert "Type its name" in terminal("store", "delete", store, typed=b"SRE Notes\n")
    memtui("store", "show", store, code=4)


def test_import_shows_progress_on_a_terminal_only(memtui, tmp_path, terminal):
    """It is gone at the end."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.md").write_text("x")
    assert "Read 1 file" in terminal("store", "import", str(folder))
    assert memtui("store", "import", folder).err == ""


def test_a_dream_that_is_waited_for_says_how_far_it_is(memtui, terminal, store):
    """In a line that is gone at the end; a pipe has only the outcome."""
    memtui("write", store, "/a.md", stdin="# A\n\n- The db host is db-1.\n")
    shown = terminal("dream", "run", "--store", store, "--wait")
    assert "\r\x1b[KDreaming: quarantine, 0 findings so far" in shown
    assert shown.rpartition("\x1b[K")[2].startswith("drm_")
    assert memtui("dream", "run", "--store", store, "--wait").err == ""
