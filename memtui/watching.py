"""
Transcripts into the workspace while the app runs: a thread that tails folders, and what it did.

The thread asks nothing of the event loop and the loop never waits for it: what it reads is found
through the feed of the workspace, like what any other process writes.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from core.errors import CoreError

_AGAIN_S = 5.0
_END_S = 3.0

Told = Callable[[Path, int], None]
"""Called with each file that something was read of, and how many events it was."""

Tell = Callable[[str], None]
"""Says a sentence to the person; called from the thread."""


class Tail(Protocol):
    """What follows the folders until it is told to stop; raises a `CoreError` when it cannot."""

    def __call__(self, folders: Sequence[Path], told: Told, stop: threading.Event) -> None:
        """Follow them."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What was done so far."""

    state: str = "not started"
    files: int = 0
    events: int = 0
    last: Path | None = None
    problem: str | None = None


class Watching:
    """The thread of one app; see the module."""

    def __init__(
        self,
        folders: Sequence[Path],
        tail: Tail,
        add: Callable[[], Path | None] = lambda: None,
        offered: Path | None = None,
    ) -> None:
        """
        Nothing is read before `start`.

        Args:
            tail: Follows folders.
            add: Writes the folder that is offered into the configuration, and gives it.
            offered: A folder that a person might want to be watched.
        """
        self.folders = tuple(folders)
        self.offered = offered
        self.progress = Progress()
        self._tail = tail
        self._add = add
        self._files: set[Path] = set()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tell: Tell) -> None:
        """Follow the folders, if there are any."""
        if not self.folders:
            self.progress = replace(self.progress, state="nothing is watched")
            return
        stop = self._stop = threading.Event()
        self.progress = replace(self.progress, state="watching", problem=None)
        self._thread = threading.Thread(
            target=self._run, args=(self.folders, stop, tell), name="memtui-watching", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the thread; what it read is committed. Waits a moment for what it is writing."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_END_S)
            self._thread = None

    def add_offered(self, tell: Tell) -> Path | None:
        """
        Watch the folder that is offered from now on, and at every start.

        Raises:
            CoreError: The configuration cannot be written.
        """
        folder = self._add()
        if folder is not None and folder not in self.folders:
            self.stop()
            self.folders = (*self.folders, folder)
            self.start(tell)
        return folder

    def _run(self, folders: Sequence[Path], stop: threading.Event, tell: Tell) -> None:
        while not stop.is_set():
            try:
                self._tail(folders, self._count, stop)
            except CoreError as error:
                if self.progress.problem is None:
                    tell(f"Transcripts are not read for now: {error}")
                self.progress = replace(self.progress, state="waits", problem=str(error))
                stop.wait(_AGAIN_S)
            except Exception as error:  # noqa: BLE001 - a bug in reading must not end the app
                self.progress = replace(self.progress, state="ended", problem=repr(error))
                tell(f"Transcripts are not watched any more ({error!r}); restart to try again.")
                return

    def _count(self, path: Path, events: int) -> None:
        self._files.add(path)
        self.progress = Progress(
            "watching", len(self._files), self.progress.events + events, path, None
        )
