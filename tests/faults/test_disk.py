"""A disk that is full or fails: one sentence, nothing partial, and on again when it can."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.faults import fill_disk
from support.processes import Crew, read_log

from core import CoreError, Workspace
from core.records.stores import Store
from core.storage.sqlite import StorageFailed, StorageFull, sqlite3
from core.storage.writing_connection import WritingConnection


@contextmanager
def full(ws: Workspace) -> Iterator[None]:
    """A file that may have no page more than it has."""
    connection = ws.context.db._writing.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    connection.execute("PRAGMA max_page_count = 1000000000")


def test_a_full_disk_refuses_whole_writes(ws: Workspace, store: Store) -> None:
    """Every kind of write is refused in words, nothing of it stays, reading goes on."""
    memory = ws.memories.create(store.id, "/a", "walrus")
    ws.search("walrus")
    large = "x" * 100_000
    calls = [
        lambda: ws.memories.create(store.id, "/b", large),
        lambda: ws.memories.update(memory.id, content=large),
        lambda: ws.memories.put(store.id, "/a", large),
        lambda: ws.memories.create_many(store.id, {f"/{n}": large for n in range(5)}),
        lambda: ws.memories.create(store.id, "/a", large),  # the conflict has no room either
    ]
    before = ws.seq()
    with full(ws):
        for call in calls:
            with pytest.raises(StorageFull) as refusal:
                call()
            assert str(refusal.value).endswith("free some space and try again.")
            assert refusal.value.type == "overloaded_error"
        assert ws.seq() == before
        assert ws.memories.retrieve(memory.id) == memory
        assert len(ws.search("walrus")) == 1
        assert ws.examine().problems == ()
    assert ws.memories.update(memory.id, content=large).content == large
    assert ws.seq() == before + 1


def test_deleting_still_works_on_a_full_disk(ws: Workspace, store: Store) -> None:
    """What takes no new page can go on, so that room can be made."""
    for number in range(20):
        ws.memories.create(store.id, f"/{number}", "x" * 50_000)
    with full(ws):
        with pytest.raises(StorageFull):
            ws.memories.create(store.id, "/more", "x" * 100_000)
        ws.stores.delete(store.id)
        again = ws.stores.create("again")
        ws.memories.create(again.id, "/fits", "x" * 100_000)
    assert ws.examine().problems == ()


def test_a_limit_on_file_sizes_is_a_full_disk(file: Path, tmp_path: Path, crew: Crew) -> None:
    """Or a quota: refused in the middle of the log; the same program goes on with a new handle."""
    log = tmp_path / "log"
    crew.start(fill_disk, file, log)
    crew.wait()
    facts = {str(fact[0]): fact[1:] for fact in read_log(log)}
    kind, sentence, written = facts["refused"]
    assert kind in ("StorageFull", "StorageFailed")  # SQLite cannot tell it from a failing disk
    assert "nothing was written" in str(sentence)
    assert written >= 1
    assert facts["versions"] == [written + 1]
    assert facts["read"] == ["walrus"]
    assert facts["found"] == [1]
    assert facts["again"] == [written + 2]
    assert facts["problems"] == [0]
    with Workspace.open(file) as ws:
        (store,) = ws.stores.list()
        assert len(list(ws.memories.list(store.id))) == written + 2
        assert ws.examine().problems == ()


def test_a_failed_flush_ends_writing_until_the_file_is_opened_again(
    ws: Workspace, store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never tried again: the kernel may report success for pages that were lost."""
    memory = ws.memories.create(store.id, "/a", "one")
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = 1034  # SQLITE_IOERR_FSYNC

    def failing(self: WritingConnection, outcomes: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(WritingConnection, "_transaction", failing)
        with pytest.raises(StorageFailed, match="disk"):
            ws.memories.update(memory.id, content="two")
    for _ in range(2):
        with pytest.raises(StorageFailed):
            ws.memories.update(memory.id, content="three")
    assert ws.memories.retrieve(memory.id) == memory
    ws.close()
    with Workspace.open(file) as again:
        assert again.memories.update(memory.id, content="four").content == "four"
        assert len(again.versions.history(memory.id)) == 2


def test_a_full_disk_leaves_a_redaction_to_be_finished(ws: Workspace, store: Store) -> None:
    """The text is gone from every table or the redaction is refused; the doctor knows which."""
    memory = ws.memories.create(store.id, "/a", "hunter2-secret")
    ws.memories.update(memory.id, content="x" * 90_000)
    with full(ws):
        try:
            ws.redact().version(memory.memory_version_id)
        except CoreError:
            pending = ws.versions.retrieve(memory.memory_version_id).redacted_at is not None
            assert pending == (not ws.examine().ok)
    ws.redact().text("hunter2-secret")
    assert ws.examine().problems == ()
