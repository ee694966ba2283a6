"""
An event as a workspace keeps it: with its own id, its session, and where its bytes stand.

Values only: what reads and writes them is elsewhere, and what only decides on them stays pure.
"""

from dataclasses import dataclass

from core.transcripts.kinds import ErrorSource, Kind, RoleOrigin, Status, ToolNorm, TsKind, Usage


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the record of an event stands: the file as it was ingested, and the place in it."""

    source: str
    """The path as it was ingested; a session's own events over the wire have none: ""."""
    generation: int
    """Counts up whenever the file is written anew, from 1."""
    raw_offset: int
    raw_len: int
    line_no: int
    is_document: bool
    """The file is one document, and `line_no` counts its items."""

    def __str__(self) -> str:
        return f"{self.source}{'#' if self.is_document else ':'}{self.line_no}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """One event of an ingested session, masked and capped as it is kept."""

    id: str
    session_id: str
    seq: int
    """Its place among the events of its source."""
    kind: Kind
    native_type: str
    native_id: str | None
    block_no: int
    ts: int | None
    """Milliseconds since 1970, UTC."""
    ts_kind: TsKind
    agent: str
    """`main`, or the key of an agent that the session started."""
    role_origin: RoleOrigin | None
    call_id: str | None
    tool: str | None
    tool_norm: ToolNorm | None
    mcp_server: str | None
    body: str
    input: str | None
    status: Status | None
    error_source: ErrorSource
    exit_code: int | None
    model: str | None
    request_id: str | None
    usage: Usage | None
    cwd: str | None
    is_meta: bool
    is_sidechain: bool
    is_copied: bool
    full_len: int
    """Characters of the whole body; more than the body has when it was capped."""
    pointer: Pointer
