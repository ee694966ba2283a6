"""
The change feed: `changes`.
"""

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from memtui.cli import args
from memtui.cli.call import Call, common, pass_call, utc

if TYPE_CHECKING:
    from core import Workspace
    from core.changes import Change

TAIL = 10
"""How many of the newest changes `--follow` begins with, as `tail -f` does."""

_LOOKED_AT = 500

_WIDTHS = (7, 10, 16, 18)


@click.command()
@click.option(
    "--since", metavar="SEQ|TIME|SPAN", help="Only after this change or time, or in this span: 2h."
)
@click.option(
    "--newest", type=click.IntRange(min=1), metavar="N", help="Only the newest N, oldest first."
)
@click.option("--follow", is_flag=True, help="Go on with what comes, until Ctrl-C.")
@args.store_option("Only of this store.")
@args.paged
@utc
@common
@pass_call
def changes(
    call: Call,
    *,
    since: str | None,
    newest: int | None,
    follow: bool,
    store: str | None,
    limit: int | None,
    page: str | None,
) -> None:
    """
    List every change of anything, oldest first; each has a SEQ that only grows.

    --newest N leaves out all that is older. With --follow, and with neither --newest nor --since,
    it begins with the newest 10. `--follow --json` prints one document a line, each as it comes.
    """
    from core.reading.pages import decode_number_cursor, encode_cursor
    from core.wire.objects import change_json
    from memtui.cli import places

    args.one_of(page=page, follow=follow)
    args.one_of(newest=newest, since=since is not None)
    args.one_of(newest=newest, page=page)
    args.one_of(newest=newest, limit=None if follow else limit)
    _require_moment(since)
    with call.reading() as workspace:
        store_id = None if store is None else places.find_store(workspace, store).id
        if page is not None:
            after = decode_number_cursor(page)
        elif since is not None:
            after = _seq(workspace, since)
        elif newest is not None:
            after = _before_newest(workspace, store_id, newest, _backwards(workspace))
        elif follow:
            # Of a store that is quiet, fewer: to look for ten of its changes may take long.
            newest_ones = itertools.islice(_backwards(workspace), _LOOKED_AT)
            after = _before_newest(workspace, store_id, TAIL, newest_ones)
        else:
            after = 0
        found: Iterable[Change] = (
            workspace.changes.follow(after) if follow else workspace.changes(after)
        )
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


def _require_moment(since: str | None) -> None:
    """
    Check where to begin, before any workspace is opened.

    Raises:
        UsageError: It is no place in the feed.
    """
    from core.errors import InvalidRequest
    from core.times import parse_since, system_clock

    if since is None or _is_seq(since):
        return
    try:
        parse_since(since, system_clock())
    except InvalidRequest as error:
        raise click.UsageError(f"--since takes the number of a change, too, but {error}") from None


def _is_seq(since: str) -> bool:
    return since.isascii() and since.isdigit()


def _seq(workspace: "Workspace", since: str) -> int:
    from core.times import parse_since

    if _is_seq(since):
        return workspace.asof.resolve(since)
    return workspace.asof.seq_at(parse_since(since, workspace.context.clock()))


def _before_newest(
    workspace: "Workspace", store_id: str | None, count: int, newest_first: "Iterator[Change]"
) -> int:
    """The change after which there are so many, or as many as there are at all."""
    wanted = (one for one in newest_first if store_id in (None, one.memory_store_id))
    chosen = list(itertools.islice(wanted, count))
    return chosen[-1].seq - 1 if chosen else workspace.changes.last_seq()


def _backwards(workspace: "Workspace") -> "Iterator[Change]":
    """Every change, newest first."""
    before: int | None = None
    while found := workspace.changes.newest(_LOOKED_AT, before):
        yield from found
        before = found[-1].seq


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
