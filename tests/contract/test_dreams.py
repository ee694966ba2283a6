"""Dreams through the official SDK; the work is done by a real worker of the server."""

import json
import time

import anthropic
import pytest

from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from tests.support.reviewing import edit, finding, proposed

DREAM_KEYS = {
    "type",
    "id",
    "status",
    "inputs",
    "outputs",
    "model",
    "instructions",
    "output_behavior",
    "session_id",
    "created_at",
    "ended_at",
    "archived_at",
    "usage",
    "error",
}


@pytest.fixture
def wish(client, store):
    """What a dream over `store` and one session needs."""
    session = client.sessions.create(agent="triage", environment_id="env_1")
    hello = {"type": "user.message", "content": [{"type": "text", "text": "hello"}]}
    client.events.send(session.id, events=[hello])
    return {
        "model": "offline",
        "inputs": [
            {"type": "memory_store", "memory_store_id": store.id},
            {"type": "sessions", "session_ids": [session.id]},
        ],
    }


def over(client, dream_id):
    """The dream once it is over."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        dream = client.dreams.retrieve(dream_id)
        if dream.ended_at is not None:
            return dream
        time.sleep(0.05)
    raise AssertionError("the dream does not end")


def test_a_dream_makes_a_new_store(client, store, wish, raw):
    """It is pending, then completed, with an output that holds what the input held and usage 0."""
    client.memories.create(store.id, path="/a.md", content="- the port is 8080\n")
    client.memories.create(store.id, path="/b.md", content="- the port is 8080\n")
    made = client.dreams.create(**wish, instructions="Be brief.")
    assert (made.status, made.outputs, made.session_id) == ("pending", [], None)
    assert (made.model.id, made.instructions) == ("offline", "Be brief.")
    done = over(client, made.id)
    assert (done.status, done.error) == ("completed", None)
    (output,) = done.outputs
    assert output.memory_store_id != store.id
    listed = client.versions.list(output.memory_store_id, session_id=done.session_id).data
    assert {one.operation for one in listed} >= {"created"}
    assert client.stores.retrieve(output.memory_store_id).metadata == {"dream_id": made.id}
    assert len(client.memories.list(store.id).data) == 2
    assert client.sessions.retrieve(done.session_id).archived_at is not None
    shown = raw("GET", f"/v1/dreams/{made.id}").json
    assert set(shown) >= DREAM_KEYS
    assert set(shown["usage"].values()) == {0}
    error = client.refused(client.dreams.cancel, made.id)
    assert (error.status_code, error.type) == (400, "invalid_request_error")
    archived = client.dreams.archive(made.id)
    assert archived.archived_at is not None
    assert client.dreams.archive(made.id) == archived
    assert made.id not in [one.id for one in client.dreams.list(limit=100)]
    found = [one.id for one in client.dreams.list(include_archived=True)]
    assert made.id in found


def test_a_dream_is_canceled_while_it_waits_or_works(client, wish):
    """Again it is the same; then it can be archived, and no sooner."""
    made = client.dreams.create(**wish)
    if (early := client.dreams.retrieve(made.id)).status == "pending":
        assert client.refused(client.dreams.archive, early.id).status_code == 400
    canceled = client.dreams.cancel(made.id)
    assert (canceled.status, canceled.ended_at is None) == ("canceled", False)
    assert client.dreams.cancel(made.id).status == "canceled"
    assert client.dreams.archive(made.id).status == "canceled"
    assert [one.id for one in client.dreams.list(statuses=["canceled"], include_archived=True)]


def test_dreams_are_listed_between_times_that_do_not_count(client, wish):
    """Exclusive bounds, states, newest first."""
    first = client.dreams.create(**wish)
    second = client.dreams.create(**wish)
    for one in (first, second):
        client.dreams.cancel(one.id)

    def listed(**options):
        return [one.id for one in client.dreams.list(limit=1, **options)]

    assert listed(created_at_gt=first.created_at)[-1] == second.id
    assert first.id in listed(created_at_lt=second.created_at)
    assert second.id not in listed(created_at_lt=second.created_at)
    both = listed(statuses=["pending", "canceled"])
    assert both.index(second.id) < both.index(first.id)
    assert first.id not in listed(statuses=["completed", "failed"])
    assert client.refused(client.dreams.list, statuses=["asleep"]).status_code == 400


def test_a_wish_that_breaks_a_rule_is_refused(client, store, wish):
    """Shape and limits 400, what is unknown 404, and no dream is made."""
    memory, sessions = wish["inputs"]
    before = [one.id for one in client.dreams.list()]
    ids = sessions["session_ids"]
    other = client.stores.create(name="Other")
    for change in (
        {"inputs": [memory]},
        {"inputs": [memory, memory, sessions]},
        {"inputs": []},
        {"inputs": [memory, {"type": "sessions", "session_ids": []}]},
        {"inputs": [memory, {"type": "sessions", "session_ids": ids * 2}]},
        {"inputs": [memory, {"type": "sessions", "session_ids": [f"s{n}" for n in range(101)]}]},
        {"inputs": [{"type": "memory_store", "memory_store_id": ""}, sessions]},
        {"inputs": [{"type": "files"}, sessions]},
        {"model": ""},
        {"model": "x" * 257},
        {"model": {"id": "offline", "speed": "fast"}},
        {"instructions": ""},
        {"instructions": "x" * 4_097},
        {"output_behavior": {"type": "update_existing", "memory_store_id": other.id}},
        {"output_behavior": {"type": "update_existing"}},
        {"extra_body": {"schedule": "daily"}},
    ):
        error = client.refused(client.dreams.create, **{**wish, **change})
        assert (error.status_code, error.type) == (400, "invalid_request_error"), change
    unknown = {"type": "memory_store", "memory_store_id": "memstore_x"}
    assert (
        client.refused(client.dreams.create, **{**wish, "inputs": [unknown, sessions]}).status_code
        == 404
    )
    unknown = {"type": "sessions", "session_ids": ["sesn_x"]}
    assert (
        client.refused(client.dreams.create, **{**wish, "inputs": [memory, unknown]}).status_code
        == 404
    )
    client.stores.archive(store.id)
    assert client.refused(client.dreams.create, **wish).status_code == 400
    assert [one.id for one in client.dreams.list()] == before


def test_one_dream_at_a_time_writes_into_a_store(client, store, wish):
    """A second one is a conflict, and not tried again."""
    client.memories.create(store.id, path="/a.md", content="x\n")
    behavior = {"type": "update_existing", "memory_store_id": store.id}
    made = client.dreams.create(**{**wish, "model": {"id": "offline"}}, output_behavior=behavior)
    try:
        error = client.refused(client.dreams.create, **wish, output_behavior=behavior)
    finally:
        done = over(client, made.id)
    assert isinstance(error, anthropic.ConflictError)
    assert (error.type, error.response.headers["x-should-retry"]) == ("conflict_error", "false")
    assert made.id in str(error)
    assert [one.memory_store_id for one in done.outputs] == [store.id]


def test_an_unknown_dream_is_not_found(client):
    """For every call on one."""
    for call in (client.dreams.retrieve, client.dreams.cancel, client.dreams.archive):
        assert client.refused(call, "drm_x").status_code == 404


def test_a_review_that_somebody_decided_on_since_is_not_applied(workspace, raw, secrets):
    """As on the command line: `expect_state` is the state that was shown, and 409 names another."""
    admin = secrets["admin"]
    store = workspace.stores.create("Reviewed")
    workspace.memories.create(store.id, "/a.md", "one\n")
    found = finding("one", edit("/a.md", 1, ["one"], ["1"]))
    dream_id = proposed(workspace, store.id, [found])
    review = f"/memtui/v1/reviews/{dream_id}"
    state = raw("GET", review, key=admin).json["state"]
    workspace.reviews.decide(dream_id, Action.ACCEPT, Selection(everything=True))
    refused = raw(
        "POST", f"{review}/apply", key=admin, body=json.dumps({"expect_state": state}).encode()
    )
    assert refused.status == 409
    state = raw("GET", review, key=admin).json["state"]
    done = raw(
        "POST", f"{review}/apply", key=admin, body=json.dumps({"expect_state": state}).encode()
    )
    assert (done.status, done.json["applied_hunks"]) == (200, 1)
