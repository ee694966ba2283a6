"""The app on a real workspace file, with writers in this process and in others."""

import subprocess
import sys
import time

import pytest

from core import Workspace
from core.reading.listing import MemoryPrefix
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend

pytestmark = pytest.mark.anyio

WRITER = """
import sys
from core import Workspace
with Workspace.open(sys.argv[1]) as ws:
    store = next(ws.stores.list())
    agent = ws.sessions.start("triage", {store.id: "read_write"})
    print("ready", flush=True)
    sys.stdin.readline()
    agent.create(store.id, "/alerts/new.md", "from another process\\n")
    print("done", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "team.db"


@pytest.fixture
def ws(path):
    with Workspace.open(path) as workspace:
        yield workspace


def test_it_answers_everything_that_screens_ask(ws):
    """Each call of the protocol, on a store with a little history."""
    store = ws.stores.create("Notes", "What was learned.")
    agent = ws.sessions.start("triage", {store.id: "read_write"})
    note = agent.create(store.id, "/a/b.md", "one\n")
    start = ws.seq()
    changed = agent.update(note.id, content="two\n", expect=note.content_sha256)
    ws.stores.archive(ws.stores.create("Old").id)

    backend = LocalBackend(ws)
    assert backend.name == "team.db"
    assert [store.name for store in backend.stores()] == ["Old", "Notes"]
    assert backend.children(store.id, "/").data == (MemoryPrefix("/a/"),)
    (child,) = backend.children(store.id, "/a/").data
    assert child.path == "/a/b.md"
    assert backend.memory(note.id).content == "two\n"
    gone = ("memstore_none", "mem_none")
    (head,) = backend.heads([(store.id, note.id), gone])
    assert (head.agent, head.id, head.content) == ("triage", changed.memory_version_id, None)
    versions = backend.history(store.id, note.id).data
    assert [version.operation.value for version in versions] == ["modified", "created"]
    assert backend.version(versions[1].id).content == "one\n"
    assert backend.diff(versions[1].id, versions[0].id).hunks[0].new_lines == ("two\n",)
    assert backend.diff(None, versions[1].id).hunks[0].old_lines == ()
    assert backend.seq() == ws.seq()
    assert backend.changes_since(start)[0].version_id == changed.memory_version_id
    assert backend.newest_changes(1)[0].seq == ws.seq()
    assert backend.open_conflicts() == 0


async def test_a_write_by_another_process_is_on_the_screen(ws, path, running):
    """Soon after it was acknowledged; the budget is 250 ms, the test is kinder."""
    store = ws.stores.create("Notes")
    ws.memories.create(store.id, "/alerts/old.md", "text\n")
    writer = subprocess.Popen(  # noqa: ASYNC220 - its pipes are read in lock step with the test
        [sys.executable, "-c", WRITER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with writer:
        assert writer.stdout.readline() == "ready\n"
        async with running(app=MemtuiApp(LocalBackend(ws))) as tui:
            writer.stdin.write("\n")
            writer.stdin.flush()
            assert writer.stdout.readline() == "done\n"
            start = time.monotonic()
            await tui.until(lambda: "● triage" in tui.line("new.md"))
            assert time.monotonic() - start < 2
            assert "triage        created   /alerts/new.md" in tui.text()
        writer.stdin.close()
        writer.stdout.close()


async def test_a_memory_far_down_is_found(ws, running):
    """As many pages are read as it takes to get there."""
    store = ws.stores.create("Notes")
    for number in range(300):
        ws.memories.create(store.id, f"/flat/{number:04}.md", "text\n")
    async with running(app=MemtuiApp(LocalBackend(ws))) as tui:
        tui.backend = type("Named", (), {"notes": store})
        await tui.go_to("/flat/0250.md")
        assert tui.content.original == "text\n"
