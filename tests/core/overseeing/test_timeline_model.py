"""Time seen from above, against a model that looks at every row."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.claude_lines import SESSION, answered, called, write
from support.ingesting import ingest

from core import InvalidRequest, NotFound, PathConflict, Workspace
from core.overseeing.marks import Mark, MarkKind, Wanted
from core.records.stores import Store
from core.testing import FakeClock, temporary_workspace

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SPAN = timedelta(minutes=20)


def live(ws: Workspace, clock: FakeClock, folder: Path, moments: list[int]) -> tuple[str, str]:
    """Writes by a session and a user, conflicts, reads and errors; a moment has three seconds."""
    one, other = ws.stores.create("Notes"), ws.stores.create("Other")
    session = ws.sessions.start("triage", {one.id: "read_write"})
    lines = []
    for turn, second in enumerate(3 * moment for moment in sorted(moments)):
        clock.now = NOON + timedelta(seconds=second, microseconds=turn * 37)
        store = (one, other)[turn % 2]
        path = f"/{'ab'[turn % 3 == 0]}/{turn}.md"
        ws.memories.create(store.id, path, f"{turn}")
        if turn % 2 == 0:
            session.create(one.id, f"/s/{turn}.md", "x")
        if turn % 3 == 1:
            with pytest.raises(PathConflict):
                session.create(one.id, "/s/0.md", "again")
        lines += [
            called(second, "Read", file_path=f"/mnt/memory/notes/{turn}.md")
            if turn % 2
            else called(second, "Bash", command="make"),
            answered(second + 1, second, "Exit code 2", is_error=True),
        ]
    ingest(ws, write(folder / "a.jsonl", lines))
    return one.id, session.id


def every_mark(ws: Workspace) -> list[Mark]:
    """All there are, from a span that surely holds them."""
    return ws.timelines.marks(NOON - timedelta(days=9_000), NOON + timedelta(days=9_000))


def _fits(mark: Mark, wanted: Wanted) -> bool:
    return (
        (wanted.store_id is None or mark.memory_store_id == wanted.store_id)
        and (
            wanted.path_prefix is None
            or (mark.path is not None and mark.path.startswith(wanted.path_prefix))
        )
        and (not wanted.agents or mark.agent in wanted.agents)
        and (wanted.session_id is None or mark.session_id == wanted.session_id)
        and (not wanted.kinds or mark.kind in wanted.kinds)
    )


@settings(max_examples=12)
@given(data=st.data())
def test_buckets_and_marks_are_those_of_the_model(data: st.DataObject) -> None:
    """Any moments, any span, any filter, any number of buckets."""
    moments = data.draw(st.lists(st.integers(0, 399), min_size=1, max_size=7, unique=True))
    clock = FakeClock(NOON)
    with temporary_workspace(clock=clock) as ws:
        store_id, session_id = live(ws, clock, ws.path.parent, moments)
        marks = every_mark(ws)
        for _ in range(8):
            since = NOON + timedelta(milliseconds=data.draw(st.integers(-5_000, 1_200_000)))
            until = since + timedelta(milliseconds=data.draw(st.integers(1, 1_300_000)))
            wanted = data.draw(
                st.builds(
                    Wanted,
                    st.sampled_from([None, store_id]),
                    st.sampled_from([None, "/a/", "/s/"]),
                    st.sampled_from([(), ("triage",), ("tester", "triage")]),
                    st.sampled_from([None, session_id]),
                    st.sampled_from([(), (MarkKind.WRITE,), (MarkKind.READ, MarkKind.ERROR)]),
                )
            )
            buckets = data.draw(st.integers(1, 40))
            expected = [one for one in marks if since <= one.at < until and _fits(one, wanted)]
            assert ws.timelines.marks(since, until, wanted) == expected
            assert ws.timelines.marks(since, until, wanted, limit=3, newest=True) == expected[-3:]
            _check_buckets(ws, since, until, wanted, buckets, expected)
            written = Wanted(wanted.store_id, wanted.path_prefix, wanted.agents, wanted.session_id)
            paths = Counter(
                (one.memory_store_id, one.path)
                for one in marks
                if one.kind is MarkKind.WRITE and since <= one.at < until and _fits(one, written)
            )
            assert paths == {
                (one.memory_store_id, one.path): one.writes
                for one in ws.timelines.changed(since, until, wanted)
            }


def _check_buckets(
    ws: Workspace,
    since: datetime,
    until: datetime,
    wanted: Wanted,
    buckets: int,
    expected: list[Mark],
) -> None:
    step = (until - since) / buckets
    for by in ("agent", "session"):
        seen = ws.timelines.between(
            since, until, wanted, buckets=buckets, by="session" if by == "session" else "agent"
        )
        counted: Counter[tuple[str, str | None, MarkKind]] = Counter(
            (one.agent, one.session_id if by == "session" else None, one.kind) for one in expected
        )
        assert {
            (lane.agent, lane.session_id, kind): lane.total(kind)
            for lane in seen.lanes
            for kind in lane.counts
        } == counted
        places = Counter((one.kind, int((one.at - since) / step)) for one in expected)
        for kind, numbers in seen.counts.items():
            assert len(numbers) == buckets
            for place, number in enumerate(numbers):
                # On the edge of a bucket a rounding decides.
                near = sum(places[kind, place + by] for by in (-1, 0, 1))
                assert number <= near
        last = [lane.last_at for lane in seen.lanes]
        assert last == sorted(last, reverse=True)


def test_each_kind_has_its_marks(ws: Workspace, clock: FakeClock, tmp_path: Path) -> None:
    """With what a cursor needs to open what is behind it."""
    live(ws, clock, tmp_path, [10, 20, 30])
    found = every_mark(ws)
    assert Counter(one.kind for one in found) == {
        MarkKind.WRITE: 5,
        MarkKind.CONFLICT: 1,
        MarkKind.READ: 1,
        MarkKind.ERROR: 3,
    }
    read = next(one for one in found if one.kind is MarkKind.READ)
    assert ws.transcripts.event(read.subject_id).tool == "Read"
    error = next(one for one in found if one.kind is MarkKind.ERROR)
    assert ws.transcripts.event(error.subject_id).body == "Exit code 2"
    session = ws.summaries.retrieve(SESSION)
    assert {read.session_id, error.session_id} == {session.id}


def test_a_session_sees_its_own(ws: Workspace, clock: FakeClock, tmp_path: Path) -> None:
    """The stores that are attached to it, and what it did itself."""
    store_id, session_id = live(ws, clock, tmp_path, [10, 20, 30])
    context = ws.sessions.handle(session_id).context
    from core.overseeing.timeline import Timelines

    own = Timelines(context)
    found = own.marks(NOON - SPAN, NOON + SPAN)
    assert {one.memory_store_id for one in found} == {store_id}
    other = next(one.id for one in ws.stores.list() if one.id != store_id)
    with pytest.raises(NotFound):
        own.marks(NOON - SPAN, NOON + SPAN, Wanted(store_id=other))


def test_bad_spans_are_refused(ws: Workspace, store: Store) -> None:
    """Nothing in between, nothing to count in, and too much of it."""
    for since, until, buckets in (
        (NOON, NOON, 1),
        (NOON, NOON + SPAN, 0),
        (NOON, NOON + SPAN, 1001),
    ):
        with pytest.raises(InvalidRequest):
            ws.timelines.between(since, until, buckets=buckets)
    assert ws.timelines.between(NOON, NOON + SPAN).lanes == ()
