"""
Versions of one memory against each other, and back: `diff`, `restore`.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from memtui.cli import args
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import Output

if TYPE_CHECKING:
    from core import Workspace
    from core.diff import Diff
    from core.records.stores import Store
    from core.records.versions import Version


@click.command()
@args.store
@args.path
@click.option("--from", "older", metavar="VERSION", help="Else the version before --to.")
@click.option("--to", "newer", metavar="VERSION", help="Else the newest version.")
@common
@pass_call
def diff(call: Call, *, store: str, path: str, older: str | None, newer: str | None) -> None:
    """
    Show what changed between two versions of the memory at PATH in STORE.

    Without options, what its newest version changed. A version is an id that `memtui log` prints.
    In a pipe it is exact, as `patch` needs it; on a terminal what would act on it is a marker.
    """
    from core.diff import stat, unified
    from core.wire.conflicts import hunk_json
    from core.wire.objects import version_json
    from memtui.cli import places

    with call.reading() as workspace:
        found = places.find_store(workspace, store)
        old, new = _ends(workspace, found, places.checked(path), older, newer)
        change = workspace.diff(None if old is None else old.id, new.id)
    lines = [*unified(change, _side("a", old), _side("b", new))]
    if call.json:
        added, removed = stat(change)
        call.out.json(
            {
                "path": path,
                "from": None if old is None else version_json(replace(old, content=None)),
                "to": version_json(replace(new, content=None)),
                "added": added,
                "removed": removed,
                "capped": change.capped,
                "hunks": [hunk_json(hunk) for hunk in change.hunks],
                "unified": "".join(f"{line}\n" for line in lines),
            }
        )
    else:
        show_diff(call.out, change, lines)


@click.command()
@args.store
@args.path
@click.option("--version", metavar="ID", required=True, help="The version to write back.")
@common
@pass_call
def restore(call: Call, *, store: str, path: str, version: str) -> None:
    """
    Write back what a version of the memory at PATH in STORE held, as a new version.

    A deleted memory is made anew at its path; its log and blame go on through the old one.
    """
    from core.wire.objects import item_json
    from memtui.cli import places

    with call.writing() as workspace:
        found = places.find_store(workspace, store)
        held = places.version_of(workspace, found, places.checked(path), version)
        memory_id = workspace.versions.memory_at(found.id, path)
        life = workspace.versions.history(memory_id, view="basic")
        is_own = any(known.id == held.id for known in life)
        memory = workspace.restore(held.id, into=memory_id if is_own else None)
    if call.json:
        document = item_json(replace(memory, content=None))
        call.out.json({**document, "restored_version_id": held.id})
    else:
        call.out.line(f"{memory.path}  {memory.content_sha256}")


def _ends(
    workspace: "Workspace", store: "Store", path: str, older: str | None, newer: str | None
) -> "tuple[Version | None, Version]":
    """The two versions to compare: those that were named, else the newest and the one before."""
    from memtui.cli import places

    known = places.history(workspace, store, path)
    new = places.among(known, path, newer) if newer is not None else known[0]
    if older is not None:
        old: Version | None = places.among(known, path, older)
    else:
        life = workspace.versions.history(new.memory_id, view="basic")
        before = [version for version in life if version.seq < new.seq]
        old = before[-1] if before else None
    for version in (old, new):
        if version is not None and version.redacted_at is not None:
            places.content_of(version)
    return old, new


def _side(letter: str, version: "Version | None") -> str:
    if version is None or version.operation == "deleted" or version.path is None:
        return "/dev/null"
    return letter + version.path


def show_diff(out: Output, change: "Diff", lines: list[str]) -> None:
    """The lines of a unified diff in colours."""
    if not lines:
        out.line("The text did not change.", "dim")
    for number, line in enumerate(lines):
        out.exact_line(line, _style_of(line, is_name=number < 2))
    if change.capped is not None:
        out.line(change.capped, "yellow")


def _style_of(line: str, *, is_name: bool) -> str | None:
    if is_name:
        return "bold"
    return {"+": "green", "-": "red", "@": "cyan", "\\": "dim"}.get(line[:1])
