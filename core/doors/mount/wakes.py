"""
What wakes a mount: files that change in the directory, and changes of the store.

Both are hints: what they miss, a look at everything finds within seconds.
"""

import threading
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from core.doors.mount.root import Root
from core.doors.mount.side import StoreSide
from core.doors.mount.syncing import Syncing
from core.errors import CoreError

_DEBOUNCE_MS: Final = 40
_STEP_MS: Final = 10
_TIMEOUT_MS: Final = 50
_AGAIN_S: Final = 1.0
_SOON_S: Final = 0.1


class Wakes:
    """The hints of one mount, for the thread in which it runs; each source has one of its own."""

    def __init__(self, side: StoreSide, syncing: Syncing) -> None:
        self._side = side
        self._syncing = syncing
        self._hints: set[str] = set()
        self._lock = threading.Lock()
        self.wake = threading.Event()
        """Set when there may be something to do."""

    def take_hints(self) -> set[str]:
        """The paths at which files changed, since this was asked last."""
        with self._lock:
            hints, self._hints = self._hints, set()
        return hints

    def _hint(self, paths: Collection[str]) -> None:
        with self._lock:
            self._hints.update(paths)
        self.wake.set()

    def watch(self, stop: threading.Event) -> None:
        """Follow what the system tells of the directories, and of others when there are others."""
        watched: frozenset[str] = frozenset()
        while not stop.is_set():
            root, directories = self._syncing.root, self._syncing.directories
            over = _Either(stop, partial(self._is_elsewhere, root, directories))
            # What came into a directory before it was followed.
            missed = {directory for directory in directories - watched if directory} or {""}
            try:
                for names in _changes(root.directory, directories, over):
                    self._hint(names | missed)
                    missed = set()
                watched = directories
            except (OSError, RuntimeError):
                # One of them is gone right now, or the system has no watches left.
                watched = frozenset()
                stop.wait(_SOON_S)

    def _is_elsewhere(self, root: Root, directories: frozenset[str]) -> bool:
        """Whether other directories are to be followed than these."""
        return self._syncing.root is not root or self._syncing.directories is not directories

    def listen(self, stop: threading.Event) -> None:
        """Follow the changes of the store."""
        seen: int | None = None
        while not stop.is_set():
            try:
                if seen is None or self._side.wait(seen, _AGAIN_S, stop):
                    seen = self._side.seq()
                    self.wake.set()
            except CoreError:
                stop.wait(_AGAIN_S)


def _changes(root: Path, directories: Collection[str], over: "_Either") -> Iterator[set[str]]:
    """
    The paths at which files change in these directories; the first time none, once it follows.

    One by one, and not the whole tree at once: that would follow symbolic links, out of the
    directory and maybe through the whole file system.
    """
    from watchfiles import watch

    start = len(str(root))
    is_first = True
    for changes in watch(
        *(root / directory[1:] for directory in directories),
        recursive=False,
        watch_filter=None,
        debounce=_DEBOUNCE_MS,
        step=_STEP_MS,
        stop_event=over,
        rust_timeout=_TIMEOUT_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        if changes or is_first:
            yield {name[start:] for _, name in changes}
        is_first = False


class _Either:
    """An event that is set when another one is, or a condition holds."""

    def __init__(self, event: threading.Event, condition: Callable[[], bool]) -> None:
        self._event = event
        self._condition = condition

    def is_set(self) -> bool:
        return self._event.is_set() or self._condition()
