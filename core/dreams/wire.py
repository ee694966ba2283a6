"""
Dreams as JSON, and what one would read.

Pure. A dream has all keys of the Managed Agents wire, with ours beside them.
"""

from collections.abc import Iterable

from core.dreams.dream import Behavior, Dream, Outcome
from core.dreams.preview import Preview
from core.errors import Json
from core.times import format_if_any, format_time
from core.transcripts.summaries import Summary as SessionSummary
from core.wire.objects import actor_json


def dream_json(dream: Dream) -> dict[str, Json]:
    """A dream."""
    behavior: dict[str, Json] = {"type": str(dream.behavior)}
    if dream.behavior is Behavior.REVIEW:
        # On the wire there is no third one: a new store is what a review of it can become.
        behavior = {"type": str(Behavior.CREATE_NEW)}
    if dream.behavior is Behavior.UPDATE_EXISTING:
        behavior["memory_store_id"] = dream.memory_store_id
    output = dream.output_store_id
    outcome = dream.outcome
    return {
        "type": "dream",
        "id": dream.id,
        "status": dream.status,
        "inputs": [
            {"type": "memory_store", "memory_store_id": dream.memory_store_id},
            {"type": "sessions", "session_ids": [*dream.session_ids]},
        ],
        "outputs": [] if output is None else [{"type": "memory_store", "memory_store_id": output}],
        "model": {"id": dream.dreamer, "speed": "standard"},
        "instructions": dream.instructions,
        "output_behavior": behavior,
        "session_id": dream.session_id,
        "created_at": format_time(dream.created_at),
        "ended_at": format_if_any(dream.ended_at),
        "archived_at": format_if_any(dream.archived_at),
        "usage": {
            "input_tokens": dream.usage.input_tokens,
            "output_tokens": dream.usage.output_tokens,
            "cache_read_input_tokens": dream.usage.cache_read_input_tokens,
            "cache_creation_input_tokens": dream.usage.cache_creation_input_tokens,
        },
        "error": None
        if dream.error is None
        else {"type": dream.error.type, "message": dream.error.message},
        "dreamer": dream.dreamer,
        "is_reviewed": dream.behavior is Behavior.REVIEW,
        "created_by": actor_json(dream.created_by),
        "seq": dream.seq,
        "max_loss": dream.max_loss,
        "started_at": format_if_any(dream.started_at),
        "progress": {
            "stage": dream.stage,
            "sessions": len(dream.session_ids),
            "sessions_read": dream.sessions_read,
            "findings": dream.findings,
            "worker_pid": dream.worker_pid,
            "at": format_if_any(dream.beat_at),
        },
        "changes": dream.changes,
        "only_findings": dream.only_findings,
        "hunks": dream.hunks,
        "added_lines": dream.added_lines,
        "removed_lines": dream.removed_lines,
        "suppressed": [
            {
                "kind": one.kind,
                "title": one.title,
                "reason": one.reason,
                "dream_id": one.dream_id,
            }
            for one in dream.suppressed
        ],
        "read": None if outcome is None else _read(dream, outcome),
        "dropped": []
        if outcome is None
        else [
            {"kind": one.kind, "title": one.title, "reason": one.reason} for one in outcome.dropped
        ],
    }


def _read(dream: Dream, outcome: Outcome) -> dict[str, Json]:
    return {
        "memories": outcome.memories,
        "entries": outcome.entries,
        "entries_left_alone": outcome.left_alone,
        "sessions": dream.sessions_read,
        "events": outcome.events,
    }


def preview_json(seen: Preview, sessions: Iterable[SessionSummary]) -> dict[str, Json]:
    """What a dream would read."""
    return {
        "sessions": [
            {
                "id": one.id,
                "native_id": one.native_id,
                "agent": one.agent,
                "title": one.title,
                "started_at": format_time(one.started_at),
                "events": one.events,
            }
            for one in sessions
        ],
        "agents": [{"agent": name, "sessions": count} for name, count in seen.agents],
        "sessions_without_transcript": seen.untold,
        "events": seen.events,
        "transcript_bytes": seen.size_bytes,
        "first_event_at": format_if_any(seen.first_at),
        "last_event_at": format_if_any(seen.last_at),
        "memories": seen.memories,
        "memory_bytes": seen.memory_bytes,
    }
