"""
What one record of a Claude Code transcript says, as events.

Pure functions of a `Line`: the record, where it stands, and what the reader knows of its session.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.transcripts.calls import CallIds
from core.transcripts.events import (
    MAIN,
    ErrorSource,
    Event,
    Facts,
    Kind,
    RoleOrigin,
    Status,
    TsKind,
    Usage,
    Where,
)
from core.transcripts.fields import clean, count, dumped, fields, identifier, joined, text, time_ms
from core.transcripts.formats.claude_record import Block, Message, Record, text_in, value_in
from core.transcripts.roles import is_interruption, kind_of, written_by
from core.transcripts.status import Verdict, judged
from core.transcripts.tools import tool_norm

_SYSTEM_KINDS: Final = {
    "compact_boundary": Kind.COMPACTION,
    "microcompact_boundary": Kind.COMPACTION,
    "api_error": Kind.ERROR,
    "error": Kind.ERROR,
    "api_refusal": Kind.ERROR,
    "model_refusal_fallback": Kind.ERROR,
    "stop_hook_summary": Kind.LIFECYCLE,
    "turn_duration": Kind.LIFECYCLE,
    "session_start": Kind.LIFECYCLE,
    "init": Kind.LIFECYCLE,
    "local_command": Kind.INJECTED,
}
_PEERS: Final = frozenset({"peer", "coordinator", "channel", "teammate", "agent"})
_ATTACHED_TEXTS: Final = (
    "prompt",
    "content",
    "text",
    "stdout",
    "stderr",
    "snippet",
    "blockingError",
)


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
        verdict: Verdict | None = None,
        **more: Any,
    ) -> Event:
        """An event of this record; `more` are the fields that are its own."""
        record = self.record
        ts = time_ms(record.timestamp)
        sidechain = bool(record.is_sidechain)
        native_type = clean(record.type or "")
        if verdict is not None:
            more["status"] = verdict.status
            more["error_source"] = verdict.error_source
            more["exit_code"] = verdict.exit_code
        return Event(
            kind=kind,
            native_type=f"{native_type}/{subtype}" if subtype else native_type,
            where=self.where,
            session=self.session,
            agent=(identifier(record.agent_id) or "sidechain") if sidechain else MAIN,
            native_id=identifier(record.uuid),
            block_no=block_no,
            ts=ts,
            ts_kind=TsKind.NONE if ts is None else TsKind.RECORDED,
            parent_native_id=identifier(record.parent_uuid),
            cwd=text(record.cwd),
            is_meta=bool(record.is_meta),
            is_sidechain=sidechain,
            is_copied=record.forked_from is not None,
            **more,
        )


FAILED: Final = Verdict(Status.FAILED, ErrorSource.FLAG)


def user(line: Line) -> Sequence[Event]:
    """What stands under the user's role: people, results of tools, and what a harness puts in."""
    message = line.record.message
    if message is None or message.content is None:
        return [line.event(Kind.UNKNOWN)]
    if isinstance(message.content, str):
        return [_said(line, clean(message.content), 0)]
    answers = any(block.type == "tool_result" for block in message.content)
    return [
        _answer(line, block, number)
        if block.type == "tool_result"
        else _said(line, _shown(block), number, beside_results=answers)
        for number, block in enumerate(message.content)
    ]


def assistant(line: Line) -> Sequence[Event]:
    """What the model said and called; the tokens stand on the first event of the record."""
    record, message = line.record, line.record.message
    if message is None:
        return [line.event(Kind.UNKNOWN)]
    content = message.content
    blocks = [Block(type="text", text=content)] if isinstance(content, str) else content or []
    usage = _usage(message)
    used: dict[str, Any] = {}
    if usage is not None:
        used = {
            "usage": usage,
            "request_id": text(message.id or record.request_id or record.uuid),
            "model": text(message.model),
        }
        if not blocks:
            return [line.event(Kind.USAGE, **used)]
    return [
        _block(line, block, number, **({} if number else used))
        for number, block in enumerate(blocks)
    ]


def system(line: Line) -> Sequence[Event]:
    """What the program notes about itself."""
    subtype = clean(line.record.subtype or "")
    kind = _SYSTEM_KINDS.get(subtype, Kind.SYSTEM)
    body = joined(value_in(line.record.content))
    if kind is Kind.ERROR:
        body = body or _error_text(line.record)
        return [line.event(kind, subtype=subtype, body=body, verdict=FAILED)]
    origin = None
    if kind is Kind.INJECTED:
        origin = RoleOrigin.HARNESS
    elif subtype == "stop_hook_summary":
        origin = RoleOrigin.HOOK
    return [line.event(kind, subtype=subtype, body=body, role_origin=origin)]


def attachment(line: Line) -> Sequence[Event]:
    """What the program attached to the conversation for the model to read."""
    attached = fields(value_in(line.record.attachment))
    subtype = text(attached.get("type")) or ""
    body = next((found for name in _ATTACHED_TEXTS if (found := joined(attached.get(name)))), "")
    if subtype == "queued_command":
        said_by = fields(attached.get("origin")).get("kind") or attached.get("commandMode")
        by_person = said_by in {None, "human", "prompt", "bash"}
        origin = _origin(line, body) if by_person else RoleOrigin.HARNESS
        return [line.event(kind_of(origin), subtype=subtype, body=body, role_origin=origin)]
    origin = RoleOrigin.HOOK if subtype.startswith("hook_") else RoleOrigin.HARNESS
    return [line.event(Kind.INJECTED, subtype=subtype, body=body, role_origin=origin)]


def summary(line: Line) -> Sequence[Event]:
    """A summary that takes the place of the conversation before it."""
    content = None if line.record.message is None else line.record.message.content
    body = content if isinstance(content, str) else "\n".join(map(_shown, content or []))
    origin = RoleOrigin.COMPACT_SUMMARY
    return [line.event(Kind.COMPACTION, body=clean(body), role_origin=origin)]


def bare_call(line: Line) -> Sequence[Event]:
    """A call that is a record of its own."""
    return [_call(line, Block(name=line.record.name, input=line.record.input), 0)]


def bare_result(line: Line) -> Sequence[Event]:
    """A result that is a record of its own."""
    body = joined(value_in(line.record.output)) or joined(value_in(line.record.content))
    call_id = line.calls.of_result(None)
    return [line.event(Kind.TOOL_RESULT, body=body, call_id=call_id, verdict=judged(body))]


def _said(line: Line, said: str, number: int, *, beside_results: bool = False) -> Event:
    if is_interruption(said):
        verdict = Verdict(Status.INTERRUPTED)
        origin = RoleOrigin.HARNESS
        return line.event(Kind.LIFECYCLE, number, body=said, role_origin=origin, verdict=verdict)
    origin = _origin(line, said, beside_results=beside_results)
    return line.event(kind_of(origin), number, body=said, role_origin=origin)


def _answer(line: Line, block: Block, number: int) -> Event:
    extra = bytes(line.record.tool_use_result)
    body = joined(value_in(block.content))
    rejected = extra.startswith(b'"User rejected')
    verdict = judged(
        "User rejected" if rejected else body,
        flag=rejected or bool(block.is_error),
        interrupted=b'"interrupted":true' in extra or b'"interrupted": true' in extra,
    )
    call_id = line.calls.of_result(text(block.tool_use_id))
    if b'"agentId"' in extra and call_id is not None:
        agent = identifier(fields(value_in(line.record.tool_use_result)).get("agentId"))
        if agent is not None:
            line.facts.meet(line.session, agent, spawn_call_id=call_id)
    return line.event(Kind.TOOL_RESULT, number, body=body, call_id=call_id, verdict=verdict)


def _block(line: Line, block: Block, number: int, **used: Any) -> Event:
    if line.record.is_api_error_message:
        return line.event(Kind.ERROR, number, body=_shown(block), verdict=FAILED)
    match block.type:
        case "text":
            return line.event(Kind.ASSISTANT, number, body=clean(block.text or ""), **used)
        case "thinking" | "redacted_thinking":
            return line.event(Kind.THINKING, number, body=clean(block.thinking or ""), **used)
        case "tool_use" | "server_tool_use" | "mcp_tool_use":
            return _call(line, block, number, **used)
        case kind if kind.endswith("tool_result"):
            return _server_answer(line, block, number, **used)
        case _:
            return line.event(Kind.META, number, body=_shown(block), **used)


def _call(line: Line, block: Block, number: int, **used: Any) -> Event:
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


def _server_answer(line: Line, block: Block, number: int, **used: Any) -> Event:
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


def _origin(line: Line, said: str, *, beside_results: bool = False) -> RoleOrigin:
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


def _shown(block: Block) -> str:
    if block.text is not None:
        return clean(block.text)
    return f"[{clean(block.type)}]" if block.type else ""


def _error_text(record: Record) -> str:
    error = value_in(record.error)
    known = fields(error)
    for name in ("message", "formatted", "error"):
        if found := joined(known.get(name)):
            return found
    return joined(error) if not known else dumped(error)


def _usage(message: Message) -> Usage | None:
    used = message.usage
    if used is None or message.model == "<synthetic>":
        return None
    return Usage(
        count(used.input_tokens),
        count(used.output_tokens),
        count(used.cache_read_input_tokens),
        count(used.cache_creation_input_tokens),
    )
