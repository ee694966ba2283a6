"""
A session as Claude Code writes it down: JSONL, one record per block.
"""

import json
from collections.abc import Iterator
from typing import Any

from core.dreams.bench.script import Ending, Say, Script, Speaker, Use, Uses, call_id
from core.dreams.bench.transcripts.pace import Pace, numbered_lines, stamp

_REJECTED = (
    "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was"
    " a file edit, the new_string was NOT written to the file). STOP what you are doing and wait"
    " for the user to tell you how to proceed."
)
_SIBLING = "<tool_use_error>Sibling tool call errored</tool_use_error>"


def written(script: Script) -> bytes:
    """The bytes of the file."""
    return b"".join(json.dumps(record).encode() + b"\n" for record in _records(script))


def _records(script: Script) -> Iterator[dict[str, Any]]:
    yield {"type": "agent-name", "agentName": script.agent, "sessionId": script.native_id}
    pace = Pace(script)
    parent: str | None = None
    records = 0
    calls = 0

    def record(kind: str, message: dict[str, Any], **more: object) -> dict[str, Any]:
        nonlocal parent, records
        records += 1
        uuid = f"{script.number:08x}-{records:04x}-4b3d-8a1f-{script.start % 16**12:012x}"
        made = {
            "parentUuid": parent,
            "isSidechain": False,
            "userType": "external",
            "cwd": script.cwd,
            "sessionId": script.native_id,
            "version": "2.1.318",
            "gitBranch": "main",
            "type": kind,
            "message": {"role": kind, **message},
            "uuid": uuid,
            "timestamp": stamp(pace.next()),
            **more,
        }
        parent = uuid
        return made

    for step in script.steps:
        match step:
            case Say(Speaker.USER, text):
                yield record("user", {"content": text})
            case Say(_, text):
                yield record("assistant", _message([{"type": "text", "text": text}], records))
            case Uses(uses):
                numbers = range(calls, calls + len(uses))
                calls += len(uses)
                for number, use in zip(numbers, uses, strict=True):
                    block = {"type": "tool_use", "id": call_id(script, number), **_input(use)}
                    yield record("assistant", _message([block], numbers[0]))
                for number, use in zip(numbers, uses, strict=True):
                    content, is_error = _result(use)
                    block = {
                        "type": "tool_result",
                        "tool_use_id": call_id(script, number),
                        "content": content,
                        "is_error": is_error,
                    }
                    yield record("user", {"content": [block]}, toolUseResult=content)


def _message(content: list[dict[str, Any]], number: int) -> dict[str, Any]:
    return {
        "id": f"msg_{number:06}",
        "type": "message",
        "model": "claude-opus-5",
        "content": content,
        "stop_reason": None,
        "usage": {"input_tokens": 3, "output_tokens": 9},
    }


def _input(use: Use) -> dict[str, Any]:
    if use.reads is not None:
        return {"name": "Read", "input": {"file_path": use.reads}}
    return {"name": "Bash", "input": {"command": use.command}}


def _result(use: Use) -> tuple[str, bool]:
    match use.ending:
        case Ending.REJECTED:
            return _REJECTED, True
        case Ending.SIBLING:
            return _SIBLING, True
        case Ending.FAILED:
            return f"Exit code {use.code}\n{use.output}", True
        case Ending.NO_MATCH:
            return "Exit code 1", True
        case Ending.OK:
            return (numbered_lines(use.output) if use.reads else use.output), False
