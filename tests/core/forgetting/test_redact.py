"""Redaction: what it empties, what it leaves, and what it says it did."""

import json

import pytest

from core import CoreError, InvalidRequest, NotFound, Workspace
from core.access.attachments import Access, Attach
from core.actors import Actor
from core.paths import check_path
from core.records.stores import Store

SECRET = "hunter2-Zaphod42"


def test_a_redacted_version_keeps_only_what_the_wire_says(ws: Workspace, store: Store) -> None:
    """Content, hash, size and path are gone; id, memory, operation, time and author stay."""
    first = ws.memories.create(store.id, "/a", SECRET)
    ws.memories.update(first.id, content="clean")
    before = ws.versions.retrieve(first.memory_version_id)
    after = ws.redact().version(first.memory_version_id)
    assert after == ws.versions.retrieve(first.memory_version_id)
    assert after.content is after.content_sha256 is after.content_size_bytes is after.path is None
    assert (after.id, after.memory_id, after.operation) == (
        before.id,
        before.memory_id,
        before.operation,
    )
    assert (after.created_at, after.created_by, after.seq) == (
        before.created_at,
        before.created_by,
        before.seq,
    )
    assert after.redacted_at is not None
    assert after.redacted_by is not None
    assert after.redacted_by.id == "ann"
    assert ws.memories.retrieve(first.id).content == "clean"
    assert ws.examine().problems == ()


def test_redacting_twice_changes_nothing(ws: Workspace, store: Store) -> None:
    """The first time, the first person and no second row in the feed."""
    first = ws.memories.create(store.id, "/a", "one")
    ws.memories.update(first.id, content="two")
    once = ws.redact().version(first.memory_version_id)
    before = ws.seq()
    assert ws.redact().version(first.memory_version_id) == once
    assert ws.seq() == before


def test_the_head_of_a_live_memory_cannot_be_redacted(ws: Workspace, store: Store) -> None:
    """A newer version or a deletion first; then it can."""
    memory = ws.memories.create(store.id, "/a", "one")
    with pytest.raises(InvalidRequest):
        ws.redact().version(memory.memory_version_id)
    deleted = ws.memories.delete(memory.id)
    assert ws.redact().version(memory.memory_version_id).content is None
    assert ws.redact().version(deleted).path is None
    assert ws.examine().problems == ()


def test_redacting_a_version_of_another_store_is_refused(ws: Workspace, store: Store) -> None:
    """When a store is named it must be the right one."""
    memory = ws.memories.create(store.id, "/a", "one")
    ws.memories.delete(memory.id)
    other = ws.stores.create("other")
    with pytest.raises(NotFound):
        ws.redact().version(memory.memory_version_id, store_id=other.id)
    with pytest.raises(NotFound):
        ws.redact().version("memver_01unknown")


def test_a_content_that_others_hold_stays_with_them(ws: Workspace, store: Store) -> None:
    """A rename shares its text with the version before; redacting one leaves the other."""
    first = ws.memories.create(store.id, "/secret-name", "shared")
    second = ws.memories.update(first.id, path="/b")
    ws.memories.update(first.id, content="new")
    ws.redact().version(first.memory_version_id)
    assert ws.versions.retrieve(second.memory_version_id).content == "shared"
    assert ws.restore(second.memory_version_id).content == "shared"
    assert ws.examine().problems == ()


def test_a_secret_leaves_every_place(ws: Workspace) -> None:
    """Heads, old versions, conflicts, names, labels, sessions and paths; each is in the receipt."""
    store = ws.stores.create(f"store {SECRET}", f"about {SECRET}", {SECRET: f"v{SECRET}"})
    live = ws.memories.create(store.id, "/live", f"now {SECRET}\nrest\n")
    old = ws.memories.create(store.id, "/old", f"was {SECRET}")
    ws.memories.update(old.id, content="clean")
    gone = ws.memories.create(store.id, "/gone", SECRET)
    ws.memories.delete(gone.id)
    named = ws.memories.create(store.id, f"/dir-{SECRET}/file", "innocent")
    with pytest.raises(CoreError):
        ws.memories.create(store.id, "/old", f"refused {SECRET}")
    with pytest.raises(CoreError):
        ws.memories.update(old.id, path=f"/{SECRET}", expect="0" * 64)
    session = ws.sessions.start(
        f"agent {SECRET}",
        {store.id: Attach(Access.READ_WRITE, f"say {SECRET}")},
        title=f"title {SECRET}",
        metadata={"k": SECRET},
    )
    receipt = ws.redact().text(SECRET)
    kinds = {(place.kind, place.field) for place in receipt.places}
    assert {
        ("memory", "content"),
        ("memory", "path"),
        ("version", "content"),
        ("conflict", "content"),
        ("stores", "name"),
        ("stores", "description"),
        ("stores", "metadata"),
        ("sessions", "agent"),
        ("sessions", "title"),
        ("sessions", "metadata"),
        ("attachments", "instructions"),
        ("attachments", "name"),
        ("conflicts", "mine_path"),
    } <= kinds
    assert len(receipt.masked_versions) == 2
    mask = "*" * 12
    assert ws.memories.retrieve(live.id).content == f"now {mask}\nrest\n"
    assert ws.memories.retrieve(named.id).path == f"/dir-{mask}/file"
    assert ws.memories.retrieve(named.id).content == "innocent"
    assert ws.versions.history(gone.id)[0].redacted_at is not None
    assert ws.stores.retrieve(store.id).metadata == {mask: f"v{mask}"}
    assert ws.sessions.retrieve(session.id).agent == f"agent {mask}"
    assert SECRET not in json.dumps([str(c) for c in ws.conflicts.page(state=None).data])
    assert all(
        SECRET not in ws.conflicts.text(c.id) or ""
        for c in ws.conflicts.page().data
        if ws.conflicts.text(c.id)
    )
    assert ws.search(SECRET) == ws.search(SECRET, history=True) == []
    assert ws.examine().problems == ()
    assert ws.redact().text(SECRET).places == ()


def test_a_masked_memory_is_a_version_that_says_why(ws: Workspace, store: Store) -> None:
    """Written by whoever redacted; the version that held the secret is emptied."""
    memory = ws.memories.create(store.id, "/a", SECRET)
    receipt = ws.redact().text(SECRET)
    first, second = ws.versions.history(memory.id)
    assert first.redacted_at is not None
    assert receipt.masked_versions == (second.id,)
    assert (second.origin, second.operation) == ("redaction", "modified")
    assert second.created_by == Actor(first.created_by.type, "ann")


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        ("/keys/abc/x", "/keys/abc"),
        ("/keys/abc", "/keys/abc"),
        ("/keys/abc", "keys/abc"),
        ("/keys/abc/x", "keys/"),
        ("/a/keys/abc", "/keys/"),
        ("/a/b/c/d", "/b/c/"),
        ("/token-1234", "1234"),
        ("/d/token-1234/e", "token-1234/e"),
    ],
)
def test_a_masked_path_is_a_path(ws: Workspace, store: Store, path: str, secret: str) -> None:
    """Whatever part of it is taken out, also the slashes."""
    memory = ws.memories.create(store.id, path, "text")
    with pytest.raises(CoreError):
        ws.memories.create(store.id, path, "refused")
    ws.redact().text(secret)
    masked = ws.memories.retrieve(memory.id).path
    assert secret not in masked
    assert check_path(masked) == masked
    for conflict in ws.conflicts.page(state=None).data:
        assert check_path(conflict.path) == conflict.path
        assert secret not in conflict.path
    assert ws.examine().problems == ()


def test_masked_paths_do_not_meet(ws: Workspace, store: Store) -> None:
    """Two paths that differ only by the secret, and a place that is taken already."""
    ws.memories.create(store.id, f"/{SECRET}", "one")
    ws.memories.create(store.id, f"/{SECRET}-2/x", "two")
    ws.memories.create(store.id, f"/{'*' * 12}", "taken")
    ws.redact().text(SECRET)
    paths = [item.path for item in ws.memories.list(store.id)]
    assert len(paths) == 3
    assert not any(SECRET in path for path in paths)
    assert ws.examine().problems == ()


def test_redaction_leaves_ids_alone(ws: Workspace, store: Store) -> None:
    """A text that happens to be part of an id breaks no link, no time and no attribution."""
    session = ws.sessions.start("agent", {store.id: "read_write"})
    memory = session.create(store.id, "/a", "one")
    again = session.update(memory.id, content="two")
    ws.redact().version(memory.memory_version_id)
    for text in ("sesn_", session.id[-6:], "memver_", "2026", "session_actor", "created"):
        ws.redact().text(text)
    version = ws.versions.retrieve(again.memory_version_id)
    assert version.created_by.session_id == session.id
    assert version.agent == "agent"
    assert session.retrieve(memory.id).content == "two"
    assert ws.examine().problems == ()


def test_a_name_of_a_person_can_be_redacted(ws: Workspace, store: Store, file) -> None:
    """A user's name is a text that someone wrote, wherever it signs something."""
    with Workspace.open(file, user=f"user {SECRET}") as other:
        memory = other.memories.create(store.id, "/a", "one")
        other.memories.update(memory.id, content="two")
        other.redact().version(memory.memory_version_id)
    ws.redact().text(SECRET)
    (first, second) = ws.versions.history(memory.id)
    assert SECRET not in second.created_by.id
    assert first.redacted_by is not None
    assert SECRET not in first.redacted_by.id
    assert not any(SECRET in change.created_by.id for change in ws.changes())
    assert ws.examine().problems == ()


def test_redaction_works_in_an_archived_store(ws: Workspace, store: Store) -> None:
    """Nothing else may be written there."""
    memory = ws.memories.create(store.id, "/a", SECRET)
    ws.stores.archive(store.id)
    ws.redact().text(SECRET)
    assert SECRET not in (ws.memories.retrieve(memory.id).content or "")


def test_a_hash_of_a_secret_does_not_stay(ws: Workspace, store: Store) -> None:
    """A short secret could be guessed from it; also where a conflict names its base."""
    memory = ws.memories.create(store.id, "/a", SECRET)
    ws.memories.update(memory.id, content="two")
    with pytest.raises(CoreError):
        ws.memories.update(memory.id, content="three", expect=memory.content_sha256)
    ws.redact().version(memory.memory_version_id)
    (conflict,) = ws.conflicts.page().data
    assert conflict.base_sha256 != memory.content_sha256
