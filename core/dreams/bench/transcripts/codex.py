"""
A session as a Codex rollout: JSONL, exit codes inside of JSON inside of outputs.
"""

import json
from collections.abc import Iterator
from typing import Any

from core.dreams.bench.script import Ending, Say, Script, Speaker, Use, Uses, call_id
from core.dreams.bench.transcripts.pace import Pace, stamp


def written(script: Script) -> bytes:
    """The bytes of the file."""
    return b"".join(json.dumps(line).encode() + b"\n" for line in _lines(script))


def _lines(script: Script) -> Iterator[dict[str, Any]]:
    pace = Pace(script)
    calls = 0

    def line(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        return {"timestamp": stamp(pace.next()), "type": kind, "payload": payload}

    yield line(
        "session_meta",
        {
            "id": script.native_id,
            "timestamp": stamp(script.start),
            "cwd": script.cwd,
            "originator": "codex_cli_rs",
            "cli_version": "0.149.0",
        },
    )
    for step in script.steps:
        match step:
            case Say(who, text):
                is_user = who is Speaker.USER
                yield line(
                    "response_item",
                    {
                        "type": "message",
                        "role": "user" if is_user else "assistant",
                        "content": [
                            {"type": "input_text" if is_user else "output_text", "text": text}
                        ],
                    },
                )
            case Uses(uses):
                numbers = range(calls, calls + len(uses))
                calls += len(uses)
                for number, use in zip(numbers, uses, strict=True):
                    command = ["bash", "-lc", use.command]
                    yield line(
                        "response_item",
                        {
                            "type": "function_call",
                            "name": "shell",
                            "arguments": json.dumps({"command": command}),
                            "call_id": call_id(script, number),
                        },
                    )
                for number, use in zip(numbers, uses, strict=True):
                    yield line(
                        "response_item",
                        {
                            "type": "function_call_output",
                            "call_id": call_id(script, number),
                            "output": _output(use),
                        },
                    )


def _output(use: Use) -> str:
    match use.ending:
        case Ending.REJECTED:
            return "exec command rejected by user"
        case Ending.SIBLING:
            return "aborted by user"
        case Ending.FAILED:
            code = use.code
        case Ending.NO_MATCH:
            code = 1
        case Ending.OK:
            code = 0
    return json.dumps({"output": use.output, "metadata": {"exit_code": code}})
