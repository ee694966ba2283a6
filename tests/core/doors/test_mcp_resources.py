"""Memories as resources: URIs that name one each, pages of all of them, and news of changes."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import InvalidRequest, NotFound
from core.doors.mcp.news import News, follow, news_of
from core.doors.mcp.resources import PAGE, Resources, mime_type, parsed, uri_of
from core.doors.mcp.stdin import well_formed
from core.errors import CoreError
from core.paths import check_path
from core.workspace import Workspace


@given(
    st.text(min_size=1, max_size=20), st.sampled_from(["memstore_01Ab", "sre-notes", "SRE Notes?"])
)
def test_a_uri_names_one_path_whatever_is_in_it(text, store):
    """Also what means something in URIs."""
    path = f"/{text}"
    try:
        check_path(path)
    except CoreError:
        return
    uri = uri_of(store, path)
    assert uri.isascii()
    assert parsed(uri) == (store, path)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "memtui:",
        "memtui:///a",
        "file:///etc/passwd",
        "memtui://notes/a?b",
        "memtui://notes/a#b",
        "memtui://notes/%ff",
        "memtui://[/a",
        "memtui://notes",
        "memtui://notes/",
        "memtui://notes/../other",
        "memtui://notes/%2e%2e/other",
    ],
)
def test_what_is_no_uri_of_a_memory_is_refused(uri):
    """A sentence, never another file."""
    with pytest.raises(InvalidRequest):
        parsed(uri)


def test_all_memories_are_listed_page_by_page(ws, store):
    """Store after store, each memory once, whatever the pages are cut to."""
    other = ws.stores.create("Other")
    ws.stores.create("Empty")
    contents = {f"/{number:03}": "x" for number in range(PAGE)}
    ws.memories.create_many(other.id, contents)
    ws.memories.create_many(store.id, {f"/d/{number:03}.md": "x" for number in range(PAGE + 20)})
    resources = Resources(ws, None)
    pages, cursor = [], None
    while True:
        listed, cursor = resources.page(cursor)
        pages.append([one.memory.path for one in listed])
        if cursor is None:
            break
    assert [len(page) for page in pages] == [PAGE, PAGE, 20]
    assert pages[0] == list(contents)
    assert pages[1] + pages[2] == [f"/d/{number:03}.md" for number in range(PAGE + 20)]


def test_a_page_of_a_store_that_is_gone_is_refused(ws, store):
    """The list has to begin again."""
    ws.memories.create_many(store.id, {f"/{number:03}": "x" for number in range(PAGE + 1)})
    resources = Resources(ws, None)
    _, cursor = resources.page(None)
    ws.stores.delete(store.id)
    with pytest.raises(InvalidRequest, match="list from the beginning"):
        resources.page(cursor)
    with pytest.raises(InvalidRequest, match="not a page cursor"):
        resources.page("nonsense")


def test_a_session_lists_and_reads_its_own_stores(ws, store):
    """By the id, the name or the slug of the store."""
    other = ws.stores.create("Other")
    ws.memories.create(store.id, "/a b.md", "text\n")
    ws.memories.create(other.id, "/secret", "text\n")
    session = ws.sessions.start("triage", {store.id: "read_only"})
    resources = Resources(Workspace(ws.acting_as(session.id).context), session.id)
    listed, _ = resources.page(None)
    assert [one.memory.path for one in listed] == ["/a b.md"]
    for name in (store.id, "Notes", "notes"):
        assert resources.read(uri_of(name, "/a b.md")).content == "text\n"
    with pytest.raises(NotFound):
        resources.read(uri_of(other.id, "/secret"))
    assert resources.uris([(store.id, "/a")]) == {
        f"memtui://{name}/a" for name in (store.id, "Notes", "notes")
    }


def test_a_memory_is_markdown_by_its_name():
    """Anything else is plain text."""
    assert (mime_type("/a.md"), mime_type("/a.txt")) == ("text/markdown", "text/plain")


def test_news_tell_which_memories_and_whether_the_list_changed(ws, store):
    """A modified memory leaves the list as it was, a moved one does not."""
    made = ws.memories.create(store.id, "/a", "one")
    steps = [
        (lambda: ws.memories.create(store.id, "/b", "x"), ["/b"], True),
        (lambda: ws.memories.update(made.id, content="two"), ["/a"], False),
        (lambda: ws.memories.update(made.id, path="/c"), ["/a", "/c"], True),
        (lambda: ws.memories.update(made.id, content="3", path="/d"), ["/c", "/d"], True),
        (lambda: ws.memories.delete(made.id), ["/d"], True),
        (lambda: ws.stores.update(store.id, name="Other"), [], True),
        (lambda: ws.sessions.start("triage", {store.id: "read_only"}), [], False),
    ]
    for step, paths, list_changed in steps:
        since = ws.seq()
        step()
        assert news_of(ws, ws.changes.since(since)) == News(
            frozenset((store.id, path) for path in paths), list_changed
        )


def test_news_are_followed_until_a_stop(ws, store):
    """What others write that a session does not see wakes nobody."""
    other = ws.stores.create("Other")
    session = ws.sessions.start("triage", {store.id: "read_only"})
    acting = Workspace(ws.acting_as(session.id).context)
    stop = threading.Event()
    followed = follow(acting, ws.seq(), stop)
    ws.memories.create(other.id, "/secret", "x")
    ws.memories.create(store.id, "/a", "x")
    ws.memories.create(other.id, "/secret2", "x")
    assert next(followed) == News(frozenset({(store.id, "/a")}), list_changed=True)
    threading.Timer(0.1, stop.set).start()
    assert list(followed) == []


def test_what_is_not_seen_is_looked_at_once(ws, store, monkeypatch):
    """Or a session would be kept busy by the stores of others."""
    other = ws.stores.create("Other")
    session = ws.sessions.start("triage", {store.id: "read_only"})
    acting = Workspace(ws.acting_as(session.id).context)
    looks = []
    look = acting.changes.since
    monkeypatch.setattr(acting.changes, "since", lambda seq: looks.append(seq) or look(seq))
    stop = threading.Event()
    before = ws.seq()
    ws.memories.create(other.id, "/secret", "x")
    threading.Timer(0.2, stop.set).start()
    assert list(follow(acting, before, stop)) == []
    assert looks == [before]


@pytest.mark.parametrize(
    ("line", "parsable"),
    [
        (r'"plain é \n \\ \" A"', r'"plain é \n \\ \" A"'),
        (r'"\ud83d\ude00"', r'"\ud83d\ude00"'),
        (r'"\uD83D\uDE00\ud83d"', r'"\uD83D\uDE00\ufffd"'),
        (r'"\ude00\ud83d"', r'"\ufffd\ufffd"'),
        (r'"\ud83d\ud83d\ude00"', r'"\ufffd\ud83d\ude00"'),
        (r'"\\ud83d"', r'"\\ud83d"'),
        (r'"\\\ud83d"', r'"\\\ufffd"'),
    ],
)
def test_half_of_a_character_becomes_a_whole_one(line, parsable):
    """And everything else stays as it is."""
    assert well_formed(line) == parsable
