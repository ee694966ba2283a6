"""
The event model: what every transcript format is turned into.

Values only. Database ids, sequence numbers and generations are given by whoever stores them; here
an event has the transcript's own ids and its evidence pointer, the bytes it was read from.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypedDict

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
class Where:
    """The bytes of the record in its source: the evidence pointer, without the file's name."""

    raw_offset: int
    raw_len: int
    line_no: int
    """Counted from 1; in a one-document format the number of the item (`FILE#N`)."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one model request; what was read from a cache is not counted as input."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0


class Used(TypedDict, total=False):
    """What an event says about the model request that it came from."""

    request_id: str | None
    usage: Usage | None
    model: str | None


class Own(Used, total=False):
    """What one event has beside the fields that all events of its record share."""

    role_origin: RoleOrigin | None
    call_id: str | None
    tool: str | None
    tool_norm: ToolNorm | None
    mcp_server: str | None
    body: str
    input: str | None
    status: Status | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a transcript; a record with several blocks gives several events."""

    kind: Kind
    native_type: str
    """What the transcript calls it: `assistant`, `system/turn_duration`, `agent.tool_use`."""
    where: Where
    session: str | None = None
    """
    The transcript's own id of the session. None is the session of the file itself, whose name says
    it; `#N` is the N-th session of a file whose sessions have no ids.
    """
    agent: str = MAIN
    native_id: str | None = None
    """None too when the record has an id that cannot be one, such as a placeholder."""
    block_no: int = 0
    ts: int | None = None
    """Milliseconds since 1970, UTC."""
    ts_kind: TsKind = TsKind.NONE
    role_origin: RoleOrigin | None = None
    parent_native_id: str | None = None
    call_id: str | None = None
    tool: str | None = None
    tool_norm: ToolNorm | None = None
    mcp_server: str | None = None
    body: str = ""
    input: str | None = None
    """What a tool was called with, as JSON text."""
    status: Status | None = None
    error_source: ErrorSource = ErrorSource.NONE
    exit_code: int | None = None
    model: str | None = None
    request_id: str | None = None
    """The model request; its usage may stand on several events, and the last one counts."""
    usage: Usage | None = None
    cwd: str | None = None
    is_meta: bool = False
    is_sidechain: bool = False
    is_copied: bool = False
    """A repetition of history: a fork's prefix, or context that was copied on."""
    replaces: bool = False
    """A later event with the same session, id and block takes the place of an earlier one."""

    @property
    def key(self) -> tuple[str | None, str, int] | None:
        """What makes a repeated event recognisable; None if only its place does."""
        return None if self.native_id is None else (self.session, self.native_id, self.block_no)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What a transcript says about its session, each as first seen."""

    format: str
    native_id: str | None = None
    agent_name: str | None = None
    cwd: str | None = None
    git_branch: str | None = None
    title: str | None = None
    version: str | None = None
    """Of the program that wrote the transcript."""
    parent_session: str | None = None
    parent_call_id: str | None = None
    forked_from: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class AgentFacts:
    """What a transcript says about an agent that a session started."""

    session: str | None
    native_id: str
    name: str | None = None
    parent_agent: str | None = None
    spawn_call_id: str | None = None


@dataclass(slots=True)
class Facts:
    """Everything known so far about the sessions and agents of one file."""

    format: str
    sessions: dict[str | None, SessionFacts] = field(default_factory=dict)
    agents: dict[tuple[str | None, str], AgentFacts] = field(default_factory=dict)

    def learn(self, session: str | None, **found: str | None) -> None:
        """Fill in what was not known; a title and an outcome may change, the rest is kept."""
        known = self.sessions.get(session) or SessionFacts(self.format, session)
        new = {
            name: value
            for name, value in found.items()
            if value and (name in CHANGING or getattr(known, name) is None)
        }
        if new or session not in self.sessions:
            self.sessions[session] = replace(known, **new)

    def meet(self, session: str | None, agent: str, **found: str | None) -> None:
        """Fill in what was not known about an agent."""
        known = self.agents.get((session, agent)) or AgentFacts(session, agent)
        new = {
            name: value for name, value in found.items() if value and getattr(known, name) is None
        }
        self.agents[session, agent] = replace(known, **new)


CHANGING = frozenset({"title", "outcome"})
