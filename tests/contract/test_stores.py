"""Memory stores through the official SDK."""

import json
from datetime import UTC, datetime, timedelta

import pytest

STORE_KEYS = {
    "id",
    "type",
    "name",
    "description",
    "metadata",
    "created_at",
    "updated_at",
    "archived_at",
}


def test_a_store_is_made_read_changed_archived_and_deleted(client):
    """Every call of the wire, each answer by the SDK's own strict types."""
    stores = client.stores
    made = stores.create(name="User Preferences", description="d", metadata={"team": "a"})
    assert made.id.startswith("memstore_01")
    assert made.archived_at is None
    assert (made.name, made.description, made.metadata) == ("User Preferences", "d", {"team": "a"})
    assert stores.retrieve(made.id) == made
    changed = stores.update(made.id, name="Prefs", metadata={"team": None, "x": "1"})
    assert (changed.name, changed.description, changed.metadata) == ("Prefs", "d", {"x": "1"})
    assert changed.updated_at > made.updated_at
    assert stores.update(made.id, description="").description == ""
    archived = stores.archive(made.id)
    assert archived.archived_at is not None
    assert stores.archive(made.id) == archived
    assert stores.retrieve(made.id) == archived
    gone = stores.delete(made.id)
    assert (gone.id, gone.type) == (made.id, "memory_store_deleted")
    assert client.refused(stores.retrieve, made.id).status_code == 404
    assert client.refused(client.memories.list, made.id).type == "not_found_error"


def test_every_key_of_a_store_is_there(raw):
    """Null or not; what was not given is an empty text and no pairs."""
    answer = raw("POST", "/v1/memory_stores", body=b'{"name":"N"}')
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["request-id"].startswith("req_01")
    assert set(answer.json) == STORE_KEYS
    assert (answer.json["description"], answer.json["metadata"]) == ("", {})
    assert answer.json["archived_at"] is None


def test_nulls_leave_what_they_name(client, raw):
    """On an update; on a create a null description is none, and null metadata values are not."""
    body = {"name": "N", "description": None, "metadata": None}
    made = raw("POST", "/v1/memory_stores", body=json.dumps(body).encode()).json
    assert made["description"] == ""
    body = {"name": None, "description": None, "metadata": None}
    same = raw("POST", f"/v1/memory_stores/{made['id']}", body=json.dumps(body).encode()).json
    assert same == made
    body = {"name": "N", "metadata": {"a": None}}
    refused = raw("POST", "/v1/memory_stores", body=json.dumps(body).encode())
    assert (refused.status, refused.error["type"]) == (400, "invalid_request_error")


def test_equal_texts_move_no_time(client, store):
    """An update that changes nothing is no change."""
    assert client.stores.update(store.id, name="Notes", metadata={"a": None}) == store


def test_memories_do_not_move_the_time_of_their_store(client, store):
    """`updated_at` is about the store's own texts."""
    client.memories.create(store.id, path="/a", content="x")
    assert client.stores.retrieve(store.id).updated_at == store.updated_at


@pytest.mark.parametrize(
    "options",
    [
        {"name": ""},
        {"name": "x" * 256},
        {"name": "a\nb"},
        {"name": "n", "description": "d" * 1_025},
        {"name": "n", "metadata": {f"k{number}": "v" for number in range(17)}},
        {"name": "n", "metadata": {"": "v"}},
        {"name": "n", "metadata": {"k" * 65: "v"}},
        {"name": "n", "metadata": {"k": "v" * 513}},
    ],
)
def test_limits_of_texts_are_kept(client, options):
    """One beyond is refused, and nothing is made."""
    error = client.refused(client.stores.create, **options)
    assert (error.status_code, error.type) == (400, "invalid_request_error")


def test_texts_at_their_limits_are_taken(client):
    """The longest name, description and metadata; the limit counts after the patch."""
    full = {f"{number:064}": "v" * 512 for number in range(16)}
    made = client.stores.create(name="é" * 255, description="d" * 1_024, metadata=full)
    assert made.metadata == full
    first = next(iter(full))
    changed = client.stores.update(made.id, metadata={first: None, "new": "v"})
    assert len(changed.metadata or {}) == 16
    assert client.refused(client.stores.update, made.id, metadata={"more": "v"}).status_code == 400


def test_names_need_not_be_unique(client):
    """Only ids are."""
    assert client.stores.create(name="Same").id != client.stores.create(name="Same").id


def test_stores_are_listed_newest_first_within_times(client):
    """Both bounds count; archived ones only when they are asked for."""
    made = [client.stores.create(name=f"L{number}") for number in range(3)]
    client.stores.archive(made[1].id)
    since, until = made[0].created_at, made[2].created_at
    wanted = {"created_at_gte": since, "created_at_lte": until}
    listed = [one.id for one in client.stores.list(**wanted, limit=1)]
    assert listed == [made[2].id, made[0].id]
    listed = [one.id for one in client.stores.list(**wanted, include_archived=True)]
    assert listed == [one.id for one in reversed(made)]
    only = client.stores.list(created_at_gte=since, created_at_lte=since).data
    assert [one.id for one in only] == [made[0].id]
    assert client.stores.list(created_at_gte=datetime.now(UTC) + timedelta(days=1)).data == []
    raw = client.stores.list(created_at_gte="2020-01-01T00:00:00Z", created_at_lte="2020-01-02")
    assert raw.data == []


def test_an_archived_store_can_be_emptied_and_nothing_more(client, store):
    """Reading, deleting and redacting go on; writing is over."""
    kept = client.memories.create(store.id, path="/kept", content="x")
    gone = client.memories.create(store.id, path="/gone", content="y")
    newer = client.memories.update(kept.id, memory_store_id=store.id, content="z")
    client.stores.archive(store.id)
    for call, arguments, options in (
        (client.memories.create, (store.id,), {"path": "/new", "content": "x"}),
        (client.memories.update, (kept.id,), {"memory_store_id": store.id, "content": "x"}),
        (client.stores.update, (store.id,), {"name": "Other"}),
    ):
        error = client.refused(call, *arguments, **options)
        assert (error.status_code, error.type) == (400, "invalid_request_error")
    assert client.memories.retrieve(kept.id, memory_store_id=store.id).content == "z"
    assert client.memories.delete(gone.id, memory_store_id=store.id).type == "memory_deleted"
    first = client.versions.list(store.id, memory_id=kept.id, operation="created").data[0]
    assert client.versions.redact(first.id, memory_store_id=store.id).redacted_at is not None
    assert client.versions.retrieve(newer.memory_version_id, memory_store_id=store.id)
    assert client.stores.delete(store.id).id == store.id
