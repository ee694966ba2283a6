"""The tools of the MCP door, without the protocol around them."""

import jsonschema
import pytest

from core import CoreError, InvalidRequest, NotFound, NotPermitted, PathConflict
from core.access.attachments import Attach
from core.doors.mcp.reading import MOST_CHARACTERS, MOST_LINES, around
from core.doors.mcp.schemas import input_schema, output_schema
from core.doors.mcp.stores import AmbiguousStore
from core.doors.mcp.tools import BY_NAME, TOOLS, ArgumentsRefused, Desk
from core.doors.mcp.writing import MOST_BYTES, Occupied, Stale
from core.memories import Memories
from core.text import sha256
from core.texts.edits import Append, EditRefused
from core.workspace import Workspace


class Client:
    """Calls tools by name, and holds every answer against the schema that clients are given."""

    def __init__(self, workspace, session_id=None):
        if session_id is not None:
            workspace = Workspace(workspace.acting_as(session_id).context)
        self._desk = Desk(workspace, session_id)

    def __call__(self, name, **arguments):
        answer = self._desk.call(BY_NAME[name], arguments)
        jsonschema.validate(answer, output_schema(BY_NAME[name].result))
        return answer


@pytest.fixture
def user(ws, store):
    """A client without a session."""
    return Client(ws)


@pytest.fixture
def agent(ws, store):
    """A client of a session that may write the store."""
    return Client(ws, ws.sessions.start("triage", {store.id: "read_write"}).id)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_schemas_are_whole_and_described(tool):
    """No reference leads out of them, and every parameter is explained to the model."""
    given, answered = input_schema(tool.arguments), output_schema(tool.result)
    for schema in (given, answered):
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["type"] == "object"
        assert "$ref" not in str(schema)
    assert given["additionalProperties"] is False
    assert all(one["description"] for one in given["properties"].values())
    jsonschema.validate({"error": {"type": "x", "message": "y"}}, answered)


def test_stores_are_listed_with_what_may_be_done(ws, store):
    """As the session has them attached; an archived one can only be read."""
    org = ws.stores.create("Org Knowledge", "Who owns what.")
    old = ws.stores.create("Old")
    session = ws.sessions.start(
        "triage",
        {
            store.id: "read_write",
            org.id: Attach("read_only", "Look here first."),
            old.id: "read_write",
        },
    )
    ws.stores.archive(old.id)
    stores = {one["slug"]: one for one in Client(ws, session.id)("list")["data"]}
    assert {slug: one["access"] for slug, one in stores.items()} == {
        "notes": "read_write",
        "org-knowledge": "read_only",
        "old": "read_only",
    }
    assert stores["org-knowledge"]["instructions"] == "Look here first."
    assert stores["notes"]["description"] == "What agents learned."


def test_a_store_is_found_by_id_name_or_slug(ws, store, user):
    """And by nothing, when only one can be meant."""
    org = ws.stores.create("Org Knowledge")
    for text in (org.id, "Org Knowledge", "org-knowledge"):
        assert user("list", store=text)["memory_store_id"] == org.id
    with pytest.raises(AmbiguousStore, match="There are several stores; name one by its id"):
        user("read", path="/a")
    ws.stores.create("Org  Knowledge")
    with pytest.raises(AmbiguousStore) as refused:
        user("list", store="org-knowledge")
    assert org.id in refused.value.details()["memory_store_ids"]
    with pytest.raises(NotFound, match="There is no store nowhere"):
        user("list", store="nowhere")
    for extra in ws.stores.list():
        if extra.id != store.id:
            ws.stores.archive(extra.id)
    assert user("history")["memory_store_id"] == store.id


def test_a_directory_is_listed_page_by_page(user):
    """Sub-directories are rolled up, unless everything is asked for."""
    for path in ("/a", "/d/x", "/d/y", "/z"):
        user("write", path=path, content=path)
    listed = user("list", store="Notes", limit=2)
    assert [one["path"] for one in listed["data"]] == ["/a", "/d/"]
    rest = user("list", store="Notes", limit=2, page=listed["next_page"])
    assert [one["path"] for one in rest["data"]] == ["/z"]
    assert rest["next_page"] is None
    deep = user("list", store="Notes", path_prefix="/d", depth=0)
    assert [one["path"] for one in deep["data"]] == ["/d/x", "/d/y"]
    assert deep["data"][0]["content_sha256"] == sha256("/d/x")


def test_what_was_written_is_read_with_its_hash(ws, store, agent):
    """And the version is the session's."""
    written = agent("write", path="/a.md", content="one\n")
    assert written["created"] is True
    read = agent("read", path="/a.md")
    assert read["content"] == "one\n"
    assert read["content_sha256"] == written["content_sha256"] == sha256("one\n")
    again = agent("write", path="/a.md", content="two\n", expect_sha256=read["content_sha256"])
    assert again["created"] is False
    assert agent("read", path="/a.md", version_id=read["memory_version_id"])["content"] == "one\n"
    newest = next(ws.versions.list(store.id))
    assert (newest.agent, newest.unconditional) == ("triage", False)


def test_a_version_is_read_by_the_path_it_belongs_to(user):
    """Its memory may have moved; a version of another memory is none."""
    first = user("write", path="/a", content="one")
    other = user("write", path="/b", content="two")
    with pytest.raises(NotFound, match="There is no version"):
        user("read", path="/a", version_id=other["memory_version_id"])
    with pytest.raises(NotFound, match="There is no memory at /c, and there never was one"):
        user("read", path="/c", version_id=first["memory_version_id"])


def test_a_stale_hash_changes_nothing_and_tells_what_is_there(ws, agent):
    """The current text, its hash and the conflict: enough to merge and try again."""
    read = agent("write", path="/a", content="one\n")
    agent("edit", path="/a", operation="append", text="theirs\n")
    with pytest.raises(Stale) as refused:
        agent("write", path="/a", content="mine\n", expect_sha256=read["content_sha256"])
    told = refused.value.details()
    assert told["content"] == "one\ntheirs\n"
    assert told["content_sha256"] == sha256("one\ntheirs\n")
    assert ws.conflicts.text(told["conflict_id"]) == "mine\n"
    assert "your text is kept as conf_" in str(refused.value)
    agent("write", path="/a", content="both\n", expect_sha256=told["content_sha256"])
    assert agent("conflicts")["data"] == []


def test_nothing_is_replaced_that_was_not_read(ws, agent):
    """A write without a hash makes a memory, or tells what is there."""
    agent("write", path="/a", content="one\n")
    with pytest.raises(Occupied) as refused:
        agent("write", path="/a", content="two\n")
    told = refused.value.details()
    assert told["content"] == "one\n"
    assert told["content_sha256"] == sha256("one\n")
    assert ws.conflicts.text(told["conflict_id"]) == "two\n"
    with pytest.raises(PathConflict, match="cannot exist beside /a"):
        agent("write", path="/a/b", content="x")
    with pytest.raises(NotFound, match="leave `expect_sha256` out"):
        agent("write", path="/b", content="x", expect_sha256="0" * 64)
    with pytest.raises(InvalidRequest, match="64 lower-case"):
        agent("write", path="/a", content="x", expect_sha256="new")


def test_an_edit_changes_a_part(agent):
    """Each of the three, with the text as it is then."""
    agent("write", path="/a", content="one\n")
    agent("edit", path="/a", operation="append", text="three\n")
    agent("edit", path="/a", operation="insert", line=1, text="two")
    edited = agent("edit", path="/a", operation="str_replace", old_str="three", text="3")
    assert edited["content"] == "one\ntwo\n3\n"
    assert edited["content_sha256"] == sha256("one\ntwo\n3\n")


def test_an_edit_that_does_not_apply_says_why(agent):
    """What is missing in the question, or in the text."""
    agent("write", path="/a", content="one\none\n")
    with pytest.raises(InvalidRequest, match="needs a `line`"):
        agent("edit", path="/a", operation="insert", text="x")
    with pytest.raises(InvalidRequest, match="needs an `old_str`"):
        agent("edit", path="/a", operation="str_replace", text="x")
    with pytest.raises(EditRefused, match="2 times, in lines 1, 2"):
        agent("edit", path="/a", operation="str_replace", old_str="one", text="x")
    with pytest.raises(NotFound, match="There is no memory at /b"):
        agent("edit", path="/b", operation="append", text="x")


def test_an_edit_meets_a_memory_that_was_made_anew(ws, store, agent, monkeypatch):
    """Between looking and writing somebody put another one there."""
    agent("write", path="/a", content="old\n")
    seen = Memories.at_path
    turns = iter([True, False])

    def replacing(self, store_id, path):
        found = seen(self, store_id, path)
        if next(turns):
            ws.memories.delete(found.id)
            ws.memories.create(store.id, "/a", "new\n")
        return found

    monkeypatch.setattr(Memories, "at_path", replacing)
    assert agent("edit", path="/a", operation="append", text="x")["content"] == "new\nx"


def test_an_edit_does_not_give_the_hash_of_a_text_it_does_not_show(agent):
    """Or others' lines could be replaced unseen."""
    agent("write", path="/a", content="x" * MOST_BYTES)
    edited = agent("edit", path="/a", operation="append", text="y")
    assert (edited["content"], edited["content_sha256"]) == (None, None)
    assert edited["content_size_bytes"] == MOST_BYTES + 2


def test_words_are_found_in_what_is_and_what_was(user):
    """With the line they stand in."""
    first = user("write", path="/n/a", content="red\ngreen apples\n")
    user("write", path="/n/a", content="blue\n", expect_sha256=first["content_sha256"])
    user("write", path="/m", content="apples\n")
    assert [(one["path"], one["line"]) for one in user("search", query="apples")["data"]] == [
        ("/m", 1)
    ]
    found = user("search", query="apples", history=True, path_prefix="/n", store="Notes")
    assert [(one["line"], one["text"], one["version_id"]) for one in found["data"]] == [
        (2, "green apples", first["memory_version_id"])
    ]
    with pytest.raises(InvalidRequest, match="at least one word"):
        user("search", query="!!")


def test_a_search_never_answers_without_end(user):
    """Lines are counted, and long ones are shown around the word."""
    user("write", path="/many", content="needle\n" * (MOST_LINES + 1))
    found = user("search", query="needle")
    assert (len(found["data"]), found["has_more"]) == (MOST_LINES, True)
    user("write", path="/long", content="x " * 5_000 + "thimble" + " y" * 5_000)
    [hit] = user("search", query="thimble")["data"]
    assert len(hit["text"]) == MOST_CHARACTERS + 2
    assert "thimble" in hit["text"]


@pytest.mark.parametrize(
    ("text", "mark", "shown"),
    [
        ("short", (0, 5), "short"),
        ("a" * 500, (0, 1), "a" * 400 + "…"),
        ("a" * 500, (499, 500), "…" + "a" * 400),
    ],
)
def test_a_long_line_is_cut_at_its_ends(text, mark, shown):
    """Where something was left out stands a sign for it."""
    assert around(text, [mark]) == shown


def test_history_goes_through_renames_and_restores(ws, store, user):
    """Page by page, newest first; of a directory and of the store too."""
    made = user("write", path="/old", content="one")
    ws.memories.update(made["id"], path="/d/new")
    ws.memories.delete(made["id"])
    ws.restore(made["memory_version_id"])
    first = user("history", path="/d/new", limit=2)
    assert [one["operation"] for one in first["data"]] == ["created", "deleted"]
    rest = user("history", path="/d/new", limit=2, page=first["next_page"])
    assert [one["operation"] for one in rest["data"]] == ["modified", "created"]
    assert rest["next_page"] is None
    assert {one["path"] for one in user("history", path="/d/")["data"]} == {"/d/new"}
    assert len(user("history")["data"]) == 4
    assert user("history", limit=1)["data"][0]["created_by"] == {
        "type": "user_actor",
        "user_id": "ann",
    }


def test_blame_names_the_writer_of_each_line(user, agent):
    """A stretch of the lines, and how many there are."""
    user("write", path="/a", content="one\ntwo\n")
    agent("edit", path="/a", operation="append", text="three\n")
    blamed = user("blame", path="/a", first_line=2, limit=2)
    assert blamed["lines"] == 3
    assert [(one["line"], one["text"], one["agent"]) for one in blamed["data"]] == [
        (2, "two", None),
        (3, "three", "triage"),
    ]


def test_a_session_sees_its_own_conflicts(ws, store, user, agent):
    """Somebody else's is as if there were none; a person without a session sees them all."""
    user("write", path="/a", content="base\nbase 2\n")
    lost = {}
    for who, client in (("user", user), ("agent", agent)):
        with pytest.raises(Stale) as refused:
            client("write", path="/a", content=f"{who}\nbase 2\n", expect_sha256="0" * 64)
        lost[who] = refused.value.conflict_id
    assert [one["id"] for one in agent("conflicts")["data"]] == [lost["agent"]]
    assert {one["id"] for one in user("conflicts")["data"]} == set(lost.values())
    with pytest.raises(NotFound, match="There is no conflict"):
        agent("conflicts", id=lost["user"])
    assert agent("conflicts", state="healed")["data"] == []


def test_a_conflict_is_shown_with_its_texts(ws, store, agent):
    """What a person was shown last stays as it was: looking decides nothing."""
    read = agent("write", path="/a", content="one\ntwo\nthree\n")
    agent("edit", path="/a", operation="str_replace", old_str="three", text="3")
    with pytest.raises(Stale) as refused:
        agent("write", path="/a", content="1\ntwo\nthree\n", expect_sha256=read["content_sha256"])
    lost = refused.value.conflict_id
    ws.memories.edit(read["id"], Append("more\n"))
    seen = ws.conflicts.retrieve(lost).theirs_version_id
    shown = agent("conflicts", id=lost)["conflict"]
    assert shown["base"]["content"] == "one\ntwo\nthree\n"
    assert shown["theirs"]["content"] == "one\ntwo\n3\nmore\n"
    assert shown["mine"]["content"] == "1\ntwo\nthree\n"
    assert shown["merged"] == {"clean": True, "content": "1\ntwo\n3\nmore\n"}
    assert ws.conflicts.retrieve(lost).theirs_version_id == seen
    ws.memories.delete(read["id"])
    assert agent("conflicts", id=lost)["conflict"]["theirs"]["content"] is None


def test_what_a_session_may_not_do_is_said(ws, store):
    """Other stores do not exist for it; reading goes on when writing has ended."""
    other = ws.stores.create("Other")
    ws.memories.create(store.id, "/a", "text\n")
    session = ws.sessions.start("reader", {store.id: "read_only"})
    reader = Client(ws, session.id)
    with pytest.raises(NotFound, match=f"There is no store {other.id}"):
        reader("list", store=other.id)
    for stop, told in (
        (lambda: None, "attached read-only"),
        (lambda: ws.sessions.pause(session.id), "paused the session"),
        (lambda: ws.sessions.end(session.id), "has ended"),
    ):
        stop()
        for name, arguments in (
            ("write", {"path": "/b", "content": "x"}),
            ("edit", {"path": "/a", "operation": "append", "text": "x"}),
        ):
            with pytest.raises(NotPermitted, match=told):
                reader(name, **arguments)
        assert reader("read", path="/a")["content"] == "text\n"


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("read", {}, "missing required field `path`"),
        ("read", {"path": 7}, "Expected `str`, got `int` - at `$.path`"),
        ("read", {"path": "/a", "file": "/b"}, "unknown field `file`"),
        ("list", {"limit": 0}, "Expected `int` >= 1 - at `$.limit`"),
        ("list", {"depth": 2}, "Invalid enum value 2 - at `$.depth`"),
        ("edit", {"path": "/a", "text": "", "operation": "delete"}, "Invalid enum value 'delete'"),
    ],
)
def test_arguments_that_do_not_fit_are_named(user, name, given, told):
    """With the parameter that is wrong."""
    with pytest.raises(ArgumentsRefused) as refused:
        user(name, **given)
    assert f"The arguments of {name} are not valid: " in str(refused.value)
    assert told in str(refused.value)


def test_numbers_may_come_as_texts(user):
    """Some models send them so."""
    assert user("list", limit="5", depth="0") is not None


@pytest.mark.parametrize("path", ["a", "/a/../b", "/a\u202e", "/", "/.anthropic-memory-store"])
def test_a_path_that_breaks_a_rule_is_refused(user, path):
    """For every tool that takes one."""
    for name, arguments in (
        ("read", {}),
        ("write", {"content": "x"}),
        ("write", {"content": "x", "expect_sha256": "0" * 64}),
        ("edit", {"operation": "append", "text": "x"}),
        ("blame", {}),
    ):
        with pytest.raises(CoreError, match=r"A path|is kept for"):
            user(name, path=path, **arguments)
