"""
Which files of a memory directory a tool call touches, and how. Pure.

Tools that say what they do are believed; of a tool that nobody knows it is only `possible`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.text import sha256
from core.transcripts.directories import Directories, Touch, Touched
from core.transcripts.events import Event, Kind, ToolNorm
from core.transcripts.fields import Fields, Json, parsed, text
from core.transcripts.shell_touches import of_command
from core.transcripts.tools import command_in

_PATHS: Final = ("file_path", "path", "notebook_path", "filename", "file", "absolute_path")
_MORE_PATHS: Final = ("old_path", "new_path", "dir_path", "directory")
_TEXTS: Final = ("content", "file_text", "contents", "text")
_HOW: Final = {
    ToolNorm.READ: Touch.READ,
    ToolNorm.SEARCH: Touch.READ,
    ToolNorm.WRITE: Touch.WRITE,
    ToolNorm.EDIT: Touch.WRITE,
}
_READING: Final = frozenset({"view", "list", "open", "cat"})
_PATCHED: Final = re.compile(r"^\*\*\* (?:Add|Update|Delete) File: (.+)$", re.MULTILINE)
_MOST: Final = 50
"""Files of one call; a command that lists more of them is about the directory."""


def touches(event: Event, directories: Sequence[str] = ()) -> tuple[Touched, ...]:
    """
    The memory files that a tool call touches, in the order in which it names them.

    Args:
        directories: More directories than the usual ones, absolute.
    """
    if event.kind is not Kind.TOOL_CALL or not event.input:
        return ()
    finder = Directories(directories)
    if not finder.may_touch(event.input, event.cwd):
        return ()
    arguments = parsed(event.input)
    given: Fields = arguments if isinstance(arguments, dict) else {"input": arguments}
    if event.tool_norm is ToolNorm.SHELL:
        found = of_command(command_in(given) or text(given.get("input")) or "", event.cwd, finder)
    else:
        found = _of_tool(event.tool_norm, given, event.cwd, finder)
    unique = tuple(dict.fromkeys(found))
    return unique[:_MOST]


def _of_tool(
    norm: ToolNorm | None, given: Fields, cwd: str | None, finder: Directories
) -> Iterator[Touched]:
    verb = text(given.get("command"))
    touch = _HOW.get(norm or ToolNorm.OTHER, Touch.POSSIBLE)
    if touch is Touch.POSSIBLE:
        yield from _of_unknown_tool(given, finder)
        return
    if touch is Touch.WRITE and verb in _READING:
        touch = Touch.READ
    whole = next((given[name] for name in _TEXTS if isinstance(given.get(name), str)), None)
    is_whole = touch is Touch.WRITE and (norm is ToolNorm.WRITE or verb == "create")
    written = sha256(_plain(whole)) if is_whole and isinstance(whole, str) else None
    paths = [given.get(name) for name in (*_PATHS, *_MORE_PATHS)]
    patch = given.get("input") or given.get("patch")
    patched = _PATCHED.findall(patch) if isinstance(patch, str) else []
    for path in (*paths, *patched):
        found = finder.find(path.strip(), cwd) if isinstance(path, str) else None
        if found is not None:
            yield Touched(*found, touch, written)


def _of_unknown_tool(given: Fields, finder: Directories) -> Iterator[Touched]:
    """A tool that nobody knows may take its path anywhere."""
    for value in _texts(dict(given)):
        if value.startswith("/") and "\n" not in value:
            found = finder.find(value, None)
            if found is not None:
                yield Touched(*found, Touch.POSSIBLE)


def _texts(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for item in value.values():
                yield from _texts(item)
        case _:
            return


def _plain(content: str) -> str:
    return content.encode("utf-8", "replace").decode()
