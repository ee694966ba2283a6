"""Lines of Claude Code transcripts, as small as they can be."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SESSION = "11111111-2222-4333-8444-555555555555"


def line(kind: str, number: int, content: object, session: str = SESSION, **more: Any) -> bytes:
    """One record; its time is `number` seconds after noon, and its id is made of both."""
    minutes, seconds = divmod(number, 60)
    record = {
        "type": kind,
        "uuid": f"{number:08x}-0000-4000-8000-{abs(hash_of(session)) % 10**12:012d}",
        "sessionId": session,
        "timestamp": f"2026-11-20T12:{minutes:02d}:{seconds:02d}.000Z",
        "cwd": "/work/payments",
        "version": "2.1.231",
        "isSidechain": False,
        "message": {"role": kind, "content": content},
    } | more
    return json.dumps(record).encode() + b"\n"


def hash_of(text: str) -> int:
    """A number for a text, the same in every process."""
    return sum(number * ord(letter) for number, letter in enumerate(text, start=1))


def said(number: int, text: str, session: str = SESSION, **more: Any) -> bytes:
    """What the person said."""
    return line("user", number, text, session, **more)


def called(number: int, tool: str, session: str = SESSION, **given: Any) -> bytes:
    """A tool call, whose id is made of its number."""
    block = {"type": "tool_use", "id": f"toolu_{number}", "name": tool, "input": given}
    message = {
        "id": f"msg_{number}",
        "role": "assistant",
        "model": "claude-test-1",
        "content": [block],
        "usage": {"input_tokens": 3, "output_tokens": 5},
    }
    return line("assistant", number, [block], session, message=message)


def answered(number: int, call: int, text: str, session: str = SESSION, **more: Any) -> bytes:
    """The result of a call."""
    block = {"type": "tool_result", "tool_use_id": f"toolu_{call}", "content": text} | more
    return line("user", number, [block], session)


def write(path: Path, lines: Iterable[bytes]) -> Path:
    """A file of these lines, in folders that are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(lines))
    return path
