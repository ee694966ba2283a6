"""
Reviews as JSON: lists of them, one with all its changes, and the sides of a hunk.

Pure.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from core.dreams.lines import bared
from core.dreams.progress import HalfLinked, Progress, progress
from core.dreams.proposal import Change, Evidence
from core.dreams.related import Related, related
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.outcomes import Summary
from core.dreams.reviewing.policy import Ruling
from core.dreams.reviewing.rebase import State
from core.dreams.reviewing.sides import HunkSides
from core.dreams.verdicts import Part
from core.dreams.wire import dream_json
from core.errors import Json
from core.times import format_if_any, format_time
from core.wire.conflicts import block_json, side_json
from core.wire.objects import actor_json


def review_json(look: Look, only: Collection[str] | None = None) -> dict[str, Json]:
    """
    A review with all its changes.

    Args:
        only: The parts that are told of, by their ids, and the changes that they are of.
    """
    others = related(look.review.changes, look.base)
    told = [
        change
        for change in look.review.changes
        if only is None or any(part.id in only for part in look.review.of_change(change.id))
    ]
    return {
        "dream": dream_json(look.dream),
        "memory_store_id": look.dream.memory_store_id,
        "seq": look.store_seq,
        "state": look.review.state,
        "progress": progress_json(look.review.progress()),
        "changes": [change_json(look, change, others[change.id], only) for change in told],
        "warnings": [half_linked_json(warning) for warning in look.review.half_linked()],
    }


def change_json(
    look: Look, change: Change, others: Iterable[Related], only: Collection[str] | None = None
) -> dict[str, Json]:
    """One change with its evidence, its hunks or their parts, and the others about the same."""
    parts = look.review.of_change(change.id)
    return {
        "id": change.id,
        "kind": change.kind,
        "title": change.title,
        "rationale": change.rationale,
        "confidence": change.confidence,
        "scope": change.scope,
        "evidence": [_evidence(one) for one in change.evidence],
        "hunks": [
            _part(look, part)
            for part in parts
            if not part.is_finding and (only is None or part.id in only)
        ],
        "withdrawn": change.is_withdrawn,
        "verdict": _verdict_of(parts),
        "progress": progress_json(progress(parts)),
        "related": [
            {"change_id": one.change.id, "path": one.path, "line": one.line} for one in others
        ],
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
        "findings_waiting": summary.findings,
        **{str(state): summary.count(state) for state in State},
    }


def finding_json(change: Change) -> dict[str, Json]:
    """A change of which nothing is applied, where only decisions are told."""
    return {"change_id": change.id, "kind": change.kind, "title": change.title}


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


def half_linked_json(warning: HalfLinked) -> dict[str, Json]:
    """A change of which a part is accepted and a part is not."""
    return {
        "change_id": warning.change_id,
        "accepted": warning.accepted,
        "rejected": warning.rejected,
        "pending": warning.pending,
        "message": warning.sentence,
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
        "old_lines": [*bared(hunk.old_lines)],
        "new_start": hunk.new_start,
        "new_lines": [*bared(hunk.new_lines)],
        "edited_lines": None if part.edited is None else [*bared(part.edited)],
        "replaces": None
        if part.placed is None
        else {
            "version_id": part.placed.version_id,
            "start": part.placed.start,
            "lines": [*bared(part.placed.old_lines)],
        },
        "verdict": part.verdict,
        "reason": part.reason,
        "decided_by": None if part.by is None else actor_json(part.by),
        "decided_at": format_if_any(part.at),
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
        "gone": one.gone,
        "at": None if one.at is None else format_time(datetime.fromtimestamp(one.at / 1000, UTC)),
    }
