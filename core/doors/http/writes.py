"""
Writes of an event loop: those that arrive together are committed together.

The loop commits them itself, since handing each to a thread and back costs more than the write. It
never waits for anybody: while another thread, process or program is writing, or after the disk was
slow, the workspace's writer thread takes them, and wakes the loop once for all of one group.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any, TypeAlias, TypeVar

from core.db import Database
from core.errors import CoreError
from core.storage.writer import Job, Outcome

T = TypeVar("T")

GROUP = 64
"""Writes that the loop commits at once; then it looks whether anything else is to be done."""

SLOW_S = 0.05
"""A group that takes longer keeps everybody waiting, also those who only read."""

PAUSE_S = 5.0
"""For so long the thread writes to a disk that was slow."""

Asked: TypeAlias = tuple[Job[Any], "asyncio.Future[Any]"]


class AsyncWrites:
    """Commits jobs for coroutines of one loop."""

    def __init__(self, db: Database, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._monotonic = monotonic
        self._waiting: deque[Asked] = deque()
        self._leave_to_thread_until = 0.0
        self._arrived: deque[tuple[asyncio.Future[Any], Outcome[Any]]] = deque()
        self._lock = Lock()
        self._is_woken = False

    async def commit(self, job: Job[T | CoreError]) -> T:
        """
        The value of a job, once it is durable.

        The job touches nothing but the connection: it may be run again.

        Raises:
            CoreError: The job raised it or gave it, or it could not be committed.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T | CoreError] = loop.create_future()
        if not self._waiting:
            # Behind everything that came in with it, and what comes in by the next look at the
            # sockets: all of it so joins the same group.
            loop.call_soon(loop.call_soon, self._flush, loop)
        self._waiting.append((job, future))
        answer = await future
        # A refusal is a value until it is committed, since it leaves a conflict behind.
        if isinstance(answer, CoreError):
            raise answer
        return answer

    def _flush(self, loop: asyncio.AbstractEventLoop) -> None:
        group = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
        if self._waiting:
            loop.call_soon(self._flush, loop)
        try:
            if not self._committed_here(group):
                for job, future in group:
                    self._db.submit(job, partial(self._tell, loop, future))
        except CoreError as error:
            for _, future in group:
                if not future.done():
                    future.set_exception(error)

    def _committed_here(self, group: list[Asked]) -> bool:
        now = self._monotonic()
        if now < self._leave_to_thread_until:
            return False
        outcomes = [Outcome(job, partial(_settle, future)) for job, future in group]
        is_done = self._db.commit_now(outcomes)
        after = self._monotonic()
        if after - now > SLOW_S:
            self._leave_to_thread_until = after + PAUSE_S
        return is_done

    def _tell(
        self,
        loop: asyncio.AbstractEventLoop,
        future: "asyncio.Future[Any]",
        outcome: "Outcome[Any]",
    ) -> None:
        """Called by the thread; several outcomes of one group wake the loop once."""
        self._arrived.append((future, outcome))
        with self._lock:
            if self._is_woken:
                return
            self._is_woken = True
        loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            self._is_woken = False
        while self._arrived:
            _settle(*self._arrived.popleft())


def _settle(future: "asyncio.Future[Any]", outcome: "Outcome[Any]") -> None:
    if future.done():
        return  # its caller was cancelled; what it asked for is done all the same
    if outcome.error is not None:
        future.set_exception(outcome.error)
    else:
        future.set_result(outcome.value)
