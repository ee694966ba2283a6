"""Stores: the rules of names, descriptions and metadata, archiving, deleting, listing."""

from datetime import timedelta
from pathlib import Path

import pytest

from core import CoreError, InvalidRequest, NotFound, NotPermitted, Workspace
from core.access.scope import StoreArchived
from core.records.stores import Store
from core.testing import FakeClock


def test_a_store_comes_back_as_it_was_made(ws: Workspace) -> None:
    """Every field is there, set or empty."""
    made = ws.stores.create("SRE", "What agents learned.", {"team": "sre", "tier": ""})
    assert ws.stores.retrieve(made.id) == made
    assert made.id.startswith("memstore_01")
    assert (made.name, made.description) == ("SRE", "What agents learned.")
    assert made.metadata == {"team": "sre", "tier": ""}
    assert made.created_at == made.updated_at
    assert made.archived_at is None
    bare = ws.stores.create("x")
    assert (bare.description, bare.metadata) == ("", {})


def test_names_are_not_unique(ws: Workspace) -> None:
    """Two stores of one name are two stores."""
    assert ws.stores.create("same").id != ws.stores.create("same").id


@pytest.mark.parametrize("name", ["a", "x" * 255, "é" * 255, "[TODO] <b> \u202e", " "])
def test_a_name_of_1_to_255_characters_is_kept_as_it_is(ws: Workspace, name: str) -> None:
    """Characters are counted, not bytes, and nothing is trimmed."""
    assert ws.stores.retrieve(ws.stores.create(name).id).name == name


@pytest.mark.parametrize("name", ["", "x" * 256, "a\nb", "a\x1bb", "a\x00b", "\x85", "\ud800", 7])
def test_a_name_that_breaks_a_rule_is_refused(ws: Workspace, name: str) -> None:
    """Empty, too long, control characters, not text: refused at creation and at update."""
    with pytest.raises(InvalidRequest):
        ws.stores.create(name)
    store = ws.stores.create("x")
    with pytest.raises(InvalidRequest):
        ws.stores.update(store.id, name=name)
    assert [each.name for each in ws.stores.list()] == ["x"]


def test_a_description_has_at_most_1024_characters(ws: Workspace, store: Store) -> None:
    """At the limit it is stored, one more is refused, `""` clears it."""
    ws.stores.update(store.id, description="é" * 1024)
    with pytest.raises(InvalidRequest, match="1,024"):
        ws.stores.update(store.id, description="é" * 1025)
    assert ws.stores.retrieve(store.id).description == "é" * 1024
    assert ws.stores.update(store.id, description="").description == ""


def test_metadata_is_a_patch(ws: Workspace) -> None:
    """A text sets a key, `None` removes it, what is not named stays."""
    store = ws.stores.create("x", metadata={"a": "1", "b": "2"})
    changed = ws.stores.update(store.id, metadata={"b": None, "c": "3", "unknown": None})
    assert changed.metadata == {"a": "1", "c": "3"}
    assert ws.stores.update(store.id, metadata={}).metadata == {"a": "1", "c": "3"}


def test_metadata_limits_count_after_the_patch(ws: Workspace) -> None:
    """Sixteen pairs; with one removed another one fits in the same patch."""
    full = {f"key{number}": "v" for number in range(16)}
    store = ws.stores.create("x", metadata=full)
    with pytest.raises(InvalidRequest, match="16"):
        ws.stores.update(store.id, metadata={"one more": "v"})
    swapped = ws.stores.update(store.id, metadata={"one more": "v", "key0": None})
    assert len(swapped.metadata) == 16


@pytest.mark.parametrize(
    "metadata",
    [
        {"": "v"},
        {"k" * 65: "v"},
        {"k": "v" * 513},
        {"k": 1},
        {"k": ["v"]},
        {1: "v"},
        {"k\x00": "v"},
        {"k": "\udfff"},
        ["k"],
    ],
)
def test_metadata_that_breaks_a_rule_is_refused(ws: Workspace, metadata: dict[str, str]) -> None:
    """Keys of 1 to 64 characters, values of up to 512, both text."""
    with pytest.raises(InvalidRequest):
        ws.stores.create("x", metadata=metadata)
    ws.stores.create("x", metadata={"k" * 64: "v" * 512})


def test_updated_at_moves_with_the_store_and_not_with_its_memories(
    ws: Workspace, store: Store
) -> None:
    """A name, a description, metadata and archiving move it; memories and empty updates do not."""
    ws.memories.create(store.id, "/a.md", "a")
    assert ws.stores.retrieve(store.id).updated_at == store.updated_at
    assert ws.stores.update(store.id, name=store.name).updated_at == store.updated_at
    renamed = ws.stores.update(store.id, name="other")
    assert renamed.updated_at > store.updated_at
    assert ws.stores.archive(store.id).updated_at > renamed.updated_at


def test_an_update_without_effect_leaves_no_change(ws: Workspace, store: Store) -> None:
    """The feed says only what happened."""
    before = ws.seq()
    ws.stores.update(store.id)
    ws.stores.update(store.id, name=store.name, metadata={"absent": None})
    assert ws.seq() == before


def test_archiving_is_one_way_and_twice_is_once(ws: Workspace, store: Store) -> None:
    """The second time gives the store unchanged and leaves no second change."""
    archived = ws.stores.archive(store.id)
    assert archived.archived_at is not None
    before = ws.seq()
    assert ws.stores.archive(store.id) == archived
    assert ws.seq() == before


def test_an_archived_store_is_read_and_emptied_but_not_written(ws: Workspace, store: Store) -> None:
    """Reads, deletes and redaction go on; creating, changing and attaching do not."""
    memory = ws.memories.create(store.id, "/a.md", "one")
    first = memory.memory_version_id
    memory = ws.memories.update(memory.id, content="two")
    ws.stores.archive(store.id)
    for refused in (
        lambda: ws.memories.create(store.id, "/b.md", "b"),
        lambda: ws.memories.put(store.id, "/a.md", "b"),
        lambda: ws.memories.create_many(store.id, {"/b.md": "b"}),
        lambda: ws.memories.update(memory.id, content="three"),
        lambda: ws.memories.update(memory.id, path="/b.md"),
        lambda: ws.memories.rename_directory(store.id, "/d/", "/x/"),
        lambda: ws.restore(first),
        lambda: ws.stores.update(store.id, name="other"),
        lambda: ws.sessions.start("agent", {store.id: "read_only"}),
    ):
        with pytest.raises(StoreArchived) as refusal:
            refused()
        assert refusal.value.type == "invalid_request_error"
    assert ws.memories.retrieve(memory.id).content == "two"
    assert len(list(ws.versions.list(store.id))) == 2
    assert ws.redact().version(first).redacted_at is not None
    ws.memories.delete(memory.id)
    assert list(ws.memories.list(store.id)) == []
    ws.stores.delete(store.id)


def test_the_store_is_checked_before_the_request(ws: Workspace, store: Store) -> None:
    """An unknown store is not found, and an archived one archived, however bad the request."""
    with pytest.raises(NotFound):
        ws.memories.create("memstore_01unknown", "no slash", "\x00")
    ws.stores.archive(store.id)
    with pytest.raises(StoreArchived):
        ws.memories.create(store.id, "no slash", "\x00")


def test_deleting_a_store_destroys_what_is_in_it(ws: Workspace, store: Store) -> None:
    """Memories, versions and conflicts are gone; the feed keeps saying that there was one."""
    memory = ws.memories.create(store.id, "/a.md", "walrus")
    with pytest.raises(CoreError):
        ws.memories.create(store.id, "/a.md", "mine")
    (conflict,) = ws.conflicts.page().data
    assert ws.search("walrus")
    assert ws.search("walrus", history=True)
    ws.stores.delete(store.id)
    for gone in (
        lambda: ws.stores.retrieve(store.id),
        lambda: ws.stores.archive(store.id),
        lambda: ws.stores.update(store.id, name="x"),
        lambda: ws.stores.delete(store.id),
        lambda: ws.stores.size(store.id),
        lambda: ws.memories.retrieve(memory.id),
        lambda: ws.memories.page(store.id),
        lambda: ws.versions.retrieve(memory.memory_version_id),
        lambda: ws.versions.page(store.id),
        lambda: ws.versions.history(memory.id),
        lambda: ws.conflicts.retrieve(conflict.id),
        lambda: ws.asof.page(store.id, ws.seq()),
        lambda: ws.search("walrus", store_id=store.id),
    ):
        with pytest.raises(NotFound):
            gone()
    assert ws.search("walrus") == ws.search("walrus", history=True) == []
    assert [change.kind for change in ws.changes()][-1] == "store.deleted"
    assert ws.examine().problems == ()


def test_deleting_one_store_leaves_the_others_alone(ws: Workspace, store: Store) -> None:
    """Also what is indexed of them, and sessions that had both attached."""
    other = ws.stores.create("other")
    ws.memories.create(store.id, "/a.md", "walrus here")
    kept = ws.memories.create(other.id, "/a.md", "walrus there")
    ws.memories.update(kept.id, content="walrus stays")
    session = ws.sessions.start("agent", {store.id: "read_only", other.id: "read_write"})
    assert len(ws.search("walrus")) == 2
    ws.stores.delete(store.id)
    assert [match.text for match in ws.search("walrus")] == ["walrus stays"]
    assert len(ws.search("walrus", history=True)) == 2
    assert session.retrieve(kept.id).content == "walrus stays"
    with pytest.raises(NotFound):
        next(session.list(store.id))
    assert ws.examine().problems == ()


def test_stores_are_listed_newest_first(ws: Workspace, clock: FakeClock) -> None:
    """The order of making counts, even if the clock goes back; archived ones only on request."""
    made = []
    for number in range(5):
        made.append(ws.stores.create(f"s{number}").id)
        clock.advance(timedelta(hours=-1))
    ws.stores.archive(made[2])
    assert [store.id for store in ws.stores.list()] == [made[n] for n in (4, 3, 1, 0)]
    assert [store.id for store in ws.stores.list(include_archived=True)] == made[::-1]


def test_pages_of_stores_neither_repeat_nor_skip(ws: Workspace) -> None:
    """Stores made and deleted between two pages disturb neither of them."""
    made = [ws.stores.create(f"s{number}").id for number in range(7)]
    first = ws.stores.page(limit=3)
    ws.stores.create("newer")
    ws.stores.delete(first.data[-1].id)
    second = ws.stores.page(limit=3, page=first.next_page)
    third = ws.stores.page(limit=3, page=second.next_page)
    seen = [store.id for page in (first, second, third) for store in page.data]
    assert seen == made[::-1]
    assert third.next_page is None


def test_stores_are_filtered_by_when_they_were_made(ws: Workspace) -> None:
    """Both bounds are inclusive."""
    first, second, third = (ws.stores.create(f"s{number}") for number in range(3))
    page = ws.stores.page(created_at_gte=second.created_at)
    assert [store.id for store in page.data] == [third.id, second.id]
    page = ws.stores.page(created_at_lte=second.created_at)
    assert [store.id for store in page.data] == [second.id, first.id]


def test_a_session_neither_makes_nor_changes_stores(ws: Workspace, store: Store) -> None:
    """Stores are made by people; a session sees what is attached to it."""
    ws.stores.create("not attached")
    session = ws.sessions.start("agent", {store.id: "read_write"})
    mine = Workspace(session.context)
    for refused in (
        lambda: mine.stores.create("x"),
        lambda: mine.stores.update(store.id, name="x"),
        lambda: mine.stores.archive(store.id),
        lambda: mine.stores.delete(store.id),
    ):
        with pytest.raises(NotPermitted):
            refused()
    assert [each.id for each in mine.stores.list()] == [store.id]


def test_the_size_of_a_store_counts_what_is_there(ws: Workspace, store: Store) -> None:
    """Live memories and their bytes, and every version."""
    ws.memories.create(store.id, "/a.md", "é")
    ws.memories.delete(ws.memories.create(store.id, "/b.md", "gone").id)
    size = ws.stores.size(store.id)
    assert (size.memories, size.content_bytes, size.versions) == (1, 2, 3)


def test_an_archived_store_is_opened_again(ws: Workspace, store: Store) -> None:
    """It takes writes as before; opening an open one changes nothing, and no session may."""
    session = Workspace(ws.sessions.start("a", {store.id: "read_write"}).context)
    ws.stores.archive(store.id)
    with pytest.raises(NotPermitted):
        session.stores.unarchive(store.id)
    opened = ws.stores.unarchive(store.id)
    assert opened.archived_at is None
    assert ws.memories.create(store.id, "/again", "x").path == "/again"
    seq = ws.seq()
    assert ws.stores.unarchive(store.id) == opened
    assert ws.seq() == seq
    assert [change.kind for change in ws.changes.since(0)].count("store.unarchived") == 1


def test_the_hosted_profile_archives_for_good(tmp_path: Path) -> None:
    """As the hosted service does."""
    with Workspace.open(tmp_path / "w.db", user="ann", profile="managed-agents") as ws:
        store = ws.stores.create("notes")
        ws.stores.archive(store.id)
        with pytest.raises(InvalidRequest, match="for good"):
            ws.stores.unarchive(store.id)
