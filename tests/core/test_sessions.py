"""Sessions: attachments, mount paths, and that a session sees and writes only what it may."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from core import InvalidRequest, NotFound, NotPermitted, PathConflict, PreconditionFailed, Workspace
from core.access.attachments import Access, Attach, mount_slug
from core.access.scope import ReadOnlyAttachment, SessionEnded, StoreArchived
from core.handle import Session
from core.reading.version_filter import VersionFilter
from core.records.memories import Memory
from core.records.stores import Store


@dataclass
class Team:
    """A session with a store to write, a store to read, and one that is not attached."""

    ws: Workspace
    session: Session
    mine: Workspace
    write: Memory
    read: Memory
    hidden: Memory


@pytest.fixture
def team(ws: Workspace) -> Team:
    """Each store holds one memory that a person wrote, at `/a`."""
    stores = [ws.stores.create(name) for name in ("write", "read", "hidden")]
    memories = [ws.memories.create(store.id, "/a", f"walrus {store.name}") for store in stores]
    session = ws.sessions.start(
        "triage", {stores[0].id: "read_write", stores[1].id: Access.READ_ONLY.value}
    )
    return Team(ws, session, Workspace(session.context), *memories)


def test_a_session_comes_back_as_it_was_started(ws: Workspace, store: Store) -> None:
    """With its agent, its stores in the order given, and what is running."""
    other = ws.stores.create("Org Knowledge", "Runbooks.")
    wishes = {other.id: Attach(Access.READ_ONLY, "Read before acting."), store.id: "read_write"}
    session = ws.sessions.start("triage", wishes, title="Night shift", metadata={"a": "b"})
    record = ws.sessions.retrieve(session.id)
    assert record == session.record
    assert (record.agent, record.title, record.status) == ("triage", "Night shift", "running")
    assert record.metadata == {"a": "b"}
    assert record.ended_at is None
    first, second = record.resources
    assert (first.memory_store_id, first.access) == (other.id, "read_only")
    assert (first.name, first.description) == ("Org Knowledge", "Runbooks.")
    assert first.instructions == "Read before acting."
    assert (second.access, second.instructions) == ("read_write", None)


def test_an_attachment_keeps_the_name_it_was_made_with(ws: Workspace, store: Store) -> None:
    """A renamed store gets its new directory only in sessions started afterwards."""
    before = ws.sessions.start("a", {store.id: "read_write"})
    ws.stores.update(store.id, name="Renamed", description="other")
    after = ws.sessions.start("a", {store.id: "read_write"})
    (old,) = ws.sessions.retrieve(before.id).resources
    (new,) = ws.sessions.retrieve(after.id).resources
    assert (old.name, old.mount_path) == ("Notes", "/mnt/memory/notes")
    assert (new.name, new.mount_path) == ("Renamed", "/mnt/memory/renamed")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("User Preferences", "user-preferences"),
        ("  --SRE / on-call!! ", "sre-on-call"),
        ("a_b.c", "a-b-c"),
        ("Über Größe 9", "ber-gr-e-9"),
        ("日本語", ""),
        ("../../etc", "etc"),
    ],
)
def test_a_mount_path_is_a_slug_of_the_name(name: str, slug: str) -> None:
    """Lower case ASCII letters and digits, everything else one hyphen, none at the ends."""
    assert mount_slug(name) == slug


def test_mount_paths_of_one_session_differ(ws: Workspace) -> None:
    """Equal slugs are numbered; a name without any letter falls back to the store's id."""
    names = ["a b", "A.B", "a-b-2", "a b", "日本語"]
    stores = [ws.stores.create(name) for name in names]
    session = ws.sessions.start("x", {store.id: "read_only" for store in stores})
    paths = [
        resource.mount_path.removeprefix("/mnt/memory/") for resource in session.record.resources
    ]
    assert paths[:2] == ["a-b", "a-b-2"]
    assert len(set(paths)) == 5
    assert paths[4] == stores[4].id.removeprefix("memstore_").lower()
    assert all(path and path.isascii() and "/" not in path for path in paths)


@pytest.mark.parametrize(
    ("agent", "kind", "expected"),
    [
        ("", "read_only", InvalidRequest),
        ("x" * 256, "read_only", InvalidRequest),
        ("a\nb", "read_only", InvalidRequest),
        ("ok", "write", InvalidRequest),
        ("ok", "", InvalidRequest),
        ("ok", None, InvalidRequest),
    ],
)
def test_a_session_that_breaks_a_rule_is_refused(
    ws: Workspace, store: Store, agent: str, kind: str, expected: type[Exception]
) -> None:
    """Nothing of it is stored."""
    with pytest.raises(expected):
        ws.sessions.start(agent, {store.id: kind})
    assert list(ws.sessions.list()) == []


def test_a_session_has_at_most_eight_stores(ws: Workspace) -> None:
    """The ninth is refused."""
    ids = [ws.stores.create(f"s{number}").id for number in range(9)]
    assert len(ws.sessions.start("a", dict.fromkeys(ids[:8], "read_only")).record.resources) == 8
    with pytest.raises(InvalidRequest, match="8"):
        ws.sessions.start("a", dict.fromkeys(ids, "read_only"))


def test_instructions_have_at_most_4096_characters(ws: Workspace, store: Store) -> None:
    """At the limit they are kept."""
    ws.sessions.start("a", {store.id: Attach(Access.READ_ONLY, "é" * 4096)})
    with pytest.raises(InvalidRequest):
        ws.sessions.start("a", {store.id: Attach(Access.READ_ONLY, "é" * 4097)})


def test_only_live_stores_are_attached(ws: Workspace, store: Store) -> None:
    """An unknown one is not found, an archived one refused."""
    with pytest.raises(NotFound):
        ws.sessions.start("a", {store.id: "read_only", "memstore_01unknown": "read_only"})
    ws.stores.archive(store.id)
    with pytest.raises(StoreArchived):
        ws.sessions.start("a", {store.id: "read_only"})
    assert list(ws.sessions.list()) == []


def test_what_a_session_writes_is_signed_with_it(team: Team) -> None:
    """Versions, changes and conflicts carry the session; nobody else's do."""
    made = team.session.create(team.write.memory_store_id, "/b", "mine")
    team.session.update(made.id, content="more", expect=made.content_sha256)
    team.session.delete(made.id)
    with pytest.raises(PreconditionFailed) as lost:
        team.session.update(team.write.id, content="x", expect="0" * 64)
    versions = team.ws.versions.history(made.id)
    assert [v.created_by.session_id for v in versions] == [team.session.id] * 3
    assert {v.agent for v in versions} == {"triage"}
    assert lost.value.conflict.created_by.session_id == team.session.id
    assert team.ws.versions.history(team.write.id)[0].created_by.session_id is None
    agents = {c.agent for c in team.ws.changes() if c.created_by.session_id == team.session.id}
    assert agents == {"triage"}


WRITES: list[Callable[[Workspace, Memory], object]] = [
    lambda ws, m: ws.memories.create(m.memory_store_id, "/new", "x"),
    lambda ws, m: ws.memories.create(m.memory_store_id, "/a", "x"),
    lambda ws, m: ws.memories.put(m.memory_store_id, "/a", "x"),
    lambda ws, m: ws.memories.create_many(m.memory_store_id, {"/new": "x"}),
    lambda ws, m: ws.memories.update(m.id, content="x"),
    lambda ws, m: ws.memories.update(m.id, content="x", expect="0" * 64),
    lambda ws, m: ws.memories.update(m.id, content="walrus read"),
    lambda ws, m: ws.memories.update(m.id, path="/b"),
    lambda ws, m: ws.memories.delete(m.id),
    lambda ws, m: ws.memories.delete(m.id, expect="0" * 64),
    lambda ws, m: ws.memories.rename_directory(m.memory_store_id, "/d/", "/e/"),
    lambda ws, m: ws.memories.delete_directory(m.memory_store_id, "/"),
    lambda ws, m: ws.restore(m.memory_version_id),
]


@pytest.mark.parametrize("write", WRITES)
def test_a_read_only_attachment_cannot_be_written(
    team: Team, write: Callable[[Workspace, Memory], object]
) -> None:
    """Not through any door, and not even with what is there already."""
    before = [version.id for version in team.ws.versions.list(team.read.memory_store_id)]
    with pytest.raises(ReadOnlyAttachment):
        write(team.mine, team.read)
    assert [v.id for v in team.ws.versions.list(team.read.memory_store_id)] == before


@pytest.mark.parametrize("write", WRITES)
def test_an_unattached_store_does_not_exist_for_writes(
    team: Team, write: Callable[[Workspace, Memory], object]
) -> None:
    """It is not found, and the refusal says no more than for an id that never was."""
    before = list(team.ws.versions.list(team.hidden.memory_store_id))
    with pytest.raises(NotFound) as refusal:
        write(team.mine, team.hidden)
    assert refusal.value.details() == {}
    assert "walrus" not in str(refusal.value)
    assert list(team.ws.versions.list(team.hidden.memory_store_id)) == before


@pytest.mark.parametrize(
    "read",
    [
        lambda ws, m: ws.memories.retrieve(m.id),
        lambda ws, m: ws.memories.at_path(m.memory_store_id, "/a"),
        lambda ws, m: ws.memories.page(m.memory_store_id),
        lambda ws, m: list(ws.memories.list(m.memory_store_id)),
        lambda ws, m: ws.versions.retrieve(m.memory_version_id),
        lambda ws, m: ws.versions.page(m.memory_store_id),
        lambda ws, m: ws.versions.history(m.id),
        lambda ws, m: ws.versions.memory_at(m.memory_store_id, "/a"),
        lambda ws, m: ws.diff(None, m.memory_version_id),
        lambda ws, m: ws.blame(m.id),
        lambda ws, m: ws.asof.page(m.memory_store_id, 1 << 40),
        lambda ws, m: ws.asof.at_path(m.memory_store_id, "/a", 1 << 40),
        lambda ws, m: ws.search("walrus", store_id=m.memory_store_id),
        lambda ws, m: ws.search("walrus", store_id=m.memory_store_id, history=True),
        lambda ws, m: ws.stores.retrieve(m.memory_store_id),
        lambda ws, m: ws.stores.size(m.memory_store_id),
    ],
)
def test_a_session_reads_what_is_attached_and_nothing_else(
    team: Team, read: Callable[[Workspace, Memory], object]
) -> None:
    """Both attached stores are read; the third is refused exactly like an id that never was."""
    read(team.mine, team.write)
    read(team.mine, team.read)
    with pytest.raises(NotFound) as hidden:
        read(team.mine, team.hidden)
    unknown = Memory("mem_01unknown", "memstore_01unknown", "memver_01unknown", "/a", *[None] * 5)
    with pytest.raises(NotFound) as never:
        read(team.mine, unknown)
    same = str(hidden.value)
    for real, made_up in (
        (team.hidden.memory_store_id, unknown.memory_store_id),
        (team.hidden.memory_version_id, unknown.memory_version_id),
        (team.hidden.id, unknown.id),
    ):
        same = same.replace(real, made_up)
    assert same == str(never.value)


def test_lists_and_searches_show_a_session_only_its_own(team: Team) -> None:
    """Stores, search, history, changes and conflicts without naming a store."""
    for memory in (team.write, team.read, team.hidden):
        with pytest.raises(PathConflict):
            team.ws.memories.create(memory.memory_store_id, "/a", "x")
    attached = {team.write.memory_store_id, team.read.memory_store_id}
    mine = team.mine
    assert {store.id for store in mine.stores.list()} == attached
    assert {match.memory_store_id for match in mine.search("walrus")} == attached
    assert {m.memory_store_id for m in mine.search("walrus", history=True)} == attached
    assert {c.memory_store_id for c in mine.conflicts.page().data} == attached
    assert mine.conflicts.count() == 2
    seen = list(mine.changes())
    assert {change.memory_store_id for change in seen} == attached | {None}
    assert {c.subject_id for c in seen if c.memory_store_id is None} == {team.session.id}
    assert {change.memory_store_id for change in mine.changes.newest()} == attached | {None}


def test_a_session_does_not_see_other_sessions(team: Team) -> None:
    """Only itself, and it starts and ends no other."""
    other = team.ws.sessions.start("other", {team.write.memory_store_id: "read_write"})
    assert [record.id for record in team.mine.sessions.list()] == [team.session.id]
    assert team.mine.sessions.retrieve(team.session.id).agent == "triage"
    for refused in (
        lambda: team.mine.sessions.retrieve(other.id),
        lambda: team.mine.sessions.end(other.id),
        lambda: team.mine.acting_as(other.id),
    ):
        with pytest.raises(NotFound):
            refused()
    with pytest.raises(NotPermitted):
        team.mine.sessions.start("x", {team.write.memory_store_id: "read_write"})


def test_a_session_cannot_redact(team: Team) -> None:
    """Neither a version nor a text."""
    with pytest.raises(NotPermitted):
        team.mine.redact().version(team.write.memory_version_id)
    with pytest.raises(NotPermitted):
        team.mine.redact().text("walrus")


def test_an_ended_session_reads_and_writes_no_more(team: Team) -> None:
    """Also through a handle that was taken before, and ending again changes nothing."""
    ended = team.ws.sessions.end(team.session.id)
    assert ended.status == "ended"
    assert ended.ended_at is not None
    before = team.ws.seq()
    assert team.ws.sessions.end(team.session.id) == ended
    assert team.ws.seq() == before
    for write in WRITES:
        with pytest.raises((SessionEnded, ReadOnlyAttachment)):
            write(team.mine, team.write)
    handle = team.ws.acting_as(team.session.id)
    assert handle.retrieve(team.write.id).content == "walrus write"
    with pytest.raises(SessionEnded):
        handle.create(team.write.memory_store_id, "/b", "x")


def test_sessions_are_listed_newest_first(ws: Workspace, store: Store) -> None:
    """By agent and by store when asked; pages do not repeat when others start."""
    made = [
        ws.sessions.start(f"agent{number % 2}", {store.id: "read_only"} if number % 3 else {})
        for number in range(7)
    ]
    ids = [session.id for session in made][::-1]
    assert [record.id for record in ws.sessions.list()] == ids
    assert [r.id for r in ws.sessions.list(agent="agent1")] == ids[1::2]
    assert [r.id for r in ws.sessions.list(store_id=store.id)] == [
        session.id for session in made[::-1] if session.record.resources
    ]
    first = ws.sessions.page(limit=4)
    ws.sessions.start("agent0", {})
    second = ws.sessions.page(limit=4, page=first.next_page)
    assert [r.id for r in (*first.data, *second.data)] == ids
    assert second.next_page is None


def test_a_session_reads_the_history_of_what_it_may(team: Team) -> None:
    """Filters work within its stores as for a person."""
    team.session.update(team.write.id, content="walrus two")
    page = team.mine.versions.page(
        team.write.memory_store_id, VersionFilter(session_id=team.session.id)
    )
    assert [version.operation for version in page.data] == ["modified"]
    blamed = team.mine.blame(team.write.id)
    assert [line.version.agent for line in blamed] == ["triage"]


def test_two_handles_of_one_session_are_one_actor(team: Team) -> None:
    """A handle taken anew, by another program, writes under the same name."""
    again = team.ws.acting_as(team.session.id)
    made = again.create(team.write.memory_store_id, "/again", "x")
    assert team.session.retrieve(made.id) == made
    assert team.ws.versions.history(made.id)[0].created_by.session_id == team.session.id


def test_a_store_attached_later_is_seen_at_once(team: Team) -> None:
    """Also by a handle that was made before; with its name of now and a mount of its own."""
    with pytest.raises(NotFound):
        team.session.retrieve(team.hidden.id)
    store_id = team.hidden.memory_store_id
    record = team.ws.sessions.attach(team.session.id, store_id, Attach(Access.READ_ONLY, "Look."))
    assert [change.kind for change in team.ws.changes.newest(1)] == ["session.attached"]
    made = record.resources[-1]
    assert (made.memory_store_id, made.access, made.instructions) == (
        store_id,
        "read_only",
        "Look.",
    )
    assert len({one.mount_path for one in record.resources}) == 3
    assert team.session.retrieve(team.hidden.id).id == team.hidden.id
    with pytest.raises(ReadOnlyAttachment):
        team.session.update(team.hidden.id, content="x")


def test_attaching_again_gives_another_access(team: Team) -> None:
    """In its place, without a second line."""
    store_id = team.read.memory_store_id
    before = team.ws.sessions.retrieve(team.session.id).resources
    record = team.ws.sessions.attach(team.session.id, store_id, "read_write")
    assert [one.mount_path for one in record.resources] == [one.mount_path for one in before]
    assert team.session.update(team.read.id, content="x").content == "x"


def test_what_cannot_be_attached_later(team: Team) -> None:
    """By a session, to an ended one, what is archived or unknown, more than eight, on the wire."""
    ws, store_id = team.ws, team.hidden.memory_store_id
    with pytest.raises(NotPermitted):
        team.mine.sessions.attach(team.session.id, store_id, "read_write")
    with pytest.raises(InvalidRequest, match="read_only"):
        ws.sessions.attach(team.session.id, store_id, "rw")
    with pytest.raises(NotFound):
        ws.sessions.attach(team.session.id, "memstore_x", "read_only")
    with pytest.raises(NotFound):
        ws.sessions.attach("sesn_x", store_id, "read_only")
    for number in range(6):
        ws.sessions.attach(team.session.id, ws.stores.create(f"more {number}").id, "read_only")
    with pytest.raises(InvalidRequest, match="at most 8"):
        ws.sessions.attach(team.session.id, store_id, "read_only")
    other = ws.sessions.start("other", {})
    ws.stores.archive(store_id)
    with pytest.raises(StoreArchived):
        ws.sessions.attach(other.id, store_id, "read_only")
    ws.sessions.end(other.id)
    with pytest.raises(SessionEnded):
        ws.sessions.attach(other.id, team.read.memory_store_id, "read_only")


def test_the_hosted_profile_attaches_only_at_the_start(tmp_path) -> None:
    """As the hosted service does."""
    with Workspace.open(tmp_path / "w.db", user="ann", profile="managed-agents") as ws:
        store = ws.stores.create("notes")
        session = ws.sessions.start("a", {})
        with pytest.raises(InvalidRequest, match="only when a session starts"):
            ws.sessions.attach(session.id, store.id, "read_only")
