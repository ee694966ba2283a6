"""What a dream would read, in numbers, before there is one."""

import pytest

from core import Workspace
from core.errors import InvalidRequest, NotFound
from core.testing import counting_ids
from tests.support.claude_lines import SESSION, answered, called, said, write


@pytest.fixture
def ws(tmp_path):
    with Workspace.open(tmp_path / "team.db", user="ann", new_id=counting_ids()) as ws:
        yield ws


@pytest.fixture
def store(ws):
    return ws.stores.create("SRE Notes", "").id


@pytest.fixture
def told(ws, tmp_path):
    """A session of which a transcript tells: its id, and the bytes of its records."""
    path = tmp_path / "logs" / f"{SESSION}.jsonl"
    lines = [said(0, "Look."), called(1, "Bash", command="df"), answered(2, 1, "disk full")]
    write(path, lines)
    ws.ingester().file(path)
    return ws.summaries.retrieve(SESSION).id, sum(len(line) - 1 for line in lines)


def wrote(ws, store, agent):
    """A session that was started here and wrote, without a transcript; its id."""
    session = ws.sessions.start(agent, {store: "read_write"})
    session.create(store, f"/{session.id}.md", "12345\n")
    return session.id


def test_sessions_are_counted_by_agent_and_events_with_their_bytes(ws, store, told):
    """Who is read, how much, and of when; what no transcript tells is said to be so."""
    session, size = told
    here = [wrote(ws, store, "triage"), wrote(ws, store, "triage")]
    seen = ws.dreams.preview(store, [session, *here])
    assert (seen.sessions, seen.untold) == (3, 2)
    assert seen.agents[0] == ("triage", 2)
    assert (seen.events, seen.size_bytes) == (3, size)
    first, last = seen.first_at, seen.last_at
    assert first is not None
    assert last is not None
    assert (last - first).total_seconds() == 2
    assert (seen.memories, seen.memory_bytes) == (2, 12)


def test_no_session_is_a_preview_too(ws, store):
    """A dream may look at the store alone."""
    seen = ws.dreams.preview(store, [])
    assert (seen.sessions, seen.agents, seen.events, seen.first_at) == (0, (), 0, None)


def test_it_refuses_what_the_dream_would_refuse(ws, store, told):
    """No such store, no such session, one session under both of its names."""
    session, _ = told
    with pytest.raises(NotFound):
        ws.dreams.preview("memstore_x", [])
    with pytest.raises(NotFound, match="sesn_x"):
        ws.dreams.preview(store, ["sesn_x"])
    with pytest.raises(InvalidRequest, match="twice"):
        ws.dreams.preview(store, [session, SESSION])


def test_more_sessions_than_one_statement_takes_are_all_counted(ws, store, monkeypatch):
    """However many there are, none is counted twice."""
    monkeypatch.setattr("core.dreams.preview._AT_ONCE", 2)
    sessions = [wrote(ws, store, f"agent-{number % 2}") for number in range(5)]
    seen = ws.dreams.preview(store, sessions)
    assert (seen.sessions, dict(seen.agents)) == (5, {"agent-0": 3, "agent-1": 2})


def test_only_sessions_that_a_dream_may_read_are_offered(ws, store, told):
    """Those that wrote to the store, and those that were ingested; not whoever only had it."""
    session, _ = told
    other = ws.stores.create("Other", "").id
    writer = wrote(ws, store, "triage")
    wrote(ws, other, "elsewhere")
    ws.sessions.start("idle", {store: "read_write"})
    offered = ws.summaries.page(for_dream=store).data
    assert {one.id for one in offered} == {session, writer}
