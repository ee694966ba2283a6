"""Timelines: what is counted by actor is what is found when every mark is looked at."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from core import Workspace
from core.overseeing.marks import MarkKind, Wanted
from core.testing import FakeClock
from core.times import to_milliseconds

START = datetime(2026, 11, 20, 14, tzinfo=UTC)


@pytest.fixture
def busy(tmp_path):
    """Three agents in four sessions and a user, writing for hours at random moments."""
    clock, choose = FakeClock(START), random.Random(7)
    with Workspace.open(tmp_path / "team.db", user="ann", clock=clock) as ws:
        store = ws.stores.create("notes")
        agents = ["triage", "triage", "db-keeper", "capacity"]
        writers = [ws.sessions.start(name, {store.id: "read_write"}) for name in agents]
        for number in range(80):
            clock.now += timedelta(seconds=choose.choice([0, 1, 59, 600, 1_700]))
            who = choose.choice([*writers, None])
            if who is None:
                ws.memories.create(store.id, f"/{number}.md", "text\n")
            else:
                who.create(store.id, f"/{number}.md", "text\n")
        ws.store_id, ws.end = store.id, clock.now
        yield ws


def counts(timeline):
    """Of every lane its marks, and when they began and ended."""
    return {
        (lane.agent, lane.session_id): (lane.counts, lane.first_at, lane.last_at)
        for lane in timeline.lanes
    }


@pytest.mark.parametrize("by", ["agent", "session"])
@pytest.mark.parametrize("buckets", [1, 7, 60])
@pytest.mark.parametrize(
    "wanted",
    [{}, {"agents": ("triage", "ann")}, {"agent_part": "TRI"}, {"kinds": (MarkKind.WRITE,)}],
    ids=str,
)
def test_counting_by_actor_gives_what_looking_at_marks_gives(busy, by, buckets, wanted):
    """Only the way is another one; a filter by store makes every mark be looked at."""
    span = START - timedelta(minutes=5), busy.end + timedelta(minutes=5)
    counted = busy.timelines.between(*span, Wanted(**wanted), buckets=buckets, by=by)
    looked = busy.timelines.between(
        *span, Wanted(store_id=busy.store_id, **wanted), buckets=buckets, by=by
    )
    assert counts(counted) == counts(looked)
    assert counted.counts == looked.counts
    assert counted.lanes


def test_a_part_of_the_time_holds_what_was_written_in_it(busy):
    """And nothing from before or after."""
    middle = START + (busy.end - START) / 2
    wanted = Wanted(kinds=(MarkKind.WRITE,))
    total = sum(busy.timelines.between(middle, busy.end, wanted).counts[MarkKind.WRITE])
    marks = busy.timelines.marks(middle, busy.end, wanted)
    assert total == len(marks) > 0
    assert all(to_milliseconds(mark.at) >= to_milliseconds(middle) for mark in marks)


def test_marks_of_an_agent_and_of_a_session(busy):
    """By the index of actors; users are found by their name."""
    every = busy.timelines.marks(START, busy.end + timedelta(1))
    for agent in ("triage", "ann"):
        found = busy.timelines.marks(START, busy.end + timedelta(1), Wanted(agents=(agent,)))
        assert found == [mark for mark in every if mark.agent == agent] != []
    session_id = next(mark.session_id for mark in every if mark.agent == "triage")
    found = busy.timelines.marks(START, busy.end + timedelta(1), Wanted(session_id=session_id))
    assert found == [mark for mark in every if mark.session_id == session_id]


def test_nothing_ever_happened(tmp_path):
    """A new workspace has the change of nothing at all."""
    with Workspace.open(tmp_path / "new.db", clock=FakeClock(START)) as ws:
        assert ws.timelines.between(START, START + timedelta(hours=1)).lanes == ()
        assert ws.timelines.extent() is None
