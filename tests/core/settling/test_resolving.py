"""Conflicts: kept, counted, healed, shown with three texts, and settled once."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import InvalidRequest, NotFound, NotPermitted, PathConflict, PreconditionFailed
from core.conflicts import ConflictKind, State
from core.limits import Limits
from core.merge import Choice
from core.settling.resolving import ConflictMoved
from core.settling.sides import NotClean
from core.testing import FakeClock, temporary_workspace

BASE = "one\ntwo\nthree\nfour\nfive\n"


@pytest.fixture
def clock():
    return FakeClock(step=timedelta(seconds=1))


@pytest.fixture
def ws(clock):
    with temporary_workspace(clock=clock) as workspace:
        yield workspace


@pytest.fixture
def store(ws):
    return ws.stores.create("notes").id


@pytest.fixture
def agents(ws, store):
    return [ws.sessions.start(name, {store: "read_write"}) for name in ("first", "second")]


def collide(store, agents, theirs, mine):
    """Two agents read one base; the first writes `theirs`, the second is refused with `mine`."""
    first, second = agents
    note = first.create(store, "/board.md", BASE)
    first.update(note.id, content=theirs, expect=note.content_sha256)
    with pytest.raises(PreconditionFailed) as lost:
        second.update(note.id, content=mine, expect=note.content_sha256)
    return lost.value


def test_a_refusal_carries_what_the_writer_needs(ws, store, agents):
    """The loser gets the text that is there, its hash, and the id under which its own is kept."""
    lost = collide(store, agents, "ONE\n", "mine\n")
    assert lost.theirs == "ONE\n"
    assert lost.content_sha256 == ws.memories.at_path(store, "/board.md").content_sha256
    assert ws.conflicts.text(lost.conflict.id) == "mine\n"
    assert lost.conflict.agent == "second"


def test_the_three_texts_and_their_merge_are_shown(ws, store, agents):
    """Changes of different lines merge cleanly, and nothing is written by looking."""
    theirs, mine = BASE.replace("one", "ONE"), BASE.replace("five", "FIVE")
    lost = collide(store, agents, theirs, mine)
    sides = ws.resolver.show(lost.conflict.id)
    assert (sides.base, sides.theirs, sides.mine) == (BASE, theirs, mine)
    assert sides.merge.clean
    assert ws.memories.at_path(store, "/board.md").content == theirs


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice.MINE, "one\nmine\nthree\nfour\nfive\n"),
        (Choice.THEIRS, "one\ntheirs\nthree\nfour\nfive\n"),
        (Choice.BOTH, "one\nmine\ntheirs\nthree\nfour\nfive\n"),
        (Choice.BASE, BASE),
    ],
)
def test_taking_a_side_writes_one_version(ws, store, agents, choice, expected):
    """The decision is a version whose origin names the conflict; taking theirs writes nothing."""
    lost = collide(store, agents, BASE.replace("two", "theirs"), BASE.replace("two", "mine"))
    ws.resolver.show(lost.conflict.id)
    done = ws.resolver.resolve(lost.conflict.id, choice=choice)
    assert ws.memories.at_path(store, "/board.md").content == expected
    assert done.conflict.state is State.RESOLVED
    assert (done.version_id is None) == (choice is Choice.THEIRS)
    if done.version_id:
        assert ws.versions.retrieve(done.version_id).origin_id == lost.conflict.id


def test_a_merge_with_conflicts_is_not_written(ws, store, agents):
    """Asking for the merge of overlapping changes is refused, and the conflict stays open."""
    lost = collide(store, agents, "theirs\n", "mine\n")
    with pytest.raises(NotClean):
        ws.resolver.resolve(lost.conflict.id, merge=True)
    assert ws.conflicts.retrieve(lost.conflict.id).state is State.OPEN


def test_a_memory_that_moved_since_it_was_shown_is_not_overwritten(ws, store, agents):
    """The decision is refused, the conflict refreshed, and deciding again works."""
    lost = collide(store, agents, "theirs\n", "mine\n")
    ws.resolver.show(lost.conflict.id)
    note = ws.memories.at_path(store, "/board.md")
    agents[0].update(note.id, content="newer\n", expect=note.content_sha256)
    with pytest.raises(ConflictMoved) as moved:
        ws.resolver.resolve(lost.conflict.id, choice=Choice.MINE)
    assert moved.value.content_sha256 == ws.memories.at_path(store, "/board.md").content_sha256
    ws.resolver.resolve(lost.conflict.id, choice=Choice.MINE)
    assert ws.memories.at_path(store, "/board.md").content == "mine\n"


def test_a_memory_deleted_meanwhile_can_be_made_again(ws, store, agents):
    """Mine against a deletion: taking mine makes the memory anew."""
    lost = collide(store, agents, "theirs\n", "mine\n")
    agents[0].delete(lost.conflict.memory_id)
    sides = ws.resolver.show(lost.conflict.id)
    assert sides.theirs is None
    ws.resolver.resolve(lost.conflict.id, choice=Choice.MINE)
    assert ws.memories.at_path(store, "/board.md").content == "mine\n"


def test_a_refused_deletion_is_decided_by_mine_or_theirs(ws, store, agents):
    """Mine deletes; there is no text to take both of."""
    first, second = agents
    note = first.create(store, "/board.md", BASE)
    first.update(note.id, content="newer\n")
    with pytest.raises(PreconditionFailed) as lost:
        second.delete(note.id, expect=note.content_sha256)
    conflict_id = lost.value.conflict.id
    with pytest.raises(InvalidRequest, match="no text"):
        ws.resolver.resolve(conflict_id, choice=Choice.BOTH)
    ws.resolver.resolve(conflict_id, choice=Choice.MINE)
    with pytest.raises(NotFound):
        ws.memories.at_path(store, "/board.md")


def test_two_creations_of_one_path_are_decided_without_a_base(ws, store, agents):
    """Both texts in one memory, mine first."""
    first, second = agents
    first.create(store, "/board.md", "theirs\n")
    with pytest.raises(PathConflict) as lost:
        second.create(store, "/board.md", "mine\n")
    sides = ws.resolver.show(lost.value.conflict.id)
    assert (sides.base, sides.theirs, sides.mine) == (None, "theirs\n", "mine\n")
    ws.resolver.resolve(lost.value.conflict.id, choice=Choice.BOTH)
    assert ws.memories.at_path(store, "/board.md").content == "mine\ntheirs\n"


def test_a_creation_blocked_by_a_directory_never_overwrites_what_blocks_it(ws, store, agents):
    """The memory beside it keeps its text; moving it away makes room for the refused one."""
    first, second = agents
    note = first.create(store, "/board/today.md", "theirs\n")
    with pytest.raises(PathConflict) as lost:
        second.create(store, "/board", "mine\n")
    conflict_id = lost.value.conflict.id
    assert ws.resolver.show(conflict_id).theirs is None
    with pytest.raises(InvalidRequest, match=r"blocked by /board/today\.md"):
        ws.resolver.resolve(conflict_id, choice=Choice.MINE)
    assert ws.memories.retrieve(note.id).content == "theirs\n"
    first.update(note.id, path="/elsewhere.md")
    ws.resolver.resolve(conflict_id, choice=Choice.MINE)
    assert ws.memories.at_path(store, "/board").content == "mine\n"
    assert ws.memories.retrieve(note.id).content == "theirs\n"


def test_a_creation_refused_by_a_memory_that_moved_away_leaves_that_one_alone(ws, store, agents):
    """What stood at the path has another one now, so the refused text simply takes its place."""
    first, second = agents
    note = first.create(store, "/board.md", "theirs\n")
    with pytest.raises(PathConflict) as lost:
        second.create(store, "/board.md", "mine\n")
    first.update(note.id, path="/moved.md")
    ws.resolver.show(lost.value.conflict.id)
    ws.resolver.resolve(lost.value.conflict.id, choice=Choice.MINE)
    assert ws.memories.at_path(store, "/board.md").content == "mine\n"
    assert ws.memories.at_path(store, "/moved.md").content == "theirs\n"


def test_a_refused_move_can_be_taken_once_the_way_is_free(ws, store, agents):
    """The decision is about the memory that was to move, not about what stood in its way."""
    first, second = agents
    note = first.create(store, "/a.md", "a\n")
    other = first.create(store, "/b.md", "b\n")
    with pytest.raises(PathConflict) as lost:
        second.update(note.id, path="/b.md")
    first.delete(other.id)
    ws.resolver.resolve(lost.value.conflict.id, choice=Choice.MINE)
    assert ws.memories.retrieve(note.id).path == "/b.md"


def test_a_writer_who_succeeds_later_heals_its_conflict(ws, store, agents):
    """It leaves the count of what needs a person, and stays readable."""
    lost = collide(store, agents, "theirs\n", "mine\n")
    agents[1].update(lost.conflict.memory_id, content="both\n", expect=lost.content_sha256)
    assert ws.conflicts.count() == 0
    assert ws.conflicts.retrieve(lost.conflict.id).state is State.HEALED


def test_identical_retries_count_up_and_other_texts_do_not(ws, store, agents):
    """A looping agent makes one row, with the number of its attempts."""
    lost = collide(store, agents, "theirs\n", "mine\n")
    base = lost.conflict.base_sha256
    for text in ("mine\n", "mine\n", "other\n"):
        with pytest.raises(PreconditionFailed):
            agents[1].update(lost.conflict.memory_id, content=text, expect=base)
    assert sorted(conflict.attempts for conflict in ws.conflicts.list()) == [1, 3]


def test_dismissing_writes_nothing_and_keeps_the_text(ws, store, agents):
    """Dismissed is closed; deciding afterwards is still possible, dismissing again is not."""
    lost = collide(store, agents, "theirs\n", "mine\n")
    ws.resolver.dismiss(lost.conflict.id)
    assert ws.conflicts.count() == 0
    assert ws.conflicts.text(lost.conflict.id) == "mine\n"
    with pytest.raises(InvalidRequest, match="dismissed already"):
        ws.resolver.dismiss(lost.conflict.id)


def test_what_scopes_refuse_is_recorded_and_leaks_nothing(ws, store):
    """Who tried, and where; an unattached store still does not exist for the session."""
    hidden = ws.stores.create("hidden").id
    secret = ws.memories.create(hidden, "/secret.md", "s")
    reader = ws.sessions.start("reader", {store: "read_only"})
    with pytest.raises(NotPermitted):
        reader.create(store, "/a.md", "text")
    with pytest.raises(NotFound, match="no store"):
        reader.create(hidden, "/a.md", "text")
    with pytest.raises(NotFound, match="no memory"):
        reader.update(secret.id, content="x")
    recorded = ws.conflicts.list(state=State.REFUSED)
    assert {(item.kind, item.path, item.agent) for item in recorded} == {
        (ConflictKind.READ_ONLY, "/a.md", "reader"),
        (ConflictKind.SCOPE, "/a.md", "reader"),
        (ConflictKind.SCOPE, "/secret.md", "reader"),
    }
    assert ws.conflicts.count() == 0
    assert reader.conflicts.page(state=None).data == tuple(
        item for item in ws.conflicts.list(state=None) if item.memory_store_id == store
    )


def test_a_paused_session_is_told_so_and_its_text_is_kept(ws, store, agents):
    """Pausing stops the next write; resuming lets it through."""
    agent = agents[0]
    ws.sessions.pause(agent.id)
    with pytest.raises(NotPermitted, match="paused"):
        agent.create(store, "/a.md", "text\n")
    (kept,) = ws.conflicts.list(state=State.REFUSED)
    assert (kept.kind, ws.conflicts.text(kept.id)) == (ConflictKind.PAUSED, "text\n")
    ws.sessions.resume(agent.id)
    agent.create(store, "/a.md", "text\n")


def test_a_clean_merge_is_written_only_for_who_asks(ws, store, agents):
    """`on_conflict="merge"` merges or fails, and the version says that it merged."""
    first, second = agents
    note = first.create(store, "/board.md", BASE)
    theirs = first.update(note.id, content=BASE.replace("one", "ONE"), expect=note.content_sha256)
    mine = BASE.replace("five", "FIVE")
    merged = second.update(note.id, content=mine, expect=note.content_sha256, on_conflict="merge")
    assert merged.content == "ONE\ntwo\nthree\nfour\nFIVE\n"
    version = ws.versions.retrieve(merged.memory_version_id)
    assert (version.origin, version.origin_id) == ("merge", theirs.memory_version_id)
    with pytest.raises(PreconditionFailed):
        second.update(
            note.id, content="all else\n", expect=note.content_sha256, on_conflict="merge"
        )


def test_a_retried_update_gets_through(store, agents):
    """The helper reads again and applies the change again; nobody's line is lost."""
    first, second = agents
    note = first.create(store, "/board.md", "a\n")
    calls = []

    def change(text):
        if not calls:
            first.append(note.id, "meanwhile\n")
        calls.append(text)
        return text + "mine\n"

    assert second.retry_update(note.id, change).content == "a\nmeanwhile\nmine\n"
    assert len(calls) == 2


def test_the_cap_drops_the_oldest_and_counts_them(clock):
    """Kept attempts and dropped ones add up to all refusals."""
    with temporary_workspace(clock=clock) as ws:
        object.__setattr__(ws.context, "limits", Limits(conflicts_per_actor=3))
        store = ws.stores.create("notes").id
        note = ws.memories.create(store, "/a.md", "0")
        ws.memories.update(note.id, content="1")
        for number in range(10):
            with pytest.raises(PreconditionFailed):
                ws.memories.update(note.id, content=f"n{number}", expect=note.content_sha256)
        kept = list(ws.conflicts.list())
        assert [ws.conflicts.text(item.id) for item in kept] == ["n9", "n8", "n7"]
        assert sum(item.attempts for item in kept) + ws.conflicts.dropped() == 10
        assert ws.examine().ok


def test_old_refusals_are_dropped(ws, store, agents, clock):
    """What nobody resolved in its days makes room, and is counted."""
    lost = collide(store, agents, "theirs\n", "mine\n")
    clock.advance(timedelta(days=31))
    with pytest.raises(PreconditionFailed):
        agents[1].update(
            lost.conflict.memory_id, content="later\n", expect=lost.conflict.base_sha256
        )
    assert [ws.conflicts.text(item.id) for item in ws.conflicts.list()] == ["later\n"]
    assert ws.conflicts.dropped() == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("write", "stale", "stale", "delete", "show", "resolve", "dismiss")),
        st.integers(0, 1),
        st.sampled_from(("a\n", "b\n", "c\nd\n")),
        st.sampled_from(list(Choice)),
    ),
    max_size=14,
)


def take_step(ws, store, agents, stale, step):
    """One step of the history below; gives how many stale writes got through, which is none."""
    kind, who, text, choice = step
    heads = list(ws.memories.list(store))
    conflicts = list(ws.conflicts.list(state=None))
    if kind == "write":
        agents[who].memories.put(store, "/a.md", text)
    elif kind == "stale" and heads:
        before = heads[0].memory_version_id
        agents[who].update(heads[0].id, content=text, expect=stale)
        now = ws.memories.at_path(store, "/a.md")
        assert now.memory_version_id == before or now.content == text
    elif kind == "delete" and heads:
        agents[who].delete(heads[0].id)
    elif conflicts and kind == "show":
        ws.resolver.show(conflicts[0].id)
    elif conflicts and kind == "resolve":
        ws.resolver.resolve(conflicts[0].id, choice=choice)
    elif conflicts and kind == "dismiss":
        ws.resolver.dismiss(conflicts[0].id)
    return 0


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_every_refused_text_is_kept_and_states_only_move_forward(steps):
    """Whatever happens in whatever order: no refused text is lost, closed conflicts stay closed."""
    with temporary_workspace() as ws:
        store = ws.stores.create("notes").id
        agents = [ws.sessions.start(name, {store: "read_write"}) for name in ("one", "two")]
        stale = agents[0].create(store, "/a.md", "start\n").content_sha256
        refused: list[str] = []
        tries = 0
        ended: dict[str, State] = {}
        for step in steps:
            try:
                tries += take_step(ws, store, agents, stale, step)
            except PreconditionFailed:
                tries += 1
                refused.append(step[2])
            except (ConflictMoved, InvalidRequest, NotFound):
                pass
            for conflict in ws.conflicts.list(state=None):
                before = ended.get(conflict.id)
                if before is State.RESOLVED:
                    assert conflict.state is State.RESOLVED
                if conflict.state is not State.OPEN:
                    ended[conflict.id] = conflict.state
        everything = list(ws.conflicts.list(state=None))
        assert sum(conflict.attempts for conflict in everything) == tries == len(refused)
        assert {ws.conflicts.text(conflict.id) for conflict in everything} == set(refused)
        assert ws.examine().ok
