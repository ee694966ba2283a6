"""
What the doctor asks of the rows of a workspace: whether they agree with each other.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.errors import CoreError
from core.paths import check_path
from core.storage.sqlite import Connection
from core.transcripts import checks as transcript_checks


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be."""

    check: str
    message: str
    subject: str | None = None
    """The id or path it is about."""


def _structure(connection: Connection) -> Iterator[Problem]:
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Problem("structure", f"SQLite says of the file: {line}")
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(
            "structure", f"A row of {table} points at a missing row of {parent}.", str(row)
        )


def _contents(connection: Connection) -> Iterator[Problem]:
    for version_id, stored, size, kind, text in connection.execute(
        # As bytes: damaged ones are no text any more.
        "SELECT versions.id, content_sha256, content_size_bytes, typeof(text),"
        " CAST(text AS BLOB) FROM versions"
        " LEFT JOIN contents ON contents.seq = versions.content_seq"
        " WHERE operation <> 'deleted' AND redacted_at IS NULL"
    ):
        if text is None:
            yield Problem("contents", f"The content of {version_id} is missing.", version_id)
        elif kind != "text" or hashlib.sha256(text).hexdigest() != stored or len(text) != size:
            yield Problem(
                "contents", f"The content of {version_id} is not what was written.", version_id
            )
    for (seq,) in connection.execute(
        "SELECT seq FROM contents WHERE seq NOT IN"
        " (SELECT content_seq FROM versions WHERE content_seq IS NOT NULL)"
        " AND seq NOT IN"
        " (SELECT mine_content_seq FROM conflicts WHERE mine_content_seq IS NOT NULL)"
    ):
        yield Problem("contents", f"The content {seq} belongs to nothing.", str(seq))


def _heads(connection: Connection) -> Iterator[Problem]:
    for memory_id, path in connection.execute(
        "SELECT memories.id, memories.path FROM memories LEFT JOIN versions"
        " ON versions.id = memories.version_id WHERE versions.seq IS NULL"
        " OR versions.memory_id <> memories.id OR versions.store_id <> memories.store_id"
        " OR versions.path IS NOT memories.path"
        " OR versions.content_seq IS NOT memories.content_seq"
        " OR versions.content_sha256 IS NOT memories.content_sha256"
        " OR versions.content_size_bytes IS NOT memories.content_size_bytes"
        " OR versions.created_at IS NOT memories.updated_at"
        " OR versions.seq <> (SELECT max(seq) FROM versions AS all_of_it"
        " WHERE all_of_it.memory_id = memories.id)"
    ):
        yield Problem("heads", f"{path} does not agree with its newest version.", memory_id)
    for (memory_id,) in connection.execute(
        "SELECT memory_id FROM versions GROUP BY memory_id HAVING max(seq) NOT IN"
        " (SELECT seq FROM versions WHERE operation = 'deleted')"
        " AND memory_id NOT IN (SELECT id FROM memories)"
    ):
        yield Problem("heads", f"{memory_id} was never deleted, and is missing.", memory_id)


def _paths(connection: Connection) -> Iterator[Problem]:
    before: tuple[str, str] | None = None
    for store_id, path in connection.execute(
        # With "/" at the end a directory comes right before what is in it.
        "SELECT store_id, path FROM memories ORDER BY store_id, path || '/'"
    ):
        try:
            check_path(path)
        except CoreError as error:
            yield Problem("paths", str(error), path)
        if before is not None and before[0] == store_id and path.startswith(before[1] + "/"):
            yield Problem("paths", f"{before[1]} is a file and a directory at once.", path)
            continue
        before = store_id, path


def _feed(connection: Connection) -> Iterator[Problem]:
    (rows, newest) = connection.execute(
        "SELECT count(*), coalesce(max(seq), 0) FROM changes"
    ).fetchone()
    if rows != newest:
        yield Problem("feed", f"The change feed has {newest - rows} missing rows.")
    for (version_id,) in connection.execute(
        "SELECT versions.id FROM versions LEFT JOIN changes ON changes.seq = versions.seq"
        " WHERE changes.kind IS NOT 'memory.' || versions.operation"
        " OR changes.subject_id IS NOT versions.memory_id"
        " OR changes.store_id IS NOT versions.store_id"
        " OR changes.actor_id IS NOT versions.actor_id OR changes.at IS NOT versions.created_at"
    ):
        yield Problem("feed", f"{version_id} does not agree with its change row.", version_id)


def _index(connection: Connection) -> Iterator[Problem]:
    row = connection.execute("SELECT value FROM settings WHERE name = 'current_indexed'").fetchone()
    watermark = 0 if row is None else int(row[0])
    (wrong,) = connection.execute(
        "SELECT count(*) FROM memories LEFT JOIN indexed ON indexed.memory_id = memories.id"
        " WHERE memories.content_seq <= ? AND indexed.content_seq IS NOT memories.content_seq"
        " AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.memory_id = memories.id"
        " AND versions.seq > ?)",
        (watermark, watermark),
    ).fetchone()
    (extra,) = connection.execute(
        "SELECT count(*) FROM indexed LEFT JOIN current_text_docsize"
        " ON current_text_docsize.id = indexed.content_seq"
        " WHERE current_text_docsize.id IS NULL"
    ).fetchone()
    (words,) = connection.execute("SELECT count(*) FROM current_text_docsize").fetchone()
    (listed,) = connection.execute("SELECT count(*) FROM indexed").fetchone()
    if wrong or extra or words != listed:
        yield Problem(
            "index",
            "The search index does not agree with the memories;"
            " `memtui doctor --rebuild-index` makes it anew.",
        )


def _transcripts(connection: Connection) -> Iterator[Problem]:
    for message, subject in transcript_checks.wrong_counters(connection):
        yield Problem("transcripts", message, subject)
    for message, subject in transcript_checks.wrong_places(connection):
        yield Problem("transcripts", message, subject)
    for message in transcript_checks.lost_rows(connection):
        yield Problem("transcripts", message)
    for message in transcript_checks.wrong_words(connection):
        yield Problem("index", message)


CHECKS: dict[str, Callable[[Connection], Iterator[Problem]]] = {
    "structure": _structure,
    "contents": _contents,
    "heads": _heads,
    "paths": _paths,
    "feed": _feed,
    "index": _index,
    "transcripts": _transcripts,
}
"""What is asked of a workspace, by name; whoever asks may meet an error of SQLite midway."""
