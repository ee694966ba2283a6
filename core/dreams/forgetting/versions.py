"""
Taking what proposals hold of a redacted version out of them.

A change that was cut from the version, quotes it, or was applied in it, keeps its place and its
verdict, and says nothing any more. Runs inside the transaction that redacts.
"""

from typing import Final

from core.dreams.forgetting.emptying import emptied, empty, empty_edits, forget_titles, masked
from core.dreams.kept import evidence_of
from core.dreams.proposal import Evidence, Gone
from core.records.versions import Version
from core.storage.sqlite import Connection

_WORDS: Final = ("Redacted", "What it was about was redacted.")


def forget_version(connection: Connection, version: Version) -> None:
    """Empty the changes of every dream that read this version, or wrote it, and speaks of it."""
    dreams = connection.execute(
        "SELECT number FROM dreams WHERE store_id = :store AND seq >= :seq"
        " AND NOT EXISTS (SELECT 1 FROM versions WHERE memory_id = :memory AND seq > :seq"
        " AND seq <= dreams.seq)",
        {"store": version.memory_store_id, "seq": version.seq, "memory": version.memory_id},
    ).fetchall()
    for (dream,) in dreams:
        forget_titles(connection, dream, _WORDS[0])
        for change_id in _changes_about(connection, dream, version.path or ""):
            _redact(connection, dream, change_id)
    written = connection.execute(
        "SELECT DISTINCT applies.dream, change_id FROM applied_hunks"
        " JOIN applies ON applies.number = applied_hunks.apply WHERE version_id = ?",
        (version.id,),
    ).fetchall()
    for dream, change_id in written:
        forget_titles(connection, dream, _WORDS[0])
        _redact(connection, dream, change_id)


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
        if change_id in touching or any(_quotes(one, path) for one in evidence_of(evidence))
    ]


def _quotes(one: Evidence, path: str) -> bool:
    return one.event_id is None and one.source.rpartition(":")[0] == path


def _redact(connection: Connection, dream: int, change_id: str) -> None:
    (evidence,) = connection.execute(
        "SELECT evidence FROM dream_changes WHERE dream = ? AND id = ?", (dream, change_id)
    ).fetchone()
    gone = [emptied(one, Gone.REDACTED) for one in evidence_of(evidence)]
    empty(connection, dream, change_id, _WORDS, gone)
    hunks = connection.execute(
        "SELECT id, old_text, new_text FROM dream_hunks WHERE dream = ? AND change_id = ?",
        (dream, change_id),
    ).fetchall()
    for hunk_id, old, new in hunks:
        connection.execute(
            "UPDATE dream_hunks SET old_text = ?, new_text = ? WHERE dream = ? AND id = ?",
            (masked(old), masked(new), dream, hunk_id),
        )
    empty_edits(connection, dream, {hunk_id for hunk_id, _, _ in hunks})
