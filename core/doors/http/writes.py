"""
Writes of an event loop: handed to the workspace's writer, which commits those of many together.

No thread waits for a request. Outcomes come back in the writer's thread, and the loop is woken once
for all of one group.
"""

import asyncio
from collections import deque
from functools import partial
from threading import Lock
from typing import Any, TypeVar

from core.db import Database
from core.errors import CoreError
from core.writer import Job, Outcome

T = TypeVar("T")


class AsyncWrites:
    """Commits jobs for coroutines of one loop."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._arrived: deque[tuple[asyncio.Future[Any], Outcome[Any]]] = deque()
        self._lock = Lock()
        self._is_woken = False

    async def commit(self, job: Job[T | CoreError]) -> T:
        """
        The value of a job, once it is durable.

        Raises:
            CoreError: The job raised it or gave it, or it could not be committed.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T | CoreError] = loop.create_future()
        self._db.submit(job, partial(self._tell, loop, future))
        answer = await future
        # A refusal is a value until it is committed, since it leaves a conflict behind.
        if isinstance(answer, CoreError):
            raise answer
        return answer

    def _tell(
        self,
        loop: asyncio.AbstractEventLoop,
        future: "asyncio.Future[Any]",
        outcome: "Outcome[Any]",
    ) -> None:
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
            future, outcome = self._arrived.popleft()
            if future.done():
                continue  # its caller was cancelled; what it asked for is done all the same
            if outcome.error is not None:
                future.set_exception(outcome.error)
            else:
                future.set_result(outcome.value)
