"""
What a command says after it decided.
"""

from typing import TYPE_CHECKING

from memtui.cli.call import Call
from memtui.cli.output import several

if TYPE_CHECKING:
    from core.dreams.reviewing.outcomes import Decided


def answer(call: Call, decided: "Decided") -> None:
    """Print what was decided, how far the review is, and what it leaves half done."""
    from core.dreams.reviewing.done_wire import decided_json

    if call.json:
        call.out.json(decided_json(decided))
        return
    progress = decided.case.review.progress()
    findings = decided.findings
    hunks = len(decided.targets) - len(findings)
    counted = [several(hunks, "hunk")] if hunks or not findings else []
    if findings:
        counted.append(several(len(findings), "finding"))
    call.out.line(
        f"{decided.action}: {' and '.join(counted)}; {progress.decided}/{progress.total} decided"
    )
    for finding in findings:
        call.out.line(f"nothing to apply: {finding.id}: {finding.title}", "dim")
    for warning in decided.case.review.half_linked():
        call.out.line(f"{warning.change_id}: {warning.sentence}", "yellow")
