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
from core.paths import below, check_prefix
from core.reading.indexing import CURRENT, HISTORY, Index, index_current, index_history, watermark
from core.storage.files import FileSwapped
from core.storage.sqlite import Connection, StorageFailed, StorageFull, StorageLocked


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
        step = index_current if index is CURRENT else index_history
        # Only as far as now: what others go on writing must not keep a search from answering.
        while self._indexed(index) < newest and not (stopped is not None and stopped()):
            try:
                self._db.write(step)
            except (StorageFull, StorageFailed, StorageLocked, FileSwapped):
                return  # what was indexed before is found all the same

    def _indexed(self, index: Index) -> int:
        with self._db.snapshot() as connection:
            return watermark(connection, index)


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
