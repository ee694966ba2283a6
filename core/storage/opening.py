"""
How a workspace file is opened: connections with their settings, and tables brought up to date.

The only module that connects.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from core.errors import NotFound
from core.storage.files import wal_of
from core.storage.schema import VERSION, migrate, stored_version
from core.storage.sqlite import Connection, StorageReadOnly, explain, is_about_all, sqlite3

BUSY_TIMEOUT_MS = 5_000
"""How long a program that is not memtui may hold the file before we say so."""

CHECKPOINT_PAGES = 10_000
"""Frames in the WAL before it is copied back: large, since the copying stalls one writer."""

WAL_LIMIT_BYTES = 64 << 20


class Opener:
    """Makes the connections to one workspace file."""

    def __init__(self, path: Path, *, create: bool, read_only: bool) -> None:
        self._path = path
        self._create = create
        self._read_only = read_only
        self._mode = "mode=ro" if read_only else "mode=rw"

    def look(self) -> None:
        """
        Look at what the file says it is, without leaving anything beside it.

        Only what is certain from its first page: what a workspace has may still be in its log.

        Raises:
            NotAWorkspace: It is something else.
            StorageFailed: It cannot be read.
            NewerWorkspace: A newer memtui wrote it.
        """
        try:
            # Taken for unchanging, since SQLite makes side files in every other way of looking.
            with closing(self._connect("immutable=1")) as connection:
                stored_version(connection)
        except sqlite3.Error as error:
            if is_about_all(error):
                raise explain(error) from error

    def first(self) -> Connection:
        """
        The connection that writes; the file is a workspace of today after it.

        Raises:
            NotFound: It is empty and was not to be made.
            NotAWorkspace: It is something else, or damaged.
            NewerWorkspace: A newer memtui wrote it.
            StorageReadOnly: It needs writing and cannot be written.
        """
        try:
            return self._prepared(self._connect())
        except sqlite3.Error as error:
            if not self._read_only or wal_of(self._path).exists():
                raise explain(error) from error
        # Where no side file can be made nobody is writing, so the file may be taken as it is.
        self._mode = "immutable=1"
        try:
            return self._prepared(self._connect())
        except sqlite3.Error as error:
            raise explain(error) from error

    def _prepared(self, connection: Connection) -> Connection:
        try:
            self._bring_up_to_date(connection)
            # The first read makes the -wal appear, whose identity is then watched.
            connection.execute("SELECT count(*) FROM settings").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    def _bring_up_to_date(self, connection: Connection) -> None:
        version = stored_version(connection)
        if version == 0 and not self._create:
            raise missing(self._path)
        if version == VERSION:
            return
        if self._read_only:
            raise StorageReadOnly(
                f"The workspace has the older schema {version} and is opened read-only;"
                " open it once for writing to bring it up to date."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection)

    def _connect(self, mode: str | None = None) -> Connection:
        connection = sqlite3.connect(
            f"{self._path.as_uri()}?{mode or self._mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        try:
            for pragma in self._pragmas():
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _pragmas(self) -> Iterator[str]:
        yield f"busy_timeout = {BUSY_TIMEOUT_MS}"
        # Left to the doctor: enforced, each content that leaves would scan all versions.
        yield "foreign_keys = OFF"
        yield "trusted_schema = OFF"
        if not self._read_only:
            yield "synchronous = FULL"
            yield "cache_size = -16384"
            yield f"wal_autocheckpoint = {CHECKPOINT_PAGES}"
            yield f"journal_size_limit = {WAL_LIMIT_BYTES}"

    def reader(self) -> Connection:
        """A connection that only reads, and finds the file as `first` left it."""
        try:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
        except sqlite3.Error as error:
            raise explain(error) from error
        return connection


class Readers:
    """Connections for reading, made when all others are in use."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._idle: list[Connection] = []
        self._made: list[Connection] = []

    def take(self) -> Connection:
        """One that nobody else uses until it is given back."""
        try:
            return self._idle.pop()
        except IndexError:
            connection = self._opener.reader()
            self._made.append(connection)
            return connection

    def give(self, connection: Connection) -> None:
        """Give one back."""
        self._idle.append(connection)

    @property
    def every(self) -> Sequence[Connection]:
        """All that were made."""
        return self._made

    @property
    def in_use(self) -> int:
        """How many are taken."""
        return len(self._made) - len(self._idle)


def missing(path: Path) -> NotFound:
    """What is raised where there is no workspace."""
    return NotFound(f"There is no workspace at {path}; `memtui init` creates one.")
