"""
A store as a directory of files: `mount`.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memtui.cli import args, complete
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several
from memtui.text import visible

if TYPE_CHECKING:
    from core import Workspace
    from core.doors.mount import Event
    from core.errors import Json

_SHOWN_EVERY_S = 1.0
"""How often the file that `--status` reads is written at most."""


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
    with call.reading() as workspace:
        runs = [
            _Run(call, workspace, one, read_only=read_only, merges=merge)
            for one in _wanted(workspace, what, args.file_path(directory))
        ]
        _run(runs, stop)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One store to be mounted."""

    workspace: "Workspace"
    """As the actor sees it."""
    store_id: str
    directory: Path
    session_id: str | None


def _wanted(workspace: "Workspace", what: str, directory: Path) -> list[_Wanted]:
    from core import NotFound
    from memtui.cli import places

    if not what.startswith("sesn_"):
        store = places.find_store(workspace, what)
        own = workspace.context.scope.session_id
        return [_Wanted(workspace, store.id, directory, own)]
    session = workspace.acting_as(what)
    acting = workspace.as_session(what)
    if not session.record.resources:
        raise NotFound(f"The session {what} has no stores attached, so there is nothing to mount.")
    slugs = {one.mount_path.rpartition("/")[2]: one for one in session.record.resources}
    _check_around(directory, set(slugs))
    return [
        _Wanted(acting, one.memory_store_id, directory / slug, session.id)
        for slug, one in slugs.items()
    ]


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


def _run(runs: "list[_Run]", stop: threading.Event) -> None:
    """Let all of them run until one fails or they are told to stop."""
    threads = [threading.Thread(target=run.run, args=(stop,), daemon=True) for run in runs]
    for thread in threads:
        thread.start()
    saved_at = time.monotonic()
    while not stop.wait(0.1) and all(run.failed is None for run in runs):
        if time.monotonic() - saved_at >= _SHOWN_EVERY_S:
            saved_at = time.monotonic()
            for run in runs:
                run.save()
    stop.set()
    for run, thread in zip(runs, threads, strict=True):
        run.mount.wake()
        thread.join()
        run.save(is_running=False)
    for run in runs:
        if run.failed is not None:
            raise run.failed


@dataclass(slots=True)
class _Counts:
    """What happened so far."""

    events: Counter[str] = field(default_factory=Counter)
    conflicts: list[str] = field(default_factory=list)


class _Run:
    """One mount, what it says and what it leaves behind."""

    def __init__(
        self,
        call: Call,
        workspace: "Workspace",
        wanted: _Wanted,
        *,
        read_only: bool,
        merges: bool,
    ) -> None:
        from core.doors.mount import LocalSide, Mount, Rules, ServedSide, own_files
        from memtui.config import state_folder
        from memtui.mounts import Place, mounts_folder

        self._call = call
        self._wanted = wanted
        acting = wanted.workspace
        self._side = (
            LocalSide(acting.context, wanted.store_id)
            if acting.is_here
            else ServedSide(acting, wanted.store_id)
        )
        self._given = wanted.directory.absolute()
        self._workspace = str(workspace.path.resolve()) if workspace.is_here else workspace.name
        self._started_at = datetime.now(UTC)
        self._counts = _Counts()
        self._is_ready = False
        self._status: dict[str, Json] = {}
        self._saved: dict[str, Json] = {}
        self.failed: Exception | None = None
        self._place = Place(mounts_folder(state_folder()), wanted.directory.resolve())
        self.mount = Mount(
            self._side,
            wanted.directory,
            self._place.ledger,
            self._told,
            Rules(merge=merges),
            own_files,
            read_only=read_only,
        )

    def run(self, stop: threading.Event) -> None:
        try:
            self.mount.run(stop, self._passed)
        except Exception as error:  # noqa: BLE001 - it is raised again in the main thread
            self.failed = error

    def save(self, *, is_running: bool = True) -> None:
        """Write down how it does, if that is another way than before."""
        status = self._status | {"pid": os.getpid() if is_running else None}
        if status != self._saved:
            self._saved = status
            with contextlib.suppress(OSError):  # then nobody sees how it does, and that is all
                self._place.save(status)

    def _passed(self) -> None:
        self._status = self._now()
        if not self._is_ready:
            self._is_ready = True
            self.save()
            _say(f"mounted {self._side.name} at {self._wanted.directory}")

    def _told(self, event: "Event") -> None:
        self._counts.events[event.kind] += 1
        if event.conflict_id is not None:
            self._counts.conflicts.append(event.conflict_id)
        if self._call.json:
            self._call.out.json(self._event_json(event), line=True)
        elif self._is_ready or event.kind != "pulled":
            # The download is not worth a line for each file.
            _say(_sentence(event))

    def _event_json(self, event: "Event") -> "dict[str, Json]":
        return {
            "event": str(event.kind),
            "memory_store_id": event.store_id,
            "directory": str(self._wanted.directory),
            "path": event.path,
            "detail": event.detail,
            "conflict_id": event.conflict_id,
            "copy": event.copy,
        }

    def _now(self) -> "dict[str, Json]":
        syncing = self.mount.syncing
        standing = syncing.standing
        kept: list[Json] = [
            {"path": path, "reason": reason} for path, reason in sorted(syncing.kept.items())
        ]
        return {
            "directory": str(syncing.directory),
            "given": str(self._given),
            "memory_store_id": self._side.store_id,
            "name": self._side.name,
            "session_id": self._wanted.session_id,
            "workspace": self._workspace,
            "started_at": self._started_at.isoformat().replace("+00:00", "Z"),
            "access": None if standing is None else str(standing.access),
            "reason": syncing.trouble or (None if standing is None else standing.reason),
            "files": syncing.files,
            "kept": kept,
            "pending_deletes": [*syncing.pending_deletes],
            "events": {**self._counts.events},
            "conflict_ids": [*self._counts.conflicts[-100:]],
        }


_SENTENCES = {
    "renamed": "renamed {detail} to {path}",
    "conflict": "conflict {path}: kept as {conflict_id}, and here as {copy}",
    "set_aside": "set aside {path}: kept here as {copy}",
    "kept": "left alone {path}: {detail}",
    "wiped": "{detail}",
    "waits": "waiting: {detail}",
    "goes_on": "going on",
}


def _sentence(event: "Event") -> str:
    plain = "{event} {path}: {detail}" if event.detail else "{event} {path}"
    return _SENTENCES.get(event.kind, plain).format(
        event=event.kind,
        path=event.path,
        detail=event.detail,
        conflict_id=event.conflict_id,
        copy=event.copy,
    )


def _say(sentence: str) -> None:
    # Always made visible: names of files come from agents.
    click.echo(visible(sentence, keep=""), err=True)
    sys.stderr.flush()


def _show_status(call: Call) -> None:
    from core.doors.mount import is_mounted
    from memtui.config import state_folder
    from memtui.mounts import mounts_folder, statuses

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
