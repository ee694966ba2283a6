"""
What one record of a Claude Code transcript says, as events.

Pure functions of a `Line`: the record, where it stands, and what the reader knows of its session.
"""

from collections.abc import Callable, Sequence
from typing import Final

from core.transcripts.events import Event, Kind, RoleOrigin, Usage, Used
from core.transcripts.fields import clean, count, dumped, fields, joined, text
from core.transcripts.formats.claude_blocks import (
    FAILED,
    Line,
    answer_in,
    call_in,
    event_of,
    origin_of,
    said_in,
    shown,
)
from core.transcripts.formats.claude_record import Block, Message, Record, value_in
from core.transcripts.roles import kind_of
from core.transcripts.status import judged

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
_ATTACHED_TEXTS: Final = (
    "prompt",
    "content",
    "text",
    "stdout",
    "stderr",
    "snippet",
    "blockingError",
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
        return [said_in(line, clean(message.content), 0)]
    answers = any(block.type == "tool_result" for block in message.content)
    return [
        answer_in(line, block, number)
        if block.type == "tool_result"
        else said_in(line, shown(block), number, beside_results=answers)
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
        event_of(line, first, 0, **used),
        *(event_of(line, block, number) for number, block in enumerate(others, start=1)),
    ]


def _system(line: Line) -> Sequence[Event]:
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


def _attachment(line: Line) -> Sequence[Event]:
    """What the program attached to the conversation for the model to read."""
    attached = fields(value_in(line.record.attachment))
    subtype = text(attached.get("type")) or ""
    body = next((found for name in _ATTACHED_TEXTS if (found := joined(attached.get(name)))), "")
    if subtype == "queued_command":
        kind = text(fields(attached.get("origin")).get("kind"))
        said_by = kind or text(attached.get("commandMode"))
        by_person = said_by in {None, "human", "prompt", "bash"}
        origin = origin_of(line, body) if by_person else RoleOrigin.HARNESS
        return [line.event(kind_of(origin), subtype=subtype, body=body, role_origin=origin)]
    origin = RoleOrigin.HOOK if subtype.startswith("hook_") else RoleOrigin.HARNESS
    return [line.event(Kind.INJECTED, subtype=subtype, body=body, role_origin=origin)]


def summary(line: Line) -> Sequence[Event]:
    """A summary that takes the place of the conversation before it."""
    content = None if line.record.message is None else line.record.message.content
    body = content if isinstance(content, str) else "\n".join(map(shown, content or []))
    origin = RoleOrigin.COMPACT_SUMMARY
    return [line.event(Kind.COMPACTION, body=clean(body), role_origin=origin)]


def _bare_call(line: Line) -> Sequence[Event]:
    """A call that is a record of its own."""
    return [call_in(line, Block(name=line.record.name, input=line.record.input), 0)]


def _bare_result(line: Line) -> Sequence[Event]:
    """A result that is a record of its own."""
    body = joined(value_in(line.record.output)) or joined(value_in(line.record.content))
    call_id = line.calls.of_result(None)
    return [line.event(Kind.TOOL_RESULT, body=body, call_id=call_id, verdict=judged(body))]


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
