"""
ATIF, the trajectory format for exchange between agents: one document with numbered steps.

A step of the agent holds its calls and what was observed. There is no error flag. Steps that were
only carried over from another trajectory say so; the trajectories of subagents stand inside.
"""

from collections.abc import Iterator
from typing import Any, Final

from core.transcripts.documents import split
from core.transcripts.events import (
    MAIN,
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
    dumped,
    fields,
    identifier,
    integer,
    items,
    joined,
    parsed,
    text,
    time_ms,
)
from core.transcripts.formats.base import NO_CLAIM, Claim, Document, Format, Head, Shape
from core.transcripts.formats.chat import arguments, usage
from core.transcripts.roles import kind_of, written_by
from core.transcripts.status import judged
from core.transcripts.tools import tool_norm

NAME: Final = "atif"

_LISTS: Final = ("steps", "subagent_trajectories")


def sniff(head: Head) -> Claim:
    """It says its own name."""
    for seen in head.seen[:1]:
        if seen["schema_version"].startswith("ATIF"):
            return Claim(1.0, Shape.DOCUMENT)
        if "steps[].step_id" in seen and "steps[].source" in seen:
            return Claim(0.8, Shape.DOCUMENT)
    return NO_CLAIM


def document(data: bytes) -> Document:
    """The steps of a trajectory and of the ones inside of it."""
    parts = split(data, _LISTS)
    header = {
        name: parsed(value.decode("utf-8", "replace")) for name, value in parts.values.items()
    }
    agent = fields(header.get("agent"))
    session = text(header.get("session_id")) or text(header.get("trajectory_id"))
    found = Document(Facts(NAME), damage=parts.damage)
    found.facts.learn(
        session,
        agent_name=text(agent.get("name")),
        version=text(agent.get("version")),
        title=text(header.get("title")),
    )
    reading = _Steps(session, MAIN, text(agent.get("model_name")))
    for step, item in found.objects(parts.items("steps")):
        found.events += reading.step(step, item.where)
    for trajectory, item in found.objects(parts.items("subagent_trajectories")):
        found.events += _inner(trajectory, item.where, session, found.facts)
    return found


def _inner(trajectory: Fields, where: Where, session: str | None, facts: Facts) -> Iterator[Event]:
    known = fields(trajectory.get("agent"))
    agent = identifier(trajectory.get("trajectory_id")) or f"subagent-{where.line_no}"
    facts.meet(session, agent, name=text(known.get("name")))
    reading = _Steps(session, agent, text(known.get("model_name")))
    for step in items(trajectory.get("steps")):
        yield from reading.step(fields(step), where)


class _Steps:
    """Reads the steps of one agent."""

    def __init__(self, session: str | None, agent: str, model: str | None) -> None:
        self._session = session
        self._agent = agent
        self._model = model

    def step(self, step: Fields, where: Where) -> Iterator[Event]:
        step_id = integer(step.get("step_id"))
        number = where.line_no if step_id is None else step_id
        ts = time_ms(step.get("timestamp"))
        source = text(step.get("source")) or ""
        shared: dict[str, Any] = {
            "where": where,
            "native_type": source,
            "session": self._session,
            "agent": self._agent,
            "native_id": f"{number}" if self._agent == MAIN else f"{self._agent}/{number}",
            "ts": ts,
            "ts_kind": TsKind.NONE if ts is None else TsKind.RECORDED,
            "is_copied": step.get("is_copied_context") is True,
        }
        body = joined(step.get("message"))
        match source:
            case "user":
                origin = written_by(body)
                if origin is RoleOrigin.HUMAN and self._agent != MAIN:
                    origin = RoleOrigin.PEER_AGENT
                yield Event(kind=kind_of(origin), role_origin=origin, body=body, **shared)
            case "agent":
                yield from self._agent_step(step, body, shared)
            case "system":
                yield Event(kind=Kind.SYSTEM, body=body, **shared)
            case _:
                yield Event(kind=Kind.UNKNOWN, body=body, **shared)
        yield from _observed(step, shared)

    def _agent_step(self, step: Fields, body: str, shared: dict[str, Any]) -> Iterator[Event]:
        shared = {**shared, "model": text(step.get("model_name")) or self._model}
        used = usage(fields(step.get("metrics")))
        yield Event(
            kind=Kind.ASSISTANT,
            body=body,
            usage=used,
            request_id=shared["native_id"] if used else None,
            **shared,
        )
        thought = joined(step.get("reasoning_content"))
        if thought:
            yield Event(kind=Kind.THINKING, block_no=1, body=thought, **shared)
        for number, item in enumerate(items(step.get("tool_calls")), start=2):
            call = fields(item)
            tool = text(call.get("function_name")) or ""
            norm, server = tool_norm(tool)
            yield Event(
                kind=Kind.TOOL_CALL,
                block_no=number,
                call_id=text(call.get("tool_call_id")) or f"s{shared['native_id']}.{number}",
                tool=tool,
                tool_norm=norm,
                mcp_server=server,
                input=arguments(call.get("arguments")),
                status=Status.UNKNOWN,
                **shared,
            )


def _observed(step: Fields, shared: dict[str, Any]) -> Iterator[Event]:
    calls = [fields(call) for call in items(step.get("tool_calls"))]
    results = items(fields(step.get("observation")).get("results"))
    for number, item in enumerate(results):
        result = fields(item)
        call_id = text(result.get("source_call_id"))
        if call_id is None and len(calls) == len(results):
            call_id = text(calls[number].get("tool_call_id"))
            call_id = call_id or f"s{shared['native_id']}.{number + 2}"
        reference = result.get("subagent_trajectory_ref")
        body = joined(result.get("content")) or (dumped(reference) if reference else "")
        verdict = judged(body, has_flags=False)
        yield Event(
            kind=Kind.TOOL_RESULT if call_id else Kind.INJECTED,
            block_no=1_000 + number,
            role_origin=None if call_id else RoleOrigin.HARNESS,
            call_id=call_id,
            body=body,
            status=verdict.status if call_id else None,
            error_source=verdict.error_source,
            exit_code=verdict.exit_code,
            **shared,
        )


FORMAT: Final[Format] = Format(NAME, sniff, document=document)
