"""
mini-swe-agent trajectories: one document that is written anew after every step.

Version 2 has tool calls and return codes; version 1 has a fenced command in the text and, as the
next message of the user, `<returncode>` and `<output>`. The first message of the user is the task.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from core.transcripts.documents import split
from core.transcripts.events import (
    ErrorSource,
    Event,
    Facts,
    Kind,
    RoleOrigin,
    Status,
    TsKind,
    Where,
)
from core.transcripts.fields import (
    Fields,
    NotJson,
    dumped,
    fields,
    integer,
    items,
    joined,
    loads,
    parsed,
    text,
    time_ms,
)
from core.transcripts.formats import chat
from core.transcripts.formats.base import NO_CLAIM, Claim, Document, Format, Head, Shape, digest
from core.transcripts.lines import Record
from core.transcripts.status import Verdict, judged
from core.transcripts.tools import tool_norm

NAME: Final = "mini-swe-agent"

_RETURN_CODE = re.compile(r"\A\s*<returncode>\s*(-?\d{1,9})\s*</returncode>")
_FENCED = re.compile(r"```(?:mswea_bash_command|bash|sh)?[ \t]*\n(.*?)\n?```", re.DOTALL)
_LISTS: Final = ("messages",)


def sniff(head: Head) -> Claim:
    """It names itself since version 2; before, `<returncode>` answers a fenced command."""
    for seen in head.seen[:1]:
        if seen["trajectory_format"].startswith("mini-swe-agent"):
            return Claim(1.0, Shape.DOCUMENT)
        has_messages = "messages[].role" in seen
        # The configuration stands first, and is long.
        if "info.model_stats" in seen and "info.config.agent" in seen:
            return Claim(0.95, Shape.DOCUMENT)
        if has_messages and ("info.mini_version" in seen or "info.config" in seen):
            return Claim(0.95, Shape.DOCUMENT)
        if has_messages and "info.exit_status" in seen:
            return Claim(0.9, Shape.DOCUMENT)
        bare = seen.is_list and "[].role" in seen
        if (bare or has_messages) and "<returncode>" in head.text and "info" not in seen:
            return Claim(0.9, Shape.DOCUMENT)
    return NO_CLAIM


def document(data: bytes) -> Document:
    """The messages of a trajectory."""
    parts = split(data, _LISTS)
    found = Document(Facts(NAME), damage=parts.damage)
    info = _member(parts.values.get("info"))
    reader = _Reader()
    for message, item in found.objects(parts.items("", *_LISTS)):
        found.events += reader.events(message, item)
    environment = fields(fields(info.get("config")).get("environment"))
    found.facts.learn(
        None,
        version=text(info.get("mini_version")),
        cwd=text(environment.get("cwd")),
        title=text(parsed(parts.values.get("instance_id", b"").decode("utf-8", "replace"))),
        outcome=reader.outcome or text(info.get("exit_status")),
    )
    return found


class _Reader:
    def __init__(self) -> None:
        self.outcome: str | None = None
        self._open: list[str] = []
        self._has_task = False

    def events(self, message: Fields, item: Record) -> Iterator[Event]:
        extra = fields(message.get("extra"))
        body = joined(message.get("content"))
        ts = time_ms(extra.get("timestamp"))
        shared: dict[str, Any] = {
            "where": item.where,
            "native_type": text(message.get("role")) or "",
            "native_id": digest(item.data, item.where.line_no),
            "ts": ts,
            "ts_kind": TsKind.NONE if ts is None else TsKind.RECORDED,
        }
        match message.get("role"):
            case "system":
                yield Event(kind=Kind.SYSTEM, body=body, **shared)
            case "assistant":
                yield from self._assistant(message, extra, body, shared)
            case "tool":
                call_id = text(message.get("tool_call_id"))
                if call_id in self._open:
                    self._open.remove(call_id)
                yield _result(call_id, body, extra, shared)
            case "user":
                yield self._user(body, extra, shared)
            case "exit":
                self.outcome = text(extra.get("exit_status"))
                yield Event(kind=Kind.LIFECYCLE, body=self.outcome or body, **shared)
            case _:
                yield Event(kind=Kind.UNKNOWN, body=body, **shared)

    def _assistant(
        self, message: Fields, extra: Fields, body: str, shared: dict[str, Any]
    ) -> Iterator[Event]:
        response = fields(extra.get("response"))
        used = chat.usage(fields(response.get("usage")))
        shared = {**shared, "model": text(response.get("model"))}
        thought = joined(message.get("reasoning_content"))
        if thought:
            yield Event(kind=Kind.THINKING, block_no=1, body=thought, **shared)
        yield Event(
            kind=Kind.ASSISTANT,
            body=body,
            usage=used,
            request_id=(text(response.get("id")) or str(shared["native_id"])) if used else None,
            **shared,
        )
        for number, call in enumerate(_calls(message, extra, body), start=2):
            call_id = call.call_id or _step(shared["where"], number)
            self._open.append(call_id)
            yield Event(
                kind=Kind.TOOL_CALL,
                block_no=number,
                call_id=call_id,
                tool=call.tool,
                tool_norm=call.tool_norm,
                mcp_server=call.mcp_server,
                input=call.input,
                status=Status.UNKNOWN,
                **shared,
            )

    def _user(self, body: str, extra: Fields, shared: dict[str, Any]) -> Event:
        if _RETURN_CODE.match(body) or (self._open and "returncode" in extra):
            return _result(self._open.pop(0) if self._open else None, body, extra, shared)
        if not self._has_task:
            self._has_task = True
            return Event(kind=Kind.USER, role_origin=RoleOrigin.HUMAN, body=body, **shared)
        # A command that ran into the time limit is answered in words.
        verdict = judged(body, has_flags=False)
        if self._open and verdict.status is Status.TIMEOUT:
            return _result(self._open.pop(0), body, extra, shared, verdict)
        return Event(kind=Kind.INJECTED, role_origin=RoleOrigin.HARNESS, body=body, **shared)


def _step(where: Where, number: int) -> str:
    return f"s{where.line_no}.{number}" if number > 2 else f"s{where.line_no}"


def _calls(message: Fields, extra: Fields, body: str) -> Iterator[chat.ToolCall]:
    calls = list(chat.tool_calls(message))
    if calls:
        yield from calls
        return
    norm, server = tool_norm("bash")
    actions = [fields(action) for action in items(extra.get("actions"))]
    commands = [
        (text(action.get("tool_call_id")), text(action.get("command"))) for action in actions
    ] or [(None, match[1]) for match in _FENCED.finditer(body)]
    if not actions and len(commands) != 1:
        return  # the agent refuses anything but one command
    for call_id, command in commands:
        yield chat.ToolCall(call_id, "bash", norm, server, dumped({"command": command or ""}))


def _result(
    call_id: str | None,
    body: str,
    extra: Fields,
    shared: dict[str, Any],
    verdict: Verdict | None = None,
) -> Event:
    verdict = verdict or _verdict(body, extra)
    return Event(
        kind=Kind.TOOL_RESULT,
        call_id=call_id,
        body=body,
        status=verdict.status,
        error_source=verdict.error_source,
        exit_code=verdict.exit_code,
        **shared,
    )


def _verdict(body: str, extra: Fields) -> Verdict:
    match = _RETURN_CODE.match(body)
    exit_code = integer(extra.get("returncode"))
    if exit_code is None and match:
        exit_code = int(match[1])
    exception = text(extra.get("exception_info"))
    if exception and "timed out" in exception:
        return Verdict(Status.TIMEOUT, ErrorSource.TEXT_RULE, exit_code)
    return judged(body[match.end() :] if match else body, exit_code=exit_code)


def _member(data: bytes | None) -> Fields:
    try:
        return fields(loads(data)) if data else {}
    except NotJson:
        return {}


FORMAT: Final[Format] = Format(NAME, sniff, document=document)
