"""How a server begins and ends: orders, kills, taken ports, slow and rude clients."""

import contextlib
import json
import random
import socket
import subprocess
import sys
import threading
import time

import pytest
from support.serving import (
    COMMAND,
    NotServed,
    Server,
    exchange,
    made_keys,
    problems,
    request_bytes,
    send,
)

from core import Workspace


def test_sigterm_ends_it_soon_with_streams_open_and_requests_in_flight(folder):
    """With 0; what was acknowledged is there, and the port is free again."""
    file = folder / "team.db"
    with Server(file, "--no-auth") as server:
        made = send(server, "POST", "/v1/memory_stores", body=b'{"name":"n"}').json
        session = send(server, "POST", "/v1/sessions", body=b'{"agent":"a"}').json
        streams = []
        for target in (
            f"/v1/sessions/{session['id']}/events/stream",
            "/memtui/v1/changes/stream",
            "/memtui/calls/wait?timeout_s=30&since=1000000",
        ):
            line = socket.create_connection((server.host, server.port), 10)
            line.sendall(request_bytes("GET", target, [("host", "localhost")]))
            streams.append(line)
        for line in streams[:2]:
            assert line.recv(10)
        at = f"/v1/memory_stores/{made['id']}/memories"
        acknowledged: list[str] = []

        def write(name: int) -> None:
            with contextlib.suppress(OSError):
                for number in range(10_000):
                    path = f"/{name}/{number}"
                    body = json.dumps({"path": path, "content": "x"}).encode()
                    if send(server, "POST", at, body=body).status != 200:
                        return
                    acknowledged.append(path)

        writers = [threading.Thread(target=write, args=(name,)) for name in range(3)]
        for writer in writers:
            writer.start()
        while len(acknowledged) < 10:
            time.sleep(0.01)
        start = time.monotonic()
        assert server.end() == 0
        assert time.monotonic() - start < 5
        for writer in writers:
            writer.join()
        for line in streams:
            line.close()
        with Server(file, "--no-auth", port=server.port) as again:
            assert again.port == server.port
    with Workspace.open(file) as workspace:
        there = {item.path for item in workspace.memories.list(made["id"])}
    assert there >= set(acknowledged)
    assert problems(file) == []


def test_an_order_to_end_is_heeded_while_it_waits_for_nothing(folder):
    """An idle line that is kept open does not hold it."""
    server = Server(folder / "team.db")
    with server, socket.create_connection((server.host, server.port), 10):
        start = time.monotonic()
        assert server.end() == 0
        assert time.monotonic() - start < 5


def test_a_taken_port_is_one_sentence(folder, server):
    """And exit code 1, without a traceback."""
    done = subprocess.run(
        [*COMMAND, "serve", "--port", str(server.port), "--workspace", str(folder / "b.db")],
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    last = done.stderr.decode().splitlines()[-1]
    assert str(server.port) in last
    assert "choose another --port" in last
    assert b"Traceback" not in done.stderr


def test_without_keys_only_this_machine_is_served(folder):
    """Another address with `--no-auth` is a usage error."""
    done = subprocess.run(
        [*COMMAND, "serve", "--no-auth", "--host", "0.0.0.0", "--workspace", str(folder / "b.db")],
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 2
    assert not (folder / "b.db").exists()


WRITER = """
import json, sys, http.client
port, store, name, log = sys.argv[1:]
line = http.client.HTTPConnection("127.0.0.1", int(port))
with open(log, "a") as facts:
    number = 0
    while True:
        number += 1
        path, content = f"/{name}/{number}", f"{number} by {name}"
        line.request("POST", f"/v1/memory_stores/{store}/memories",
                     json.dumps({"path": path, "content": content}))
        answer = line.getresponse()
        answer.read()
        if answer.status == 200:
            facts.write(json.dumps([path, content]) + "\\n")
            facts.flush()
"""


def test_a_server_killed_under_load_lost_nothing_that_was_acknowledged(folder, long):
    """And needs no repair: the next one serves at once."""
    file, acknowledged, chance = folder / "team.db", {}, random.Random(1)
    with Workspace.open(file, user="ann") as workspace:
        store = workspace.stores.create("Busy")
    for turn in range(30 if long else 2):
        with Server(file, "--no-auth") as server:
            logs = [folder / f"{turn}-{name}.log" for name in range(3)]
            writers = [
                subprocess.Popen(
                    [sys.executable, "-c", WRITER, str(server.port), store.id, log.stem, str(log)],
                    stderr=subprocess.DEVNULL,
                )
                for log in logs
            ]
            # All of them in the middle of it, however slowly one of them began.
            while not all(log.exists() and log.read_bytes().count(b"\n") > 4 for log in logs):
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.2))
            server.kill()
            for writer in writers:
                assert writer.wait(10) != 0
        for log in logs:
            whole = log.read_text().split("\n")[:-1]
            acknowledged.update(json.loads(line) for line in whole)
    assert len(acknowledged) > 20
    with Workspace.open(file, user="ann") as workspace:
        for path, content in acknowledged.items():
            assert workspace.memories.at_path(store.id, path).content == content
    assert problems(file) == []


def test_who_says_nothing_or_too_little_is_let_go(server):
    """Slow heads hold a line for ten seconds and no longer; others are served meanwhile."""
    with contextlib.ExitStack() as lines:
        idle = [
            lines.enter_context(socket.create_connection((server.host, server.port), 20))
            for _ in range(20)
        ]
        for line in idle[:10]:
            line.sendall(b"GET / HTTP/1.1\r\nhost:")
        assert exchange(server, request_bytes("GET", "/", [("host", "localhost")])).status == 401
        start = time.monotonic()
        for line in idle:
            with contextlib.suppress(ConnectionResetError):
                assert line.recv(1) == b""
        assert 5 < time.monotonic() - start < 15


def test_a_client_that_leaves_in_the_middle_harms_nobody(server, secrets, store, client):
    """Half a body, half an answer, half a stream."""
    headers = [("host", "localhost"), ("x-api-key", secrets["plain"])]
    at = f"/v1/memory_stores/{store.id}/memories"
    for target, method, extra, body in (
        (at, "POST", [("content-length", "1000")], b'{"path":"/half"'),
        (at, "GET", [], b""),
        ("/memtui/calls/wait?timeout_s=30&since=100000", "GET", [], b""),
    ):
        with socket.create_connection((server.host, server.port), 10) as line:
            line.sendall(request_bytes(method, target, [*headers, *extra], body))
    assert client.memories.list(store.id).data == []
    assert client.memories.create(store.id, path="/whole", content="x").path == "/whole"


def test_a_missing_workspace_is_made_and_a_broken_one_is_told(folder):
    """The latter in one sentence and exit 1."""
    with Server(folder / "deep" / "new.db", "--no-auth") as server:
        assert send(server, "GET", "/v1/memory_stores").json["data"] == []
    (folder / "broken.db").write_bytes(b"no database" * 1_000)
    with pytest.raises(NotServed) as caught:
        Server(folder / "broken.db")
    assert len(str(caught.value).splitlines()) == 1


def test_keys_that_are_made_beside_it_open_it_at_once(folder):
    """The server reads them from the file at each request."""
    with Server(folder / "team.db") as server:
        assert send(server, "GET", "/v1/memory_stores", key="memtui_x").status == 401
        secrets = made_keys(server.file, late=False)
        assert send(server, "GET", "/v1/memory_stores", key=secrets["late"]).status == 200
