"""
The full-text index of events, which only points at their rows: it must be told what leaves.
"""

from collections.abc import Iterable

from core.storage.sqlite import Connection


def index(connection: Connection, rows: Iterable[tuple[int, str | None, str | None]]) -> None:
    """Put texts into the full-text index, by their row."""
    connection.executemany(
        "INSERT INTO events_text (rowid, body, input) VALUES (?, ?, nullif(?, ''))",
        [(number, body, given or "") for number, body, given in rows],
    )


def index_from(connection: Connection, first: int) -> None:
    """Put all events from a row on into the full-text index, in one step."""
    connection.execute(
        "INSERT INTO events_text (rowid, body, input)"
        " SELECT number, body, input FROM events WHERE number >= ?",
        (first,),
    )


def unindex(connection: Connection, rows: Iterable[tuple[int, str | None, str | None]]) -> None:
    """Take texts that are about to leave, or to change, out of the full-text index."""
    connection.executemany(
        "INSERT INTO events_text (events_text, rowid, body, input) VALUES ('delete', ?, ?, ?)",
        rows,
    )


def scrub(connection: Connection) -> None:
    """Rewrite the index without the words that were taken out of it."""
    connection.execute("INSERT INTO events_text (events_text) VALUES ('optimize')")


def rebuild(connection: Connection) -> None:
    """Make the index anew from the events."""
    connection.execute("INSERT INTO events_text (events_text) VALUES ('rebuild')")
