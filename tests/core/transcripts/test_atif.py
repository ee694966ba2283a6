"""ATIF trajectories: numbered steps, copies of context, subagents inside."""

import json

from core.transcripts.events import MAIN, Kind, RoleOrigin, Status, Usage
from core.transcripts.formats.base import Shape
from core.transcripts.pairing import usages

TRAJECTORY = {
    "schema_version": "ATIF-v1.6",
    "session_id": "at-1",
    "agent": {"name": "digger", "version": "3", "model_name": "m-1"},
    "steps": [
        {"step_id": 1, "source": "system", "message": "Be careful."},
        {"step_id": 2, "source": "user", "message": "Dig", "is_copied_context": True},
        {
            "step_id": 3,
            "timestamp": "2026-01-01T00:00:00Z",
            "source": "agent",
            "message": [{"type": "text", "text": "I dig."}],
            "reasoning_content": "deep",
            "tool_calls": [
                {"tool_call_id": "c1", "function_name": "bash", "arguments": {"command": "dig"}},
                {"tool_call_id": "c2", "function_name": "bash", "arguments": {"command": "ls"}},
            ],
            "observation": {
                "results": [
                    {"source_call_id": "c1", "content": "Error: rock"},
                    {"source_call_id": "c2", "content": [{"type": "text", "text": "a"}]},
                ]
            },
            "metrics": {"prompt_tokens": 50, "completion_tokens": 6, "cached_tokens": 20},
        },
        {"step_id": 4, "source": "hologram", "message": "?"},
    ],
    "subagent_trajectories": [
        {
            "trajectory_id": "sub-1",
            "agent": {"name": "helper"},
            "steps": [{"step_id": 1, "source": "user", "message": "Help"}],
        }
    ],
}


def test_a_trajectory_becomes_events(read) -> None:
    """Calls, results and tokens of each step; a subagent's steps are its own agent's."""
    data = json.dumps(TRAJECTORY, indent=1).encode()
    found = read(data)
    assert (found.format, found.shape, found.damage) == ("atif", Shape.DOCUMENT, [])
    assert [(event.kind, event.agent) for event in found.events] == [
        (Kind.SYSTEM, MAIN),
        (Kind.USER, MAIN),
        (Kind.ASSISTANT, MAIN),
        (Kind.THINKING, MAIN),
        (Kind.TOOL_CALL, MAIN),
        (Kind.TOOL_CALL, MAIN),
        (Kind.TOOL_RESULT, MAIN),
        (Kind.TOOL_RESULT, MAIN),
        (Kind.UNKNOWN, MAIN),
        (Kind.USER, "sub-1"),
    ]
    assert {event.session for event in found.events} == {"at-1"}
    assert [event.is_copied for event in found.events[:3]] == [False, True, False]
    assert found.results() == [("failed", "text_rule", None), ("ok", "none", None)]
    assert [one.status for one in found.of(Kind.TOOL_CALL)] == [Status.FAILED, Status.OK]
    assert found.events[9].role_origin is RoleOrigin.PEER_AGENT
    assert found.facts.agents["at-1", "sub-1"].name == "helper"
    assert found.facts.sessions["at-1"].agent_name == "digger"
    assert usages(found.events) == {("at-1", "3"): Usage(30, 6, 20)}
    assert [event.where.line_no for event in found.events] == [1, 2, 3, 3, 3, 3, 3, 3, 4, 1]
    assert len({event.key for event in found.events}) == len(found.events)


def test_an_observation_of_no_call_is_put_in_by_the_harness(read) -> None:
    """And one call with one result is a pair without saying so."""
    call = {"tool_call_id": "c", "function_name": "f", "arguments": {}}
    steps = [
        {
            "step_id": 1,
            "source": "user",
            "message": "x",
            "observation": {"results": [{"content": "y"}]},
        },
        {
            "step_id": 2,
            "source": "agent",
            "message": "",
            "tool_calls": [call],
            "observation": {"results": [{"content": "z"}]},
        },
    ]
    found = read(json.dumps({"schema_version": "ATIF-v1.0", "steps": steps}).encode())
    assert found.events[1].kind is Kind.INJECTED
    assert found.of(Kind.TOOL_RESULT)[0].call_id == "c"
    assert found.of(Kind.TOOL_CALL)[0].status is Status.OK
