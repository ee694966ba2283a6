"""
A session as messages of the OpenAI chat API: one run on one line, without times and error flags.
"""

import json
from collections.abc import Iterator
from typing import Any

from core.dreams.bench.script import Ending, Say, Script, Use, Uses, call_id


def written(script: Script) -> bytes:
    """The bytes of the file."""
    run = {"session_id": script.native_id, "messages": list(_messages(script))}
    return json.dumps(run).encode() + b"\n"


def _messages(script: Script) -> Iterator[dict[str, Any]]:
    yield {"role": "system", "content": f"You are {script.agent}, an agent of this team."}
    calls = 0
    for step in script.steps:
        match step:
            case Say(who, text):
                yield {"role": "user" if who == "user" else "assistant", "content": text}
            case Uses(uses):
                numbers = range(calls, calls + len(uses))
                calls += len(uses)
                yield {
                    "role": "assistant",
                    "content": None,
                    "tool_calls": [
                        {
                            "id": call_id(script, number),
                            "type": "function",
                            "function": {
                                "name": "run_command",
                                "arguments": json.dumps({"command": use.command}),
                            },
                        }
                        for number, use in zip(numbers, uses, strict=True)
                    ],
                }
                for number, use in zip(numbers, uses, strict=True):
                    yield {
                        "role": "tool",
                        "tool_call_id": call_id(script, number),
                        "content": _content(use),
                    }


def _content(use: Use) -> str:
    match use.ending:
        case Ending.REJECTED:
            return "User rejected the tool call."
        case Ending.SIBLING:
            return "Cancelled: parallel tool call failed"
        case Ending.FAILED:
            return f"Exit code: {use.code}\n{use.output}"
        case Ending.NO_MATCH:
            return "Exit code: 1"
        case Ending.OK:
            return use.output
