"""The change feed over HTTP: as pages, and as server-sent events that can be taken up again."""

import json
import socket
import threading
import time

import httpx2
import pytest
from support.serving import request_bytes

from core.doors.served import ServedWorkspace


class Reader:
    """Reads the stream of changes from a place on, until it has seen so many or a last `seq`."""

    def __init__(self, server, key, *, since=None, last_event_id=None):
        self.url = f"{server.address}/memtui/v1/changes/stream"
        self.params = {} if since is None else {"since": since}
        self.headers = {"authorization": f"Bearer {key}"}
        if last_event_id is not None:
            self.headers["last-event-id"] = str(last_event_id)
        self.seen: list[int] = []
        self.kinds: list[str] = []
        self.ready = threading.Event()

    def read(self, *, count=None, until=None, pause_s=0.0):
        timeout = httpx2.Timeout(10)
        with httpx2.stream(
            "GET", self.url, params=self.params, headers=self.headers, timeout=timeout
        ) as answer:
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["request-id"]
            number = None
            for line in answer.iter_lines():
                self.ready.set()
                name, _, value = line.partition(": ")
                if name == "id":
                    number = int(value)
                elif name == "event":
                    self.kinds.append(value)
                elif name == "data":
                    change = json.loads(value)
                    assert change["seq"] == number
                    self.seen.append(number)
                    time.sleep(pause_s)
                    if len(self.seen) == count or (until is not None and number >= until):
                        return

    def start(self, **wishes):
        thread = threading.Thread(target=self.read, kwargs=wishes)
        thread.start()
        return thread


@pytest.fixture
def admin(secrets):
    return secrets["admin"]


def written(workspace, store_id, count):
    for number in range(count):
        workspace.memories.put(store_id, f"/{number % 7}", f"{number} {time.monotonic_ns()}")


def seqs(workspace, since):
    return [change.seq for change in workspace.changes(since)]


def test_a_stream_begins_now_and_tells_everything_once(server, admin, workspace):
    """To many readers alike, each with `id` and `event`, in the order of `seq`."""
    store = workspace.stores.create("Feed")
    readers = [Reader(server, admin) for _ in range(8)]
    threads = [reader.start(count=30) for reader in readers]
    assert all(reader.ready.wait(10) for reader in readers)
    start = workspace.seq()
    written(workspace, store.id, 30)
    for thread in threads:
        thread.join(20)
    expected = seqs(workspace, start)[:30]
    assert [reader.seen for reader in readers] == [expected] * 8
    assert set(readers[0].kinds) <= {"memory.created", "memory.modified"}, readers[0].kinds


def test_a_stream_is_taken_up_where_it_broke(server, admin, workspace):
    """By `since` or `Last-Event-ID`, while others write: no gap and no change twice."""
    store = workspace.stores.create("Feed")
    start = workspace.seq()
    written(workspace, store.id, 20)
    writer = threading.Thread(target=written, args=(workspace, store.id, 60))
    writer.start()
    seen: list[int] = []
    while len(seen) < 80:
        last = seen[-1] if seen else start
        place = {"since": last} if len(seen) % 2 else {"last_event_id": last}
        reader = Reader(server, admin, **place)
        reader.read(count=min(9, 80 - len(seen)))
        seen += reader.seen
    writer.join()
    assert seen == seqs(workspace, start)[:80]


def test_who_reads_slowly_holds_up_nobody(server, admin, workspace):
    """Neither writers nor other readers; and gets everything in the end."""
    store = workspace.stores.create("Feed")
    start = workspace.seq()
    slow, quick = (Reader(server, admin, since=start) for _ in range(2))
    stuck = socket.create_connection((server.host, server.port), 10)
    headers = [("host", "localhost"), ("x-api-key", admin)]
    stuck.sendall(request_bytes("GET", "/memtui/v1/changes/stream?since=0", headers))
    threads = [slow.start(count=100, pause_s=0.005), quick.start(count=100)]
    begun = time.monotonic()
    written(workspace, store.id, 100)
    threads[1].join(20)
    assert time.monotonic() - begun < 10
    threads[0].join(20)
    stuck.close()
    assert slow.seen == quick.seen == seqs(workspace, start)[:100]


def test_changes_are_listed_in_pages_too(raw, admin, workspace):
    """After a `seq`, oldest first."""
    store = workspace.stores.create("Feed")
    start = workspace.seq()
    written(workspace, store.id, 10)
    expected = seqs(workspace, start)
    seen, last = [], start
    while True:
        answer = raw("GET", f"/memtui/v1/changes?since={last}&limit=4", key=admin).json
        if not answer["data"]:
            break
        seen += [one["seq"] for one in answer["data"]]
        last = seen[-1]
        assert answer["seq"] == last
    assert seen[: len(expected)] == expected


@pytest.mark.parametrize("since", ["-1", "x", "99999999999999999999", "1.5"])
def test_a_place_that_is_none_is_refused(raw, admin, since):
    """As a parameter and as a header."""
    assert raw("GET", f"/memtui/v1/changes?since={since}", key=admin).status == 400
    answer = raw("GET", f"/memtui/v1/changes/stream?since={since}", key=admin)
    assert answer.status == 400
    headers = (("last-event-id", since),)
    assert raw("GET", "/memtui/v1/changes/stream", key=admin, headers=headers).status == 400


def test_a_stream_ends_with_its_key(server, workspace):
    """Whoever was let in once is not told of what comes after the key was revoked."""
    _, secret = workspace.keys.create("to be revoked", is_admin=True)
    reader = Reader(server, secret)
    thread = reader.start()
    assert reader.ready.wait(10)
    workspace.keys.revoke("to be revoked")
    after = workspace.stores.create("after")
    thread.join(10)
    assert not thread.is_alive()
    created = [one for one in workspace.changes.newest(5) if one.subject_id == after.id]
    assert created[0].seq not in reader.seen


def test_the_events_of_a_session_end_with_its_key(server, workspace):
    """The key of a session is over with the session, and so is what it listens to."""
    session = workspace.sessions.start("listener", {})
    _, secret = workspace.keys.create(f"key of {session.id}", session_id=session.id)
    reader = Reader(server, secret)
    reader.url = f"{server.address}/v1/sessions/{session.id}/events/stream"
    thread = reader.start()
    assert reader.ready.wait(10)
    workspace.sessions.end(session.id)
    thread.join(10)
    assert not thread.is_alive()


def test_whoever_follows_from_afar_sleeps_through_what_it_may_not_see(server, workspace):
    """It waits from behind the changes of other stores, and does not ask for them without end."""
    own = workspace.stores.create("Followed")
    session = workspace.sessions.start("follower", {own.id: "read_write"})
    _, secret = workspace.keys.create(f"key of {session.id}", session_id=session.id)
    since = workspace.changes.last_seq()
    workspace.memories.create(workspace.stores.create("Other").id, "/unseen.md", "x")
    waits = []

    def wait(seq, timeout_s=None, stop=None):
        waits.append((seq, workspace.changes.last_seq()))
        workspace.memories.create(own.id, "/seen.md", "x")
        return True

    with ServedWorkspace.connect(server.address, secret) as there:
        there.changes.wait = wait
        assert next(there.changes.follow(since)).path == "/seen.md"
    ((waited_from, newest),) = waits
    assert waited_from == newest > since
