"""SWE-agent trajectories: steps without times, ids or flags."""

import json

from core.transcripts.events import Kind, RoleOrigin, Status, ToolNorm, TsKind, Usage
from core.transcripts.formats.base import Shape
from core.transcripts.pairing import usages


def step(action: str, observation: str, thought: str = "I try.") -> dict[str, object]:
    return {
        "action": action,
        "observation": observation,
        "thought": thought,
        "response": f"{thought}\n```\n{action}\n```",
        "state": json.dumps({"open_file": "n/a", "working_dir": "/repo"}),
    }


HISTORY = [
    {"role": "system", "content": "You are an agent.", "agent": "main"},
    {"role": "user", "content": "See how it is done", "is_demo": True, "agent": "main"},
    {"role": "assistant", "content": "demo", "action": "ls", "is_demo": True, "agent": "main"},
    {"role": "user", "content": "Fix the bug", "agent": "main"},
    {"role": "assistant", "content": "I try.", "action": "open a.py 1", "agent": "main"},
    {"role": "user", "content": "[File: a.py]", "agent": "main"},
]


def _file(indent: int | None = 2, **more: object) -> bytes:
    whole: dict[str, object] = {
        "environment": "swe_main",
        "trajectory": [
            step("open a.py 1\n", "[File: a.py]"),
            step(
                "edit 1:1\nx\nend_of_edit", "Your proposed edit has introduced new syntax error(s)."
            ),
            step("python a.py", "Traceback (most recent call last):\n  File\nNameError: x"),
            step("make test | tail -1", "make: *** [test] Error 2"),
            step("grep -n x a.py", ""),
            step("python slow.py", "\nEXECUTION TIMED OUT"),
            step("cat log.txt", "Traceback (most recent call last):\n shown, not suffered"),
            step("", "Your last output had no command."),
            step("submit", "diff --git a b"),
        ],
        "history": HISTORY,
        "info": {
            "exit_status": "submitted",
            "model_stats": {"tokens_sent": 900, "tokens_received": 30},
        },
        "replay_config": json.dumps({"problem_statement": {"id": "shop-1867"}}),
        **more,
    }
    return json.dumps(whole, indent=indent).encode()


def test_a_trajectory_becomes_turns(read) -> None:
    """The prompts come from the history, demonstrations as copies; then the steps."""
    data = _file()
    found = read(data)
    assert (found.format, found.shape, found.damage) == ("swe-agent", Shape.DOCUMENT, [])
    assert found.kinds()[:7] == [
        Kind.SYSTEM,
        Kind.INJECTED,
        Kind.INJECTED,
        Kind.USER,
        Kind.ASSISTANT,
        Kind.TOOL_CALL,
        Kind.TOOL_RESULT,
    ]
    assert [event.is_copied for event in found.events[:4]] == [False, True, True, False]
    assert found.events[3].role_origin is RoleOrigin.HUMAN
    called = found.of(Kind.TOOL_CALL)
    assert [(one.call_id, one.tool, one.tool_norm) for one in called[:3]] == [
        ("s1", "open", ToolNorm.READ),
        ("s2", "edit", ToolNorm.EDIT),
        ("s3", "bash", ToolNorm.SHELL),
    ]
    assert json.loads(called[2].input or "") == {"command": "python a.py"}
    assert (called[0].cwd, called[0].ts_kind) == ("/repo", TsKind.NONE)
    start = called[2].where.raw_offset
    item = json.loads(data[start : start + called[2].where.raw_len])
    assert item["action"] == "python a.py"
    facts = found.facts.sessions[None]
    assert (facts.outcome, facts.title) == ("submitted", "shop-1867")
    assert (facts.cwd, facts.agent_name) == ("/repo", None)
    assert usages(found.events) == {(None, "total"): Usage(900, 30)}


def test_failures_are_told_from_the_text(read) -> None:
    """What a command only shows is none, and an empty grep is none either."""
    assert [one.status for one in read(_file()).of(Kind.TOOL_RESULT)] == [
        Status.OK,
        Status.FAILED,
        Status.FAILED,
        Status.FAILED,
        Status.OK,
        Status.TIMEOUT,
        Status.FAILED,  # an observation that begins with a traceback is one, whatever was run
        Status.OK,
    ]
    assert read(_file()).results()[1] == ("failed", "text_rule", None)


def test_a_file_with_only_a_history(read) -> None:
    """The last call has no observation there."""
    found = read(json.dumps({"history": HISTORY}).encode())
    assert [event.kind for event in found.events[3:]] == [
        Kind.USER,
        Kind.ASSISTANT,
        Kind.TOOL_CALL,
        Kind.TOOL_RESULT,
    ]
    assert found.of(Kind.TOOL_CALL)[0].status is Status.OK


def test_a_run_that_ended_in_no_way(read) -> None:
    """The exit status may be null, and the one-line form is the same document."""
    found = read(_file(indent=None, info={"exit_status": None}, replay_config="{broken"))
    assert found.facts.sessions[None].outcome is None
    assert found.of(Kind.LIFECYCLE) == []


def test_a_trajectory_that_stops_being_json_half_way(read) -> None:
    """The step with the conflict marker is lost, the others are not."""
    lines = _file().decode().split("\n")
    middle = next(number for number, line in enumerate(lines) if "make test" in line)
    data = "\n".join([*lines[:middle], "<<<<<<< HEAD", *lines[middle:]]).encode()
    found = read(data)
    assert [one.call_id for one in found.of(Kind.TOOL_CALL)] == [
        *("s1", "s2", "s3", "s5", "s6", "s7", "s9")
    ]
    assert len(found.damage) == 1


def test_steps_written_again_have_the_same_keys(read) -> None:
    """The file is rewritten after every step; another run at the same path has other keys."""
    all_steps = json.loads(_file())["trajectory"]
    shorter = read(_file(trajectory=all_steps[:3]))
    longer = read(_file())
    keys = {event.key for event in longer.events}
    assert {event.key for event in shorter.events} <= keys
    other = read(_file(trajectory=[step("ls", "x")], history=[]))
    assert not {event.key for event in other.of(Kind.TOOL_CALL)} & keys
