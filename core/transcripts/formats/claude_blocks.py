"""
What one block of a message of a Claude Code transcript says, as an event.

Pure functions of a `Line`: the record, where it stands, and what the reader knows of its session.
"""

from dataclasses import dataclass
from typing import Final, Unpack

from core.transcripts.calls import CallIds
from core.transcripts.events import (
    MAIN,
    ErrorSource,
    Event,
    Facts,
    Kind,
    Own,
    RoleOrigin,
    Status,
    TsKind,
    Used,
    Where,
)
from core.transcripts.fields import clean, fields, identifier, joined, text, time_ms
from core.transcripts.formats.claude_record import Block, Record, text_in, value_in
from core.transcripts.roles import is_interruption, kind_of, written_by
from core.transcripts.status import Verdict, judged
from core.transcripts.tools import tool_norm

FAILED: Final = Verdict(Status.FAILED, ErrorSource.FLAG)
_ENDING: Final = 2_000
_PEERS: Final = frozenset({"peer", "coordinator", "channel", "teammate", "agent"})


@dataclass(slots=True)
class Line:
    """One record and all that its events have in common."""

    record: Record
    where: Where
    session: str | None
    calls: CallIds
    facts: Facts

    def event(
        self,
        kind: Kind,
        block_no: int = 0,
        *,
        subtype: str | None = None,
        native_id: str | None = None,
        verdict: Verdict | None = None,
        **own: Unpack[Own],
    ) -> Event:
        """An event of this record, with the fields that are its own."""
        record = self.record
        ts = time_ms(record.timestamp)
        sidechain = bool(record.is_sidechain)
        native_type = clean(record.type or "")
        if verdict is not None:
            own["status"] = verdict.status
        return Event(
            kind=kind,
            native_type=f"{native_type}/{subtype}" if subtype else native_type,
            where=self.where,
            session=self.session,
            agent=(identifier(record.agent_id) or "sidechain") if sidechain else MAIN,
            native_id=native_id or identifier(record.uuid),
            block_no=block_no,
            ts=ts,
            ts_kind=TsKind.NONE if ts is None else TsKind.RECORDED,
            parent_native_id=identifier(record.parent_uuid),
            cwd=text(record.cwd),
            is_meta=bool(record.is_meta),
            is_sidechain=sidechain,
            is_copied=record.forked_from is not None,
            error_source=ErrorSource.NONE if verdict is None else verdict.error_source,
            exit_code=None if verdict is None else verdict.exit_code,
            **own,
        )


def said_in(line: Line, said: str, number: int, *, beside_results: bool = False) -> Event:
    """What stands as text under the user's role."""
    if is_interruption(said):
        verdict = Verdict(Status.INTERRUPTED)
        origin = RoleOrigin.HARNESS
        return line.event(Kind.LIFECYCLE, number, body=said, role_origin=origin, verdict=verdict)
    origin = origin_of(line, said, beside_results=beside_results)
    return line.event(kind_of(origin), number, body=said, role_origin=origin)


def answer_in(line: Line, block: Block, number: int) -> Event:
    """The result of a tool."""
    extra = bytes(line.record.tool_use_result)
    body = joined(value_in(block.content))
    rejected = extra.startswith(b'"User rejected')
    # It stands behind the output, which may be long.
    ending = extra[-_ENDING:]
    verdict = judged(
        "User rejected" if rejected else body,
        flag=rejected or bool(block.is_error),
        interrupted=b'"interrupted":true' in ending or b'"interrupted": true' in ending,
    )
    call_id = line.calls.of_result(text(block.tool_use_id))
    if b'"agentId"' in extra and call_id is not None:
        agent = identifier(fields(value_in(line.record.tool_use_result)).get("agentId"))
        if agent is not None:
            line.facts.meet(line.session, agent, spawn_call_id=call_id)
    return line.event(Kind.TOOL_RESULT, number, body=body, call_id=call_id, verdict=verdict)


def event_of(line: Line, block: Block, number: int, **used: Unpack[Used]) -> Event:
    """What the model said, thought or called, or a server did for it."""
    if line.record.is_api_error_message:
        return line.event(Kind.ERROR, number, body=shown(block), verdict=FAILED)
    match block.type:
        case "text":
            return line.event(Kind.ASSISTANT, number, body=clean(block.text or ""), **used)
        case "thinking" | "redacted_thinking":
            return line.event(Kind.THINKING, number, body=clean(block.thinking or ""), **used)
        case "tool_use" | "server_tool_use" | "mcp_tool_use":
            return call_in(line, block, number, **used)
        case kind if kind.endswith("tool_result"):
            return _server_answer(line, block, number, **used)
        case _:
            return line.event(Kind.META, number, body=shown(block), **used)


def call_in(line: Line, block: Block, number: int, **used: Unpack[Used]) -> Event:
    """The call of a tool."""
    tool = clean(block.name or "")
    norm, server = tool_norm(tool)
    return line.event(
        Kind.TOOL_CALL,
        number,
        call_id=line.calls.of_call(text(block.id), line.where, number),
        tool=tool,
        tool_norm=norm,
        mcp_server=text(block.server_name) or server,
        input=clean(text_in(block.input)) or None,
        status=Status.UNKNOWN,
        **used,
    )


def _server_answer(line: Line, block: Block, number: int, **used: Unpack[Used]) -> Event:
    value = value_in(block.content)
    kind = fields(value).get("type")
    body = joined(value)
    flagged = bool(block.is_error) or (isinstance(kind, str) and kind.endswith("_error"))
    return line.event(
        Kind.TOOL_RESULT,
        number,
        body=body,
        call_id=line.calls.of_result(text(block.tool_use_id)),
        verdict=judged(body, flag=flagged),
        **used,
    )


def origin_of(line: Line, said: str, *, beside_results: bool = False) -> RoleOrigin:
    """Who said it, for a harness and other agents speak under the user's role as well."""
    record = line.record
    if record.is_compact_summary:
        return RoleOrigin.COMPACT_SUMMARY
    said_by = None if record.origin is None else record.origin.kind
    if said_by in _PEERS:
        return RoleOrigin.PEER_AGENT
    if said_by not in {None, "human"} or record.is_meta or beside_results:
        return RoleOrigin.HARNESS
    origin = written_by(said)
    # A subagent is spoken to by the agent that started it.
    if origin is RoleOrigin.HUMAN and record.is_sidechain:
        return RoleOrigin.PEER_AGENT
    return origin


def shown(block: Block) -> str:
    """The text of a block, or what stands for one that has none."""
    if block.text is not None:
        return clean(block.text)
    return f"[{clean(block.type)}]" if block.type else ""
