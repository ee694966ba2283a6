"""
Messages in the shape of the OpenAI chat API, which several formats hold inside of theirs. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from core.transcripts.calls import CallIds
from core.transcripts.events import (
    Event,
    Kind,
    Status,
    ToolNorm,
    TsKind,
    Usage,
    Where,
)
from core.transcripts.fields import (
    Fields,
    Json,
    clean,
    count,
    dumped,
    fields,
    items,
    joined,
    parsed,
    text,
)
from core.transcripts.roles import kind_of, written_by
from core.transcripts.status import judged
from core.transcripts.tools import tool_norm

ROLES: Final = frozenset({"system", "developer", "user", "assistant", "tool", "function"})


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call of a tool that a message makes."""

    call_id: str | None
    tool: str
    tool_norm: ToolNorm
    mcp_server: str | None
    input: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands, and what it may be known by."""

    where: Where
    session: str | None
    native_id: str
    ts: int | None = None


def tool_calls(message: Fields) -> Iterator[ToolCall]:
    """The calls of a message, in today's spelling or in the first one."""
    for item in items(message.get("tool_calls")):
        call = fields(item)
        yield _call(text(call.get("id")), fields(call.get("function")) or call)
    legacy = fields(message.get("function_call"))
    if legacy:
        yield _call(None, legacy)


def arguments(given: Json) -> str | None:
    """Arguments as JSON text; what is no JSON object is kept inside of one."""
    if given is None or given == "":
        return None
    if isinstance(given, str):
        return clean(given) if isinstance(parsed(given), dict) else dumped({"arguments": given})
    return dumped(given)


def usage(counted: Fields) -> Usage | None:
    """Tokens as the chat API counts them, with the cached ones inside the prompt's."""
    if not counted:
        return None
    cached = count(fields(counted.get("prompt_tokens_details")).get("cached_tokens"))
    cached = cached or count(counted.get("cached_tokens"))
    prompt = count(counted.get("prompt_tokens"))
    return Usage(max(prompt - cached, 0), count(counted.get("completion_tokens")), cached)


class Talk:
    """Reads the messages of one conversation in their order."""

    def __init__(self, saved: Json = None) -> None:
        self._calls = CallIds(saved)

    def saved(self) -> Json:
        """What has to be kept to go on."""
        return self._calls.saved()

    def events(
        self,
        message: Fields,
        place: Place,
        *,
        model: str | None = None,
        used: Usage | None = None,
        request_id: str | None = None,
    ) -> Iterator[Event]:
        """The events of one message; tokens stand on the first."""
        role = text(message.get("role")) or ""
        body = joined(message.get("content"))
        shared: dict[str, Any] = {
            "where": place.where,
            "native_type": role,
            "session": place.session,
            "native_id": place.native_id,
            "ts": place.ts,
            "ts_kind": TsKind.NONE if place.ts is None else TsKind.RECORDED,
        }
        match role:
            case "user":
                origin = written_by(body)
                yield Event(kind=kind_of(origin), role_origin=origin, body=body, **shared)
            case "assistant":
                yield Event(
                    kind=Kind.ASSISTANT,
                    body=body,
                    model=model,
                    usage=used,
                    request_id=request_id,
                    **shared,
                )
                yield from self._thought_and_called(message, {**shared, "model": model})
            case "tool" | "function":
                yield self._result(message, body, shared)
            case "system" | "developer":
                yield Event(kind=Kind.SYSTEM, body=body, **shared)
            case _:
                yield Event(kind=Kind.UNKNOWN, body=body, **shared)

    def _thought_and_called(self, message: Fields, shared: dict[str, Any]) -> Iterator[Event]:
        thought = joined(message.get("reasoning_content")) or joined(message.get("reasoning"))
        if thought:
            yield Event(kind=Kind.THINKING, block_no=1, body=thought, **shared)
        for number, call in enumerate(tool_calls(message), start=2):
            yield Event(
                kind=Kind.TOOL_CALL,
                block_no=number,
                call_id=call.call_id or self._made_id(shared["native_id"], number),
                tool=call.tool,
                tool_norm=call.tool_norm,
                mcp_server=call.mcp_server,
                input=call.input,
                status=Status.UNKNOWN,
                **shared,
            )

    def _made_id(self, native_id: str, number: int) -> str:
        return self._calls.waiting(f"s{native_id}.{number}" if number > 2 else f"s{native_id}")

    def _result(self, message: Fields, body: str, shared: dict[str, Any]) -> Event:
        verdict = judged(body, has_flags=False)
        return Event(
            kind=Kind.TOOL_RESULT,
            body=body,
            call_id=self._calls.of_result(text(message.get("tool_call_id"))),
            tool=text(message.get("name")),
            status=verdict.status,
            error_source=verdict.error_source,
            exit_code=verdict.exit_code,
            **shared,
        )


def _call(call_id: str | None, function: Fields) -> ToolCall:
    tool = text(function.get("name")) or ""
    norm, server = tool_norm(tool)
    return ToolCall(call_id, tool, norm, server, arguments(function.get("arguments")))
