"""
A running server: where it listens, how it begins, and how it ends without losing what it promised.
"""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import uvicorn

from core.doors.http.app import Door
from core.doors.http.call import House
from core.doors.http.protocol import GuardedProtocol
from core.doors.http.route import Route
from core.doors.http.routes.table import ROUTES
from core.doors.http.settings import Settings
from core.errors import CoreError
from core.workspace import Workspace

GRACE_S = 6
"""How long requests that have begun may go on when the server is to end."""

KEEP_ALIVE_S = 75
CONNECTIONS = 4_096


class CannotListen(CoreError):
    """The address is taken, or not ours."""


def _listening_socket(host: str, port: int) -> socket.socket:
    """
    A socket that listens; port 0 takes a free one.

    Raises:
        CannotListen: The address cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
    except (OSError, OverflowError, UnicodeError) as error:
        raise CannotListen(f"{host} port {port} is no address to listen on ({error}).") from None
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(2_048)
    except OSError as error:
        found.close()
        raise CannotListen(
            f"Nothing can listen on {host} port {port} ({error.strerror}); choose another --port."
        ) from None
    found.settimeout(0)
    return found


def serve(
    workspace: Workspace,
    settings: Settings,
    tell: Callable[[str], None],
    more_routes: tuple[Route, ...] = (),
) -> None:
    """
    Answer requests until SIGINT or SIGTERM; what was acknowledged is durable by then.

    Args:
        tell: Called with the address once it answers.

    Raises:
        CannotListen: The address cannot be had.
    """
    listening = _listening_socket(settings.host, settings.port)
    port = listening.getsockname()[1]
    house = House(workspace, replace(settings, port=port))
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    config = uvicorn.Config(
        Door(house, (*ROUTES, *more_routes)),
        http=GuardedProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        limit_concurrency=CONNECTIONS,
    )
    # What uvicorn warns of is in the hands of whoever connects: one line for each would fill logs.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    server = _Server(config, house, lambda: tell(f"http://{shown}:{port}"))
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()
        house.feed.join()


class _Server(uvicorn.Server):
    """Ends with its signals as a program that did what it was told, not as one that was killed."""

    def __init__(self, config: uvicorn.Config, house: House, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._house = house
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets=sockets)
        self._tell()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let streams go first, since they never end by themselves."""
        self._house.feed.close()
        await super().shutdown(sockets=sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in order; a second signal ends at once."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._end)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    def _end(self) -> None:
        if self.should_exit:
            self.force_exit = True
        self.should_exit = True
