"""
The one connection of a process that writes: in its turn, behind the gate, into the files that were
opened and no others.

One transaction each group, with synchronous=FULL: what is acknowledged survives a power cut. What
fails on the disk is never tried again, and nothing is promised that went into a file that was
deleted or replaced meanwhile.
"""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.errors import CoreError
from core.storage.committing import commit, explained
from core.storage.files import FileSwapped, Guard
from core.storage.gate import Gate
from core.storage.opening import BUSY_TIMEOUT_MS, Opener, Readers
from core.storage.rescue import rescue, strand
from core.storage.sqlite import Connection, StorageLocked, explain, is_disk_error, sqlite3
from core.storage.writer import Outcome


class WorkspaceClosed(CoreError):
    """The workspace was closed, or forked away in the middle of something."""


class WritingConnection:
    """Writes for all threads of a process, one group of jobs at a time."""

    def __init__(self, path: Path, opener: Opener, readers: Readers, gate: Gate | None) -> None:
        """
        Open it, behind the gate.

        Args:
            readers: Those of the same file, which are closed with it.
            gate: None if the file is only read.

        Raises:
            NotFound, NotAWorkspace, NewerWorkspace, StorageReadOnly, StorageFailed: As
                `Opener.first`.
        """
        self._path = path
        self._readers = readers
        self._gate = gate
        self._turn = threading.Lock()
        self._is_stranded = False
        self.is_closed = False
        self.failure: CoreError | None = None
        """Why nothing is written any more, if that is so."""
        with self._gate_held():
            self.connection = opener.first()
            self._guard = Guard.of(path)

    def close(self) -> None:
        """Give every file back; who still waits for its turn is refused."""
        self.is_closed = True
        with self._turn:
            with self._gate_held():
                if self._gate is not None and self.failure is None:
                    # Who never wrote since has not noticed; what it holds is saved all the same.
                    with contextlib.suppress(FileSwapped):
                        self._check_files()
                # Behind the gate: the last connection of all copies the WAL back when it closes.
                self._close_connections()
            if self._gate is not None:
                # In its turn: whoever waits for the next finds it closed before it needs a gate.
                self._gate.close()

    def refuse_closed(self) -> None:
        """
        Check that it is still open.

        Raises:
            WorkspaceClosed: It is not.
        """
        if self.is_closed:
            raise WorkspaceClosed("The workspace was closed; open it again.")

    def leave_to_parent(self, *, is_busy: bool) -> bool:
        """In a forked child: let go of every file, unless one is in use; gives whether none was."""
        if self._gate is not None:
            self._gate.close()
        if is_busy or self._turn.locked():
            self.is_closed = True  # SQLite's own state is in the middle of something
            return False
        self._close_connections()
        return True

    def _close_connections(self) -> None:
        for connection in () if self._is_stranded else (*self._readers.every, self.connection):
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _gate_held(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext() if self._gate is None else self._gate.held()

    def data_version(self) -> int:
        """A number that changes when anybody has committed but through this connection."""
        try:
            # To itself its own commits are nothing new.
            (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error as error:
            raise explain(error) from error
        return int(version)

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """The connection outside of any transaction, with every other writer waiting."""
        with self._turn:
            self.refuse_closed()
            with self._gate_held():
                try:
                    yield self.connection
                except sqlite3.Error as error:
                    raise explain(error) from error

    def attempt(self, outcomes: Sequence[Outcome[Any]]) -> bool:
        """Commit jobs in one transaction, if nobody has to be waited for; gives whether it was."""
        if self._gate is None or not self._turn.acquire(blocking=False):
            return False
        try:
            self.refuse_closed()
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
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._checked_transaction(outcomes)
        except sqlite3.OperationalError as error:
            if isinstance(explain(error), StorageLocked):
                return False
            raise
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        return True

    def commit(self, outcomes: Sequence[Outcome[Any]]) -> None:
        """Commit jobs in one durable transaction, and fill in the outcome of each."""
        try:
            with self._turn:
                self.refuse_closed()
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
            self.failure = failure
        for outcome in outcomes:
            outcome.error = failure

    def _transaction(self, outcomes: Sequence[Outcome[Any]]) -> None:
        commit(self.connection, outcomes)

    def _check_files(self) -> None:
        swapped = self._guard.swapped()
        if swapped is None:
            return
        self._is_stranded = True
        strand((*self._readers.every, self.connection))
        saved = rescue(self.connection, self._path)
        raise FileSwapped(
            f"{swapped} was deleted or replaced while it was open, so this write was refused."
            f"{saved} Start this program again to go on."
        )
