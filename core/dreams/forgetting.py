"""
Taking what proposals hold of a redacted version out of them.

A change that was cut from the version, or quotes it, keeps its place and its verdict, and says
nothing any more. Runs inside the transaction that redacts.
"""

import json
from typing import Final

from core.errors import Json
from core.records.versions import Version
from core.storage.sqlite import Connection

_MASK: Final = "************"
_TITLE: Final = "Redacted"
_RATIONALE: Final = "What it was about was redacted."


def forget_version(connection: Connection, version: Version) -> None:
    """Empty the changes of every dream that read this version and says something of it."""
    dreams = connection.execute(
        "SELECT number, suppressed, outcome FROM dreams WHERE store_id = :store AND seq >= :seq"
        " AND NOT EXISTS (SELECT 1 FROM versions WHERE memory_id = :memory AND seq > :seq"
        " AND seq <= dreams.seq)",
        {"store": version.memory_store_id, "seq": version.seq, "memory": version.memory_id},
    ).fetchall()
    for dream, suppressed, outcome in dreams:
        # Also of one that still runs: its worker must notice.
        connection.execute(
            "UPDATE dreams SET revision = revision + 1, suppressed = ?, outcome = ?"
            " WHERE number = ?",
            (_untitled(suppressed), _untitled(outcome), dream),
        )
        for change_id in _changes_about(connection, dream, version.path or ""):
            _empty(connection, dream, change_id)


def _changes_about(connection: Connection, dream: int, path: str) -> list[str]:
    touching = {
        change_id
        for (change_id,) in connection.execute(
            "SELECT change_id FROM dream_hunks WHERE dream = ? AND ? IN (path, old_path)",
            (dream, path),
        )
    }
    rows = connection.execute("SELECT id, evidence FROM dream_changes WHERE dream = ?", (dream,))
    return [
        change_id
        for change_id, evidence in rows.fetchall()
        if change_id in touching or any(_quotes(one, path) for one in json.loads(evidence))
    ]


def _quotes(evidence: dict[str, Json], path: str) -> bool:
    return evidence["event_id"] is None and str(evidence["source"]).rpartition(":")[0] == path


def _empty(connection: Connection, dream: int, change_id: str) -> None:
    (evidence,) = connection.execute(
        "SELECT evidence FROM dream_changes WHERE dream = ? AND id = ?", (dream, change_id)
    ).fetchone()
    quotes = [{**one, "quote": _MASK, "holds": _MASK} for one in json.loads(evidence)]
    connection.execute(
        "UPDATE dream_changes SET title = ?, rationale = ?, scope = '', evidence = ?"
        " WHERE dream = ? AND id = ?",
        (_TITLE, _RATIONALE, json.dumps(quotes, ensure_ascii=False), dream, change_id),
    )
    connection.execute(
        "UPDATE tombstones SET title = ?, scope = '', content = ''"
        " WHERE dream = ? AND change_id = ?",
        (_TITLE, dream, change_id),
    )
    hunks = connection.execute(
        "SELECT id, old_text, new_text FROM dream_hunks WHERE dream = ? AND change_id = ?",
        (dream, change_id),
    ).fetchall()
    for hunk_id, old, new in hunks:
        connection.execute(
            "UPDATE dream_hunks SET old_text = ?, new_text = ? WHERE dream = ? AND id = ?",
            (_masked(old), _masked(new), dream, hunk_id),
        )
    _empty_edits(connection, dream, {hunk_id for hunk_id, _, _ in hunks})


def _empty_edits(connection: Connection, dream: int, hunks: set[str]) -> None:
    """Mask the lines that a reviewer wrote in the place of those of a hunk, or settled it with."""
    rows = connection.execute(
        "SELECT number, targets, text, old_text FROM verdicts WHERE dream = ?"
        " AND action IN ('edit', 'resolve')",
        (dream,),
    ).fetchall()
    for number, targets, text, old in rows:
        # A part of a hunk has the hunk's id before a dot.
        if hunks.isdisjoint(target.partition(".")[0] for target in json.loads(targets)):
            continue
        connection.execute(
            "UPDATE verdicts SET text = ?, old_text = ? WHERE number = ?",
            (_masked(text), _masked(old), number),
        )


def _masked(text: str | None) -> str | None:
    if text is None:
        return None
    # As many lines as there were: what is cut from the text after them stands where it stood.
    return "\n".join(_MASK if line.strip() else "" for line in text.split("\n"))


def _untitled(document: str | None) -> str | None:
    """What a dream left out, without what it was called: a title is made of an entry."""
    if document is None:
        return None
    value = json.loads(document)
    for one in value if isinstance(value, list) else value.get("dropped", []):
        one["title"] = _TITLE
    return json.dumps(value, ensure_ascii=False)
