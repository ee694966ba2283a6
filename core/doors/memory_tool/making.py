"""
The memory tool of the Messages API on a session: what `client.beta.messages.tool_runner` is given.

    from core.doors.memory_tool import memory_tool

    tool = memory_tool(session)
    client.beta.messages.tool_runner(..., tools=[tool])

The package anthropic takes a second to import and is optional; it is loaded when a tool is made.
"""

from typing import TYPE_CHECKING

from core.doors.memory_tool.commands import MemoryCommands
from core.errors import CoreError
from core.handle import Session

if TYPE_CHECKING:
    from anthropic.tools import BetaAbstractMemoryTool, BetaAsyncAbstractMemoryTool
    from anthropic.types.beta import BetaCacheControlEphemeralParam


class AnthropicMissing(CoreError):
    """The package anthropic is not installed, or too old to have a memory tool."""

    def __init__(self) -> None:
        super().__init__(
            "The memory tool needs the package anthropic, 2.12 or newer;"
            " `pip install 'anthropic>=2.12'` installs it."
        )


def memory_tool(
    session: Session,
    store_id: str | None = None,
    *,
    cache_control: "BetaCacheControlEphemeralParam | None" = None,
) -> "BetaAbstractMemoryTool":
    """
    A memory tool that reads and writes what is attached to a session, in its name.

    With one store, named or the only one that is attached, `/memories/x` is its memory `/x`.
    With several and none named, each is a directory: `/memories/org-knowledge/x`.

    Raises:
        AnthropicMissing: The package anthropic cannot be used.
        InvalidRequest: The session has no store.
        NotFound: The store is not attached to it.
    """
    commands = MemoryCommands(session, store_id)
    try:
        from core.doors.memory_tool.sdk import StoreMemoryTool
    except ImportError as error:
        raise AnthropicMissing from error
    return StoreMemoryTool(commands, cache_control=cache_control)


def async_memory_tool(
    session: Session,
    store_id: str | None = None,
    *,
    cache_control: "BetaCacheControlEphemeralParam | None" = None,
) -> "BetaAsyncAbstractMemoryTool":
    """
    The same for an `AsyncAnthropic` client: each command runs in a thread.

    A command that is cancelled has either not begun or is done whole.

    Raises:
        AnthropicMissing: The package anthropic cannot be used.
        InvalidRequest: The session has no store.
        NotFound: The store is not attached to it.
    """
    commands = MemoryCommands(session, store_id)
    try:
        from core.doors.memory_tool.sdk import AsyncStoreMemoryTool
    except ImportError as error:
        raise AnthropicMissing from error
    return AsyncStoreMemoryTool(commands, cache_control=cache_control)
