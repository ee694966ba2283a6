"""Pages of every list: complete, without repeats, also while others write."""

import threading

import pytest


@pytest.fixture
def full(client, store):
    """A store with 30 memories in three directories, and a session with events."""
    for number in range(30):
        client.memories.create(store.id, path=f"/d{number % 3}/{number:02}", content="x")
    return store


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_every_list_is_complete_in_pages_of_any_size(client, full, limit):
    """Each item once."""
    assert len({item.path for item in client.memories.list(full.id, limit=limit)}) == 30
    assert len({one.id for one in client.versions.list(full.id, limit=limit)}) == 30
    deep = [item.path for item in client.memories.list(full.id, depth=1, limit=1)]
    assert deep == ["/d0/", "/d1/", "/d2/"]
    session = client.sessions.create(agent="a", environment_id="e")
    hello = {"type": "user.message", "content": [{"type": "text", "text": "x"}]}
    sent = client.events.send(session.id, events=[hello] * 10).data
    listed = [one.id for one in client.events.list(session.id, limit=limit)]
    assert listed == [one.id for one in sent]


def test_a_page_with_contents_has_at_most_twenty(client, full):
    """A larger limit is no error."""
    page = client.memories.list(full.id, view="full", limit=100)
    assert len(page.data) == 20
    assert len({item.path for item in page}) == 30
    assert len(client.versions.list(full.id, view="full", limit=100).data) == 20


def test_the_last_page_says_so(client, full):
    """With a null cursor, also when it is exactly full."""
    assert client.memories.list(full.id, limit=30).next_page is None
    assert client.memories.list(full.id, limit=29).next_page is not None
    assert client.memories.list(full.id, path_prefix="/none/").next_page is None


@pytest.mark.parametrize("page", ["x", "page_", "page_!!", "page_bnVsbA", "page_WzFd", "\x00", "é"])
def test_a_cursor_that_is_none_is_refused(client, full, page):
    """By every list."""
    for call in (
        lambda: client.memories.list(full.id, page=page),
        lambda: client.versions.list(full.id, page=page),
        lambda: client.stores.list(page=page),
        lambda: client.sessions.list(page=page),
        lambda: client.dreams.list(page=page),
    ):
        error = client.refused(call)
        assert (error.status_code, error.type) == (400, "invalid_request_error")


def test_a_cursor_of_a_list_of_another_kind_is_refused(client, full):
    """Where the two have keys of different kinds."""
    path = client.memories.list(full.id, limit=1).next_page
    number = client.versions.list(full.id, limit=1).next_page
    for call, page in (
        (client.versions.list, path),
        (client.memories.list, number),
    ):
        assert client.refused(call, full.id, page=page).status_code == 400
    assert client.refused(client.sessions.list, page=path).status_code == 400
    assert client.refused(client.sessions.list, page=number).status_code == 400


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_a_page_has_1_to_100_items(client, full, limit):
    """Anything else is refused, by every list."""
    for call in (
        lambda: client.memories.list(full.id, limit=limit),
        lambda: client.versions.list(full.id, limit=limit),
        lambda: client.stores.list(limit=limit),
        lambda: client.sessions.list(limit=limit),
        lambda: client.dreams.list(limit=limit),
    ):
        assert client.refused(call).status_code == 400


def test_writes_between_pages_repeat_nothing_and_hide_nothing(client, server, secrets, open_client):
    """What was there all the time is on exactly one page."""
    store = client.stores.create(name="Busy")
    for number in range(20):
        client.memories.create(store.id, path=f"/kept/{number:02}/x", content="x")
    other = open_client(server.address, secrets["plain"])
    done = threading.Event()

    def write():
        number = 0
        while not done.is_set():
            number += 1
            made = other.memories.create(store.id, path=f"/kept/{number % 20:02}/n", content="y")
            other.memories.update(made.id, memory_store_id=store.id, path=f"/a{number}")
            other.memories.delete(made.id, memory_store_id=store.id)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            paths = [item.path for item in client.memories.list(store.id, limit=3)]
            assert len(paths) == len(set(paths))
            assert sum(path.endswith("/x") for path in paths) == 20
            prefixes = [
                item.path
                for item in client.memories.list(store.id, path_prefix="/kept/", depth=1, limit=3)
            ]
            assert prefixes == [f"/kept/{number:02}/" for number in range(20)]
        before = {one.id for one in client.versions.list(store.id, limit=100)}
        listed = [one.id for one in client.versions.list(store.id, limit=10)]
        assert len(listed) == len(set(listed))
        assert set(listed) >= before
    finally:
        done.set()
        writer.join()
