"""
Dreams: `dream preview|run|list|show|cancel|archive`, and `dream bench`.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import args, short_ids
from memtui.cli.call import Call, common, pass_call, utc
from memtui.cli.dream_bench import bench
from memtui.cli.dream_preview import preview
from memtui.cli.dream_run import run, work
from memtui.cli.output import several

if TYPE_CHECKING:
    from core.dreams.dream import Dream

STATUSES = ("pending", "running", "completed", "failed", "canceled")


@click.group()
@common
def dream() -> None:
    """Let a dreamer go over a store and what sessions did, and measure dreamers."""


@dream.command("list")
@args.store_option("Only over this.")
@click.option("--status", "statuses", type=click.Choice(STATUSES), multiple=True)
@click.option("--archived", is_flag=True, help="Archived ones too.")
@args.paged
@utc
@common
@pass_call
def list_dreams(
    call: Call,
    *,
    store: str | None,
    statuses: tuple[str, ...],
    archived: bool,
    limit: int | None,
    page: str | None,
) -> None:
    """List the dreams, newest first."""
    from core.dreams.dream import Status
    from core.dreams.wire import dream_json
    from memtui.cli import places

    with call.reading() as workspace:
        store_id = None if store is None else places.find_store(workspace, store).id
        found, next_page = args.gather(
            lambda count, cursor: workspace.dreams.page(
                store_id=store_id,
                statuses=tuple(Status(status) for status in statuses),
                include_archived=archived,
                limit=count,
                page=cursor,
            ),
            limit,
            page,
        )
        now = workspace.context.clock()
        names = {} if call.json else places.store_names(workspace)
    if call.json:
        call.out.page(map(dream_json, found), next_page)
        return
    call.out.table(
        (
            (
                item.id,
                call.out.when(item.created_at, now),
                item.status,
                names.get(item.memory_store_id, item.memory_store_id),
                item.dreamer,
                several(len(item.session_ids), "session"),
                several(item.changes, "change"),
                f"+{item.added_lines:,} -{item.removed_lines:,}",
            )
            for item in found
        ),
        ("dim", "dim", None, "bold", None, "dim", None, None),
        empty="There are no dreams; `memtui dream run` starts one.",
    )


@dream.command()
@short_ids.dream
@utc
@common
@pass_call
def show(call: Call, *, dream_id: str) -> None:
    """Show one dream: what it reads, how far it is, and how it ended."""
    from core.dreams.wire import dream_json
    from memtui.cli import places
    from memtui.dreaming.outcome_words import dropped, looked_at, not_again, proposed, reviewed

    with call.reading() as workspace:
        found = workspace.dreams.retrieve(dream_id)
        now = workspace.context.clock()
        name = "" if call.json else places.store_names(workspace).get(found.memory_store_id, "")
        case = workspace.reviews.case(dream_id) if found.changes and not call.json else None
    if call.json:
        call.out.json(dream_json(found))
        return
    rows = [
        ("dream", found.id),
        ("status", str(found.status)),
        ("store", f"{name}  {found.memory_store_id}".strip()),
        ("as of", "-" if found.seq is None else f"#{found.seq}"),
        ("dreamer", found.dreamer),
        ("read", looked_at(found)),
        *([] if found.stage is None else [("stage", found.stage)]),
        ("proposes", proposed(found) or "-"),
        *([] if case is None else [("review", reviewed(case.review.progress(), case.applied))]),
        ("may lose", f"{found.max_loss * 100:.3g}% of the lines"),
        ("made", call.out.when(found.created_at, now)),
    ]
    if found.instructions is not None:
        rows.append(("instructions", found.instructions))
    if found.output_store_id is not None:
        rows.append(("output", found.output_store_id))
    if found.error is not None:
        rows.append(("error", found.error.message))
    rows += [*dropped(found), *not_again(found)]
    call.out.table(rows, ("dim", None))


@dream.command()
@short_ids.dream
@common
@pass_call
def cancel(call: Call, *, dream_id: str) -> None:
    """End a dream that is not over; canceled again changes nothing."""
    with call.writing() as workspace:
        _answer(call, workspace.dreams.cancel(dream_id))


@dream.command()
@short_ids.dream
@common
@pass_call
def archive(call: Call, *, dream_id: str) -> None:
    """Take a dream that is over out of the lists, for good."""
    with call.writing() as workspace:
        _answer(call, workspace.dreams.archive(dream_id))


def _answer(call: Call, found: "Dream") -> None:
    from core.dreams.wire import dream_json

    if call.json:
        call.out.json(dream_json(found))
    else:
        state = "archived" if found.archived_at is not None else str(found.status)
        call.out.line(f"{found.id}  {state}")


for command in (preview, run, work, bench):
    dream.add_command(command)
