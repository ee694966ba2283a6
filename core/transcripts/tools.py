"""
What a tool does, by the names that agents give it, and the command a shell tool was called with.

Pure.
"""

from functools import lru_cache
from typing import Final

from core.transcripts.events import ToolNorm
from core.transcripts.fields import Fields, Json, parsed

_NAMES: Final[dict[ToolNorm, str]] = {
    ToolNorm.SHELL: (
        "bash shell shell_command exec exec_command local_shell local_shell_call run_command"
        " run_shell_command run_terminal_cmd execute execute_bash write_stdin terminal powershell"
        " bashoutput killshell command container.exec functions.exec"
    ),
    ToolNorm.READ: (
        "read read_file read_many_files view view_image readfile open cat scroll_up scroll_down"
        " goto notebookread list_dir list_directory ls get_file"
    ),
    ToolNorm.EDIT: (
        "edit multiedit edit_file replace str_replace str_replace_editor"
        " str_replace_based_edit_tool apply_patch patch notebookedit insert memory"
    ),
    ToolNorm.WRITE: "write write_file create create_file save_file",
    ToolNorm.SEARCH: (
        "grep glob search search_files search_file search_dir find_file find_files ripgrep"
        " search_file_content grep_files file_search tool_search tool_search_call toolsearch"
        " codebase_search"
    ),
    ToolNorm.WEB: (
        "websearch webfetch web_search web_fetch web_search_call google_web_search fetch web.run"
        " browser open_url"
    ),
    ToolNorm.TASK: "task agent spawn_agent subagent dispatch_agent delegate delegate_to_agent",
}
_NORMS: Final = {name: norm for norm, names in _NAMES.items() for name in names.split()}

_COMMAND_FIELDS: Final = ("command", "cmd", "script")


@lru_cache(maxsize=1024)
def tool_norm(name: str) -> tuple[ToolNorm, str | None]:
    """What a tool does, and the MCP server it belongs to, if any."""
    if name.startswith("mcp__"):
        return ToolNorm.MCP, name.split("__")[1] or None
    return _NORMS.get(name.lower(), ToolNorm.OTHER), None


def command_of(tool_input: str | None) -> str | None:
    """The command line in the input of a shell tool."""
    value = parsed(tool_input)
    return command_in(value) if isinstance(value, dict) else None


def command_in(value: Fields) -> str | None:
    """The command line in the arguments of a shell tool, however it is spelled there."""
    found = next((value[name] for name in _COMMAND_FIELDS if value.get(name)), None)
    if found is None:
        action = value.get("action")
        return command_in(action) if isinstance(action, dict) else None
    return _command_line(found)


def _command_line(value: Json) -> str | None:
    """A command as text: `["bash", "-lc", "make"]` is what the shell in it is given."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return None
    words = [word for word in value if isinstance(word, str)]
    if len(words) == 3 and words[1] in {"-c", "-lc", "-Command"}:
        return words[2]
    return " ".join(words)
