"""
One open workspace file: snapshots and durable writes, from any thread, and after a fork too.

Readers get a connection of a pool inside one snapshot; writes go through the process's `Writer`,
which gives them in groups to the one connection that writes (`writing_connection`).
"""

import contextlib
import os
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from core.storage.files import create_private, size_of, wal_of
from core.storage.gate import Gate, lock_of
from core.storage.opening import Opener, Readers, missing
from core.storage.sqlite import (
    UNBINDABLE,
    Connection,
    NotAWorkspace,
    StorageReadOnly,
    explain,
    sqlite3,
)
from core.storage.writer import Job, Outcome, Writer
from core.storage.writing_connection import WritingConnection

T = TypeVar("T")


class Database:
    """An open workspace file. Safe to use from any thread; after a fork the child reopens it."""

    def __init__(self, path: Path, *, create: bool, read_only: bool = False) -> None:
        """
        Open `path`; an empty or missing file becomes a workspace when `create` is true.

        Raises:
            NotFound: It does not exist and `create` is false.
            NotAWorkspace: It is something else, or damaged.
            NewerWorkspace: A newer memtui wrote it.
            StorageReadOnly: It needs writing and cannot be written.
            StorageFailed: It cannot be read.
        """
        self.path = path.absolute()
        self.read_only = read_only
        self._create = create and not read_only
        self._readers: Readers
        self._writing: WritingConnection
        self._watch: Connection
        self._writer: Writer
        self._pid = 0
        if self.path.exists() and not self.path.is_file():
            raise NotAWorkspace(f"{path} is not a file; name a workspace file.")
        if size_of(self.path) == 0:
            if not self._create:
                raise missing(path)
            create_private(self.path)
        self._open()
        _OPEN.add(self)

    def close(self) -> None:
        """Finish what is queued, then give every file back. Closing twice is harmless."""
        if self._writing.is_closed:
            return
        if self._pid != os.getpid():
            self._writing.is_closed = True
            return  # nothing was opened in this process
        # Before anything is refused, or what is queued would be refused too.
        self._writer.close()
        self._writing.close()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees one state of the workspace for as long as the block runs."""
        self._ready()
        connection = self._readers.take()
        try:
            connection.execute("BEGIN")
            yield connection
        except (sqlite3.Error, *UNBINDABLE) as error:
            raise explain(error) from error
        finally:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            self._readers.give(connection)

    def row(self, statement: str, values: Sequence[str | int]) -> tuple[Any, ...] | None:
        """The first row of one query, which needs no transaction around it to be consistent."""
        self._ready()
        connection = self._readers.take()
        try:
            found: tuple[Any, ...] | None = connection.execute(statement, values).fetchone()
        except (sqlite3.Error, *UNBINDABLE) as error:
            raise explain(error) from error
        finally:
            self._readers.give(connection)
        return found

    def write(self, job: Job[T]) -> T:
        """
        Run `job` in a transaction and return once its effect is durable.

        Raises:
            StorageFull, StorageFailed, StorageReadOnly, StorageLocked: Nothing was written.
            FileSwapped: The file was replaced under us; a rescue copy was made.
        """
        self._require_writing()
        return self._writer.run(job)

    def submit(self, job: Job[T], tell: Callable[[Outcome[T]], None]) -> None:
        """
        The same without waiting: `tell` hears of the outcome once it is durable.

        It is called by another thread, must be quick and must not raise. What is known to be
        impossible (a file that is read-only, or failed) is raised here.
        """
        self._require_writing()
        self._writer.submit(job, tell)

    def commit_now(self, outcomes: Sequence[Outcome[Any]]) -> bool:
        """
        Commit jobs in this thread, all in one, unless somebody would have to be waited for.

        For an event loop, where a thread would cost more than the write. Gives False when nothing
        was done: another thread, process or program is writing. Each job touches nothing but the
        connection. What is known to be impossible is raised, as by `write`.
        """
        self._require_writing()
        return self._writer.run_now(outcomes, self._writing.attempt)

    def _require_writing(self) -> None:
        self._ready()
        if self.read_only:
            raise StorageReadOnly("The workspace was opened read-only, so nothing was written.")
        if self._writing.failure is not None:
            raise self._writing.failure

    def data_version(self) -> int:
        """A number that changes when any other connection, of any process, has committed."""
        self._ready()
        with self._watch_lock:
            try:
                (version,) = self._watch.execute("PRAGMA data_version").fetchone()
            except sqlite3.Error as error:
                raise explain(error) from error
        return int(version)

    def others_version(self) -> int:
        """A number that changes when any other process has committed, but not when this one did."""
        self._ready()
        return self._writing.data_version()

    def alone(self) -> AbstractContextManager[Connection]:
        """The writing connection outside of any transaction, with every other writer waiting."""
        self._ready()
        return self._writing.alone()

    def wal_bytes(self) -> int:
        """The size of the write-ahead log."""
        return size_of(wal_of(self.path))

    # Opening

    def _open(self) -> None:
        self._watch_lock = threading.Lock()
        opener = Opener(self.path, create=self._create, read_only=self.read_only)
        self._readers = Readers(opener)
        if not lock_of(self.path).exists():
            # Nothing is to be left beside the file of another program.
            opener.look()
        gate = None if self.read_only else Gate(self.path)
        try:
            self._writing = WritingConnection(self.path, opener, self._readers, gate)
            self._watch = self._readers.take()
        except BaseException:
            if gate is not None:
                gate.close()
            raise
        self._writer = Writer(self._commit)
        self._pid = os.getpid()

    def _commit(self, outcomes: Sequence[Outcome[Any]]) -> None:
        # By way of this object, which then stays for as long as a thread commits for it: whoever
        # forks, or asks what is open, has to find it.
        self._writing.commit(outcomes)

    def _ready(self) -> None:
        self._writing.refuse_closed()
        if self._pid != os.getpid():
            self._open()

    def leave_to_parent(self) -> None:
        """
        In a forked child: let go of what the parent opened; the next use opens the file anew.

        What is inherited looks open and locked to SQLite, while the kernel gave its locks to the
        parent alone. A connection opened beside it would hold no lock either, and whoever closes
        the file last would take the WAL away under it.
        """
        if self._writing.is_closed or not self._pid:
            # A child of that child: what was let go of is gone, and its number may be another file.
            return
        is_reading = self._readers.in_use > 1  # one is for watching
        if self._writing.leave_to_parent(is_busy=is_reading or self._watch_lock.locked()):
            self._pid = 0


_OPEN: "weakref.WeakSet[Database]" = weakref.WeakSet()


def open_databases() -> list[Path]:
    """The workspace files that this process has open: nothing else may open or replace them."""
    return [database.path for database in tuple(_OPEN)]


def _after_fork_in_child() -> None:
    for database in tuple(_OPEN):
        database.leave_to_parent()


os.register_at_fork(after_in_child=_after_fork_in_child)
