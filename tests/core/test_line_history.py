"""Who wrote which line of a memory, through renames, sessions, redaction and deletion."""

import pytest

from core import NotFound, Workspace
from core.records.stores import Store


def writers(ws: Workspace, memory_id: str) -> list[tuple[str, str | None]]:
    """Each line with the name of the agent that wrote it."""
    return [(line.text, line.version.agent) for line in ws.blame(memory_id)]


def test_each_line_names_its_session(ws: Workspace, store: Store) -> None:
    """The version, the agent, the session and the time of whoever wrote it last."""
    one = ws.sessions.start("triage", {store.id: "read_write"})
    two = ws.sessions.start("fixer", {store.id: "read_write"})
    memory = one.create(store.id, "/a", "cause\nstep\n")
    changed = two.update(memory.id, content="cause\nbetter step\nproof\n")
    lines = ws.blame(memory.id)
    assert [(line.line, line.text) for line in lines] == [
        (1, "cause"),
        (2, "better step"),
        (3, "proof"),
    ]
    assert [line.version.agent for line in lines] == ["triage", "fixer", "fixer"]
    assert lines[0].version.created_by.session_id == one.id
    assert lines[1].version.id == changed.memory_version_id
    assert lines[1].version.created_at == changed.updated_at


def test_a_rename_writes_no_line(ws: Workspace, store: Store) -> None:
    """Lines keep their writers when the memory moves, and when it changes in the same step."""
    one = ws.sessions.start("one", {store.id: "read_write"})
    two = ws.sessions.start("two", {store.id: "read_write"})
    memory = one.create(store.id, "/a", "x\ny\n")
    two.update(memory.id, path="/b")
    assert writers(ws, memory.id) == [("x", "one"), ("y", "one")]
    two.update(memory.id, path="/c", content="x\nz\n")
    assert writers(ws, memory.id) == [("x", "one"), ("z", "two")]


def test_a_deleted_memory_still_has_writers(ws: Workspace, store: Store) -> None:
    """Those of its last text."""
    one = ws.sessions.start("one", {store.id: "read_write"})
    memory = one.create(store.id, "/a", "x\n")
    ws.memories.delete(memory.id)
    assert writers(ws, memory.id) == [("x", "one")]
    with pytest.raises(NotFound):
        ws.blame("mem_01unknown")


def test_a_redacted_version_leaves_its_lines_to_the_next(ws: Workspace, store: Store) -> None:
    """What a redacted version wrote is known only from the version after it."""
    one = ws.sessions.start("one", {store.id: "read_write"})
    two = ws.sessions.start("two", {store.id: "read_write"})
    memory = ws.memories.create(store.id, "/a", "start\n")
    secret = one.update(memory.id, content="start\nsecret\n")
    two.update(memory.id, content="start\nsecret\nend\n")
    ws.redact().version(secret.memory_version_id)
    assert writers(ws, memory.id) == [("start", None), ("secret", "two"), ("end", "two")]


def test_an_empty_memory_has_no_lines(ws: Workspace, store: Store) -> None:
    """Nobody wrote nothing."""
    assert ws.blame(ws.memories.create(store.id, "/a", "").id) == ()
