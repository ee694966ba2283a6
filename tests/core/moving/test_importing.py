"""Files from outside, stored as memories in one transaction."""

import pytest

from core import NotFound, Workspace
from core.access.scope import StoreArchived
from core.moving.importing import Stored
from core.records.origins import Origin
from core.records.stores import Store


def test_files_are_made_replaced_or_left(ws: Workspace, store: Store):
    """By path; each version says that it was imported, and what is equal gets none."""
    first = ws.importer.store_files(store.id, [("/a", b"one"), ("/b", b"two")])
    assert first == Stored(("created", "created"), ())
    again = ws.importer.store_files(store.id, [("/a", b"one"), ("/b", b"2"), ("/c", b"")])
    assert again.done == ("unchanged", "modified", "created")
    versions = ws.versions.page(store.id).data
    assert len(versions) == 4
    assert {version.origin for version in versions} == {Origin.IMPORT}


def test_what_cannot_be_a_memory_is_named_with_the_reason(ws: Workspace, store: Store):
    """The rest is stored all the same."""
    ws.memories.create(store.id, "/dir/x", "x")
    files = [
        ("no slash", b"x"),
        ("/binary", b"\xff"),
        ("/nul", b"a\x00b"),
        ("/large", b"x" * 102_401),
        ("/dir", b"x"),
        ("/dir/x/y", b"x"),
        ("/good", b"x"),
    ]
    stored = ws.importer.store_files(store.id, files)
    assert stored.done == ("created",)
    assert [one.path for one in stored.skipped] == [path for path, _ in files[:-1]]
    assert all(one.reason.endswith(".") for one in stored.skipped)


def test_a_store_that_cannot_be_written_takes_nothing(ws: Workspace, store: Store):
    """Unknown or archived."""
    with pytest.raises(NotFound):
        ws.importer.store_files("memstore_x", [("/a", b"x")])
    ws.stores.archive(store.id)
    with pytest.raises(StoreArchived):
        ws.importer.store_files(store.id, [("/a", b"x")])
    assert ws.versions.page(store.id).data == ()
