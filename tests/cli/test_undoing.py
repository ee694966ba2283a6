"""`undo`, `redo`, `session undo`: taken back as new versions, refused when somebody was faster."""

import pytest


@pytest.fixture
def session(memtui, store):
    return memtui(
        "session", "start", "--agent", "triage", "--attach", f"{store}=read_write", "--json"
    ).json["id"]


def test_undo_and_redo_of_an_edit(memtui, store):
    """With the versions that were taken back."""
    memtui("write", store, "/a.md", "--content", "one")
    memtui("write", store, "/a.md", "--content", "two")
    newest = memtui("log", store, "--json").data[0]["id"]
    undone = memtui("undo", "--json").json
    assert (undone["action"], undone["label"]) == ("undo", "changing /a.md")
    assert [version["id"] for version in undone["versions"]] == [newest]
    assert memtui("cat", store, "/a.md").text == "one"
    again = memtui("redo", "--json").json
    assert (again["action"], again["label"]) == ("redo", "changing /a.md")
    assert [version["id"] for version in again["versions"]] == [newest]
    assert memtui("cat", store, "/a.md").text == "two"
    assert len(memtui("log", store, "/a.md", "--json").data) == 4


def test_redo_is_named_after_what_was_done(memtui, store):
    """Not after the undo that is taken back: making a memory, not deleting it."""
    memtui("write", store, "/a.md", "--content", "one")
    assert "Took back: making /a.md" in memtui("undo").text
    memtui("cat", store, "/a.md", code=4)
    assert "Did again: making /a.md" in memtui("redo").text
    assert "Took back: making /a.md" in memtui("undo").text
    assert "making /a.md" in memtui("redo").text
    assert memtui("cat", store, "/a.md").text == "one"


def test_a_directory_comes_back_as_it_went(memtui, store):
    """What was done in one go is taken back in one go."""
    for path in ("/d/a", "/d/b"):
        memtui("write", store, path, "--content", "x")
    memtui("rm", store, "/d/")
    undone = memtui("undo", "--json").json
    assert {version["path"] for version in undone["versions"]} == {"/d/a", "/d/b"}
    assert len(memtui("ls", store, "--json").data) == 2


def test_list_says_what_would_happen(memtui, store):
    """And does nothing."""
    assert memtui("undo", "--list", "--json").json == {"undo": None, "redo": None}
    memtui("write", store, "/a.md", "--content", "one")
    memtui("write", store, "/b.md", "--content", "two")
    memtui("undo")
    found = memtui("undo", "--list", "--json").json
    assert found["undo"]["label"] == "making /a.md"
    assert found["redo"]["label"] == "making /b.md"
    assert memtui("undo", "--list").text.splitlines() == [
        "undo  making /a.md",
        "redo  making /b.md",
    ]


def test_archiving_a_store_is_undone(memtui, store):
    """With the store it was about; exit code 3 when somebody else opened it meanwhile."""
    memtui("store", "archive", store)
    undone = memtui("undo", "--json").json
    assert undone["versions"] == []
    assert undone["store"]["archived"] is True
    assert memtui("store", "show", store, "--json").json["archived_at"] is None
    again = memtui("redo", "--json").json
    assert again["store"] == undone["store"]
    memtui("store", "unarchive", store, "--user", "kim")
    refused = memtui("undo", "--json", code=3).error
    assert refused["store_id"] == undone["store"]["id"]


def test_nothing_to_undo_is_an_error(memtui, store, session):
    """Also when others wrote; everybody takes back their own."""
    memtui("write", store, "/a.md", "--content", "one", "--session", session)
    for command in ("undo", "redo"):
        refused = memtui(command, "--json", code=1).error
        assert f"nothing to {command}" in refused["message"]
    memtui("undo", "--session", session)
    memtui("cat", store, "/a.md", code=4)


def test_undo_is_refused_when_it_was_changed_since(memtui, store, session):
    """Exit code 3, with the version that is there now; nothing is lost."""
    memtui("write", store, "/a.md", "--content", "one")
    memtui("write", store, "/a.md", "--content", "theirs", "--session", session)
    theirs, mine = memtui("log", store, "--json").data
    refused = memtui("undo", "--json", code=3).error
    assert refused["type"] == "memory_precondition_failed_error"
    assert refused["path"] == "/a.md"
    assert refused["version_id"] == mine["id"]
    assert refused["head_version_id"] == theirs["id"]
    assert memtui("cat", store, "/a.md").text == "theirs"


def test_a_session_is_undone_and_later_edits_of_others_are_kept(memtui, store, session):
    """The answer lists both; one undo takes all of it back."""
    memtui("write", store, "/old.md", "--content", "before")
    for path in ("/old.md", "/new.md", "/shared.md"):
        memtui("write", store, path, "--content", "by triage", "--session", session)
    memtui("write", store, "/shared.md", "--content", "by a person", "--user", "kim")
    undone = memtui("session", "undo", session, "--json").json
    assert undone["session_id"] == session
    assert set(undone["paths"]) == {"/old.md", "/new.md"}
    (kept,) = undone["kept"]
    assert (kept["path"], kept["by"]) == ("/shared.md", "kim")
    assert memtui("cat", store, "/old.md").text == "before"
    memtui("cat", store, "/new.md", code=4)
    assert memtui("cat", store, "/shared.md").text == "by a person"
    memtui("undo")
    assert memtui("cat", store, "/new.md").text == "by triage"


def test_undoing_a_session_says_so_to_a_person(memtui, store, session):
    """With what was kept, and by whom."""
    memtui("write", store, "/a.md", "--content", "x", "--session", session)
    memtui("write", store, "/b.md", "--content", "x", "--session", session)
    memtui("write", store, "/b.md", "--content", "y")
    shown = memtui("session", "undo", session).text.splitlines()
    assert shown == [
        f"Took back what {session} wrote to 1 memory.",
        "/a.md",
        "Kept /b.md: alex wrote it since.",
    ]


def test_a_session_undoes_itself_only(memtui, store, session):
    """Another one does not exist for it."""
    memtui("write", store, "/a.md", "--content", "x", "--session", session)
    other = memtui("session", "start", "--agent", "x", "--attach", store).text.strip()
    memtui("session", "undo", session, "--session", other, code=4)
    memtui("session", "undo", other, code=4)
    memtui("session", "undo", "sesn_01x", "--json", code=4)
    memtui("session", "undo", session, "--session", session)
    memtui("cat", store, "/a.md", code=4)
