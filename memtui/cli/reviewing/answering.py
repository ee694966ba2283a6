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
    call.out.line(
        f"{decided.action}: {several(len(decided.targets), 'hunk')};"
        f" {progress.decided}/{progress.total} decided"
    )
    for warning in decided.case.review.half_linked():
        call.out.line(f"{warning.change_id}: {warning.sentence}", "yellow")
