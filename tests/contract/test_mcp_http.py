"""`memtui mcp --http`: who is let in, and the same server for clients of both eras."""

import json
import re
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import anyio
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from core import Workspace
from memtui.cli.run import run

KEY = "0123456789abcdef" * 2
PATIENCE_S = 60
"""Only ever waited for in full when the test fails."""

ASK = {"jsonrpc": "2.0", "id": 1, "method": "server/discover"}


@contextmanager
def serving(folder):
    """A server that acts as a session, and its address; it must end well."""
    (folder / "key").write_text(f"{KEY}\n", encoding="utf-8")
    with Workspace.open(folder / "team.db", user="ben") as workspace:
        store = workspace.stores.create("Notes")
        session = workspace.sessions.start("triage", {store.id: "read_write"})
    process = subprocess.Popen(
        [
            *[sys.executable, "-m", "memtui", "mcp", "--http", "--port", "0"],
            *["--workspace", str(folder / "team.db"), "--session", session.id],
            *["--key-file", str(folder / "key")],
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stderr.readline()
    url = re.fullmatch(r"serving MCP at (http://127\.0\.0\.1:\d+/mcp)\n", line)[1]
    yield url, process
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out, err) == (0, "", "")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a server."""
    with serving(tmp_path_factory.mktemp("mcp")) as (url, _):
        yield url


def send(url, headers):
    """One request with exactly these headers, also such that no client would send."""
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname, address.port, timeout=PATIENCE_S)
    connection.putrequest("POST", address.path, skip_host=True)
    names = [name for name, _ in headers]
    for name, value in [*headers, *([] if "host" in names else [("host", address.netloc)])]:
        connection.putheader(name, value)
    body = json.dumps(ASK).encode()
    connection.putheader("content-type", "application/json")
    connection.putheader("content-length", str(len(body)))
    connection.endheaders(body)
    with closing(connection), connection.getresponse() as answer:
        return answer.status, dict(answer.getheaders()), answer.read().decode()


BEARER = ("authorization", f"Bearer {KEY}")


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ([], 401, "authentication_error"),
        ([("authorization", "")], 401, "authentication_error"),
        ([("authorization", "Bearer ")], 401, "authentication_error"),
        ([("authorization", f"Bearer {KEY[:-1]}")], 401, "authentication_error"),
        ([("authorization", f"Bearer {KEY}x")], 401, "authentication_error"),
        ([("authorization", f"Basic {KEY}")], 401, "authentication_error"),
        ([("authorization", KEY)], 401, "authentication_error"),
        ([("authorization", "Bearer \xe9")], 401, "authentication_error"),
        ([("x-api-key", KEY)], 401, "authentication_error"),
        ([BEARER, BEARER], 401, "authentication_error"),
        ([BEARER, ("host", "evil.example")], 403, "permission_error"),
        ([BEARER, ("host", "127.0.0.1.evil.example")], 403, "permission_error"),
        ([BEARER, ("host", "evil.example@127.0.0.1")], 403, "permission_error"),
        ([BEARER, ("host", "127.0.0.1/x")], 403, "permission_error"),
        ([BEARER, ("host", "127.0.0.1:x")], 403, "permission_error"),
        ([BEARER, ("host", "")], 403, "permission_error"),
        ([BEARER, ("host", "localhost"), ("host", "evil")], 403, "permission_error"),
        ([BEARER, ("origin", "http://evil.example")], 403, "permission_error"),
        ([BEARER, ("origin", "http://localhost.evil.example")], 403, "permission_error"),
        ([BEARER, ("origin", "null")], 403, "permission_error"),
    ],
)
def test_nobody_is_let_in_without_the_key_or_for_another_page(server, headers, status, kind):
    """On every route, and also not by a name that only looks like this machine's."""
    for url in (server, server.replace("/mcp", "/other")):
        answered, told, body = send(url, headers)
        assert (answered, json.loads(body)["error"]["type"]) == (status, kind)
        assert (told.get("www-authenticate") == "Bearer") == (status == 401)
        assert "access-control-allow-origin" not in told
        assert KEY not in body


@pytest.mark.parametrize(
    "header",
    [
        ("accept", "application/json"),
        ("origin", "http://localhost:3000"),
        ("host", "LOCALHOST"),
        ("host", "[::1]:80"),
    ],
)
def test_who_brings_the_key_is_let_in(server, header):
    """From this machine, whatever it is called there."""
    answered, _, body = send(server, [BEARER, header])
    assert answered not in (401, 403)
    assert json.loads(body)["jsonrpc"] == "2.0"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_works_over_http(server, mode):
    """Tools, resources and news, as the session the server acts as."""
    heard = []

    async def hear(message):
        heard.append(message)

    async def work():
        async with (
            httpx2.AsyncClient(headers=[BEARER]) as http,
            Client(
                streamable_http_client(server, http_client=http), mode=mode, message_handler=hear
            ) as client,
        ):
            write = {"path": f"/{mode}.md", "content": "x\n"}
            if mode == "auto":
                async with client.listen(resources_list_changed=True) as stream:
                    await client.call_tool("write", write)
                    with anyio.fail_after(PATIENCE_S):
                        await anext(stream)
            else:
                await client.call_tool("write", write)
            asked = {"path": write["path"]}
            history = await client.call_tool("history", asked)
            assert history.structured_content["data"][0]["agent"] == "triage"
            resources = (await client.list_resources(cache_mode="bypass")).resources
            assert write["path"] in [one.name for one in resources]

    anyio.run(work)


def test_who_listens_is_told_of_the_end(tmp_path):
    """The stream ends as the protocol ends it, and the server does not wait for anybody."""

    async def listen(url, process):
        async with (
            httpx2.AsyncClient(headers=[BEARER]) as http,
            Client(streamable_http_client(url, http_client=http)) as client,
            client.listen(resources_list_changed=True) as stream,
        ):
            process.send_signal(signal.SIGTERM)
            with anyio.fail_after(PATIENCE_S):
                return [event async for event in stream]

    with serving(tmp_path) as (url, process):
        assert anyio.run(listen, url, process) == []


def test_nothing_listens_without_a_good_key(tmp_path, capfd, monkeypatch):
    """None, an empty one, one that can be guessed, one that cannot be sent; or everywhere."""
    file = str(tmp_path / "team.db")
    monkeypatch.delenv("MEMTUI_KEY", raising=False)
    key = tmp_path / "key"
    serve = ["mcp", "--http", "--port", "0", "--workspace", file]
    assert run(serve) == 2
    assert "Nothing listens without a key" in capfd.readouterr().err
    for text, told in (
        ("", "The key has 0 characters"),
        ("short", "The key has 5 characters"),
        ("x" * 20 + " y", "without a blank"),
        ("é" * 20, "of ASCII"),
    ):
        key.write_text(text, encoding="utf-8")
        assert run([*serve, "--key-file", str(key)]) == 1
        err = capfd.readouterr().err
        assert told in err
        assert text == "" or text not in err
    key.write_bytes(b"\xff" * 20)
    assert run([*serve, "--key-file", str(key)]) == 1
    assert "no UTF-8" in capfd.readouterr().err
    assert run([*serve, "--key-file", str(tmp_path / "none")]) == 1
    assert "There is no such file" in capfd.readouterr().err
    monkeypatch.setenv("MEMTUI_KEY", KEY)
    assert run(["mcp", "--port", "0", "--workspace", file]) == 2
    assert "go with --http" in capfd.readouterr().err
    assert run([*serve, "--host", "0.0.0.0"]) == 2
    assert "--host" in capfd.readouterr().err
