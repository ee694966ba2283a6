"""The memory tool on a session: every command and refusal in the SDK's words, sync and async."""

import builtins
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import anyio
import pytest
from anthropic.tools import BetaLocalFilesystemMemoryTool, ToolError

from core import CoreError, NotFound
from core.doors.memory_tool import AnthropicMissing, async_memory_tool, memory_tool

ASK = {
    "view": ("path", "view_range"),
    "create": ("path", "file_text"),
    "str_replace": ("path", "old_str", "new_str"),
    "insert": ("path", "insert_line", "insert_text"),
    "delete": ("path",),
    "rename": ("old_path", "new_path"),
}


@pytest.fixture
def session(ws, store):
    """A session that may write the store."""
    return ws.sessions.start("triage", {store.id: "read_write"})


@pytest.fixture(params=["sync", "async"])
def tool(request, session):
    """Asks a tool, and gives its answer; what it refuses begins with `!`."""
    if request.param == "sync":
        return partial(ask, memory_tool(session))
    made = async_memory_tool(session)

    class Awaited:
        def call(self, given):
            return anyio.run(made.call, given)

        def clear_all_memory(self):
            return anyio.run(made.clear_all_memory)

    return partial(ask, Awaited())


def ask(tool, command, *arguments):
    """Send a command as the runner does, with its parameters in their order."""
    if command == "clear":
        return tool.clear_all_memory()
    given = dict(zip(ASK[command], arguments, strict=False))
    try:
        return tool.call({"command": command, **given})
    except ToolError as refused:
        return f"!{refused.content}"


def texts(ws, store):
    """What the store holds, by path."""
    return {one.path: ws.memories.retrieve(one.id).content for one in ws.memories.list(store.id)}


def test_each_command_does_what_it_says(tool, ws, store):
    """All six, and the versions are the session's."""
    assert tool("create", "/memories/a.md", "one\ntwo\n") == (
        "File created successfully at: /memories/a.md"
    )
    assert tool("view", "/memories/a.md") == (
        "Here's the content of /memories/a.md with line numbers:\n"
        "     1\tone\n     2\ttwo\n     3\t"
    )
    assert tool("str_replace", "/memories/a.md", "two", "2") == (
        "The memory file has been edited."
        " Here is the snippet showing the change (with line numbers):\n"
        "     1\tone\n     2\t2\n     3\t"
    )
    assert tool("insert", "/memories/a.md", 1, "new\n\n") == (
        "The file /memories/a.md has been edited."
    )
    assert tool("rename", "/memories/a.md", "/memories/d/b.md") == (
        "Successfully renamed /memories/a.md to /memories/d/b.md"
    )
    assert texts(ws, store) == {"/d/b.md": "one\nnew\n2\n"}
    assert tool("view", "/memories") == (
        "Here're the files and directories up to 2 levels deep in /memories,"
        " excluding hidden items:\n10B\t/memories\n10B\t/memories/d/\n10B\t/memories/d/b.md"
    )
    assert tool("rename", "/memories/d", "/memories/e") == (
        "Successfully renamed /memories/d to /memories/e"
    )
    assert tool("delete", "/memories/e") == "Successfully deleted /memories/e"
    assert texts(ws, store) == {}
    assert {version.agent for version in ws.versions.list(store.id)} == {"triage"}


TWICE = (
    "No replacement was performed. Multiple occurrences of old_str `two` in lines: 2, 4."
    " Please ensure it is unique"
)
REFUSED = [
    (
        ("view", "/memories/no"),
        "The path /memories/no does not exist. Please provide a valid path.",
    ),
    (
        ("str_replace", "/memories/no", "a", "b"),
        "The path /memories/no does not exist. Please provide a valid path.",
    ),
    (
        ("insert", "/memories/no", 0, "a"),
        "The path /memories/no does not exist. Please provide a valid path.",
    ),
    (("delete", "/memories/no"), "The path /memories/no does not exist"),
    (("rename", "/memories/no", "/memories/x"), "The path /memories/no does not exist"),
    (("create", "/memories/a.md", "x"), "File /memories/a.md already exists"),
    (("create", "/memories/dir", "x"), "File /memories/dir already exists"),
    (("create", "/memories", "x"), "File /memories already exists"),
    (
        ("create", "/memories/a.md/b", "x"),
        "Cannot create /memories/a.md/b: /memories/a.md is a file, not a directory.",
    ),
    (("str_replace", "/memories/dir", "a", "b"), "The path /memories/dir is not a file."),
    (("insert", "/memories/dir", 0, "a"), "The path /memories/dir is not a file."),
    (
        ("str_replace", "/memories/a.md", "three", "3"),
        "No replacement was performed, old_str `three` did not appear verbatim in /memories/a.md.",
    ),
    (
        ("str_replace", "/memories/a.md", "two", "2"),
        TWICE,
    ),
    (
        ("insert", "/memories/a.md", 5, "x"),
        "Invalid `insert_line` parameter: 5. It should be within the range [0, 4].",
    ),
    (
        ("insert", "/memories/a.md", -1, "x"),
        "Invalid `insert_line` parameter: -1. It should be within the range [0, 4].",
    ),
    (
        ("rename", "/memories/a.md", "/memories/dir/b.md"),
        "The destination /memories/dir/b.md already exists",
    ),
    (("rename", "/memories/a.md", "/memories/dir"), "The destination /memories/dir already exists"),
    (("rename", "/memories/a.md", "/memories"), "The destination /memories already exists"),
    (
        ("rename", "/memories/a.md", "/memories/a.md"),
        "The destination /memories/a.md already exists",
    ),
    (
        ("rename", "/memories/dir", "/memories/a.md/x"),
        "Cannot rename to /memories/a.md/x: /memories/a.md is a file, not a directory.",
    ),
    (
        ("rename", "/memories/dir", "/memories/dir/in"),
        "Cannot rename /memories/dir to /memories/dir/in: /dir/ cannot be moved into itself.",
    ),
    (("delete", "/memories"), "Cannot delete the /memories directory itself"),
    (("delete", "/memories/"), "Cannot delete the /memories directory itself"),
    (("delete", "/memories/dir/.."), "Cannot delete the /memories directory itself"),
    (("rename", "/memories", "/memories/x"), "Cannot rename the /memories directory itself"),
    (("view", "/etc/passwd"), "Path must start with /memories, got: /etc/passwd"),
    (("create", "/x", "x"), "Path must start with /memories, got: /x"),
    (("view", "/memories/../x"), "Path /memories/../x would escape /memories directory"),
    (
        ("rename", "/memories/a.md", "/memories/../../x"),
        "Path /memories/../../x would escape /memories directory",
    ),
]


def test_a_refusal_is_told_in_the_exact_words(tool, ws, store):
    """Nothing was written, and the model knows why."""
    tool("create", "/memories/a.md", "one\ntwo\nfour\ntwo\n")
    tool("create", "/memories/dir/b.md", "b\n")
    before = texts(ws, store)
    for asked, told in REFUSED:
        assert tool(*asked) == f"!{told}"
    assert texts(ws, store) == before


SCRIPT = [
    ("view", "/memories"),
    ("create", "/memories/a.md", "one\ntwo\nthree\nfour\nfive"),
    ("create", "/memories/a.md", "again"),
    ("create", "/memories/empty", ""),
    ("create", "/memories/sub/deep/down/x", "x\n"),
    ("create", "/memories/sub/.hidden", "h"),
    ("create", "/memories/.dot/y", "h"),
    ("create", "/memories/sub-b", "between\n"),
    ("view", "/memories/a.md"),
    ("view", "/memories/a.md", [2, 3]),
    ("view", "/memories/a.md", [4, -1]),
    ("view", "/memories/a.md", [9, 12]),
    ("view", "/memories/a.md", [3, 2]),
    ("view", "/memories/empty"),
    ("view", "/memories/.dot/y"),
    ("view", "/memories/nope/x"),
    ("str_replace", "/memories/a.md", "three", "3\n3.5"),
    ("str_replace", "/memories/a.md", "e", "E"),
    ("str_replace", "/memories/a.md", "one\n", ""),
    ("str_replace", "/memories/a.md", "five", "fünf"),
    ("insert", "/memories/a.md", 2, "in\n\n"),
    ("insert", "/memories/a.md", 0, ""),
    ("insert", "/memories/a.md", 99, "x"),
    ("insert", "/memories/empty", 0, "first"),
    ("insert", "/memories/empty", 1, "last\n"),
    ("view", "/memories/a.md"),
    ("view", "/memories/empty"),
    ("rename", "/memories/sub", "/memories/other/place"),
    ("rename", "/memories/gone", "/memories/other/x"),
    ("rename", "/memories/a.md", "/memories/sub-b"),
    ("rename", "/memories/a.md", "/memories/new/a.md"),
    ("view", "/memories/other/place/deep/down/x"),
    ("view", "/memories"),
    ("delete", "/memories/other"),
    ("delete", "/memories/other"),
    ("delete", "/memories"),
    ("delete", "/memories/empty"),
    ("view", "/memories/../outside"),
    ("view", "/elsewhere"),
    ("clear",),
]


def test_the_answers_are_those_of_the_reference_implementation(tool, tmp_path):
    """One script to both; only the sizes of directories differ, since a disk has its own."""
    reference = BetaLocalFilesystemMemoryTool(str(tmp_path))
    for asked in SCRIPT:
        ours, theirs = (
            re.sub(r"(?m)^\S+(?=\t/memories(/.*/)?$)", "?", told)
            for told in (tool(*asked), ask(reference, *asked))
        )
        assert ours == theirs, asked


HOSTILE = [
    "/memories/\ud800",
    "/memories/a\u202eb",
    "/memories/e\u0301",
    "/memories/a\nb",
    "/memories/a\0b",
    "/memories/" + "x" * 2_000,
    "/memories/" + "/".join("x" * 30),
    "/memories/.anthropic-memory-store",
]


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: ascii(path)[:30])
def test_a_hostile_path_is_answered_with_a_text(tool, path):
    """Whatever a rule of paths forbids: there is nothing to read, and it cannot be made."""
    echo = path.encode(errors="backslashreplace").decode()
    for told in (
        tool("view", path),
        tool("str_replace", path, "a", "b"),
        tool("insert", path, 0, "a"),
        tool("delete", path),
        tool("rename", path, "/memories/x"),
    ):
        assert told.startswith(f"!The path {echo} does not exist")
    assert tool("create", path, "x").startswith(f"!Cannot create {echo}: ")
    tool("create", "/memories/ok", "x")
    assert tool("rename", "/memories/ok", path).startswith(f"!Cannot rename /memories/ok to {echo}")


@pytest.mark.parametrize(
    "content", ["x" * 102_401, "a\0b", "a\udfffb"], ids=["too large", "NUL", "surrogate"]
)
def test_a_text_that_no_memory_may_hold_is_refused(tool, content):
    """In a new file, and in an edit of one."""
    assert tool("create", "/memories/a", content).startswith(
        "!Cannot create /memories/a: The conte"
    )
    tool("create", "/memories/a", "here\n")
    assert tool("insert", "/memories/a", 0, content).startswith(
        "!Cannot edit /memories/a: The cont"
    )
    assert tool("str_replace", "/memories/a", "here", content).startswith(
        "!Cannot edit /memories/a"
    )
    assert tool("view", "/memories/a").endswith("     1\there\n     2\t")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("view", "A memory command is an object"),
        ({}, "Unknown command: None. It is one of view, create"),
        ({"command": "format"}, "Unknown command: format."),
        ({"command": ["view"]}, "Unknown command: ['view']."),
        ({"command": "view"}, "Invalid `path` parameter"),
        ({"command": "view", "path": 7}, "Invalid `path` parameter"),
        ({"command": "view", "path": "/memories", "view_range": "all"}, "Invalid `view_range`"),
        ({"command": "create", "path": "/memories/a"}, "Invalid `file_text` parameter"),
        (
            {"command": "insert", "path": "/memories/a", "insert_line": "1", "insert_text": "x"},
            "Invalid `insert_line` parameter: the command insert needs an integer there.",
        ),
        (
            {"command": "str_replace", "path": "/memories/a", "old_str": "x", "new_str": 1},
            "Invalid `new_str`",
        ),
    ],
)
def test_a_malformed_command_is_answered_with_what_is_missing(session, given, told):
    """The SDK hands on whatever the model sent."""
    with pytest.raises(ToolError) as refused:
        memory_tool(session).call(given)
    assert str(refused.value).startswith(told)


def test_a_replacement_may_be_left_out(session):
    """Then the text is deleted, as the documentation of the tool says."""
    tool = memory_tool(session)
    tool.call({"command": "create", "path": "/memories/a", "file_text": "keep drop\n"})
    tool.call({"command": "str_replace", "path": "/memories/a", "old_str": " drop"})
    assert ask(tool, "view", "/memories/a").endswith("     1\tkeep\n     2\t")


def test_what_a_session_may_not_do_is_a_text(ws, store):
    """Read-only, paused, archived, ended: the model is told which, and what to do."""
    reader = ws.sessions.start("reader", {store.id: "read_only"})
    writer = ws.sessions.start("writer", {store.id: "read_write"})
    ws.memories.create(store.id, "/a", "text\n")
    for stop, who, told in (
        (lambda: None, reader, "attached read-only"),
        (lambda: ws.sessions.pause(writer.id), writer, "paused the session"),
        (lambda: ws.stores.archive(store.id), reader, "attached read-only"),
        (lambda: ws.sessions.end(writer.id), writer, "has ended"),
    ):
        stop()
        tool = partial(ask, memory_tool(who))
        for asked in (
            ("create", "/memories/b", "x"),
            ("str_replace", "/memories/a", "text", "x"),
            ("insert", "/memories/a", 0, "x"),
            ("delete", "/memories/a"),
            ("rename", "/memories/a", "/memories/b"),
        ):
            answer = tool(*asked)
            assert answer.startswith("!")
            assert told in answer
        assert tool("view", "/memories/a").endswith("     1\ttext\n     2\t")


def test_a_store_that_was_deleted_meanwhile_is_a_text(ws, store, session):
    """Not a traceback."""
    tool = partial(ask, memory_tool(session))
    ws.stores.delete(store.id)
    for asked in (("view", "/memories"), ("view", "/memories/a"), ("create", "/memories/a", "x")):
        assert tool(*asked) == f"!There is no store {store.id}."


def test_a_directory_goes_in_one_transaction(ws, store, session):
    """Its versions share a batch, so one undo takes the whole command back."""
    tool = partial(ask, memory_tool(session))
    for name in "abc":
        tool("create", f"/memories/d/{name}", name)
    tool("rename", "/memories/d", "/memories/e")
    tool("delete", "/memories/e")
    newest = list(ws.versions.list(store.id))[:6]
    assert [version.operation for version in newest] == ["deleted"] * 3 + ["modified"] * 3
    assert len({version.batch for version in newest}) == 2


def test_two_tools_that_edit_one_file_lose_nothing(ws, store):
    """Every insert and replacement of both is there, and nobody had to try again."""
    agents = [ws.sessions.start(name, {store.id: "read_write"}) for name in ("left", "right")]
    ws.memories.create(store.id, "/hot", "left: 0\nright: 0\n")

    def work(agent):
        tool = partial(ask, memory_tool(agent))
        for number in range(25):
            answers = [
                tool("insert", "/memories/hot", 0, f"{agent.agent} wrote {number}"),
                tool(
                    "str_replace",
                    "/memories/hot",
                    f"{agent.agent}: {number}\n",
                    f"{agent.agent}: {number + 1}\n",
                ),
            ]
            assert not [answer for answer in answers if answer.startswith("!")]
            assert f"\t{agent.agent}: {number + 1}\n" in answers[1]

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, agents))
    lines = texts(ws, store)["/hot"].splitlines()
    wrote = [f"{name} wrote {number}" for name in ("left", "right") for number in range(25)]
    assert sorted(lines) == sorted([*wrote, "left: 25", "right: 25"])
    assert ws.conflicts.count() == 0


def test_async_tools_that_edit_one_file_lose_nothing(ws, store):
    """Calls of one program that wait for each other in one loop."""
    ws.memories.create(store.id, "/hot", "")
    agents = [ws.sessions.start(name, {store.id: "read_write"}) for name in ("left", "right")]

    async def add(tool, line):
        insert = {"command": "insert", "path": "/memories/hot", "insert_line": 0}
        await tool.call({**insert, "insert_text": line})

    async def work():
        async with anyio.create_task_group() as tasks:
            for agent in agents:
                tool = async_memory_tool(agent)
                for number in range(20):
                    tasks.start_soon(add, tool, f"{agent.agent} {number}")

    anyio.run(work)
    wrote = [f"{name} {number}" for name in ("left", "right") for number in range(20)]
    assert sorted(texts(ws, store)["/hot"].splitlines()) == sorted(wrote)
    assert ws.conflicts.count() == 0


def test_a_memory_that_moved_meanwhile_is_not_there(ws, store, session, monkeypatch):
    """Between looking and writing somebody moved it: the model is told, and nothing is done."""
    tool = partial(ask, memory_tool(session))
    note = ws.memories.create(store.id, "/a", "text\n")
    seen = type(session.memories).at_path

    def moving(self, store_id, path):
        found = seen(self, store_id, path)
        ws.memories.update(note.id, path="/elsewhere")
        return found

    told = {
        ("str_replace", "/memories/a", "text", "x"): ". Please provide a valid path.",
        ("insert", "/memories/a", 0, "x"): ". Please provide a valid path.",
        ("delete", "/memories/a"): "",
        ("rename", "/memories/a", "/memories/b"): "",
    }
    for asked, end in told.items():
        with monkeypatch.context() as patched:
            if asked[0] == "rename":
                ask_first = iter([seen, moving])
                patched.setattr(
                    type(session.memories),
                    "at_path",
                    lambda self, *given, order=ask_first: next(order)(self, *given),
                )
            else:
                patched.setattr(type(session.memories), "at_path", moving)
            assert tool(*asked) == f"!The path /memories/a does not exist{end}"
        assert texts(ws, store) == {"/elsewhere": "text\n"}
        ws.memories.update(note.id, path="/a")


def test_a_file_that_was_made_anew_meanwhile_is_edited(ws, store, session, monkeypatch):
    """It is another memory at the same path: the model's edit is done there."""
    tool = partial(ask, memory_tool(session))
    note = ws.memories.create(store.id, "/a", "text\n")
    seen = type(session.memories).at_path
    turns = iter([True, False])

    def replacing(self, store_id, path):
        found = seen(self, store_id, path)
        if next(turns):
            ws.memories.delete(note.id)
            ws.memories.create(store.id, "/a", "other text\n")
        return found

    monkeypatch.setattr(type(session.memories), "at_path", replacing)
    assert "\tother word" in tool("str_replace", "/memories/a", "text", "word")


@pytest.fixture
def two(ws, store):
    """A session with two stores: one to write, one of the organisation to read."""
    org = ws.stores.create("Org Knowledge", "Who owns what.")
    ws.memories.create(org.id, "/owners.md", "dispatch: Ada\n")
    return ws.sessions.start("triage", {store.id: "read_write", org.id: "read_only"})


def test_several_stores_are_directories(two, ws, store):
    """Each called as its mount; the listing says what may be written."""
    tool = partial(ask, memory_tool(two))
    assert tool("view", "/memories") == (
        "Here're the files and directories up to 2 levels deep in /memories,"
        " excluding hidden items:\n"
        "14B\t/memories\n0B\t/memories/notes/\n"
        "14B\t/memories/org-knowledge/\n14B\t/memories/org-knowledge/owners.md\n"
        "\n"
        "/memories/notes/ is read-write. What agents learned.\n"
        "/memories/org-knowledge/ is read-only. Who owns what."
    )
    assert tool("view", "/memories/notes").endswith("\n0B\t/memories/notes")
    assert tool("view", "/memories/org-knowledge/owners.md").endswith("dispatch: Ada\n     2\t")
    assert tool("create", "/memories/notes/a", "mine\n").startswith("File created")
    assert texts(ws, store) == {"/a": "mine\n"}


def test_nothing_stands_beside_several_stores(two):
    """The model is told where it may write, and a store is not moved or deleted."""
    tool = partial(ask, memory_tool(two))
    tool("create", "/memories/notes/a", "mine\n")
    told = {
        ("create", "/memories/loose", "x"): "Cannot create /memories/loose: a file stands in one of"
        " the memory stores, /memories/notes, /memories/org-knowledge.",
        ("rename", "/memories/notes/a", "/memories/loose"): "Cannot rename /memories/loose: a file"
        " stands in one of the memory stores, /memories/notes, /memories/org-knowledge.",
        ("rename", "/memories/notes/a", "/memories/org-knowledge/a"): "Cannot rename"
        " /memories/notes/a to /memories/org-knowledge/a: they are in different memory stores."
        " Create the new file, then delete the old one.",
        ("delete", "/memories/notes"): "Cannot delete the /memories/notes directory itself",
        ("delete", "/memories"): "Cannot delete the /memories directory itself",
        ("rename", "/memories/notes", "/memories/x"): "Cannot rename the /memories/notes directory"
        " itself",
        ("view", "/memories/loose"): "The path /memories/loose does not exist. Please provide a"
        " valid path.",
    }
    assert {asked: tool(*asked) for asked in told} == {
        asked: f"!{answer}" for asked, answer in told.items()
    }


def test_clearing_several_stores_leaves_what_may_only_be_read(two, ws, store):
    """And says so."""
    tool = memory_tool(two)
    ask(tool, "create", "/memories/notes/a", "mine\n")
    assert tool.clear_all_memory() == (
        "All memory cleared, but for the read-only /memories/org-knowledge"
    )
    assert texts(ws, store) == {}
    assert "owners.md" in ask(tool, "view", "/memories")


def test_one_of_several_stores_may_be_named(two, store):
    """Then it is all of /memories."""
    tool = partial(ask, memory_tool(two, store.id))
    tool("create", "/memories/a", "x")
    assert tool("view", "/memories").endswith("\n1B\t/memories\n1B\t/memories/a")


def test_a_tool_is_made_of_attached_stores_only(ws, store):
    """No store, or one of somebody else: said when the tool is made."""
    alone = ws.sessions.start("alone", {})
    with pytest.raises(CoreError, match="has no memory store"):
        memory_tool(alone)
    with pytest.raises(NotFound, match=store.id):
        memory_tool(alone, store.id)


def test_the_tool_is_declared_as_the_wire_wants_it(session):
    """With the cache control it was given."""
    assert memory_tool(session).to_dict() == {"type": "memory_20250818", "name": "memory"}
    cached = async_memory_tool(session, cache_control={"type": "ephemeral"})
    assert cached.to_dict()["cache_control"] == {"type": "ephemeral"}


def test_without_the_sdk_one_sentence_says_what_to_install(session, monkeypatch):
    """Also when an old one has no memory tool."""
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("anthropic"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "core.doors.memory_tool.sdk", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    for make in (memory_tool, async_memory_tool):
        with pytest.raises(AnthropicMissing, match="pip install 'anthropic"):
            make(session)


def test_nothing_loads_the_sdk_before_a_tool_is_made():
    """It takes a second, and most programs never need it."""
    code = "import core.doors.memory_tool, sys; assert 'anthropic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
