"""
Changing memories: `write`, `rm`, `mv`.

Every path is looked up and changed in one step of the workspace, so that nobody can move another
memory under the command meanwhile.
"""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from memtui.cli import args, complete
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several

if TYPE_CHECKING:
    from core import Workspace
    from core.records.memories import Memory


@click.command()
@args.store
@args.path
@click.option("--content", metavar="TEXT", help="The text; without it (or for -) it is stdin.")
@click.option("--create", is_flag=True, help="Only if there is nothing at PATH.")
@click.option("--append", is_flag=True, help="Add the text at the end of what is there, if any.")
@args.if_sha256
@click.option("--merge", is_flag=True, help="With --if-sha256: merge with what came in between.")
@common
@pass_call
def write(
    call: Call,
    *,
    store: str,
    path: str,
    content: str | None,
    create: bool,
    append: bool,
    if_sha256: str | None,
    merge: bool,
) -> None:
    """
    Write a text to PATH in STORE, byte for byte.

    Without further options it makes the memory, or replaces whatever is there. A refused text is
    kept as a conflict, and the exit code is 3. --append never conflicts with other writers;
    --merge only where both changed the same lines.
    """
    from core.text import sha256
    from core.wire.objects import item_json
    from memtui.cli import places

    args.one_of(create=create, append=append, if_sha256=if_sha256 is not None)
    if merge and if_sha256 is None:
        raise click.UsageError("--merge needs --if-sha256, the text that yours began with.")
    text = args.stdin_text() if content in (None, "-") else content
    assert text is not None
    with call.writing() as workspace:
        path = places.checked(path)
        store_id = _store_to_write(workspace, store, path, text)
        if create:
            memory = workspace.memories.create(store_id, path, text)
        elif append:
            memory = _append(workspace, store_id, path, text)
        elif if_sha256 is not None:
            memory = _update(workspace, store_id, path, content=text, expect=if_sha256, merge=merge)
        else:
            memory = workspace.memories.put(store_id, path, text)
    merged = merge and memory.content_sha256 != sha256(text)
    if call.json:
        call.out.json({**item_json(replace(memory, content=None)), "merged": merged})
    else:
        how = "  merged with what came in between" if merged else ""
        call.out.line(f"{memory.path}  {memory.content_sha256}{how}")


@click.command()
@args.store
@args.path
@args.if_sha256
@common
@pass_call
def rm(call: Call, *, store: str, path: str, if_sha256: str | None) -> None:
    """
    Delete the memory at PATH in STORE, or everything below PATH when it ends with "/".

    Its versions stay: `memtui restore` brings it back.
    """
    from memtui.cli import places

    with call.writing() as workspace:
        found = places.find_store(workspace, store)
        if places.is_directory(path):
            _refuse_hash(if_sha256)
            deleted = workspace.memories.delete_directory(found.id, path)
            if call.json:
                call.out.json(
                    {"type": "memory_prefix_deleted", "path": path, "deleted": [*deleted]}
                )
            else:
                call.out.line(f"Deleted {several(len(deleted), 'memory')} below {path}")
            return
        memory, version_id = _delete(workspace, found.id, places.checked(path), if_sha256)
    if call.json:
        call.out.json(
            {
                "id": memory.id,
                "type": "memory_deleted",
                "path": path,
                "memory_version_id": version_id,
            }
        )
    else:
        call.out.line(f"Deleted {path}")


@click.command()
@args.store
@click.argument("old", shell_complete=complete.path)
@click.argument("new", shell_complete=complete.path)
@args.if_sha256
@common
@pass_call
def mv(call: Call, *, store: str, old: str, new: str, if_sha256: str | None) -> None:
    """
    Move the memory at OLD in STORE to NEW, or all of the directory OLD when it ends with "/".

    This never overwrites. A moved memory keeps its id and its history.
    """
    from core.wire.objects import item_json
    from memtui.cli import places

    with call.writing() as workspace:
        found = places.find_store(workspace, store)
        if places.is_directory(old):
            _refuse_hash(if_sha256)
            moved = workspace.memories.rename_directory(found.id, old, places.prefix_of(new))
            if call.json:
                call.out.page(map(item_json, moved))
            else:
                call.out.line(f"Moved {several(len(moved), 'memory')} to {places.prefix_of(new)}")
            return
        new = places.checked(new)
        memory = _update(workspace, found.id, places.checked(old), path=new, expect=if_sha256)
    if call.json:
        call.out.json(item_json(replace(memory, content=None)))
    else:
        call.out.line(f"Moved {old} to {memory.path}")


def _store_to_write(workspace: "Workspace", store: str, path: str, text: str) -> str:
    from core import NotFound
    from memtui.cli import places

    try:
        return places.find_store(workspace, store).id
    except NotFound:
        hidden = places.hidden_store(workspace, store)
        if hidden is not None:
            # It is refused as well, and who watches can see that this session tried.
            with suppress(NotFound):
                workspace.memories.put(hidden, path, text)
        raise


def _update(
    workspace: "Workspace",
    store_id: str,
    place: str,
    *,
    content: str | None = None,
    path: str | None = None,
    expect: str | None,
    merge: bool = False,
) -> "Memory":
    from core import NotFound

    while True:
        memory = _at(workspace, store_id, place)
        try:
            return workspace.memories.update(
                memory.id,
                content=content,
                path=path,
                expect=expect,
                on_conflict="merge" if merge else "refuse",
                at=place,
            )
        except NotFound:
            continue  # it left this path a moment ago: look again


def _append(workspace: "Workspace", store_id: str, place: str, text: str) -> "Memory":
    from core import NotFound, PathConflict
    from core.texts.edits import Append

    while True:
        try:
            memory = workspace.memories.at_path(store_id, place)
        except NotFound:
            try:
                return workspace.memories.create(store_id, place, text)
            except PathConflict as taken:
                if taken.conflicting_path != place:
                    raise
            continue  # somebody else made it a moment ago: append to that
        try:
            return workspace.memories.edit(memory.id, Append(text), at=place)
        except NotFound:
            continue  # it left this path a moment ago: look again


def _delete(
    workspace: "Workspace", store_id: str, place: str, expect: str | None
) -> "tuple[Memory, str]":
    from core import NotFound

    while True:
        memory = _at(workspace, store_id, place)
        try:
            return memory, workspace.memories.delete(memory.id, expect=expect, at=place)
        except NotFound:
            continue  # likewise


def _at(workspace: "Workspace", store_id: str, path: str) -> "Memory":
    from core import NotFound

    try:
        return workspace.memories.at_path(store_id, path)
    except NotFound:
        if workspace.memories.page(store_id, path + "/", limit=1).data:
            raise NotFound(f"{path} is a directory; it is written {path}/ then.") from None
        raise


def _refuse_hash(if_sha256: str | None) -> None:
    if if_sha256 is not None:
        raise click.UsageError("--if-sha256 guards one memory; PATH is a directory.")
