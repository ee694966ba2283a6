"""Memory versions through the official SDK."""

import pytest

VERSION_KEYS = {
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


@pytest.fixture
def history(client, store):
    """A memory that was created, changed and deleted."""
    of = {"memory_store_id": store.id}
    made = client.memories.create(store.id, path="/a", content="one")
    changed = client.memories.update(made.id, **of, content="two")
    client.memories.delete(made.id, **of)
    return made, changed


def test_versions_stay_when_their_memory_is_gone(client, store, history):
    """Newest first; what a deletion leaves has a path and no content."""
    made, changed = history
    listed = client.versions.list(store.id).data
    assert [one.operation for one in listed] == ["deleted", "modified", "created"]
    assert listed[1].id == changed.memory_version_id
    assert {one.content for one in listed} == {None}
    deleted = client.versions.retrieve(listed[0].id, memory_store_id=store.id)
    assert (deleted.path, deleted.content, deleted.content_sha256) == ("/a", None, None)
    assert deleted.content_size_bytes is None
    full = client.versions.list(store.id, memory_id=made.id, view="full").data
    assert [one.content for one in full] == [None, "two", "one"]
    basic = client.versions.retrieve(listed[1].id, memory_store_id=store.id, view="basic")
    assert basic.content is None
    assert basic.content_sha256 == changed.content_sha256


def test_every_key_of_a_version_is_there(raw, store, history):
    """In each state, with null where the wire has null."""
    at = f"/v1/memory_stores/{store.id}/memory_versions"
    listed = raw("GET", f"{at}?view=full").json
    assert set(listed) == {"data", "next_page"}
    assert all(set(one) >= VERSION_KEYS for one in listed["data"])
    deleted, modified, _ = listed["data"]
    null = {name for name, value in deleted.items() if name in VERSION_KEYS and value is None}
    assert null == {
        "content",
        "content_sha256",
        "content_size_bytes",
        "redacted_at",
        "redacted_by",
    }
    redacted = raw("POST", f"{at}/{modified['id']}/redact").json
    null = {name for name, value in redacted.items() if name in VERSION_KEYS and value is None}
    assert null == {"content", "content_sha256", "content_size_bytes", "path"}


def test_the_author_is_the_key(client, server, store, history):
    """By its id, and never by its secret."""
    (first, *_) = client.versions.list(store.id).data
    assert first.created_by.type == "api_actor"
    found = client.versions.list(store.id, api_key_id=first.created_by.api_key_id).data
    assert len(found) == 3
    assert client.versions.list(store.id, api_key_id="apikey_other").data == []


def test_filters_are_joined(client, store, history):
    """By memory, operation, session, service account and time, both bounds included."""
    made, _ = history
    other = client.memories.create(store.id, path="/b", content="x")
    by = client.versions.list
    assert [one.memory_id for one in by(store.id, operation="created").data] == [other.id, made.id]
    (only,) = by(store.id, operation="created", memory_id=made.id).data
    at = only.created_at
    assert [one.id for one in by(store.id, created_at_gte=at, created_at_lte=at).data] == [only.id]
    for options in (
        {"session_id": "sesn_none"},
        {"service_account_id": "svac_none"},
        {"memory_id": "mem_none"},
        {"created_at_gte": "2999-01-01T00:00:00Z"},
    ):
        assert by(store.id, **options).data == []
    for options in ({"operation": "renamed"}, {"view": "half"}, {"created_at_gte": "yesterday"}):
        assert client.refused(by, store.id, **options).status_code == 400


def test_redaction_empties_a_version_for_good(client, store, history):
    """Path, content, hash and size go; again it is the same, with a body or without."""
    _, changed = history
    of = {"memory_store_id": store.id}
    done = client.versions.redact(changed.memory_version_id, **of)
    assert done.redacted_by.type == "api_actor"
    assert (done.operation, done.memory_id) == ("modified", changed.id)
    assert client.versions.retrieve(done.id, **of) == done
    assert client.versions.redact(done.id, **of) == done
    assert client.versions.redact(done.id, **of, extra_body={}) == done


def test_a_live_head_is_not_redacted(client, store):
    """A newer version comes first, or the deletion."""
    of = {"memory_store_id": store.id}
    made = client.memories.create(store.id, path="/a", content="one")
    error = client.refused(client.versions.redact, made.memory_version_id, **of)
    assert (error.status_code, error.type) == (400, "invalid_request_error")
    client.memories.update(made.id, **of, content="two")
    assert client.versions.redact(made.memory_version_id, **of).redacted_at is not None


def test_an_unknown_version_is_not_found(client, store):
    """For reading and for redacting."""
    for call in (client.versions.retrieve, client.versions.redact):
        assert client.refused(call, "memver_x", memory_store_id=store.id).status_code == 404
    assert client.refused(client.versions.list, "memstore_x").status_code == 404
