"""How a store stands: kept up with the feed, and the same as counting everything again."""

import random
from contextlib import suppress
from dataclasses import replace

from core import PreconditionFailed, Workspace
from core.overseeing.standing import Standing, StoreStanding
from core.records.stores import Store


def counted(standing: Standing) -> dict[str, StoreStanding]:
    """All but what was written in the last minute: the clock goes on at each look."""
    return {store_id: replace(one, recent_writes=0) for store_id, one in standing().items()}


def test_it_is_kept_up_with_whatever_happens(ws: Workspace, store: Store) -> None:
    """Writes, moves, deletes, restores, redactions and stores that go: never another number."""
    chance = random.Random(7)
    kept = Standing(ws.context)
    me = ws.sessions.start(agent="triage", attach={store.id: "read_write"})
    other = ws.stores.create("Other")
    paths = [f"/notes/{number}.md" for number in range(6)]
    for step in range(80):
        path = chance.choice(paths)
        target = chance.choice([store, other])
        there = {m.path: m for m in ws.memories.list(target.id)}
        deed = chance.choice(["put", "put", "put", "delete", "move", "restore", "redact"])
        if deed == "put":
            ws.memories.put(target.id, path, "text\n" * chance.randrange(9))
        elif deed == "delete" and path in there:
            ws.memories.delete(there[path].id)
        elif deed == "move" and path in there:
            ws.memories.update(there[path].id, path=f"/moved/{step}.md")
        elif deed == "restore" and path in there:
            versions = list(ws.versions.list(target.id, memory_id=there[path].id))
            ws.restore(versions[-1].id)
        elif deed == "redact" and step % 5 == 0 and path in there:
            me_too = ws.memories.put(target.id, path, f"secret{step}\n")
            kept()
            ws.redact().text(f"secret{step}")
            assert me_too.id
        if chance.random() < 0.7:
            assert counted(kept) == counted(Standing(ws.context))
    me.create(store.id, "/last.md", "text\n")
    ws.stores.delete(other.id)
    assert counted(kept) == counted(Standing(ws.context))
    assert set(kept()) == {store.id}


def test_who_may_only_read_and_what_is_open(ws: Workspace, store: Store) -> None:
    """Running sessions by the names of their agents, and refused writes that wait."""
    kept = Standing(ws.context)
    assert kept()[store.id] == StoreStanding()
    writer = ws.sessions.start(agent="triage", attach={store.id: "read_write"})
    reader = ws.sessions.start(agent="oncall", attach={store.id: "read_only"})
    note = writer.create(store.id, "/a.md", "one\n")
    writer.update(note.id, content="two\n")
    with suppress(PreconditionFailed):
        writer.update(note.id, content="three\n", expect=note.content_sha256)
    found = kept()[store.id]
    assert (found.memories, found.content_bytes, found.recent_writes) == (1, 4, 2)
    assert (found.open_conflicts, found.read_only_for) == (1, ("oncall",))
    ws.sessions.end(reader.id)
    assert kept()[store.id].read_only_for == ()


def test_agents_and_what_they_touched(ws: Workspace, store: Store) -> None:
    """Over all their sessions; whoever was seen last comes first."""
    first = ws.sessions.start(agent="triage", attach={store.id: "read_write"})
    note = first.create(store.id, "/alerts/cpu/a.md", "one\n")
    gone = first.create(store.id, "/gone.md", "one\n")
    other = ws.sessions.start(agent="db-keeper", attach={store.id: "read_write"})
    other.create(store.id, "/db.md", "one\n")
    again = ws.sessions.start(agent="triage", attach={store.id: "read_write"})
    again.append(note.id, "two\n")
    again.delete(gone.id)
    ws.sessions.start(agent="quiet", attach={})
    seen = ws.agents.list()
    assert [(one.name, one.writes) for one in seen] == [
        ("quiet", 0),
        ("triage", 4),
        ("db-keeper", 1),
    ]
    touched = ws.agents.touched("triage")
    assert touched.memory_ids == {note.id}
    assert touched.folders == {(store.id, "/"), (store.id, "/alerts/"), (store.id, "/alerts/cpu/")}
    assert ws.agents.touched("nobody").memory_ids == frozenset()
