"""
The MCP door over HTTP: who is let in, and the server that listens.

Nobody is let in without the key, and nobody on behalf of a web page: a request must name this
server as its host, once, and come from no other origin. What is refused never reaches the protocol.
"""

import hmac
import logging
import socket
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.doors.http.hosts import LOOPBACK
from core.doors.mcp.door import Door
from core.errors import InvalidRequest

PATH: Final = "/mcp"
SHORTEST_KEY: Final = 16
_GRACE_S: Final = 2
"""How long open streams may take to end; a client's listening stream would never."""


class Guard:
    """Lets requests through that name this server and bring the key."""

    def __init__(self, app: ASGIApp, key: str, hosts: Iterable[str]) -> None:
        """
        Args:
            hosts: The names and addresses by which clients may call this server.
        """
        self._app = app
        self._key = key.encode()
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._names_us(headers) or not self._is_of_us(headers):
            answer = _error(403, "permission_error", "This host or origin is not served here.")
        elif not self._brings_key(headers):
            answer = _error(401, "authentication_error", "The key is missing, or is another one.")
            answer.headers["www-authenticate"] = "Bearer"
        else:
            await self._app(scope, receive, send)
            return
        await answer(scope, receive, send)

    def _names_us(self, headers: Headers) -> bool:
        match headers.getlist("host"):
            case [host]:
                return _hostname(f"//{host}") in self._hosts
            case _:
                return False

    def _is_of_us(self, headers: Headers) -> bool:
        return all(_hostname(origin) in self._hosts for origin in headers.getlist("origin"))

    def _brings_key(self, headers: Headers) -> bool:
        match headers.getlist("authorization"):
            case [value]:
                scheme, _, given = value.partition(" ")
                # In constant time: how long it takes must not tell how much of it was right.
                is_key = hmac.compare_digest(given.strip().encode(), self._key)
                return is_key and scheme.lower() == "bearer"
            case _:
                return False


class Serving:
    """A server that listens from the moment it is made, and answers once it runs."""

    def __init__(self, door: Door, *, host: str, port: int, key: str) -> None:
        """
        Take an address; port 0 takes a free one.

        Raises:
            InvalidRequest: The key can be guessed, or cannot be sent.
            OSError: The address is taken, or not one of this machine.
        """
        self._door = door
        self._app = Guard(_app(door), _check_key(key), LOOPBACK | {host})
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family)
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{self._socket.getsockname()[1]}{PATH}"

    def run(self) -> None:
        """Serve any number of clients, until SIGINT or SIGTERM."""
        config = uvicorn.Config(
            self._app,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=_GRACE_S,
        )
        _Server(config, self._door).run(sockets=[self._socket])


class _Server(uvicorn.Server):
    """A server that ends the streams of its clients before it waits for them."""

    def __init__(self, config: uvicorn.Config, door: Door) -> None:
        super().__init__(config)
        self._door = door

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End every stream, then the server."""
        self._door.end_streams()
        # Streams of clients of the older kind are cut off; that is the end, and no error.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def _check_key(key: str) -> str:
    """
    A key that nobody guesses, and that fits into a header.

    Raises:
        InvalidRequest: It is none.
    """
    if len(key) < SHORTEST_KEY:
        raise InvalidRequest(
            f"The key has {len(key)} characters; it needs {SHORTEST_KEY} or more, and random ones:"
            " `openssl rand -hex 32` makes some."
        )
    if not key.isascii() or not key.isprintable() or " " in key:
        raise InvalidRequest("A key is of letters, digits and signs of ASCII, without a blank.")
    return key


def _app(door: Door) -> ASGIApp:
    return door.server.streamable_http_app(
        streamable_http_path=PATH,
        # The guard in front looks at every route, and at headers that come twice.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )


def _hostname(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # raises when it is no number
    except ValueError:
        return None
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        return None
    return parts.hostname


def _error(status: int, kind: str, message: str) -> JSONResponse:
    document = {"type": "error", "error": {"type": kind, "message": message}}
    return JSONResponse(document, status_code=status)
