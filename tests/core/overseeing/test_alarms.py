"""Alarms: raised while something is unusual, gone when it is not, silent on an ordinary day."""

from datetime import timedelta

import pytest

from core import NotPermitted, PreconditionFailed
from core.overseeing.alarms import AlarmKind, Thresholds, alarms
from core.testing import FakeClock, temporary_workspace


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def ws(clock):
    with temporary_workspace(clock=clock) as workspace:
        yield workspace


@pytest.fixture
def store(ws):
    return ws.stores.create("notes").id


def kinds(ws, **thresholds):
    """The kinds of alarm that are raised."""
    return [alarm.kind for alarm in alarms(ws.context, Thresholds(**thresholds))]


def test_an_ordinary_day_raises_nothing(ws, store, clock):
    """Some writes, one conflict, one refusal: nobody is woken."""
    agent = ws.sessions.start("triage", {store: "read_write"})
    note = agent.create(store, "/a.md", "0")
    for number in range(20):
        clock.advance(timedelta(seconds=10))
        agent.update(note.id, content=str(number + 1))
    with pytest.raises(PreconditionFailed):
        agent.update(note.id, content="x", expect=note.content_sha256)
    assert kinds(ws) == []


def test_a_burst_and_a_high_rate_name_the_agent(ws, store, clock):
    """Many writes at once are a burst; the same over minutes are a rate; both pass."""
    agent = ws.sessions.start("looping", {store: "read_write"})
    note = agent.create(store, "/a.md", "0")
    for number in range(12):
        agent.update(note.id, content=f"n{number}")
    limits = {"burst_writes": 10, "writes_per_minute": 2}
    assert kinds(ws, **limits) == [AlarmKind.WRITE_RATE, AlarmKind.BURST]
    (burst,) = alarms(ws.context, Thresholds(burst_writes=10))
    assert (burst.agent, burst.session_id, burst.count) == ("looping", agent.id, 13)
    clock.advance(timedelta(seconds=11))
    assert kinds(ws, **limits) == [AlarmKind.WRITE_RATE]
    clock.advance(timedelta(minutes=5))
    assert kinds(ws, **limits) == []


def test_a_folder_that_a_person_imports_is_no_burst(ws, store, tmp_path):
    """It is one deed, however many files there are; the same by a session is looked at."""
    for number in range(12):
        (tmp_path / f"{number}.md").write_text(f"{number}\n")
    limits = {"burst_writes": 10, "writes_per_minute": 2}
    ws.transfer.import_folder(tmp_path, into=store)
    assert kinds(ws, **limits) == []
    agent = ws.sessions.start("looping", {store: "read_write"})
    for number in range(12):
        (tmp_path / f"{number}.md").write_text(f"more {number}\n")
    ws.as_session(agent.id).transfer.import_folder(tmp_path, into=store)
    assert kinds(ws, **limits) == [AlarmKind.WRITE_RATE, AlarmKind.BURST]


def test_lost_writes_and_refused_scopes_are_counted_with_their_retries(ws, store):
    """A retry of the same refusal counts, though it is one row."""
    note = ws.memories.create(store, "/a.md", "0")
    ws.memories.update(note.id, content="1")
    reader = ws.sessions.start("reader", {store: "read_only"})
    for _ in range(3):
        with pytest.raises(PreconditionFailed):
            ws.memories.update(note.id, content="2", expect=note.content_sha256)
        with pytest.raises(NotPermitted):
            reader.update(note.id, content="2")
    assert kinds(ws, conflicts=2) == [AlarmKind.REFUSED_SCOPE, AlarmKind.CONFLICT_RATE]


def test_two_agents_that_keep_overwriting_each_other_are_named(ws, store):
    """Texts that come back again and again, each time by the other one."""
    first, second = (ws.sessions.start(n, {store: "read_write"}) for n in ("first", "second"))
    note = first.create(store, "/a.md", "start")
    for _ in range(3):
        first.update(note.id, content="mine")
        second.update(note.id, content="no, mine")
    found = alarms(ws.context, Thresholds())
    assert [(alarm.kind, alarm.agent, alarm.path) for alarm in found] == [
        (AlarmKind.FLIPPING, "first and second", "/a.md")
    ]


def test_one_agent_that_goes_to_and_fro_is_no_fight(ws, store):
    """Somebody who undoes their own change is not overwriting anybody."""
    agent = ws.sessions.start("triage", {store: "read_write"})
    note = agent.create(store, "/a.md", "a")
    for text in "babababa":
        agent.update(note.id, content=text)
    assert kinds(ws) == []
