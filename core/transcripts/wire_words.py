"""
Events of any transcript in the words of the Managed Agents wire. Pure.

What the wire has no word for (progress, usage of other programs, what nobody understood) is left
out; nothing is told that the transcript does not say.
"""

import json
from collections.abc import Iterable, Iterator

from core.errors import Json
from core.times import format_time, from_milliseconds
from core.transcripts.kinds import Kind, RoleOrigin, Status
from core.transcripts.stored import StoredEvent

_SAID = {
    Kind.USER: "user.message",
    Kind.INJECTED: "system.message",
    Kind.SYSTEM: "system.message",
    Kind.ASSISTANT: "agent.message",
    Kind.THINKING: "agent.thinking",
    Kind.COMPACTION: "agent.thread_context_compacted",
}
_TEXTLESS = (Kind.THINKING, Kind.COMPACTION)
_TERMINAL: dict[str, Json] = {"type": "terminal"}
_FAILED = (Status.FAILED, Status.TIMEOUT, Status.REJECTED_BY_USER, Status.CANCELLED_SIBLING)


def told(events: Iterable[StoredEvent]) -> Iterator[dict[str, Json]]:
    """Each event that the wire has a word for; a result names its call by the call's event."""
    calls: dict[str, tuple[str, bool]] = {}
    for event in events:
        if event.kind is Kind.TOOL_CALL and event.call_id is not None:
            calls[event.call_id] = event.id, event.mcp_server is not None
        own = _own(event, calls)
        if own is None:
            continue
        at = None if event.ts is None else format_time(from_milliseconds(event.ts))
        yield {"id": event.id, "processed_at": at, **own}


def _own(event: StoredEvent, calls: dict[str, tuple[str, bool]]) -> dict[str, Json] | None:
    match event.kind:
        case Kind.TOOL_CALL:
            return _call(event)
        case Kind.TOOL_RESULT:
            call_id, is_mcp = calls.get(event.call_id or "", (event.call_id or "", False))
            return _result(event, call_id, is_mcp=is_mcp)
        case Kind.ERROR:
            error: dict[str, Json] = {"type": "unknown_error", "message": event.body}
            return {"type": "session.error", "error": {**error, "retry_status": _TERMINAL}}
        case _:
            return _said(event)


def _said(event: StoredEvent) -> dict[str, Json] | None:
    kind = _SAID.get(event.kind)
    if kind is None:
        return None
    if event.kind is Kind.USER and event.role_origin not in (None, RoleOrigin.HUMAN):
        kind = "system.message"
    if event.kind in _TEXTLESS:
        return {"type": kind}
    return {"type": kind, "content": _text(event.body)}


def _call(event: StoredEvent) -> dict[str, Json]:
    given = _object(event.input)
    if event.mcp_server is None:
        return {"type": "agent.tool_use", "name": event.tool or "", "input": given}
    return {
        "type": "agent.mcp_tool_use",
        "mcp_server_name": event.mcp_server,
        "name": event.tool or "",
        "input": given,
    }


def _result(event: StoredEvent, call_id: str, *, is_mcp: bool) -> dict[str, Json]:
    kind, name = ("agent.tool_result", "tool_use_id")
    if is_mcp:
        kind, name = "agent.mcp_tool_result", "mcp_tool_use_id"
    return {
        "type": kind,
        name: call_id,
        "content": _text(event.body),
        "is_error": event.status in _FAILED,
    }


def _object(text: str | None) -> dict[str, Json]:
    """What a tool was called with; the wire has only objects there."""
    try:
        given = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {"text": text}
    return given if isinstance(given, dict) else {"value": given}


def _text(body: str) -> list[Json]:
    return [{"type": "text", "text": body}] if body else []
