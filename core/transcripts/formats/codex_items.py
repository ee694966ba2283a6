"""
The items of a Codex conversation (`response_item`), and bare items from before the envelope.

Exit codes come in three spellings: inside JSON inside the output, in the words of the output, or
in the display log, which `codex_display` reads. Pure functions of a `Line`.
"""

from collections.abc import Sequence
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
    Where,
)
from core.transcripts.fields import (
    Fields,
    Json,
    clean,
    dumped,
    fields,
    identifier,
    integer,
    items,
    joined,
    parsed,
    text,
    time_ms,
    words,
)
from core.transcripts.formats.base import digest
from core.transcripts.roles import kind_of, written_by
from core.transcripts.status import Verdict, judged
from core.transcripts.tools import tool_norm

_CALLS: Final = words(
    "function_call custom_tool_call local_shell_call tool_call mcp_tool_call web_search_call"
    " tool_search_call image_generation_call"
)
_ANSWERED_AT_ONCE: Final = frozenset({"web_search_call", "image_generation_call"})
_RESULTS: Final = frozenset({"tool_result", "function_result"})
_OTHERS: Final = {
    "compaction": Kind.COMPACTION,
    "context_compaction": Kind.COMPACTION,
    "compaction_summary": Kind.COMPACTION,
    "ghost_snapshot": Kind.META,
    "token_count": Kind.META,
    "other": Kind.META,
}


@dataclass(slots=True)
class Line:
    """One record and all that its events have in common."""

    payload: Fields
    outer_type: str
    where: Where
    data: bytes
    timestamp: str | int | float | None
    session: str | None
    cwd: str | None
    model: str | None
    is_copied: bool
    is_child: bool
    calls: CallIds
    facts: Facts

    @property
    def type(self) -> str:
        """The payload's own type."""
        return clean(text(self.payload.get("type")) or "")

    def event(
        self, kind: Kind, block_no: int = 0, *, verdict: Verdict | None = None, **own: Unpack[Own]
    ) -> Event:
        """An event of this record, with the fields that are its own."""
        ts = time_ms(self.timestamp)
        if ts is None:
            ts = time_ms(self.payload.get("timestamp"))
        own["model"] = self.model
        if verdict is not None:
            own["status"] = verdict.status
        kinds = (self.outer_type, self.type if self.payload.get("type") != self.outer_type else "")
        return Event(
            kind=kind,
            native_type="/".join(filter(None, kinds)),
            where=self.where,
            session=self.session,
            agent=MAIN,
            native_id=self._id(ts),
            block_no=block_no,
            ts=ts,
            ts_kind=TsKind.NONE if ts is None else TsKind.RECORDED,
            cwd=self.cwd,
            is_copied=self.is_copied,
            error_source=ErrorSource.NONE if verdict is None else verdict.error_source,
            exit_code=None if verdict is None else verdict.exit_code,
            **own,
        )

    def _id(self, ts: int | None) -> str | None:
        # Ordinals begin anew after a revert and most lines have no id; but what was said in the
        # same words at the same millisecond is the same record, in whichever copy of the file.
        if ts is None:
            return identifier(self.payload.get("id"))
        return digest(self.data)


def events(line: Line) -> Sequence[Event]:
    """The events of one item."""
    kind = line.type
    payload = line.payload
    if kind == "reasoning":
        return _reasoning(line)
    if kind.lower() == "message" or (not kind and payload.get("role")):
        found = _message(line)
    elif kind in _CALLS:
        found = _call(line, kind)
    elif kind in _RESULTS or kind.endswith("_output"):
        found = _result(line)
    elif kind == "agent_message":
        body = joined(payload.get("content"))
        found = line.event(Kind.USER, body=body, role_origin=RoleOrigin.PEER_AGENT)
    else:
        found = line.event(_OTHERS.get(kind, Kind.UNKNOWN))
    return [found]


def _message(line: Line) -> Event:
    payload = line.payload
    body = joined(payload.get("content") or payload.get("message"))
    match payload.get("role"):
        case "user":
            return spoken(line, body)
        case "assistant":
            return line.event(Kind.ASSISTANT, body=body)
        case _:
            return line.event(Kind.SYSTEM, body=body)


def spoken(line: Line, body: str) -> Event:
    """What stands under the user's role."""
    origin = written_by(body)
    if origin is RoleOrigin.HUMAN and line.is_child:
        origin = RoleOrigin.PEER_AGENT
    return line.event(kind_of(origin), body=body, role_origin=origin)


def _reasoning(line: Line) -> Sequence[Event]:
    payload = line.payload
    parts = [joined(part) for name in ("summary", "content") for part in items(payload.get(name))]
    return [
        line.event(Kind.THINKING, number, body=part)
        for number, part in enumerate([part for part in parts if part] or [""])
    ]


def _call(line: Line, kind: str) -> Event:
    payload = line.payload
    function = fields(payload.get("function"))
    tool = text(payload.get("name")) or text(function.get("name")) or kind
    norm, server = tool_norm(tool)
    call_id = text(payload.get("call_id")) or text(payload.get("id"))
    verdict = Verdict(Status.UNKNOWN)
    if kind in _ANSWERED_AT_ONCE:
        failed = text(payload.get("status")) in {"failed", "incomplete"}
        verdict = Verdict(Status.FAILED, ErrorSource.FLAG) if failed else Verdict(Status.OK)
        call_id = call_id or f"s{line.where.line_no}"
    return line.event(
        Kind.TOOL_CALL,
        call_id=line.calls.of_call(call_id, line.where),
        tool=tool,
        tool_norm=norm,
        mcp_server=server or text(payload.get("namespace")),
        input=_input(payload, function),
        verdict=verdict,
    )


def _input(payload: Fields, function: Fields) -> str | None:
    for given in (payload.get("arguments"), function.get("arguments"), payload.get("action")):
        if isinstance(given, str):
            # Arguments are JSON in a text, and now and then no JSON.
            return clean(given) if isinstance(parsed(given), dict) else dumped({"arguments": given})
        if given is not None:
            return dumped(given)
    given = payload.get("input")
    return None if given is None else dumped({"input": given})


def _result(line: Line) -> Event:
    payload = line.payload
    given = next(
        (payload[name] for name in ("output", "result", "tools") if payload.get(name) is not None),
        None,
    )
    body, exit_code, failed = output(given)
    return line.event(
        Kind.TOOL_RESULT,
        body=body,
        call_id=line.calls.of_result(text(payload.get("call_id"))),
        verdict=judged(body, flag=failed or None, exit_code=exit_code, has_flags=False),
    )


def output(given: Json) -> tuple[str, int | None, bool]:
    """The text of a result, its exit code, and whether it says that it failed."""
    value = given
    if isinstance(given, str) and given.startswith("{"):
        inner = parsed(given)
        value = inner if isinstance(inner, dict) and "output" in inner else given
    if not isinstance(value, dict):
        return joined(value), None, False
    metadata = fields(value.get("metadata"))
    codes = (metadata.get("exit_code"), value.get("exit_code"), value.get("exitCode"))
    exit_code = next((code for code in map(integer, codes) if code is not None), None)
    streams = [joined(value.get(name)) for name in ("stdout", "stderr")]
    body = joined(value) or "\n".join(filter(None, streams))
    return body, exit_code, value.get("success") is False
