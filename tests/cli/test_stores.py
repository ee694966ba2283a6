"""`store ...`: making, showing, closing, and folders in and out."""

import os

import pytest


def test_create_and_show(memtui):
    """The wire's object, and how much is in it."""
    made = memtui(
        "store", "create", "Notes", "--description", "d", "--metadata", "team=a=b", "--json"
    ).json
    assert made["type"] == "memory_store"
    assert made["metadata"] == {"team": "a=b"}
    shown = memtui("store", "show", "notes", "--json").json
    assert made.items() <= shown.items()
    assert (shown["memories"], shown["versions"], shown["content_size_bytes"]) == (0, 0, 0)
    assert "Notes" in memtui("store", "show", "notes").text
    memtui("store", "create", "", code=1)
    memtui("store", "create", "x" * 256, code=1)
    memtui("store", "create", "x", "--metadata", "nothing", code=2)
    memtui("store", "create", code=2)


def test_list_is_newest_first_without_archived_ones(memtui, store):
    """Unless they are asked for."""
    newer = memtui("store", "create", "B", "--json").json["id"]
    assert [item["id"] for item in memtui("store", "list", "--json").data] == [newer, store]
    archived = memtui("store", "archive", "B", "--json").json
    assert archived["archived_at"] is not None
    assert memtui("store", "archive", "B", "--json").json == archived
    assert [item["id"] for item in memtui("store", "list", "--json").data] == [store]
    assert len(memtui("store", "list", "--all", "--json").data) == 2
    assert "archived" in memtui("store", "list", "--all").text


def test_delete_asks_for_the_name(memtui, store):
    """Typed, or as an option; anything else deletes nothing."""
    memtui("write", store, "/a", "--content", "x")
    memtui("store", "delete", store, code=2)
    memtui("store", "delete", store, stdin="y\n", code=1)
    memtui("store", "delete", store, "--confirm", "sre-notes", "--json", code=1)
    assert memtui("cat", store, "/a").text == "x"
    deleted = memtui("store", "delete", store, "--json", stdin="SRE Notes\n")
    assert deleted.json == {"id": store, "type": "memory_store_deleted"}
    assert "1 version" in deleted.err
    memtui("store", "show", store, code=4)
    for extra in (["--confirm", "B"], ["--yes"]):
        memtui("store", "create", "B")
        memtui("store", "delete", "B", *extra)
    memtui("store", "delete", "B", "--yes", code=4)


@pytest.fixture
def folder(tmp_path):
    """Files of every kind."""
    root = tmp_path / "My Notes"
    (root / "deep" / "er").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text("x")
    (root / ".hidden").write_text("x")
    (root / "a.md").write_bytes(b"one\r\ntwo")
    (root / "deep/er/b é.md").write_bytes("\ufeffbom\n".encode())
    (root / "latin.txt").write_bytes(b"caf\xe9")
    (root / "nul.bin").write_bytes(b"a\0b")
    (root / "large.md").write_text("x" * 102_401)
    (root / "a\u202eb.md").write_text("x")
    (root / "link.md").symlink_to("/etc/passwd")
    (root / "linked").symlink_to(root / "deep")
    return root


def test_import_names_what_it_skipped(memtui, folder):
    """The rest is stored byte for byte, as versions marked imported."""
    done = memtui("store", "import", folder, "--json").json
    assert set(done) == {"store", "created", "modified", "unchanged", "skipped"}
    assert done["store"]["name"] == "My Notes"
    assert (done["created"], done["modified"], done["unchanged"]) == (2, 0, 0)
    reasons = {item["path"]: item["reason"] for item in done["skipped"]}
    assert set(reasons) == {
        "/.git/",
        "/.hidden",
        "/latin.txt",
        "/nul.bin",
        "/large.md",
        "/a\u202eb.md",
        "/link.md",
        "/linked",
    }
    assert all(reasons.values())
    assert memtui("cat", "my-notes", "/a.md").out == b"one\r\ntwo"
    versions = memtui("log", "my-notes", "--json").data
    assert {version["origin"] for version in versions} == {"import"}
    (folder / "a.md").write_text("changed")
    (folder / "new.md").write_text("new")
    again = memtui("store", "import", folder, "--into", "my-notes", "--json").json
    assert (again["created"], again["modified"], again["unchanged"]) == (1, 1, 1)


def test_import_options(memtui, folder, store):
    """A name for a new store, or an existing store; nothing is deleted there."""
    assert memtui("store", "import", folder, "--name", "X", "--json").json["store"]["name"] == "X"
    memtui("write", store, "/mine.md", "--content", "x")
    memtui("store", "import", folder, "--into", store)
    assert "/mine.md" in [item["path"] for item in memtui("ls", store, "--json").data]
    memtui("store", "import", folder, "--into", store, "--name", "X", code=2)
    memtui("store", "import", folder, "--into", "nothing", code=4)
    memtui("store", "import", folder / "nothing", code=4)
    people = memtui("store", "import", folder).text
    assert "2 created" in people
    assert "/latin.txt" in people


def test_export_gives_the_same_bytes_back(memtui, folder, tmp_path):
    """Now, and as it was."""
    memtui("store", "import", folder, "--name", "X")
    seq = memtui("status", "--json").json["seq"]
    memtui("write", "X", "/a.md", "--content", "changed")
    memtui("write", "X", "/.profile", "--content", "rm -rf /")
    out = tmp_path / "out"
    done = memtui("store", "export", "X", out, "--json").json
    assert done["files"] == 2
    assert [item["path"] for item in done["skipped"]] == ["/.profile"]
    assert (out / "a.md").read_text() == "changed"
    assert not (out / ".profile").exists()
    memtui("store", "export", "X", out, "--at", str(seq))
    for file in ("a.md", "deep/er/b é.md"):
        assert (out / file).read_bytes() == (folder / file).read_bytes()
    memtui("store", "export", "X", folder / "a.md", code=1)
    memtui("store", "export", "nothing", out, code=4)


def test_export_does_not_follow_links(memtui, store, tmp_path):
    """Nobody leads it outside of its folder."""
    memtui("write", store, "/d/a.md", "--content", "x")
    out, outside = tmp_path / "out", tmp_path / "outside"
    out.mkdir()
    outside.mkdir()
    os.symlink(outside, out / "d")
    done = memtui("store", "export", store, out, "--json").json
    assert [item["path"] for item in done["skipped"]] == ["/d/a.md"]
    assert list(outside.iterdir()) == []


def test_an_archived_store_is_opened_again(memtui):
    """And takes writes again."""
    memtui("store", "create", "Notes")
    memtui("store", "archive", "Notes")
    memtui("write", "Notes", "/a", stdin="x", code=5)
    assert memtui("store", "unarchive", "Notes", "--json").json["archived_at"] is None
    memtui("write", "Notes", "/a", stdin="x")
