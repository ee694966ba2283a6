"""The objects of the wire: every key always there, null where the wire says so, and plain JSON."""

import json
from dataclasses import replace

import pytest

from core import PathConflict, PreconditionFailed, Workspace
from core.access.scope import Scope
from core.actors import Actor, ActorType
from core.memories import Memories
from core.reading.listing import MemoryPrefix
from core.records.stores import Store
from core.wire.conflicts import conflict_json
from core.wire.objects import (
    actor_json,
    change_json,
    error_json,
    item_json,
    match_json,
    session_json,
    store_json,
    version_json,
)

STORE = {
    "id",
    "type",
    "name",
    "description",
    "metadata",
    "created_at",
    "updated_at",
    "archived_at",
}
MEMORY = {
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
VERSION = {
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
}


def test_a_store_has_the_keys_of_the_wire(ws: Workspace, store: Store) -> None:
    """All eight, archived or not."""
    live = store_json(store)
    assert set(live) == STORE
    assert live["type"] == "memory_store"
    assert live["archived_at"] is None
    assert str(live["created_at"]).endswith("Z")
    archived = store_json(ws.stores.archive(store.id))
    assert archived["archived_at"] == archived["updated_at"] is not None


def test_a_memory_has_the_keys_of_the_wire(ws: Workspace, store: Store) -> None:
    """With and without its content; a directory has a type and a path."""
    memory = ws.memories.create(store.id, "/d/a", "é")
    full = item_json(memory)
    (basic,) = map(item_json, ws.memories.list(store.id))
    assert set(full) == set(basic) == MEMORY
    assert (full["content"], basic["content"]) == ("é", None)
    assert (full["type"], full["content_size_bytes"]) == ("memory", 2)
    assert item_json(MemoryPrefix("/d/")) == {"type": "memory_prefix", "path": "/d/"}


def test_a_version_has_the_keys_of_the_wire(ws: Workspace, store: Store) -> None:
    """Null exactly where a deletion or a redaction makes it so."""
    memory = ws.memories.create(store.id, "/a", "one")
    deleted = ws.memories.delete(memory.id)
    redacted = ws.redact().version(memory.memory_version_id)
    shown = {
        "deleted": version_json(ws.versions.retrieve(deleted)),
        "redacted": version_json(redacted),
    }
    for each in shown.values():
        assert set(each) >= VERSION
        assert each["type"] == "memory_version"
        assert each["content"] is each["content_sha256"] is each["content_size_bytes"] is None
    assert shown["deleted"]["path"] == "/a"
    assert shown["deleted"]["redacted_at"] is shown["deleted"]["redacted_by"] is None
    assert shown["redacted"]["path"] is None
    assert shown["redacted"]["redacted_by"] == {"type": "user_actor", "user_id": "ann"}


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (ActorType.SESSION, "session_id"),
        (ActorType.API, "api_key_id"),
        (ActorType.USER, "user_id"),
        (ActorType.SERVICE, "service_account_id"),
    ],
)
def test_an_actor_names_its_id_by_its_type(
    ws: Workspace, store: Store, kind: ActorType, field: str
) -> None:
    """As it was stored and read back."""
    acting = Memories(replace(ws.context, scope=Scope(Actor(kind, "the id"))))
    memory = acting.create(store.id, "/a", "x")
    (version,) = ws.versions.history(memory.id)
    assert actor_json(version.created_by) == {"type": kind.value, field: "the id"}


def test_a_refusal_says_what_a_client_needs(ws: Workspace, store: Store) -> None:
    """The wire's type, a sentence, and the facts of the refusal."""
    memory = ws.memories.create(store.id, "/a", "one")
    with pytest.raises(PathConflict) as taken:
        ws.memories.create(store.id, "/a/b", "x")
    error = error_json(taken.value)
    assert error["type"] == "memory_path_conflict_error"
    assert error["conflicting_path"] == "/a"
    assert error["conflicting_memory_id"] == memory.id
    with pytest.raises(PreconditionFailed) as stale:
        ws.memories.update(memory.id, content="x", expect="0" * 64)
    error = error_json(stale.value)
    assert error["type"] == "memory_precondition_failed_error"
    assert error["content_sha256"] == memory.content_sha256
    assert error["conflict_id"] == stale.value.conflict.id


def test_everything_is_plain_json(ws: Workspace, store: Store) -> None:
    """No enum, time or tuple of ours is left for the encoder to stumble over."""
    session = ws.sessions.start("agent", {store.id: "read_only"}, metadata={"k": "v"})
    ws.memories.create(store.id, "/a", "walrus")
    with pytest.raises(PathConflict) as lost:
        ws.memories.create(store.id, "/a", "x")
    documents = [
        store_json(store),
        session_json(session.record),
        conflict_json(lost.value.conflict),
        *map(change_json, ws.changes()),
        *map(match_json, ws.search("walrus")),
        *map(version_json, ws.versions.list(store.id)),
    ]
    for document in documents:
        assert json.loads(json.dumps(document)) == document
