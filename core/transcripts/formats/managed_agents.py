"""
Claude Managed Agents session events: a JSON list, a page of the API, or one event per line.

Events have no sequence and no parent: their order is the order of the list. The events of a thread
that are repeated in the session's own list have the same id there. Nothing in an event names its
session, unless a session object stands beside the list.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from core.transcripts.documents import split
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
from core.transcripts.fields import (
    Fields,
    Json,
    NotJson,
    clean,
    count,
    fields,
    flag,
    identifier,
    joined,
    loads,
    parsed,
    text,
    time_ms,
)
from core.transcripts.formats.base import NO_CLAIM, Claim, Document, Format, Head, Shape
from core.transcripts.formats.decoding import decode
from core.transcripts.glimpse import Glimpse
from core.transcripts.lines import Damage, Reason
from core.transcripts.status import Verdict, judged
from core.transcripts.tools import tool_norm

NAME: Final = "managed-agents"

_FAMILIES: Final = ("user.", "agent.", "session.", "span.", "system.", "workflow_run.")
_LISTS: Final = ("data", "events")
_STREAM_ONLY: Final = frozenset({"event_start", "event_delta"})
_RESULT_IDS: Final = ("tool_use_id", "mcp_tool_use_id", "custom_tool_use_id")
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


_DECODER = msgspec.json.Decoder(Record)


def sniff(head: Head) -> Claim:
    """The types of events have a family and a name; `processed_at` stands on every one."""
    for prefix in ("", "[].", *(f"{name}[]." for name in _LISTS)):
        found = max((_likeness(line, prefix) for line in head.seen), default=0.0)
        if found:
            is_document = bool(prefix) or head.is_document
            return Claim(found, Shape.DOCUMENT if is_document else Shape.LINES)
    return NO_CLAIM


def _likeness(seen: Glimpse, prefix: str) -> float:
    kind = seen[f"{prefix}type"]
    if prefix == "" and kind == "session" and seen["id"].startswith("sesn_"):
        return 0.9
    if not kind.startswith(_FAMILIES) or f"{prefix}data" in seen:
        return 0.0
    if f"{prefix}processed_at" in seen:
        return 0.95
    return 0.9 if seen[f"{prefix}id"].startswith("sevt_") else 0.6


class Reader:
    """Reads events in their order."""

    def __init__(self, saved: str | None = None) -> None:
        self.facts = Facts(NAME)
        self._session = text(fields(parsed(saved)).get("session"))

    def saved(self) -> str:
        return json.dumps({"session": self._session})

    def parse(self, data: bytes, where: Where) -> Sequence[Event]:
        try:
            record = _DECODER.decode(data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            value = loads(data)
            record = _forgiven(value)
        kind = _full_type(record.type)
        if kind in _STREAM_ONLY:
            return ()
        if kind == "session":
            self.describe(fields(decode(data)))
            return ()
        self._session = text(record.session_id) or self._session
        if self._session not in self.facts.sessions:
            self.facts.learn(self._session)
        return [self._event(record, kind, data, where)]

    def describe(self, session: Fields) -> None:
        """Learn from a session object that the events belong to."""
        self._session = identifier(session.get("id")) or self._session
        agent = session.get("agent")
        self.facts.learn(
            self._session,
            title=text(session.get("title")),
            agent_name=text(agent) or text(fields(agent).get("name")),
        )

    def _event(self, record: Record, kind: str, data: bytes, where: Where) -> Event:
        ts = time_ms(record.processed_at)
        more = self._more(record, kind, data)
        return Event(
            native_type=clean(record.type or ""),
            where=where,
            session=self._session,
            agent=identifier(record.session_thread_id) or MAIN,
            native_id=identifier(record.id),
            ts=ts,
            ts_kind=TsKind.NONE if ts is None else TsKind.RECORDED,
            **more,
        )

    def _more(self, record: Record, kind: str, data: bytes) -> dict[str, Any]:
        match kind:
            case "agent.message" | "agent.thread_message_sent":
                return {"kind": Kind.ASSISTANT, "body": _content(record)}
            case "agent.thinking":
                return {"kind": Kind.THINKING}
            case "agent.tool_use" | "agent.mcp_tool_use" | "agent.custom_tool_use":
                return _call(record, kind)
            case (
                "agent.tool_result"
                | "agent.mcp_tool_result"
                | "user.tool_result"
                | "user.custom_tool_result"
            ):
                return _result(record)
            case "user.message":
                return _spoken(RoleOrigin.HUMAN, _content(record))
            case "agent.thread_message_received":
                return _spoken(RoleOrigin.PEER_AGENT, _content(record))
            case "system.message":
                return {"kind": Kind.SYSTEM, "body": _content(record)}
            case "agent.thread_context_compacted":
                return {"kind": Kind.COMPACTION}
            case _:
                value = fields(decode(data))
                self._learn(kind, value)
                return _rare(kind, value)

    def _learn(self, kind: str, value: Fields) -> None:
        if kind == "session.updated":
            self.describe({"agent": value.get("agent"), "title": value.get("title")})
        elif kind == "session.thread_created":
            thread = identifier(value.get("session_thread_id"))
            if thread is not None:
                self.facts.meet(self._session, thread, name=text(value.get("agent_name")))


def document(data: bytes) -> Document:
    """A list of events, or an object that has one: a page of the API, or a session with its own."""
    parts = split(data, _LISTS)
    reader = Reader()
    for name in ("session", "id", "agent", "title"):
        if name in parts.values:
            value = parsed(parts.values[name].decode("utf-8", "replace"))
            reader.describe(value if isinstance(value, dict) else {name: value})
    found = Document(reader.facts, damage=parts.damage)
    for item in parts.items("", *_LISTS):
        try:
            found.events += reader.parse(item.data, item.where)
        except NotJson:
            found.damage.append(Damage(item.where, Reason.BROKEN))
    return found


def _full_type(kind: str | None) -> str:
    # Once the vendor's own text leaves the family out.
    name = clean(kind or "")
    return f"session.{name}" if name.startswith("status_") else name


def _content(record: Record) -> str:
    return joined(_value(record.content))


def _value(raw: Raw) -> Json:
    data = bytes(raw)
    try:
        return decode(data) if data else None
    except NotJson:
        return None


def _spoken(origin: RoleOrigin, body: str) -> dict[str, Any]:
    return {"kind": Kind.USER, "role_origin": origin, "body": body}


def _call(record: Record, kind: str) -> dict[str, Any]:
    tool = clean(record.name or "")
    norm, server = tool_norm(f"mcp__{record.mcp_server_name}" if "mcp" in kind else tool)
    return {
        "kind": Kind.TOOL_CALL,
        "call_id": text(record.id),
        "tool": tool,
        "tool_norm": norm,
        "mcp_server": text(record.mcp_server_name) or server,
        "input": clean(bytes(record.input).decode("utf-8", "replace")) or None,
        "status": Status.UNKNOWN,
    }


def _result(record: Record) -> dict[str, Any]:
    body = _content(record)
    call_id = record.tool_use_id or record.mcp_tool_use_id or record.custom_tool_use_id
    return {
        "kind": Kind.TOOL_RESULT,
        "call_id": text(call_id),
        "body": body,
        **_judgement(judged(body, flag=record.is_error)),
    }


def _judgement(verdict: Verdict) -> dict[str, Any]:
    return {
        "status": verdict.status,
        "error_source": verdict.error_source,
        "exit_code": verdict.exit_code,
    }


def _rare(kind: str, value: Fields) -> dict[str, Any]:
    match kind:
        case "user.tool_confirmation":
            denied = value.get("result") == "deny"
            verdict = Verdict(Status.REJECTED_BY_USER, ErrorSource.FLAG)
            return {
                "kind": Kind.PERMISSION,
                "role_origin": RoleOrigin.HUMAN,
                "call_id": text(value.get("tool_use_id")),
                "body": text(value.get("deny_message")) or text(value.get("result")) or "",
                **(_judgement(verdict) if denied else {}),
            }
        case "user.interrupt":
            return {
                "kind": Kind.LIFECYCLE,
                "role_origin": RoleOrigin.HUMAN,
                "status": Status.INTERRUPTED,
            }
        case "user.define_outcome":
            return _spoken(RoleOrigin.HUMAN, joined(value.get("description")))
        case "span.model_request_end":
            return {"kind": Kind.USAGE, **_usage(value)}
        case "session.usage":
            return {"kind": Kind.USAGE}  # a sum of what the spans say
        case _ if kind.endswith(".error"):
            error = fields(value.get("error"))
            body = ": ".join(filter(None, (text(error.get("type")), text(error.get("message")))))
            return {"kind": Kind.ERROR, "body": body, **_judgement(_FAILED)}
        case _ if kind.startswith(("session.", "span.", "workflow_run.")):
            stop = fields(value.get("stop_reason")).get("type")
            words = (stop, value.get("result"), value.get("explanation"), value.get("title"))
            body = ": ".join(word for word in map(text, words) if word)
            failed = _judgement(_FAILED) if stop in _BAD_STOPS else {}
            return {"kind": Kind.LIFECYCLE, "body": body, **failed}
        case _:
            return {"kind": Kind.UNKNOWN, "body": joined(value.get("content"))}


def _usage(value: Fields) -> dict[str, Any]:
    used = fields(value.get("model_usage"))
    names = (
        "input_tokens",
        "output_tokens",
        "cache_read_input_tokens",
        "cache_creation_input_tokens",
    )
    return {
        "usage": Usage(*(count(used.get(name)) for name in names)),
        "request_id": text(value.get("model_request_start_id")) or text(value.get("id")),
        **(_judgement(_FAILED) if value.get("is_error") is True else {}),
    }


def _forgiven(value: Json) -> Record:
    known = fields(value)
    found: dict[str, Any] = {"is_error": flag(known.get("is_error"))}
    for field in msgspec.structs.fields(Record):
        value = known.get(field.name)
        if field.type is Raw and value is not None:
            found[field.name] = Raw(json.dumps(value).encode())
        elif field.type == str | None:
            found[field.name] = text(value)
    return Record(**found)


FORMAT: Final[Format] = Format(NAME, sniff, lines=Reader, document=document)
