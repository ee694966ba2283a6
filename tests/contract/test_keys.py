"""What each kind of key opens over HTTP, and what it does not."""

import contextlib
import json
from datetime import timedelta

import anthropic
import pytest

from core import Workspace
from core.access.attachments import Attach
from core.doors.http.route import Need
from core.doors.http.routes.table import ROUTES


@pytest.fixture
def stage(workspace):
    """Two stores of a session, one of them read-only, and one that is none of its business."""
    stores = [workspace.stores.create(name) for name in ("Own", "Reference", "Foreign")]
    memories = [workspace.memories.create(one.id, "/a", "text") for one in stores]
    session = workspace.sessions.start(
        "triage", {stores[0].id: Attach(), stores[1].id: "read_only"}
    )
    return session, stores, memories


@pytest.fixture
def of_session(stage, workspace, server, open_client):
    """The SDK with the key of that session."""
    session, _, _ = stage
    _, secret = workspace.keys.create(f"key of {session.id}", session_id=session.id)
    return open_client(server.address, secret), secret


def test_a_session_key_works_in_its_own_stores(stage, of_session):
    """It reads and writes there, in the session's name."""
    (client, _), (session, stores, memories) = of_session, stage
    of = {"memory_store_id": stores[0].id}
    made = client.memories.create(stores[0].id, path="/new", content="x")
    client.memories.update(made.id, **of, content="y")
    version = client.versions.list(stores[0].id, memory_id=made.id).data[0]
    assert version.created_by.session_id == session.id
    assert client.memories.retrieve(memories[0].id, **of).content == "text"
    client.memories.delete(made.id, **of)
    assert client.memories.retrieve(memories[1].id, memory_store_id=stores[1].id).content == "text"
    assert [one.id for one in client.sessions.list()] == [session.id]
    assert client.sessions.retrieve(session.id).id == session.id
    assert len(client.sessions.resources.list(session.id).data) == 2
    assert client.events.list(session.id).data == []
    assert {one.id for one in client.stores.list()} == {stores[0].id, stores[1].id}


def test_a_session_key_does_not_write_what_it_only_reads(stage, of_session):
    """403 by every write."""
    (client, _), (_, stores, memories) = of_session, stage
    of = {"memory_store_id": stores[1].id}
    for call in (
        lambda: client.memories.create(stores[1].id, path="/new", content="x"),
        lambda: client.memories.update(memories[1].id, **of, content="y"),
        lambda: client.memories.delete(memories[1].id, **of),
    ):
        error = client.refused(call)
        assert isinstance(error, anthropic.PermissionDeniedError)
        assert error.type == "permission_error"


def test_a_session_key_knows_of_nothing_else(stage, of_session, workspace):
    """What is there and not for it is told like what is not there, word for word but for the id."""
    (client, _), (_, stores, memories) = of_session, stage
    other = workspace.sessions.start("other", {})
    foreign, none = stores[2].id, "memstore_none"
    version = memories[2].memory_version_id

    def said(call, *arguments, **options):
        error = client.refused(call, *arguments, **options)
        assert (error.status_code, error.type) == (404, "not_found_error")
        text = error.body["error"]["message"]
        for one in (*arguments, *options.values()):
            text = text.replace(str(one), "ID")
        return text

    for call, there, missing in (
        (client.stores.retrieve, (foreign,), (none,)),
        (client.memories.list, (foreign,), (none,)),
        (client.versions.list, (foreign,), (none,)),
        (client.sessions.retrieve, (other.id,), ("sesn_none",)),
        (client.events.list, (other.id,), ("sesn_none",)),
        (client.sessions.resources.list, (other.id,), ("sesn_none",)),
    ):
        assert said(call, *there) == said(call, *missing)
    memory = memories[2].id
    for call, there, missing in (
        (client.memories.retrieve, memory, "mem_none"),
        (client.memories.delete, memory, "mem_none"),
        (client.versions.retrieve, version, "memver_none"),
    ):
        for store_id in (foreign, stores[0].id):
            told = said(call, there, memory_store_id=store_id)
            assert told == said(call, missing, memory_store_id=store_id)


def test_a_session_key_manages_nothing(stage, of_session):
    """Stores, redaction and dreams 403, sessions and what is ours 404."""
    (client, _), (session, stores, memories) = of_session, stage
    store_id, version = stores[0].id, memories[0].memory_version_id
    for call in (
        lambda: client.stores.create(name="n"),
        lambda: client.stores.update(store_id, name="n"),
        lambda: client.stores.archive(store_id),
        lambda: client.stores.delete(store_id),
        lambda: client.versions.redact(version, memory_store_id=store_id),
        client.dreams.list,
        lambda: client.dreams.create(model="offline", inputs=[]),
    ):
        assert client.refused(call).status_code == 403
    for call in (
        lambda: client.sessions.create(agent="a", environment_id="e"),
        lambda: client.sessions.update(session.id, title="t"),
        lambda: client.sessions.archive(session.id),
        lambda: client.sessions.delete(session.id),
        lambda: client.events.send(session.id, events=[]),
    ):
        assert client.refused(call).status_code == 404


def test_what_is_ours_needs_an_administrator(raw, of_session, secrets):
    """A plain key 403, one of a session 404, for every route there is."""
    ours = [route for route in ROUTES if route.path.startswith("/memtui/v1")]
    assert len(ours) > 20
    for route in ours:
        target = route.path.format(**dict.fromkeys(NAMES, "x"))
        hidden = raw(route.method, target, key=of_session[1])
        assert (hidden.status, hidden.error["type"]) == (404, "not_found_error"), target
        if route.needs is Need.ADMIN:
            refused = raw(route.method, target)
            assert (refused.status, refused.error["type"]) == (403, "permission_error"), target
    assert raw("GET", "/memtui/v1/openapi.json").status == 200


NAMES = ("store_id", "memory_id", "version_id", "dream_id", "hunk_id", "conflict_id", "key")


def test_a_session_key_ends_with_its_session(stage, of_session, workspace):
    """A pause ends its writes only."""
    (client, _), (session, stores, _) = of_session, stage
    workspace.sessions.pause(session.id)
    error = client.refused(client.memories.create, stores[0].id, path="/p", content="x")
    assert error.status_code == 403
    assert client.memories.list(stores[0].id).data
    workspace.sessions.end(session.id)
    assert client.refused(client.memories.list, stores[0].id).status_code == 401


def test_a_key_for_some_stores_sees_only_those(stage, workspace, server, open_client):
    """And no session at all, which might be one of other stores."""
    session, stores, _ = stage
    grants = {stores[0].id: "read_write", stores[1].id: "read_only"}
    made, secret = workspace.keys.create(f"for {stores[0].id}", grants=grants)
    client = open_client(server.address, secret)
    done = client.memories.create(stores[0].id, path="/k", content="x")
    version = client.versions.retrieve(done.memory_version_id, memory_store_id=stores[0].id)
    assert version.created_by.api_key_id == made.id
    refused = client.refused(client.memories.create, stores[1].id, path="/k", content="x")
    assert refused.status_code == 403
    assert client.refused(client.memories.list, stores[2].id).status_code == 404
    assert {one.id for one in client.stores.list()} == {stores[0].id, stores[1].id}
    assert client.sessions.list(include_archived=True).data == []
    assert client.refused(client.sessions.retrieve, session.id).status_code == 404
    assert client.refused(client.events.list, session.id).status_code == 404
    assert client.refused(client.stores.create, name="n").status_code == 403


def test_a_revoked_key_opens_nothing_from_then_on(workspace, server, open_client):
    """At its next use, on a line that is open already."""
    made, secret = workspace.keys.create("short lived")
    client = open_client(server.address, secret)
    assert client.stores.list() is not None
    workspace.keys.revoke(made.id)
    assert client.refused(client.stores.list).status_code == 401


def test_an_expired_key_opens_nothing(workspace, server, open_client):
    """By the clock of the server, whatever it was to the one who made it."""
    now = workspace.context.clock()
    with Workspace.open(server.file, user="ann", clock=lambda: now - timedelta(hours=1)) as early:
        _, secret = early.keys.create("until now", expires_at=now)
    client = open_client(server.address, secret)
    assert client.refused(client.stores.list).status_code == 401


def test_an_administrator_makes_lists_and_revokes_keys(raw, secrets, store):
    """The secret is in the first answer and in no other."""
    admin = {"key": secrets["admin"]}

    def asked(body):
        return raw("POST", "/memtui/v1/keys", body=json.dumps(body).encode(), **admin)

    made = asked({"name": "made over HTTP", "stores": {store.id: "read_only"}}).json
    assert made["id"].startswith("apikey_")
    assert raw("GET", f"/v1/memory_stores/{store.id}", key=made["key"]).status == 200
    listed = raw("GET", "/memtui/v1/keys", **admin)
    assert made["id"] in [one["id"] for one in listed.json["data"]]
    assert made["key"] not in listed.body.decode()
    assert raw("POST", f"/memtui/v1/keys/{made['id']}/revoke", **admin).json["revoked_at"]
    assert raw("GET", f"/v1/memory_stores/{store.id}", key=made["key"]).status == 401
    assert raw("POST", "/memtui/v1/keys/nobody/revoke", **admin).status == 404
    for body in (
        {},
        {"name": ""},
        {"name": "k", "stores": {}},
        {"name": "k", "stores": {store.id: "all"}},
        {"name": "k", "is_admin": True, "stores": {store.id: "read_only"}},
        {"name": "k", "expires_at": "2020-01-01"},
        {"name": "k", "expires_at": "soon"},
        {"name": "plain"},
    ):
        assert asked(body).status == 400, body
    assert asked({"name": "k", "stores": {"memstore_x": "read_only"}}).status == 404
    assert asked({"name": "k", "session_id": "sesn_x"}).status == 404


def test_no_secret_is_in_any_file(server, secrets):
    """Only hashes are."""
    for file in server.file.parent.iterdir():
        # The lock of a dream that ends just now holds nothing, and goes.
        with contextlib.suppress(FileNotFoundError):
            held = file.read_bytes()
            assert not [one for one in secrets.values() if one.encode() in held]
