"""
Full-text search over what memories hold now and, on request, over everything they ever held.

The index is fed from the change feed after a write was acknowledged (inside the write it would cost
seven times the write), and a search catches up first, so it always finds what was written before.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.context import Context
from core.errors import InvalidRequest
from core.files import FileSwapped
from core.paths import below, check_prefix
from core.sqlite import Connection, StorageFailed, StorageFull, StorageLocked

CATCH_UP = 64
"""Versions indexed in one transaction, so that a writer never waits long behind the index."""


@dataclass(frozen=True, slots=True)
class Match:
    """One line that matches, with the spans of the matching words in it."""

    memory_store_id: str
    memory_id: str
    path: str
    version_id: str
    line: int
    """Counted from 1."""
    text: str
    marks: tuple[tuple[int, int], ...]
    """Start and end of each match in `text`, in characters."""


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


class Search:
    """Searches the stores that one actor sees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def __call__(
        self,
        query: str,
        *,
        store_id: str | None = None,
        path_prefix: str | None = None,
        history: bool = False,
        limit: int | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> list[Match]:
        """
        The lines that hold words of the query, in memories that hold all of them, best first.

        While the file cannot be written, what was indexed before is found and nothing newer.

        Args:
            query: Words; `"several words"` in quotes are a phrase, `word*` is a prefix.
            history: Search every version instead of the current contents.
            limit: How many memories (with `history`: versions) to look at, at most.
            stopped: Asked while the index catches up and between hits; once it says yes, the
                answer is what was found until then.

        Raises:
            InvalidRequest: The query has no word in it, or the prefix is not one.
            NotFound: There is no such store for this actor.
        """
        expression = match_expression(query)
        index = HISTORY if history else CURRENT
        source = "versions" if history else "memories"
        conditions = [f"{index.table} MATCH ?"]
        values: list[str] = [expression]
        visible, stores = self._context.scope.visible_stores(f"{source}.store_id")
        conditions.append(visible)
        values.extend(stores)
        if store_id is not None:
            conditions.append(f"{source}.store_id = ?")
            values.append(store_id)
        if path_prefix is not None:
            conditions.append(f"{source}.path >= ? AND {source}.path < ?")
            values.extend(below(check_prefix(path_prefix)))
        self._catch_up(index, stopped)
        with self._db.snapshot() as connection:
            if store_id is not None:
                self._context.scope.require_visible(connection, store_id)
            hits = connection.execute(
                f"SELECT {index.table}.rowid, {index.columns} FROM {index.table} {index.joins}"
                f" WHERE {' AND '.join(conditions)} ORDER BY {index.table}.rank LIMIT ?",
                (*values, -1 if limit is None else limit),
            ).fetchall()
            return [
                match
                for rowid, *where in hits
                if stopped is None or not stopped()
                for match in _lines(connection, index, expression, rowid, where)
            ]

    def rebuild(self) -> None:
        """Throw both indexes away; the next search reads everything anew."""

        def job(connection: Connection) -> None:
            for index in (CURRENT, HISTORY):
                connection.execute(f"DROP TABLE {index.table}")
                connection.execute(
                    f"CREATE VIRTUAL TABLE {index.table} USING fts5"
                    " (text, content='contents', content_rowid='seq', tokenize='unicode61')"
                )
                connection.execute("DELETE FROM settings WHERE name = ?", (index.watermark,))
            connection.execute("DELETE FROM indexed")

        self._db.write(job)
        self._catch_up(CURRENT)

    def _catch_up(self, index: Index, stopped: Callable[[], bool] | None = None) -> None:
        if self._db.read_only:
            return
        with self._db.snapshot() as connection:
            (newest,) = connection.execute("SELECT coalesce(max(seq), 0) FROM versions").fetchone()
        step = _index_current if index is CURRENT else _index_history
        # Only as far as now: what others go on writing must not keep a search from answering.
        while self._indexed(index) < newest and not (stopped is not None and stopped()):
            try:
                self._db.write(step)
            except (StorageFull, StorageFailed, StorageLocked, FileSwapped):
                return  # what was indexed before is found all the same

    def _indexed(self, index: Index) -> int:
        with self._db.snapshot() as connection:
            return _watermark(connection, index)


def match_expression(query: str) -> str:
    """
    A person's words as an FTS5 expression in which nothing but the words has a meaning.

    Raises:
        InvalidRequest: There is no word in it.
    """
    try:
        query.encode()
    except UnicodeEncodeError:
        raise InvalidRequest("The query is not valid text (it holds a lone surrogate).") from None
    terms = []
    for number, part in enumerate(query.replace("\0", " ").split('"')):
        # Between quotes everything is one phrase; outside of them each word is one.
        for term in [part] if number % 2 else part.split():
            if any(character.isalnum() for character in term):
                star = "*" if term.endswith("*") and not number % 2 else ""
                terms.append(f'"{term}"{star}')
    if not terms:
        raise InvalidRequest("A search needs at least one word of letters or digits.")
    return " ".join(terms)


def forget(connection: Connection, content_seq: int, text: str) -> None:
    """Take a text that is about to leave out of both indexes."""
    listed = connection.execute(
        "DELETE FROM indexed WHERE content_seq = ? RETURNING memory_id", (content_seq,)
    ).fetchone()
    if listed is not None:
        _take_out(connection, CURRENT, content_seq, text)
    if content_seq <= _watermark(connection, HISTORY) and _is_of_a_version(connection, content_seq):
        _take_out(connection, HISTORY, content_seq, text)


def scrub(connection: Connection) -> None:
    """Rewrite both indexes without the words that were taken out of them."""
    for index in (CURRENT, HISTORY):
        connection.execute(f"INSERT INTO {index.table} ({index.table}) VALUES ('optimize')")


def _index_current(connection: Connection) -> None:
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


def _index_history(connection: Connection) -> None:
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
        (_watermark(connection, index), CATCH_UP),
    ).fetchall()


def _watermark(connection: Connection, index: Index) -> int:
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


def _lines(
    connection: Connection, index: Index, expression: str, rowid: int, where: list[str]
) -> Iterator[Match]:
    # The marks are SQLite's own, set where its tokenizer found the words. Random, so that no text
    # can hold one by chance or on purpose.
    token = secrets.token_hex(8)
    start, end = f"<{token}>", f"</{token}>"
    (marked,) = connection.execute(
        f"SELECT highlight({index.table}, 0, ?, ?) FROM {index.table}"
        f" WHERE {index.table} MATCH ? AND rowid = ?",
        (start, end, expression, rowid),
    ).fetchone()
    store_id, memory_id, path, version_id = where
    inside = False
    for number, line in enumerate(marked.split("\n"), start=1):
        text, marks, inside = unmark(line, start, end, inside=inside)
        if marks:
            yield Match(store_id, memory_id, path, version_id, number, text, marks)


def unmark(
    line: str, start: str, end: str, *, inside: bool
) -> tuple[str, tuple[tuple[int, int], ...], bool]:
    """A text without the marks in it, where they stood, and whether the last one is still open."""
    text = ""
    marks: list[tuple[int, int]] = []
    opened = 0 if inside else None
    while True:
        marker = start if opened is None else end
        before, found, line = line.partition(marker)
        text += before
        if not found:
            break
        if opened is None:
            opened = len(text)
        else:
            marks.append((opened, len(text)))
            opened = None
    if opened is not None and opened < len(text):
        marks.append((opened, len(text)))  # a phrase that goes on in the next line
    return text, tuple(marks), opened is not None
