"""
Which SQLite this is, and what its errors mean in our words.

`pysqlite3` carries a current SQLite in its wheel; where there is no wheel the standard module has
to do. The two must never be mixed in one process on one file, so everybody imports `sqlite3` here.
"""

from typing import TYPE_CHECKING

from core.errors import CoreError, InvalidRequest

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:  # no wheel for this platform
        import sqlite3

Connection = sqlite3.Connection

__all__ = [
    "UNBINDABLE",
    "Connection",
    "NotAWorkspace",
    "StorageFailed",
    "StorageFull",
    "StorageLocked",
    "StorageReadOnly",
    "explain",
    "has_wal_reset_bug",
    "is_about_all",
    "is_disk_error",
    "sqlite3",
]

UNBINDABLE = (
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    UnicodeEncodeError,
    OverflowError,
)
"""Raised for a value that SQLite cannot hold: the caller's mistake, which harms no transaction."""


class StorageFull(CoreError):
    """The disk (or a quota) has no room for the write; nothing of it was stored."""

    type = "overloaded_error"


class StorageFailed(CoreError):
    """The disk or the file failed; what was acknowledged before stays, this write is not stored."""


class StorageReadOnly(CoreError):
    """The file or its folder cannot be written by this process."""

    type = "permission_error"


class StorageLocked(CoreError):
    """A program that is not memtui holds the file's lock and did not give it back in time."""

    type = "overloaded_error"


class NotAWorkspace(CoreError):
    """The file exists and is something else, or its content is damaged."""


_IO_ERROR, _NOT_OPENED, _NO_DATABASE = 10, 14, 26

_SENTENCES: dict[int, tuple[type[CoreError], str]] = {
    13: (StorageFull, "The disk is full, so nothing was written; free some space and try again."),
    8: (StorageReadOnly, "The workspace file cannot be written; check its owner and its folder."),
    _NOT_OPENED: (
        StorageFailed,
        "The workspace file cannot be opened; check whether you may read it.",
    ),
    5: (StorageLocked, "Another program holds the workspace file; close it and try again."),
    6: (StorageLocked, "Another program holds the workspace file; close it and try again."),
    _NO_DATABASE: (NotAWorkspace, "The file is not a memtui workspace; nothing in it was touched."),
    11: (
        NotAWorkspace,
        "The workspace file is damaged; restore a backup, or run `memtui doctor` to see how much.",
    ),
    _IO_ERROR: (
        StorageFailed,
        "The disk failed or a quota is reached, so nothing was written; check it, then reopen.",
    ),
}


def explain(error: Exception) -> CoreError:
    """The error of ours that says what one of SQLite means; SQL text never reaches a user."""
    if isinstance(error, UNBINDABLE):
        return InvalidRequest("A value in the request is no text, or no number, that can be kept.")
    code = getattr(error, "sqlite_errorcode", 0)
    # The low byte is the kind of error, the rest says where it happened.
    kind, sentence = _SENTENCES.get(
        code & 0xFF, (StorageFailed, f"The workspace file answered with an error ({error}).")
    )
    return kind(sentence)


def is_disk_error(error: BaseException) -> bool:
    """Whether the disk failed, so that nothing more may be written before the file is reopened."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == _IO_ERROR


def is_about_all(error: BaseException) -> bool:
    """Whether the file cannot be opened, or is none of SQLite's, whatever was to be read of it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (_NOT_OPENED, _NO_DATABASE)


def has_wal_reset_bug(version: tuple[int, ...]) -> bool:
    """
    Whether this SQLite can corrupt a WAL that several connections write and checkpoint.

    3.7.0 to 3.51.2, but for the branches 3.44.6 and 3.50.7 which were mended. Our writes and
    checkpoints all happen behind one lock, which keeps clear of it; `doctor` names it anyway.
    """
    if version >= (3, 51, 3):
        return False
    if version[:2] == (3, 50):
        return version < (3, 50, 7)
    if version[:2] == (3, 44):
        return version < (3, 44, 6)
    return version >= (3, 7, 0)
