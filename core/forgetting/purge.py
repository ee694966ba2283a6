"""
Making the file forget: after redaction, no page of it and no frame of the WAL holds the text.

`VACUUM` rewrites every page that is in use, a truncating checkpoint empties the WAL. Both need that
nobody reads an old snapshot; until that is so, a note in the settings keeps `doctor` reporting it.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from core.db import Database
from core.errors import CoreError, Json
from core.storage.opening import BUSY_TIMEOUT_MS
from core.storage.sqlite import Connection

if TYPE_CHECKING:
    from core.forgetting.redact import Redaction

PENDING = "purge_pending"
"""The setting that stands while redacted text may still be in the file."""

PATIENCE_S = 10.0
_PAUSE_S = 0.1
_ATTEMPT_MS = 50

# SQLite locks these bytes of the -shm file; 123 to 127 are held by whoever reads a snapshot.
_READER_BYTES = range(123, 128)


class PurgeIncomplete(CoreError):
    """The text is gone from every table, but another process keeps old pages alive."""

    receipt: "Redaction | None" = None
    """What was redacted all the same, when a redaction ran into this."""

    def details(self) -> Mapping[str, Json]:
        """Every place of the receipt."""
        if self.receipt is None:
            return {}
        # Imported here: the wire knows redaction, which purges.
        from core.wire.objects import redaction_json

        return redaction_json(self.receipt)


def mark_pending(connection: Connection) -> None:
    """Note, in the transaction that redacts, that the file still has to forget."""
    connection.execute(
        "INSERT OR REPLACE INTO settings (name, value) VALUES (?, 'redaction')", (PENDING,)
    )


def is_pending(connection: Connection) -> bool:
    """Whether redacted text may still be in the file."""
    row = connection.execute("SELECT 1 FROM settings WHERE name = ?", (PENDING,)).fetchone()
    return row is not None


def purge(db: Database, patience_s: float = PATIENCE_S) -> None:
    """
    Rewrite the file without what was redacted, and empty the WAL.

    Raises:
        PurgeIncomplete: A process still reads an old snapshot after `patience_s` seconds; it is
            named, and `doctor` reports the workspace until the purge was repeated.
    """
    deadline = time.monotonic() + patience_s
    with db.alone() as connection:
        connection.execute("VACUUM")
    while not _truncate_wal(db):
        if time.monotonic() >= deadline:
            raise PurgeIncomplete(
                f"{_named(holders(db.path))} still reads an old state, so the old pages stay in the"
                " workspace file; end it and run `memtui doctor` to finish."
            )
        time.sleep(_PAUSE_S)

    def done(connection: Connection) -> None:
        connection.execute("DELETE FROM settings WHERE name = ?", (PENDING,))

    db.write(done)


def holders(database: Path) -> list[str]:
    """
    The other processes that read a snapshot now, as `name (pid)`.

    Read from the kernel's list of locks, where there is one: opening the file to ask would drop
    our own locks on it.
    """
    shared = database.with_name(database.name + "-shm")
    try:
        inode = shared.stat().st_ino
        lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except OSError:
        return []
    found: dict[int, str] = {}
    for line in lines:
        fields = line.replace("-> ", "").split()
        # 1: POSIX  ADVISORY  READ 1234 08:01:56789 123 123
        if len(fields) < 8 or not fields[5].endswith(f":{inode}") or fields[7] == "EOF":
            continue
        pid, first, last = int(fields[4]), int(fields[6]), int(fields[7])
        if pid not in (os.getpid(), -1) and any(first <= byte <= last for byte in _READER_BYTES):
            found[pid] = f"{_process_name(pid)} ({pid})"
    return sorted(found.values())


def _truncate_wal(db: Database) -> bool:
    with db.alone() as connection:
        # Short: every writer waits behind this one, and the next try is not far.
        connection.execute(f"PRAGMA busy_timeout = {_ATTEMPT_MS}")
        try:
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy and db.wal_bytes() == 0
        finally:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def _named(processes: list[str]) -> str:
    return f"The process {', '.join(processes)}" if processes else "Another process"


def _process_name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return "process"
