"""What holds for every request: the envelope, betas, parameters, bodies, hosts, limits of HTTP."""

import socket
import time

import anthropic
import pytest
from support.serving import Server, exchange, problems, read_answer, request_bytes, send

from core.doors.http.settings import BODY_LIMIT_BYTES

HEADERS = ("authorization", "x-api-key")


def test_a_key_comes_as_a_bearer_or_by_itself(raw, secrets):
    """As newer and older clients send it; without one, or with another, nobody gets in."""
    at = "/v1/memory_stores?limit=1"
    for headers in (
        (("authorization", f"Bearer {secrets['plain']}"),),
        (("authorization", f"bearer {secrets['plain']}"),),
        (("x-api-key", secrets["plain"]),),
    ):
        assert raw("GET", at, key=None, headers=headers).status == 200
    twice = (("x-api-key", secrets["plain"]), ("x-api-key", "y"))
    for headers in (
        (),
        (("x-api-key", ""),),
        (("authorization", "Bearer "),),
        (("authorization", secrets["plain"]),),
        (("x-api-key", secrets["plain"] + "x"),),
        (("x-api-key", "é"),),
        twice,
    ):
        answer = raw("GET", at, key=None, headers=headers)
        assert (answer.status, answer.error["type"]) == (401, "authentication_error")
        assert secrets["plain"] not in str(answer)
    nowhere = raw("GET", "/nowhere", key=None)
    assert nowhere.status == 401, "who has no key learns nothing, not even which routes there are"


def test_a_wrong_key_is_an_authentication_error(server, open_client):
    """In the SDK's own class, after one try."""
    error = open_client(server.address, "memtui_wrong")
    error = error.refused(error.stores.list)
    assert isinstance(error, anthropic.AuthenticationError)
    assert (error.status_code, error.type) == (401, "authentication_error")


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v1", 404),
        ("GET", "/v1/memory_stores/", 404),
        ("GET", "/v1/memory_stores/x/", 404),
        ("GET", "/v1/agents", 404),
        ("GET", "//v1/memory_stores", 404),
        ("GET", "/v1/%2e%2e/memory_stores", 404),
        ("PUT", "/v1/memory_stores", 405),
        ("DELETE", "/v1/memory_stores", 405),
        ("BREW", "/v1/memory_stores", 400),
        ("GET", "/v1/dreams/x/cancel", 405),
        ("GET", "/v1/memory_stores/%ff%00", 404),
    ],
)
def test_what_is_not_there_is_told_in_the_envelope(raw, method, target, status):
    """An unknown route 404, a wrong method 405 with those that there are."""
    answer = raw(method, target)
    assert answer.status == status
    assert answer.error["type"] in ("not_found_error", "invalid_request_error")
    assert ("allow" in answer.headers) == (answer.status == 405)


def test_parameters_that_nobody_knows_are_tolerated(raw, client, store):
    """Older clients send some; so are beta headers of any kind."""
    for target in ("?beta=true", "?order_by=path&order=asc&x[]=1", "?limit=5&limit=1"):
        assert raw("GET", f"/v1/memory_stores/{store.id}/memories{target}").status == 200
    made = raw("POST", "/v1/memory_stores?beta=true", body=b'{"name":"n"}')
    assert made.status == 200
    betas = ["agent-memory-2026-07-22", "managed-agents-2026-04-01", "computer-use-2024-10-22"]
    assert client.stores.retrieve(store.id, betas=betas) == store
    assert client.stores.retrieve(store.id, extra_headers={"anthropic-version": "2023-06-01"})
    assert client.stores.retrieve(store.id, workspace_id="wrkspc_x") == store


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "limit=", "view=half", "depth=x", "limit=%ff"]
)
def test_parameters_with_impossible_values_are_refused(raw, store, query):
    """Known ones only."""
    answer = raw("GET", f"/v1/memory_stores/{store.id}/memories?{query}")
    assert (answer.status, answer.error["type"]) == (400, "invalid_request_error")


def test_bodies_where_none_is_taken_are_not_read(raw, store):
    """Nor is an empty one parsed as JSON, whatever its type says."""
    json_type = (("content-type", "application/json"),)
    for body in (b"", b"{}", b"nonsense"):
        answer = raw("POST", f"/v1/memory_stores/{store.id}/archive", body=body, headers=json_type)
        assert answer.status == 200


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff\xfe", b'{"name":"n"}{}', b'{"name":NaN}', b'{"name":1}', b'{"name":"n","x":1}'],
)
def test_malformed_bodies_are_told_in_the_envelope(raw, body):
    """As an invalid request."""
    answer = raw("POST", "/v1/memory_stores", body=body)
    assert (answer.status, answer.error["type"]) == (400, "invalid_request_error")


def test_a_head_is_answered_without_a_body(server, secrets, store):
    """Like the GET at the same address."""
    headers = [("host", server.host), ("x-api-key", secrets["plain"]), ("connection", "close")]
    with socket.create_connection((server.host, server.port), 10) as line:
        line.sendall(request_bytes("HEAD", f"/v1/memory_stores/{store.id}", headers))
        raw = b""
        while piece := line.recv(65_536):
            raw += piece
    assert raw.startswith(b"HTTP/1.1 200")
    assert raw.endswith(b"\r\n\r\n")


def test_a_host_must_be_this_machine(server, secrets):
    """Once, and by a name that nobody else can point here."""
    key = ("x-api-key", secrets["plain"])
    target = "/v1/memory_stores?limit=1"
    for host in (f"127.0.0.1:{server.port}", "localhost", "LOCALHOST:1", "[::1]:80"):
        assert exchange(server, request_bytes("GET", target, [("host", host), key])).status == 200
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost:x", "a@localhost", "", "x y"):
        refused = exchange(server, request_bytes("GET", target, [("host", host), key]))
        assert refused.status in (400, 403), host
        assert refused.error["type"] in ("permission_error", "invalid_request_error")
    for hosts in ([], [("host", "localhost"), ("host", "localhost")]):
        refused = exchange(server, request_bytes("GET", target, [*hosts, key]))
        assert (refused.status, refused.error["type"]) == (400, "invalid_request_error")


@pytest.mark.parametrize("target", ["/v1/memory_stores", "/memtui/v1/changes/stream", "/x"])
def test_pages_of_other_servers_are_refused(raw, server, secrets, target):
    """Whatever the route, and `null` is a page of nobody."""
    for origin in ("https://evil.example", "null", f"http://localhost:{server.port}", "file://"):
        refused = raw("GET", target, headers=(("origin", origin),), key=secrets["admin"])
        assert (refused.status, refused.error["type"]) == (403, "permission_error")
    twice = (("origin", server.address), ("origin", server.address))
    assert raw("GET", target, headers=twice).status == 403


def test_pages_of_this_server_are_let_in(raw, server):
    """The same scheme does not matter, the same host and port do; no CORS header is ever sent."""
    answer = raw("GET", "/v1/memory_stores?limit=1", headers=(("origin", server.address),))
    assert answer.status == 200
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_body_of_four_megabytes_is_read_and_a_much_larger_one_is_not(raw, server, secrets, store):
    """The latter is a 413, announced or in chunks, and the line still answers in order."""
    at = f"/v1/memory_stores/{store.id}/memories"
    large = b'{"path":"/a","content":"' + b"x" * (4 << 20) + b'"}'
    assert raw("POST", at, body=large).status == 400, "too large for a memory only"
    too_large = b"x" * (BODY_LIMIT_BYTES + 1)
    answer = raw("POST", at, body=too_large)
    assert (answer.status, answer.error["type"]) == (413, "request_too_large")
    chunk = b"%x\r\n%s\r\n" % (1 << 20, b"x" * (1 << 20))
    headers = [
        ("host", "localhost"),
        ("x-api-key", secrets["plain"]),
        ("transfer-encoding", "chunked"),
    ]
    answer = exchange(server, request_bytes("POST", at, headers, chunk * 9 + b"0\r\n\r\n"))
    assert (answer.status, answer.error["type"]) == (413, "request_too_large")


@pytest.mark.parametrize(
    "raw_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"hello\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: localhost\r\ncontent-length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_http_is_told_in_the_envelope(server, raw_bytes):
    """And the line is closed, with nothing of it in any log."""
    answer = exchange(server, raw_bytes)
    assert answer.status in (400, 401)
    assert answer.error


def test_a_head_that_is_too_large_is_refused(server):
    """However it is cut."""
    answer = exchange(server, b"GET / HTTP/1.1\r\nhost: localhost\r\nx: " + b"x" * 40_000)
    assert answer.status == 400
    with socket.create_connection((server.host, server.port), 10) as line:
        line.sendall(b"GET / HTTP/1.1\r\nhost: localhost\r\n")
        with pytest.raises((ConnectionError, BrokenPipeError)):  # noqa: PT012
            for number in range(10_000):
                line.sendall(b"x%d: y\r\n" % number)
                time.sleep(0.0001)


def test_many_requests_on_one_line_are_answered_in_their_order(server, secrets, store):
    """Also when they are sent before the first answer."""
    headers = [("host", "localhost"), ("x-api-key", secrets["plain"])]
    first = request_bytes("GET", f"/v1/memory_stores/{store.id}", headers)
    second = request_bytes("GET", "/v1/memory_stores/memstore_x", headers)
    with socket.create_connection((server.host, server.port), 10) as line:
        for _ in range(3):
            line.sendall(first)
            assert read_answer(line).json["id"] == store.id
            line.sendall(second)
            assert read_answer(line).status == 404


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A server that counts requests, and knows no keys."""
    file = tmp_path_factory.mktemp("strict") / "team.db"
    with Server(file, "--no-auth", "--rate-limit", "1") as running:
        yield running


def test_a_rate_limit_says_when_to_come_back(strict):
    """429 with both headers, and room again after that time."""
    answers = [send(strict, "GET", "/v1/memory_stores")]
    assert answers[0].status == 200
    # On a slow machine there is room again while the second one is sent; then the third is refused.
    while answers[-1].status == 200 and len(answers) < 20:
        answers.append(send(strict, "GET", "/v1/memory_stores"))
    refused = answers[-1]
    assert (refused.status, refused.error["type"]) == (429, "rate_limit_error")
    assert int(refused.headers["retry-after"]) >= 1
    wait_ms = int(refused.headers["retry-after-ms"])
    assert 0 < wait_ms <= 1_001
    time.sleep(wait_ms / 1_000)
    assert send(strict, "GET", "/v1/memory_stores").status == 200


def test_without_keys_writes_are_those_of_the_user(strict):
    """Who started the server, on loopback only."""
    time.sleep(1.01)
    made = send(strict, "POST", "/v1/memory_stores", body=b'{"name":"n"}')
    assert made.status == 200
    time.sleep(1.01)
    target = f"/v1/memory_stores/{made.json['id']}/memories"
    assert send(strict, "POST", target, body=b'{"path":"/a","content":"x"}').status == 200
    time.sleep(1.01)
    target = f"/v1/memory_stores/{made.json['id']}/memory_versions"
    (version,) = send(strict, "GET", target).json["data"]
    assert version["created_by"] == {"type": "user_actor", "user_id": "ann"}
    assert problems(strict.file) == []
