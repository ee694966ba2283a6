"""
What one Managed Agents event says, in our words. Pure.

The types that are frequent are read from a typed record; the rare ones from the whole object.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec
from msgspec import Raw, Struct

from core.transcripts.events import ErrorSource, Kind, Own, RoleOrigin, Status, Usage
from core.transcripts.fields import (
    Fields,
    Json,
    NotJson,
    clean,
    count,
    fields,
    joined,
    text,
)
from core.transcripts.formats.decoding import decode
from core.transcripts.status import Verdict, judged
from core.transcripts.tools import tool_norm

_FAILED: Final = Verdict(Status.FAILED, ErrorSource.FLAG)
_BAD_STOPS: Final = frozenset({"retries_exhausted", "refusal", "budget_reached"})


class Record(Struct):
    """One event of the wire; what only some types have is decoded when it is needed."""

    id: str | None = None
    type: str | None = None
    processed_at: str | None = None
    session_id: str | None = None
    session_thread_id: str | None = None
    content: Raw = Raw()
    name: str | None = None
    input: Raw = Raw()
    is_error: bool | None = None
    mcp_server_name: str | None = None
    tool_use_id: str | None = None
    mcp_tool_use_id: str | None = None
    custom_tool_use_id: str | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an event is, and what it has beside what every event has."""

    kind: Kind
    own: Own
    verdict: Verdict | None = None


def meaning_of_frequent(record: Record, kind: str) -> Meaning | None:
    """What a frequent type of event means; None for the others."""
    read = _FREQUENT.get(kind)
    return None if read is None else read(record)


def meaning_of_rare(value: Fields, kind: str) -> Meaning:
    """What any other event means."""
    read = _RARE.get(kind)
    if read is not None:
        return read(value)
    if kind.endswith(".error"):
        error = fields(value.get("error"))
        body = _told(error.get("type"), error.get("message"))
        return Meaning(Kind.ERROR, {"body": body}, _FAILED)
    if kind.startswith(("session.", "span.", "workflow_run.")):
        stop = text(fields(value.get("stop_reason")).get("type"))
        body = _told(stop, value.get("result"), value.get("explanation"), value.get("title"))
        return Meaning(Kind.LIFECYCLE, {"body": body}, _FAILED if stop in _BAD_STOPS else None)
    return Meaning(Kind.UNKNOWN, {"body": joined(value.get("content"))})


def _told(*words: Json) -> str:
    return ": ".join(word for word in map(text, words) if word)


def _content(record: Record) -> str:
    data = bytes(record.content)
    try:
        return joined(decode(data)) if data else ""
    except NotJson:
        return ""


def _said(record: Record) -> Meaning:
    return Meaning(Kind.ASSISTANT, {"body": _content(record)})


def _thought(_record: Record) -> Meaning:
    return Meaning(Kind.THINKING, {})


def _compacted(_record: Record) -> Meaning:
    return Meaning(Kind.COMPACTION, {})


def _prompt(record: Record) -> Meaning:
    return Meaning(Kind.USER, {"role_origin": RoleOrigin.HUMAN, "body": _content(record)})


def _from_peer(record: Record) -> Meaning:
    return Meaning(Kind.USER, {"role_origin": RoleOrigin.PEER_AGENT, "body": _content(record)})


def _system(record: Record) -> Meaning:
    return Meaning(Kind.SYSTEM, {"body": _content(record)})


def _call(record: Record) -> Meaning:
    tool = clean(record.name or "")
    server = text(record.mcp_server_name)
    norm, _ = tool_norm(f"mcp__{server}" if server else tool)
    return Meaning(
        Kind.TOOL_CALL,
        {
            "call_id": text(record.id),
            "tool": tool,
            "tool_norm": norm,
            "mcp_server": server,
            "input": clean(bytes(record.input).decode("utf-8", "replace")) or None,
        },
        Verdict(Status.UNKNOWN),
    )


def _result(record: Record) -> Meaning:
    # Each kind of call has its own name for the id that its result answers.
    call_id = record.tool_use_id or record.mcp_tool_use_id or record.custom_tool_use_id
    body = _content(record)
    own: Own = {"call_id": text(call_id), "body": body}
    return Meaning(Kind.TOOL_RESULT, own, judged(body, flag=record.is_error))


def _confirmation(value: Fields) -> Meaning:
    denied = value.get("result") == "deny"
    own: Own = {
        "role_origin": RoleOrigin.HUMAN,
        "call_id": text(value.get("tool_use_id")),
        "body": text(value.get("deny_message")) or text(value.get("result")) or "",
    }
    rejected = Verdict(Status.REJECTED_BY_USER, ErrorSource.FLAG)
    return Meaning(Kind.PERMISSION, own, rejected if denied else None)


def _interrupt(_value: Fields) -> Meaning:
    own: Own = {"role_origin": RoleOrigin.HUMAN}
    return Meaning(Kind.LIFECYCLE, own, Verdict(Status.INTERRUPTED))


def _outcome(value: Fields) -> Meaning:
    own: Own = {"role_origin": RoleOrigin.HUMAN, "body": joined(value.get("description"))}
    return Meaning(Kind.USER, own)


def _request(value: Fields) -> Meaning:
    used = fields(value.get("model_usage"))
    usage = Usage(
        count(used.get("input_tokens")),
        count(used.get("output_tokens")),
        count(used.get("cache_read_input_tokens")),
        count(used.get("cache_creation_input_tokens")),
    )
    request_id = text(value.get("model_request_start_id")) or text(value.get("id"))
    own: Own = {"usage": usage, "request_id": request_id}
    return Meaning(Kind.USAGE, own, _FAILED if value.get("is_error") is True else None)


def _sum(_value: Fields) -> Meaning:
    # It repeats what the requests say one by one.
    return Meaning(Kind.USAGE, {})


_FREQUENT: Final[dict[str, Callable[[Record], Meaning]]] = {
    "agent.message": _said,
    "agent.thread_message_sent": _said,
    "agent.thinking": _thought,
    "agent.tool_use": _call,
    "agent.mcp_tool_use": _call,
    "agent.custom_tool_use": _call,
    "agent.tool_result": _result,
    "agent.mcp_tool_result": _result,
    "user.tool_result": _result,
    "user.custom_tool_result": _result,
    "user.message": _prompt,
    "agent.thread_message_received": _from_peer,
    "system.message": _system,
    "agent.thread_context_compacted": _compacted,
}
_RARE: Final[dict[str, Callable[[Fields], Meaning]]] = {
    "user.tool_confirmation": _confirmation,
    "user.interrupt": _interrupt,
    "user.define_outcome": _outcome,
    "span.model_request_end": _request,
    "session.usage": _sum,
}

FIELDS: Final = msgspec.structs.fields(Record)
