"""
Cutting a dreamer short in the middle of its thinking, once nobody wants what comes of it.

A dreamer asks by itself only between its stages, and one of them can take many seconds. What it
does in them is pure: it reads values and makes values, so it may be left at any instruction, as by
ctrl+c, and only what it had not given yet is lost.
"""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from core.dreams.dreamers.base import Dreamer, Interrupted, Progress, Report, ShouldStop
from core.dreams.inputs import Inputs
from core.dreams.proposal import Finding
from core.errors import CoreError

LOOK_EVERY_S = 0.2
"""How often it is asked whether the dream is wanted. A look takes less than a millisecond."""


def think(
    dreamer: Dreamer, inputs: Inputs, report: Report, is_stopped: ShouldStop
) -> tuple[Finding, ...]:
    """
    What a dreamer finds; it is cut short as soon as it is to stop.

    Raises:
        Cancelled, Interrupted: It was.
    """
    interrupter = _Interrupter(is_stopped)

    def reporting(progress: Progress) -> None:
        with interrupter.pausing():
            report(progress)

    def stopping() -> bool:
        with interrupter.pausing():
            return is_stopped()

    with interrupter.watching():
        return dreamer.dream(inputs, reporting, stopping)


class _Interrupter:
    """Watches over one thread while that thinks."""

    def __init__(self, is_stopped: ShouldStop) -> None:
        self._is_stopped = is_stopped
        self._lock = threading.Lock()
        self._thinking: int | None = None
        """The thread that may be interrupted now."""
        self._over = threading.Event()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """
        Interrupt the block, which runs in this thread, when the dream is stopped.

        Raises:
            Interrupted: It was.
        """
        watcher = threading.Thread(target=self._watch, name="dream-watch", daemon=True)
        watcher.start()
        try:
            self._thinking = threading.get_ident()
            yield
        finally:
            try:
                self._leave()
            finally:
                # It reads the workspace, which may be closed after this.
                self._over.set()
                watcher.join()

    @contextmanager
    def pausing(self) -> Iterator[None]:
        """Do something in the block that must not be cut: what comes meanwhile comes after it."""
        self._leave()
        yield
        self._thinking = threading.get_ident()

    def _leave(self) -> None:
        with self._lock:
            self._thinking = None
        _here()

    def _watch(self) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            try:
                if not self._is_stopped():
                    continue
            except CoreError:
                return  # whoever thinks finds out the same when asking
            with self._lock:
                if self._thinking is not None:
                    _raise_in(self._thinking)
                    return


def _here() -> None:
    """A call is where an interruption that is under way arrives, so none comes later."""


def _raise_in(thread: int) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(Interrupted)
    )
