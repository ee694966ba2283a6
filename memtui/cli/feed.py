"""
The change feed: `changes`.
"""

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from memtui.cli import args, complete
from memtui.cli.call import Call, common, pass_call, utc

if TYPE_CHECKING:
    from core import Workspace
    from core.changes import Change

TAIL = 10
"""How many of the newest changes `--follow` begins with, as `tail -f` does."""

_WIDTHS = (7, 10, 16, 18)


@click.command()
@click.option("--since", type=click.IntRange(min=0), metavar="SEQ", help="Only after this change.")
@click.option("--follow", is_flag=True, help="Go on with what comes, until Ctrl-C.")
@click.option(
    "--store",
    metavar="STORE",
    shell_complete=complete.store,
    help="Only of this store.",
)
@args.paged
@utc
@common
@pass_call
def changes(
    call: Call,
    *,
    since: int | None,
    follow: bool,
    store: str | None,
    limit: int | None,
    page: str | None,
) -> None:
    """
    List every change of anything, oldest first; each has a SEQ that only grows.

    With --follow and without --since it begins with the newest 10. `--follow --json` prints one
    document a line, each as it comes.
    """
    from core.pages import decode_number_cursor, encode_cursor
    from core.wire import change_json
    from memtui.cli import places

    args.one_of(page=page, follow=follow)
    if page is not None:
        since = decode_number_cursor(page)
    with call.reading() as workspace:
        store_id = None if store is None else places.find_store(workspace, store).id
        if follow:
            begin = _tail(workspace, store_id) if since is None else since
            found: Iterable[Change] = workspace.changes.follow(begin)
        else:
            found = workspace.changes(since or 0)
        wanted = (one for one in found if store_id in (None, one.memory_store_id))
        if call.json and not follow:
            listed = list(itertools.islice(wanted, None if limit is None else limit + 1))
            rest = limit is not None and len(listed) > limit
            shown = listed[:limit]
            cursor = encode_cursor(shown[-1].seq) if rest else None
            call.out.page(map(change_json, shown), cursor)
            return
        for one in itertools.islice(wanted, limit):
            if call.json:
                call.out.json(change_json(one), line=True)
            else:
                _show(call, workspace, one)
                if follow:
                    call.out.flush()


def _tail(workspace: "Workspace", store_id: str | None) -> int:
    newest = workspace.changes.newest(TAIL if store_id is None else 50 * TAIL)
    wanted = [one for one in newest if store_id in (None, one.memory_store_id)][:TAIL]
    return wanted[-1].seq - 1 if wanted else workspace.changes.last_seq()


def _about(one: "Change") -> str:
    """The path, and of a refused write also its id: that is what the other commands take."""
    if one.path is None:
        return one.subject_id
    return f"{one.path}  {one.subject_id}" if one.kind.startswith("conflict.") else one.path


def _show(call: Call, workspace: "Workspace", one: "Change") -> None:
    now = workspace.context.clock()
    call.out.row(
        (
            f"#{one.seq}",
            call.out.when(one.at, now),
            one.agent or one.created_by.id,
            one.kind,
            _about(one),
        ),
        _WIDTHS,
        ("cyan", "dim", "bold", None, None),
    )
