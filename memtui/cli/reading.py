"""
Reading memories by their paths: `ls`, `cat`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from memtui.cli import args, complete
from memtui.cli.call import Call, common, pass_call, utc
from memtui.cli.output import Output, size

if TYPE_CHECKING:
    from core import Workspace
    from core.reading.listing import MemoryPrefix
    from core.reading.pages import Page
    from core.records.memories import Memory


@click.command()
@args.store
@click.argument("prefix", default="/", shell_complete=complete.path)
@click.option("--depth", type=int, metavar="N", help="0: everything below; 1: one level.")
@click.option(
    "--filter",
    "wanted",
    metavar="TERMS",
    help="Only what fits: words of the path, agent:NAME, by:NAME, changed:2h; ! turns one round.",
)
@args.at
@args.paged
@utc
@common
@pass_call
def ls(
    call: Call,
    *,
    store: str,
    prefix: str,
    depth: int | None,
    wanted: str | None,
    at: str | None,
    limit: int | None,
    page: str | None,
) -> None:
    """
    List the memories of STORE below PREFIX, all of them or one level.

    A directory ends with "/"; where one is expected, "/notes" means "/notes/". The terms of a
    filter all have to hold: --filter 'agent:triage !tmp changed:2h'. agent: is who ever wrote to a
    memory, by: who wrote it last; changed: takes a span (30m, 2h, 7d) or a day (2026-11-01).
    """
    from core.wire.objects import item_json
    from memtui.cli import places

    args.one_of(filter=wanted, at=at)
    args.one_of(filter=wanted, depth=depth)
    with call.reading() as workspace:
        found = places.find_store(workspace, store)
        below = places.prefix_of(prefix)
        if wanted is not None:
            _list_filtered(call, workspace, found.id, below, wanted, limit, page)
            return
        seq = None if at is None else places.seq_of(workspace, at)

        def fetch(count: int, cursor: str | None) -> "Page[Memory | MemoryPrefix]":
            if seq is None:
                return workspace.memories.page(found.id, below, depth, limit=count, page=cursor)
            return workspace.asof.page(found.id, seq, below, depth, limit=count, page=cursor)

        items, next_page = args.gather(fetch, limit, page)
        if call.json:
            call.out.page(map(item_json, items), next_page)
        else:
            empty = "" if items else _why_none(workspace, found.id, below, seq)
            _show_items(call.out, workspace, items, empty)


@click.command()
@args.store
@args.path
@args.at
@click.option("--version", metavar="ID", help="What this version of it held.")
@common
@pass_call
def cat(call: Call, *, store: str, path: str, at: str | None, version: str | None) -> None:
    """
    Print the exact bytes of the memory at PATH in STORE.

    On a terminal, what would act on it (or hide in the text) is shown as a visible marker.
    """
    from core.wire.objects import item_json, version_json
    from memtui.cli import places

    args.one_of(at=at, version=version)
    with call.reading() as workspace:
        found = places.find_store(workspace, store)
        path = places.checked(path)
        if version is not None:
            held = places.version_of(workspace, found, path, version)
            content, document = places.content_of(held), version_json(held)
        else:
            memory = (
                workspace.memories.at_path(found.id, path)
                if at is None
                else workspace.asof.at_path(found.id, path, places.seq_of(workspace, at))
            )
            content, document = memory.content or "", item_json(memory)
    if call.json:
        call.out.json(document)
    else:
        call.out.exact_text(content)


def _list_filtered(
    call: Call,
    workspace: "Workspace",
    store_id: str,
    prefix: str,
    wanted: str,
    limit: int | None,
    page: str | None,
) -> None:
    from core.reading.filters import parse
    from core.wire.objects import item_json

    finding, terms = workspace.finding, parse(wanted, workspace.context.clock())

    items, next_page = args.gather(
        lambda count, cursor: finding.page(terms, store_id, prefix, limit=count, page=cursor),
        limit,
        page,
    )
    if not call.json:
        _show_items(call.out, workspace, items, "No memory fits.")
        return
    matching = finding.count(terms, store_id, prefix).get(store_id)
    call.out.json(
        {
            "data": list(map(item_json, items)),
            "next_page": next_page,
            "matching": matching.count if matching else 0,
            "total": matching.total if matching else 0,
        }
    )


def _show_items(
    out: Output, workspace: "Workspace", items: "Sequence[Memory | MemoryPrefix]", empty: str
) -> None:
    from core.reading.listing import MemoryPrefix

    now = workspace.context.clock()
    rows = [
        ("", "", item.path)
        if isinstance(item, MemoryPrefix)
        else (
            size(item.content_size_bytes).rjust(10),
            out.when(item.updated_at, now),
            item.path,
        )
        for item in items
    ]
    out.table(rows, ("dim", "dim", None), empty=empty)


def _why_none(workspace: "Workspace", store_id: str, prefix: str, seq: int | None) -> str:
    """What to say of a directory in which nothing is; it may be the path of a memory."""
    from core import NotFound

    path = prefix.removesuffix("/")
    try:
        if path and seq is None:
            workspace.memories.at_path(store_id, path)
            return f"{path} is a memory and no directory; `memtui cat` prints it."
    except NotFound:
        pass
    then = "is" if seq is None else "was"
    return f"There {then} no memory below {prefix}."
