"""
The MCP door: tools and resources on a workspace, for every client that speaks the protocol.

Made of the official package `mcp`, which is optional and takes a second to import: only who serves
imports this module. Both eras of the protocol are spoken: clients that greet (up to 2025-11-25) are
told of changes on their connection, later ones on the streams they open for it.
"""

import io
import json
import sys
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
from mcp.server.lowlevel import NotificationOptions, Server
from mcp.server.models import InitializationOptions
from mcp.server.session import ServerSession
from mcp.server.stdio import stdio_server
from mcp.server.subscriptions import (
    InMemorySubscriptionBus,
    ListenHandler,
    ResourcesListChanged,
    ResourceUpdated,
)
from mcp.shared.exceptions import MCPError

from core.doors.mcp.news import News, follow
from core.doors.mcp.resources import TEMPLATE, Listed, Resources, mime_type, uri_of
from core.doors.mcp.schemas import input_schema, output_schema
from core.doors.mcp.stdin import WellFormedLines
from core.doors.mcp.tools import BY_NAME, INSTRUCTIONS, TOOLS, Desk, Tool
from core.errors import CoreError, Json
from core.times import format_time
from core.wire import error_json
from core.workspace import Workspace

MOST_LISTENERS: Final = 1_000
"""Connections that are told of changes; the one that was heard of longest ago is forgotten."""

TELL_S: Final = 5.0
"""How long a client may take to hear of a change; one that does not read must not stop others."""

Context = ServerRequestContext[Any, Any]


@dataclass(slots=True)
class Listener:
    """A connection that greeted, and the resources it asked to hear of."""

    session: ServerSession
    uris: set[str] = field(default_factory=set)


class Door:
    """One MCP server on one workspace, as its user or as one session."""

    def __init__(self, workspace: Workspace, session_id: str | None, *, version: str) -> None:
        self._workspace = workspace
        self._desk = Desk(workspace, session_id)
        self._resources = Resources(workspace, session_id)
        self._bus = InMemorySubscriptionBus()
        self._streams = ListenHandler(self._bus)
        self._listeners: OrderedDict[str, Listener] = OrderedDict()
        self.server = _Server(
            "memtui",
            version=version,
            title="memtui: memory of agents",
            instructions=INSTRUCTIONS,
            lifespan=self._lifespan,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
            on_subscribe_resource=self._subscribe,
            on_unsubscribe_resource=self._unsubscribe,
            on_subscriptions_listen=self._streams,
        )
        self.server.add_notification_handler(
            "notifications/initialized", types.NotificationParams, self._greeted
        )

    async def serve_stdio(self) -> None:
        """Serve one client on stdin and stdout, until it closes them or is gone."""
        text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
        try:
            async with stdio_server(WellFormedLines(text)) as (read, write):
                await self.server.run(read, write, self.server.create_initialization_options())
        except* BrokenPipeError:
            pass  # nobody is left to be answered

    def end_streams(self) -> None:
        """End the streams on which clients listen, as the protocol ends them."""
        self._streams.close()

    # Tools

    async def _list_tools(
        self, _: Context, __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_declared(tool) for tool in TOOLS])

    async def _call_tool(
        self, _: Context, asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        tool = BY_NAME.get(asked.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {asked.name}.")
        try:
            answer = await to_thread.run_sync(self._desk.call, tool, asked.arguments or {})
        except CoreError as refusal:
            return _refused(refusal)
        return types.CallToolResult(content=[_text(_json(answer))], structured_content=answer)

    # Resources

    async def _list_resources(
        self, _: Context, asked: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        cursor = None if asked is None else asked.cursor
        try:
            listed, following = await to_thread.run_sync(self._resources.page, cursor)
        except CoreError as refusal:
            raise MCPError(types.INVALID_PARAMS, str(refusal)) from None
        return types.ListResourcesResult(
            resources=[_resource(one) for one in listed], next_cursor=following
        )

    async def _list_templates(
        self, _: Context, __: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        template = types.ResourceTemplate(
            uri_template=TEMPLATE,
            name="memory",
            title="A memory",
            description="The memory at a path of a store, which is named by its id, name or slug.",
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def _read_resource(
        self, _: Context, asked: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        uri = str(asked.uri)
        try:
            memory = await to_thread.run_sync(self._resources.read, uri)
        except CoreError as refusal:
            raise MCPError(types.INVALID_PARAMS, str(refusal), {"uri": uri}) from None
        contents = types.TextResourceContents(
            uri=uri,
            mime_type=mime_type(memory.path),
            text=memory.content or "",
            _meta={
                "content_sha256": memory.content_sha256,
                "memory_version_id": memory.memory_version_id,
            },
        )
        return types.ReadResourceResult(contents=[contents])

    # News

    async def _greeted(self, context: Context, _: types.NotificationParams) -> None:
        self._listener(context)

    async def _subscribe(
        self, context: Context, asked: types.SubscribeRequestParams
    ) -> types.EmptyResult:
        self._listener(context).uris.add(str(asked.uri))
        return types.EmptyResult()

    async def _unsubscribe(
        self, context: Context, asked: types.UnsubscribeRequestParams
    ) -> types.EmptyResult:
        self._listener(context).uris.discard(str(asked.uri))
        return types.EmptyResult()

    def _listener(self, context: Context) -> Listener:
        # Over HTTP a connection has an id; over stdio there is only one.
        headers = getattr(context.request, "headers", {})
        key = str(headers.get("mcp-session-id", ""))
        listener = self._listeners.setdefault(key, Listener(context.session))
        self._listeners.move_to_end(key)
        if len(self._listeners) > MOST_LISTENERS:
            self._listeners.popitem(last=False)
        return listener

    @asynccontextmanager
    async def _lifespan(self, _: Server[None]) -> AsyncIterator[None]:
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
        for listener in tuple(self._listeners.values()):
            with anyio.move_on_after(TELL_S):
                for uri in uris & listener.uris:
                    await listener.session.send_resource_updated(uri)
                if news.list_changed:
                    await listener.session.send_resource_list_changed()


class _Server(Server[None]):
    """The package's server, which says to those who greet that it tells of changes."""

    def create_initialization_options(
        self,
        notification_options: NotificationOptions | None = None,
        experimental_capabilities: dict[str, dict[str, Any]] | None = None,
        extensions: dict[str, dict[str, Any]] | None = None,
    ) -> InitializationOptions:
        """What a client is greeted with; its transport over HTTP asks without any option."""
        return super().create_initialization_options(
            notification_options or NotificationOptions(resources_changed=True),
            experimental_capabilities,
            extensions,
        )


def _declared(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=input_schema(tool.arguments),
        output_schema=output_schema(tool.result),
        annotations=types.ToolAnnotations(
            title=tool.title,
            read_only_hint=tool.is_read_only,
            destructive_hint=tool.is_destructive,
            idempotent_hint=tool.is_idempotent,
            open_world_hint=False,
        ),
    )


def _resource(listed: Listed) -> types.Resource:
    memory = listed.memory
    return types.Resource(
        uri=uri_of(memory.memory_store_id, memory.path),
        name=memory.path,
        title=f"{listed.store_name}: {memory.path}",
        mime_type=mime_type(memory.path),
        size=memory.content_size_bytes,
        annotations=types.Annotations(last_modified=format_time(memory.updated_at)),
    )


def _refused(refusal: CoreError) -> types.CallToolResult:
    """A refusal as the model reads it: the sentence, and what it needs to go on."""
    answer: dict[str, Json] = {"error": error_json(refusal)}
    return types.CallToolResult(
        content=[_text(str(refusal)), _text(_json(answer))],
        structured_content=answer,
        is_error=True,
    )


def _json(answer: dict[str, Json]) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _text(text: str) -> types.TextContent:
    return types.TextContent(text=text)
