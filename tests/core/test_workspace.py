"""Opening, sharing and closing a workspace."""

import threading
from pathlib import Path

import pytest
from support.calls import refusal_of

from core import CoreError, InvalidRequest, NotFound, PreconditionFailed, Workspace
from core.limits import PROFILES, limits_of
from core.records.stores import Store
from core.storage.sqlite import Connection, StorageReadOnly
from core.storage.writing_connection import WorkspaceClosed
from core.testing import FakeClock, temporary_workspace


@pytest.mark.usefixtures("from_nothing")
def test_a_missing_workspace_is_created_with_its_folder(tmp_path: Path) -> None:
    """Unless it was asked not to."""
    file = tmp_path / "deep" / "er" / "team.db"
    with pytest.raises(NotFound, match="memtui init"):
        Workspace.open(file, create=False)
    assert not file.parent.exists()
    with Workspace.open(file) as ws:
        ws.stores.create("x")
    with Workspace.open(str(file), create=False) as again:
        assert [store.name for store in again.stores.list()] == ["x"]


def test_everything_is_there_after_reopening(ws: Workspace, store: Store, file: Path) -> None:
    """Memories, versions, sessions and their attachments, conflicts, the feed."""
    session = ws.sessions.start("agent", {store.id: "read_write"})
    memory = session.create(store.id, "/a", "one")
    with pytest.raises(PreconditionFailed):
        session.update(memory.id, content="x", expect="0" * 64)

    def state(workspace: Workspace) -> tuple[object, ...]:
        return (
            list(workspace.stores.list()),
            workspace.memories.retrieve(memory.id),
            list(workspace.versions.list(store.id, view="full")),
            workspace.sessions.retrieve(session.id),
            workspace.conflicts.page().data,
            list(workspace.changes()),
        )

    before = state(ws)
    ws.close()
    with Workspace.open(file) as again:
        assert state(again) == before
        assert again.examine().problems == ()


def test_a_closed_workspace_says_so(ws: Workspace, store: Store) -> None:
    """Reads, writes and waits are refused in words; closing twice is harmless."""
    memory = ws.memories.create(store.id, "/a", "one")
    ws.close()
    ws.close()
    for call in (
        lambda: ws.memories.retrieve(memory.id),
        lambda: ws.memories.update(memory.id, content="x"),
        lambda: ws.search("one"),
        lambda: ws.changes.wait(0, timeout_s=1),
        ws.examine,
        lambda: ws.redact().text("whatever"),
        ws.seq,
    ):
        with pytest.raises(WorkspaceClosed):
            call()


def test_closing_while_others_write_loses_nothing(ws: Workspace, store: Store, file: Path) -> None:
    """Each write is acknowledged and stored, or refused in words; none hangs."""
    acknowledged: list[str] = []
    others: list[BaseException] = []
    started = threading.Barrier(9)

    def write(name: int) -> None:
        started.wait()
        try:
            for number in range(10_000):
                memory = ws.memories.create(store.id, f"/{name}/{number}", "x")
                acknowledged.append(memory.path)
        except WorkspaceClosed:
            return
        except BaseException as error:  # noqa: BLE001  # shown by the test
            others.append(error)

    threads = [threading.Thread(target=write, args=(name,), daemon=True) for name in range(8)]
    for thread in threads:
        thread.start()
    started.wait()
    while len(acknowledged) < 50:
        pass
    ws.close()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert others == []
    with Workspace.open(file) as again:
        stored = {item.path for item in again.memories.list(store.id)}
        assert set(acknowledged) <= stored
        assert again.examine().problems == ()


def test_many_threads_share_one_handle(ws: Workspace, store: Store) -> None:
    """64 of them: every write is one version, in the order of its writer, with its own text."""
    failures: list[BaseException] = []

    def work(name: int) -> None:
        try:
            mine = ws.memories.create(store.id, f"/{name}", "start")
            for number in range(5):
                mine = ws.memories.update(
                    mine.id, content=f"{name} {number}", expect=mine.content_sha256
                )
        except BaseException as error:  # noqa: BLE001  # shown by the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for name in range(64):
        history = ws.versions.history(ws.memories.at_path(store.id, f"/{name}").id)
        assert [v.content for v in history] == ["start", *(f"{name} {n}" for n in range(5))]
    assert len(list(ws.versions.list(store.id))) == 64 * 6
    assert ws.conflicts.count() == 0
    assert ws.examine().problems == ()


def test_threads_count_together(ws: Workspace, store: Store) -> None:
    """Read, add one, write with the hash, again if it was refused: no addition is lost."""
    memory = ws.memories.create(store.id, "/count", "0 to begin with")
    refused: list[int] = []

    def work(name: int) -> None:
        for _ in range(10):
            while True:
                now = ws.memories.retrieve(memory.id)
                count = int((now.content or "").split()[0])
                try:
                    # Signed: the same text as another's would count as written already.
                    ws.memories.update(
                        memory.id, content=f"{count + 1} by {name}", expect=now.content_sha256
                    )
                    break
                except PreconditionFailed:
                    refused.append(name)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (ws.memories.retrieve(memory.id).content or "").startswith("80 ")
    assert len(ws.versions.history(memory.id)) == 81
    kept = sum(conflict.attempts for conflict in ws.conflicts.list(state=None))
    assert kept + ws.conflicts.dropped() == len(refused)


def test_one_of_many_wins(ws: Workspace, store: Store) -> None:
    """64 threads with one and the same hash: one write, 63 refusals that name the winner."""
    memory = ws.memories.create(store.id, "/a", "0")
    barrier = threading.Barrier(64)
    rounds: list[list[str | PreconditionFailed]] = [[] for _ in range(3)]

    def race(name: int) -> None:
        for number, outcomes in enumerate(rounds):
            expect = ws.memories.retrieve(memory.id).content_sha256
            barrier.wait()
            try:
                text = f"{number} by {name}"
                outcomes.append(ws.memories.update(memory.id, content=text, expect=expect).id)
            except PreconditionFailed as refusal:
                outcomes.append(refusal)
            barrier.wait()

    threads = [threading.Thread(target=race, args=(name,)) for name in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    versions = ws.versions.history(memory.id)[1:]
    assert len(versions) == len(rounds)
    for outcomes, winner in zip(rounds, versions, strict=True):
        lost = [each for each in outcomes if isinstance(each, PreconditionFailed)]
        assert (len(outcomes), len(lost)) == (64, 63)
        assert {refusal.content_sha256 for refusal in lost} == {winner.content_sha256}
        assert {refusal.conflict.theirs_version_id for refusal in lost} == {winner.id}


def test_one_bad_request_in_a_group_hurts_no_other(ws: Workspace, store: Store) -> None:
    """Writers that share a transaction each get their own answer."""
    good: list[str] = []
    bad: list[CoreError] = []
    barrier = threading.Barrier(32)

    def work(name: int) -> None:
        barrier.wait()
        for number in range(5):
            try:
                if name % 2:
                    ws.memories.update(object() if name % 4 == 1 else "mem_01x", content="x")
                good.append(ws.memories.create(store.id, f"/{name}/{number}", "x").path)
            except CoreError as error:
                bad.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(good), len(bad)) == (80, 80)
    assert {type(error) for error in bad} == {InvalidRequest, NotFound}
    assert len(list(ws.memories.list(store.id))) == 80


def test_a_job_that_fails_in_a_group_takes_back_what_it_wrote(ws: Workspace, store: Store) -> None:
    """And only that: the others of the same transaction keep theirs."""
    database = ws.context.db
    barrier = threading.Barrier(32)
    refused: list[CoreError] = []

    def failing(connection: Connection) -> None:
        connection.execute("INSERT INTO settings (name, value) VALUES (hex(randomblob(8)), 'bad')")
        raise InvalidRequest("Half way.")

    def work(name: int) -> None:
        barrier.wait()
        for number in range(10):
            if name % 2:
                ws.memories.create(store.id, f"/{name}/{number}", "x")
            else:
                refused.extend(filter(None, [refusal_of(database.write, failing)]))

    threads = [threading.Thread(target=work, args=(name,)) for name in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 160
    assert len(list(ws.memories.list(store.id))) == 160
    with database.snapshot() as connection:
        left = connection.execute("SELECT count(*) FROM settings WHERE value = 'bad'").fetchone()
    assert left == (0,)


def test_two_handles_in_one_process_see_each_other(ws: Workspace, store: Store, file: Path) -> None:
    """And closing one leaves the other its locks."""
    with Workspace.open(file, user="bob") as other:
        memory = other.memories.create(store.id, "/a", "one")
        assert ws.memories.retrieve(memory.id).content == "one"
        ws.memories.update(memory.id, content="two")
        assert other.memories.retrieve(memory.id).content == "two"
    ws.memories.update(memory.id, content="three")
    assert [v.created_by.id for v in ws.versions.history(memory.id)] == ["bob", "ann", "ann"]


def test_a_reader_sees_one_state_while_others_write(ws: Workspace, store: Store) -> None:
    """A snapshot does not move under whoever reads in it."""
    ws.memories.create(store.id, "/a", "one")
    with ws.context.db.snapshot() as connection:
        count = "SELECT count(*) FROM versions"
        before = connection.execute(count).fetchone()
        ws.memories.create(store.id, "/b", "two")
        assert connection.execute(count).fetchone() == before
    assert len(list(ws.versions.list(store.id))) == 2


@pytest.mark.parametrize("user", ["", "a\nb", "x" * 256, "\ud800"])
def test_a_user_has_a_name(file: Path, user: str) -> None:
    """By the rules of names."""
    with pytest.raises(InvalidRequest):
        Workspace.open(file, user=user)
    assert not file.exists()


def test_a_profile_is_chosen_once(file: Path) -> None:
    """Every later process gets the same limits, and asking for others is refused."""
    with pytest.raises(InvalidRequest, match="managed-agents"):
        Workspace.open(file, profile="unknown")
    with Workspace.open(file, profile="managed-agents") as ws:
        assert ws.context.limits.memories_per_store == 2_000
    with Workspace.open(file) as ws:
        assert ws.context.limits == PROFILES["managed-agents"]
    with pytest.raises(InvalidRequest):
        Workspace.open(file, profile="default")
    assert limits_of("default").memories_per_store is None


def test_the_hosted_profile_caps_stores() -> None:
    """Deleting one makes room."""
    with temporary_workspace(profile="managed-agents") as ws:
        first = ws.stores.create("first")
        connection = ws.context.db._writing.connection
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)"
            " INSERT INTO stores (id, name, description, metadata, created_at, updated_at)"
            " SELECT 'memstore_' || i, 'x', '', '{}', '2026', '2026' FROM n"
        )
        with pytest.raises(InvalidRequest, match="1,000"):
            ws.stores.create("one more")
        ws.stores.delete(first.id)
        ws.stores.create("one more")


def test_a_read_only_handle_reads_and_writes_nothing(
    ws: Workspace, store: Store, file: Path
) -> None:
    """Every write is refused in words; what others write is seen."""
    memory = ws.memories.create(store.id, "/a", "walrus")
    ws.search("walrus")
    with Workspace.open(file, read_only=True) as reader:
        assert reader.memories.retrieve(memory.id).content == "walrus"
        assert len(reader.search("walrus")) == 1
        for call in (
            lambda: reader.memories.update(memory.id, content="x"),
            lambda: reader.stores.create("x"),
            lambda: reader.sessions.start("agent", {}),
            lambda: reader.redact().text("walrus"),
            reader.search.rebuild,
        ):
            with pytest.raises(StorageReadOnly):
                call()
        ws.memories.update(memory.id, content="penguin")
        assert reader.memories.retrieve(memory.id).content == "penguin"
        assert reader.examine().problems == ()


def test_a_read_only_handle_follows_writers_that_come_later(
    ws: Workspace, store: Store, file: Path
) -> None:
    """It was opened when nobody else had the file open."""
    memory = ws.memories.create(store.id, "/a", "one")
    ws.close()
    with Workspace.open(file, read_only=True) as reader:
        assert reader.memories.retrieve(memory.id).content == "one"
        seq = reader.seq()
        for text in ("two", "three"):
            with Workspace.open(file) as writer:
                writer.memories.update(memory.id, content=text)
            assert reader.memories.retrieve(memory.id).content == text
        assert reader.changes.wait(seq, timeout_s=60)
        assert len(reader.changes.since(seq)) == 2


def test_a_missing_file_is_not_opened_read_only(file: Path) -> None:
    """Nothing is created for a reader."""
    with pytest.raises(NotFound):
        Workspace.open(file, read_only=True)
    assert list(file.parent.iterdir()) == []


def test_ids_and_times_come_from_outside(file: Path) -> None:
    """Nothing below the workspace asks the system for them."""
    clock = FakeClock()
    counter = iter(range(1, 1000))
    with Workspace.open(file, clock=clock, new_id=lambda prefix: f"{prefix}_{next(counter)}") as ws:
        store = ws.stores.create("x")
        memory = ws.memories.create(store.id, "/a", "x")
        assert (store.id, memory.id) == ("memstore_2", "mem_3")
        assert {store.created_at, memory.created_at} == {clock.now}
        assert {change.at for change in ws.changes()} == {clock.now}
