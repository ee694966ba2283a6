"""
The change feed for many listeners: one thread waits for the workspace, and wakes them all.
"""

import asyncio
import threading

from core.errors import CoreError
from core.workspace import Workspace

PATIENCE_S = 0.5
"""How long the thread waits at a time, so that it ends soon after it is told to."""


class Feed:
    """Wakes coroutines when something changed; what it was, each reads for itself."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Event] = set()
        self.is_closing = False

    async def wait(self, seq: int, timeout_s: float) -> bool:
        """Wait for a change after `seq`; False when the time is over, or all is to end."""
        self._begin()
        woken = asyncio.Event()
        self._waiting.add(woken)
        try:
            if self.is_closing:
                return False  # it was told to end before it began to wait
            if self._workspace.changes.last_seq() > seq:
                return True
            await asyncio.wait_for(woken.wait(), timeout_s)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(woken)
        return not self.is_closing

    def _begin(self) -> None:
        if self._thread is None:
            self._loop = asyncio.get_running_loop()
            # From before anybody looked: what comes until the thread runs is news to them too.
            seq = self._workspace.changes.last_seq()
            self._thread = threading.Thread(
                target=self._watch, args=(seq,), name="memtui-feed", daemon=True
            )
            self._thread.start()

    def close(self) -> None:
        """Let every listener go; called in the loop."""
        self.is_closing = True
        self._stop.set()
        self._wake()

    def join(self) -> None:
        """Wait for the thread; the workspace may be closed afterwards."""
        if self._thread is not None:
            self._thread.join()

    def _watch(self, seq: int) -> None:
        changes = self._workspace.changes
        while not self._stop.is_set():
            try:
                if not changes.wait(seq, PATIENCE_S, self._stop):
                    continue
                seq = changes.last_seq()
            except CoreError:
                # Whoever reads is told what is wrong; when that is over, the next change wakes all.
                self._stop.wait(PATIENCE_S)
                continue
            if self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()
