"""
The doctor: reads everything in a workspace again and says what is wrong, in sentences.

SQLite's own check finds one flipped bit in sixty; hashing every content again finds most of the
rest. Nothing is repaired here but what is derived from something else (`rebuild_index`).
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from core.context import Context
from core.errors import CoreError
from core.forgetting.purge import holders, is_pending, purge
from core.search import Search
from core.storage.opening import WAL_LIMIT_BYTES
from core.storage.sqlite import Connection, has_wal_reset_bug, sqlite3
from core.transcripts import indexing
from core.upkeep.checks import CHECKS, Problem

_COUNTED = ("stores", "memories", "versions", "sessions", "conflicts", "changes")


@dataclass(frozen=True, slots=True)
class Report:
    """What the doctor found."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    """Worth knowing, and no harm today."""
    sqlite_version: str
    counts: dict[str, int]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def examine(context: Context) -> Report:
    """
    Check every content, head, version, index and change row, and the file itself.

    A purge that a redaction could not finish is tried once more.
    """
    problems = list(_finish_purge(context))
    with context.db.snapshot() as connection:
        for name, check in CHECKS.items():
            try:
                problems.extend(check(connection))
            except sqlite3.Error:
                problems.append(
                    Problem(name, "The file is damaged, so this was not read to the end.")
                )
        counts = {table: _count(connection, table) for table in _COUNTED}
    problems.extend(_file_modes(context))
    return Report(tuple(problems), tuple(_notes(context)), sqlite3.sqlite_version, counts)


def rebuild_index(context: Context) -> None:
    """Make the full-text indexes anew, from the contents and from the events."""
    Search(context).rebuild()
    context.db.write(indexing.rebuild)


def _count(connection: Connection, table: str) -> int:
    try:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    except sqlite3.Error:
        return 0  # damaged, and reported above
    return int(count)


def _finish_purge(context: Context) -> Iterator[Problem]:
    with context.db.snapshot() as connection:
        pending = is_pending(connection)
    if not pending:
        return
    if context.db.read_only:
        yield Problem("redaction", "Redacted text may still be in unused pages of the file.")
        return
    try:
        purge(context.db, patience_s=0)
    except CoreError as error:
        yield Problem("redaction", str(error))


def _file_modes(context: Context) -> Iterator[Problem]:
    path = context.db.path
    for file in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", ".lock"))):
        try:
            status = os.stat(file)
        except OSError:
            continue
        if stat.S_IMODE(status.st_mode) & 0o077:
            yield Problem(
                "files",
                f"{file} can be read or written by other accounts; run `chmod 600` on it.",
                str(file),
            )


def _notes(context: Context) -> Iterator[str]:
    if has_wal_reset_bug(sqlite3.sqlite_version_info):
        yield (
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug; memtui writes and checkpoints"
            " behind one lock, which keeps clear of it. Let no other program write this file."
        )
    if context.db.wal_bytes() > WAL_LIMIT_BYTES:
        reading = ", ".join(holders(context.db.path)) or "a process"
        yield (
            f"The WAL has grown to {context.db.wal_bytes():,} bytes; {reading} reads an old state."
        )
    parent = context.db.path.parent
    if stat.S_IMODE(parent.stat().st_mode) & 0o022:
        yield f"Other accounts can write to the folder {parent}, so they could swap the file."
