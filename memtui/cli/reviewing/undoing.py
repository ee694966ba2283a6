"""
`review undo|redo`: back and forth over what was done on a review.
"""

import click

from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several
from memtui.cli.reviewing.answering import answer, hunks_and_findings
from memtui.cli.reviewing.options import DREAM, EXPECT_SEQ


@click.command()
@DREAM
@click.option("--anyone", is_flag=True, help="What anybody did last, not only you.")
@EXPECT_SEQ
@common
@pass_call
def undo(call: Call, *, dream_id: str, anyone: bool, expect_seq: int | None) -> None:
    """
    Take back what you did last on a review: a verdict, or a whole apply as new versions.

    Exit code 3 when others wrote into the applied memories since, in a way that cannot be kept.
    """
    from core.dreams.reviewing.done_wire import undone_json

    with call.writing() as workspace:
        undone = workspace.reviews.undo(dream_id, expect_seq=expect_seq, anyone=anyone)
    if call.json:
        call.out.json(undone_json(undone))
    elif undone.unapplied is not None:
        count = several(len(undone.unapplied.versions), "new version")
        call.out.line(f"Took back the apply {undone.unapplied.apply_id}: {count}")
    elif undone.record is not None:
        changes = {change.id for change in undone.case.review.changes}
        findings = len(changes.intersection(undone.record.targets))
        count = hunks_and_findings(len(undone.record.targets) - findings, findings)
        call.out.line(f"Took back: {undone.record.action} of {count}")


@click.command()
@DREAM
@common
@pass_call
def redo(call: Call, *, dream_id: str) -> None:
    """Do again what you took back last."""
    with call.writing() as workspace:
        answer(call, workspace.reviews.redo(dream_id))
