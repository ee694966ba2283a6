"""Sessions and their events through the official SDK."""

import json
import threading

import anthropic
import pytest

SESSION_KEYS = {
    "id",
    "type",
    "agent",
    "environment_id",
    "status",
    "resources",
    "stats",
    "usage",
    "title",
    "metadata",
    "vault_ids",
    "outcome_evaluations",
    "budget",
    "deployment_id",
    "created_at",
    "updated_at",
    "archived_at",
}
HELLO = {"type": "user.message", "content": [{"type": "text", "text": "hello"}]}


@pytest.fixture
def start(client):
    """Starts a session with stores attached."""

    def make(*store_ids, agent="triage", **options):
        resources = [{"type": "memory_store", "memory_store_id": one} for one in store_ids]
        options.setdefault("resources", resources)
        return client.sessions.create(agent=agent, environment_id="env_1", **options)

    return make


def test_a_session_is_started_read_renamed_archived_and_deleted(client, store, start):
    """Each answer passes the SDK's strict types."""
    resource = {
        "type": "memory_store",
        "memory_store_id": store.id,
        "access": "read_only",
        "instructions": "Look first.",
    }
    made = start(resources=[resource], title="Night", metadata={"a": "1"})
    assert made.id.startswith("sesn_01")
    assert (made.status, made.title, made.metadata) == ("idle", "Night", {"a": "1"})
    assert (made.agent.id, made.agent.name, made.environment_id) == ("triage", "triage", "env_1")
    (attached,) = made.resources
    assert (attached.access, attached.instructions) == ("read_only", "Look first.")
    assert (attached.name, attached.mount_path) == ("Notes", "/mnt/memory/notes")
    assert client.sessions.retrieve(made.id) == made
    assert [*client.sessions.resources.list(made.id)] == [attached]
    assert [*client.sessions.threads.list(made.id)] == []
    changed = client.sessions.update(made.id, title="Day", metadata={"a": None, "b": "2"})
    assert (changed.title, changed.metadata) == ("Day", {"b": "2"})
    assert changed.updated_at > made.updated_at
    assert client.sessions.update(made.id, title="Day") == changed
    archived = client.sessions.archive(made.id)
    assert (archived.status, archived.archived_at is None) == ("terminated", False)
    assert client.sessions.archive(made.id) == archived
    gone = client.sessions.delete(made.id)
    assert (gone.id, gone.type) == (made.id, "session_deleted")
    for call in (client.sessions.retrieve, client.events.list, client.sessions.archive):
        assert client.refused(call, made.id).status_code == 404


def test_every_key_of_a_session_is_there(raw, client, start, store):
    """What only a host of agents knows is null, zero or empty."""
    made = raw("GET", f"/v1/sessions/{start(store.id).id}").json
    assert set(made) >= SESSION_KEYS
    null = {name for name, value in made.items() if value is None and name in SESSION_KEYS}
    assert null == {"title", "budget", "deployment_id", "archived_at"}


def test_an_agent_is_a_name_or_an_object(client, start):
    """It needs no registry."""
    made = start(agent={"type": "agent", "id": "agent_1", "version": 3})
    assert (made.agent.id, made.agent.version) == ("agent_1", 3)
    assert [one.id for one in client.sessions.list(agent_id="agent_1", limit=1).data] == [made.id]
    for agent in ("", {"type": "agent"}, {"type": "robot", "id": "x"}, 3, "a\nb"):
        assert client.refused(start, agent=agent).status_code == 400


def test_what_is_attached_must_be_there(client, start, store):
    """Unknown 404; archived, twice, a ninth, or no memory store 400."""
    archived = client.stores.create(name="Old")
    client.stores.archive(archived.id)
    others = [client.stores.create(name="Notes").id for _ in range(9)]
    assert client.refused(start, "memstore_x").status_code == 404
    assert client.refused(start, archived.id).status_code == 400
    assert client.refused(start, store.id, store.id).status_code == 400
    assert client.refused(start, *others).status_code == 400
    files = [{"type": "file", "file_id": "file_1"}]
    assert client.refused(start, resources=files).status_code == 400
    wish = {"type": "memory_store", "memory_store_id": store.id}
    for more in ({"access": "admin"}, {"instructions": "x" * 4_097}, {"mount_path": "/x"}):
        assert client.refused(start, resources=[{**wish, **more}]).status_code == 400
    made = start(*others[:8])
    assert len({one.mount_path for one in made.resources}) == 8


def test_a_session_may_begin_with_events(client, start):
    """Up to fifty, of the two types that the wire has for it."""
    outcome = {
        "type": "user.define_outcome",
        "description": "done",
        "rubric": {"type": "text", "content": "is it?"},
    }
    made = start(initial_events=[HELLO, outcome])
    assert [one.type for one in client.events.list(made.id)] == [
        "user.message",
        "user.define_outcome",
    ]
    before = client.sessions.list(limit=1).data[0].id
    for events in ([{"type": "user.interrupt"}], [HELLO] * 51):
        assert client.refused(start, initial_events=events).status_code == 400
    assert client.sessions.list(limit=1).data[0].id == before, "a refused one was made"


def test_sessions_are_listed_by_what_is_known_of_them(client, start, store):
    """By store, agent, state and time, in both orders."""
    first, second, third = (start(store.id, agent=name) for name in ("a", "b", "c"))
    client.sessions.archive(second.id)

    def listed(**options):
        return [one.id for one in client.sessions.list(memory_store_id=store.id, **options)]

    assert listed() == [third.id, first.id]
    assert listed(order="asc", limit=1) == [first.id, third.id]
    assert listed(include_archived=True) == [third.id, second.id, first.id]
    assert listed(agent_id="a") == [first.id]
    assert listed(statuses=["terminated"], include_archived=True) == [second.id]
    assert listed(statuses=["idle"]) == [third.id, first.id]
    assert listed(statuses=["running"]) == []
    assert listed(created_at_gte=first.created_at, created_at_lt=third.created_at) == [first.id]
    assert listed(created_at_gt=first.created_at, created_at_lte=third.created_at) == [third.id]
    assert client.refused(client.sessions.list, order="up").status_code == 400


def test_a_cursor_of_the_other_order_is_refused(client, start, store):
    """As on the wire."""
    start(store.id)
    start(store.id)
    page = client.sessions.list(memory_store_id=store.id, limit=1).next_page
    error = client.refused(client.sessions.list, order="asc", page=page)
    assert (error.status_code, error.type) == (400, "invalid_request_error")


def test_events_come_back_in_order_with_ids_and_times(client, start):
    """Everything that can be sent, through strict types; some of it asked for by type or time."""
    session = start()
    sent = [
        HELLO,
        {"type": "system.message", "content": [{"type": "text", "text": "be kind"}]},
        {"type": "user.interrupt"},
        {"type": "user.tool_confirmation", "tool_use_id": "t", "result": "deny",
         "deny_message": "no"},
        {"type": "user.custom_tool_result", "custom_tool_use_id": "t", "is_error": True,
         "content": [{"type": "text", "text": "42"}]},
        {"type": "user.tool_result", "tool_use_id": "t"},
        {"type": "user.define_outcome", "description": "d", "max_iterations": 2,
         "rubric": {"type": "text", "content": "c"}},
    ]  # fmt: skip
    taken = client.events.send(session.id, events=sent).data
    assert [one.type for one in taken] == [one["type"] for one in sent]
    assert all(one.id.startswith("sevt_01") and one.processed_at for one in taken)
    assert [one.id for one in client.events.list(session.id)] == [one.id for one in taken]
    back = [one.id for one in client.events.list(session.id, order="desc", limit=2)]
    assert back == [one.id for one in reversed(taken)]
    some = client.events.list(session.id, types=["user.interrupt", "user.message"]).data
    assert [one.type for one in some] == ["user.message", "user.interrupt"]
    at = taken[0].processed_at
    assert len(client.events.list(session.id, created_at_gte=at, created_at_lte=at).data) == 7
    assert client.events.list(session.id, created_at_gt=at).data == []
    assert client.events.list(session.id, created_at_lt=at).data == []


@pytest.mark.parametrize(
    "events",
    [
        [],
        [{"type": "agent.message", "content": []}],
        [{"type": "user.message"}],
        [{"type": "user.message", "content": "hello"}],
        [{"type": "user.message", "content": [{}]}],
        [{"type": "user.message", "content": [{"type": "text"}]}],
        [{"type": "user.message", "content": [{"type": "video"}]}],
        [{"type": "user.tool_confirmation", "tool_use_id": "t", "result": "maybe"}],
        [{**HELLO, "id": "sevt_x"}],
        [HELLO, {"type": "nothing"}],
        [HELLO] * 1_001,
    ],
)
def test_an_event_that_is_none_is_refused_with_all_others(client, start, events):
    """Nothing of the request is taken."""
    session = start()
    assert client.refused(client.events.send, session.id, events=events).status_code == 400
    assert client.events.list(session.id).data == []


def test_an_ended_session_takes_no_events(client, start):
    """What it has can still be read."""
    session = start()
    client.events.send(session.id, events=[HELLO])
    client.sessions.archive(session.id)
    error = client.refused(client.events.send, session.id, events=[HELLO])
    assert isinstance(error, anthropic.PermissionDeniedError)
    assert len(client.events.list(session.id).data) == 1


def test_a_secret_that_is_sent_is_masked(client, start, server):
    """It reaches no file, as in transcripts that are read."""
    secret = "sk-ant-api03-" + "Ab3" * 30
    session = start()
    content = [{"type": "text", "text": f"use {secret} now"}]
    client.events.send(session.id, events=[{"type": "user.message", "content": content}])
    (event,) = client.events.list(session.id).data
    assert secret not in event.content[0].text
    for file in server.file.parent.iterdir():
        assert secret.encode() not in file.read_bytes()


def test_a_stream_tells_what_comes_and_nothing_older(client, start):
    """To several readers at once, each event once, in order."""
    session = start()
    client.events.send(session.id, events=[HELLO])
    seen: list[list[str]] = [[], []]
    ready = threading.Barrier(3)

    def read(into):
        with client.events.stream(session.id) as stream:
            ready.wait()
            for event in stream:
                into.append(event.id)
                if len(into) == 5:
                    return

    readers = [threading.Thread(target=read, args=(into,)) for into in seen]
    for reader in readers:
        reader.start()
    ready.wait()
    sent = [client.events.send(session.id, events=[HELLO]).data[0].id for _ in range(3)]
    sent += [one.id for one in client.events.send(session.id, events=[HELLO, HELLO]).data]
    for reader in readers:
        reader.join(10)
    assert seen == [sent, sent]


def test_the_asynchronous_client_streams_too(asynchronous, start):
    """The same events through the other client."""
    session = start()

    async def work(sdk):
        stream = await sdk.beta.sessions.events.stream(session.id)
        sent = await sdk.beta.sessions.events.send(session.id, events=[HELLO])
        async for event in stream:
            await stream.close()
            return event.id == sent.data[0].id
        return False

    assert asynchronous(work)


def test_an_ingested_session_is_told_in_the_words_of_the_wire(client, workspace, tmp_path):
    """What a dream reads is also what a client of the wire sees."""
    lines = [
        {"type": "user.message", "id": "sevt_1", "processed_at": "2026-04-01T00:00:00Z",
         "content": [{"type": "text", "text": "hello"}]},
        {"type": "agent.tool_use", "id": "sevt_2", "processed_at": "2026-04-01T00:00:01Z",
         "name": "bash", "input": {"command": "ls"}},
        {"type": "agent.tool_result", "id": "sevt_3", "processed_at": "2026-04-01T00:00:02Z",
         "tool_use_id": "sevt_2", "content": [{"type": "text", "text": "a.md"}]},
    ]  # fmt: skip
    file = tmp_path / "sesn_01Contract.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    ingester = workspace.ingester()
    ingester.file(file)
    assert not ingester.total.failed, ingester.total
    session = client.sessions.retrieve(workspace.summaries.retrieve(file.stem).id)
    assert session.status == "terminated"
    found = [*client.events.list(session.id, limit=2)]
    assert [one.type for one in found] == [line["type"] for line in lines]
    tools = client.events.list(session.id, types=["agent.tool_use"], order="desc").data
    assert [one.name for one in tools] == ["bash"]
    assert client.sessions.delete(session.id).type == "session_deleted"
