"""
Mounts while they run: what they say, and what they leave for `mount --status`.
"""

import contextlib
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call
from memtui.text import visible

if TYPE_CHECKING:
    from core.doors.mount import Event, StoreSide
    from core.errors import Json

_SHOWN_EVERY_S = 1.0
"""How often the file that `--status` reads is written at most."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One store to be mounted."""

    side: "StoreSide"
    directory: Path
    session_id: str | None
    workspace: str
    """The file that the store is in."""


def run_all(
    runs: "list[Running]",
    stop: threading.Event,
    wanted: Callable[[], list[Wanted]] = list,
    running: "Callable[[Wanted], Running] | None" = None,
) -> None:
    """
    Let all of them run until they are told to stop, or none is left.

    Args:
        wanted: Gives all that there should be, again and again: stores may be attached later.
        running: Makes one of those; one that is refused is said once and left out.
    """
    threads = [run.start(stop) for run in runs]
    known = {run.store_id for run in runs}
    saved_at = time.monotonic()
    try:
        while not stop.wait(0.1) and any(run.failed is None for run in runs):
            if time.monotonic() - saved_at < _SHOWN_EVERY_S:
                continue
            saved_at = time.monotonic()
            for one in wanted():
                if one.side.store_id not in known and running is not None:
                    known.add(one.side.store_id)
                    with _said():
                        runs.append(running(one))
                        threads.append(runs[-1].start(stop))
            for run in runs:
                run.save()
    finally:
        stop.set()
        for run, thread in zip(runs, threads, strict=True):
            run.mount.wake()
            thread.join()
            run.save(is_running=False)
    failed = [run.failed for run in runs if run.failed is not None]
    if len(failed) == len(runs):
        raise failed[0]


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Say what is refused, and go on."""
    from core import CoreError

    try:
        yield
    except CoreError as error:
        _say(str(error))


@dataclass(slots=True)
class _Counts:
    """What happened so far."""

    events: Counter[str] = field(default_factory=Counter)
    conflicts: list[str] = field(default_factory=list)


class Running:
    """One mount, what it says and what it leaves behind."""

    def __init__(
        self,
        call: Call,
        wanted: Wanted,
        *,
        read_only: bool,
        merges: bool,
    ) -> None:
        from core.doors.mount import Mount, Rules, own_files
        from memtui.mounts import Place, mounts_folder
        from memtui.settings.config import state_folder

        self._call = call
        self._wanted = wanted
        self._side = wanted.side
        self._given = wanted.directory.absolute()
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

    @property
    def store_id(self) -> str:
        """Which store it is."""
        return self._side.store_id

    def start(self, stop: threading.Event) -> threading.Thread:
        """Keep it in step in a thread of its own, until `stop` is set."""
        thread = threading.Thread(target=self._run, args=(stop,), daemon=True)
        thread.start()
        return thread

    def _run(self, stop: threading.Event) -> None:
        try:
            self.mount.run(stop, self._passed)
        except Exception as error:  # noqa: BLE001 - it is raised again if it ends everything
            self.failed = error
            if self._wanted.session_id is not None:
                _say(f"{self._side.name} at {self._wanted.directory} has ended: {error}")

    def save(self, *, is_running: bool = True) -> None:
        """Write down how it does, if that is another way than before."""
        is_running = is_running and self.failed is None
        status = self._status | {"pid": os.getpid() if is_running else None}
        if status != self._saved:
            self._saved = status
            with contextlib.suppress(OSError):  # then nobody sees how it does, and that is all
                self._place.save(status)

    def _passed(self) -> None:
        self._status = self._now()
        if not self._is_ready and self.mount.trouble is None:
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
            "workspace": self._wanted.workspace,
            "started_at": self._started_at.isoformat().replace("+00:00", "Z"),
            "access": None if standing is None else str(standing.access),
            "reason": self.mount.trouble or (None if standing is None else standing.reason),
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
