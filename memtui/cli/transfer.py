"""
Folders of text files into a store and back: `store import|export`.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import args, complete
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import progress, several, size

if TYPE_CHECKING:
    from core.moving.importing import Skipped
    from core.wire.objects import Json


@click.command("import")
@click.argument("directory", metavar="DIR", type=click.Path(readable=False))
@click.option("--name", metavar="NAME", help="The name of the new store; else that of DIR.")
@click.option(
    "--into",
    metavar="STORE",
    shell_complete=complete.store,
    help="Add to this store and change it, instead of making one; nothing is deleted.",
)
@common
@pass_call
def import_folder(call: Call, *, directory: str, name: str | None, into: str | None) -> None:
    """
    Read a folder of text files into a store, byte for byte.

    Hidden files, symbolic links, what is not UTF-8 and names that cannot be paths are skipped and
    named.
    """
    from core.wire.objects import store_json
    from memtui.cli import places

    args.one_of(name=name is not None, into=into is not None)
    with call.writing() as workspace, progress("Read") as on_files:
        target = None if into is None else places.find_store(workspace, into).id
        done = workspace.transfer.import_folder(
            args.file_path(directory), name=name, into=target, on_files=on_files
        )
    if call.json:
        call.out.json(
            {
                "store": store_json(done.store),
                "created": done.created,
                "modified": done.modified,
                "unchanged": done.unchanged,
                "skipped": _skipped(done.skipped),
            }
        )
        return
    call.out.line(f"{done.store.name}  {done.store.id}")
    call.out.line(
        f"{done.created:,} created, {done.modified:,} modified, {done.unchanged:,} unchanged,"
        f" {len(done.skipped):,} skipped"
    )
    call.out.table(((item.path, item.reason) for item in done.skipped), ("yellow", "dim"))


@click.command("export")
@args.store
@click.argument("directory", metavar="DIR", type=click.Path(readable=False))
@args.at
@common
@pass_call
def export_store(call: Call, *, store: str, directory: str, at: str | None) -> None:
    """
    Write the memories of STORE as files into the folder DIR, byte for byte.

    Files of the same names are replaced, nothing is deleted. Paths with a hidden segment are
    skipped, since programs read and run such files.
    """
    from core.wire.objects import store_json
    from memtui.cli import places

    with call.reading() as workspace, progress("Wrote") as on_files:
        found = places.find_store(workspace, store)
        done = workspace.transfer.export_store(
            found.id,
            args.file_path(directory),
            seq=None if at is None else places.seq_of(workspace, at),
            on_files=on_files,
        )
    if call.json:
        call.out.json(
            {
                "store": store_json(done.store),
                "directory": directory,
                "files": done.files,
                "content_size_bytes": done.content_bytes,
                "skipped": _skipped(done.skipped),
            }
        )
        return
    call.out.line(
        f"{several(done.files, 'file')}, {size(done.content_bytes)}, {len(done.skipped):,} skipped"
    )
    call.out.table(((item.path, item.reason) for item in done.skipped), ("yellow", "dim"))


def _skipped(items: "tuple[Skipped, ...]") -> "list[Json]":
    return [{"path": item.path, "reason": item.reason} for item in items]
