"""
What events of a transcript are called on screens: who really spoke, how a call ended. Pure.

Every state has a word and a sign, so that nothing is said by colour alone. What comes out of here
is not made safe yet: names of tools and texts are foreign.
"""

import json
from collections.abc import Mapping

from core.times import from_milliseconds
from core.transcripts.kinds import MAIN, ErrorSource, Kind, RoleOrigin, Status, ToolNorm
from core.transcripts.stored import StoredEvent
from core.transcripts.tools import command_of
from memtui.widgets import figures
from memtui.widgets.times import Times

STATUS: Mapping[Status, tuple[str, str, str]] = {
    Status.OK: ("✓", "ok", "dim"),
    Status.FAILED: ("✗", "failed", "warn"),
    Status.TIMEOUT: ("◷", "timed out", "warn"),
    Status.REJECTED_BY_USER: ("⊘", "rejected", "live"),
    Status.CANCELLED_SIBLING: ("∅", "cancelled", "dim"),
    Status.INTERRUPTED: ("‖", "stopped", "dim"),
    Status.UNKNOWN: ("?", "unknown", "dim"),
}
"""For each status its sign, its word for a narrow column, and its look."""

_STORIES: Mapping[Status, str] = {
    Status.OK: "ok",
    Status.FAILED: "failed",
    Status.TIMEOUT: "timed out",
    Status.REJECTED_BY_USER: "rejected by the user",
    Status.CANCELLED_SIBLING: "cancelled: a call beside it failed",
    Status.INTERRUPTED: "interrupted",
    Status.UNKNOWN: "no result was seen",
}
_SOURCES: Mapping[ErrorSource, str] = {
    ErrorSource.FLAG: "as the transcript says",
    ErrorSource.EXIT_CODE: "by its exit code",
    ErrorSource.TEXT_RULE: "by its text",
}
_SPEAKERS: Mapping[RoleOrigin, str] = {
    RoleOrigin.HUMAN: "human",
    RoleOrigin.HARNESS: "harness",
    RoleOrigin.PEER_AGENT: "peer agent",
    RoleOrigin.COMPACT_SUMMARY: "summary",
    RoleOrigin.HOOK: "hook",
}
_QUIET = (Kind.META, Kind.USAGE, Kind.PROGRESS, Kind.LIFECYCLE, Kind.UNKNOWN, Kind.THINKING)
_SUBJECTS = ("file_path", "path", "notebook_path", "pattern", "query", "url", "description")


def label(event: StoredEvent) -> tuple[str, str]:
    """What stands in the column beside an event, and its look."""
    match event.kind:
        case Kind.USER | Kind.INJECTED | Kind.COMPACTION if event.role_origin is not None:
            is_human = event.role_origin is RoleOrigin.HUMAN
            return _SPEAKERS[event.role_origin], "bold" if is_human else "live"
        case Kind.ASSISTANT:
            return "assistant", "strong"
        case Kind.TOOL_CALL:
            return f"→ {_tool_name(event)}", "bold"
        case Kind.TOOL_RESULT:
            sign, word, look = STATUS[event.status or Status.UNKNOWN]
            return f"{sign} {word}", look
        case Kind.ERROR:
            return "✗ error", "warn"
    return event.kind.value, "dim" if event.kind in _QUIET else ""


def look(event: StoredEvent) -> str:
    """How the text of an event looks."""
    return "dim" if event.kind in _QUIET or event.is_meta else ""


def _tool_name(event: StoredEvent) -> str:
    """A tool without the server it comes from."""
    return (event.tool or "tool").rpartition("__")[2] or "tool"


def ending(event: StoredEvent) -> str:
    """How a call ended, in full, and what says so; empty where that is no question."""
    if event.status is None:
        return ""
    told = _STORIES[event.status]
    if event.exit_code is not None:
        told = f"{told}, exit code {event.exit_code}"
    source = _SOURCES.get(event.error_source)
    return f"{told}, {source}" if source and event.status is not Status.OK else told


def text(event: StoredEvent) -> str:
    """The text of an event: of a call what it asks for, in a line where there is one."""
    if event.kind is not Kind.TOOL_CALL:
        return event.body or (event.native_type if event.kind in _QUIET else "")
    if event.tool_norm is ToolNorm.SHELL:
        command = command_of(event.input)
        if command:
            return command
    given = _given(event)
    if isinstance(given, dict):
        subject = next((given[name] for name in _SUBJECTS if isinstance(given.get(name), str)), "")
        if subject:
            return str(subject)
    return event.input or event.body


def full_text(event: StoredEvent) -> str:
    """All that is kept of an event's text; the input of a call in lines."""
    if event.kind is not Kind.TOOL_CALL:
        return text(event)
    given = _given(event)
    shell = command_of(event.input) if event.tool_norm is ToolNorm.SHELL else None
    if not isinstance(given, dict):
        return event.input or event.body
    if shell and set(given) <= {"command", "cmd"}:
        return shell
    return "\n".join(_lines_of(name, value) for name, value in given.items())


def facts(event: StoredEvent, times: Times) -> tuple[str, ...]:
    """What is known of an event, for the line above the transcript; not made safe yet."""
    found: list[str] = [event.kind.value.replace("_", " ")]
    if event.role_origin is not None:
        found[0] = f"{found[0]} by {event.role_origin.value.replace('_', ' ')}"
    if event.kind in (Kind.TOOL_CALL, Kind.TOOL_RESULT):
        found.append(ending(event))
    if event.ts is not None:
        found.append(times.full(from_milliseconds(event.ts)))
    if event.agent != MAIN:
        found.append(f"agent {event.agent}")
    if event.model:
        found.append(event.model)
    if event.usage is not None:
        usage = event.usage
        given = usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens
        found.append(f"{figures.size(given)} tokens in, {figures.size(usage.output_tokens)} out")
    if event.is_copied:
        found.append("a copy of an earlier one")
    return tuple(one for one in found if one)


def _given(event: StoredEvent) -> object:
    try:
        return json.loads(event.input or "null")
    except (ValueError, RecursionError):
        return None  # it was capped, or it is no JSON


def _lines_of(name: str, value: object) -> str:
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False)
    return f"{name}: {value}" if "\n" not in value else f"{name}:\n{value}"
