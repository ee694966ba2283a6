"""
A store as a directory of files: `mount`.
"""

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memtui.cli import args, complete
from memtui.cli.call import Call, common, pass_call
from memtui.cli.mounting import Running, Wanted, run_all
from memtui.cli.output import several

if TYPE_CHECKING:
    from core import Workspace
    from core.doors.mount import StoreSide
    from core.errors import Json


@click.command()
@click.argument("what", metavar="SESSION_OR_STORE", required=False, shell_complete=complete.store)
@click.argument("directory", metavar="DIR", required=False)
@click.option("--read-only", is_flag=True, help="Show the store, and push nothing.")
@click.option(
    "--merge",
    is_flag=True,
    help="Merge what both sides changed in different lines, instead of keeping a conflict.",
)
@click.option("--status", is_flag=True, help="Show which directories are mounted, and how they do.")
@common
@pass_call
def mount(
    call: Call,
    *,
    what: str | None,
    directory: str | None,
    read_only: bool,
    merge: bool,
    status: bool,
) -> None:
    """
    Keep a store's memories as files in DIR, in step both ways, until Ctrl-C.

    Of a session all attached stores, each in a directory of its own, with the session's access
    and name. What both sides changed is never overwritten: the store's text is shown, the local
    one is kept as a conflict, with a copy in DIR/.memtui/conflicts. DIR/.memtui/history tells who
    wrote what. Files that are deleted are gone from the store half a minute later.

    With --json each thing that happens is one line.
    """
    if status and what is not None:
        raise click.UsageError("--status shows all mounts; it takes no names.")
    if status:
        _show_status(call)
        return
    if what is None or directory is None:
        raise click.UsageError("Name a session or a store, and a directory; or ask for --status.")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    place = args.file_path(directory)
    with call.reading() as workspace:

        def running(wanted: Wanted) -> Running:
            return Running(call, wanted, read_only=read_only, merges=merge)

        if not what.startswith("sesn_"):
            run_all([running(_of_store(workspace, what, place))], stop)
            return
        wanted = _of_session(workspace, what, place)
        _check_around(place, {one.directory.name for one in wanted})
        runs = [running(one) for one in wanted]
        run_all(runs, stop, lambda: _of_session(workspace, what, place), running)


def _of_store(workspace: "Workspace", what: str, directory: Path) -> Wanted:
    from memtui.cli import places

    store = places.find_store(workspace, what)
    own = workspace.context.scope.session_id
    return Wanted(_side(workspace, store.id), directory, own, _where(workspace))


def _of_session(workspace: "Workspace", session_id: str, directory: Path) -> list[Wanted]:
    """All stores that are attached to a session by now."""
    from core import InvalidRequest, NotFound

    session = workspace.acting_as(session_id)
    slugs = [one.mount_path.rpartition("/")[2] for one in session.record.resources]
    if {"", ".", ".."} & set(slugs):
        # Nobody here makes such a name; a server might.
        raise InvalidRequest(f"The session {session_id} has a store that no directory can be for.")
    acting = workspace.as_session(session_id)
    if not session.record.resources:
        raise NotFound(
            f"The session {session_id} has no stores attached, so there is nothing to mount."
        )
    return [
        Wanted(
            _side(acting, one.memory_store_id),
            directory / slug,
            session.id,
            _where(workspace),
        )
        for one, slug in zip(session.record.resources, slugs, strict=True)
    ]


def _where(workspace: "Workspace") -> str:
    return str(workspace.path.resolve()) if workspace.is_here else workspace.name


def _side(workspace: "Workspace", store_id: str) -> "StoreSide":
    """A store as the actor of a workspace sees it."""
    from core.doors.mount import LocalSide, ServedSide

    if workspace.is_here:
        return LocalSide(workspace.context, store_id)
    return ServedSide(workspace, store_id)


def _check_around(directory: Path, slugs: set[str]) -> None:
    """Refuse a directory that holds anything but the mounts of a session's stores."""
    from core.doors.mount import MountRefused

    if directory.is_dir():
        others = sorted({entry.name for entry in directory.iterdir()} - slugs)
        if others:
            raise MountRefused(
                f"{directory} holds {others[0]}, which is no store of this session; choose a new or"
                " an empty directory."
            )


def _show_status(call: Call) -> None:
    from core.doors.mount import is_mounted
    from memtui.mounts import mounts_folder, statuses
    from memtui.settings.config import state_folder

    found = [
        {**status, "running": is_mounted(Path(str(status["directory"])))}
        for status in statuses(mounts_folder(state_folder()))
    ]
    if call.json:
        call.out.page(found)
        return
    for status in found:
        running = status["running"]
        call.out.line(f"{status['directory']}  {status['name']}", "bold" if running else "dim")
        call.out.line(f"  {_how(status)}", None if running else "dim")
        kept = status.get("kept")
        for one in kept if isinstance(kept, list) else []:
            if isinstance(one, dict):
                call.out.line(f"  left alone {one.get('path')}: {one.get('reason')}", "yellow")
        if status.get("reason"):
            call.out.line(f"  {status['reason']}", "yellow")


def _how(status: "dict[str, Json]") -> str:
    files, waiting, lost = (status.get(key) for key in ("files", "pending_deletes", "conflict_ids"))
    parts = [
        f"running as process {status.get('pid')}" if status["running"] else "not running",
        str(status.get("access")),
        several(files if isinstance(files, int) else 0, "file"),
    ]
    if isinstance(waiting, list) and waiting:
        parts.append(f"{len(waiting):,} to be deleted")
    if isinstance(lost, list) and lost:
        parts.append(several(len(lost), "conflict"))
    return ", ".join(parts)
