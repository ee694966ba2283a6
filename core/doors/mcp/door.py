"""
The MCP door: tools and resources on a workspace, for every client that speaks the protocol.

Made of the official package `mcp`, which is optional and takes a second to import: only who serves
imports this module. Both eras of the protocol are spoken; who is told of changes is `listeners`'.
"""

import io
import json
import sys
from typing import Any

import mcp_types as types
from anyio import to_thread
from mcp.server.lowlevel import NotificationOptions, Server
from mcp.server.models import InitializationOptions
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from core.doors.mcp.listeners import Context, Listeners
from core.doors.mcp.resources import TEMPLATE, Listed, Resources, mime_type, uri_of
from core.doors.mcp.schemas import input_schema, output_schema
from core.doors.mcp.stdin import WellFormedLines
from core.doors.mcp.tools import BY_NAME, INSTRUCTIONS, TOOLS, Desk, Tool
from core.errors import CoreError, Json
from core.times import format_time
from core.wire.objects import error_json
from core.workspace import Workspace


class Door:
    """One MCP server on one workspace, as its user or as one session."""

    def __init__(self, workspace: Workspace, session_id: str | None, *, version: str) -> None:
        self._desk = Desk(workspace, session_id)
        self._resources = Resources(workspace, session_id)
        self._listeners = Listeners(workspace, self._resources)
        self.server = _Server(
            "memtui",
            version=version,
            title="memtui: memory of agents",
            instructions=INSTRUCTIONS,
            lifespan=self._listeners.lifespan,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
            on_subscribe_resource=self._listeners.subscribe,
            on_unsubscribe_resource=self._listeners.unsubscribe,
            on_subscriptions_listen=self._listeners.streams,
        )
        self.server.add_notification_handler(
            "notifications/initialized", types.NotificationParams, self._listeners.greeted
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
        self._listeners.streams.close()

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
