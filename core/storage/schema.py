"""
The tables of a workspace, and how an older file becomes a current one.

Every change of a released schema is one more migration at the end; none is ever edited. All that a
file needs run in one transaction, so that `kill -9` leaves the old schema or the new one.
`COLUMNS` says of every text column what it holds: redaction walks it, and a test fails when a
column is missing there.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.errors import CoreError
from core.storage.sqlite import Connection, NotAWorkspace
from core.storage.tables import conflicts, dreams, memory, serving, transcripts
from core.storage.tables.holds import Holds

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x6D656D74  # "memt"


class NewerWorkspace(CoreError):
    """The file was written by a newer memtui; it was not touched."""


COLUMNS: dict[str, dict[str, Holds]] = {
    **memory.COLUMNS,
    **conflicts.COLUMNS,
    **transcripts.COLUMNS,
    **dreams.COLUMNS,
    **serving.COLUMNS,
    "_sqlite_migrations": {"migration_set": Holds.ID, "name": Holds.ID, "applied_at": Holds.ID},
}
"""What every text column holds, by table; the full-text tables only point into others."""


def _statements(*texts: str) -> Callable[[Connection], None]:
    def run(connection: Connection) -> None:
        for statement in "".join(texts).split(";\n"):
            if statement.strip():
                connection.execute(statement)

    return run


MIGRATIONS: tuple[tuple[str, Callable[[Connection], None]], ...] = (
    ("0001_first_schema", _statements(memory.TABLES_1, conflicts.TABLES_1, memory.INDEXES_1)),
    ("0002_batches", _statements(memory.BATCHES_2)),
    ("0003_conflicts_by_actor", _statements(conflicts.BY_ACTOR_3)),
    ("0004_transcripts", _statements(transcripts.TABLES_4)),
    ("0005_dreams", _statements(dreams.TABLES_5)),
    ("0006_archives", _statements(memory.ARCHIVES_6)),
    ("0007_conflict_drafts", _statements(conflicts.DRAFTS_7)),
    ("0008_serving", _statements(serving.TABLES_8)),
    ("0009_dream_outcomes", _statements(dreams.OUTCOME_9)),
)
"""Name and body of each migration, oldest first; the number of them is the schema's version."""

VERSION = len(MIGRATIONS)


def stored_version(connection: Connection) -> int:
    """
    The schema version of a file: 0 for an empty one.

    Raises:
        NotAWorkspace: It is a database of another program.
        NewerWorkspace: A newer memtui wrote it.
    """
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application_id != APPLICATION_ID and (tables or version or application_id):
        raise NotAWorkspace("The file is a database of another program; nothing in it was touched.")
    if version > VERSION:
        raise NewerWorkspace(
            f"The workspace has schema {version} and this memtui knows up to {VERSION};"
            " install a newer memtui to open it."
        )
    return int(version)


def migrate(connection: Connection) -> None:
    """Bring a file to the current schema; the caller holds the gate, so nobody else writes."""
    # Imported here: it takes a fifth of a second, and a current file never needs it.
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("memtui")
    for number, (name, body) in enumerate(MIGRATIONS, start=1):
        migrations(name=name)(_step(number, body))
    # Together: sqlite-utils makes its own table and the index on it in two transactions.
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _step(number: int, body: Callable[[Connection], None]) -> "Callable[[Database], None]":
    def step(database: "Database") -> None:
        body(database.conn)
        database.conn.execute(f"PRAGMA user_version = {number}")

    return step
