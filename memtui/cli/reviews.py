"""
Reviews: `review list|export`, `review policy explain`, and what `memtui.cli.reviewing` adds.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import short_ids
from memtui.cli.call import Call, common, pass_call, utc
from memtui.cli.reviewing.answering import hunks_and_findings
from memtui.cli.reviewing.applying import apply
from memtui.cli.reviewing.by_text import edit, resolve
from memtui.cli.reviewing.options import Chosen, selecting
from memtui.cli.reviewing.showing import show
from memtui.cli.reviewing.undoing import redo, undo
from memtui.cli.reviewing.verdicts import accept, comment, join, reject, reset, split

if TYPE_CHECKING:
    from core.dreams.reviewing.outcomes import Summary


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
        empty="There are no reviews; `memtui dream run` starts a dream."
        if everything
        else "No review waits for anybody; --all lists those that are done.",
    )


@review.command()
@short_ids.dream
@selecting
@click.option(
    "--format",
    "style",
    type=click.Choice(["markdown", "patch"]),
    default="markdown",
    help="A text for people, or what is accepted as a patch.  [markdown]",
)
@common
@pass_call
def export(call: Call, *, dream_id: str, style: str, chosen: Chosen) -> None:
    """
    Print a review as Markdown, or what is accepted so far as a patch against the store.

    With --pending, --kind and the like only that.
    """
    from core.dreams.reviewing.choosing import chosen as parts_of
    from core.dreams.reviewing.export import as_markdown, as_patch

    selection = chosen.selection()
    with call.reading() as workspace:
        seen = workspace.reviews.look(dream_id)
        actor = workspace.context.scope.actor
        only = None if selection is None else {part.id for part in parts_of(seen, selection)}
    text = as_markdown(seen, only) if style == "markdown" else as_patch(seen, actor, only)
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


for command in (
    show,
    accept,
    reject,
    reset,
    comment,
    split,
    join,
    edit,
    resolve,
    undo,
    redo,
    apply,
):
    review.add_command(command)
