"""
A session as the events of Claude Managed Agents: one a line.
"""

import json
from collections.abc import Iterator
from typing import Any

from core.dreams.bench.script import Ending, Say, Script, Speaker, Use, Uses, call_id
from core.dreams.bench.transcripts.pace import Pace, stamp


def written(script: Script) -> bytes:
    """The bytes of the file."""
    return b"".join(json.dumps(event).encode() + b"\n" for event in _events(script))


def _events(script: Script) -> Iterator[dict[str, Any]]:
    pace = Pace(script)
    made = calls = 0

    def event(kind: str, **more: object) -> dict[str, Any]:
        nonlocal made
        made += 1
        named = {"id": f"sevt_01{script.number:03}e{made:04}", "type": kind, **more}
        return {**named, "processed_at": stamp(pace.next()), "session_id": script.native_id}

    agent = {"id": f"agent_01{script.agent}", "type": "agent", "name": script.agent, "version": 2}
    yield event("session.updated", title="", agent=agent)
    for step in script.steps:
        match step:
            case Say(Speaker.USER, text):
                yield event("user.message", content=_text(text))
            case Say(_, text):
                yield event("agent.message", content=_text(text))
            case Uses(uses):
                numbers = range(calls, calls + len(uses))
                calls += len(uses)
                for number, use in zip(numbers, uses, strict=True):
                    yield event("agent.tool_use", **_input(use)) | {"id": call_id(script, number)}
                for number, use in zip(numbers, uses, strict=True):
                    answered = {"tool_use_id": call_id(script, number)}
                    if use.ending is Ending.REJECTED:
                        denied = {"result": "deny", "deny_message": "Not now."}
                        yield event("user.tool_confirmation", **denied, **answered)
                    content, is_error = _result(use)
                    yield event(
                        "agent.tool_result", content=_text(content), is_error=is_error, **answered
                    )
    yield event("session.status_idle", stop_reason={"type": "end_turn"})


def _text(text: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text}]


def _input(use: Use) -> dict[str, Any]:
    if use.reads is not None:
        return {"name": "read", "input": {"file_path": use.reads}}
    return {"name": "bash", "input": {"command": use.command}}


def _result(use: Use) -> tuple[str, bool]:
    match use.ending:
        case Ending.REJECTED:
            return "User rejected this tool use.", True
        case Ending.SIBLING:
            return "Cancelled: parallel tool call failed", True
        case Ending.FAILED:
            return f"Exit code {use.code}\n{use.output}", True
        case Ending.NO_MATCH:
            return "Exit code 1", True
        case Ending.OK:
            return use.output, False
