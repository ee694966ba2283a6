"""
The only meeting of the workspace and the event loop.

`Backend` is everything that screens ask of a workspace. Its calls may block, so nothing but the
bridge calls them, from its threads; today they go to a local file, later also to a served one.

The bridge has one thread that waits for changes and posts them to the app, at most one batch per
`BATCH_S`, and the next one only when the app is done with the last: however fast agents write, the
app's queue does not grow, and a key never waits behind more than one batch.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event, Lock, Thread
from typing import Protocol, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from core.changes import Change
from core.diff import Diff
from core.errors import CoreError
from core.listing import MemoryPrefix
from core.memory_records import Memory
from core.pages import Page
from core.store_records import Store
from core.version_records import Version
from memtui.backend.conflicts import ConflictBackend
from memtui.backend.deeds import ActingBackend
from memtui.backend.dreams import DreamBackend
from memtui.backend.finding import FindingBackend
from memtui.backend.memory import MemoryBackend
from memtui.backend.sessions import SessionBackend
from memtui.backend.timeline import TimelineBackend

T = TypeVar("T")

BATCH_S = 0.05
BATCH_LIMIT = 500
BACKLOG_LIMIT = 5_000
"""When more changes wait than this, nobody wants to see each: everything in view is read again."""

_PATIENCE_S = 1.0


class Backend(
    ActingBackend,
    ConflictBackend,
    DreamBackend,
    FindingBackend,
    MemoryBackend,
    SessionBackend,
    TimelineBackend,
    Protocol,
):
    """A workspace as screens see it. Every value is frozen; every call may raise `CoreError`."""

    name: str
    """The workspace as a person calls it, for the title line."""

    def stores(self) -> Sequence[Store]:
        """All stores, archived ones too."""

    def children(
        self, store_id: str, path_prefix: str, page: str | None = None, limit: int = 100
    ) -> Page[Memory | MemoryPrefix]:
        """One page of the direct children of a directory, in the order of their paths."""

    def memory(self, memory_id: str) -> Memory:
        """A memory with its content."""

    def heads(self, memories: Sequence[tuple[str, str]]) -> Sequence[Version]:
        """The newest version of each memory (store id, memory id) that is there; no contents."""

    def history(self, store_id: str, memory_id: str, page: str | None = None) -> Page[Version]:
        """One page of a memory's versions, newest first, without contents."""

    def version(self, version_id: str) -> Version:
        """A version with its content."""

    def diff(self, older: str | None, newer: str) -> Diff:
        """What changed between two versions, by id; `None` stands for an empty text."""

    def seq(self) -> int:
        """The `seq` of the newest change."""

    def changes_since(self, seq: int, limit: int = BATCH_LIMIT) -> Sequence[Change]:
        """The changes after a `seq`, oldest first."""

    def newest_changes(self, limit: int, before: int | None = None) -> Sequence[Change]:
        """The newest changes (of those before a `seq`), newest first."""

    def wait(self, seq: int, timeout_s: float, stop: Event) -> bool:
        """Wait for a change after `seq`; False when the time is over or `stop` was set."""

    def open_conflicts(self) -> int:
        """How many refused writes wait for a person."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What happened since the batch before."""

    changes: Sequence[Change]
    is_gap: bool = False
    """More happened than is told here: what is in view has to be read again."""
    open_conflicts: int = 0
    behind: int = 0
    """Changes that are known to wait behind these."""


class Changed(Message):
    """A batch of changes, for the app. The bridge sends the next one after `Bridge.handled`."""

    def __init__(self, batch: Batch) -> None:
        super().__init__()
        self.batch = batch


class Waiting(Message):
    """So many changes are held back, because a person paused."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


class Lost(Message):
    """The workspace cannot be read any more (`None`: it can again)."""

    def __init__(self, reason: str | None) -> None:
        super().__init__()
        self.reason = reason


class Broken(Message):
    """A bug ended the thread that waits for changes: the app must not go on as if all was well."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class Bridge:
    """Asks a backend for screens, and tells the app what changes; see the module."""

    def __init__(self, backend: Backend, app: MessagePump) -> None:
        self._backend = backend
        self._app = app
        self._stop = Event()
        self._paused = Event()
        self._handled = Event()
        self._thread: Thread | None = None
        self._asking = 0
        self._beginning = Lock()
        self._has_begun = False
        self._seen = 0

    async def ask(self, call: Callable[[Backend], T]) -> T:
        """
        The answer of the backend to one call, found in a thread.

        Raises:
            CoreError: The workspace refused, or could not do it.
        """
        self._asking += 1
        try:
            return await asyncio.to_thread(self._answer, call)
        finally:
            self._asking -= 1

    async def hold_back(self, pause_s: float) -> None:
        """Wait before asking, since what is asked for may be another thing by then."""
        self._asking += 1
        try:
            await asyncio.sleep(pause_s)
        finally:
            self._asking -= 1

    @property
    def is_asking(self) -> bool:
        """Whether an answer is still to come, also one that is held back to be asked for."""
        return self._asking > 0

    @property
    def seen(self) -> int:
        """The `seq` up to which changes were told."""
        return self._seen

    async def start(self) -> None:
        """Tell the app everything that changes from before it asked for anything."""
        await self.ask(lambda _: None)
        self._handled.set()
        self._thread = Thread(target=self._watch, name="memtui-bridge", daemon=True)
        self._thread.start()

    def handled(self) -> None:
        """The app is done with the last batch."""
        self._handled.set()

    @property
    def is_paused(self) -> bool:
        """Whether changes are held back."""
        return self._paused.is_set()

    def pause(self) -> None:
        """Hold changes back; only their number is told."""
        self._paused.set()

    def resume(self) -> None:
        """Tell what was held back, and then what comes."""
        self._paused.clear()

    async def stop(self) -> None:
        """Stop the thread; nothing is posted afterwards."""
        self._stop.set()
        self._handled.set()
        if self._thread is not None:
            await asyncio.to_thread(partial(self._thread.join, 2 * _PATIENCE_S))

    # In threads

    def _answer(self, call: Callable[[Backend], T]) -> T:
        # Screens read before the app has begun: what comes behind them must be told to them.
        with self._beginning:
            if not self._has_begun:
                self._seen = self._backend.seq()
                self._has_begun = True
        return call(self._backend)

    def _watch(self) -> None:
        is_lost = False
        while not self._stop.is_set():
            try:
                self._look()
            except CoreError as error:
                if not is_lost:
                    self._app.post_message(Lost(str(error)))
                is_lost = True
                self._stop.wait(_PATIENCE_S)
                continue
            except Exception as error:  # noqa: BLE001 - raised again in the app, for all to see
                if not self._stop.is_set():
                    self._app.post_message(Broken(error))
                return
            if is_lost:
                self._app.post_message(Lost(None))
            is_lost = False

    def _look(self) -> None:
        """One round: wait for a change, tell it, rest."""
        counted = self._seen
        while self.is_paused:
            if self._stop.is_set():
                return
            if self._backend.wait(counted, BATCH_S * 4, self._stop):
                counted = self._backend.seq()
                self._app.post_message(Waiting(counted - self._seen))
                self._stop.wait(BATCH_S)
        if not self._backend.wait(self._seen, _PATIENCE_S / 2, self._stop):
            return
        if self._stop.is_set() or self.is_paused:
            return
        batch, seen = self._next_batch()
        self._handled.clear()
        self._app.post_message(Changed(batch))
        # Only now: a batch that could not be read is read again.
        self._seen = seen
        self._stop.wait(BATCH_S)
        while not self._handled.wait(_PATIENCE_S) and not self._stop.is_set():
            pass

    def _next_batch(self) -> tuple[Batch, int]:
        """What came since the last batch, and up to which `seq` that is."""
        newest = self._backend.seq()
        is_gap = newest - self._seen > BACKLOG_LIMIT
        since = newest - BATCH_LIMIT if is_gap else self._seen
        changes = self._backend.changes_since(since, BATCH_LIMIT)
        seen = changes[-1].seq if changes else max(since, newest)
        behind = max(0, newest - seen)
        return Batch(changes, is_gap, self._backend.open_conflicts(), behind), seen
