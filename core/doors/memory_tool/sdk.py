"""
The memory tool as the anthropic SDK wants it: its abstract classes, filled in.

Imported by `memory_tool` alone, when a tool is made. Whatever a model sends, it is answered with a
text: a refusal is a `ToolError`, which the runner hands on with `is_error`.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

import anyio.to_thread
from anthropic.tools import BetaAbstractMemoryTool, BetaAsyncAbstractMemoryTool, ToolError
from anthropic.types.beta import (
    BetaCacheControlEphemeralParam,
    BetaMemoryTool20250818CreateCommand,
    BetaMemoryTool20250818DeleteCommand,
    BetaMemoryTool20250818InsertCommand,
    BetaMemoryTool20250818RenameCommand,
    BetaMemoryTool20250818StrReplaceCommand,
    BetaMemoryTool20250818ViewCommand,
)

from core.doors.memory_tool.commands import MemoryCommands
from core.errors import CoreError

_FIELDS: Final[dict[str, dict[str, type]]] = {
    "view": {"path": str},
    "create": {"path": str, "file_text": str},
    "str_replace": {"path": str, "old_str": str},
    "insert": {"path": str, "insert_line": int, "insert_text": str},
    "delete": {"path": str},
    "rename": {"old_path": str, "new_path": str},
}
"""What each command must bring; the SDK does not check it."""


class StoreMemoryTool(BetaAbstractMemoryTool):
    """The memory tool on the stores of a session."""

    def __init__(
        self,
        commands: MemoryCommands,
        *,
        cache_control: BetaCacheControlEphemeralParam | None = None,
    ) -> None:
        super().__init__(cache_control=cache_control)
        self._commands = commands

    def call(self, input: object) -> str:  # noqa: A002  # the SDK's name
        """Run one command as the model sent it."""
        return str(super().call(_checked(input)))

    def view(self, command: BetaMemoryTool20250818ViewCommand) -> str:
        """Show a file or a directory."""
        return _told(_view(self._commands, command))

    def create(self, command: BetaMemoryTool20250818CreateCommand) -> str:
        """Make a file."""
        return _told(_create(self._commands, command))

    def str_replace(self, command: BetaMemoryTool20250818StrReplaceCommand) -> str:
        """Replace a text in a file."""
        return _told(_str_replace(self._commands, command))

    def insert(self, command: BetaMemoryTool20250818InsertCommand) -> str:
        """Add lines to a file."""
        return _told(_insert(self._commands, command))

    def delete(self, command: BetaMemoryTool20250818DeleteCommand) -> str:
        """Delete a file or a directory."""
        return _told(partial(self._commands.delete, command.path))

    def rename(self, command: BetaMemoryTool20250818RenameCommand) -> str:
        """Move a file or a directory."""
        return _told(partial(self._commands.rename, command.old_path, command.new_path))

    def clear_all_memory(self) -> str:
        """Delete every memory of every store of this tool."""
        return _told(self._commands.clear)


class AsyncStoreMemoryTool(BetaAsyncAbstractMemoryTool):
    """The same, awaited: each command runs in a thread."""

    def __init__(
        self,
        commands: MemoryCommands,
        *,
        cache_control: BetaCacheControlEphemeralParam | None = None,
    ) -> None:
        super().__init__(cache_control=cache_control)
        self._commands = commands

    async def call(self, input: object) -> str:  # noqa: A002  # the SDK's name
        """Run one command as the model sent it."""
        return str(await super().call(_checked(input)))

    async def view(self, command: BetaMemoryTool20250818ViewCommand) -> str:
        """Show a file or a directory."""
        return await _told_in_thread(_view(self._commands, command))

    async def create(self, command: BetaMemoryTool20250818CreateCommand) -> str:
        """Make a file."""
        return await _told_in_thread(_create(self._commands, command))

    async def str_replace(self, command: BetaMemoryTool20250818StrReplaceCommand) -> str:
        """Replace a text in a file."""
        return await _told_in_thread(_str_replace(self._commands, command))

    async def insert(self, command: BetaMemoryTool20250818InsertCommand) -> str:
        """Add lines to a file."""
        return await _told_in_thread(_insert(self._commands, command))

    async def delete(self, command: BetaMemoryTool20250818DeleteCommand) -> str:
        """Delete a file or a directory."""
        return await _told_in_thread(partial(self._commands.delete, command.path))

    async def rename(self, command: BetaMemoryTool20250818RenameCommand) -> str:
        """Move a file or a directory."""
        return await _told_in_thread(
            partial(self._commands.rename, command.old_path, command.new_path)
        )

    async def clear_all_memory(self) -> str:
        """Delete every memory of every store of this tool."""
        return await _told_in_thread(self._commands.clear)


def _view(
    commands: MemoryCommands, command: BetaMemoryTool20250818ViewCommand
) -> Callable[[], str]:
    return partial(commands.view, command.path, command.view_range)


def _create(
    commands: MemoryCommands, command: BetaMemoryTool20250818CreateCommand
) -> Callable[[], str]:
    return partial(commands.create, command.path, command.file_text)


def _str_replace(
    commands: MemoryCommands, command: BetaMemoryTool20250818StrReplaceCommand
) -> Callable[[], str]:
    # A model that wants to delete a text may leave `new_str` out.
    new = getattr(command, "new_str", None) or ""
    return partial(commands.str_replace, command.path, command.old_str, new)


def _insert(
    commands: MemoryCommands, command: BetaMemoryTool20250818InsertCommand
) -> Callable[[], str]:
    return partial(commands.insert, command.path, command.insert_line, command.insert_text)


def _told(run: Callable[[], str]) -> str:
    try:
        return run()
    except CoreError as refusal:
        raise _error(str(refusal)) from None


async def _told_in_thread(run: Callable[[], str]) -> str:
    return await anyio.to_thread.run_sync(partial(_told, run))


def _checked(given: object) -> dict[str, object]:
    """
    The input of a call, if a command can be made of it.

    Raises:
        ToolError: It cannot; the text says what is missing.
    """
    if not isinstance(given, dict):
        raise _error("A memory command is an object with a `command` and its parameters.")
    command = given.get("command")
    fields = _FIELDS.get(command) if isinstance(command, str) else None
    if fields is None:
        known = ", ".join(_FIELDS)
        raise _error(f"Unknown command: {command}. It is one of {known}.")
    for name, kind in fields.items():
        if type(given.get(name)) is not kind:
            what = "an integer" if kind is int else "a text"
            raise _error(f"Invalid `{name}` parameter: the command {command} needs {what} there.")
    if not isinstance(given.get("new_str"), str | None):
        raise _error("Invalid `new_str` parameter: it is a text.")
    view_range = given.get("view_range")
    if view_range is not None and not (
        isinstance(view_range, list) and all(type(line) is int for line in view_range)
    ):
        raise _error("Invalid `view_range` parameter: it is two integers, [first, last].")
    return given


def _error(sentence: str) -> ToolError:
    # A lone surrogate in what the model sent could not be sent back to it.
    return ToolError(sentence.encode(errors="backslashreplace").decode())
