"""Recognising a format by its content, and leaving alone what is none of ours."""

import json

import pytest

from core.transcripts.formats import BY_NAME, FORMATS, Shape
from core.transcripts.sniff import HEAD_BYTES, sniff

CLAUDE = {"type": "user", "uuid": "u-1", "sessionId": "s", "message": {"content": "hi"}}
CODEX = {"timestamp": "t", "type": "session_meta", "payload": {"id": "c"}}
MANAGED = {"id": "sevt_01", "type": "user.message", "content": [], "processed_at": None}


def _line(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (_line(CLAUDE), "claude-code"),
        (_line({"type": "summary", "summary": "x", "leafUuid": "y"}), "claude-code"),
        (_line({"type": "agent-name", "agentName": "a", "sessionId": "s"}), "claude-code"),
        (_line(*[{"odd": 1}] * 20, CLAUDE), "claude-code"),
        (b'{"type":"user","uuid":"u","sess' + _line(CLAUDE), "claude-code"),
        (b"\0\0\0\0" + _line(CLAUDE), "claude-code"),
        (b"\xef\xbb\xbf" + _line(CLAUDE), "claude-code"),
        (_line({**CLAUDE, "message": {"content": "x" * 400_000}}), "claude-code"),
        (_line(CODEX), "codex"),
        (_line({"type": "message", "role": "user", "content": [{"type": "input_text"}]}), "codex"),
        (_line(MANAGED), "managed-agents"),
        (json.dumps([MANAGED]).encode(), "managed-agents"),
        (_line({"messages": [{"role": "user", "content": "x"}]}), "openai-messages"),
        (b'{\n  "sessionId": "g",\n  "projectHash": "h",\n  "messages": []\n}', "gemini-cli"),
        (b'{"schema_version": "ATIF-v1.2", "steps": []}', "atif"),
        (b'{"environment": "e", "trajectory": [{"action": "ls"', "swe-agent"),
        (b'{"info": {"config": {}}, "messages": [{"role": "system"', "mini-swe-agent"),
    ],
)
def test_a_format_is_recognised(head: bytes, name: str) -> None:
    """By its records, damaged or cut off as they may be; there is no name to go by."""
    found = sniff(head[:HEAD_BYTES])
    assert found is not None
    assert found.format.name == name


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"hello\nworld\n",
        b"\x89PNG\r\n\x1a\n",
        b"\0" * 100,
        b"{",
        b"[" * 5_000,
        b"{}",
        b"[]",
        b"[1, 2]",
        _line({"name": "package", "version": "1"}),
        _line({"agentType": "Explore", "toolUseId": "t"}),
        _line({"type": "session", "id": "x", "version": 3}, {"type": "message", "id": "m"}),
        _line({"type": "session.start", "data": {"sessionId": "x"}, "id": "e", "timestamp": "t"}),
        _line({"role": "user", "message": {"content": []}}),
        _line({**CLAUDE, "message": {"role": "model", "parts": [{"text": "x"}]}}),
        b'<html>{"type":"user"}</html>',
    ],
)
def test_what_is_no_transcript_of_ours_is_left_alone(head: bytes) -> None:
    """Other programs' files, other agents' transcripts, and rubbish."""
    assert sniff(head) is None


def test_the_shape_is_told_by_the_content() -> None:
    """One document over several lines, or one record per line."""
    document, one_line = sniff(json.dumps([MANAGED], indent=1).encode()), sniff(_line(MANAGED))
    assert document is not None
    assert one_line is not None
    assert (document.shape, one_line.shape) == (Shape.DOCUMENT, Shape.LINES)


def test_every_format_has_one_name() -> None:
    """The name is what is stored."""
    assert len(BY_NAME) == len(FORMATS) == 8
    assert all(format_.lines or format_.document for format_ in FORMATS)
