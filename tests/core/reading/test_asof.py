"""The past: a store as of any seq or time is what replaying its versions up to then gives."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core import CoreError, InvalidRequest, NotFound, Workspace
from core.records.stores import Store
from core.testing import FakeClock, temporary_workspace


def tree(ws: Workspace, store_id: str, seq: int) -> dict[str, tuple[str, str | None]]:
    """Path to id and content, as of a seq."""
    return {
        item.path: (item.id, ws.asof.at_path(store_id, item.path, seq).content)
        for item in ws.asof.list(store_id, seq)
    }


def replayed(ws: Workspace, store_id: str, seq: int) -> dict[str, tuple[str, str | None]]:
    """The same by replaying all versions of the store up to then, in their order."""
    alive: dict[str, tuple[str, str | None]] = {}
    for version in reversed(list(ws.versions.list(store_id, view="full"))):
        if version.seq > seq:
            break
        if version.operation == "deleted":
            alive.pop(version.memory_id)
        else:
            assert version.path is not None
            alive[version.memory_id] = version.path, version.content
    return {path: (memory_id, content) for memory_id, (path, content) in alive.items()}


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["create", "update", "rename", "delete", "move", "clear", "restore"]),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    max_size=25,
)
PLACES = ["/a", "/b", "/d/x", "/d/y", "/e/x", "/d/x/deep"]


def perform(ws: Workspace, store_id: str, name: str, one: int, two: int) -> None:
    """One operation; a refused one is none."""
    try:
        match name:
            case "create":
                ws.memories.create(store_id, PLACES[one], f"{one}{two}")
            case "update":
                memory = ws.memories.at_path(store_id, PLACES[one])
                ws.memories.update(memory.id, content=f"changed {two}")
            case "rename":
                memory = ws.memories.at_path(store_id, PLACES[one])
                ws.memories.update(memory.id, path=PLACES[two])
            case "delete":
                ws.memories.delete(ws.memories.at_path(store_id, PLACES[one]).id)
            case "move":
                ws.memories.rename_directory(store_id, "/d/", "/e/")
            case "clear":
                ws.memories.delete_directory(store_id, "/d/")
            case "restore":
                versions = list(ws.versions.list(store_id))
                ws.restore(versions[(one * 6 + two) % max(len(versions), 1)].id)
    except (CoreError, IndexError):
        return


@given(OPERATIONS)
@example([("create", 0, 0), ("create", 1, 1), ("rename", 0, 2), ("rename", 1, 0)])
@settings(max_examples=60)
def test_the_past_is_what_replaying_gives(operations: list[tuple[str, int, int]]) -> None:
    """At every seq, with creations, changes, renames, deletes, moved directories, restores."""
    with temporary_workspace() as ws:
        store = ws.stores.create("x")
        for operation in operations:
            perform(ws, store.id, *operation)
        for seq in range(ws.seq() + 2):
            assert tree(ws, store.id, seq) == replayed(ws, store.id, seq)
        assert tree(ws, store.id, ws.seq()) == {
            item.path: (item.id, ws.memories.retrieve(item.id).content)
            for item in ws.memories.list(store.id)
        }


def test_a_memory_of_the_past_is_as_it_was(ws: Workspace, store: Store) -> None:
    """Its version, hash, times and path of then."""
    memory = ws.memories.create(store.id, "/a", "one")
    then = ws.seq()
    ws.memories.update(memory.id, content="two", path="/b")
    ws.memories.delete(memory.id)
    assert ws.asof.at_path(store.id, "/a", then) == memory
    assert ws.asof.page(store.id, then).data[0].memory_version_id == memory.memory_version_id
    with pytest.raises(NotFound):
        ws.asof.at_path(store.id, "/b", then)
    with pytest.raises(NotFound):
        ws.asof.at_path(store.id, "/a", ws.seq())


def test_a_redacted_version_is_gone_from_the_past(ws: Workspace, store: Store) -> None:
    """What it held is shown at no time; what came before and after it is."""
    memory = ws.memories.create(store.id, "/a", "one")
    before = ws.seq()
    secret = ws.memories.update(memory.id, content="secret")
    during = ws.seq()
    ws.memories.update(memory.id, content="three")
    ws.redact().version(secret.memory_version_id)
    assert tree(ws, store.id, before) == {"/a": (memory.id, "one")}
    assert tree(ws, store.id, during) == {}
    assert tree(ws, store.id, ws.seq()) == {"/a": (memory.id, "three")}


def test_a_time_stands_for_the_last_change_before_it(
    ws: Workspace, store: Store, clock: FakeClock
) -> None:
    """To the microsecond, inclusive; before the first change there is nothing."""
    first = ws.memories.create(store.id, "/a", "one")
    seq = ws.seq()
    clock.advance(timedelta(hours=1))
    ws.memories.update(first.id, content="two")
    assert ws.asof.seq_at(first.created_at) == seq
    assert ws.asof.seq_at(first.created_at + timedelta(minutes=59)) == seq
    assert ws.asof.seq_at(first.created_at - timedelta(microseconds=1)) == seq - 1
    assert ws.asof.seq_at(datetime(2000, 1, 1, tzinfo=UTC)) == 0
    assert ws.asof.seq_at(datetime(1, 1, 1, tzinfo=UTC)) == 0
    assert ws.asof.seq_at(datetime(9999, 1, 1, tzinfo=UTC)) == ws.seq()


def test_equal_times_stand_for_the_last_of_them(tmp_path, clock: FakeClock) -> None:
    """A clock that stands still makes many changes at one moment."""
    frozen = FakeClock()
    with Workspace.open(tmp_path / "frozen.db", clock=frozen) as ws:
        store = ws.stores.create("x")
        memory = ws.memories.create(store.id, "/a", "0")
        for number in range(1, 4):
            ws.memories.update(memory.id, content=str(number))
        assert ws.asof.seq_at(frozen.now) == ws.seq()
        assert [v.content for v in ws.versions.history(memory.id)] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=3650)])
def test_the_past_by_seq_does_not_care_about_clocks(
    ws: Workspace, store: Store, clock: FakeClock, jump: timedelta
) -> None:
    """An hour back or ten years ahead: each state is what was written until then."""
    states = []
    for number in range(6):
        if number == 3:
            clock.advance(jump)
        ws.memories.create(store.id, f"/{number}", "x")
        states.append((ws.seq(), number + 1))
    for seq, count in states:
        assert len(list(ws.asof.list(store.id, seq))) == count
    assert ws.asof.seq_at(clock.now) == states[-1][0]
    assert ws.asof.seq_at(datetime(9999, 1, 1, tzinfo=UTC)) == states[-1][0]


@pytest.mark.parametrize(
    ("at", "expected"),
    [("0", 0), ("2", 2), ("9" * 40, (1 << 63) - 1), ("2000-01-01", 0), ("9999-01-01T00:00:00Z", 2)],
)
def test_a_person_names_a_seq_or_a_time(
    ws: Workspace, store: Store, at: str, expected: int
) -> None:
    """A number is a seq; anything else must be a time."""
    ws.memories.create(store.id, "/a", "x")
    assert ws.asof.resolve(at) == expected
    assert len(list(ws.asof.list(store.id, expected))) == (expected >= 2)


@pytest.mark.parametrize("at", ["", "-1", "1.5", "yesterday", "٣", "²", "0x10", "1 2", "\ud800"])
def test_what_is_neither_is_refused(ws: Workspace, at: str) -> None:
    """With a sentence that shows how to write a time."""
    with pytest.raises(InvalidRequest):
        ws.asof.resolve(at)
