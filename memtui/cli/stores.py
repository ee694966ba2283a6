"""
Memory stores as a whole: `store create|list|show|archive|unarchive|delete`.
"""

import sys
from typing import TYPE_CHECKING

import click

from memtui.cli import args, transfer
from memtui.cli.call import Call, common, pass_call, utc
from memtui.cli.output import several, size

if TYPE_CHECKING:
    from core.overseeing.standing import StoreStanding
    from core.records.stores import Store
    from core.wire.objects import Json


@click.group()
@common
def store() -> None:
    """Make, list, import, export and close memory stores."""


store.add_command(transfer.import_folder)
store.add_command(transfer.export_store)


@store.command()
@click.argument("name")
@click.option("--description", metavar="TEXT", default="", help="What agents are told about it.")
@click.option("--metadata", metavar="KEY=VALUE", multiple=True, help="A label for people; repeat.")
@common
@pass_call
def create(call: Call, *, name: str, description: str, metadata: tuple[str, ...]) -> None:
    """Make an empty store called NAME."""
    from core.wire.objects import store_json

    pairs = dict(args.labels(metadata, "--metadata", "KEY=VALUE"))
    with call.writing() as workspace:
        made = workspace.stores.create(name, description, pairs)
    if call.json:
        call.out.json(store_json(made))
    else:
        call.out.table([(made.id, made.name)])


@store.command("list")
@click.option("--all", "include_archived", is_flag=True, help="Archived ones too.")
@args.paged
@utc
@common
@pass_call
def list_stores(
    call: Call,
    *,
    include_archived: bool,
    limit: int | None,
    page: str | None,
) -> None:
    """List the stores, newest first."""
    from core.wire.objects import store_json

    with call.reading() as workspace:
        stores, next_page = args.gather(
            lambda count, cursor: workspace.stores.page(
                include_archived=include_archived, limit=count, page=cursor
            ),
            limit,
            page,
        )
        now = workspace.context.clock()
        standing = workspace.standing()
    if call.json:
        call.out.page(
            ({**store_json(item), **_standing(standing[item.id])} for item in stores), next_page
        )
        return
    call.out.table(
        (
            (
                item.id,
                call.out.when(item.created_at, now),
                item.name,
                several(standing[item.id].memories, "memory"),
                size(standing[item.id].content_bytes),
                _needs(item, standing[item.id]),
            )
            for item in stores
        ),
        ("dim", "dim", "bold", "dim", "dim", "yellow"),
        empty="There are no stores; `memtui store create NAME` makes one.",
    )


@store.command()
@args.store
@utc
@common
@pass_call
def show(call: Call, *, store: str) -> None:
    """Show one store: its description, and how much is in it."""
    from core.wire.objects import store_json
    from memtui.cli import places

    with call.reading() as workspace:
        found = places.find_store(workspace, store)
        held = workspace.stores.size(found.id)
        now = workspace.context.clock()
    if call.json:
        call.out.json(
            {
                **store_json(found),
                "memories": held.memories,
                "content_size_bytes": held.content_bytes,
                "versions": held.versions,
            }
        )
        return
    rows = [
        ("name", f"{found.name}  {_state(found)}"),
        ("id", found.id),
        ("description", found.description),
        *((f"  {key}", value) for key, value in sorted(found.metadata.items())),
        ("created", call.out.when(found.created_at, now)),
        ("memories", f"{held.memories:,}, {size(held.content_bytes)}"),
        ("versions", f"{held.versions:,}"),
    ]
    call.out.table(rows, ("dim", None))


@store.command()
@args.store
@common
@pass_call
def archive(call: Call, *, store: str) -> None:
    """Close STORE for new writes. It can still be read and emptied; `unarchive` opens it again."""
    from core.wire.objects import store_json
    from memtui.cli import places

    with call.writing() as workspace:
        closed = workspace.stores.archive(places.find_store(workspace, store).id)
    if call.json:
        call.out.json(store_json(closed))
    else:
        call.out.line(f"Archived {closed.name}")


@store.command()
@args.store
@common
@pass_call
def unarchive(call: Call, *, store: str) -> None:
    """Open an archived STORE for writes again."""
    from core.wire.objects import store_json
    from memtui.cli import places

    with call.writing() as workspace:
        opened = workspace.stores.unarchive(places.find_store(workspace, store).id)
    if call.json:
        call.out.json(store_json(opened))
    else:
        call.out.line(f"Opened {opened.name}")


@store.command()
@args.store
@click.option("--confirm", metavar="NAME", help="The name of the store, instead of typing it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
@pass_call
def delete(
    call: Call,
    *,
    store: str,
    confirm: str | None,
    yes: bool,
) -> None:
    """
    Delete STORE with all its memories and their whole history. There is no undo.

    It asks for the name of the store; programs give it with --confirm, or --yes.
    """
    from memtui.cli import places

    with call.writing() as workspace:
        found = places.find_store(workspace, store)
        if not yes:
            _check_name(found, workspace.stores.size(found.id).versions, confirm)
        workspace.stores.delete(found.id)
    if call.json:
        call.out.json({"id": found.id, "type": "memory_store_deleted"})
    else:
        call.out.line(f"Deleted {found.name}")


def _check_name(store: "Store", versions: int, confirm: str | None) -> None:
    from core import InvalidRequest

    typed = confirm
    if typed is None:
        click.echo(
            f"This destroys the store {store.name!r} and its {several(versions, 'version')}"
            " for good.\n"
            "Type its name to go on: ",
            nl=False,
            err=True,
        )
        typed = sys.stdin.readline() if sys.stdin is not None else ""
        if not typed:
            click.echo(err=True)
            raise click.UsageError("Nobody typed the name; give it with --confirm NAME.")
        typed = typed.rstrip("\r\n")
    if typed != store.name:
        raise InvalidRequest(f"The store is called {store.name!r}; nothing was deleted.")


def _state(store: "Store") -> str:
    return "" if store.archived_at is None else "archived"


def _standing(one: "StoreStanding") -> "dict[str, Json]":
    return {
        "memories": one.memories,
        "content_size_bytes": one.content_bytes,
        "writes_per_minute": one.recent_writes,
        "open_conflicts": one.open_conflicts,
        "read_only_for": list(one.read_only_for),
    }


def _needs(item: "Store", one: "StoreStanding") -> str:
    """What is to be known of a store besides, in a few words."""
    said = [
        _state(item),
        several(one.open_conflicts, "open conflict") if one.open_conflicts else "",
        f"{one.recent_writes:,}/min" if one.recent_writes else "",
        f"read-only for {', '.join(one.read_only_for)}" if one.read_only_for else "",
    ]
    return ", ".join(word for word in said if word)
