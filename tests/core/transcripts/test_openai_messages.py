"""Chat messages: runs, bare messages, and logs that repeat the prompt with every request."""

import json
from collections.abc import Callable

import pytest

from core.transcripts.events import Kind, RoleOrigin, Status, Usage
from core.transcripts.formats.base import Shape
from core.transcripts.formats.openai_messages import FORMAT
from core.transcripts.pairing import distinct, usages
from core.transcripts.stream import LineStream

Lines = Callable[..., bytes]


def wants(call_id: str | None, name: str, arguments: str) -> dict[str, object]:
    call = {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


RUN = [
    {"role": "system", "content": "Be kind."},
    {"role": "user", "content": [{"type": "text", "text": "Book a flight"}]},
    wants("c1", "book", '{"to": "AMS"}'),
    {"role": "tool", "tool_call_id": "c1", "name": "book", "content": "Error: no seats"},
    wants("c2", "book", "{broken"),
    {"role": "tool", "tool_call_id": "c2", "content": "errors were found: none"},
    {"role": "assistant", "content": "Done.", "function_call": {"name": "end", "arguments": "{}"}},
    {"role": "function", "name": "end", "content": "ok"},
]


@pytest.mark.parametrize(
    ("data", "shape", "session"),
    [
        (json.dumps({"messages": RUN}).encode() + b"\n", Shape.LINES, "#1"),
        (json.dumps({"id": "run-7", "messages": RUN}).encode() + b"\n", Shape.LINES, "run-7"),
        (json.dumps([{"task_id": 3, "traj": RUN}], indent=1).encode(), Shape.DOCUMENT, "#1"),
        (json.dumps(RUN).encode(), Shape.DOCUMENT, None),
        (json.dumps({"model": "m", "messages": RUN}, indent=2).encode(), Shape.DOCUMENT, None),
        (b"".join(json.dumps(one).encode() + b"\n" for one in RUN), Shape.LINES, None),
    ],
)
def test_messages_wherever_tools_put_them(read, data: bytes, shape: Shape, session: str) -> None:
    """Lines or lists of runs, a list of messages, one run, one message per line."""
    found = read(data)
    assert (found.format, found.shape) == ("openai-messages", shape)
    assert {event.session for event in found.events} == {session}
    assert found.kinds() == [
        Kind.SYSTEM,
        Kind.USER,
        Kind.ASSISTANT,
        Kind.TOOL_CALL,
        Kind.TOOL_RESULT,
        Kind.ASSISTANT,
        Kind.TOOL_CALL,
        Kind.TOOL_RESULT,
        Kind.ASSISTANT,
        Kind.TOOL_CALL,
        Kind.TOOL_RESULT,
    ]
    assert found.results() == [
        ("failed", "text_rule", None),
        ("ok", "none", None),
        ("ok", "none", None),
    ]
    assert [one.status for one in found.of(Kind.TOOL_CALL)] == [Status.FAILED, Status.OK, Status.OK]
    assert json.loads(found.of(Kind.TOOL_CALL)[1].input or "") == {"arguments": "{broken"}
    assert found.of(Kind.USER)[0].role_origin is RoleOrigin.HUMAN


def test_several_runs_are_several_sessions(read, lines: Lines) -> None:
    """In lines and in lists; the same messages in another run are other events."""
    talk = {"messages": RUN[:2]}
    for data in (lines(talk, talk), json.dumps([talk, talk]).encode()):
        found = read(data)
        assert [event.session for event in found.events] == ["#1", "#1", "#2", "#2"]


def _asked(*messages: object) -> dict[str, object]:
    return {
        "timestamp": "2025-11-07T09:29:37",
        "type": "request",
        "request_params": {"model": "m", "messages": list(messages)},
    }


def _got(message: object) -> dict[str, object]:
    return {
        "timestamp": "2025-11-07T09:29:39",
        "type": "response",
        "response": {
            "id": "r-1",
            "model": "m-2",
            "choices": [{"message": message}],
            "usage": {"prompt_tokens": 10, "completion_tokens": 2},
        },
    }


def test_a_log_of_requests_is_read_without_its_repetitions(lines: Lines) -> None:
    """Every request has the whole prompt again, the answer retold in other words."""
    call = RUN[2]
    retold = {**call, "content": "", "thinking_blocks": None}
    data = lines(
        _asked(*RUN[:2]),
        _got(call),
        _asked(*RUN[:2], retold, RUN[3]),
        _got({"role": "assistant", "content": "Sorry."}),
        _asked({"role": "system", "content": "Another agent"}, {"role": "user", "content": "x"}),
    )
    events = distinct(LineStream(FORMAT).feed(data).events)
    assert [(event.session, event.kind, event.where.line_no) for event in events] == [
        ("#1", Kind.SYSTEM, 1),
        ("#1", Kind.USER, 1),
        ("#1", Kind.ASSISTANT, 2),
        ("#1", Kind.TOOL_CALL, 2),
        ("#1", Kind.TOOL_RESULT, 3),
        ("#1", Kind.ASSISTANT, 4),
        ("#2", Kind.SYSTEM, 5),
        ("#2", Kind.USER, 5),
    ]
    assert usages(events) == {("#1", "r-1"): Usage(10, 2)}


def test_a_log_can_be_gone_on_with(lines: Lines) -> None:
    """A new process still knows which conversations it has read."""
    first = LineStream(FORMAT)
    first.feed(lines(_asked(*RUN[:2]), _got(RUN[2])))
    second = LineStream(FORMAT, first.saved())
    events = second.feed(lines(_asked(*RUN[:4]))).events
    assert [(event.session, event.kind) for event in events] == [("#1", Kind.TOOL_RESULT)]


def test_an_attempt_that_was_left_out_later_is_no_new_call(lines: Lines) -> None:
    """A harness drops a failed exchange from the next prompt; the call after it is the same."""
    retry = {"role": "user", "content": "One call at a time!"}
    data = lines(
        _asked(*RUN[:2]),
        _got({"role": "assistant", "content": "two calls"}),
        _asked(*RUN[:2], {"role": "assistant", "content": ""}, retry),
        _got(RUN[2]),
        _asked(*RUN[:4]),
    )
    events = distinct(LineStream(FORMAT).feed(data).events)
    assert [event.call_id for event in events if event.kind is Kind.TOOL_CALL] == ["c1"]
    assert [event.kind for event in events][-1] is Kind.TOOL_RESULT
