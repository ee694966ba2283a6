"""`write`, `cat`, `ls`, `rm`, `mv`: exact bytes, preconditions, and exit codes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.text import sha256

COMMAND = [sys.executable, "-m", "memtui"]

MEMORY_KEYS = {
    "id",
    "type",
    "memory_store_id",
    "memory_version_id",
    "path",
    "content",
    "content_sha256",
    "content_size_bytes",
    "created_at",
    "updated_at",
}


def test_write_creates_or_replaces(memtui, store):
    """Without options, unconditionally; the version says so."""
    made = memtui("write", store, "/a.md", "--content", "one", "--json").json
    assert set(made) >= MEMORY_KEYS
    assert made["content"] is None
    assert made["content_sha256"] == sha256("one")
    replaced = memtui("write", store, "/a.md", "--content", "two", "--json").json
    assert replaced["id"] == made["id"]
    versions = memtui("log", store, "/a.md", "--json").data
    assert [(v["operation"], v["unconditional"]) for v in versions] == [
        ("modified", True),
        ("created", False),
    ]


def test_writing_the_same_again_is_no_change(memtui, store):
    """It is done, and there is no new version."""
    for _ in range(2):
        memtui("write", store, "/a.md", "--content", "one")
    assert len(memtui("log", store, "--json").data) == 1


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbfa\r\nb\rc\xcc\x81 \xf0\x9f\x98\x80\x1b[31m"])
def test_stdin_is_stored_byte_for_byte(program, store, raw):
    """And printed so."""
    program("write", store, "/a.md", stdin=raw)
    assert program("cat", store, "/a.md").out == raw
    program("write", store, "/b.md", "--content", "-", stdin=raw)
    assert program("cat", store, "/b.md").out == raw


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50))
def test_any_text_comes_back_as_it_was(memtui, text):
    """Whatever is in it."""
    if memtui("store", "show", "x", code=None).code == 4:
        memtui("store", "create", "x")
    memtui("write", "x", "/a.md", stdin=text)
    assert memtui("cat", "x", "/a.md").out == text.encode()
    assert memtui("cat", "x", "/a.md", "--json").json["content"] == text


@pytest.mark.parametrize("raw", [b"\xff", b"ok \xc3", b"\xed\xa0\x80", b"a\0b"])
def test_stdin_that_is_no_utf8_text_is_refused(program, memtui, store, raw):
    """Nothing is stored."""
    program("write", store, "/a.md", stdin=raw, code=1)
    assert memtui("ls", store, "--json").data == []
    assert memtui("log", store, "--json").data == []


def test_a_text_over_the_limit_is_refused_with_the_rule(memtui, store):
    """102,400 bytes are allowed."""
    memtui("write", store, "/a.md", stdin="x" * 102_400)
    refused = memtui("write", store, "/a.md", stdin="x" * 102_401, code=1)
    assert "102,400" in refused.err


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/", "empty segment"),
        ("/a/", "'/' at its end"),
        ("//a", "empty segment"),
        ("/a/../b", "'..'"),
        ("/a\nb", "control"),
        ("/e\u0301", "NFC"),
        ("/" + "x" * 1024, "1,024 bytes"),
        ("/a" * 21, "20 segments"),
    ],
)
def test_a_bad_path_is_refused_with_its_rule(memtui, store, path, rule):
    """Exit code 1."""
    assert rule in memtui("write", store, path, "--content", "x", code=1).err


def test_create_refuses_an_occupied_path(memtui, store):
    """Exit code 3, nothing changed, the text kept."""
    memtui("write", store, "/a.md", "--content", "one", "--create")
    refused = memtui(
        "write", store, "/a.md", "--content", "two", "--create", "--json", code=3
    ).error
    assert refused["type"] == "memory_path_conflict_error"
    assert refused["conflict_id"].startswith("conf_")
    assert refused["conflicting_path"] == "/a.md"
    assert refused["conflicting_memory_id"].startswith("mem_")
    assert memtui("cat", store, "/a.md").text == "one"


def test_a_file_and_a_directory_exclude_each_other(memtui, store):
    """Exit code 3 for a plain write too."""
    memtui("write", store, "/a", "--content", "x")
    for path in ("/a/b", "/a/b/c"):
        assert memtui("write", store, path, "--content", "x", "--json", code=3).error
    memtui("write", store, "/d/e", "--content", "x")
    memtui("write", store, "/d", "--content", "x", code=3)


def test_a_stale_hash_exits_3_and_changes_nothing(memtui, store):
    """The refusal carries the current hash and where the text is kept."""
    memtui("write", store, "/a.md", "--content", "one")
    memtui("write", store, "/a.md", "--content", "two", "--if-sha256", sha256("one"))
    refused = memtui(
        "write", store, "/a.md", "--content", "mine", "--if-sha256", sha256("one"), "--json", code=3
    ).error
    assert refused["type"] == "memory_precondition_failed_error"
    assert refused["content_sha256"] == sha256("two")
    assert refused["conflict_id"].startswith("conf_")
    assert memtui("cat", store, "/a.md").text == "two"
    # What is already there counts as written: the answer to a first try may have been lost.
    memtui("write", store, "/a.md", "--content", "two", "--if-sha256", sha256("one"))


def test_other_hashes_and_both_flags(memtui, store):
    """Missing path 4, malformed hash 1, both flags 2."""
    given_hash = ("--if-sha256", sha256("one"))
    memtui("write", store, "/a.md", "--content", "x", *given_hash, code=4)
    assert memtui("ls", store, "--json").data == []
    memtui("write", store, "/a.md", "--content", "one")
    for malformed in ("abc", sha256("one").upper(), sha256("one")[:-1], ""):
        memtui("write", store, "/a.md", "--content", "x", "--if-sha256", malformed, code=1)
    memtui("write", store, "/a.md", "--content", "x", "--create", *given_hash, code=2)
    assert memtui("cat", store, "/a.md").text == "one"


def test_an_archived_store_takes_no_writes(memtui, store):
    """Exit code 5; deleting is allowed."""
    memtui("write", store, "/a.md", "--content", "one")
    memtui("store", "archive", store)
    memtui("write", store, "/a.md", "--content", "two", "--json", code=5)
    memtui("write", store, "/b.md", "--content", "two", code=5)
    memtui("mv", store, "/a.md", "/b.md", code=5)
    memtui("rm", store, "/a.md")


def test_ls_lists_all_or_one_level(memtui, store):
    """Wire items, in the byte order of paths."""
    for path in ("/a.md", "/notes/b.md", "/notes/deep/c.md", "/notes-archive/d.md"):
        memtui("write", store, path, "--content", "x")
    everything = memtui("ls", store, "--json").data
    assert [item["path"] for item in everything] == [
        "/a.md",
        "/notes-archive/d.md",
        "/notes/b.md",
        "/notes/deep/c.md",
    ]
    assert all(set(item) >= MEMORY_KEYS for item in everything)
    assert memtui("ls", store, "--depth", "0", "--json").data == everything
    top = memtui("ls", store, "--depth", "1", "--json").data
    assert [(item["type"], item["path"]) for item in top] == [
        ("memory", "/a.md"),
        ("memory_prefix", "/notes-archive/"),
        ("memory_prefix", "/notes/"),
    ]
    assert set(top[1]) == {"type", "path"}
    for prefix in ("/notes", "/notes/"):
        below = memtui("ls", store, prefix, "--depth", "1", "--json").data
        assert [item["path"] for item in below] == ["/notes/b.md", "/notes/deep/"]
    assert memtui("ls", store, "/nothing", "--json").data == []
    memtui("ls", store, "notes", code=1)
    memtui("ls", store, "--depth", "2", code=1)
    memtui("ls", store, "--depth", "x", code=2)


def test_a_list_is_complete_unless_limited(memtui, store, tmp_path):
    """With a limit, `next_page` goes on where it ended."""
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(230):
        (folder / f"{number:03}").write_text("x")
    memtui("store", "import", folder, "--into", store)
    assert len(memtui("ls", store, "--json").data) == 230
    assert len(memtui("log", store, "--json").data) == 230
    assert len(memtui("changes", "--json").data) == 231
    for command in (["ls", store], ["log", store], ["ls", store, "--at", "999"], ["changes"]):
        paths, cursor = [], None
        while cursor is not None or not paths:
            more = ["--page", cursor] if cursor else []
            page = memtui(*command, "--limit", "101", *more, "--json").json
            paths += [item["path"] for item in page["data"]]
            cursor = page["next_page"]
        assert len({path for path in paths if path}) == 230
        assert len(paths) - len(set(paths)) == 0
    memtui("ls", store, "--limit", "0", code=2)
    memtui("ls", store, "--page", "nonsense", code=1)


def test_the_past_by_seq_and_by_time(memtui, store):
    """`ls` and `cat` take `--at`."""
    memtui("write", store, "/a.md", "--content", "one")
    first = memtui("status", "--json").json["seq"]
    (version,) = memtui("log", store, "--json").data
    memtui("write", store, "/a.md", "--content", "two")
    memtui("mv", store, "/a.md", "/b.md")
    assert memtui("cat", store, "/a.md", "--at", str(first)).text == "one"
    assert memtui("cat", store, "/a.md", "--at", version["created_at"]).text == "one"
    assert memtui("cat", store, "/a.md", "--version", version["id"], code=None).text == "one"
    assert [i["path"] for i in memtui("ls", store, "--at", str(first), "--json").data] == ["/a.md"]
    assert [i["path"] for i in memtui("ls", store, "--json").data] == ["/b.md"]
    memtui("cat", store, "/a.md", code=4)
    memtui("cat", store, "/b.md", "--at", str(first), code=4)
    memtui("cat", store, "/b.md", "--at", "yesterday", code=1)
    memtui("cat", store, "/b.md", "--at", "1", "--version", version["id"], code=2)


def test_a_change_that_is_still_to_come_is_said(memtui, store):
    """What is there now is shown, and stderr says what it is; a time may be any."""
    memtui("write", store, "/a.md", "--content", "one")
    newest = memtui("status", "--json").json["seq"]
    for command in (["ls", store], ["cat", store, "/a.md"]):
        said = memtui(*command, "--at", "999999").err
        assert said == f"There is no change #999999 yet; the newest is #{newest}.\n"
        assert memtui(*command, "--at", str(newest)).err == ""
        assert memtui(*command, "--at", "2999-01-01T00:00:00Z").err == ""


def test_cat_of_a_version_that_is_not_of_this_memory(memtui, store):
    """Exit code 4; a deletion holds no text, which is an error."""
    memtui("write", store, "/a.md", "--content", "a")
    memtui("write", store, "/b.md", "--content", "b")
    of_b, of_a = memtui("log", store, "--json").data
    assert memtui("cat", store, "/b.md", "--version", of_b["id"], "--json").json["content"] == "b"
    memtui("cat", store, "/a.md", "--version", of_b["id"], code=4)
    memtui("cat", store, "/a.md", "--version", "memver_01x", code=4)
    memtui("rm", store, "/a.md")
    assert memtui("cat", store, "/a.md", "--version", of_a["id"]).text == "a"
    deletion = memtui("log", store, "/a.md", "--json").data[0]["id"]
    assert "deletion" in memtui("cat", store, "/a.md", "--version", deletion, code=1).err


def test_rm_deletes_one_memory(memtui, store):
    """A stale hash is refused; a missing path is not found."""
    memtui("write", store, "/a.md", "--content", "one")
    memtui("rm", store, "/a.md", "--if-sha256", "abc", code=1)
    refused = memtui("rm", store, "/a.md", "--if-sha256", sha256("x"), "--json", code=3)
    assert refused.error["content_sha256"] == sha256("one")
    deleted = memtui("rm", store, "/a.md", "--if-sha256", sha256("one"), "--json").json
    assert deleted["type"] == "memory_deleted"
    assert deleted["id"].startswith("mem_")
    memtui("rm", store, "/a.md", code=4)
    memtui("cat", store, "/a.md", code=4)


def test_rm_deletes_a_directory(memtui, store):
    """Only with the slash at its end."""
    for path in ("/d/a", "/d/e/b", "/other"):
        memtui("write", store, path, "--content", "x")
    assert "/d/" in memtui("rm", store, "/d", code=4).err
    memtui("rm", store, "/d/", "--if-sha256", sha256("x"), code=2)
    assert memtui("rm", store, "/d/", "--json").json["deleted"] == ["/d/a", "/d/e/b"]
    assert [item["path"] for item in memtui("ls", store, "--json").data] == ["/other"]
    memtui("rm", store, "/d/", code=4)


def test_mv_renames_and_never_overwrites(memtui, store):
    """The id stays; a stale hash and an occupied path exit 3."""
    made = memtui("write", store, "/a.md", "--content", "one", "--json").json
    memtui("write", store, "/c.md", "--content", "other")
    memtui("mv", store, "/a.md", "/b.md", "--if-sha256", sha256("x"), code=3)
    moved = memtui("mv", store, "/a.md", "/b.md", "--if-sha256", sha256("one"), "--json").json
    assert (moved["id"], moved["path"]) == (made["id"], "/b.md")
    refused = memtui("mv", store, "/b.md", "/c.md", "--json", code=3).error
    assert refused["type"] == "memory_path_conflict_error"
    memtui("mv", store, "/a.md", "/d.md", code=4)
    memtui("mv", store, "/b.md", "d.md", code=1)
    memtui("mv", store, "/b.md", "/dir/", code=1)


def test_mv_moves_a_directory(memtui, store):
    """All of it or nothing."""
    for path in ("/d/a", "/d/e/b", "/full/a"):
        memtui("write", store, path, "--content", "x")
    memtui("mv", store, "/d/", "/full/", code=3)
    memtui("mv", store, "/d/", "/n/", "--if-sha256", sha256("x"), code=2)
    moved = memtui("mv", store, "/d/", "/n", "--json").data
    assert [item["path"] for item in moved] == ["/n/a", "/n/e/b"]
    memtui("mv", store, "/d/", "/m/", code=4)
    memtui("mv", store, "/n", "/m", code=4)


def test_writers_at_once_all_succeed(memtui, store):
    """Nobody is told of a path that another one just made, and no write is lost."""

    def write(number: int) -> int:
        return subprocess.run(
            [*COMMAND, "write", store, "/hot.md", "--content", f"{number}"],
            capture_output=True,
            check=False,
        ).returncode

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(write, range(8))) == {0}
    versions = memtui("log", store, "/hot.md", "--json").data
    hashes = {version["content_sha256"] for version in versions}
    assert hashes == {sha256(f"{number}") for number in range(8)}
    assert memtui("status", "--json").json["open_conflicts"] == 0


def test_one_of_many_creators_wins(memtui, store):
    """The others are told, and their texts are kept."""

    def write(number: int) -> int:
        return subprocess.run(
            [*COMMAND, "write", store, "/one.md", "--content", f"{number}", "--create"],
            capture_output=True,
            check=False,
        ).returncode

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(write, range(6))) == [0, 3, 3, 3, 3, 3]
    assert memtui("status", "--json").json["open_conflicts"] == 5


def test_append_adds_to_what_is_there(memtui, store):
    """Also when there is nothing yet, and after a last line without an end."""
    memtui("write", store, "/log.md", "--append", stdin="one")
    memtui("write", store, "/log.md", "--append", stdin="two\n")
    added = memtui("write", store, "/log.md", "--append", "--content", "three", "--json").json
    assert memtui("cat", store, "/log.md").text == "one\ntwo\nthree"
    assert added["content_sha256"] == sha256("one\ntwo\nthree")
    memtui("write", store, "/log.md/below", "--append", "--content", "x", code=3)
    memtui("write", store, "log.md", "--append", "--content", "x", code=1)
    for other in (["--create"], ["--if-sha256", sha256("one")]):
        memtui("write", store, "/log.md", "--append", *other, "--content", "x", code=2)


def test_appends_of_many_processes_never_conflict(memtui, store):
    """Each line is there once, also of those that found no memory yet."""

    def append(number: int) -> int:
        return subprocess.run(
            [*COMMAND, "write", store, "/log.md", "--append", "--content", f"{number}\n"],
            capture_output=True,
            check=False,
        ).returncode

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(append, range(8))) == {0}
    assert sorted(memtui("cat", store, "/log.md").text.split()) == list("01234567")
    assert memtui("status", "--json").json["open_conflicts"] == 0


def test_a_stale_write_merges_when_asked_to(memtui, store):
    """And says so; what both changed is refused as without."""
    base = "one\ntwo\nthree\nfour\nfive\n"
    memtui("write", store, "/a.md", stdin=base)
    memtui("write", store, "/a.md", stdin=base.replace("one", "ONE"))
    merge = ("write", store, "/a.md", "--if-sha256", sha256(base), "--merge")
    done = memtui(*merge, "--json", stdin=base.replace("five", "FIVE")).json
    assert done["merged"] is True
    merged = "ONE\ntwo\nthree\nfour\nFIVE\n"
    assert (done["content_sha256"], memtui("cat", store, "/a.md").text) == (sha256(merged), merged)
    assert memtui("log", store, "--json").data[0]["origin"] == "merge"
    memtui(*merge, stdin=base.replace("one", "uno"), code=3)
    now = ("write", store, "/a.md", "--if-sha256", sha256(merged), "--merge")
    assert memtui(*now, "--json", stdin=merged + "six\n").json["merged"] is False
    memtui("write", store, "/a.md", "--merge", stdin="x", code=2)


def test_a_merge_that_adds_nothing_writes_no_version(memtui, store):
    """The others wrote the same and more."""
    memtui("write", store, "/a.md", stdin="one\ntwo\nthree\n")
    memtui("write", store, "/a.md", stdin="ONE\ntwo\nTHREE\n")
    stale = ("--if-sha256", sha256("one\ntwo\nthree\n"), "--merge")
    memtui("write", store, "/a.md", *stale, stdin="ONE\ntwo\nthree\n")
    assert memtui("cat", store, "/a.md").text == "ONE\ntwo\nTHREE\n"
    assert len(memtui("log", store, "--json").data) == 2


def test_ls_filters_by_path_writer_and_time(memtui, store):
    """All terms have to hold; how many of how many they are stands beside the list."""
    session = memtui("session", "start", "--agent", "triage", "--attach", store, "--json").json
    for path in ("/alerts/a.md", "/alerts/tmp/b.md"):
        memtui("write", store, path, "--session", session["id"], stdin=b"text\n")
    memtui("write", store, "/alerts/c.md", stdin=b"text\n")
    found = memtui("ls", store, "--filter", "agent:triage !tmp changed:2h ALERT", "--json").json
    assert [item["path"] for item in found["data"]] == ["/alerts/a.md"]
    assert (found["matching"], found["total"], found["next_page"]) == (1, 3, None)
    assert memtui("ls", store, "/alerts/tmp", "--filter", "b", "--json").json["total"] == 1
    assert "/alerts/c.md" in memtui("ls", store, "--filter", "!agent:triage").text


def test_a_bad_term_of_a_filter_is_refused(memtui, store):
    """With the reason, and a filter of the past is none."""
    refused = memtui("ls", store, "--filter", "agnt:triage", "--json", code=1)
    assert "agent:" in refused.error["message"]
    memtui("ls", store, "--filter", "x", "--at", "3", code=2)


@pytest.mark.parametrize("command", [["ls"], ["search", "x", "--prefix"]])
def test_a_prefix_that_is_none_is_told_as_it_was_typed(memtui, store, command):
    """Without the slash at its end, which nobody typed."""
    arguments = ["ls", store] if command == ["ls"] else command
    refused = memtui(*arguments, "nope", code=1)
    assert refused.err == "Error: A path starts with '/'; 'nope' does not.\n"
