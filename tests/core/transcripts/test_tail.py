"""However a file grows, and in whatever order files are read: the result is the same."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.claude_lines import SESSION, answered, called, line, said
from support.ingesting import NOTHING, check, ingest, known

from core import Workspace
from core.testing import FakeClock

OTHER = "99999999-8888-4777-8666-555555555555"


def _codex(number: int, payload: dict[str, object], kind: str = "response_item") -> bytes:
    record = {"timestamp": f"2026-01-01T00:00:{number:02d}Z", "type": kind, "payload": payload}
    return json.dumps(record).encode() + b"\n"


def _managed(number: int, kind: str, **more: object) -> bytes:
    record = {"id": f"sevt_{number}", "type": kind, "session_id": "sesn_1", **more}
    record["processed_at"] = f"2026-01-01T00:00:{number:02d}Z"
    return json.dumps(record).encode() + b"\n"


def _usage(number: int, tokens: int) -> bytes:
    content = [{"type": "text", "text": f"part {number} é 🎉"}]
    message = {"id": "msg_x", "content": content, "usage": {"output_tokens": tokens}}
    return line("assistant", number, content, message=message)


GREP = called(2, "Bash", command="grep x y | sort")
CLAUDE = b"".join(
    [
        said(1, "check"),
        GREP,
        _usage(30, 8),
        answered(3, 2, "Exit code 1", is_error=True),
        _usage(31, 99),
        called(4, "Write", file_path="/mnt/memory/notes/a.md", content="AKIA"),
        called(5, "Bash", command="echo hi >> /memories/log.md; make"),
        said(6, "torn")[:-30] + said(7, "whole"),
        said(8, "glued")[:-1] + said(8, "glued"),
        b"\0\0\0\0\n",
        answered(9, 5, "ok"),
        answered(10, 4, "The user doesn't want to proceed with this tool use.", is_error=True),
        said(11, "of another", OTHER),
        said(1, "check"),
        answered(12, 5, "a second result", is_error=True),
        called(13, "Bash", command="x" * 9_000),
        said(14, "the end"),
    ]
)
CODEX = b"".join(
    [
        _codex(0, {"id": "c-1", "cwd": "/w/api"}, "session_meta"),
        _codex(1, {"type": "message", "role": "user", "content": "hi"}),
        _codex(1, {"type": "user_message", "message": "hi"}, "event_msg"),
        _codex(2, {"type": "function_call", "name": "shell", "call_id": "k1"})
        + _codex(3, {"type": "function_call_output", "call_id": "k1", "output": "Exit code: 2"}),
        _codex(4, {"type": "exec_command_end", "call_id": "k1", "exit_code": 2}, "event_msg"),
        _codex(5, {"type": "function_call", "name": "shell", "arguments": "{}"}),
        _codex(6, {"type": "exec_command_end", "call_id": "k2", "exit_code": 1}, "event_msg"),
        _codex(7, {"type": "function_call_output", "output": "done"}),
    ]
)
MANAGED = b"".join(
    [
        _managed(1, "agent.tool_use", name="bash", input={"command": "make"}),
        _managed(2, "user.tool_confirmation", tool_use_id="sevt_1", result="deny"),
        _managed(3, "agent.tool_result", tool_use_id="sevt_1", is_error=True),
        _managed(4, "agent.tool_use", name="bash", input={"command": "grep a b"}),
        _managed(5, "agent.tool_result", tool_use_id="sevt_4", is_error=True),
    ]
)
FILES = {"claude": CLAUDE, "codex": CODEX, "managed": MANAGED}


@contextmanager
def workspace() -> Iterator[tuple[Workspace, Path]]:
    """An empty workspace, and a folder for transcripts."""
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        clock = FakeClock(step=timedelta(seconds=1))
        with Workspace.open(Path(folder, "w.db"), clock=clock) as ws:
            yield ws, Path(folder)


@cache
def _at_once(name: str) -> list[str]:
    with workspace() as (ws, folder):
        path = folder / "a.jsonl"
        path.write_bytes(FILES[name])
        ingest(ws, path)
        check(ws)
        return _told(ws, folder)


def _told(ws: Workspace, folder: Path, *, places: bool = True) -> list[str]:
    found = known(ws, places=places)
    return [f"{name} {row}".replace(str(folder), "") for name in found for row in found[name]]


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=8)
@given(data=st.data())
def test_a_file_that_grows_gives_what_it_gives_at_once(name: str, data: st.DataObject) -> None:
    """Cut at any byte, read by a fresh process each time, at rest or not."""
    whole = FILES[name]
    cuts = data.draw(st.lists(st.integers(0, len(whole)), max_size=8))
    rests = data.draw(st.lists(st.booleans(), min_size=len(cuts), max_size=len(cuts)))
    with workspace() as (ws, folder):
        path = folder / "a.jsonl"
        for cut, rest in zip(sorted(cuts), rests, strict=True):
            path.write_bytes(whole[:cut])
            ingest(ws, path, at_rest=rest)
        path.write_bytes(whole)
        ingest(ws, path)
        check(ws)
        assert ingest(ws, path).added == NOTHING
        assert _told(ws, folder) == _at_once(name)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_grows_line_by_line(name: str) -> None:
    """The usual way."""
    whole = FILES[name]
    with workspace() as (ws, folder):
        path = folder / "a.jsonl"
        for number in range(1, whole.count(b"\n") + 1):
            path.write_bytes(b"\n".join(whole.split(b"\n")[:number]) + b"\n")
            ingest(ws, path, at_rest=False)
        assert _told(ws, folder) == _at_once(name)


@settings(max_examples=6)
@given(seed=st.integers(0, 1 << 30), count=st.integers(2, 5))
@example(seed=1, count=2)
def test_the_order_of_files_does_not_matter(seed: int, count: int) -> None:
    """Sessions lie in several files, which overlap; each record says the same in each of them."""
    chance = random.Random(seed)
    # Of two results of one call the first that is read counts: the only thing that is not settled.
    unsettled = (GREP.rstrip(), b"a second result")
    lines = [one for one in CLAUDE.split(b"\n") if one[:1] == b"{"]
    lines = [one for one in lines if not any(part in one for part in unsettled)]
    lines = [piece + b"\n" for piece in (*lines, GREP.rstrip())]
    parts = [
        b"".join(sorted(chance.sample(lines, len(lines) // 2), key=lines.index))
        for _ in range(count)
    ]
    parts.append(b"".join(lines))
    orders = [list(range(len(parts))) for _ in range(3)]
    for order in orders:
        chance.shuffle(order)
    told = []
    for order in orders:
        with workspace() as (ws, folder):
            for number in order:
                path = folder / f"{number}.jsonl"
                path.write_bytes(parts[number])
                ingest(ws, path)
            check(ws)
            for number in order:
                assert ingest(ws, folder / f"{number}.jsonl").added == NOTHING
            told.append(_told(ws, folder, places=False))
    assert told[0] == told[1] == told[2]


def test_what_is_compared_is_not_nothing() -> None:
    """The files hold what can go wrong: errors, rejections, accesses, damage, late verdicts."""
    with workspace() as (ws, folder):
        for name, data in FILES.items():
            (folder / f"{name}.jsonl").write_bytes(data)
        added = ingest(ws, folder).added
        assert (added.sessions, added.rejected, added.quarantined) == (4, 2, 2)
        assert added.tool_errors >= 1
        found = ws.summaries.retrieve(SESSION)
        assert (found.writes, found.output_tokens) == (2, 99 + 4 * 5)
