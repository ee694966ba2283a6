"""
What the doctor asks of transcripts: whether counters, index and sources agree with the events.
"""

from collections.abc import Iterator
from typing import Final

from core.storage.sqlite import Connection

_SUMS: Final = {
    "events": "SELECT count(*) FROM events WHERE events.session = transcripts.session",
    "tool_calls": (
        "SELECT count(*) FROM events WHERE events.session = transcripts.session"
        " AND kind = 'tool_call'"
    ),
    "tool_errors": (
        "SELECT count(*) FROM events WHERE events.session = transcripts.session"
        " AND kind = 'tool_result' AND status IN ('failed', 'timeout')"
    ),
    "rejected": (
        "SELECT count(*) FROM events WHERE events.session = transcripts.session"
        " AND kind = 'tool_result' AND status = 'rejected_by_user'"
    ),
    "reads": (
        "SELECT count(*) FROM accesses WHERE accesses.session = transcripts.session"
        " AND touch = 'read'"
    ),
    "writes": (
        "SELECT count(*) FROM accesses WHERE accesses.session = transcripts.session"
        " AND touch = 'write'"
    ),
    **{
        name: (
            f"SELECT coalesce(sum({name}), 0) FROM usages"
            " WHERE usages.session = transcripts.session"
        )
        for name in ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
    },
}

_LOST: Final = {
    "events of a session that is gone": (
        "events WHERE session NOT IN (SELECT session FROM transcripts)"
    ),
    "events of a file that is unknown": (
        "events WHERE source IS NOT NULL AND source NOT IN (SELECT number FROM sources)"
    ),
    "memory accesses of an event that is gone": (
        "accesses WHERE event NOT IN (SELECT number FROM events)"
    ),
    "memory accesses that are not of their event's session": (
        "accesses JOIN events ON events.number = accesses.event"
        " WHERE accesses.session <> events.session"
    ),
    "accesses to a version of another path": (
        "accesses JOIN versions ON versions.id = accesses.version_id"
        " WHERE accesses.store_id <> versions.store_id OR accesses.path <> versions.path"
    ),
    "versions that two calls are said to have written": (
        "(SELECT version_id FROM accesses WHERE touch = 'write' AND version_id IS NOT NULL"
        " GROUP BY version_id HAVING count(*) > 1)"
    ),
    "token counts of a session that is gone": (
        "usages WHERE session NOT IN (SELECT session FROM transcripts)"
    ),
    "damaged ranges of a file that is unknown": (
        "damages WHERE source NOT IN (SELECT number FROM sources)"
    ),
    "transcripts of a session that is gone": (
        "transcripts WHERE session NOT IN (SELECT number FROM sessions)"
    ),
}


def wrong_counters(connection: Connection) -> Iterator[tuple[str, str]]:
    """Sentences about sessions whose numbers are not those of their rows, with their id."""
    wrong = " OR ".join(f"{name} <> ({select})" for name, select in _SUMS.items())
    named = ", ".join(f"{name} <> ({select})" for name, select in _SUMS.items())
    for session_id, *flags in connection.execute(
        f"SELECT sessions.id, {named} FROM transcripts"
        f" JOIN sessions ON sessions.number = transcripts.session WHERE {wrong}"
    ):
        names = ", ".join(name for name, flag in zip(_SUMS, flags, strict=True) if flag)
        yield f"The session {session_id} does not have the {names} that it says.", session_id


def lost_rows(connection: Connection) -> Iterator[str]:
    """Sentences about rows that belong to nothing."""
    for what, rows in _LOST.items():
        (count,) = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
        if count:
            yield f"There are {count} {what}."


def wrong_places(connection: Connection) -> Iterator[tuple[str, str]]:
    """Sentences about events and files whose places cannot be right, with the file."""
    for (path,) in connection.execute(
        "SELECT path FROM sources WHERE offset < 0 OR line_no < 1 OR generation < 1"
        # Of what is compressed, which has no hash, the offset is one in the plain text.
        " OR state = 'present' AND tail_sha256 <> '' AND offset > size_bytes"
    ):
        yield f"More was read of {path} than it holds.", path
    for (path,) in connection.execute(
        "SELECT DISTINCT sources.path FROM events JOIN sources ON sources.number = events.source"
        " WHERE events.generation > sources.generation OR events.seq >= sources.next_seq"
        " OR events.generation = sources.generation AND is_document = 0"
        " AND events.raw_offset + events.raw_len > sources.offset"
    ):
        yield f"An event stands where {path} was not read.", path


def wrong_words(connection: Connection) -> Iterator[str]:
    """A sentence if the full-text index does not have exactly the events."""
    (missing,) = connection.execute(
        "SELECT count(*) FROM events WHERE number NOT IN (SELECT id FROM events_text_docsize)"
    ).fetchone()
    (extra,) = connection.execute(
        "SELECT count(*) FROM events_text_docsize WHERE id NOT IN (SELECT number FROM events)"
    ).fetchone()
    if missing or extra:
        yield (
            "The search index does not agree with the events of transcripts;"
            " `memtui doctor --rebuild-index` makes it anew."
        )
