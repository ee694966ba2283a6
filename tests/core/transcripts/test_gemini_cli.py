"""Gemini CLI sessions: one document, or one line per message with the last one counting."""

import json
from collections.abc import Callable

from core.transcripts.events import Kind, RoleOrigin, Status, ToolNorm, Usage
from core.transcripts.formats.base import Shape
from core.transcripts.pairing import distinct, usages

Lines = Callable[..., bytes]

HEADER = {"sessionId": "g-1", "projectHash": "ab12", "startTime": "2026-01-10T20:25:07.197Z"}


def tool(number: int, name: str, status: str, answer: dict[str, str] | None) -> dict[str, object]:
    call: dict[str, object] = {"id": f"{name}-{number}", "name": name, "args": {"command": "x"}}
    call["status"] = status
    if answer is not None:
        call["result"] = [{"functionResponse": {"id": "i", "name": name, "response": answer}}]
    return call


def gemini(content: str, *calls: object) -> dict[str, object]:
    return {
        "id": "m-2",
        "timestamp": "2026-01-10T20:25:11.495Z",
        "type": "gemini",
        "content": content,
        "thoughts": [{"subject": "Look", "description": "at it"}],
        "tokens": {"input": 100, "output": 5, "cached": 60, "thoughts": 4},
        "model": "gemini-2.5",
        "toolCalls": list(calls),
    }


MESSAGES = [
    {"id": "m-1", "timestamp": "2026-01-10T20:25:07.197Z", "type": "user", "content": "Do it"},
    gemini(
        "I do.",
        tool(1, "run_shell_command", "success", {"output": "Stdout: x\nExit Code: 2\n"}),
        tool(2, "replace", "cancelled", {"error": "[Operation Cancelled] Reason: User cancelled"}),
        tool(3, "read_file", "error", {"error": "File not found"}),
        tool(4, "glob", "executing", None),
    ),
    {"id": "m-3", "type": "info", "content": "Request cancelled."},
    {"id": "m-4", "type": "error", "content": "Quota"},
]
EXPECTED = [
    Kind.USER,
    Kind.ASSISTANT,
    Kind.THINKING,
    *[Kind.TOOL_CALL, Kind.TOOL_RESULT] * 3,
    Kind.TOOL_CALL,
    Kind.SYSTEM,
    Kind.ERROR,
]


def test_a_session_in_one_document(read) -> None:
    """Pretty-printed, whatever the file is called; calls hold their results."""
    data = json.dumps({**HEADER, "messages": MESSAGES}, indent=2).encode()
    found = read(data)
    assert (found.format, found.shape) == ("gemini-cli", Shape.DOCUMENT)
    assert found.kinds() == EXPECTED
    assert found.results() == [
        ("failed", "exit_code", 2),
        ("rejected_by_user", "flag", None),
        ("failed", "flag", None),
    ]
    calls = found.of(Kind.TOOL_CALL)
    assert [one.tool_norm for one in calls] == [
        ToolNorm.SHELL,
        ToolNorm.EDIT,
        ToolNorm.READ,
        ToolNorm.SEARCH,
    ]
    assert calls[3].status is Status.UNKNOWN
    assert found.events[0].role_origin is RoleOrigin.HUMAN
    assert found.events[2].body == "Look: at it"
    assert usages(found.events) == {("g-1", "m-2"): Usage(40, 9, 60)}
    start = calls[0].where.raw_offset
    assert json.loads(data[start : start + calls[0].where.raw_len])["id"] == "m-2"


def test_a_session_in_lines(read, lines: Lines) -> None:
    """A message comes again in full when it has grown: the last one counts, in its first place."""
    found = read(
        lines(
            {**HEADER, "kind": "main"},
            MESSAGES[0],
            gemini("I"),
            {"$set": {"summary": "Doing it"}},
            MESSAGES[1],
            MESSAGES[2],
            {"$rewindTo": "m-1"},
        )
    )
    assert (found.format, found.shape) == ("gemini-cli", Shape.LINES)
    said = found.of(Kind.ASSISTANT)
    assert [one.body for one in said] == ["I do."]
    assert len(found.of(Kind.TOOL_CALL)) == 4
    assert {event.session for event in found.events} == {"g-1"}
    assert found.facts.sessions["g-1"].title == "Doing it"


def test_the_same_message_again_replaces_and_never_doubles(read, lines: Lines) -> None:
    """A resumed session has another file with the same id."""
    once = read(lines(HEADER, *MESSAGES)).events
    assert len(distinct([*once, *once])) == len(once)


def test_a_minified_document_is_a_document(read) -> None:
    """One line, but with its messages inside."""
    found = read(json.dumps({**HEADER, "messages": MESSAGES}).encode())
    assert (found.shape, found.kinds()) == (Shape.DOCUMENT, EXPECTED)
