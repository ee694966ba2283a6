"""
The full-text indexes: fed from the feed, in transactions behind those that wrote what they hold.
"""

from dataclasses import dataclass

from core.storage.sqlite import Connection

CATCH_UP = 64
"""Versions indexed in one transaction, so that a writer never waits long behind the index."""


@dataclass(frozen=True, slots=True)
class Index:
    """One full-text table, how far it has read the feed, and what a hit in it stands for."""

    table: str
    watermark: str
    joins: str
    columns: str


CURRENT = Index(
    "current_text",
    "current_indexed",
    "JOIN indexed ON indexed.content_seq = current_text.rowid"
    " JOIN memories ON memories.id = indexed.memory_id",
    "memories.store_id, memories.id, memories.path, memories.version_id",
)


HISTORY = Index(
    "history_text",
    "history_indexed",
    # The first version that still holds the text: the one that wrote it may be redacted.
    "JOIN versions AS first ON first.seq = history_text.rowid"
    " JOIN versions ON versions.seq = (SELECT min(seq) FROM versions AS each"
    " WHERE each.memory_id = first.memory_id AND each.content_seq = first.seq)",
    "versions.store_id, versions.memory_id, versions.path, versions.id",
)


def forget(connection: Connection, content_seq: int, text: str) -> None:
    """Take a text that is about to leave out of both indexes."""
    listed = connection.execute(
        "DELETE FROM indexed WHERE content_seq = ? RETURNING memory_id", (content_seq,)
    ).fetchone()
    if listed is not None:
        _take_out(connection, CURRENT, content_seq, text)
    if content_seq <= watermark(connection, HISTORY) and _is_of_a_version(connection, content_seq):
        _take_out(connection, HISTORY, content_seq, text)


def scrub(connection: Connection) -> None:
    """Rewrite both indexes without the words that were taken out of them."""
    for index in (CURRENT, HISTORY):
        connection.execute(f"INSERT INTO {index.table} ({index.table}) VALUES ('optimize')")


def index_current(connection: Connection) -> None:
    """Read the feed on into the index of what is there now."""
    rows = _next_versions(connection, CURRENT)
    for memory_id in dict.fromkeys(row[1] for row in rows):
        old = connection.execute(
            "SELECT content_seq FROM indexed WHERE memory_id = ?", (memory_id,)
        ).fetchone()
        new = connection.execute(
            "SELECT content_seq, text FROM memories JOIN contents"
            " ON contents.seq = memories.content_seq WHERE id = ?",
            (memory_id,),
        ).fetchone()
        if old is not None and new is not None and old[0] == new[0]:
            continue
        if old is not None:
            (text,) = connection.execute(
                "SELECT text FROM contents WHERE seq = ?", (old[0],)
            ).fetchone()
            _take_out(connection, CURRENT, old[0], text)
            connection.execute("DELETE FROM indexed WHERE memory_id = ?", (memory_id,))
        if new is not None:
            _put_in(connection, CURRENT, *new)
            connection.execute(
                "INSERT INTO indexed (content_seq, memory_id) VALUES (?, ?)", (new[0], memory_id)
            )
    _advance(connection, CURRENT, rows)


def index_history(connection: Connection) -> None:
    """Read the feed on into the index of all that ever was."""
    rows = _next_versions(connection, HISTORY)
    for seq, _ in rows:
        # A rename shares the content of an older version, which is indexed there.
        content = connection.execute("SELECT text FROM contents WHERE seq = ?", (seq,)).fetchone()
        if content is not None:
            _put_in(connection, HISTORY, seq, content[0])
    _advance(connection, HISTORY, rows)


def _next_versions(connection: Connection, index: Index) -> list[tuple[int, str]]:
    return connection.execute(
        "SELECT seq, memory_id FROM versions WHERE seq > ? ORDER BY seq LIMIT ?",
        (watermark(connection, index), CATCH_UP),
    ).fetchall()


def watermark(connection: Connection, index: Index) -> int:
    """The `seq` up to which an index has read the feed."""
    row = connection.execute(
        "SELECT value FROM settings WHERE name = ?", (index.watermark,)
    ).fetchone()
    return 0 if row is None else int(row[0])


def _advance(connection: Connection, index: Index, rows: list[tuple[int, str]]) -> None:
    if rows:
        connection.execute(
            "INSERT INTO settings (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (index.watermark, str(rows[-1][0])),
        )


def _put_in(connection: Connection, index: Index, seq: int, text: str) -> None:
    connection.execute(f"INSERT INTO {index.table} (rowid, text) VALUES (?, ?)", (seq, text))


def _take_out(connection: Connection, index: Index, seq: int, text: str) -> None:
    connection.execute(
        f"INSERT INTO {index.table} ({index.table}, rowid, text) VALUES ('delete', ?, ?)",
        (seq, text),
    )


def _is_of_a_version(connection: Connection, seq: int) -> bool:
    return connection.execute("SELECT 1 FROM versions WHERE seq = ?", (seq,)).fetchone() is not None
