"""
SWE-agent trajectories (`.traj`): one document that is written anew after every step.

A step is a thought, an action and an observation; the prompts before the first step stand only in
the history. There are no times, no ids and no error flags. A file may have only the history, which
begins with demonstrations that this agent never did.
"""

from collections.abc import Iterator
from typing import Any, Final

from core.transcripts.documents import split
from core.transcripts.events import (
    Event,
    Facts,
    Kind,
    RoleOrigin,
    Status,
    ToolNorm,
    Usage,
    Where,
)
from core.transcripts.fields import (
    Fields,
    Json,
    NotJson,
    count,
    dumped,
    fields,
    joined,
    loads,
    parsed,
    text,
    words,
)
from core.transcripts.formats import chat
from core.transcripts.formats.base import NO_CLAIM, Claim, Document, Format, Head, Shape, digest
from core.transcripts.lines import Record
from core.transcripts.status import judged_by_text
from core.transcripts.tools import tool_norm

NAME: Final = "swe-agent"

_LISTS: Final = ("trajectory", "history")
_OWN_TOOLS: Final = words(
    "open goto scroll_up scroll_down create edit insert append set_cursors search_dir search_file"
    " find_file str_replace_editor submit exit_cost exit_forfeit exit_error view_image"
)


def sniff(head: Head) -> Claim:
    """Steps with an action and an observation, or a history of messages that know their agent."""
    for seen in head.seen[:1]:
        steps = "trajectory[].action" in seen or "trajectory[].observation" in seen
        if steps:
            return Claim(0.95, Shape.DOCUMENT)
        if "history[].role" in seen and ("environment" in seen or "history[].agent" in seen):
            return Claim(0.9, Shape.DOCUMENT)
        if "history[].role" in seen and "messages" not in seen:
            return Claim(0.7, Shape.DOCUMENT)
    return NO_CLAIM


def document(data: bytes) -> Document:
    """The steps of a trajectory, after the prompts that stand in its history."""
    parts = split(data, _LISTS)
    found = Document(Facts(NAME), damage=parts.damage)
    history = list(found.objects(parts.items("history")))
    steps = list(found.objects(parts.items("trajectory")))
    told = _Told(has_steps=bool(steps))
    for message, item in history:
        found.events += told.message(message, item)
    for step, item in steps:
        found.events += _step(step, item)
    info = fields(_json(parts.values.get("info")))
    replay = fields(parsed(text(_json(parts.values.get("replay_config")))))
    statement = fields(replay.get("problem_statement"))
    found.facts.learn(
        None,
        cwd=next((event.cwd for event in found.events if event.cwd), None),
        title=text(statement.get("id")) or text(_json(parts.values.get("environment"))),
        outcome=text(info.get("exit_status")),
    )
    last = (steps or history)[-1][1].where if steps or history else Where(0, len(data), 1)
    found.events += _end(info, last)
    return found


def _step(step: Fields, item: Record) -> Iterator[Event]:
    number = item.where.line_no
    state = fields(step.get("state")) or fields(parsed(text(step.get("state"))))
    shared: dict[str, Any] = {
        "where": item.where,
        "native_type": "step",
        "native_id": digest(item.data, number),
        "cwd": text(state.get("working_dir")),
    }
    said = joined(step.get("thought")) or joined(step.get("response"))
    if said:
        yield Event(kind=Kind.ASSISTANT, body=said, **shared)
    action = joined(step.get("action"))
    if not action.strip():
        observation = joined(step.get("observation"))
        if observation:
            yield Event(
                kind=Kind.INJECTED,
                block_no=2,
                role_origin=RoleOrigin.HARNESS,
                body=observation,
                **shared,
            )
        return
    call_id = f"s{number}"
    yield _call(call_id, action, shared, block_no=1)
    yield _result(call_id, joined(step.get("observation")), action, shared, block_no=2)


class _Told:
    """Reads the history: the prompts, and all of it where there are no steps."""

    def __init__(self, *, has_steps: bool) -> None:
        self._has_steps = has_steps
        self._began = False
        self._open: tuple[str, str] | None = None

    def message(self, message: Fields, item: Record) -> Iterator[Event]:
        role = message.get("role")
        self._began = self._began or (role == "assistant" and message.get("is_demo") is not True)
        if self._began and self._has_steps:
            return
        shared: dict[str, Any] = {
            "where": item.where,
            "native_type": f"history/{text(role) or ''}",
            "native_id": digest(item.data, f"history {item.where.line_no}"),
        }
        body = joined(message.get("content"))
        copied = message.get("is_demo") is True
        match role:
            case "system":
                yield Event(kind=Kind.SYSTEM, body=body, **shared)
            case _ if copied:
                # A demonstration is context that was put in, not something that happened.
                origin = RoleOrigin.HARNESS
                yield Event(
                    kind=Kind.INJECTED, role_origin=origin, body=body, is_copied=True, **shared
                )
            case "assistant":
                yield from self._assistant(message, body, shared)
            case "user" | "tool" if self._open is not None:
                call_id, action = self._open
                self._open = None
                yield _result(call_id, body, action, shared)
            case "user":
                yield Event(kind=Kind.USER, role_origin=RoleOrigin.HUMAN, body=body, **shared)
            case _:
                yield Event(kind=Kind.UNKNOWN, body=body, **shared)

    def _assistant(self, message: Fields, body: str, shared: dict[str, Any]) -> Iterator[Event]:
        yield Event(kind=Kind.ASSISTANT, body=body, **shared)
        action = joined(message.get("action"))
        call = next(chat.tool_calls(message), None)
        if not action and call is not None:
            action = call.input or call.tool
        if action:
            call_id = f"h{shared['where'].line_no}"
            self._open = (call_id, action)
            yield _call(call_id, action, shared, block_no=1)


def _call(call_id: str, action: str, shared: dict[str, Any], *, block_no: int) -> Event:
    tool, norm = _tool(action)
    return Event(
        kind=Kind.TOOL_CALL,
        block_no=block_no,
        call_id=call_id,
        tool=tool,
        tool_norm=norm,
        input=dumped({"command": action}),
        status=Status.UNKNOWN,
        **shared,
    )


def _result(
    call_id: str, body: str, action: str, shared: dict[str, Any], *, block_no: int = 0
) -> Event:
    is_shell = _tool(action)[1] is ToolNorm.SHELL
    verdict = judged_by_text(body, action if is_shell else None)
    return Event(
        kind=Kind.TOOL_RESULT,
        block_no=block_no,
        call_id=call_id,
        body=body,
        status=verdict.status,
        error_source=verdict.error_source,
        exit_code=verdict.exit_code,
        **shared,
    )


def _tool(action: str) -> tuple[str, ToolNorm]:
    word = action.split(maxsplit=1)[0] if action.split() else ""
    if word in _OWN_TOOLS:
        return word, tool_norm(word)[0]
    return "bash", ToolNorm.SHELL


def _end(info: Fields, where: Where) -> Iterator[Event]:
    stats = fields(info.get("model_stats"))
    sent, received = count(stats.get("tokens_sent")), count(stats.get("tokens_received"))
    shared: dict[str, Any] = {"where": where, "native_type": "info", "replaces": True}
    if sent or received:
        used = Usage(sent, received)
        yield Event(kind=Kind.USAGE, native_id="usage", usage=used, request_id="total", **shared)
    outcome = text(info.get("exit_status"))
    if outcome:
        yield Event(kind=Kind.LIFECYCLE, native_id="end", body=outcome, **shared)


def _json(data: bytes | None) -> Json:
    try:
        return loads(data) if data else None
    except NotJson:
        return None


FORMAT: Final[Format] = Format(NAME, sniff, document=document)
