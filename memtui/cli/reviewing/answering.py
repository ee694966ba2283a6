"""
What a command says after it decided.
"""

from typing import TYPE_CHECKING

from memtui.cli.call import Call
from memtui.cli.output import several

if TYPE_CHECKING:
    from core.dreams.reviewing.outcomes import Decided


def hunks_and_findings(hunks: int, findings: int) -> str:
    """How many hunks, and how many changes that have none."""
    if not findings:
        return several(hunks, "hunk")
    found = several(findings, "finding")
    return f"{several(hunks, 'hunk')} and {found}" if hunks else found


def answer(call: Call, decided: "Decided") -> None:
    """Print what was decided, how far the review is, and what it leaves half done."""
    from core.dreams.reviewing.done_wire import decided_json
    from core.dreams.verdicts import Action

    if call.json:
        call.out.json(decided_json(decided))
        return
    progress = decided.case.review.progress()
    findings = decided.findings
    told = hunks_and_findings(len(decided.targets) - len(findings), len(findings))
    call.out.line(f"{decided.action}: {told}; {progress.decided}/{progress.total} decided")
    for finding in findings if decided.action is Action.ACCEPT else ():
        call.out.line(f"nothing to apply: {finding.id}: {finding.title}", "dim")
    review = decided.case.review
    touched = {review.change_of(target) for target in decided.targets}
    for warning in review.half_linked():
        if warning.change_id in touched:
            call.out.line(f"{warning.change_id}: {warning.sentence}", "yellow")
