"""
Timelines as JSON.
"""

from typing import Any

from core.errors import Json
from core.overseeing.lanes import Lane, Timeline
from core.overseeing.marks import Mark, MarkKind
from core.overseeing.timeline import Changed
from core.times import format_time

_NAMES = {
    MarkKind.WRITE: "writes",
    MarkKind.READ: "reads",
    MarkKind.CONFLICT: "conflicts",
    MarkKind.ERROR: "errors",
    MarkKind.DREAM: "dreams",
}


def timeline_json(timeline: Timeline) -> dict[str, Json]:
    """The buckets over all, and the lanes; the counts of a lane are in the order of the buckets."""
    totals = _counts(timeline.counts, len(_starts(timeline)))
    buckets: list[Json] = [
        {"at": at, **{name: counts[place] for name, counts in totals.items()}}
        for place, at in enumerate(_starts(timeline))
    ]
    return {
        "since": format_time(timeline.since),
        "until": format_time(timeline.until),
        "step_seconds": timeline.step.total_seconds(),
        "buckets": buckets,
        "lanes": [_lane(lane, len(buckets)) for lane in timeline.lanes],
    }


def mark_json(mark: Mark) -> dict[str, Json]:
    """One mark."""
    return {
        "at": format_time(mark.at),
        "kind": mark.kind.value,
        "agent": mark.agent,
        "session_id": mark.session_id,
        "memory_store_id": mark.memory_store_id,
        "path": mark.path,
        "subject_id": mark.subject_id,
        "detail": mark.detail,
    }


def changed_json(changed: Changed) -> dict[str, Json]:
    """One memory that changed in a span."""
    return {
        "memory_store_id": changed.memory_store_id,
        "memory_id": changed.memory_id,
        "path": changed.path,
        "writes": changed.writes,
        "agents": list(changed.agents),
        "first_version_id": changed.first_version_id,
        "last_version_id": changed.last_version_id,
        "operation": changed.operation,
    }


def _starts(timeline: Timeline) -> list[str]:
    count = round((timeline.until - timeline.since) / timeline.step)
    return [format_time(timeline.since + timeline.step * number) for number in range(count)]


def _counts(counts: dict[MarkKind, tuple[int, ...]], buckets: int) -> dict[str, Any]:
    return {name: list(counts.get(kind, (0,) * buckets)) for kind, name in _NAMES.items()}


def _lane(lane: Lane, buckets: int) -> Json:
    return {
        "agent": lane.agent,
        "session_id": lane.session_id,
        "first_at": format_time(lane.first_at),
        "last_at": format_time(lane.last_at),
        "counts": _counts(lane.counts, buckets),
    }
