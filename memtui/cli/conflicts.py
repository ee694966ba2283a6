"""
The writes that lost, and settling them: `conflicts list|show|resolve|dismiss`.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import args, short_ids
from memtui.cli.call import Call, common, pass_call, utc
from memtui.cli.output import several

if TYPE_CHECKING:
    from core.conflicts import Conflict
    from core.settling.sides import Sides

STATES = ("open", "healed", "resolved", "dismissed", "refused")
REFUSALS = ("read_only", "scope", "paused")
KINDS = ("update", "delete", "rename", "create", *REFUSALS)


@click.group()
@common
def conflicts() -> None:
    """See the writes that lost, and settle them."""


@conflicts.command("list")
@click.option("--state", type=click.Choice([*STATES, "all"]), help="Only these.  [open]")
@click.option("--kind", type=click.Choice(KINDS), help="Only what was to be done so.")
@args.store_option("Only in this store.")
@args.paged
@utc
@common
@pass_call
def list_conflicts(
    call: Call,
    *,
    state: str | None,
    kind: str | None,
    store: str | None,
    limit: int | None,
    page: str | None,
) -> None:
    """
    List the refused writes, newest first.

    What a scope refused (the kinds read_only, scope and paused) is in the state refused.
    """
    from core.conflicts import ConflictKind, State
    from core.wire.conflicts import conflict_json
    from memtui.cli import places

    # Of these kinds nothing is ever open.
    state = state or ("refused" if kind in REFUSALS else "open")
    with call.reading() as workspace:
        store_id = None if store is None else places.find_store(workspace, store).id
        found, next_page = args.gather(
            lambda count, cursor: workspace.conflicts.page(
                store_id=store_id,
                state=None if state == "all" else State(state),
                kind=None if kind is None else ConflictKind(kind),
                limit=count,
                page=cursor,
            ),
            limit,
            page,
        )
        now = workspace.context.clock()
    if call.json:
        call.out.page(map(conflict_json, found), next_page)
        return
    call.out.table(
        (
            (
                item.id,
                call.out.when(item.created_at, now),
                item.state,
                item.kind,
                f"{item.attempts:,}x",
                _writer(item),
                item.path,
            )
            for item in found
        ),
        ("dim", "dim", None, None, "dim", "bold", None),
        empty="There are no such conflicts.",
    )


@conflicts.command()
@short_ids.conflict
@utc
@common
@pass_call
def show(call: Call, *, conflict_id: str) -> None:
    """
    Show what both sides made of the text they began with, and whether that merges.

    What is there now counts as seen: `resolve` decides against it.
    """
    from core.wire.conflicts import sides_json

    with call.reading() as workspace:
        sides = workspace.resolver.show(conflict_id)
        now = workspace.context.clock()
    if call.json:
        call.out.json(sides_json(sides))
        return
    conflict = sides.conflict
    call.out.table(
        [
            ("path", conflict.path),
            ("refused", f"{conflict.kind} by {_writer(conflict)}"),
            ("when", call.out.when(conflict.created_at, now)),
            ("attempts", f"{conflict.attempts:,}"),
            ("state", conflict.state),
        ],
        ("dim", None),
    )
    _show_side(call, sides, "theirs", sides.theirs)
    _show_side(call, sides, "mine", sides.mine)
    _show_verdict(call, sides)


@conflicts.command()
@short_ids.conflict
@click.option(
    "--take",
    type=click.Choice(["mine", "theirs", "both", "base"]),
    help="One side; both is mine, then theirs, where they conflict.",
)
@click.option(
    "--content", metavar="FILE", help="The text of a file instead; - reads it from stdin."
)
@click.option("--merge", is_flag=True, help="The merge, if it is clean.")
@click.option(
    "--if-sha256", metavar="HASH", help="Against this theirs, not the one that was shown last."
)
@common
@pass_call
def resolve(
    call: Call,
    *,
    conflict_id: str,
    take: str | None,
    content: str | None,
    merge: bool,
    if_sha256: str | None,
) -> None:
    """
    Write what was decided as a new version, and close the conflict.

    Exit code 3 when the memory moved since it was shown (look again, then decide again), or when
    the merge is not clean; the conflict stays open.
    """
    from core.merge import Choice
    from core.wire.conflicts import conflict_json

    args.one_of(take=take, content=content is not None, merge=merge)
    if take is None and content is None and not merge:
        raise click.UsageError("Give --take, --content or --merge.")
    text = None if content is None else args.text_of(content)
    with call.writing() as workspace:
        done = workspace.resolver.resolve(
            conflict_id,
            choice=None if take is None else Choice(take),
            content=text,
            merge=merge,
            expect=if_sha256,
        )
    if call.json:
        call.out.json(conflict_json(done.conflict))
    elif done.version_id is None:
        call.out.line(f"Resolved {conflict_id}: what is there now stays.")
    else:
        call.out.line(f"Resolved {conflict_id}: wrote {done.version_id}")


@conflicts.command()
@short_ids.conflict
@common
@pass_call
def dismiss(call: Call, *, conflict_id: str) -> None:
    """Close a conflict without writing anything; its text stays readable."""
    from core.wire.conflicts import conflict_json

    with call.writing() as workspace:
        dismissed = workspace.resolver.dismiss(conflict_id)
    if call.json:
        call.out.json(conflict_json(dismissed))
    else:
        call.out.line(f"Dismissed {dismissed.id}")


def _writer(conflict: "Conflict") -> str:
    return conflict.agent or conflict.created_by.id


def _show_side(call: Call, sides: "Sides", name: str, text: str | None) -> None:
    """The difference from the base to a side, or why there is none."""
    from core.diff import diff, unified
    from memtui.cli.versions import show_diff

    call.out.line("")
    if text is not None:
        change = diff(sides.base or "", text)
        base = "/dev/null" if sides.base is None else "base"
        show_diff(call.out, change, [*unified(change, base, name)])
    elif name == "theirs":
        call.out.line("theirs: there is no memory now", "red")
    elif sides.conflict.kind == "delete":
        call.out.line("mine: to delete the memory", "red")
    else:
        call.out.line("mine: no text is kept", "red")


def _show_verdict(call: Call, sides: "Sides") -> None:
    call.out.line("")
    if sides.conflict.mine_path is not None:
        call.out.line(f"Mine was also to move it to {sides.conflict.mine_path}", "yellow")
    if sides.merge is None:
        call.out.line("There is nothing to merge: take mine or theirs.", "yellow")
    elif sides.merge.clean:
        call.out.line("Both changes fit together: --merge writes them.", "green")
    else:
        count = several(len(sides.merge.conflicts), "block")
        call.out.line(f"{count} changed by both: take a side, or give a text.", "yellow")
