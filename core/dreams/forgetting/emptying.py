"""
Emptying changes of proposals: their words, their lines, and what reviewers made of these.

Inside a transaction of the caller.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from core.dreams.kept import evidence_json
from core.dreams.proposal import Evidence, Gone
from core.storage.sqlite import Connection

MASK: Final = "************"


def forget_titles(connection: Connection, dream: int, title: str) -> None:
    """Empty what a dream tells of what it did not propose; a worker that still runs notices."""
    suppressed, outcome = connection.execute(
        "SELECT suppressed, outcome FROM dreams WHERE number = ?", (dream,)
    ).fetchone()
    connection.execute(
        "UPDATE dreams SET revision = revision + 1, suppressed = ?, outcome = ? WHERE number = ?",
        (_untitled(suppressed, title), _untitled(outcome, title), dream),
    )
    # It names a finding whose evidence did not hold.
    connection.execute(
        "UPDATE dreams SET error_message = 'Nothing is proposed, since evidence does not hold.'"
        " WHERE number = ? AND error_message LIKE 'Nothing is proposed, since evidence does not%'",
        (dream,),
    )


def _untitled(document: str | None, title: str) -> str | None:
    """What a dream left out, without what it was called: a title is made of an entry."""
    if document is None:
        return None
    value = json.loads(document)
    for one in value if isinstance(value, list) else value.get("dropped", []):
        one["title"] = title
    return json.dumps(value, ensure_ascii=False)


def emptied(one: Evidence, why: Gone) -> Evidence:
    """A piece of evidence of which nothing is left but which event it was."""
    # Where a memory was quoted is no secret, and says which changes are about the same.
    source = one.source if one.event_id is None else ""
    return replace(one, quote="", holds="", source=source, gone=why)


def empty(
    connection: Connection,
    dream: int,
    change_id: str,
    words: tuple[str, str],
    evidence: Iterable[Evidence],
) -> None:
    """Empty what is said of a change, in the proposal and where its rejection is remembered."""
    connection.execute(
        "UPDATE dream_changes SET title = ?, rationale = ?, scope = '', evidence = ?"
        " WHERE dream = ? AND id = ?",
        (*words, evidence_json(evidence), dream, change_id),
    )
    connection.execute(
        "UPDATE tombstones SET title = ?, scope = '', content = ''"
        " WHERE dream = ? AND change_id = ?",
        (words[0], dream, change_id),
    )


def empty_edits(connection: Connection, dream: int, hunks: set[str]) -> None:
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
            (masked(text or ""), None if old is None else masked(old), number),
        )


def masked(text: str, but: Collection[str] = ()) -> str:
    """As many lines as there were, so that what is cut after them stands where it stood."""
    return "\n".join(line if line in but or not line.strip() else MASK for line in text.split("\n"))
