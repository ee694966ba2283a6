"""
Sessions, events and memory accesses as JSON, beside `core.wire.objects` and in its words.

Pure. Every nullable key is always present; times are RFC 3339 in UTC.
"""

from core.errors import Json
from core.times import format_if_any, format_time, from_milliseconds
from core.transcripts.accesses import Access, Unread
from core.transcripts.kinds import Usage
from core.transcripts.search import Found
from core.transcripts.stored import StoredEvent
from core.transcripts.summaries import Summary


def summary_json(summary: Summary) -> dict[str, Json]:
    """A session, and what its transcript holds."""
    return {
        "id": summary.id,
        "type": "session",
        "native_id": summary.native_id,
        "format": summary.format,
        "agent": summary.agent,
        "status": summary.status,
        "title": summary.title,
        "is_ingested": summary.is_ingested,
        "started_at": format_time(summary.started_at),
        "ended_at": format_if_any(summary.ended_at),
        "last_event_at": format_if_any(summary.last_event_at),
        "events": summary.events,
        "tool_calls": summary.tool_calls,
        "tool_errors": summary.tool_errors,
        "rejected": summary.rejected,
        "usage": {
            "input_tokens": summary.input_tokens,
            "output_tokens": summary.output_tokens,
            "cache_read_tokens": summary.cache_read_tokens,
            "cache_write_tokens": summary.cache_write_tokens,
        },
        "memory_reads": summary.reads,
        "memory_writes": summary.writes,
        "memory_store_ids": [*summary.stores],
        "cwd": summary.cwd,
        "git_branch": summary.git_branch,
        "agent_version": summary.agent_version,
        "parent_session": summary.parent_session,
        "outcome": summary.outcome,
    }


def event_json(event: StoredEvent) -> dict[str, Json]:
    """One event, with where its bytes stand."""
    return {
        "id": event.id,
        "type": "event",
        "session_id": event.session_id,
        "seq": event.seq,
        "kind": event.kind,
        "ts": None if event.ts is None else format_time(from_milliseconds(event.ts)),
        "ts_kind": event.ts_kind,
        "agent": event.agent,
        "role_origin": event.role_origin,
        "call_id": event.call_id,
        "tool": event.tool,
        "tool_norm": event.tool_norm,
        "mcp_server": event.mcp_server,
        "status": event.status,
        "error_source": event.error_source,
        "exit_code": event.exit_code,
        "body": event.body,
        "full_len": event.full_len,
        "input": event.input,
        "model": event.model,
        "request_id": event.request_id,
        "usage": None if event.usage is None else _usage(event.usage),
        "cwd": event.cwd,
        "is_meta": event.is_meta,
        "is_sidechain": event.is_sidechain,
        "is_copied": event.is_copied,
        "native_id": event.native_id,
        "native_type": event.native_type,
        "block_no": event.block_no,
        "source": event.pointer.source,
        "generation": event.pointer.generation,
        "raw_offset": event.pointer.raw_offset,
        "raw_len": event.pointer.raw_len,
        "line_no": event.pointer.line_no,
        "pointer": str(event.pointer),
    }


def found_json(found: Found) -> dict[str, Json]:
    """An event that a search found; `marks` are character spans of the matching words."""
    event = found.event
    return {
        "session_id": event.session_id,
        "event_id": event.id,
        "agent": found.agent,
        "agent_key": event.agent,
        "kind": event.kind,
        "tool": event.tool,
        "status": event.status,
        "ts": None if event.ts is None else format_time(from_milliseconds(event.ts)),
        "text": found.text,
        "marks": [[start, end] for start, end in found.marks],
        "pointer": str(event.pointer),
    }


def access_json(access: Access) -> dict[str, Json]:
    """One call that touched one file of a memory directory."""
    return {
        "session_id": access.session_id,
        "agent": access.agent,
        "agent_key": access.agent_key,
        "event_id": access.event_id,
        "at": format_if_any(access.at),
        "touch": access.touch,
        "tool": access.tool,
        "status": access.status,
        "directory": access.directory,
        "path": access.path,
        "memory_store_id": access.memory_store_id,
        "memory_id": access.memory_id,
        "version_id": access.version_id,
    }


def unread_json(unread: Unread) -> dict[str, Json]:
    """A memory that nobody was seen to read for long."""
    return {
        "memory_id": unread.memory_id,
        "path": unread.path,
        "last_read_at": format_if_any(unread.last_read_at),
        "updated_at": format_time(unread.updated_at),
    }


def _usage(usage: Usage) -> dict[str, Json]:
    return {
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cache_read_tokens": usage.cache_read_tokens,
        "cache_write_tokens": usage.cache_write_tokens,
    }
