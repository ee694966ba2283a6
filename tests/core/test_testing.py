"""The workspace for other people's tests."""

from datetime import timedelta

from core.testing import START, FakeClock, temporary_workspace


def test_a_temporary_workspace_is_the_same_every_time() -> None:
    """Ids count, times are fixed, the folder is gone afterwards."""
    seen = []
    for _ in range(2):
        with temporary_workspace() as ws:
            store = ws.stores.create("x")
            memory = ws.memories.create(store.id, "/a", "text")
            seen.append((store, memory, list(ws.changes())))
            folder = ws.path.parent
            assert folder.exists()
        assert not folder.exists()
    assert seen[0] == seen[1]
    assert seen[0][0].created_at > START


def test_a_fake_clock_goes_where_it_is_told() -> None:
    """It stands still, steps, jumps ahead and back."""
    clock = FakeClock()
    assert clock() == clock() == START
    clock.advance(timedelta(hours=-1))
    assert clock() == START - timedelta(hours=1)
    stepping = FakeClock(step=timedelta(seconds=1))
    assert [stepping() - START for _ in range(3)] == [timedelta(seconds=n) for n in range(3)]


def test_a_temporary_workspace_takes_a_profile_and_a_user() -> None:
    """For tests of limits and of attribution."""
    with temporary_workspace(user="bob", profile="managed-agents") as ws:
        memory = ws.memories.create(ws.stores.create("x").id, "/a", "x")
        assert ws.versions.history(memory.id)[0].created_by.id == "bob"
        assert ws.context.limits.memories_per_store == 2_000
