"""
Transcripts read back as an ingester reads them: recognised, cut, parsed, paired, masked, capped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.dreams.bench.script import Say, Script, Use, Uses, call_id
from core.dreams.bench.transcripts import claude_code, codex, managed_agents, openai_messages
from core.dreams.inputs import SessionLog, Touch
from core.transcripts.events import Event, Kind
from core.transcripts.formats import Shape
from core.transcripts.pairing import Pairing
from core.transcripts.sniff import HEAD_BYTES, sniff
from core.transcripts.storable import storable
from core.transcripts.stored import Pointer, StoredEvent
from core.transcripts.stream import LineStream, read_document

WRITERS: Final = {
    "claude-code": claude_code.written,
    "managed-agents": managed_agents.written,
    "codex": codex.written,
    "openai-messages": openai_messages.written,
}


@dataclass(frozen=True, slots=True)
class Heard:
    """A session as a dreamer gets it, and which event each step of interest became."""

    log: SessionLog
    refs: dict[int, tuple[str, ...]]
    """The last event is the one that says how it ended: a result, or what was said."""


def heard(script: Script) -> Heard:
    """
    Write a session down in its format, and read it.

    Raises:
        AssertionError: The project's readers do not find in it what was written.
    """
    data = WRITERS[script.format](script)
    events, is_document = _parsed(data, script.format)
    session_id = f"sesn_01{script.number:04}"
    source = f"{script.cwd}/{script.native_id}.jsonl"
    stored = tuple(
        _stored(event, seq, session_id, source, is_document=is_document)
        for seq, event in enumerate(events, start=1)
    )
    times = [event.ts for event in stored if event.ts is not None]
    log = SessionLog(
        id=session_id,
        native_id=script.native_id,
        format=script.format,
        agent=script.agent,
        cwd=script.cwd,
        started=min(times, default=None),
        events=stored,
        touches=_touches(script, stored),
    )
    return Heard(log, _refs(script, stored))


def _parsed(data: bytes, format_name: str) -> tuple[list[Event], bool]:
    found = sniff(data[:HEAD_BYTES])
    assert found is not None
    assert found.format.name == format_name, (found.format.name, format_name)
    if found.shape is Shape.DOCUMENT:
        document = read_document(found.format, data)
        return Pairing().settle(document.events).events, True
    stream = LineStream(found.format)
    batches = [stream.feed(data), stream.rest()]
    assert not any(batch.damage for batch in batches)
    events = [event for batch in batches for event in batch.events]
    return Pairing().settle(events).events, False


def _stored(
    event: Event, seq: int, session_id: str, source: str, *, is_document: bool
) -> StoredEvent:
    kept = storable(event)
    masked = kept.event
    where = masked.where
    return StoredEvent(
        id=f"sevt_{session_id[5:]}n{seq:05}",
        session_id=session_id,
        seq=seq,
        kind=masked.kind,
        native_type=masked.native_type,
        native_id=masked.native_id,
        block_no=masked.block_no,
        ts=masked.ts,
        ts_kind=masked.ts_kind,
        agent=masked.agent,
        role_origin=masked.role_origin,
        call_id=masked.call_id,
        tool=masked.tool,
        tool_norm=masked.tool_norm,
        mcp_server=masked.mcp_server,
        body=masked.body,
        input=masked.input,
        status=masked.status,
        error_source=masked.error_source,
        exit_code=masked.exit_code,
        model=masked.model,
        request_id=masked.request_id,
        usage=masked.usage,
        cwd=masked.cwd,
        is_meta=masked.is_meta,
        is_sidechain=masked.is_sidechain,
        is_copied=masked.is_copied,
        full_len=kept.full_len,
        pointer=Pointer(
            source, 1, where.raw_offset, where.raw_len, where.line_no, is_document=is_document
        ),
    )


def _touches(script: Script, events: Iterable[StoredEvent]) -> dict[str, Touch]:
    by_call = {
        call_id(script, number): use.touch
        for number, use in enumerate(_uses(script))
        if use.touch is not None
    }
    return {
        event.id: by_call[event.call_id]
        for event in events
        if event.call_id in by_call and event.kind in {Kind.TOOL_CALL, Kind.TOOL_RESULT}
    }


def _refs(script: Script, events: tuple[StoredEvent, ...]) -> dict[int, tuple[str, ...]]:
    by_call: dict[str, list[str]] = {}
    for event in events:
        if event.call_id is not None and event.kind in {Kind.TOOL_CALL, Kind.TOOL_RESULT}:
            by_call.setdefault(event.call_id, []).append(event.id)
    refs = {
        use.ref: tuple(by_call[call_id(script, number)])
        for number, use in enumerate(_uses(script))
        if use.ref is not None
    }
    for step in script.steps:
        if isinstance(step, Say) and step.ref is not None:
            refs[step.ref] = (next(event.id for event in events if step.text in event.body),)
    return refs


def _uses(script: Script) -> list[Use]:
    return [use for step in script.steps if isinstance(step, Uses) for use in step.uses]
