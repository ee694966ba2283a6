"""
The one writer of a process: a queue, groups, and durable acknowledgements.

A lone caller commits in its own thread, without any hand-over. Callers that arrive meanwhile queue
up, and a writer thread takes them together into one transaction (group commit): one flush of the
disk then pays for all of them. An answer is given only after the commit is durable.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar, cast

from core.storage.sqlite import Connection

T = TypeVar("T")

GROUP = 128
"""The most requests that share one transaction, so that the first never waits long for the last."""

Job = Callable[[Connection], T]


class Outcome(Generic[T]):
    """What became of one job: its value, or the error it raised."""

    __slots__ = ("_answered", "_tell", "error", "is_repeatable", "job", "value")

    def __init__(self, job: Job[T], tell: "Callable[[Outcome[T]], None] | None" = None) -> None:
        self.job = job
        self.is_repeatable = tell is not None
        """The job may be run again when the first run was rolled back."""
        self.value: T | None = None
        self.error: BaseException | None = None
        self._tell = tell
        # A lock is the cheapest thing in Python that one thread can wait for another on.
        self._answered = threading.Lock()
        self._answered.acquire()

    def answer(self) -> None:
        """Wake the thread that waits for this outcome, or tell whoever asked to be told."""
        if self._tell is None:
            self._answered.release()
        else:
            self._tell(self)

    def wait(self) -> None:
        """Wait until the outcome is known."""
        self._answered.acquire()

    def result(self) -> T:
        """The job's value; raises what the job raised."""
        if self.error is not None:
            raise self.error
        return cast("T", self.value)


class Commit(Protocol):
    """Runs the jobs in one durable transaction and fills in each outcome; never raises."""

    def __call__(self, outcomes: Sequence[Outcome[Any]]) -> None: ...


class Attempt(Protocol):
    """The same, if it can be done without waiting for anybody; gives whether it was done."""

    def __call__(self, outcomes: Sequence[Outcome[Any]]) -> bool: ...


class Writer:
    """Takes jobs from any thread and has them committed, one group at a time."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit
        self._mutex = threading.Lock()
        self._busy = False
        self._waiting: deque[Outcome[Any]] = deque()
        self._work = threading.Semaphore(0)
        self._thread: threading.Thread | None = None
        self._closed = False

    def run(self, job: Job[T]) -> T:
        """
        Run `job` in a durable transaction and give its value.

        Whatever the job raises undoes what it wrote, and only that, and is raised here.
        """
        outcome = Outcome(job)
        with self._mutex:
            alone = not self._busy
            if alone:
                self._busy = True
            else:
                self._waiting.append(outcome)
        if alone:
            try:
                self._commit([outcome])
            finally:
                self._hand_over()
        else:
            outcome.wait()
        return outcome.result()

    def submit(self, job: Job[T], tell: Callable[[Outcome[T]], None]) -> None:
        """
        Have `job` committed without waiting for it; `tell` hears of its outcome.

        `tell` is called by the thread that committed, after the commit is durable; it must be quick
        and must not raise. The job touches nothing but the connection, so that it may be run again.
        """
        with self._mutex:
            self._waiting.append(Outcome(job, tell))
            if self._busy:
                return  # whoever is busy hands over
            self._busy = True
        self._hand_over()

    def run_now(self, outcomes: Sequence[Outcome[Any]], commit: "Attempt") -> bool:
        """Have jobs committed in this thread, if nobody is writing; gives whether that was done."""
        with self._mutex:
            if self._busy or self._closed:
                return False
            self._busy = True
        try:
            return commit(outcomes)
        finally:
            self._hand_over()

    def close(self) -> None:
        """Let the writer thread end; every queued job is committed before."""
        with self._mutex:
            self._closed = True
            thread = self._thread
        if thread is not None:
            self._work.release()
            thread.join()

    def _hand_over(self) -> None:
        with self._mutex:
            if not self._waiting:
                self._busy = False
                return
            closed = self._closed
            if self._thread is None and not closed:
                self._thread = threading.Thread(
                    target=self._drain, name="memtui-writer", daemon=True
                )
                self._thread.start()
        if closed:
            self._commit_waiting()  # the writer thread may have ended
        else:
            self._work.release()

    def _drain(self) -> None:
        while True:
            self._work.acquire()
            self._commit_waiting()
            if self._closed:
                return

    def _commit_waiting(self) -> None:
        while group := self._next_group():
            self._commit(group)
            for outcome in group:
                outcome.answer()

    def _next_group(self) -> list[Outcome[Any]]:
        with self._mutex:
            group = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
            if not group:
                self._busy = False
            return group
