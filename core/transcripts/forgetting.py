"""
Taking transcripts, or a secret in them, out of the workspace.

Runs inside a transaction of the caller; the full-text index must be told the very words that leave.
"""

import json
from collections.abc import Iterator
from typing import Final

from core.storage.sqlite import Connection
from core.storage.tables.holds import Holds
from core.storage.tables.transcripts import COLUMNS
from core.transcripts.indexing import index, unindex

_TEXTS: Final = tuple(name for name, what in COLUMNS["events"].items() if what is not Holds.ID)
_STEP: Final = 1_000


def mask_events(connection: Connection, secret: str, mask: str) -> list[tuple[int, str]]:
    """Mask a secret in every text of every event; gives the row and the column of each place."""
    spellings = {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    condition = " OR ".join(f"instr({name}, ?) > 0" for name in _TEXTS for _ in spellings)
    values = [spelling for _ in _TEXTS for spelling in sorted(spellings)]
    places: list[tuple[int, str]] = []
    for first in _starts(connection):
        rows = connection.execute(
            f"SELECT number, {', '.join(_TEXTS)} FROM events"
            f" WHERE number >= ? AND number < ? AND ({condition})",
            (first, first + _STEP, *values),
        ).fetchall()
        for number, *texts in rows:
            old: dict[str, str | None] = dict(zip(_TEXTS, texts, strict=True))
            new = {
                name: None if text is None else _masked(text, spellings, mask)
                for name, text in old.items()
            }
            unindex(connection, [(number, old["body"], old["input"])])
            connection.execute(
                f"UPDATE events SET ({', '.join(_TEXTS)}) = ({', '.join('?' * len(_TEXTS))})"
                " WHERE number = ?",
                (*new.values(), number),
            )
            index(connection, [(number, new["body"], new["input"])])
            places += [(number, name) for name in _TEXTS if new[name] != old[name]]
    return places


def _masked(text: str, spellings: set[str], mask: str) -> str:
    # An input is JSON, where the secret may be spelled with escapes; the mask needs none.
    for spelling in spellings:
        text = text.replace(spelling, mask)
    return text


def _starts(connection: Connection) -> Iterator[int]:
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM events").fetchone()
    yield from range(1, last + 1, _STEP)


def forget_session(connection: Connection, session: int, *, with_record: bool) -> int:
    """
    Delete a session's transcript: events, accesses, usage; gives how many events there were.

    What it was read from stays known, so that reading the same files again brings nothing back.

    Args:
        with_record: Delete the session itself too; one that was started here stays.
    """
    events = 0
    while rows := connection.execute(
        # A step at a time: a session may have a gigabyte of texts.
        "SELECT number, body, input FROM events WHERE session = ? LIMIT ?",
        (session, _STEP),
    ).fetchall():
        unindex(connection, rows)
        connection.executemany("DELETE FROM events WHERE number = ?", [row[:1] for row in rows])
        events += len(rows)
    for table in ("accesses", "usages", "subagents", "transcripts"):
        connection.execute(f"DELETE FROM {table} WHERE session = ?", (session,))
    if with_record:
        connection.execute("DELETE FROM sessions WHERE number = ?", (session,))
    return events
