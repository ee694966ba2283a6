"""
Inputs of a dream from plain files: a folder of memories, and transcripts, without a workspace.

What an ingester and the store would do is done here in memory, with ids made from what is there.
"""

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from core.dreams.dreamers.offline import OfflineDreamer
from core.dreams.evidence import flaws, sources_of
from core.dreams.inputs import BaseFile, Inputs, SessionLog, Touch
from core.dreams.material.memories.cutting import lines_of
from core.dreams.proposal import Edit, Finding
from core.text import split_lines
from core.transcripts.events import Event, Facts, Kind, Status, ToolNorm, Where
from core.transcripts.formats.base import Shape
from core.transcripts.pairing import Pairing
from core.transcripts.sniff import HEAD_BYTES, sniff
from core.transcripts.storable import storable
from core.transcripts.stored import Pointer, StoredEvent
from core.transcripts.stream import LineStream, read_document
from core.transcripts.tools import tool_norm

_READS = re.compile(r"\b(?:cat|head|tail|less|grep|rg|sed -n|ls|find|wc)\b")


def base_file(path: str, text: str, time: int | None = None) -> BaseFile:
    """A memory whose lines were all written at one time."""
    return BaseFile(path, text, (time,) * len(split_lines(text)))


def files_in(folder: Path) -> tuple[BaseFile, ...]:
    """Every Markdown file below a folder, as it would be imported."""
    found = sorted(folder.rglob("*.md"))
    return tuple(
        base_file("/" + path.relative_to(folder).as_posix(), path.read_text()) for path in found
    )


def sessions_in(folder: Path, mounts: Iterable[str] = ()) -> tuple[SessionLog, ...]:
    """Every session of the transcripts below a folder; a subagent belongs to its parent."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".json", ".jsonl"})
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if not path.name.endswith(".meta.json")
    }
    return sessions_of(files, mounts)


def sessions_of(files: Mapping[str, bytes], mounts: Iterable[str] = ()) -> tuple[SessionLog, ...]:
    """The sessions of transcripts that are given as bytes by their names."""
    events: dict[str, list[StoredEvent]] = {}
    about: dict[str, tuple[str, str, str | None]] = {}
    for name, data in sorted(files.items()):
        read = _read(data)
        if read is None:
            continue
        format_name, is_document, found, facts = read
        stem = Path(name).stem
        for number, event in enumerate(found):
            session = event.session or stem
            event_id = f"sevt_{stem[-12:]}_{number}"
            pointer = Pointer(
                name,
                1,
                event.where.raw_offset,
                event.where.raw_len,
                event.where.line_no,
                is_document,
            )
            events.setdefault(session, []).append(
                _stored(event, event_id, session, number, pointer)
            )
            fact = facts.sessions.get(event.session)
            cwd = next((one.cwd for one in found if one.cwd), fact.cwd if fact else None)
            agent = (fact.agent_name if fact else None) or (
                f"{format_name}:{Path(cwd).name}" if cwd else format_name
            )
            about.setdefault(session, (format_name, agent, cwd))
    logs = [
        SessionLog(
            id=f"sesn_{session[-12:]}",
            native_id=session,
            format=about[session][0],
            agent=about[session][1],
            cwd=about[session][2],
            started=min((one.ts for one in found if one.ts is not None), default=None),
            events=tuple(found),
            touches=touches_of(found, tuple(mounts)),
        )
        for session, found in events.items()
    ]
    return tuple(sorted(logs, key=lambda log: (log.started or 0, log.native_id or "")))


def touches_of(events: Iterable[StoredEvent], mounts: tuple[str, ...]) -> dict[str, Touch]:
    """Which calls and results read or wrote below one of these folders."""
    touched: dict[str, Touch] = {}
    calls: dict[str, Touch] = {}
    for event in events:
        if event.kind is Kind.TOOL_CALL and any(mount in (event.input or "") for mount in mounts):
            match event.tool_norm:
                case ToolNorm.READ | ToolNorm.SEARCH:
                    touch = Touch.READ
                case ToolNorm.WRITE | ToolNorm.EDIT:
                    touch = Touch.WRITE
                case _:
                    is_read = _READS.search(event.input or "") and ">" not in (event.input or "")
                    touch = Touch.READ if is_read else Touch.POSSIBLE
            touched[event.id] = touch
            if event.call_id:
                calls[event.call_id] = touch
        elif event.kind is Kind.TOOL_RESULT and event.call_id in calls:
            touched[event.id] = calls[event.call_id]
    return touched


def inputs_of(files: Iterable[BaseFile] = (), sessions: Iterable[SessionLog] = ()) -> Inputs:
    """Pinned inputs in their canonical order."""
    return Inputs(
        store_id="memstore_test",
        store_name="Test",
        seq=1,
        files=tuple(sorted(files, key=lambda file: file.path)),
        sessions=tuple(sorted(sessions, key=lambda log: (log.started or 0, log.native_id or ""))),
    )


def _read(data: bytes) -> tuple[str, bool, list[Event], Facts] | None:
    found = sniff(data[:HEAD_BYTES])
    if found is None:
        return None
    if found.shape is Shape.DOCUMENT:
        document = read_document(found.format, data)
        events, facts = document.events, document.facts
    else:
        stream = LineStream(found.format)
        batches = [stream.feed(data), stream.rest()]
        events, facts = [event for batch in batches for event in batch.events], stream.facts
    settled = Pairing().settle(events).events
    return found.format.name, found.shape is Shape.DOCUMENT, settled, facts


def _stored(event: Event, event_id: str, session: str, seq: int, pointer: Pointer) -> StoredEvent:
    kept = storable(event)
    one = kept.event
    return StoredEvent(
        id=event_id,
        session_id=f"sesn_{session[-12:]}",
        seq=seq,
        kind=one.kind,
        native_type=one.native_type,
        native_id=one.native_id,
        block_no=one.block_no,
        ts=one.ts,
        ts_kind=one.ts_kind,
        agent=one.agent,
        role_origin=one.role_origin,
        call_id=one.call_id,
        tool=one.tool,
        tool_norm=one.tool_norm,
        mcp_server=one.mcp_server,
        body=one.body,
        input=one.input,
        status=one.status,
        error_source=one.error_source,
        exit_code=one.exit_code,
        model=one.model,
        request_id=one.request_id,
        usage=one.usage,
        cwd=one.cwd,
        is_meta=one.is_meta,
        is_sidechain=one.is_sidechain,
        is_copied=one.is_copied,
        full_len=kept.full_len,
        pointer=pointer,
    )


def accepted(
    files: Iterable[BaseFile], findings: Iterable[Finding], time: int | None = None
) -> tuple[BaseFile, ...]:
    """The store when every finding is accepted; changed files are written at `time`."""
    texts = {file.path: lines_of(file.text) for file in files}
    before = {file.path: file for file in files}
    edits: dict[str, list[Edit]] = {}
    for finding in findings:
        for edit in finding.edits:
            edits.setdefault(edit.path, []).append(edit)
    for path, wanted in edits.items():
        if any(edit.is_whole_file for edit in wanted):
            del texts[path]
            continue
        lines = texts.get(path, [])
        # From the last to the first; what is inserted at one place keeps its order.
        order = sorted(
            enumerate(wanted), key=lambda one: (one[1].old_start, bool(one[1].old_lines), one[0])
        )
        for _, edit in reversed(order):
            start = edit.old_start - 1
            assert tuple(lines[start : start + len(edit.old_lines)]) == edit.old_lines, edit
            lines[start : start + len(edit.old_lines)] = edit.new_lines
        texts[path] = lines
    return tuple(
        before[path]
        if path in before and path not in edits
        else base_file(path, "".join(f"{line}\n" for line in texts[path]), time)
        for path in sorted(texts)
    )


DAY_MS = 86_400_000
FIRST_DAY = 1_772_323_200_000
"""2026-03-01, when the sessions of small tests begin."""


Call: TypeAlias = str | Mapping[str, str | int]
"""A command line, or the parameters of another tool, whose name stands under `tool`."""


def session(
    agent: str,
    *steps: tuple[Call, str] | tuple[Call, str, Status],
    day: float = 0,
    tool: ToolNorm = ToolNorm.SHELL,
    touch: Touch | None = None,
) -> SessionLog:
    """A session whose agent ran these commands and saw these outputs, ten seconds apart."""
    native = f"{agent}-{day}-{tool.value}-{len(steps)}-{abs(hash_of(steps))}"
    session_id = f"sesn_{native}"
    start = FIRST_DAY + int(day * DAY_MS)
    events: list[StoredEvent] = []
    for number, (called, output, *rest) in enumerate(steps):
        status = rest[0] if rest else Status.OK
        given = {"tool": tool.value, "command": called} if isinstance(called, str) else {**called}
        name = str(given.pop("tool"))
        norm = tool if isinstance(called, str) else tool_norm(name)[0]
        for kind in (Kind.TOOL_CALL, Kind.TOOL_RESULT):
            is_call = kind is Kind.TOOL_CALL
            place = len(events)
            event = Event(
                kind=kind,
                native_type=kind.value,
                where=Where(place, 1, place + 1),
                ts=start + place * 10_000,
                call_id=f"call{number}",
                tool=name if is_call else None,
                tool_norm=norm if is_call else None,
                input=json.dumps(given) if is_call else None,
                body="" if is_call else output,
                status=status,
            )
            pointer = Pointer(f"{native}.jsonl", 1, place, 1, place + 1, is_document=False)
            events.append(_stored(event, f"sevt_{native}_{place}", native, place, pointer))
    return SessionLog(
        id=session_id,
        native_id=native,
        format="claude-code",
        agent=agent,
        cwd=None,
        started=start,
        events=tuple(replace(event, session_id=session_id) for event in events),
        touches={event.id: touch for event in events} if touch else {},
    )


def hash_of(steps: object) -> int:
    """A number that is the same in every run, as that of `hash` is not."""
    return zlib.crc32(repr(steps).encode())


def dream(
    files: Mapping[str, str], *sessions: SessionLog, time: int | None = None
) -> tuple[Finding, ...]:
    """What the offline dreamer finds; all its evidence holds, and dreaming again is idle."""
    base = [base_file(path, text, time) for path, text in files.items()]
    inputs = inputs_of(base, sessions)
    findings = OfflineDreamer().dream(inputs)
    assert flaws(findings, sources_of(inputs)) == []
    for when in (None, inputs.now):
        again = OfflineDreamer().dream(inputs_of(accepted(base, findings, when), sessions))
        assert [finding for finding in again if finding.edits] == []
    turned = inputs_of(reversed(base), reversed(sessions))
    assert OfflineDreamer().dream(turned) == findings
    return findings


def new_lines(findings: Iterable[Finding]) -> list[str]:
    """Every line that findings bring."""
    return [line for one in findings for edit in one.edits for line in edit.new_lines]


def old_lines(findings: Iterable[Finding]) -> list[str]:
    """Every line of the base that findings take away or change."""
    return [line for one in findings for edit in one.edits for line in edit.old_lines]


def kinds(findings: Iterable[Finding]) -> list[str]:
    """The kinds of findings, in order."""
    return [one.kind.value for one in findings]
