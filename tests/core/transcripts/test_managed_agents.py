"""Managed Agents session events, from files of every shape."""

import json
from collections.abc import Callable

import pytest

from core.transcripts.events import MAIN, Kind, RoleOrigin, Status, ToolNorm, TsKind, Usage
from core.transcripts.formats.base import Shape
from core.transcripts.pairing import usages

Lines = Callable[..., bytes]


def event(kind: str, number: int, **more: object) -> dict[str, object]:
    return {
        "id": f"sevt_01{number}",
        "type": kind,
        "processed_at": f"2026-11-12T11:53:{number:02}Z",
        **more,
    }


def text(words: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": words}]


EVENTS = [
    event("user.message", 1, content=text("Was it us?")),
    event("session.status_running", 2),
    event("session.updated", 3, title="A storm", agent={"type": "agent", "name": "watch"}),
    event("span.model_request_start", 4),
    event("agent.thinking", 5),
    event("agent.message", 6, content=text("I look.")),
    event("agent.tool_use", 7, name="bash", input={"command": "obsq alerts"}),
    event("agent.mcp_tool_use", 8, name="find", mcp_server_name="docs", input={}),
    event("agent.custom_tool_use", 9, name="page", input={"who": "me"}),
    event(
        "span.model_request_end",
        10,
        model_request_start_id="sevt_014",
        model_usage={"input_tokens": 12, "output_tokens": 9, "cache_read_input_tokens": 7},
    ),
    event("agent.tool_result", 11, tool_use_id="sevt_017", content=text("ok"), is_error=False),
    event(
        "agent.mcp_tool_result", 12, mcp_tool_use_id="sevt_018", content=text("no"), is_error=True
    ),
    event("user.custom_tool_result", 13, custom_tool_use_id="sevt_019", content=text("paged")),
    event("session.status_idle", 14, stop_reason={"type": "end_turn"}),
]


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (b"".join(json.dumps(one).encode() + b"\n" for one in EVENTS), Shape.LINES),
        (json.dumps(EVENTS).encode(), Shape.DOCUMENT),
        (json.dumps(EVENTS, indent=2).encode(), Shape.DOCUMENT),
        (json.dumps({"data": EVENTS, "next_page": None}, indent=1).encode(), Shape.DOCUMENT),
        (json.dumps({"events": EVENTS}).encode(), Shape.DOCUMENT),
    ],
)
def test_lists_pages_and_lines_say_the_same(read, data: bytes, shape: Shape) -> None:
    """Calls and results have three spellings of the id that pairs them."""
    found = read(data)
    assert (found.format, found.shape, found.damage) == ("managed-agents", shape, [])
    assert found.kinds() == [
        Kind.USER,
        Kind.LIFECYCLE,
        Kind.LIFECYCLE,
        Kind.LIFECYCLE,
        Kind.THINKING,
        Kind.ASSISTANT,
        *[Kind.TOOL_CALL] * 3,
        Kind.USAGE,
        *[Kind.TOOL_RESULT] * 3,
        Kind.LIFECYCLE,
    ]
    assert [(one.status, one.tool_norm) for one in found.of(Kind.TOOL_CALL)] == [
        (Status.OK, ToolNorm.SHELL),
        (Status.FAILED, ToolNorm.MCP),
        (Status.OK, ToolNorm.OTHER),
    ]
    assert usages(found.events) == {(None, "sevt_014"): Usage(12, 9, 7, 0)}
    assert found.facts.sessions[None].title == "A storm"
    assert found.facts.sessions[None].agent_name == "watch"
    assert [one.where.line_no for one in found.events] == list(range(1, 15))
    for one in found.events:
        start = one.where.raw_offset
        assert json.loads(data[start : start + one.where.raw_len])["id"] == one.native_id


def test_a_denied_call_is_rejected_not_failed(read, lines: Lines) -> None:
    """The confirmation says so; the result that repeats it carries an error flag."""
    found = read(
        lines(
            event("agent.tool_use", 1, name="bash", input={"command": "rm -rf /"}),
            event(
                "user.tool_confirmation",
                2,
                tool_use_id="sevt_011",
                result="deny",
                deny_message="no",
            ),
            event(
                "agent.tool_result",
                3,
                tool_use_id="sevt_011",
                content=text("denied"),
                is_error=True,
            ),
            event("agent.tool_use", 4, name="bash", input={"command": "ls"}),
            event("user.tool_confirmation", 5, tool_use_id="sevt_014", result="allow"),
            event("agent.tool_result", 6, tool_use_id="sevt_014", content=text("x")),
        )
    )
    assert [one.status for one in found.of(Kind.TOOL_CALL)] == [Status.REJECTED_BY_USER, Status.OK]
    assert found.results() == [("rejected_by_user", "flag", None), ("ok", "none", None)]
    assert [one.body for one in found.of(Kind.PERMISSION)] == ["no", "allow"]


def test_threads_are_agents_and_repetitions_are_dropped(read, lines: Lines) -> None:
    """A thread's events are repeated in the session's list, with the same ids."""
    created = event("session.thread_created", 1, session_thread_id="sthr_01", agent_name="digger")
    inside = event("agent.message", 2, session_thread_id="sthr_01", content=text("dug"))
    peer = event(
        "agent.thread_message_received", 3, from_session_thread_id="sthr_01", content=text("hi")
    )
    found = read(lines(created, inside, peer, inside))
    assert [one.agent for one in found.events] == ["sthr_01", "sthr_01", MAIN]
    assert found.facts.agents[None, "sthr_01"].name == "digger"
    assert found.events[2].role_origin is RoleOrigin.PEER_AGENT


def test_errors_and_interruptions_have_their_kind(read, lines: Lines) -> None:
    """And a queued event has no time yet."""
    found = read(
        lines(
            event("user.message", 1, content="plain", processed_at=None),
            event("session.error", 2, error={"type": "billing_error", "message": "no money"}),
            event("user.interrupt", 3, id=""),
            event("status_idle", 4, stop_reason={"type": "retries_exhausted"}),
            event("agent.thread_context_compacted", 5),
            event("user.define_outcome", 6, description="done when green"),
            event("agent.hologram", 7),
            {"type": "event_delta", "event_id": "sevt_011", "delta": {}},
        )
    )
    assert [(one.kind, one.status, one.body) for one in found.events] == [
        (Kind.USER, None, "plain"),
        (Kind.ERROR, Status.FAILED, "billing_error: no money"),
        (Kind.LIFECYCLE, Status.INTERRUPTED, ""),
        (Kind.LIFECYCLE, Status.FAILED, "retries_exhausted"),
        (Kind.COMPACTION, None, ""),
        (Kind.USER, None, "done when green"),
        (Kind.UNKNOWN, None, ""),
    ]
    assert (found.events[0].ts, found.events[0].ts_kind) == (None, TsKind.NONE)
    assert found.events[2].native_id is None


def test_a_session_object_beside_the_events_names_the_session(read) -> None:
    """Events themselves never do."""
    whole = {
        "session": {"id": "sesn_01x", "type": "session", "agent": {"name": "triage"}, "title": "T"},
        "events": EVENTS[:1],
    }
    found = read(json.dumps(whole).encode())
    assert [one.session for one in found.events] == ["sesn_01x"]
    assert found.facts.sessions["sesn_01x"].agent_name == "triage"


def test_a_list_that_is_damaged_gives_the_rest(read) -> None:
    """One item is no JSON; the others are read, and its range is kept."""
    data = json.dumps(EVENTS[:4], indent=2).replace('"sevt_013"', "<<<<").encode()
    found = read(data)
    assert [one.native_id for one in found.events] == ["sevt_011", "sevt_012", "sevt_014"]
    assert len(found.damage) == 1


def test_odd_values_are_forgiven(read, lines: Lines) -> None:
    """A number where a text should be, and a broken surrogate."""
    said = b'[{"type":"text","text":"a\\ud800"}]'
    odd = b'{"id":"sevt_9","type":"agent.message","processed_at":5,"content":' + said + b"}"
    found = read(lines(EVENTS[0], odd, [1], "x"))
    assert [(one.kind, one.body) for one in found.events] == [
        (Kind.USER, "Was it us?"),
        (Kind.ASSISTANT, "a"),
        (Kind.UNKNOWN, ""),
        (Kind.UNKNOWN, ""),
    ]
