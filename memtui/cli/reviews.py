"""
Reviews: `review list|show|export`, `review policy explain`, and what `memtui.cli.reviewing` adds.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import short_ids
from memtui.cli.call import Call, common, pass_call, utc
from memtui.cli.reviewing.answering import hunks_and_findings
from memtui.cli.reviewing.applying import apply
from memtui.cli.reviewing.by_text import edit, resolve
from memtui.cli.reviewing.undoing import redo, undo
from memtui.cli.reviewing.verdicts import accept, comment, join, reject, reset, split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.dreams.proposal import Change
    from core.dreams.related import Related
    from core.dreams.reviewing.looking import Look
    from core.dreams.reviewing.outcomes import Summary
    from core.dreams.verdicts import Part


@click.group()
@common
def review() -> None:
    """Go through what a dream proposes, decide, and apply it."""


@review.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those with nothing left to do.")
@utc
@common
@pass_call
def list_reviews(call: Call, *, everything: bool) -> None:
    """List the reviews that wait for somebody, newest first."""
    from core.dreams.reviewing.rebase import State
    from core.dreams.reviewing.wire import summary_json
    from memtui.cli import places

    with call.reading() as workspace:
        found = workspace.reviews.list(open_only=not everything)
        now = workspace.context.clock()
        names = {} if call.json else places.store_names(workspace)
    if call.json:
        call.out.page(map(summary_json, found))
        return
    call.out.table(
        (
            (
                item.look.dream.id,
                call.out.when(item.since, now),
                # A review whose store is gone is not in the list.
                names[item.look.dream.memory_store_id],
                _decided(item),
                hunks_and_findings(len(item.look.waiting()), item.findings) + " waiting",
                f"{item.count(State.CONFLICTS):,} conflicting",
                f"{len(item.look.applied):,} applied",
            )
            for item in found
        ),
        ("dim", "dim", "bold", None, None, None, "dim"),
        empty="No review waits for anybody; --all lists those that are done.",
    )


@review.command()
@short_ids.dream
@common
@pass_call
def show(call: Call, *, dream_id: str) -> None:
    """
    Show what a dream proposes, with the evidence, the verdicts, and how each hunk meets the store.

    `seq` is the store's newest change: give it to `--expect-seq` to decide on what you saw.
    """
    from core.dreams.related import related
    from core.dreams.reviewing.wire import review_json

    with call.reading() as workspace:
        seen = workspace.reviews.look(dream_id)
    if call.json:
        call.out.json(review_json(seen))
        return
    progress = seen.review.progress()
    call.out.line(
        f"{seen.dream.id}  {progress.decided}/{progress.total} decided, store at #{seen.store_seq}"
    )
    others = related(seen.review.changes, seen.base)
    for change in seen.review.changes:
        _show_change(call, seen, change, others[change.id])
    for warning in seen.review.half_linked():
        call.out.line(f"{warning.change_id}: {warning.sentence}", "yellow")


@review.command()
@short_ids.dream
@click.option(
    "--format",
    "style",
    type=click.Choice(["markdown", "patch"]),
    default="markdown",
    help="A text for people, or what is accepted as a patch.  [markdown]",
)
@common
@pass_call
def export(call: Call, *, dream_id: str, style: str) -> None:
    """Print a review as Markdown, or what is accepted so far as a patch against the store."""
    from core.dreams.reviewing.export import as_markdown, as_patch

    with call.reading() as workspace:
        seen = workspace.reviews.look(dream_id)
        actor = workspace.context.scope.actor
    text = as_markdown(seen) if style == "markdown" else as_patch(seen, actor)
    if call.json:
        call.out.json({"dream": dream_id, "format": style, "content": text})
    elif style == "patch":
        call.out.exact_text(text)
    else:
        call.out.text(text)


@review.group()
@common
def policy() -> None:
    """What the written policy says."""


@policy.command()
@short_ids.dream
@common
@pass_call
def explain(call: Call, *, dream_id: str) -> None:
    """Say for each change whether it needs nobody, a person, or two, and why."""
    from core.dreams.reviewing.wire import ruling_json
    from memtui.reviewing.policy import load_policy

    with call.reading() as workspace:
        rulings = workspace.reviews.explain(dream_id, load_policy(call.config))
        seen = workspace.reviews.look(dream_id)
    changes = {change.id: change for change in seen.review.changes}
    if call.json:
        call.out.page(ruling_json(one, changes[one.change_id]) for one in rulings)
        return
    call.out.table(
        (
            (
                one.change_id,
                str(changes[one.change_id].kind),
                one.sentence + (", an agent may apply it" if one.agents else ""),
                changes[one.change_id].title,
            )
            for one in rulings
        ),
        ("dim", None, "bold", None),
    )


def _decided(item: "Summary") -> str:
    progress = item.look.review.progress()
    return f"{progress.decided}/{progress.total} decided"


def _show_change(call: Call, seen: "Look", change: "Change", others: "Iterable[Related]") -> None:
    call.out.line("")
    call.out.line(f"{change.title}", "bold")
    call.out.line(f"  {change.kind}, confidence {change.confidence:.2f}  {change.id}", "dim")
    call.out.line(f"  {change.rationale}")
    for one in change.evidence:
        call.out.line(f"  {one.source}: {one.quote}", "cyan")
    for other in others:
        call.out.line(
            f"  also touched by {other.change.id}, {other.change.kind}: {other.change.title}"
            f" ({other.path}:{other.line})",
            "yellow",
        )
    for part in seen.review.of_change(change.id):
        _show_part(call, seen, part)


def _show_part(call: Call, seen: "Look", part: "Part") -> None:
    from core.dreams.verdicts import Verdict

    standing = seen.standing(part.id)
    state = "applied" if part.id in seen.applied else str(standing.state)
    hunk = part.hunk
    if part.is_finding:
        call.out.line(f"  a finding, nothing to apply: {part.verdict}", "dim")
    else:
        moved = f" from {hunk.old_path}" if hunk.old_path else ""
        where = f"{hunk.op} {hunk.path}:{hunk.old_start}{moved}"
        # How a hunk that nobody wants would meet the store is of no use.
        how = "" if part.verdict is Verdict.REJECTED else f", {state}"
        call.out.line(f"  {part.id}  {where}  {part.verdict}{how}", "dim")
    for line in hunk.old_lines:
        call.out.line(f"    - {line}", "red")
    for line in part.new_lines:
        call.out.line(f"    + {line}", "green")
    if standing.reason is not None:
        call.out.line(f"    {standing.reason}", "yellow")
    if part.reason is not None:
        call.out.line(f"    rejected: {part.reason}", "yellow")
    for remark in part.comments:
        call.out.line(f"    {remark.by.id}: {remark.text}", "cyan")


for command in (accept, reject, reset, comment, split, join, edit, resolve, undo, redo, apply):
    review.add_command(command)
