"""
Whether a call reads programs: then its result is the text of a program, and not what one printed.

Pure.
"""

from typing import Final

from core.dreams.extract.shown.programs import is_program
from core.transcripts.events import ToolNorm
from core.transcripts.fields import Json, parsed, words
from core.transcripts.shell import Simple, simple_commands
from core.transcripts.stored import StoredEvent
from core.transcripts.tools import command_of

_READ: Final = words("cat bat less more head tail sed awk grep egrep rg ag ack nl cut sort wc diff")
_READ_VERSIONS: Final = words("show diff blame grep")
_AROUND: Final = words("cd pushd popd export set true")
_FILES: Final = frozenset({ToolNorm.READ, ToolNorm.WRITE, ToolNorm.EDIT, ToolNorm.SEARCH})
_PATHS: Final = words("file_path path notebook_path filename file filepath target_file glob")
"""What tools call the file that they read or change."""


def reads_programs(call: StoredEvent | None) -> bool:
    """Whether all that a call reads are programs; one that runs a program reads none."""
    if call is None:
        return False
    command = command_of(call.input)
    if command is None:
        return call.tool_norm in _FILES and is_program(_paths_of(parsed(call.input)))
    parts = [one for one in simple_commands(command) if one.program not in _AROUND]
    return all(map(_reads, parts)) and is_program(word for one in parts for word in one.argv[1:])


def _reads(command: Simple) -> bool:
    is_versions = command.program == "git" and not _READ_VERSIONS.isdisjoint(command.argv[1:4])
    return command.program in _READ or is_versions


def _paths_of(given: Json) -> list[str]:
    if not isinstance(given, dict):
        return []
    return [value for name, value in given.items() if name in _PATHS and isinstance(value, str)]
