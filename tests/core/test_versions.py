"""Versions: one for each change, their filters and pages, and who wrote them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core import InvalidRequest, NotFound, Workspace
from core.access.scope import Scope
from core.actors import Actor, ActorType
from core.memories import Memories
from core.reading.version_filter import VersionFilter
from core.records.origins import Operation
from core.records.stores import Store
from core.records.versions import Version
from core.testing import FakeClock


def acting(ws: Workspace, kind: ActorType, name: str) -> Memories:
    """The memories of `ws` as written by another actor."""
    return Memories(replace(ws.context, scope=Scope(Actor(kind, name))))


@pytest.fixture
def written(ws: Workspace, store: Store) -> dict[str, str]:
    """Versions of a person, a key, a service and two sessions; name to version id."""
    ann = ws.memories.create(store.id, "/a", "ann")
    key = acting(ws, ActorType.API, "apikey_01x").update(ann.id, content="key")
    service = acting(ws, ActorType.SERVICE, "svac_01x").update(ann.id, path="/notes/b")
    first = ws.sessions.start("triage", {store.id: "read_write"})
    second = ws.sessions.start("triage", {store.id: "read_write"})
    other = first.create(store.id, "/notes/c", "session")
    changed = second.update(other.id, content="second")
    deleted = first.delete(other.id)
    return {
        "ann": ann.memory_version_id,
        "key": key.memory_version_id,
        "service": service.memory_version_id,
        "made": other.memory_version_id,
        "second": changed.memory_version_id,
        "ended": deleted,
        "first session": first.id,
        "second session": second.id,
        "memory": ann.id,
        "other": other.id,
    }


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["ended", "second", "made", "service", "key", "ann"]),
        ({"memory_id": "memory"}, ["service", "key", "ann"]),
        ({"memory_id": "other"}, ["ended", "second", "made"]),
        ({"operation": Operation.CREATED}, ["made", "ann"]),
        ({"operation": Operation.DELETED}, ["ended"]),
        ({"session_id": "first session"}, ["ended", "made"]),
        ({"session_id": "second session"}, ["second"]),
        ({"session_id": "first session", "operation": Operation.DELETED}, ["ended"]),
        ({"api_key_id": "apikey_01x"}, ["key"]),
        ({"service_account_id": "svac_01x"}, ["service"]),
        ({"session_id": "apikey_01x"}, []),
        ({"api_key_id": "first session"}, []),
        ({"agent": "triage"}, ["ended", "second", "made"]),
        ({"agent": "nobody"}, []),
        ({"path": "/a"}, ["key", "ann"]),
        ({"path": "/notes/"}, ["ended", "second", "made", "service"]),
        ({"path": "/notes"}, []),
        ({"path": "/notes/", "agent": "triage", "memory_id": "memory"}, []),
    ],
)
def test_filters_are_combined(
    ws: Workspace,
    store: Store,
    written: dict[str, str],
    wanted: dict[str, str],
    expected: list[str],
) -> None:
    """Newest first; every given condition must hold."""
    filled = VersionFilter(**{name: written.get(value, value) for name, value in wanted.items()})
    page = ws.versions.page(store.id, filled)
    assert [version.id for version in page.data] == [written[name] for name in expected]


def test_versions_are_filtered_by_time(
    ws: Workspace, store: Store, written: dict[str, str]
) -> None:
    """Both bounds are inclusive."""
    key = ws.versions.retrieve(written["key"])
    later = ws.versions.page(store.id, VersionFilter(created_at_gte=key.created_at)).data
    earlier = ws.versions.page(store.id, VersionFilter(created_at_lte=key.created_at)).data
    assert [v.id for v in earlier] == [written["key"], written["ann"]]
    assert {v.id for v in later} & {v.id for v in earlier} == {key.id}
    assert len(later) + len(earlier) == 7


def test_a_version_names_its_actor(ws: Workspace, written: dict[str, str]) -> None:
    """Who acted, captured at the write; for a session also the name of its agent."""
    by = {name: ws.versions.retrieve(written[name]) for name in ("ann", "key", "service", "second")}
    assert by["ann"].created_by == Actor(ActorType.USER, "ann")
    assert by["key"].created_by == Actor(ActorType.API, "apikey_01x")
    assert by["service"].created_by == Actor(ActorType.SERVICE, "svac_01x")
    assert by["second"].created_by.session_id == written["second session"]
    assert [by[name].agent for name in ("ann", "second")] == [None, "triage"]


def test_contents_come_only_in_a_full_view(ws: Workspace, store: Store) -> None:
    """Basic by default when listed, full when retrieved; a full page has at most 20."""
    memory = ws.memories.create(store.id, "/a", "0")
    for number in range(1, 30):
        ws.memories.update(memory.id, content=str(number))
    basic = ws.versions.page(store.id, limit=100)
    full = ws.versions.page(store.id, limit=100, view="full")
    assert (len(basic.data), len(full.data)) == (30, 20)
    assert {version.content for version in basic.data} == {None}
    assert [version.content for version in full.data] == [str(n) for n in range(29, 9, -1)]
    assert ws.versions.retrieve(basic.data[0].id).content == "29"
    assert [v.content for v in ws.versions.list(store.id, view="full")][-1] == "0"
    with pytest.raises(InvalidRequest):
        ws.versions.page(store.id, view="all")


def test_pages_of_versions_neither_repeat_nor_skip(ws: Workspace, store: Store) -> None:
    """What is written between two pages is newer than both."""
    memory = ws.memories.create(store.id, "/a", "0")
    for number in range(1, 12):
        ws.memories.update(memory.id, content=str(number))
    expected = [version.seq for version in ws.versions.list(store.id)]
    seen: list[int] = []
    cursor = None
    while True:
        page = ws.versions.page(store.id, limit=5, page=cursor)
        seen += [version.seq for version in page.data]
        ws.memories.create(store.id, f"/new/{len(seen)}", "x")
        cursor = page.next_page
        if cursor is None:
            break
    assert seen == expected


def test_versions_are_strictly_ordered_under_any_clock(
    ws: Workspace, store: Store, clock: FakeClock
) -> None:
    """A clock that stands still, goes back or jumps ahead changes no order."""
    memory = ws.memories.create(store.id, "/a", "0")
    ids = [memory.memory_version_id]
    for number, jump in enumerate([0, -3600, 315_360_000, -315_360_000, -1, 0, 0], 1):
        clock.advance(timedelta(seconds=jump - 1))
        ids.append(ws.memories.update(memory.id, content=str(number)).memory_version_id)
    newest_first = list(ws.versions.list(store.id))
    assert [version.id for version in newest_first] == ids[::-1]
    assert ws.memories.retrieve(memory.id).memory_version_id == ids[-1]
    times = [version.created_at for version in newest_first]
    assert times == sorted(times, reverse=True)
    assert ws.examine().problems == ()


def test_the_history_of_a_path_finds_the_last_memory_there(ws: Workspace, store: Store) -> None:
    """The live one, else the last that stood there, also when it moved away."""
    first = ws.memories.create(store.id, "/a", "first")
    ws.memories.delete(first.id)
    assert ws.versions.memory_at(store.id, "/a") == first.id
    second = ws.memories.create(store.id, "/a", "second")
    assert ws.versions.memory_at(store.id, "/a") == second.id
    ws.memories.update(second.id, path="/b")
    assert ws.versions.memory_at(store.id, "/a") == second.id
    with pytest.raises(NotFound):
        ws.versions.memory_at(store.id, "/never")


def test_history_is_oldest_first_and_may_leave_contents_out(ws: Workspace, store: Store) -> None:
    """The order in which blame reads it."""
    memory = ws.memories.create(store.id, "/a", "one")
    ws.memories.update(memory.id, content="two")
    assert [v.content for v in ws.versions.history(memory.id)] == ["one", "two"]
    assert [v.content for v in ws.versions.history(memory.id, view="basic")] == [None, None]


def test_two_versions_differ_by_their_lines(ws: Workspace, store: Store) -> None:
    """Any two, of one memory or of two; `None` stands for an empty text."""
    memory = ws.memories.create(store.id, "/a", "same\nold\n")
    new = ws.memories.update(memory.id, content="same\nnew\n")
    (hunk,) = ws.diff(memory.memory_version_id, new.memory_version_id).hunks
    assert (hunk.old_lines, hunk.new_lines) == (("old\n",), ("new\n",))
    (whole,) = ws.diff(None, new.memory_version_id).hunks
    assert whole.new_lines == ("same\n", "new\n")
    deleted = ws.memories.delete(memory.id)
    (gone,) = ws.diff(new.memory_version_id, deleted).hunks
    assert (gone.old_lines, gone.new_lines) == (("same\n", "new\n"), ())


def test_a_version_never_changes(ws: Workspace, store: Store) -> None:
    """Whatever happens to the memory afterwards, and to its store's name."""

    def all_versions() -> list[Version]:
        return list(ws.versions.list(store.id, view="full"))[::-1]

    memory = ws.memories.create(store.id, "/a", "one")
    kept = all_versions()
    for change in (
        lambda: ws.memories.update(memory.id, content="two"),
        lambda: ws.memories.update(memory.id, path="/b"),
        lambda: ws.restore(memory.memory_version_id),
        lambda: ws.stores.update(store.id, name="renamed"),
        lambda: ws.search("two"),
        lambda: ws.memories.delete(memory.id),
        lambda: ws.restore(memory.memory_version_id),
        lambda: ws.redact().text("no such text"),
        lambda: ws.stores.archive(store.id),
    ):
        change()
        now = all_versions()
        assert now[: len(kept)] == kept
        kept = now
