"""
One open workspace file: snapshots, durable writes, and what happens when it fails.

Readers get a connection of a pool inside one snapshot; writes go through the process's `Writer` and
the `Gate` between processes, one transaction each group, with synchronous=FULL: what is
acknowledged survives a power cut.
"""

import contextlib
import os
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from core.committing import commit, explained
from core.errors import CoreError
from core.files import FileSwapped, Guard, create_private, size_of, wal_of
from core.gate import Gate, lock_of
from core.opening import BUSY_TIMEOUT_MS, Opener, Readers, missing
from core.rescue import rescue, strand
from core.sqlite import (
    UNBINDABLE,
    Connection,
    NotAWorkspace,
    StorageLocked,
    StorageReadOnly,
    explain,
    is_disk_error,
    sqlite3,
)
from core.writer import Job, Outcome, Writer

T = TypeVar("T")


class WorkspaceClosed(CoreError):
    """The workspace was closed, or forked away in the middle of something."""


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
        self._failure: CoreError | None = None
        self._readers: Readers
        self._connection: Connection
        self._watch: Connection
        self._gate: Gate | None
        self._writer: Writer
        self._stranded = False
        self._closed = False
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
        if self._closed:
            return
        if self._pid != os.getpid():
            self._closed = True
            return  # nothing was opened in this process
        # Before anything is refused, or what is queued would be refused too.
        self._writer.close()
        self._closed = True
        with self._turn:
            with self._gate_held():
                if not self.read_only and self._failure is None:
                    # Who never wrote since has not noticed; what it holds is saved all the same.
                    with contextlib.suppress(FileSwapped):
                        self._check_files()
                # Behind the gate: the last connection of all copies the WAL back when it closes.
                self._close_connections()
            if self._gate is not None:
                # In its turn: whoever waits for the next finds it closed before it needs a gate.
                self._gate.close()

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
        return self._writer.run_now(outcomes, self._attempt)

    def _require_writing(self) -> None:
        self._ready()
        if self.read_only:
            raise StorageReadOnly("The workspace was opened read-only, so nothing was written.")
        if self._failure is not None:
            raise self._failure

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
        try:
            # Only this connection writes here, and to itself its own commits are nothing new.
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error as error:
            raise explain(error) from error
        return int(version)

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """The writing connection outside of any transaction, with every other writer waiting."""
        self._ready()
        with self._turn:
            self._refuse_closed()
            with self._gate_held():
                try:
                    yield self._connection
                except sqlite3.Error as error:
                    raise explain(error) from error

    def wal_bytes(self) -> int:
        """The size of the write-ahead log."""
        return size_of(wal_of(self.path))

    # Opening

    def _open(self) -> None:
        self._failure = None
        self._turn = threading.Lock()
        self._watch_lock = threading.Lock()
        opener = Opener(self.path, create=self._create, read_only=self.read_only)
        self._readers = Readers(opener)
        if not lock_of(self.path).exists():
            # Nothing is to be left beside the file of another program.
            opener.look()
        self._gate = None if self.read_only else Gate(self.path)
        self._writer = Writer(self._commit)
        try:
            with self._gate_held():
                self._connection = opener.first()
                self._guard = Guard.of(self.path)
            self._watch = self._readers.take()
        except BaseException:
            if self._gate is not None:
                self._gate.close()
            raise
        self._pid = os.getpid()

    def _ready(self) -> None:
        self._refuse_closed()
        if self._pid != os.getpid():
            self._open()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise WorkspaceClosed("The workspace was closed; open it again.")

    def _close_connections(self) -> None:
        for connection in () if self._stranded else (*self._readers.every, self._connection):
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def leave_to_parent(self) -> None:
        """
        In a forked child: let go of what the parent opened; the next use opens the file anew.

        What is inherited looks open and locked to SQLite, while the kernel gave its locks to the
        parent alone. A connection opened beside it would hold no lock either, and whoever closes
        the file last would take the WAL away under it.
        """
        if self._closed or not self._pid:
            # A child of that child: what was let go of is gone, and its number may be another file.
            return
        if self._gate is not None:
            self._gate.close()
        reading = self._readers.in_use - 1  # one is for watching
        if reading or self._turn.locked() or self._watch_lock.locked():
            self._closed = True  # SQLite's own state is in the middle of something
            return
        self._close_connections()
        self._pid = 0

    def _gate_held(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext() if self._gate is None else self._gate.held()

    # Committing

    def _attempt(self, outcomes: Sequence[Outcome[Any]]) -> bool:
        if self._gate is None or not self._turn.acquire(blocking=False):
            return False
        try:
            self._refuse_closed()
            with self._gate.held_now() as is_held:
                if not is_held or not self._committed_without_waiting(outcomes):
                    return False
        except BaseException as error:  # noqa: BLE001  # each caller raises it
            self._fail(outcomes, error)
        finally:
            self._turn.release()
        for outcome in outcomes:
            outcome.answer()
        return True

    def _committed_without_waiting(self, outcomes: Sequence[Outcome[Any]]) -> bool:
        """Commit, unless a program that knows nothing of the gate is writing."""
        self._connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._checked_transaction(outcomes)
        except sqlite3.OperationalError as error:
            if isinstance(explain(error), StorageLocked):
                return False
            raise
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        return True

    def _commit(self, outcomes: Sequence[Outcome[Any]]) -> None:
        try:
            with self._turn:
                self._refuse_closed()
                with self._gate_held():
                    self._checked_transaction(outcomes)
        except BaseException as error:  # noqa: BLE001  # each caller raises it
            self._fail(outcomes, error)

    def _checked_transaction(self, outcomes: Sequence[Outcome[Any]]) -> None:
        # Before, so as not to write over what others have; after, so as to promise nothing
        # that went into a deleted file.
        self._check_files()
        self._transaction(outcomes)
        self._check_files()

    def _fail(self, outcomes: Sequence[Outcome[Any]], error: BaseException) -> None:
        failure = explained(error)
        if isinstance(failure, CoreError) and (
            isinstance(failure, FileSwapped) or is_disk_error(error)
        ):
            # Never retried: after a failed flush the kernel may report success for lost pages.
            self._failure = failure
        for outcome in outcomes:
            outcome.error = failure

    def _transaction(self, outcomes: Sequence[Outcome[Any]]) -> None:
        commit(self._connection, outcomes)

    def _check_files(self) -> None:
        swapped = self._guard.swapped()
        if swapped is None:
            return
        self._stranded = True
        strand((*self._readers.every, self._connection))
        saved = rescue(self._connection, self.path)
        raise FileSwapped(
            f"{swapped} was deleted or replaced while it was open, so this write was refused."
            f"{saved} Start this program again to go on."
        )


_OPEN: "weakref.WeakSet[Database]" = weakref.WeakSet()


def open_databases() -> list[Path]:
    """The workspace files that this process has open: nothing else may open or replace them."""
    return [database.path for database in tuple(_OPEN)]


def _after_fork_in_child() -> None:
    for database in tuple(_OPEN):
        database.leave_to_parent()


os.register_at_fork(after_in_child=_after_fork_in_child)
