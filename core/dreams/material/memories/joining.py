"""
Findings that share lines as one decision.

Pure.
"""

from collections.abc import Sequence
from typing import Final

from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_GRAVITY: Final = (
    ChangeKind.MERGE_DUPLICATES,
    ChangeKind.REORGANIZE,
    ChangeKind.REMOVE_STALE,
    ChangeKind.RESOLVE_CONTRADICTION,
)
"""What takes lines from where they stood, by how much there is to decide about it."""


def joined(found: Sequence[Finding], following: int, edits: tuple[Edit, ...]) -> Finding:
    """
    Several findings as one, which is what the gravest of them is, and says how many more.

    Who lets notes in by a written policy lets no removal in that a note is joined to.

    Args:
        following: So many at the end are no decisions beside the others.
    """
    gravest = max(found[: len(found) - following] or found, key=_gravity)
    more = [one for one in found if one is not gravest]
    evidence: dict[Evidence, None] = {one: None for finding in found for one in finding.evidence}
    # A line of an index that a new memory brings along is no decision beside it.
    others = len(more) - following
    count = f" (with {others} more in these lines)" if others > 0 and _gravity(gravest) else ""
    return Finding(
        kind=gravest.kind,
        title=f"{gravest.title}{count}",
        rationale=" ".join([gravest.rationale, *(one.rationale for one in more)]),
        confidence=min(one.confidence for one in found),
        evidence=tuple(evidence),
        edits=edits,
        scope=gravest.scope,
    )


def _gravity(finding: Finding) -> int:
    is_taking = any(edit.old_lines for edit in finding.edits) and finding.kind in _GRAVITY
    return 1 + _GRAVITY.index(finding.kind) if is_taking else 0
