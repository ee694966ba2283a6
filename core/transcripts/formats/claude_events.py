"""
What one record of a Claude Code transcript says, as events.

Pure functions of a `Line`: the record, where it stands, and what the reader knows of its session.
"""

from collections.abc import Callable, Sequence
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
    Usage,
    Used,
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
_FAILED: Final = Verdict(Status.FAILED, ErrorSource.FLAG)
_ENDING: Final = 2_000
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


def events(line: Line) -> Sequence[Event] | None:
    """The events of a record that belongs to the conversation; None for any other."""
    read = _READ.get(line.record.type or "")
    return None if read is None else read(line)


def _user(line: Line) -> Sequence[Event]:
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


def _assistant(line: Line) -> Sequence[Event]:
    """What the model said and called; the tokens stand on the first event of the record."""
    record, message = line.record, line.record.message
    if message is None:
        return [line.event(Kind.UNKNOWN)]
    content = message.content
    blocks = [Block(type="text", text=content)] if isinstance(content, str) else content or []
    usage = _usage(message)
    used: Used = {}
    if usage is not None:
        used = {
            "usage": usage,
            "request_id": text(message.id or record.request_id or record.uuid),
            "model": text(message.model),
        }
    if not blocks:
        return [line.event(Kind.USAGE, **used)] if used else []
    first, *others = blocks
    return [
        _block(line, first, 0, **used),
        *(_block(line, block, number) for number, block in enumerate(others, start=1)),
    ]


def _system(line: Line) -> Sequence[Event]:
    """What the program notes about itself."""
    subtype = clean(line.record.subtype or "")
    kind = _SYSTEM_KINDS.get(subtype, Kind.SYSTEM)
    body = joined(value_in(line.record.content))
    if kind is Kind.ERROR:
        body = body or _error_text(line.record)
        return [line.event(kind, subtype=subtype, body=body, verdict=_FAILED)]
    origin = None
    if kind is Kind.INJECTED:
        origin = RoleOrigin.HARNESS
    elif subtype == "stop_hook_summary":
        origin = RoleOrigin.HOOK
    return [line.event(kind, subtype=subtype, body=body, role_origin=origin)]


def _attachment(line: Line) -> Sequence[Event]:
    """What the program attached to the conversation for the model to read."""
    attached = fields(value_in(line.record.attachment))
    subtype = text(attached.get("type")) or ""
    body = next((found for name in _ATTACHED_TEXTS if (found := joined(attached.get(name)))), "")
    if subtype == "queued_command":
        kind = text(fields(attached.get("origin")).get("kind"))
        said_by = kind or text(attached.get("commandMode"))
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


def _bare_call(line: Line) -> Sequence[Event]:
    """A call that is a record of its own."""
    return [_call(line, Block(name=line.record.name, input=line.record.input), 0)]


def _bare_result(line: Line) -> Sequence[Event]:
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


def _block(line: Line, block: Block, number: int, **used: Unpack[Used]) -> Event:
    if line.record.is_api_error_message:
        return line.event(Kind.ERROR, number, body=_shown(block), verdict=_FAILED)
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


def _call(line: Line, block: Block, number: int, **used: Unpack[Used]) -> Event:
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


_READ: Final[dict[str, Callable[[Line], Sequence[Event]]]] = {
    "user": _user,
    "assistant": _assistant,
    "system": _system,
    "attachment": _attachment,
    "tool_use": _bare_call,
    "tool_result": _bare_result,
}
