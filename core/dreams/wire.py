"""
Dreams, reviews and receipts as JSON.

Pure. A dream has all keys of the Managed Agents wire, with ours beside them.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from core.dreams.dream import Behavior, Dream
from core.dreams.preview import Preview
from core.dreams.proposal import Change, Evidence
from core.dreams.review import HalfLinked, Part, Progress, progress
from core.dreams.reviewing.attribution import Attributed
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.moved import Waiting
from core.dreams.reviewing.outcomes import Decided, Summary, Undone
from core.dreams.reviewing.policy import Ruling
from core.dreams.reviewing.rebase import State
from core.dreams.reviewing.receipts import Receipt
from core.dreams.reviewing.sides import HunkSides
from core.errors import Json
from core.times import format_time
from core.transcripts.summaries import Summary as SessionSummary
from core.wire import actor_json, block_json, side_json


def dream_json(dream: Dream) -> dict[str, Json]:
    """A dream."""
    behavior: dict[str, Json] = {"type": str(dream.behavior)}
    if dream.behavior is Behavior.REVIEW:
        # On the wire there is no third one: a new store is what a review of it can become.
        behavior = {"type": str(Behavior.CREATE_NEW)}
    if dream.behavior is Behavior.UPDATE_EXISTING:
        behavior["memory_store_id"] = dream.memory_store_id
    output = dream.output_store_id
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
        "ended_at": _time(dream.ended_at),
        "archived_at": _time(dream.archived_at),
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
        "started_at": _time(dream.started_at),
        "progress": {
            "stage": dream.stage,
            "sessions": len(dream.session_ids),
            "sessions_read": dream.sessions_read,
            "findings": dream.findings,
            "worker_pid": dream.worker_pid,
            "at": _time(dream.beat_at),
        },
        "changes": dream.changes,
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
    }


def review_json(look: Look) -> dict[str, Json]:
    """A review with all its changes."""
    return {
        "dream": dream_json(look.dream),
        "memory_store_id": look.dream.memory_store_id,
        "seq": look.store_seq,
        "state": look.review.state,
        "progress": progress_json(look.review.progress()),
        "changes": [change_json(look, change) for change in look.review.changes],
        "warnings": [_half_linked(warning) for warning in look.review.half_linked()],
    }


def change_json(look: Look, change: Change) -> dict[str, Json]:
    """One change with its evidence, and its hunks or their parts."""
    parts = look.review.of_change(change.id)
    return {
        "id": change.id,
        "kind": change.kind,
        "title": change.title,
        "rationale": change.rationale,
        "confidence": change.confidence,
        "scope": change.scope,
        "evidence": [_evidence(one) for one in change.evidence],
        "hunks": [_part(look, part) for part in parts if change.hunks],
        "verdict": _verdict_of(parts),
        "progress": progress_json(progress(parts)),
        "comments": [] if change.hunks else [*_comments(parts[0])],
    }


def hunk_sides_json(sides: HunkSides) -> dict[str, Json]:
    """The three texts behind a hunk, and their merge."""
    return {
        "hunk_id": sides.part.id,
        "path": sides.path,
        "version_id": sides.version_id,
        "base": side_json(sides.base),
        "theirs": side_json(sides.theirs),
        "mine": side_json(sides.mine),
        "merged": {"clean": sides.merge.clean, "content": sides.merge.text},
        "blocks": [block_json(block) for block in sides.merge.blocks],
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
        "first_event_at": _time(seen.first_at),
        "last_event_at": _time(seen.last_at),
        "memories": seen.memories,
        "memory_bytes": seen.memory_bytes,
    }


def summary_json(summary: Summary) -> dict[str, Json]:
    """One review in a list."""
    look = summary.look
    return {
        "dream": look.dream.id,
        "status": look.dream.status,
        "dreamer": look.dream.dreamer,
        "memory_store_id": look.dream.memory_store_id,
        "seq": look.store_seq,
        "open": summary.is_open,
        "since": format_time(summary.since),
        "changes": len(look.review.changes),
        "hunks": len(look.review.parts),
        "progress": progress_json(look.review.progress()),
        "applied": len(look.applied),
        "waiting": len(look.waiting()),
        **{str(state): summary.count(state) for state in State},
    }


def decided_json(decided: Decided) -> dict[str, Json]:
    """What a decision did, and how far the review is."""
    look = decided.case
    touched = {part.hunk.change_id for part in look.review.parts if part.id in decided.targets}
    return {
        "dream": look.dream.id,
        "action": decided.action,
        "hunks": [*decided.targets],
        "seq": look.store_seq,
        "state": look.review.state,
        "progress": progress_json(look.review.progress()),
        "warnings": [
            _half_linked(warning)
            for warning in look.review.half_linked()
            if warning.change_id in touched
        ],
    }


def undone_json(undone: Undone) -> dict[str, Json]:
    """What was taken back: a verdict, or an apply with the versions that say so."""
    return {
        "dream": undone.case.dream.id,
        "undone": "verdict" if undone.record is not None else "apply",
        "action": None if undone.record is None else undone.record.action,
        "hunks": [] if undone.record is None else [*undone.record.targets],
        "apply_id": None if undone.unapplied is None else undone.unapplied.apply_id,
        "versions": [] if undone.unapplied is None else [*undone.unapplied.versions],
        "seq": undone.case.store_seq,
        "progress": progress_json(undone.case.review.progress()),
    }


def receipt_json(receipt: Receipt) -> dict[str, Json]:
    """What an apply did to every line."""
    return {
        "dream": receipt.dream_id,
        "apply_id": receipt.apply_id,
        "applied_changes": receipt.applied_changes,
        "applied_hunks": receipt.applied_hunks,
        "files": len(receipt.files),
        "kept_lines": receipt.kept_lines,
        "removed_lines": receipt.removed_lines,
        "moved_lines": receipt.moved_lines,
        "merged_lines": receipt.merged_lines,
        "added_lines": receipt.added_lines,
        "unaccounted": receipt.unaccounted,
        "versions": [*receipt.versions],
        "per_file": [
            {
                "path": file.path,
                "new_path": file.new_path,
                "added_lines": file.added_lines,
                "removed_lines": file.removed_lines,
            }
            for file in receipt.files
        ],
        "lines": [_lost(line) for line in receipt.lost],
        "conflicts": [_waiting(one) for one in receipt.conflicts],
        "held_back": [_waiting(one) for one in receipt.waiting],
        "partial": [_half_linked(one) for one in receipt.partial],
        "pending": receipt.pending,
    }


def ruling_json(ruling: Ruling, change: Change) -> dict[str, Json]:
    """What the policy says about one change."""
    return {
        "change_id": ruling.change_id,
        "kind": change.kind,
        "title": change.title,
        "rule": ruling.rule,
        "because_of": ruling.by,
        "agents": ruling.agents,
    }


def progress_json(progress: Progress) -> dict[str, Json]:
    """How much is decided."""
    return {
        "total": progress.total,
        "decided": progress.decided,
        "accepted": progress.accepted,
        "rejected": progress.rejected,
        "edited": progress.edited,
        "pending": progress.pending,
    }


def _part(look: Look, part: Part) -> dict[str, Json]:
    hunk = part.hunk
    standing = look.standing(part.id)
    applied = look.applied.get(part.id)
    meeting = look.meetings.get(part.id)
    return {
        "id": hunk.id,
        "op": hunk.op,
        "path": hunk.path,
        "old_path": hunk.old_path,
        "old_start": hunk.old_start,
        "old_lines": [*hunk.old_lines],
        "new_start": hunk.new_start,
        "new_lines": [*hunk.new_lines],
        "edited_lines": None if part.edited is None else [*part.edited],
        "replaces": None
        if part.placed is None
        else {
            "version_id": part.placed.version_id,
            "start": part.placed.start,
            "lines": [*part.placed.old_lines],
        },
        "verdict": part.verdict,
        "reason": part.reason,
        "decided_by": None if part.by is None else actor_json(part.by),
        "decided_at": _time(part.at),
        "approved_by": [actor_json(one) for one in part.approvers],
        "by_policy": part.by_policy,
        "comments": [*_comments(part)],
        "state": standing.state,
        "state_reason": standing.reason,
        "already_there": standing.is_done,
        "now_path": None if meeting is None else meeting.path,
        "now_start": standing.start,
        "applied": None
        if applied is None
        else {
            "apply_id": applied.apply_id,
            "by": actor_json(applied.by),
            "version_id": applied.version_id,
        },
    }


def _verdict_of(parts: tuple[Part, ...]) -> Json:
    """The verdict that all parts have; `mixed` when they differ."""
    verdicts = {str(part.verdict) for part in parts}
    return verdicts.pop() if len(verdicts) == 1 else "mixed"


def _comments(part: Part) -> list[Json]:
    return [
        {"by": actor_json(one.by), "at": format_time(one.at), "text": one.text}
        for one in part.comments
    ]


def _evidence(one: Evidence) -> dict[str, Json]:
    return {
        "session_id": one.session_id,
        "event_id": one.event_id,
        "quote": one.quote,
        "holds": one.holds,
        "source": one.source,
        "at": None if one.at is None else format_time(datetime.fromtimestamp(one.at / 1000, UTC)),
    }


def _half_linked(warning: HalfLinked) -> dict[str, Json]:
    return {
        "change_id": warning.change_id,
        "accepted": warning.accepted,
        "rejected": warning.rejected,
        "pending": warning.pending,
        "message": warning.sentence,
    }


def _waiting(one: Waiting) -> dict[str, Json]:
    return {
        "hunk_id": one.part_id,
        "change_id": one.change_id,
        "path": one.path,
        "reason": one.reason,
    }


def _lost(line: Attributed) -> dict[str, Json]:
    lost = line.lost
    return {
        "path": lost.place.path,
        "line": lost.place.line,
        "text": lost.text,
        "fate": lost.fate,
        "to_path": None if lost.to is None else lost.to.path,
        "to_line": None if lost.to is None else lost.to.line,
        "change_id": line.change_id,
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else format_time(moment)
