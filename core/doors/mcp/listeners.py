"""
Who is told of changes over MCP, and telling them.

Clients that greet (up to 2025-11-25) hear of them on their connection, about the resources that
they asked for; later ones on the streams that they open for it.
"""

import threading
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import anyio
import mcp_types as types
from anyio import from_thread, to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.session import ServerSession
from mcp.server.subscriptions import (
    InMemorySubscriptionBus,
    ListenHandler,
    ResourcesListChanged,
    ResourceUpdated,
)

from core.doors.mcp.news import News, follow
from core.doors.mcp.resources import Resources
from core.workspace import Workspace

MOST_LISTENERS: Final = 1_000
"""Connections that are told of changes; the one that was heard of longest ago is forgotten."""

TELL_S: Final = 5.0
"""How long a client may take to hear of a change; one that does not read must not stop others."""

Context = ServerRequestContext[Any, Any]
"""What a request comes with."""


@dataclass(slots=True)
class Listener:
    """A connection that greeted, and the resources it asked to hear of."""

    session: ServerSession
    uris: set[str] = field(default_factory=set)


class Listeners:
    """All that listen to one server."""

    def __init__(self, workspace: Workspace, resources: Resources) -> None:
        self._workspace = workspace
        self._resources = resources
        self._bus = InMemorySubscriptionBus()
        self.streams = ListenHandler(self._bus)
        """The streams on which later clients listen."""
        self._connections: OrderedDict[str, Listener] = OrderedDict()

    async def greeted(self, context: Context, _: types.NotificationParams) -> None:
        """Tell a connection of changes from now on."""
        self._listener(context)

    async def subscribe(
        self, context: Context, asked: types.SubscribeRequestParams
    ) -> types.EmptyResult:
        """Tell a connection of a resource, too."""
        self._listener(context).uris.add(str(asked.uri))
        return types.EmptyResult()

    async def unsubscribe(
        self, context: Context, asked: types.UnsubscribeRequestParams
    ) -> types.EmptyResult:
        """Tell a connection of a resource no more."""
        self._listener(context).uris.discard(str(asked.uri))
        return types.EmptyResult()

    def _listener(self, context: Context) -> Listener:
        # Over HTTP a connection has an id; over stdio there is only one.
        headers = getattr(context.request, "headers", {})
        key = str(headers.get("mcp-session-id", ""))
        listener = self._connections.setdefault(key, Listener(context.session))
        self._connections.move_to_end(key)
        if len(self._connections) > MOST_LISTENERS:
            self._connections.popitem(last=False)
        return listener

    @asynccontextmanager
    async def lifespan(self, _: Server[None]) -> AsyncIterator[None]:
        """Tell them of changes for as long as the block runs."""
        stop = threading.Event()
        since = await to_thread.run_sync(self._workspace.changes.last_seq)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._follow, since, stop)
            try:
                yield
            finally:
                stop.set()

    async def _follow(self, since: int, stop: threading.Event) -> None:
        def tell() -> None:
            for news in follow(self._workspace, since, stop):
                uris = self._resources.uris(news.places)
                from_thread.run(self._tell, news, uris)

        # A thread of its own: the shared ones are few, and whoever waits would keep writers out.
        await to_thread.run_sync(tell, limiter=anyio.CapacityLimiter(1))

    async def _tell(self, news: News, uris: frozenset[str]) -> None:
        for uri in uris:
            await self._bus.publish(ResourceUpdated(uri))
        if news.list_changed:
            await self._bus.publish(ResourcesListChanged())
        for listener in tuple(self._connections.values()):
            with anyio.move_on_after(TELL_S):
                for uri in uris & listener.uris:
                    await listener.session.send_resource_updated(uri)
                if news.list_changed:
                    await listener.session.send_resource_list_changed()
