"""
What a dream looked at, and which of its findings it does not propose. Pure.
"""

from collections.abc import Sequence

from core.dreams.dream import Dropped, Outcome
from core.dreams.evidence import Sources, flaws
from core.dreams.inputs import Inputs
from core.dreams.loss import Loss, lost_by
from core.dreams.material.memories.cutting import entries_of, lines_of
from core.dreams.proposal import Change, Finding
from core.dreams.related import touched


def outcome_of(inputs: Inputs, changes: Sequence[Change], dropped: Sequence[Dropped]) -> Outcome:
    """What a dream over these inputs looked at, and what it leaves as it is."""
    entries = [
        entry for file in inputs.files for entry in entries_of(file.path, lines_of(file.text))
    ]
    places = {place for change in changes for place, _ in touched(change)}
    return Outcome(
        memories=len(inputs.files),
        entries=len(entries),
        events=sum(len(log.events) for log in inputs.sessions),
        left_alone=sum(
            places.isdisjoint((entry.path, line) for line in range(entry.start, entry.end + 1))
            for entry in entries
        ),
        dropped=tuple(dropped),
    )


def sound(findings: Sequence[Finding], sources: Sources) -> tuple[list[Finding], list[Dropped]]:
    """The findings whose evidence holds, and the others, with what is wrong."""
    kept: list[Finding] = []
    dropped: list[Dropped] = []
    for finding in findings:
        found = flaws([finding], sources)
        if found:
            dropped.append(_dropped(finding, found[0].sentence))
        else:
            kept.append(finding)
    return kept, dropped


def within(
    findings: Sequence[Finding], lines: int, most: float
) -> tuple[list[Finding], list[Dropped]]:
    """The findings that do not by themselves take more than a share of so many lines away."""
    kept: list[Finding] = []
    dropped: list[Dropped] = []
    for finding in findings:
        gone = Loss(lost_by(finding), lines)
        if gone.is_over(most):
            reason = (
                f"By itself it would take {gone.share:.0%} of the lines away and {most:.0%} may go;"
                " allow more with --max-loss."
            )
            dropped.append(_dropped(finding, reason))
        else:
            kept.append(finding)
    return kept, dropped


def _dropped(finding: Finding, reason: str) -> Dropped:
    return Dropped(finding.kind.value, finding.title, reason)
