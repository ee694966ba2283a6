"""
The event model: what every transcript format is turned into.

Values only. Database ids, sequence numbers and generations are given by whoever stores them; here
an event has the transcript's own ids and its evidence pointer, the bytes it was read from.
"""

from dataclasses import dataclass, field, replace
from typing import TypedDict

from msgspec import Struct

from core.transcripts.kinds import (
    MAIN,
    ErrorSource,
    Kind,
    RoleOrigin,
    Status,
    ToolNorm,
    TsKind,
    Usage,
)

__all__ = [
    "MAIN",
    "AgentFacts",
    "ErrorSource",
    "Event",
    "Facts",
    "Kind",
    "Own",
    "RoleOrigin",
    "SessionFacts",
    "Status",
    "ToolNorm",
    "TsKind",
    "Usage",
    "Used",
    "Where",
]


class Where(Struct, frozen=True, gc=False):
    """The bytes of the record in its source: the evidence pointer, without the file's name."""

    raw_offset: int
    raw_len: int
    line_no: int
    """Counted from 1; in a one-document format the number of the item (`FILE#N`)."""


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


class Event(Struct, frozen=True, kw_only=True, gc=False):
    """
    One entry of a transcript; a record with several blocks gives several events.

    A msgspec struct, not a dataclass: one is made and amended in a tenth of the time, and a large
    transcript has hundreds of thousands.
    """

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
    """What a transcript says about its session: what may change as last seen, the rest as first."""

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
        """Fill in what was not known; names and outcomes may change, the rest is kept."""
        known = self.sessions.get(session) or SessionFacts(self.format, session)
        new = {
            name: value
            for name, value in found.items()
            if value and (name in _CHANGING or getattr(known, name) is None)
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


_CHANGING = frozenset({"agent_name", "title", "outcome"})
