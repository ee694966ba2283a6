"""
Gemini CLI sessions: until early 2026 one document that is written anew, since then one line per
message.

In both a message holds its tool calls together with their results. In the lines the same message is
appended again, in full, whenever it has changed: the last one counts.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

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
    count,
    dumped,
    fields,
    identifier,
    items,
    joined,
    parsed,
    text,
    time_ms,
)
from core.transcripts.formats.base import NO_CLAIM, Claim, Document, Format, Head, Shape, digest
from core.transcripts.formats.decoding import decode
from core.transcripts.roles import kind_of, written_by
from core.transcripts.status import Verdict, judged
from core.transcripts.tools import tool_norm

NAME: Final = "gemini-cli"

_TYPES: Final = frozenset({"user", "gemini", "info", "error", "warning"})
_EXIT_CODE = re.compile(r"^Exit Code: (-?\d{1,9})\s*$", re.MULTILINE)


def sniff(head: Head) -> Claim:
    """A session id beside a hash of the project; messages of a type `gemini`."""
    shape = Shape.DOCUMENT if head.is_document else Shape.LINES
    for seen in head.seen:
        if "sessionId" in seen and "projectHash" in seen:
            whole = head.is_document or "messages" in seen
            return Claim(0.95, Shape.DOCUMENT if whole else Shape.LINES)
        if any(path.startswith("$set") for path in seen.values):
            return Claim(0.8, shape)
        if seen["type"] == "gemini" and "id" in seen:
            return Claim(0.85, shape)
        if seen["messages[].type"] in _TYPES and "messages[].role" not in seen:
            return Claim(0.7, Shape.DOCUMENT)
    return NO_CLAIM


class Reader:
    """Reads the lines of one session."""

    def __init__(self, saved: str | None = None) -> None:
        known = fields(parsed(saved))
        self.facts = Facts(NAME)
        self._session = text(known.get("session"))
        self._agent = text(known.get("agent")) or MAIN

    def saved(self) -> str:
        """What has to be kept to go on."""
        return json.dumps({"session": self._session, "agent": self._agent})

    def parse(self, data: bytes, where: Where) -> Sequence[Event]:
        """The events of one line: a header, a change of the header, or a message."""
        value = fields(decode(data))
        header = fields(value.get("$set")) or (value if "sessionId" in value else {})
        if header:
            self.describe(header)
            return [self._meta(value, data, where)] if "type" not in value else ()
        if text(value.get("type")) in _TYPES:
            return list(self.message(value, where))
        kind = Kind.META if any(name.startswith("$") for name in value) else Kind.UNKNOWN
        return [self._meta(value, data, where, kind)]

    def describe(self, header: Fields) -> None:
        """Learn from the header of a session."""
        self._session = text(header.get("sessionId")) or self._session
        if header.get("kind") == "subagent":
            self._agent = identifier(header.get("agentId")) or "subagent"
            self.facts.meet(self._session, self._agent, name=text(header.get("agentName")))
        directories = [one for one in items(header.get("directories")) if isinstance(one, str)]
        self.facts.learn(
            self._session,
            title=text(header.get("summary")),
            cwd=next(iter(directories), None),
        )

    def _meta(self, value: Fields, data: bytes, where: Where, kind: Kind = Kind.META) -> Event:
        return Event(
            kind=kind,
            native_type=text(value.get("type")) or "",
            where=where,
            session=self._session,
            agent=self._agent,
            native_id=digest(data),
        )

    def message(self, message: Fields, where: Where) -> Iterator[Event]:
        """The events of one message; their numbers stay when it comes again with more in it."""
        ts = time_ms(message.get("timestamp"))
        kind = text(message.get("type")) or ""
        shared: dict[str, Any] = {
            "where": where,
            "native_type": kind,
            "session": self._session,
            "agent": self._agent,
            "native_id": identifier(message.get("id")),
            "ts": ts,
            "ts_kind": TsKind.NONE if ts is None else TsKind.RECORDED,
            "replaces": True,
        }
        body = joined(message.get("content"))
        match kind:
            case "user":
                origin = written_by(body)
                yield Event(kind=kind_of(origin), role_origin=origin, body=body, **shared)
            case "gemini":
                yield from _answer(message, body, shared)
            case "error":
                yield Event(
                    kind=Kind.ERROR,
                    body=body,
                    status=Status.FAILED,
                    error_source=ErrorSource.FLAG,
                    **shared,
                )
            case "info" | "warning":
                origin = RoleOrigin.HARNESS
                yield Event(kind=Kind.SYSTEM, role_origin=origin, body=body, **shared)
            case _:
                yield Event(kind=Kind.UNKNOWN, body=body, **shared)


def document(data: bytes) -> Document:
    """A session in one document."""
    parts = split(data, ("messages",))
    reader = Reader()
    header: dict[str, Json] = {}
    for name, value in parts.values.items():
        header[name] = parsed(value.decode("utf-8", "replace"))
    reader.describe(header)
    found = Document(reader.facts, damage=parts.damage)
    for message, item in found.objects(parts.items("messages", "")):
        found.events += reader.message(message, item.where)
    return found


def _answer(message: Fields, body: str, shared: dict[str, Any]) -> Iterator[Event]:
    used = _usage(fields(message.get("tokens")))
    shared = {**shared, "model": text(message.get("model"))}
    request_id = shared["native_id"] or str(shared["where"].line_no)
    yield Event(
        kind=Kind.ASSISTANT,
        body=body,
        usage=used,
        request_id=request_id if used else None,
        **shared,
    )
    thoughts = [fields(thought) for thought in items(message.get("thoughts"))]
    words = [
        ": ".join(filter(None, (text(one.get("subject")), text(one.get("description")))))
        for one in thoughts
    ]
    if any(words):
        yield Event(kind=Kind.THINKING, block_no=1, body="\n".join(words), **shared)
    for number, item in enumerate(items(message.get("toolCalls"))):
        yield from _call(fields(item), 2 + 2 * number, shared)


def _call(call: Fields, block_no: int, shared: dict[str, Any]) -> Iterator[Event]:
    tool = text(call.get("name")) or ""
    norm, server = tool_norm(tool)
    call_id = text(call.get("id")) or f"s{shared['where'].line_no}.{block_no}"
    ts = time_ms(call.get("timestamp"))
    if ts is not None:
        shared = {**shared, "ts": ts, "ts_kind": TsKind.RECORDED}
    arguments = call.get("args")
    yield Event(
        kind=Kind.TOOL_CALL,
        block_no=block_no,
        call_id=call_id,
        tool=tool,
        tool_norm=norm,
        mcp_server=server,
        input=None if arguments is None else dumped(arguments),
        status=Status.UNKNOWN,
        **shared,
    )
    status = text(call.get("status"))
    if status in {"success", "error", "cancelled"} or call.get("result") is not None:
        body = _result_text(call)
        verdict = _verdict(status, body)
        yield Event(
            kind=Kind.TOOL_RESULT,
            block_no=block_no + 1,
            call_id=call_id,
            body=body,
            status=verdict.status,
            error_source=verdict.error_source,
            exit_code=verdict.exit_code,
            **shared,
        )


def _result_text(call: Fields) -> str:
    parts = []
    for item in items(call.get("result")) or [call.get("result")]:
        response = fields(fields(fields(item).get("functionResponse")).get("response"))
        parts.append(
            joined(response.get("output")) or joined(response.get("error")) or joined(item)
        )
    return "\n".join(filter(None, parts)) or joined(call.get("resultDisplay"))


def _verdict(status: str | None, body: str) -> Verdict:
    match = _EXIT_CODE.search(body)
    exit_code = int(match[1]) if match else None
    if status == "cancelled":
        return Verdict(Status.REJECTED_BY_USER, ErrorSource.FLAG, exit_code)
    return judged(body, flag=status == "error", exit_code=exit_code)


def _usage(tokens: Fields) -> Usage | None:
    if not tokens:
        return None
    cached = count(tokens.get("cached"))
    said = count(tokens.get("output")) + count(tokens.get("thoughts"))
    return Usage(max(count(tokens.get("input")) - cached, 0), said, cached)


FORMAT: Final[Format] = Format(NAME, sniff, lines=Reader, document=document)
