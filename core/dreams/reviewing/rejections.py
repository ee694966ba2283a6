"""
What reviewers rejected, so that the next dream does not propose it again.

Pure. A change is remembered by its kind, what it is about, and what it would have written and taken
out, without the places where that stood. A lesson or a pattern is worded anew with every session
that adds to it, so a lesson is remembered by what it advises, and a pattern by what it is about.
Newer evidence than the rejected dream could have known brings it back, and then its rationale says
so.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.dreams.dream import Suppressed
from core.dreams.material.memories.notes import without_notes
from core.dreams.proposal import Change, ChangeKind, Evidence, Finding

_SPACE = re.compile(r"\s+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?")
_COUNT = re.compile(r"\d+")


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
    scope, content = _plain(change.scope), _substance(change)
    return Tombstone(change.kind, scope, content, reason, dream_id, seen_until)


def _plain(line: str) -> str:
    # What a dream saw, and when, is no substance: a note may be worded anew.
    text = unicodedata.normalize("NFKC", _DATE.sub("DATE", without_notes(line)))
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
        stone = known.get((finding.kind, _plain(finding.scope), _substance(change)))
        if stone is None:
            kept.append(finding)
        elif _has_newer(finding.evidence, stone):
            said = f" ({stone.reason})" if stone.reason else ""
            again = f"Rejected before{said}; proposed again because newer evidence supports it."
            kept.append(replace(finding, rationale=f"{finding.rationale} {again}"))
        else:
            suppressed.append(Suppressed(finding.kind, finding.title, stone.reason, stone.dream_id))
    return kept, suppressed


def _substance(change: Change) -> str:
    """What a change takes out and writes, so that only the substance decides if it is the same."""
    match change.kind:
        case ChangeKind.ADD_LESSON:
            return _plain(_advice(change.title))
        case ChangeKind.ADD_PATTERN:
            return ""
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


def _advice(title: str) -> str:
    """A title without the numbers that are told, but with those that stand in backquotes."""
    told = title.split("`")
    told[::2] = [_COUNT.sub("N", words) for words in told[::2]]
    return "`".join(told)


def _has_newer(evidence: Iterable[Evidence], stone: Tombstone) -> bool:
    return any(
        one.at is not None and one.at > (stone.seen_until or 0)
        for one in evidence
        if one.event_id is not None
    )
