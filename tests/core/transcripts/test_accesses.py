"""From a call in a transcript to the memory and the version: who read it, and who wrote it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.claude_lines import SESSION, answered, called, said, write
from support.ingesting import check, ingest

from core import Workspace
from core.records.stores import Store
from core.testing import FakeClock
from core.transcripts.accesses import Access
from core.transcripts.directories import Touch

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NOTE = "/mnt/memory/notes/a.md"


@pytest.fixture(autouse=True)
def at_noon(clock: FakeClock) -> FakeClock:
    """The workspace's clock stands at the time of the transcripts; only a test moves it."""
    clock.now, clock._step = NOON, timedelta(0)
    return clock


def accesses(ws: Workspace) -> list[Access]:
    """What the session touched, in order."""
    check(ws)
    return list(reversed(ws.accesses.of_session(ws.summaries.retrieve(SESSION).id).data))


def read(ws: Workspace, tmp_path: Path, *lines: bytes) -> list[Access]:
    """What a transcript of these lines tells."""
    ingest(ws, write(tmp_path / "a.jsonl", lines))
    return accesses(ws)


def test_a_write_is_the_version_with_its_text(
    ws: Workspace, store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    """The session was not started here, so the hash and the moment say which."""
    ws.memories.create(store.id, "/b.md", "other")
    before = ws.memories.create(store.id, "/a.md", "before")
    clock.now = NOON + timedelta(seconds=12)
    ws.memories.update(before.id, content="somebody else's")
    made = ws.memories.update(before.id, content="new")
    (found,) = read(ws, tmp_path, called(10, "Write", file_path=NOTE, content="new"))
    assert (found.touch, found.version_id) == (Touch.WRITE, made.memory_version_id)
    assert (found.memory_store_id, found.memory_id) == (store.id, made.id)
    writer = ws.accesses.writer_of(made.memory_version_id)
    assert writer == found
    assert writer is not None
    turn = ws.transcripts.turn(writer.event_id)
    assert turn.session_id == writer.session_id


def test_the_same_text_at_another_time_is_another_write(
    ws: Workspace, store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    """Two minutes are enough for a slow call, an hour is not."""
    ws.memories.create(store.id, "/a.md", "new")
    late = NOON + timedelta(hours=1)
    clock.now = late
    write_ = called(10, "Write", file_path=NOTE, content="new")
    moved = write_.replace(b"T12:00:10", b"T13:30:10")
    (found,) = read(ws, tmp_path, moved)
    assert (found.version_id, found.memory_store_id) == (None, store.id)


def test_two_writes_of_one_text_are_two_versions(
    ws: Workspace, store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    """Each version has one writer."""
    first = ws.memories.create(store.id, "/a.md", "same")
    clock.now = NOON + timedelta(seconds=5)
    ws.memories.delete(first.id)
    second = ws.memories.create(store.id, "/a.md", "same")
    found = read(
        ws,
        tmp_path,
        called(1, "Write", file_path=NOTE, content="same"),
        called(4, "Write", file_path=NOTE, content="same"),
    )
    assert [one.version_id for one in found] == [first.memory_version_id, second.memory_version_id]


def test_an_edit_that_failed_wrote_nothing(
    ws: Workspace, store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    """The one after it did."""
    clock.now = NOON + timedelta(seconds=9)
    made = ws.memories.create(store.id, "/a.md", "x")
    found = read(
        ws,
        tmp_path,
        called(5, "Edit", file_path=NOTE, old_string="y"),
        answered(6, 5, "not found", is_error=True),
        called(8, "Edit", file_path=NOTE, old_string="x"),
        answered(9, 8, "ok"),
    )
    assert [one.version_id for one in found] == [None, made.memory_version_id]


def test_a_read_is_of_what_stood_there(
    ws: Workspace, store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    """Not what came later, nor what had been moved away by then."""
    old = ws.memories.create(store.id, "/a.md", "old")
    clock.now = NOON + timedelta(seconds=20)
    new = ws.memories.update(old.id, content="new")
    clock.now = NOON + timedelta(seconds=30)
    ws.memories.update(old.id, path="/moved.md")
    found = read(
        ws,
        tmp_path,
        *(called(at, "Read", file_path=NOTE) for at in (10, 25, 40)),
    )
    versions = [one.version_id for one in found]
    assert versions == [old.memory_version_id, new.memory_version_id, None]
    assert len(ws.accesses.of_memory(store.id, "/a.md").data) == 3


def test_a_session_s_own_writes_are_never_another_s(
    ws: Workspace, store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    """It signs what it writes, so a version of somebody else in that moment is not its own."""
    session = ws.sessions.start("triage", {store.id: "read_write"})
    ws.memories.create(store.id, "/a.md", "of a user")
    path = tmp_path / "a.jsonl"
    lines = [
        called(1, "Bash", session.id, command=f"sed -i s/a/b/ {NOTE}"),
        called(2, "Bash", session.id, command="echo x >> /memories/b.md"),
    ]
    write(path, lines[:1])
    ingest(ws, path)
    made = session.create(store.id, "/b.md", "x")
    write(path, lines)
    ingest(ws, path)
    found = list(reversed(ws.accesses.of_session(session.id).data))
    assert [one.version_id for one in found] == [None, made.memory_version_id]
    assert {one.memory_store_id for one in found} == {store.id}


def test_a_version_that_comes_after_the_transcript_is_found_as_it_grows(
    ws: Workspace, store: Store, tmp_path: Path
) -> None:
    """A call is told before it is done."""
    (found,) = read(ws, tmp_path, called(1, "Write", file_path=NOTE, content="x"))
    assert found.version_id is None
    made = ws.memories.create(store.id, "/a.md", "x")
    with (tmp_path / "a.jsonl").open("ab") as file:
        file.write(answered(2, 1, "ok"))
    ingest(ws, tmp_path / "a.jsonl")
    assert accesses(ws)[0].version_id == made.memory_version_id


def test_a_slug_that_fits_several_stores_is_none(
    ws: Workspace, store: Store, tmp_path: Path
) -> None:
    """Nobody can say which; a person who maps the directory can."""
    ws.stores.create("notes!")
    (found,) = read(ws, tmp_path, called(1, "Read", file_path=NOTE))
    assert found.memory_store_id is None
    mapped = write(tmp_path / "b.jsonl", [called(2, "Read", file_path=NOTE)])
    ingest(ws, mapped, maps={"/mnt/memory/notes": store.id})
    assert {one.memory_store_id for one in accesses(ws)} == {store.id}


def test_a_mapped_directory_is_a_store(ws: Workspace, store: Store, tmp_path: Path) -> None:
    """However it is called, with letters that JSON may escape."""
    given = called(1, "Read", file_path="/home/ann/nötes/a.md")
    ingest(ws, write(tmp_path / "a.jsonl", [given]), maps={"/home/ann/nötes/": store.id})
    (found,) = accesses(ws)
    assert (found.directory, found.path) == ("/home/ann/nötes", "/a.md")
    assert found.memory_store_id == store.id


def test_memories_that_nobody_reads(
    ws: Workspace, store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    """By their path or as themselves; what was written lately is not listed yet."""
    for path in ("/a.md", "/b.md", "/never.md", "/old.md"):
        ws.memories.create(store.id, path, path)
    moved = ws.memories.create(store.id, "/before.md", "x")
    read(
        ws,
        tmp_path,
        said(0, "go"),
        called(5, "Read", file_path="/mnt/memory/notes/old.md"),
        called(1_000, "Read", file_path="/mnt/memory/notes/before.md"),
        called(1_001, "Read", file_path=NOTE),
        called(1_002, "Bash", command="touch /mnt/memory/notes/never.md"),
    )
    ws.memories.update(moved.id, path="/after.md")
    clock.now = NOON + timedelta(seconds=2_000)
    ws.memories.create(store.id, "/young.md", "x")
    found = ws.accesses.unread(store.id, 1_500 / 86_400)
    assert [one.path for one in found] == ["/b.md", "/never.md", "/old.md"]
    assert [one.last_read_at for one in found] == [None, None, NOON + timedelta(seconds=5)]
    assert ws.accesses.unread(store.id, 1) == []
