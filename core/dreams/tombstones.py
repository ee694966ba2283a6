"""
What reviewers rejected, so that the next dream does not propose it again.

A change is remembered by its kind, what it is about, and what it would have written and taken out,
without the places where that stood. Newer evidence than the rejected dream could have known brings
it back, and then its rationale says so.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.context import Context
from core.dreams.dream import Dream, Suppressed
from core.dreams.proposal import Change, ChangeKind, Evidence, Finding
from core.dreams.review import Review, Verdict
from core.sqlite import Connection
from core.times import format_time

_SPACE = re.compile(r"\s+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One rejected change."""

    kind: ChangeKind
    scope: str
    content: str
    reason: str | None
    dream_id: str
    seen_until: int | None
    """The newest event that the rejected dream knew, milliseconds since 1970."""


def stone_of(
    change: Change, *, dream_id: str, seen_until: int | None, reason: str | None = None
) -> Tombstone:
    """What is remembered of a change that was rejected."""
    scope, content = _plain(change.scope), _content(change)
    return Tombstone(change.kind, scope, content, reason, dream_id, seen_until)


def _plain(line: str) -> str:
    # A date is the day of the dream that wrote it.
    text = unicodedata.normalize("NFKC", _DATE.sub("DATE", line))
    return _SPACE.sub(" ", text).strip().casefold()


def sift(
    findings: Sequence[Finding], changes: Sequence[Change], tombstones: Sequence[Tombstone]
) -> tuple[list[Finding], list[Suppressed]]:
    """
    The findings that may be proposed, and what was rejected before and is not proposed again.

    `changes` are those of a proposal of all the findings, one for each and in their order.
    """
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    known = {(stone.kind, stone.scope, stone.content): stone for stone in tombstones}
    for finding, change in zip(findings, changes, strict=True):
        stone = known.get((finding.kind, _plain(finding.scope), _content(change)))
        if stone is None:
            kept.append(finding)
        elif _has_newer(finding.evidence, stone):
            said = f" ({stone.reason})" if stone.reason else ""
            again = f"Rejected before{said}; proposed again because newer evidence supports it."
            kept.append(replace(finding, rationale=f"{finding.rationale} {again}"))
        else:
            suppressed.append(Suppressed(finding.kind, finding.title, stone.reason, stone.dream_id))
    return kept, suppressed


def _content(change: Change) -> str:
    """What a change takes out and writes, so that only the substance decides if it is the same."""
    signs = [
        (sign, line)
        for hunk in change.hunks
        for sign, lines in (("-", hunk.old_lines), ("+", hunk.new_lines))
        for line in lines
    ]
    moves = [f"{hunk.old_path} > {hunk.path}" for hunk in change.hunks if hunk.old_path]
    return "\n".join(
        sorted([*moves, *(sign + text for sign, line in signs if (text := _plain(line)))])
    )


def _has_newer(evidence: Iterable[Evidence], stone: Tombstone) -> bool:
    return any(
        one.at is not None and one.at > (stone.seen_until or 0)
        for one in evidence
        if one.event_id is not None
    )


def load(connection: Connection, store_id: str) -> list[Tombstone]:
    """What was rejected in a store, oldest first."""
    rows = connection.execute(
        "SELECT kind, scope, content, reason, dreams.id, seen_until FROM tombstones"
        " JOIN dreams ON dreams.number = tombstones.dream"
        " WHERE tombstones.store_id = ? ORDER BY tombstones.number",
        (store_id,),
    ).fetchall()
    return [Tombstone(ChangeKind(row[0]), *row[1:]) for row in rows]


def settle(
    context: Context,
    connection: Connection,
    number: int,
    dream: Dream,
    review: Review,
    change_ids: Iterable[str],
) -> None:
    """Set the tombstones of some changes to what the review says now."""
    by_id = {change.id: change for change in review.changes}
    for change_id in dict.fromkeys(change_ids):
        connection.execute(
            "DELETE FROM tombstones WHERE dream = ? AND change_id = ?", (number, change_id)
        )
        parts = review.of_change(change_id)
        is_rejected = bool(parts) and all(part.verdict is Verdict.REJECTED for part in parts)
        # What only asks is done with once somebody has answered, whatever the answer was.
        if is_rejected or (not by_id[change_id].hunks and any(p.is_decided for p in parts)):
            reasons = dict.fromkeys(part.reason for part in parts if part.reason)
            _bury(context, connection, number, dream, by_id[change_id], "; ".join(reasons) or None)


def _bury(
    context: Context,
    connection: Connection,
    number: int,
    dream: Dream,
    change: Change,
    reason: str | None,
) -> None:
    actor = context.scope.actor
    stone = stone_of(change, dream_id=dream.id, seen_until=dream.newest_event, reason=reason)
    connection.execute(
        "INSERT INTO tombstones (dream, store_id, change_id, kind, scope, content, title, reason,"
        " seen_until, actor_type, actor_id, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            dream.memory_store_id,
            change.id,
            stone.kind.value,
            stone.scope,
            stone.content,
            change.title,
            stone.reason,
            stone.seen_until,
            actor.type.value,
            actor.id,
            format_time(context.clock()),
        ),
    )
