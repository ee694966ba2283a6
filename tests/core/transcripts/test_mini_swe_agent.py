"""mini-swe-agent trajectories, both versions."""

import json

import pytest

from core.transcripts.events import Kind, RoleOrigin, Status, TsKind, Usage
from core.transcripts.formats.base import Shape
from core.transcripts.pairing import usages


def said(number: int, command: str) -> dict[str, object]:
    arguments = json.dumps({"command": command})
    return {
        "role": "assistant",
        "content": "I look.",
        "reasoning_content": "hm",
        "tool_calls": [
            {
                "id": f"call_{number}",
                "type": "function",
                "function": {"name": "bash", "arguments": arguments},
            }
        ],
        "function_call": None,
        "extra": {
            "timestamp": 1_775_816_147.5,
            "response": {
                "id": f"r{number}",
                "model": "m-1",
                "usage": {
                    "prompt_tokens": 100,
                    "completion_tokens": 7,
                    "prompt_tokens_details": {"cached_tokens": 60},
                },
            },
        },
    }


def answered(number: int, code: int, output: str = "", exception: str = "") -> dict[str, object]:
    return {
        "role": "tool",
        "tool_call_id": f"call_{number}",
        "content": f"<returncode>{code}</returncode>\n<output>\n{output}</output>",
        "extra": {"returncode": code, "exception_info": exception, "raw_output": output},
    }


TALK = [
    {"role": "system", "content": "You are helpful."},
    {"role": "user", "content": "Fix it"},
    said(1, "grep -n x a.py"),
    answered(1, 1),
    said(2, "make"),
    answered(2, 2, "make: *** [all] Error 1\n"),
    said(3, "cd /r && python t.py 2>&1 | tail -3"),
    answered(3, 0, "Traceback (most recent call last):\nNameError: x\n"),
    said(4, "sleep 999"),
    answered(4, -1, "", "Command 'sleep 999' timed out after 30 seconds"),
    said(5, "submit"),
    {"role": "exit", "content": "diff", "extra": {"exit_status": "Submitted"}},
]


@pytest.mark.parametrize("indent", [None, 2])
def test_version_two(read, indent: int | None) -> None:
    """Tool calls, return codes and times; the benign and the hidden are told from the rest."""
    whole = {
        "info": {"mini_version": "2.2.7", "config": {"environment": {"cwd": "/r"}}},
        "messages": TALK,
        "trajectory_format": "mini-swe-agent-1.1",
        "instance_id": "shop-1",
    }
    found = read(json.dumps(whole, indent=indent).encode())
    assert (found.format, found.shape) == ("mini-swe-agent", Shape.DOCUMENT)
    assert found.results() == [
        ("ok", "none", 1),
        ("failed", "exit_code", 2),
        ("failed", "text_rule", 0),
        ("timeout", "text_rule", -1),
    ]
    assert [one.status for one in found.of(Kind.TOOL_CALL)] == [
        Status.OK,
        Status.FAILED,
        Status.FAILED,
        Status.TIMEOUT,
        Status.UNKNOWN,
    ]
    assert [one.body for one in found.of(Kind.USER, Kind.LIFECYCLE)] == ["Fix it", "Submitted"]
    assert found.of(Kind.TOOL_CALL)[0].ts == 1_775_816_147_500
    assert usages(found.events)[None, "r1"] == Usage(40, 7, 60)
    facts = found.facts.sessions[None]
    assert (facts.title, facts.cwd, facts.outcome) == ("shop-1", "/r", "Submitted")
    assert facts.version == "2.2.7"
    assert facts.agent_name is None, "the harness is no name; the format and the folder make one"


def test_version_one_is_a_bare_list(read) -> None:
    """The command stands fenced in the text, its end in the next message of the user."""
    talk = [
        {"role": "system", "content": "You are helpful."},
        {"role": "user", "content": "Fix it"},
        {"role": "assistant", "content": "THOUGHT: look\n```bash\nls -l | wc\n```"},
        {"role": "user", "content": "<returncode>3</returncode>\n<output>\nno</output>"},
        {"role": "assistant", "content": "two ```bash\na\n``` and ```bash\nb\n```"},
        {"role": "user", "content": "Please always provide EXACTLY ONE action."},
        {"role": "assistant", "content": "```bash\nsleep 99\n```"},
        {"role": "user", "content": "The last command <command>sleep 99</command> timed out."},
    ]
    found = read(json.dumps(talk).encode())
    assert found.format == "mini-swe-agent"
    assert found.kinds() == [
        Kind.SYSTEM,
        Kind.USER,
        Kind.ASSISTANT,
        Kind.TOOL_CALL,
        Kind.TOOL_RESULT,
        Kind.ASSISTANT,
        Kind.INJECTED,
        Kind.ASSISTANT,
        Kind.TOOL_CALL,
        Kind.TOOL_RESULT,
    ]
    assert found.results() == [("failed", "exit_code", 3), ("timeout", "text_rule", None)]
    first = found.of(Kind.TOOL_CALL)[0]
    assert (first.call_id, json.loads(first.input or "")) == ("s3", {"command": "ls -l | wc"})
    assert (found.events[1].role_origin, first.ts_kind) == (RoleOrigin.HUMAN, TsKind.NONE)


def test_an_object_without_tool_calls_is_version_one_too(read) -> None:
    """With an info beside the messages."""
    whole = {"info": {"exit_status": None, "config": {}}, "messages": TALK[:2]}
    found = read(json.dumps(whole, indent=1).encode())
    assert (found.format, found.kinds()) == ("mini-swe-agent", [Kind.SYSTEM, Kind.USER])
