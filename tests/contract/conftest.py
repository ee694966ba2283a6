"""A server of its own for each worker, and the official SDK in front of it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import anthropic
import httpx2
import pytest
from support.serving import Answer, Server, made_keys, send

from core import Workspace

Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`memtui serve` on a workspace that all tests of a worker share; each makes its own stores."""
    with Server(tmp_path_factory.mktemp("served") / "team.db") as running:
        yield running


@pytest.fixture(scope="session")
def secrets(server: Server) -> dict[str, str]:
    """The secrets of a plain key and of one of an administrator."""
    return made_keys(server.file, plain=False, admin=True)


class Line(httpx2.HTTPTransport):
    """Notes every request that leaves, and what came back."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[httpx2.Request] = []
        self.received: list[httpx2.Response] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        response = super().handle_request(request)
        self.received.append(response)
        return response


class Client:
    """The SDK with strict validation, and the line that it talks through."""

    def __init__(self, address: str, key: str) -> None:
        self.line = Line()
        self.sdk = anthropic.Anthropic(
            base_url=address,
            api_key=key,
            _strict_response_validation=True,
            http_client=httpx2.Client(transport=self.line),
        )
        self.stores = self.sdk.beta.memory_stores
        self.memories = self.stores.memories
        self.versions = self.stores.memory_versions
        self.sessions = self.sdk.beta.sessions
        self.events = self.sessions.events
        self.dreams = self.sdk.beta.dreams

    def refused(self, call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """The SDK's exception of a call, which was sent once and says who it was."""
        before = len(self.line.sent)
        with pytest.raises(anthropic.APIStatusError) as caught:
            call(*arguments, **options)
        error = caught.value
        assert len(self.line.sent) == before + 1, "the SDK tried again"
        assert error.request_id is not None
        assert error.request_id.startswith("req_01")
        assert error.body["request_id"] == error.request_id
        assert error.body["error"]["type"] == error.type
        assert error.body["error"]["message"]
        return error


@pytest.fixture(scope="session")
def open_client() -> Iterator[Callable[[str, str], Client]]:
    """Makes clients, and closes them at the end."""
    with ExitStack() as opened:

        def make(address: str, key: str) -> Client:
            client = Client(address, key)
            opened.callback(client.sdk.close)
            return client

        yield make


@pytest.fixture(scope="session")
def client(server: Server, secrets: dict[str, str], open_client: Any) -> Client:
    """The SDK with the plain key."""
    return open_client(server.address, secrets["plain"])


@pytest.fixture
def store(client: Client) -> Any:
    """An empty store."""
    return client.stores.create(name="Notes")


@pytest.fixture
def raw(server: Server, secrets: dict[str, str]) -> Callable[..., Answer]:
    """One request with the plain key (or another), and what came back, as it came."""

    def ask(method: str, target: str, **options: Any) -> Answer:
        options.setdefault("key", secrets["plain"])
        return send(server, method, target, **options)

    return ask


@pytest.fixture
def workspace(server: Server) -> Iterator[Workspace]:
    """The served workspace opened as a file besides, by `ann`."""
    with Workspace.open(server.file, user="ann") as opened:
        yield opened


@pytest.fixture
def asynchronous(server: Server, secrets: dict[str, str]) -> Callable[[Callable[..., Any]], Any]:
    """Runs a coroutine function with the asynchronous SDK."""

    def run(work: Callable[..., Any], *, key: str = "", **options: Any) -> Any:
        async def main() -> Any:
            async with anthropic.AsyncAnthropic(
                base_url=server.address,
                api_key=key or secrets["plain"],
                _strict_response_validation=True,
                **options,
            ) as sdk:
                return await work(sdk)

        return asyncio.run(main())

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a workspace of this test alone may be."""
    return tmp_path
