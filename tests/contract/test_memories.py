"""Memories through the official SDK."""

import hashlib
import json
import unicodedata

import anthropic
import pytest

MEMORY_KEYS = {
    "id",
    "type",
    "memory_store_id",
    "memory_version_id",
    "path",
    "content",
    "content_sha256",
    "content_size_bytes",
    "created_at",
    "updated_at",
}


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def expecting(text: str) -> dict[str, str]:
    return {"type": "content_sha256", "content_sha256": sha(text)}


def test_a_memory_is_made_read_changed_and_deleted(client, store):
    """Every call of the wire, with both views."""
    memories, of = client.memories, {"memory_store_id": store.id}
    made = memories.create(store.id, path="/notes/a.md", content="hi", view="full")
    assert made.id.startswith("mem_01")
    assert made.memory_version_id.startswith("memver_01")
    assert (made.content, made.content_sha256, made.content_size_bytes) == ("hi", sha("hi"), 2)
    assert memories.create(store.id, path="/notes/b.md", content="").content is None
    assert memories.retrieve(made.id, **of) == made
    assert memories.retrieve(made.id, **of, view="basic").content is None
    changed = memories.update(made.id, **of, content="ho", precondition=expecting("hi"))
    assert changed.content is None
    assert (changed.id, changed.created_at) == (made.id, made.created_at)
    assert changed.memory_version_id != made.memory_version_id
    moved = memories.update(made.id, **of, path="/notes/c.md", content="hu", view="full")
    assert (moved.path, moved.content) == ("/notes/c.md", "hu")
    versions = client.versions.list(store.id, memory_id=made.id).data
    assert [one.operation for one in versions] == ["modified", "modified", "created"]
    gone = memories.delete(made.id, **of, expected_content_sha256=sha("hu"))
    assert (gone.id, gone.type) == (made.id, "memory_deleted")
    assert client.refused(memories.retrieve, made.id, **of).status_code == 404
    assert client.refused(memories.delete, made.id, **of).status_code == 404
    again = memories.create(store.id, path="/notes/c.md", content="hu")
    assert again.id != made.id


def test_every_key_of_a_memory_is_there(raw, store):
    """Content is null in a basic view and nothing else is."""
    at = f"/v1/memory_stores/{store.id}/memories"
    made = raw("POST", at, body=b'{"path":"/a","content":"x"}').json
    assert set(made) == MEMORY_KEYS
    assert [name for name, value in made.items() if value is None] == ["content"]
    for target, content in ((f"{at}/{made['id']}", "x"), (f"{at}/{made['id']}?view=basic", None)):
        found = raw("GET", target).json
        assert set(found) == MEMORY_KEYS
        assert found["content"] == content
    (listed,) = raw("GET", at).json["data"]
    assert set(listed) == MEMORY_KEYS
    changed = raw("PATCH", f"{at}/{made['id']}?view=full", body=b'{"content":"y"}').json
    assert (set(changed), changed["content"]) == (MEMORY_KEYS, "y")


@pytest.mark.parametrize(
    "text",
    ["", "a\r\nb\rc\n", "\ufeffbom", "e\u0301", "\u00e9", "\U0001f600", "no newline", "\u2028"],
)
def test_contents_come_back_byte_for_byte(client, store, text):
    """No normalisation of any kind."""
    made = client.memories.create(store.id, path="/a", content=text, view="full")
    assert (made.content, made.content_sha256) == (text, sha(text))
    found = client.memories.retrieve(made.id, memory_store_id=store.id)
    assert (found.content, found.content_size_bytes) == (text, len(text.encode()))


@pytest.mark.parametrize("letter", ["x", "é", "\U0001f600"])
def test_a_memory_has_at_most_102_400_bytes(client, store, letter):
    """Of UTF-8, not of characters; one beyond is a 400 and no 413."""
    full = (letter * 102_400)[: 102_400 // len(letter.encode())]
    made = client.memories.create(store.id, path="/full", content=full)
    assert made.content_size_bytes == 102_400
    for call in (
        lambda: client.memories.create(store.id, path="/more", content=full + "x"),
        lambda: client.memories.update(made.id, memory_store_id=store.id, content=full + "x"),
    ):
        error = client.refused(call)
        assert (error.status_code, error.type) == (400, "invalid_request_error")
        assert isinstance(error, anthropic.BadRequestError)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "a",
        "/a/",
        "//a",
        "/a//b",
        "/./a",
        "/a/..",
        "/a\x00b",
        "/a\nb",
        "/a\u200bb",
        "/a\u2028b",
        "/a\u2029b",
        "/" + unicodedata.normalize("NFD", "é"),
        "/" + "x" * 1_024,
        "/" + "/".join("abcdefghijklmnopqrstu"),
        "/.anthropic-memory-store",
    ],
)
def test_a_path_that_breaks_a_rule_is_refused(client, store, path):
    """On create and on rename, with nothing written."""
    kept = client.memories.create(store.id, path="/kept", content="x")
    refusals = [
        client.refused(client.memories.create, store.id, path=path, content="x"),
        client.refused(client.memories.update, kept.id, memory_store_id=store.id, path=path),
    ]
    for error in refusals:
        assert (error.status_code, error.type) == (400, "invalid_request_error")
    assert [item.path for item in client.memories.list(store.id)] == ["/kept"]


@pytest.mark.parametrize(
    "path",
    ["/a b", "/.hidden", "/\u00e9", "/" + "x" * 1_023, "/" + "/".join("a" * 20), "/A", "/a?b#c"],
)
def test_a_path_that_breaks_none_is_taken(client, store, path):
    """Spaces, dots, letters of every script, twenty segments, 1,024 bytes."""
    made = client.memories.create(store.id, path=path, content="x")
    assert client.memories.retrieve(made.id, memory_store_id=store.id).path == path


@pytest.mark.parametrize(
    ("there", "wanted"), [("/a", "/a"), ("/a", "/a/b"), ("/a/b/c", "/a"), ("/a/b/c", "/a/b")]
)
def test_a_file_is_no_directory(client, store, there, wanted):
    """A taken or blocked path is a conflict that names who is in the way, and is sent once."""
    blocker = client.memories.create(store.id, path=there, content="x")
    other = client.memories.create(store.id, path="/other", content="y")
    for call in (
        lambda: client.memories.create(store.id, path=wanted, content="x"),
        lambda: client.memories.update(other.id, memory_store_id=store.id, path=wanted),
    ):
        error = client.refused(call)
        assert isinstance(error, anthropic.ConflictError)
        assert (error.status_code, error.type) == (409, "memory_path_conflict_error")
        assert error.body["error"]["conflicting_path"] in (there, wanted)
        assert error.body["error"]["conflicting_memory_id"] == blocker.id
        assert error.response.headers["x-should-retry"] == "false"


def test_a_stale_precondition_is_sent_once(client, store):
    """A rename and a delete are guarded by the content too."""
    made = client.memories.create(store.id, path="/a", content="one")
    of = {"memory_store_id": store.id}
    for call in (
        lambda: client.memories.update(
            made.id, **of, content="two", precondition=expecting("none")
        ),
        lambda: client.memories.update(made.id, **of, path="/b", precondition=expecting("none")),
        lambda: client.memories.delete(made.id, **of, expected_content_sha256=sha("none")),
    ):
        error = client.refused(call)
        assert isinstance(error, anthropic.ConflictError)
        assert (error.status_code, error.type) == (409, "memory_precondition_failed_error")
        assert error.body["error"]["content_sha256"] == sha("one")
        assert error.response.headers["x-should-retry"] == "false"
        assert error.response.request.headers["x-stainless-retry-count"] == "0"
    assert client.memories.retrieve(made.id, **of).content == "one"


def test_what_is_there_already_needs_no_precondition(client, store):
    """A retry of an update whose answer was lost succeeds, without a second version."""
    made = client.memories.create(store.id, path="/a", content="one")
    of = {"memory_store_id": store.id}
    done = client.memories.update(made.id, **of, content="two", precondition=expecting("one"))
    again = client.memories.update(made.id, **of, content="two", precondition=expecting("one"))
    assert again == done
    moved = client.memories.update(
        made.id, **of, path="/b", content="two", precondition=expecting("two")
    )
    again = client.memories.update(
        made.id, **of, path="/b", content="two", precondition=expecting("one")
    )
    assert again == moved
    assert len(client.versions.list(store.id, memory_id=made.id).data) == 3


def test_an_update_that_changes_nothing_writes_no_version(client, store):
    """The same content, the same path, or both."""
    made = client.memories.create(store.id, path="/a", content="one")
    of = {"memory_store_id": store.id}
    for options in ({"content": "one"}, {"path": "/a"}, {"content": "one", "path": "/a"}):
        assert client.memories.update(made.id, **of, **options) == made
    assert len(client.versions.list(store.id, memory_id=made.id).data) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"content": None},
        {"content": None, "path": None},
        {"precondition": expecting("x")},
        {"content": 1},
        {"content": "x", "precondition": {"type": "content_sha256", "content_sha256": "x"}},
        {"content": "x", "precondition": {"type": "content_sha256", "content_sha256": "A" * 64}},
        {"content": "x", "precondition": {"type": "etag", "content_sha256": "a" * 64}},
        {"content": "x", "precondition": {"content_sha256": "a" * 64}},
        {"content": "x", "unknown": 1},
        {"content": "x", "precondition": {**expecting("x"), "more": 1}},
        [],
        "x",
        None,
    ],
)
def test_an_update_needs_a_content_or_a_path(raw, client, store, body):
    """And a precondition that is one; null leaves what it names."""
    made = client.memories.create(store.id, path="/a", content="x")
    target = f"/v1/memory_stores/{store.id}/memories/{made.id}"
    answer = raw("POST", target, body=json.dumps(body).encode())
    assert (answer.status, answer.error["type"]) == (400, "invalid_request_error")
    assert client.memories.retrieve(made.id, memory_store_id=store.id).updated_at == made.updated_at


@pytest.mark.parametrize(
    "body",
    [
        b'{"path":"/a"}',
        b'{"content":"x"}',
        b'{"path":"/a","content":null}',
        b'{"path":null,"content":"x"}',
        b'{"path":"/a","content":"x","view":"full"}',
        b'{"path":"/a","content":"\\ud800"}',
        b'{"path":"/a","content":"a\\u0000b"}',
        b'{"path":"/a","content":"\xff"}',
        b"",
        b"{",
        b"[" * 100_000,
        b'{"path":' * 5_000,
    ],
)
def test_a_create_needs_a_path_and_a_text(raw, client, store, body):
    """Text without lone surrogates or NUL, in a body that is JSON."""
    answer = raw("POST", f"/v1/memory_stores/{store.id}/memories", body=body)
    assert (answer.status, answer.error["type"]) == (400, "invalid_request_error")
    assert client.memories.list(store.id).data == []


def test_a_null_precondition_is_none(raw, client, store):
    """As the SDK sends explicit nulls."""
    made = client.memories.create(store.id, path="/a", content="x")
    target = f"/v1/memory_stores/{store.id}/memories/{made.id}"
    body = b'{"content":"y","path":null,"precondition":null}'
    assert raw("POST", target, body=body).status == 200


@pytest.mark.parametrize("value", ["", "x", "A" * 64, "a" * 63])
def test_a_delete_is_guarded_by_a_hash_or_not_at_all(raw, client, store, value):
    """A malformed one is no guard, so it is refused."""
    made = client.memories.create(store.id, path="/a", content="x")
    target = f"/v1/memory_stores/{store.id}/memories/{made.id}?expected_content_sha256={value}"
    assert raw("DELETE", target).status == 400
    assert client.memories.retrieve(made.id, memory_store_id=store.id)


def test_a_memory_is_found_in_its_own_store_only(client, store):
    """Under another store it does not exist."""
    other = client.stores.create(name="Other")
    made = client.memories.create(store.id, path="/a", content="x")
    of = {"memory_store_id": other.id}
    for call in (
        lambda: client.memories.retrieve(made.id, **of),
        lambda: client.memories.update(made.id, **of, content="y"),
        lambda: client.memories.delete(made.id, **of),
        lambda: client.versions.retrieve(made.memory_version_id, **of),
        lambda: client.versions.redact(made.memory_version_id, **of),
    ):
        error = client.refused(call)
        assert isinstance(error, anthropic.NotFoundError)
        assert (error.status_code, error.type) == (404, "not_found_error")


def test_listing_shows_files_and_directories_in_the_order_of_paths(client, store):
    """A prefix matches whole segments; with depth 1 what lies deeper is one entry."""
    for path in ("/notes/a.md", "/notes/deep/b.md", "/notes/deep/c.md", "/notes-archive/x", "/é"):
        client.memories.create(store.id, path=path, content="x")
    shown = [(item.type, item.path) for item in client.memories.list(store.id, depth=1)]
    assert shown == [
        ("memory_prefix", "/notes-archive/"),
        ("memory_prefix", "/notes/"),
        ("memory", "/é"),
    ]
    shown = [item.path for item in client.memories.list(store.id, path_prefix="/notes/", depth=1)]
    assert shown == ["/notes/a.md", "/notes/deep/"]
    for depth in ({}, {"depth": 0}):
        shown = [
            item.path for item in client.memories.list(store.id, path_prefix="/notes/", **depth)
        ]
        assert shown == ["/notes/a.md", "/notes/deep/b.md", "/notes/deep/c.md"]
    assert client.memories.list(store.id, path_prefix="/none/").data == []
    whole = [item.path for item in client.memories.list(store.id, path_prefix="/")]
    assert len(whole) == 5
    full = client.memories.list(store.id, view="full").data
    assert {getattr(item, "content", None) for item in full} == {"x"}


@pytest.mark.parametrize(
    "options", [{"depth": 2}, {"depth": -1}, {"path_prefix": "/notes"}, {"path_prefix": "notes/"}]
)
def test_a_prefix_ends_with_a_slash_and_a_depth_is_0_or_1(client, store, options):
    """Anything else is refused."""
    error = client.refused(client.memories.list, store.id, **options)
    assert (error.status_code, error.type) == (400, "invalid_request_error")


def test_the_asynchronous_client_does_the_same(asynchronous, store):
    """Everything an agent does all day."""

    async def work(sdk):
        stores = sdk.beta.memory_stores
        of = {"memory_store_id": store.id}
        made = await stores.memories.create(store.id, path="/a", content="one")
        done = await stores.memories.update(made.id, **of, content="two")
        with pytest.raises(anthropic.ConflictError):
            await stores.memories.update(
                made.id, **of, content="three", precondition=expecting("one")
            )
        found = await stores.memories.retrieve(made.id, **of)
        assert (found.content, found.memory_version_id) == ("two", done.memory_version_id)
        listed = [item.path async for item in stores.memories.list(store.id, limit=1)]
        versions = [one.operation async for one in stores.memory_versions.list(store.id, limit=1)]
        await stores.memories.delete(made.id, **of)
        return listed, versions

    assert asynchronous(work) == (["/a"], ["modified", "created"])
