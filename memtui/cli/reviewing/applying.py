"""
`review apply`: what is accepted becomes new versions, and the receipt is printed.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several
from memtui.cli.reviewing.options import DREAM, EXPECT_SEQ, Chosen, selecting

if TYPE_CHECKING:
    from core.dreams.reviewing.receipts import Receipt


@click.command()
@DREAM
@selecting
@click.option("--skip-conflicts", is_flag=True, help="Leave out what conflicts, and name it.")
@click.option("--preview", is_flag=True, help="Only say what would happen.")
@EXPECT_SEQ
@click.option(
    "--expect-state", metavar="STATE", help="Only if the review's `state` still is this one."
)
@common
@pass_call
def apply(
    call: Call,
    *,
    dream_id: str,
    skip_conflicts: bool,
    preview: bool,
    expect_seq: int | None,
    expect_state: str | None,
    chosen: Chosen,
) -> None:
    """
    Write what is accepted as new versions, in one transaction, and print the receipt.

    Exit code 3 when the store moved since `--expect-seq`, when somebody decided on the review since
    `--expect-state`, or when an accepted hunk conflicts with what was written meanwhile; then
    nothing is written.
    """
    from core.dreams.reviewing.done_wire import receipt_json
    from memtui.reviewing.policy import load_policy

    selection = chosen.selection()
    policy = load_policy(call.config)
    if preview:
        with call.reading() as workspace:
            done = workspace.reviews.preview(dream_id, selection, policy=policy)
    else:
        with call.writing() as workspace:
            done = workspace.reviews.apply(
                dream_id,
                selection,
                expect_seq=expect_seq,
                expect_state=expect_state,
                skip_conflicts=skip_conflicts,
                policy=policy,
            )
    if call.json:
        call.out.json(receipt_json(done))
    else:
        _show_receipt(call, done, preview=preview)


def _show_receipt(call: Call, done: "Receipt", *, preview: bool) -> None:
    from core.dreams.reviewing.moved import WITHDRAWN
    from memtui.reviewing import line_counts

    verb = "Would apply" if preview else "Applied"
    withdrawn = sum(one.reason == WITHDRAWN for one in done.waiting)
    held = len(done.waiting) - withdrawn
    held_back = f", {held:,} held back by the policy" if held else ""
    held_back += f", {withdrawn:,} withdrawn" if withdrawn else ""
    call.out.line(
        f"{verb} {several(done.applied_changes, 'change')},"
        f" {several(done.applied_hunks, 'hunk')}; {done.pending:,} pending{held_back}",
        "bold",
    )
    call.out.table(
        [
            (f"+{file.added_lines:,}", f"-{file.removed_lines:,}", _file(file.path, file.new_path))
            for file in done.files
        ],
        ("green", "red", None),
    )
    call.out.line(line_counts.told(done))
    for one in (*done.conflicts, *done.waiting):
        call.out.line(f"left out: {one.part_id} of {one.path}: {one.reason}", "yellow")
    if done.findings:
        # Each was named when it was accepted.
        count = several(len(done.findings), "finding")
        call.out.line(f"{count} accepted, with nothing to apply", "dim")
    for warning in done.partial:
        call.out.line(f"in part: {warning.change_id}: {warning.sentence}", "yellow")
    if done.apply_id is not None:
        call.out.line(f"`memtui review undo {done.dream_id}` takes it back.", "dim")


def _file(path: str, new_path: str | None) -> str:
    if new_path is None:
        return f"{path} (deleted)"
    return path if path == new_path else f"{path} -> {new_path}"
