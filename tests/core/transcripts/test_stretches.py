"""Transcripts read piece by piece: the same events whatever the pieces, in both directions."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import Workspace
from core.errors import NotFound
from core.transcripts.turns import begins_turn
from core.transcripts.views import Only, Side, View
from tests.support.claude_lines import SESSION, answered, called, said, write

NOTE = "/mnt/memory/sre-notes/p1.md"
STEPS = {
    "s": lambda n: [said(n, f"message {n}")],
    "c": lambda n: [
        called(n, "Bash", command="ls"),
        answered(n + 1, n, "fine"),
    ],
    "f": lambda n: [
        called(n, "Bash", command="ls"),
        answered(n + 1, n, "refused", is_error=True),
    ],
    "m": lambda n: [
        called(n, "Read", file_path=NOTE),
        answered(n + 1, n, "spike"),
    ],
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stretches")
    with Workspace.open(folder / "team.db") as ws:
        ws.stores.create("SRE Notes")
        yield ws, folder, itertools.count()


def recorded(workspace, steps):
    """A session of these steps, by its id."""
    ws, folder, numbers = workspace
    session = f"{next(numbers):08}-2222-4333-8444-555555555555"
    lines = [line for turn, step in enumerate(steps) for line in STEPS[step](2 * turn)]
    lines = [line.replace(SESSION.encode(), session.encode()) for line in lines]
    ws.ingester().file(write(folder / f"{session}.jsonl", lines))
    return ws.summaries.retrieve(session).id


def turns_of(events):
    """The events by turn, worked out the plain way."""
    turns = [[]]
    for event in events:
        if begins_turn(event) and turns[-1]:
            turns.append([])
        turns[-1].append(event)
    return turns


def expected(ws, session, view):
    """What a view leaves, worked out the plain way."""
    events = list(ws.transcripts.all_events(session))
    if view.only is Only.TOOLS:
        return [one.id for one in events if one.kind in ("tool_call", "tool_result")]
    if view.only is Only.ERRORS:
        return [one.id for one in events if one.status == "failed"]
    touched = {one.event_id for one in ws.accesses.of_session(session, limit=100).data}
    left = []
    for turn in turns_of(events):
        if view.only is Only.MEMORY and not touched & {one.id for one in turn}:
            continue
        is_folded = view.is_folded != (turn[0].id in view.others)
        left += [one.id for one in turn[: 1 if is_folded else None]]
    return left


def forward(ws, session, view, limit):
    """All pieces from the beginning on."""
    piece = ws.stretches.first(session, view, limit)
    found = [one.id for one in piece.events]
    while piece.has_after:
        piece = ws.stretches.at(session, view, found[-1], Side.AFTER, limit)
        assert piece.events
        found += [one.id for one in piece.events]
    return found


def backward(ws, session, view, limit):
    """All pieces from the end on."""
    piece = ws.stretches.last(session, view, limit)
    found = [one.id for one in piece.events]
    while piece.has_before:
        piece = ws.stretches.at(session, view, found[0], Side.BEFORE, limit)
        assert piece.events
        found = [one.id for one in piece.events] + found
    return found


@given(
    st.text("sscfm", min_size=1, max_size=12),
    st.sampled_from([None, *Only]),
    st.booleans(),
    st.sets(st.integers(0, 5)),
    st.integers(1, 5),
)
@settings(max_examples=60, deadline=None)
def test_pieces_of_any_size_give_what_the_view_leaves(
    workspace, steps, only, is_folded, others, limit
):
    """Forward and backward, with any turns folded."""
    ws = workspace[0]
    session = recorded(workspace, steps)
    heads = [turn[0].id for turn in turns_of(list(ws.transcripts.all_events(session)))]
    view = View(only, is_folded, frozenset(heads[one] for one in others if one < len(heads)))
    wanted = expected(ws, session, view)
    assert forward(ws, session, view, limit) == wanted
    assert backward(ws, session, view, limit) == wanted
    for event in wanted:
        around = ws.stretches.at(session, view, event, Side.AROUND, limit)
        ids = [one.id for one in around.events]
        at = wanted.index(ids[0])
        assert event in ids
        assert ids == wanted[at : at + len(ids)]
        assert around.has_before == (at > 0)
        assert around.has_after == (at + len(ids) < len(wanted))
        since = ws.stretches.at(session, view, event, Side.FROM, limit)
        assert [one.id for one in since.events] == wanted[wanted.index(event) :][:limit]


def test_a_folded_turn_says_what_happened_in_it(workspace):
    """In numbers, with its tokens; and how many events come before."""
    ws = workspace[0]
    session = recorded(workspace, "scfmsm")
    piece = ws.stretches.first(session, View(is_folded=True), 10)
    first, second = piece.events
    assert piece.heads == {first.id, second.id}
    facts = piece.folded[first.id]
    assert (facts.events, facts.calls, facts.errors, facts.reads, facts.writes) == (7, 3, 1, 1, 0)
    assert facts.tokens == 24
    assert ws.stretches.at(session, View(), second.id, Side.FROM, 1).before == 7
    assert ws.stretches.head_of(ws.stretches.last(session, View(), 1).events[0].id) == second.id


def test_touched_memories_come_with_the_calls(workspace):
    """So that a reader sees them without asking."""
    ws = workspace[0]
    piece = ws.stretches.first(recorded(workspace, "sm"), View(), 10)
    ((event, (access,)),) = piece.touched.items()
    assert event == piece.events[1].id
    assert (access.path, access.touch) == ("/p1.md", "read")


def test_words_are_found_in_the_order_of_the_session(workspace):
    """Every word has to be there."""
    ws = workspace[0]
    session = recorded(workspace, "sfsf")
    events = list(ws.transcripts.all_events(session))
    found = ws.stretches.matches(session, "refused")
    assert found == [one.id for one in events if one.body == "refused"]
    assert ws.stretches.matches(session, "message 0") == [events[0].id]
    assert ws.stretches.matches(session, "nowhere") == []


def test_an_empty_session_has_an_empty_transcript(workspace):
    """One that was only started here."""
    ws = workspace[0]
    session = ws.sessions.start("triage", {}).record.id
    piece = ws.stretches.last(session, View(), 10)
    assert (piece.events, piece.has_before, piece.has_after) == ((), False, False)
    other = recorded(workspace, "s")
    event = ws.stretches.first(other, View(), 1).events[0].id
    with pytest.raises(NotFound):
        ws.stretches.at(session, View(), event, Side.AFTER, 1)
    with pytest.raises(NotFound):
        ws.stretches.first("sesn_01x", View(), 1)
