"""
The words of the event model: what an event is, who wrote it, how a call ended.

Apart from the events themselves, so that whoever only shows them need not load the parsers.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAIN = "main"
"""The key of a session's own agent, as opposed to the agents it started."""


class Kind(StrEnum):
    """What an event is."""

    USER = "user"
    ASSISTANT = "assistant"
    THINKING = "thinking"
    TOOL_CALL = "tool_call"
    TOOL_RESULT = "tool_result"
    SYSTEM = "system"
    INJECTED = "injected"
    """Text that a harness or a hook put into the conversation in the user's place."""
    COMPACTION = "compaction"
    ERROR = "error"
    LIFECYCLE = "lifecycle"
    USAGE = "usage"
    PERMISSION = "permission"
    PROGRESS = "progress"
    META = "meta"
    UNKNOWN = "unknown"
    """A record of a type nobody knows yet, kept with its pointer."""


class RoleOrigin(StrEnum):
    """Who really wrote what stands under the user's role."""

    HUMAN = "human"
    HARNESS = "harness"
    PEER_AGENT = "peer_agent"
    COMPACT_SUMMARY = "compact_summary"
    HOOK = "hook"


class TsKind(StrEnum):
    """Where an event's time comes from."""

    RECORDED = "recorded"
    ARRIVAL = "arrival"
    MTIME = "mtime"
    NONE = "none"


class Status(StrEnum):
    """How a tool call ended."""

    OK = "ok"
    FAILED = "failed"
    REJECTED_BY_USER = "rejected_by_user"
    CANCELLED_SIBLING = "cancelled_sibling"
    """It never ran: a call beside it, made in the same breath, failed."""
    INTERRUPTED = "interrupted"
    TIMEOUT = "timeout"
    UNKNOWN = "unknown"
    """A call whose result was never seen."""


ERRORS: Final = frozenset({Status.FAILED, Status.TIMEOUT})
"""What counts as an error of a tool: nobody's decision, and no harmless exit code."""


class ErrorSource(StrEnum):
    """What says that a call failed: the transcript itself, its exit code, or a rule of ours."""

    FLAG = "flag"
    EXIT_CODE = "exit_code"
    TEXT_RULE = "text_rule"
    NONE = "none"


class ToolNorm(StrEnum):
    """What a tool does, whatever its agent calls it."""

    SHELL = "shell"
    READ = "read"
    EDIT = "edit"
    WRITE = "write"
    SEARCH = "search"
    WEB = "web"
    TASK = "task"
    MCP = "mcp"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one model request; what was read from a cache is not counted as input."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
